# 成语接龙。

chain-card = 🔗 <b>成语接龙</b>　#{ $number }
    { $words }
    { $state ->
    [open] 接了 { $count } 个{ $begun ->
        [true] ，最后是 { $name }
       *[false] {""}
    }。下一个以“<b>{ $next }</b>”开头，直接发四个字就行
    [cancelled] 已取消，接了 { $count } 个
   *[closed] 已结束，接了 { $count } 个
}
chain-refuse = “{ $word }”不算（管理员）
chain-refused = “{ $word }”已划掉。
chain-admins = 算不算由管理员说了算。
chain-unknown = 词典里没有“{ $word }”，管理员可以放行。
chain-let = 放行
chain-let-through = “{ $word }”已放行 ✅
chain-gone-on = 接龙已经往下走了，“{ $word }”接不上了。
chain-twice = “{ $word }”已经接过了。
chain-wait = 让别人也接一个吧 😄
chain-over = 🔗 成语接龙从“{ $title }”开始，{ $people } 人接了 { $count } 个。
chain-picture = 成语接龙战报
chain-csv = 序号,成语,名字,用户 ID,时间
