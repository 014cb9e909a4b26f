# 群规：宣布、私下阅读、确认、提醒。

rules-title = { $group } 的群规（第 { $version } 版）
rules-please-confirm = 看完请点一下，算是记下了。
rules-confirmed = ✅ 您已确认看过。
rules-confirm-button = 我看过了，会遵守
rules-thanks = 谢谢，记下了。
rules-changed-meanwhile = 群规刚刚更新过，请看新的一版再确认。
rules-none = { $group } 还没有写群规。
rules-unknown-group = 没找到这个群。请从群里的按钮再点一次。
rules-in-private = { $name } 群规我私下发给您，请点这里。
rules-read-button = 看群规
rules-new = 📖 群规更新了（第 { $version } 版）。请点开看看，看完确认一下。
rules-reminder = 📖 提醒一下群规。还没看过的朋友，请点开看看，看完确认一下。

rules-set = 好，这是第 { $version } 版群规。成员会被请来重新确认；发 <code>/setrules</code> 看有多少人确认了。
rules-given-up = 好，本群不再有群规。以前的版本我都留着。
rules-too-long = 群规太长了，最多 { $longest } 字。
rules-reminder-out-of-range = 可以每 1 到 { $days } 天，或每 1 到 { $messages } 条消息提醒一次。
rules-state = 现在在群里的 { $present } 人中，{ $confirmed } 人确认看过这一版。
rules-state-none = 本群还没有群规。写一份：<code>/setrules 文字</code>。
rules-hint = 换一版：<code>/setrules 文字</code>。提醒：<code>/setrules 提醒 7天</code>、<code>/setrules 提醒 300条</code>。不要群规：<code>/setrules off</code>。
rules-remind-days = 每 { $days } 天在群里提醒一次。
rules-remind-messages = 每 { $messages } 条消息在群里提醒一次。
rules-remind-both = 每 { $days } 天或每 { $messages } 条消息，在群里提醒一次。
rules-remind-never = 不在群里提醒。
rules-remind-days-button = 每 { $days } 天提醒
rules-remind-messages-button = 每 { $messages } 条提醒
rules-remind-never-button = 不提醒

command-rules = 看群规，并确认看过
command-setrules = 写群规，看多少人确认了
