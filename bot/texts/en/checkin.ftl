# Check-ins: answers, programmes, made-up days.

checkin-standing-name = Daily check-in
checkin-done = { $rank ->
    [1] 🌅 First today! That is { $streak ->
        [one] day { $streak } of your streak.
       *[other] { $streak } days in a row.
    }
   *[other] Checked in! Number { $rank } today, { $streak ->
        [one] day { $streak } of your streak.
       *[other] { $streak } days in a row.
    }
}
checkin-points = { " " }+{ $points } points, { $balance } in all.
checkin-programme-day = “{ $name }”, day { $number } of { $days }.
checkin-bonus = 🎉 { $days } days in a row: { $points } points extra!
checkin-already = You have checked in today already; { $streak ->
    [one] { $streak } day
   *[other] { $streak } days
} in a row. See you tomorrow!
checkin-closed = “{ $name }” is open { $window }. Please come back then.
checkin-lacks-note = “{ $name }” asks for a note of { $note } characters. Add a few words and send it again.
checkin-lacks-photo = “{ $name }” asks for a photo. Please send it again with one.
checkin-lacks-link = “{ $name }” asks for a link. Please send it again with one.
checkin-lacks-hashtag = “{ $name }” asks for the hashtag #{ $tag }. Please send it again with it.
checkin-repeated = You have written this note before. Say something about today and it counts for “{ $name }”.
checkin-deposit-short = “{ $name }” asks for a deposit of { $deposit } points, and you do not have them yet. Join as soon as you do.
checkin-deposit = { $deposit } points put down. Come every day and you get them back, with a share of what others lose.
checkin-team = You are in “{ $team }”. Go for it!
checkin-which = Several programmes are running. Which one is this for?
checkin-not-running = This programme is not open now.
checkin-roll = { $others ->
    [0] ✅ { $names } checked in
    [one] ✅ { $names } and { $others } other checked in ({ $count })
   *[other] ✅ { $names } and { $others } others checked in ({ $count })
}
checkin-roll-first = 🌅 First today: { $name }
checkin-roll-bonus = 🎉 { $name }: { $days } days in a row, { $points } points extra
checkin-remark = · { $name }: { $what }
checkin-mine-button = My check-ins
checkin-remind-button = ⏰ Remind me
checkin-mine = { $streak ->
    [one] { $streak } day
   *[other] { $streak } days
} in a row · { $rank ->
    [0] not yet today
   *[other] number { $rank } today
} · { $balance ->
    [one] { $balance } point
   *[other] { $balance } points
}
checkin-tag = { $days }-day streak
checkin-remind-on = Done. Around { $at } I will send you a word in private if you have not checked in.
checkin-remind-off = Done, no more reminders. Press again to have them back.
checkin-remind-start-first = Please open a chat with @{ $bot } and press Start first, so that I can reach you.
checkin-remind-stop = No more reminders
checkin-reminder = ⏰ { $streak ->
    [one] { $streak } day
   *[other] { $streak } days
} in a row in “{ $group }”, and today is still open. Keep it going!

programme-started = “{ $name }” begins: { $first } to { $last }, { $days ->
    [one] { $days } day
   *[other] { $days } days
}. Send /checkin to take part.
programme-words = Keyword: { $words }
programme-needs = What counts: { $needs }
programme-needs-note = a note of { $note } characters
programme-needs-photo = a photo
programme-needs-link = a link
programme-needs-hashtag = the hashtag #{ $tag }
programme-makeups = Make-up days: { $cards } each, up to { $days ->
    [one] { $days } day
   *[other] { $days } days
} back{ $cost ->
    [0] .
   *[other] , { $cost } points each.
} Send /missed.
programme-catch-up = Who joins late may make up the days before within { $days ->
    [one] { $days } day
   *[other] { $days } days
}, for free.
programme-teams-are = Teams: { $teams }. Your first check-in puts you into one.
programme-deposit = Deposit: { $deposit } points. Come every day and you get them back, with a share of what others lose.
programme-window = Open { $window }.
programme-running = “{ $name }” is still running. End it with <code>/programme end</code>, or choose another name.
programme-too-many = At most { $most } programmes at once; please end one first.
programme-word-taken = “{ $word }” is the keyword of another programme; please choose another.
programme-which = Running: { $names }. Please say which one, e.g. <code>/programme end NAME</code>.
programme-none = No programme is running now.
programme-ended = “{ $name }” is over: { $people ->
    [one] { $people } person took part
   *[other] { $people } people took part
}, { $total ->
    [one] { $total } check-in
   *[other] { $total } check-ins
} in all. Thank you, everyone!
programme-complete = 🏅 Every single day ({ $count }): { $names }
programme-state-none = Nobody has checked in yet. Send /checkin and make this day one.
programme-day = 📖 “{ $name }”, day { $number } of { $days }.
programme-to-come = 📖 “{ $name }” begins on { $first }, { $days ->
    [one] { $days } day
   *[other] { $days } days
}.
programme-standing = 📖 “{ $name }”, open every day.
programme-today = { $people ->
    [one] { $people } person has
   *[other] { $people } people have
} checked in today.
programme-form = To start another: <code>{ $form }</code>
programme-end-button = { $named ->
    [false] End this programme
   *[other] End “{ $name }”
}
programme-team = 👥 { $team }: { $people ->
    [one] { $people } person
   *[other] { $people } people
}, { $total ->
    [one] { $total } check-in
   *[other] { $total } check-ins
}, { $each } each
programme-paid-out = 💰 { $people ->
    [one] { $people } person gets
   *[other] { $people } people get
} deposits back, { $points } points in all.
programme-flags = Check-ins of the last two weeks that look unusual. It is for you to judge; nothing has been done.
programme-flags-none = Nothing unusual.
programme-flag-copy = · { $day } { $name }: word for word somebody else’s note of that day: { $note }
programme-flag-repeat = · { $day } { $name }: the same note as before: { $note }
programme-flag-twin = · { $first } and { $second } checked in within moments of each other on { $days } days
programme-number-out-of-range = The number in “{ $text }” goes from { $least } to { $most }.
programme-teams = Please name 2 to { $most } teams, separated by commas.
programme-days-out-of-range = Days go from 1 to { $most }.
programme-name-too-long = Please keep the name between 1 and { $most } characters.

