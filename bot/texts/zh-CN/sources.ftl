# 邀请：带名字的链接、邀请券、来源统计、邀请积分。

invite-hint = 做一个带名字的邀请链接：<code>/invite 海报</code>，限人数和期限写成 <code>/invite 海报 50 7天</code>。看各个来源来了多少人、留下多少人：<code>/invites</code>。
invite-name = 请给链接起个名字，最多 { $longest } 字，例如 <code>/invite 海报</code>。
invite-uses = 人数请写 1 到 { $most }。
invite-expires = 期限请写在今天之后、{ $days } 天之内，例如 <code>7天</code> 或 <code>2026-12-31</code>。
invite-needs-right = 我还没有“邀请用户”的权限，做不了链接。
invite-not-trusted = “{ $group }”的邀请券只给受信任的成员。想邀请朋友，请找管理员。
invite-made = 「{ $name }」的邀请链接（{ $group }）：{ $link }
invite-limited = 最多进 { $uses } 人。
invite-until = 有效期到 { $until }。
invite-asks = 点它的人要先过入群门槛。
invite-direct = Telegram 不让限人数的链接再走申请：用它的人会直接进群。
invite-failed = 链接没做成：{ $error }

voucher-state = 在“{ $group }”，您每月可以邀请 { $most } 位朋友，本月还剩 { $left } 位。朋友待满 3 天、说过 3 句话，您得 { $points } 分；30 天内离开，积分收回。请邀请您信得过的人：朋友一周内被封禁，您的邀请券会暂停。
voucher-button = 要一张邀请券
voucher-coming = 好，马上做好发给您。
voucher-made = “{ $group }”的邀请券，只能进一位，{ $until } 前有效。请发给您的朋友：{ $link }
voucher-none-here = “{ $group }”没有开放邀请券。
voucher-used-up = 您本月在“{ $group }”的邀请券用完了，下个月再来。
voucher-paused = 您邀请的朋友进“{ $group }”不到一周就被封禁，所以您的邀请券暂停到 { $until }。
voucher-now-paused = 您邀请的 { $name } 进“{ $group }”不到一周就被封禁了，您的邀请券暂停 { $days } 天，还没用的也作废了。如果是误会，请找管理员。

invite-points = 您邀请的 { $name } 在“{ $group }”站住脚了，+{ $points } 分。谢谢您带来朋友！
invite-points-back = 您邀请的 { $name } 不到 30 天就离开了“{ $group }”，之前的 { $points } 分收回了。
points-for-invite = 邀请 { $note }
points-for-invite-back = { $note } 离开了，邀请积分收回

invites-title = { $group } 的成员来源
invites-picture = 成员从哪里来
invites-since = 从 { $day } 开始记的。
invites-none = { $group } 还没有记到有人进来。
invites-all = 全部
invites-links = 按链接
invites-phrases = 按暗号
invites-inviters = 按邀请人
invites-line = · { $name }：申请 { $requested } · 进群 { $joined } · 发言 { $wrote } · 满 7 天还在 { $week } · 满 30 天还在 { $month } · 被封 { $banned }
invites-more = 还有 { $count } 个来源没列出来。
invites-step-requested = 申请
invites-step-joined = 进群
invites-step-wrote = 说过话
invites-step-week = 满 7 天还在
invites-step-month = 满 30 天还在
invites-step-banned = 被封禁

command-invite = 管理员：带名字的邀请链接；受信任的成员：邀请朋友
command-invites = 成员从哪里来，留下多少
