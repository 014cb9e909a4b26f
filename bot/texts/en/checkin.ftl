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

programme-started = “{ $name }” begins: { $first } to { $last }, { $days ->
    [one] { $days } day
   *[other] { $days } days
}. Send /checkin to take part.
programme-window = Open { $window }.
programme-running = “{ $name }” is still running. End it with <code>/programme end</code> before you start another.
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
programme-end-button = End this programme
programme-days-out-of-range = Days go from 1 to { $most }.
programme-name-too-long = Please keep the name between 1 and { $most } characters.

makeup-done = { $name } now has { $day } of “{ $programme }” made up; the streak is { $streak ->
    [one] { $streak } day
   *[other] { $streak } days
}.
makeup-points = +{ $points } points.
makeup-already = { $name } has checked in on { $day } already.
makeup-out-of-range = Only today and the past { $most } days can be made up.

command-checkin = check in for today
command-programme = start or end a check-in programme
command-makeup = make up a missed day for a member
