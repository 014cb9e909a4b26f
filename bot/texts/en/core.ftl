# Words used everywhere: lengths of time, weekdays, yes and no, rights, usage.

yes = yes
no = no
on = on
off = off
none = none
list-separator = { ", " }

duration-seconds = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
}
duration-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
duration-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
duration-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}

weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday

schedule-every-day = every day at { $at }
schedule-every-workday = every workday at { $at }
schedule-weekdays = every { $days } at { $at }
schedule-once = once, on { $date } at { $at }
schedule-every-holiday = every day off (weekends and holidays) at { $at }
schedule-every-weeks = every { $weeks } weeks on { $days } at { $at }
schedule-lunar = lunar { $date } at { $at }
schedule-monthly = every month on day { $days } at { $at }
schedule-cron = by the cron rule { $cron }

usage-error = I did not understand that. Write <code>{ $form }</code>, for example <code>{ $example }</code>
not-listed = “{ $word }” is not on the list. Nothing has changed.
not-listed-near = “{ $word }” is not on the list. Nothing has changed. Did you mean “{ $nearest }”?
not-permitted = This command needs the right “{ $right }”, which you do not have in this group.
something-went-wrong = Something went wrong and has been noted. Please try again later.

period-time-not-understood = I do not understand the time “{ $text }”. Write it like <code>09:00</code>.
period-date-not-understood = There is no date “{ $text }”. Write it like <code>2026-12-01</code>.
period-rule-not-understood = I do not understand “{ $text }”. You can write <code>every day 09:00</code>, <code>every workday 08:30</code>, <code>every holiday 10:00</code>, <code>mon,wed 20:00</code>, <code>every 2 weeks fri 18:00</code>, <code>every month 8 10:00</code>, <code>mid-autumn 20:00</code>, <code>lunar 1-1 09:00</code>, <code>2026-12-01 20:00</code> or <code>cron: 0 9 * * 1-5</code>.
period-rule-too-often = “{ $text }” is too often: 24 times a day is the most.
period-cron-not-understood = I do not understand the cron rule “{ $text }”. Its five fields are minute, hour, day, month and weekday, as in <code>cron: 0 9 * * 1-5</code>.
period-moment-not-understood = I do not understand the time “{ $text }”. You can write <code>20:00</code>, <code>tomorrow 20:00</code>, <code>12-06 14:00</code> or <code>2h</code>.
period-moment-past = “{ $text }” has passed. Please choose a time to come.
period-duration-not-understood = I do not understand the length “{ $text }”. You can write <code>10m</code>, <code>2h</code> or <code>30d</code>.
period-duration-out-of-range = “{ $text }” is out of range: at least 1 second, at most 10 years.
period-window-not-understood = I do not understand the hours “{ $text }”. You can write <code>22:00-08:00</code>.

right-is_administrator = being an administrator
right-is_owner = be the owner
right-can_manage_chat = manage the group
right-can_delete_messages = delete messages
right-can_manage_video_chats = manage video chats
right-can_restrict_members = ban users
right-can_promote_members = add new admins
right-can_change_info = change group info
right-can_invite_users = invite users
right-can_post_messages = post messages
right-can_edit_messages = edit messages
right-can_pin_messages = pin messages
right-can_post_stories = post stories
right-can_edit_stories = edit stories
right-can_delete_stories = delete stories
right-can_manage_topics = manage topics
right-can_manage_direct_messages = manage direct messages
right-can_manage_tags = manage member tags
right-can_send_welcome_messages = send welcome messages

sent-again = (sent again)
