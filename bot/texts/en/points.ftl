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
me-badges = 🏅 { $badges }
me-calendar-button = 📅 Calendar
me-entry = · { $day } { $amount } { $why }
me-nothing-yet = No points yet. Send /checkin and there will be some today.

badge-streak-100 = a hundred days in a row
badge-streak-21 = three weeks in a row
badge-streak-7 = a week in a row
badge-complete = every single day
badge-hundred = a hundred check-ins
badge-kind = warm heart
badge-winner = lucky hand

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
    [season] This season
   *[all] Leaderboard
}
top-place = { $rank } { $name } · { $points }
top-picture-button = 🖼 Picture
top-unit = {" "}pt
top-empty = Nobody is on the list yet. Send /checkin and lead it.
top-you = You are number { $rank } · { $points }
top-you-not-yet = You are not on the list yet; /checkin earns points.

points-title = What earns points here
points-checkin = { $points ->
    [one] { $points } point
   *[other] { $points } points
} for a check-in
points-streak = { $points } extra for { $days } days in a row
points-thanks = { $points } for an answer somebody says thank you for (the same two people again after some days)
points-activity = { $points } for winning an activity
points-cap = at most { $points } a day by check-ins, made-up days and thanks
points-thanks-moderated = the message of thanks was removed
points-form = To give or take points: <code>{ $form }</code>
points-button = Check-in: { $points }
points-granted = { $name } { $amount } points: { $why }. That makes { $balance }.
points-out-of-range = Between 1 and { $most } points at a time, please.

reward-title = 🎁 What your points can get you
reward-line = { $number }. { $name } · { $cost } points · { $stock ->
    [0] sold out
   *[other] { $stock } left
}
reward-none = Nothing to redeem yet.
reward-form = To add one: <code>{ $form }</code>
reward-waiting = { $count ->
    [one] { $count } redemption waits
   *[other] { $count } redemptions wait
} for you: see the cards in private.
reward-added = { $number }. { $name } is on offer: { $cost } points, { $stock } in stock. Members find it with /rewards.
reward-restocked = { $name }: { $stock } in stock now.
reward-removed = { $name } is no longer on offer; what was redeemed stays so.
reward-unknown = There is no reward number { $number }.
reward-name-too-long = Please keep the name between 1 and { $most } characters.
reward-cost-out-of-range = The cost goes from 1 to { $most } points.
reward-stock-out-of-range = At most { $most } in stock.
reward-open = Redeem in private
reward-balance = You have { $balance ->
    [one] { $balance } point
   *[other] { $balance } points
}.
reward-take-button = { $name } ({ $cost })
reward-sure = Redeem “{ $name }” for { $cost } points? That leaves you { $left }.
reward-yes = Redeem
reward-no = Not now
reward-kept = All right, your points stay where they are.
reward-already = This one has been redeemed already.
reward-asked = ✅ “{ $name }” is yours for { $cost } points; { $left } left. An admin will be in touch.
reward-sold-out = This one is sold out. Better luck next time!
reward-too-dear = That costs { $cost } points, and you have { $balance }.
reward-members-only = Only members of “{ $group }” can redeem here.
reward-card = 🎁 { $group }: { $who } has redeemed “{ $name }” ({ $cost } points)
reward-card-delivered = ✅ delivered by { $by }
reward-card-refused = ↩️ refused by { $by }, points returned
reward-deliver-button = Delivered
reward-refuse-button = Refuse and refund
reward-decided = Somebody has decided this already.
reward-told-delivered = “{ $name }”, which you redeemed in “{ $group }”, is on its way to you.
reward-told-refused = Sorry, “{ $group }” could not give you “{ $name }”. Your { $cost } points are back.

season-title = 🏁 Seasons
season-begun = “{ $name }” begins! Points from now on count for the season: /top season.
season-ended = “{ $name }” is over{ $people ->
    [0] ; nobody is on the list yet.
   *[other] ! The best: { $names }. Congratulations!
}
season-running = “{ $name }” is still running. End it with <code>/season end</code> first.
season-none = No season is running now.
season-line = · { $name }: { $since } { $runs ->
    [true] until now
   *[false] to { $until }{ $best ->
        [none] {""}
       *[other] , won by { $best }
    }
}
season-form = To begin: <code>/season Spring tea</code>; to end: <code>/season end</code>

command-rewards = redeem points for rewards
command-reward = add and remove rewards
command-season = begin or end a season
command-me = my points, level and streak
command-top = the leaderboard
command-points = give or take points, with a reason
