# 日报与周报。

digest-title = { $group } · { $kind } · { $when }
digest-kind-day = 日报
digest-kind-week = 周报
digest-kind-span = 日报（合并）
digest-so-far = 截至 { $at }
digest-late = 我刚才不在线，这份原定 { $at } 发出，现在补上。
digest-decide = 要您决定
digest-decide-appeals = { $count } 个成员在等申诉的结果，请在卡片上按“同意”或“维持”
digest-decide-tickets = { $count } 件客诉在等回复，其中 { $late } 件已超时。用 /tickets 查看
digest-decide-applications = { $count } 份入群申请在等人审核。
digest-decide-rights = 我还缺这些权限：{ $rights }。有些事因此做不了，请在群设置里补上。
digest-decide-unreachable = 只有一位管理员能收到我的预警。请 { $names } 私聊我，按一下“开始”。
digest-incidents = 进行中的事件
digest-silent = 这段时间群里没有人说话。在群（已知）{ $present } 人。
digest-numbers = 数字
digest-messages = 消息 { $count } 条
digest-active = 发言 { $count } 人
digest-joined = 进群 { $count } 人
digest-left = 离开 { $count } 人
digest-checkins = 打卡 { $count } 次
digest-deleted = 清理 { $count } 条
digest-undone = 撤销处理 { $count } 次
digest-present = 在群（已知）{ $count } 人
digest-usual-day = 平常{ $weekday }
digest-usual-span = 平常同期
digest-compared = （{ $usual } { $expected }）
digest-changed = （{ $usual } { $expected }，{ $change }）
digest-no-history = 数据还不满两周，先不和平常比。
digest-topics = 大家在聊
digest-topic = { $word }（{ $people } 人）
digest-activities = 活动前后
digest-activity = · { $kind }“{ $title }”：{ $days ->
    [1] 前一天 { $before } → 活动当天 { $during } → 后一天 { $after }
   *[other] 前 { $days } 天平均每天 { $before } → 活动中 { $during } → 后 { $days } 天 { $after }
}
digest-stir = { $messages } 条 { $people } 人
digest-stir-unknown = 还没开始记
digest-failures = 没做成的事
digest-posts-skipped = · { $count } 条定时消息错过了时间，没有发。
digest-posts-failed = · { $count } 条定时消息没有发成。
digest-failure = · { $what }，共 { $times } 次，最近 { $at }
digest-failure-nobody_reachable = 一个管理员都私信不到
digest-failure-crisis_unheard = 预警送不到任何管理员
digest-failure-digest_unread = 日报没有人能收到
digest-since = 自 { $since } 起计数
digest-label-messages = 消息
digest-label-active = 发言的人
digest-label-joined = 进群
digest-label-left = 离开
digest-label-checkins = 打卡
digest-label-deleted = 清理
digest-per-day = 近 { $count } 天的消息
digest-hours = 一周里什么时候热闹（横向为钟点）
digest-empty = 还没有数据
digest-set = 好，“{ $group }”的日报每天 { $at } 发，周一加发周报。现在就要看：/digest
digest-off = “{ $group }”的日报不再定时发了。想看时发 /digest，恢复用 <code>/digest at 09:00</code>。
digest-unsubscribed = 好，“{ $group }”的日报不再发给您。想看时发 /digest。

command-digest = 日报、周报：现在看，或定几点发
