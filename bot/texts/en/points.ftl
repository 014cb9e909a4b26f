# Points: one's own, the leaderboard, the ledger.

level-1 = Sprout
level-2 = Regular
level-3 = Familiar face
level-4 = Old friend
level-5 = Family
level-number = Level { $number }

me-title = How { $name } stands
me-points = { $points ->
    [one] { $points } point
   *[other] { $points } points
} · { $level }
me-streak = { $streak ->
    [one] { $streak } day
   *[other] { $streak } days
} in a row
me-rank = Number { $rank } in the group
me-entry = · { $day } { $amount } { $why }
me-nothing-yet = No points yet. Send /checkin and there will be some today.

points-for-checkin = check-in to “{ $note }”
points-for-streak = { $note } days in a row
points-for-makeup = made-up day of “{ $note }”
points-for-grant = { $note }
points-for-thanks = thanked for an answer: { $note }
points-for-activity = won “{ $note }”
points-for-taken-back = taken back: { $note }
points-for-makeup-cost = made up a day of “{ $note }”
points-for-deposit = deposit for “{ $note }”
points-for-payout = deposit back from “{ $note }”
points-for-redeem = redeemed { $note }
points-for-refund = refunded: { $note }

top-title = { $period ->
    [week] This week
    [month] This month
   *[all] Leaderboard
}
top-place = { $rank } { $name } · { $points }
top-empty = Nobody is on the list yet. Send /checkin and lead it.
top-you = You are number { $rank } · { $points }
top-you-not-yet = You are not on the list yet; /checkin earns points.

points-title = What earns points here
points-checkin = { $points ->
    [one] { $points } point
   *[other] { $points } points
} for a check-in
points-streak = { $points } extra for { $days } days in a row
points-form = To give or take points: <code>{ $form }</code>
points-button = Check-in: { $points }
points-granted = { $name } { $amount } points: { $why }. That makes { $balance }.
points-out-of-range = Between 1 and { $most } points at a time, please.

command-me = my points, level and streak
command-top = the leaderboard
command-points = give or take points, with a reason
