# 活动：定时消息、活动列表。

post-planned = 好，已排上：
post-line = <b>#{ $number }</b> { $rule } · { $rests ->
    [true] 已暂停
   *[false] 下次 { $next }
}{ $notice ->
    [true] {" "}· 通知
   *[false] {""}
}
    　{ $title }
post-next = { $date } { $weekday } { $at }
post-copied-media = [图片或文件]
post-in-the-past = 这个时间已经过了，请换一个将来的时间。
post-unknown = 没有第 { $number } 号定时消息。用 /posts 看看有哪些。
post-removed = 已取消第 { $number } 号：{ $title }
post-button-see = 预览 #{ $number }
post-button-rest = 暂停
post-button-go = 恢复
post-button-del = 取消 #{ $number }
post-previewed = 第 { $number } 号已私下发给您看：{ $title }
post-rests = 第 { $number } 号先歇着：{ $title }
post-goes-on = 第 { $number } 号继续发：{ $title }
post-year-unknown = { $year } 年的放假安排还没公布，先按周一到周五算工作日；公布并更新后会自动照新的来。
post-stays-too-long = 自动删除最长 47 小时：再久 Telegram 就不让我删了。
post-is-a-copy = 这条是照搬的消息，文字改不了；请取消后重新排一条。时间可以改。
post-no-other-groups = 这个社群没有别的群。
post-copying = 第 { $number } 号（{ $title }）正在复制到另外 { $count } 个群，结果私下告诉您。
post-copied = 已从「{ $source }」复制到「{ $group }」：
post-copy-refused = 「{ $group }」没有复制：您在那里没有“修改群组信息”的权限。
post-copy-past = 「{ $group }」没有复制：按那里的时间已经过了。
post-preview = ☝️「{ $group }」的第 { $number } 号：{ $rule }{ $rests ->
    [true] （已暂停）
   *[false] {""}
}{ $silent ->
    [true] ，静音
   *[false] {""}
}{ $pinned ->
    [true] ，置顶
   *[false] {""}
}{ $goes ->
    [true] ，{ $stays }后自动删除
   *[false] {""}
}。接下来：
    { $next }
post-held = <b>{ $group }</b>：第 { $number } 条定时内容“{ $title }”先不发，等舆情平息。急用可在卡片上点“恢复推广”。
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

activity-kind-list = 接龙
activity-kind-lottery = 抽奖
activity-kind-event = 线下活动
activity-kind-poll = 投票
activity-kind-coupon = 优惠券
activity-kind-topic = 每日话题
activity-kind-quiz = 抢答
activity-kind-challenge = 晒图挑战
activity-kind-chain = 成语接龙
activity-kind-talk = 分享会
activity-kind-exam = 考核
activity-needs-right = 我还没有“{ $right }”的权限，这个活动办不了。请先给我。
activity-over = 这个活动已经结束了。
activity-unknown = 没有第 { $number } 号活动。用 /activity 看看有哪些。
activity-too-many = 进行中的活动已有 { $most } 个，请先结束几个再开。
activity-in-private = 这个要私下开：请点开和我的私聊，在那里发 <code>{ $command }</code>，内容别让群里看到。
activity-opened = 好，“{ $title }”已经在「{ $group }」开始了。
activity-unseen-refused = “{ $title }”没能发到「{ $group }」，这个活动先取消了。请检查我的权限，再发起一次。
activity-unseen-lost = “{ $title }”不知道有没有发到「{ $group }」，这个活动先取消了。群里如果看得到，请删掉它，再发起一次。
activity-members-only = 这是「{ $group }」的活动，先进群才能参加。
activity-called-off = 📪 “{ $title }”取消了，抱歉让大家白等。
activity-extended = “{ $title }”延长到 { $until }。
activity-ended = “{ $title }”已结束。
activity-cancelled = “{ $title }”已取消。
activity-shown = “{ $title }”已重新发到群里。
activity-no-list = 这个活动没有名单可导出。
activity-start-first = 请先打开和我的私聊，按一下“开始”，我才能把文件发给您。
activity-table = “{ $title }”的名单
activity-table-sent = 名单已私下发给您。
activity-button-close = 结束 #{ $number }
activity-button-extend = 延长 1 小时
activity-button-cancel = 取消
activity-button-csv = 名单
activities-title = 进行中的活动（{ $count } 个）
activities-line = <b>#{ $number }</b> { $kind } · { $title }{ $timed ->
    [true] {" "}· { $ends } 截止
   *[false] {""}
}
activities-none = 眼下没有进行中的活动。

command-events = 现在有什么活动
command-post = 定时发消息
command-posts = 看定时消息
command-post_del = 取消定时消息
command-activity = 管理进行中的活动
command-list = 开一个接龙
command-lottery = 开一个抽奖
command-event = 办一场线下活动
command-poll = 发起投票
command-coupon = 发优惠券
command-topic = 排每日话题
command-quiz = 开一场抢答
command-challenge = 开一个晒图挑战
command-chain = 开一局成语接龙
command-talk = 办一场分享会
command-exam = 开一场考核
command-guest = 请分享会的嘉宾
