# 静默时段与工作时段。

quiet-days-daily = 每天
quiet-days-workdays = 工作日
quiet-days-holidays = 节假日
quiet-state = 静默时段：{ $days } { $hours }（{ $zone }，按开始那天算）。
quiet-state-off = 本群没有静默时段。
quiet-mode-soft = 到点后我自己不发定时消息（通知除外），有人说话时只轻轻提醒一次。
quiet-mode-lock = 到点后成员不能发言，公告里有“急事找管理员”的按钮；结束时权限原样恢复。
quiet-hint = 设定：<code>/quiet 22:00-08:00 每天</code>。可以写 工作日、节假日、每天；加上 <code>lock</code> 就不能发言。取消：<code>/quiet off</code>。
quiet-always = 这样就一直静默，没有说话的时候了。请留出一段时间。
quiet-lock-needs-right = 我还没有“封禁成员”的权限，锁不了群。请先给我这个权限，或者用 <code>soft</code>。
quiet-calendar-unknown = ⚠️ { $year } 年的放假安排我还不知道，那一年先按周末算。
quiet-calendar-missing = ⚠️ { $group }：{ $year } 年的放假安排我还不知道，静默和工作时段先按周末算。请部署者更新我。
quiet-saved = 好，记下了。
quiet-button-off = 取消静默
quiet-button-offered = 每天 22:00-08:00
quiet-button-soft = 改成只提醒
quiet-button-lock = 改成不能发言
quiet-button-work-off = 取消工作时段
quiet-button-work-offered = 工作日 09:00-18:00

quiet-reminder = 🌙 现在是静默时段，到 { $until } 为止。大家先歇一歇，有事到时再聊。
quiet-locked = 🌙 静默时段到了，{ $until } 再开门聊天。有急事，请点下面的按钮找管理员。
quiet-urgent-button = 急事找管理员
quiet-opened-by-others = 🌙 { $group }：静默期间有人改过群的发言权限。我没有动它，现在的设置就是他们改的。
quiet-not-locked = ⚠️ { $group }：静默时段到了，可我锁不了群：{ $error }。这一段只好先开着，请看看我的“封禁成员”权限。
quiet-not-opened = ⚠️ { $group }：静默时段结束了，可我恢复不了发言权限：{ $error }。我每半小时再试一次，您也可以在群设置里直接打开。

work-state = 工作时段：{ $days } { $hours }（{ $zone }）。
work-state-off = 本群没有设工作时段。
work-means = 工作时段里我不发定时消息（通知除外）；十分钟里聊到 { $messages } 条，轻轻提醒一次。
work-hint = 设定：<code>/worktime 09:00-18:00 工作日</code>。取消：<code>/worktime off</code>。
work-nudge = ⏰ 现在是工作时段（到 { $until }）。大家聊得正热闹，先忙手头的事，下班再接着聊吧。

command-quiet = 静默时段：只提醒，或不能发言
command-worktime = 成员的工作时段：我少打扰，聊久了提醒一次
