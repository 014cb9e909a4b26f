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
digest-theme = 围着群主题聊的占 { $percent }%
digest-theme-usual = （前七天 { $usual }%）
digest-failures = 没做成的事
digest-posts-skipped = · { $count } 条定时消息错过了时间，没有发。
digest-posts-failed = · { $count } 条定时消息没有发成。
digest-failure = · { $what }，共 { $times } 次，最近 { $at }
digest-failure-nobody_reachable = 一个管理员都私信不到
digest-failure-crisis_unheard = 预警送不到任何管理员
digest-failure-digest_unread = 日报没有人能收到
digest-since = 自 { $since } 起计数
digest-hours = 一周里什么时候热闹（横向为钟点）
digest-empty = 还没有数据
digest-kind-month = 月报
digest-decide-at-risk = { $count } 位原来每周都在的成员，已经安静两周以上
digest-button-appeals = 看申诉
digest-button-tickets = 看客诉
digest-button-applications = 去审核
digest-button-rights = 看缺什么
digest-button-unreachable = 发邀请给同事
digest-button-at_risk = 看是谁
digest-decided = 已经没有等着的了。
digest-mood = 情绪：{ $percent }% 心情不错或平和（看得出情绪的 { $people } 人次）
digest-source = { $name } { $people } 人
digest-sources = 来源：{ $sources }
digest-stayed = 满一周的新人：进群 { $came } 人，还在 { $here } 人
digest-rhythm = 什么时候发
digest-best-workday = 工作日看的人多：{ $hours }
digest-best-weekend = 周末看的人多：{ $hours }
digest-terms = 新冒出来的词
digest-chart-members = 群人数
digest-chart-active = 发言的人
digest-chart-messages = 消息
digest-chart-checkins = 打卡
digest-chart-mood = 情绪平和
digest-chart-joined = 进群
digest-charts = 近 { $count } 天
digest-column-day = 日期
digest-column-members = 群人数
digest-column-active = 发言的人
digest-column-messages = 消息
digest-column-joined = 进群
digest-column-left = 离开
digest-column-checkins = 打卡
digest-column-deleted = 清理
digest-column-undone = 撤销处理
digest-column-mood = 情绪平和（%）
digest-table = 「{ $group }」每天的数字，{ $days } 天。
digest-set = 好，“{ $group }”的日报每天 { $at } 发，周一加发周报。现在就要看：/digest
digest-off = “{ $group }”的日报不再定时发了。想看时发 /digest，恢复用 <code>/digest at 09:00</code>。
digest-unsubscribed = 好，“{ $group }”的日报不再发给您。想看时发 /digest。

roundup-title = { $count } 个群 · { $kind } · { $when }
roundup-needy = 今天最要人管的群
roundup-calm = 今天没有要您出面的群。
roundup-collapsed = · 说话的人比平常少了 { $percent }%
roundup-totals = 合计
roundup-rest = 其余各群
roundup-line = { $group }：{ $messages } 条（{ $change }），{ $people } 人说话{ $waiting ->
    [0] { "" }
   *[other] ，{ $waiting } 件待办
 }
roundup-open = { $number } · { $group } 的日报

study-owners-only = 历史记录我只替群主看。您是群主的话，请先把我加进群、设为管理员。
study-under-way = 您上一份还在看，看完再发下一份。
study-begins = 收到，正在看这份聊天记录，几分钟就好。文件看完就删，不留底。
study-progress = 正在看：{ $percent }%，{ $messages } 条。
study-done = 看完了：{ $messages } 条消息，{ $people } 个人。如果我那时就在群里：
study-cases = · 处理 { $count } 起：{ $actions }
study-action = { $action } { $times }
study-no-cases = · 没有要处理的消息
study-incidents = · { $count } 次舆情预警
study-checkins = · 记下 { $times } 次打卡
study-page = 这段历史的月报、周报和成员分群，用浏览器打开。
study-failed-large = 文件超过 20 MB，Telegram 不让我下载。请按时间分段导出，或压缩成 .gz 再发。
study-failed-unreadable = 这个文件我读不懂。请在 Telegram 桌面版打开群，选“导出聊天记录”，格式选 JSON，把 result.json 发给我。
study-failed-long = 内容太多，看到一半停下了。请按时间分段导出再发。

command-digest = 日报、周报：现在看，或定几点发
