# 预警词与舆情事件：卡片、接手、关闭、提醒。

incident-title = { $mark } { $level } · 第 { $number } 号
incident-level-blue = 留意
incident-level-yellow = 黄色预警
incident-level-orange = 橙色预警
incident-level-red = 红色预警
incident-word = 预警词：<b>{ $word }</b>
incident-people = { $people } 人提到，共 { $messages } 条，始于 { $since }
incident-quiet-only = 像是在否认，或在问怎么预防。先给您看一眼，不算预警。
incident-author = { $author }，{ $at }，{ $group }
incident-link = 看原话
incident-waiting = 还没有人接手。
incident-taken = { $name } 已于 { $at } 接手。
incident-closed = { $name } 已关闭，原因：{ $cause }
incident-dismissed = { $name } 判断这不是舆情，已关闭。
incident-calm = 一直没有新动静，已自动关闭。
incident-reminder = ⏰ 第 { $number } 次提醒：还没有人接手。
incident-take = 我来处理
incident-dismiss = 不是舆情
incident-taken-toast = 好，交给您了。
incident-dismissed-toast = 好，已关闭。
incident-taken-done = 第 { $number } 号交给您了。处理完请用 /close { $number } 写下原因。
incident-closed-done = 第 { $number } 号已关闭。
incident-taken-already = 第 { $number } 号已由 { $name } 接手。
incident-closed-already = 第 { $number } 号已经关闭了。
incident-unknown = 没有第 { $number } 号事件。用 /incidents 看进行中的。
incident-nobody-reachable = 有件要紧的事需要管理员马上看，但我一个管理员都私信不到。请管理员打开私聊，按一下“开始”，我立刻发给您。
incident-line = { $mark } 第 { $number } 号“{ $word }”，{ $people } 人，始于 { $since }。{ $standing }
incidents-title = 进行中的事件：{ $count } 件
incidents-none = 现在没有进行中的事件。

watch-title = 预警词：{ $count } 个
watch-none = 还没有预警词。
watch-line = · { $word }（{ $tier ->
    [rate] 频次
   *[urgent] 紧急
 }）
watch-how = 添加：<code>/watch add 拉肚子 紧急</code>，有一个人提到就私信您；<code>/watch add 退款 频次</code>，短时间内几个人提到才算。删除：<code>/watch del 退款</code>，或点下面的按钮。
watch-added = 已开始留意“{ $word }”（{ $tier ->
    [rate] 频次
   *[urgent] 紧急
 }），本社群的各群都算。
watch-removed = 不再留意“{ $word }”。
watch-unknown = 预警词里没有“{ $word }”。用 /watch list 看全部。
watch-word-empty = “{ $word }”里没有文字，认不出来。请写一个词。
watch-too-many = 预警词最多 { $count } 个，请先删掉一些。

command-watch = 预警词：谁提到就私信我
command-incidents = 进行中的舆情事件
command-ack = 接手一件事
command-close = 关闭一件事，写下原因