makeup-done = { $name } now has { $day } of “{ $programme }” made up; the streak is { $streak ->
    [one] { $streak } day
   *[other] { $streak } days
}.
makeup-points = +{ $points } points.
makeup-already = { $name } has checked in on { $day } already.
makeup-out-of-range = Only today and the past { $most } days can be made up.

makeup-outside = “{ $name }” does not have that day, or it is too early to make it up.
makeup-no-cards = “{ $name }” has no make-up days. If you had a good reason, ask an admin.
makeup-cards-gone = { $most ->
    [one] Your make-up day has
   *[other] All your { $most } make-up days have
} been used.
makeup-too-late = Only the last { $days ->
    [one] day
   *[other] { $days } days
} can be made up.
makeup-too-poor = A day costs { $cost } points, and you have { $balance }.
makeup-no-programme = No programme is running in which a day could be made up.
makeup-nothing-missed = You have not missed a day of “{ $name }”. Well done!
makeup-offer = Which day of “{ $name }” would you like to make up? Make-up days left: { $left }.
makeup-day = { $day }{ $cost ->
    [0] {""}
   *[other] {" "}({ $cost } points)
}
makeup-catch-up-button = Catch up
makeup-sent = Sent to our private chat
makeup-yours-already = You checked in on { $day } already.
makeup-yours = { $day } of “{ $name }” is made up: { $streak ->
    [one] { $streak } day
   *[other] { $streak } days
} in a row{ $cost ->
    [0] .
   *[other] , for { $cost } points.
}

uncheck-done = { $name }’s check-in of { $day } is taken back: { $why }{ $points ->
    [0] .
   *[other] {" "}({ $points } points go with it).
}
uncheck-nothing = { $name } did not check in on { $day }.
uncheck-moderated = message removed, check-in taken back
uncheck-deleted = message deleted, check-in taken back
uncheck-edited = the check-in message was edited and counts no longer
checkin-edited-out = As edited, this no longer counts for “{ $name }”. Edit it back, or check in once more today.

calendar-title = { $name }: check-ins
calendar-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
calendar-weekday-1 = Mon
calendar-weekday-2 = Tue
calendar-weekday-3 = Wed
calendar-weekday-4 = Thu
calendar-weekday-5 = Fri
calendar-weekday-6 = Sat
calendar-weekday-7 = Sun
calendar-streak = Streak
calendar-longest = Longest
calendar-total = In all
calendar-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
calendar-done = checked in
calendar-made-up = made up
calendar-missed = missed
calendar-sent = Sent to our private chat
picture-footer = { $group } · Weilu

report-subtitle = { $first } to { $last }, { $days ->
    [one] { $days } day
   *[other] { $days } days
}
report-people = People
report-checkins = Check-ins
report-complete = Every day
report-share = Completed
report-curve = Completed, day by day
report-hours = When people check in
report-top = Most check-ins
report-unit = {" "}d

command-checkin = check in for today
command-missed = make up a day you missed
command-calendar = my check-ins as a calendar
command-uncheck = take a check-in back, with a reason
command-programme = start or end a check-in programme
command-makeup = make up a missed day for a member
