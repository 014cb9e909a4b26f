# Quiet hours and working hours.

quiet-days-daily = daily
quiet-days-workdays = on workdays
quiet-days-holidays = on holidays
quiet-state = Quiet hours: { $days }, { $hours } ({ $zone }, by the day they begin on).
quiet-state-off = This group has no quiet hours.
quiet-mode-soft = I hold back my own posts (except notices), and remind the group gently once when somebody speaks.
quiet-mode-lock = Members cannot write. A notice has a button to reach the admins in urgent cases; afterwards the permissions are restored exactly.
quiet-hint = Set them: <code>/quiet 22:00-08:00 daily</code>, or <code>workdays</code>, <code>holidays</code>; with <code>lock</code> members cannot write. None: <code>/quiet off</code>.
quiet-always = That would be quiet for ever. Please leave some time to talk.
quiet-lock-needs-right = I lack the right to ban users and cannot lock the group. Please grant it to me first, or use <code>soft</code>.
quiet-calendar-unknown = ⚠️ I do not know the Chinese public holidays of { $year } yet; that year I go by weekends.
quiet-calendar-missing = ⚠️ { $group }: I do not know the Chinese public holidays of { $year } yet, so quiet and working hours go by weekends. Please have me updated.
quiet-saved = Right, noted.
quiet-button-off = No quiet hours
quiet-button-offered = Daily 22:00-08:00
quiet-button-soft = Only remind
quiet-button-lock = Members cannot write
quiet-button-work-off = No working hours
quiet-button-work-offered = Workdays 09:00-18:00

quiet-reminder = 🌙 These are quiet hours, until { $until }. Let us rest a little and talk then.
quiet-locked = 🌙 Quiet hours: the chat opens again at { $until }. If something cannot wait, press the button to reach the admins.
quiet-urgent-button = Urgent: reach an admin
quiet-opened-by-others = 🌙 { $group }: somebody changed the writing permissions during the quiet hours. I have left them as they are now.
quiet-not-locked = ⚠️ { $group }: quiet hours have begun, but I cannot lock the group: { $error }. It stays open this time. Please check my right to ban users.
quiet-not-opened = ⚠️ { $group }: quiet hours are over, but I cannot restore the writing permissions: { $error }. I try again every half hour; you can also open the group in its settings.

work-state = Working hours: { $days }, { $hours } ({ $zone }).
work-state-off = This group has no working hours.
work-means = During working hours I hold back my posts (except notices); after { $messages } messages within ten minutes I say one gentle word.
work-hint = Set them: <code>/worktime 09:00-18:00 workdays</code>. None: <code>/worktime off</code>.
work-nudge = ⏰ These are working hours (until { $until }). It is lively here; let us finish our work first and go on talking afterwards.

command-quiet = quiet hours: a reminder, or no writing
command-worktime = working hours of the members: I keep back, and say a word when a chat goes on
