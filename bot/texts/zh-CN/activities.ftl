# 活动：定时消息、活动列表。

post-planned = 好，已排上：
post-line = <b>#{ $number }</b> { $rule } · 下次 { $next }{ $notice ->
    [true] {" "}· 通知
   *[false] {""}
}
    　{ $title }
post-next = { $date } { $weekday } { $at }
post-copied-media = [图片或文件]
post-in-the-past = 这个时间已经过了，请换一个将来的时间。
post-unknown = 没有第 { $number } 号定时消息。用 /posts 看看有哪些。
post-removed = 已取消第 { $number } 号：{ $title }
post-remove-button = 取消 #{ $number }
post-skipped = ⏰「{ $group }」的定时消息 #{ $number }（{ $title }）错过了 { $times ->
    [1] { $last } 这一次
   *[other] { $times } 次，最近是 { $last }
}：当时我不在线，晚了两个小时以上就不补发了。需要的话请手动发一次。
post-failed = { $status ->
    [lost] ⚠️「{ $group }」的定时消息 #{ $number }（{ $title }）发送时断了线，不确定发出去没有。为免重复，我没有再发，请看一眼群里。
    [expired] ⚠️「{ $group }」的定时消息 #{ $number }（{ $title }）没能及时发出，已经作罢。
   *[refused] ⚠️「{ $group }」的定时消息 #{ $number }（{ $title }）没发成：{ $error }
}
posts-title = 定时消息（{ $count } 条）
posts-none = 还没有定时消息。这样写：<code>{ $form }</code>，或回复一条消息发 <code>/post "每天 09:00"</code>，到点就发它的副本。

events-title = 群里正在进行
events-post = 📣 { $next } · { $title }
events-none = 眼下没有活动。发“打卡”，活动就从您开始。

command-events = 现在有什么活动
command-post = 定时发消息
command-posts = 看定时消息
command-post_del = 取消定时消息
