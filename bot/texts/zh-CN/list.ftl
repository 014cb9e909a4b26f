# 接龙。

list-title = 🧾 <b>{ $title }</b>　#{ $number }
list-state = { $state ->
    [open] 接龙中{ $timed ->
        [true] {" "}· { $ends } 截止
       *[false] {""}
    }
    [cancelled] 已取消
   *[closed] 已截止
} · { $people } 人{ $most ->
    [0] ，共 { $portions } 份
   *[other] ，{ $portions }/{ $most } 份
}
list-line = { $place }. { $name }{ $amount ->
    [1] {""}
   *[other] {" "}×{ $amount }
}{ $noted ->
    [true] {" "}· { $note }
   *[false] {""}
}
list-more = …还有 { $count } 人
list-how = <i>按按钮，或发 <code>接龙 2</code>、<code>+1</code>（后面可加备注）</i>
list-join = 🙋 我要接龙
list-leave = 退出
list-joined = 已接龙 { $amount } 份 ✅
list-already = 您已在接龙里（{ $amount } 份）。要改数量请发“接龙 2”。
list-left = 已退出接龙
list-not-on-it = 您还没有接龙。
list-full = { $left ->
    [0] 已经接满了。
   *[other] 只剩 { $left } 份了。
}
list-too-many = 每人最多 { $most } 份。
list-number = 数量请写 1 到 { $most } 之间的整数。
list-over = 🧾 “{ $title }”接龙结束：{ $people ->
    [0] 这次没有人参加。
   *[other] { $people } 人，共 { $portions } 份。谢谢大家！
}
list-picture = 接龙战报
list-picture-people = 人数
list-picture-portions = 份数
list-csv = 序号,名字,用户 ID,份数,备注,时间
