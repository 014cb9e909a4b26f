# The open door: the notice in the group, words in private, the card about a surge.

door-notice-ask = { $count ->
    [1] { $name } is being checked in and can write after that.
   *[other] { $name } and others, { $count } in all, are being checked in and can write after that.
} Please press the button below and answer in private.
door-notice-review = { $count ->
    [1] { $name } has just come in and can write once an admin has agreed.
   *[other] { $name } and others, { $count } in all, have just come in and can write once an admin has agreed.
}
door-notice-surge = { $count ->
    [1] Many people are coming in: { $name } can write in a little while.
   *[other] Many people are coming in: { $name } and others, { $count } in all, can write in a little while.
}
door-button = Check in
door-again = Hello! “{ $group }” still waits for your answer.
door-wait = Many people are coming into “{ $group }” right now. Please wait a little: you can write once it is calm, there is nothing you need to do.
door-nothing = There is no question from “{ $group }” waiting for you.
door-approved = An admin has agreed: you can write in “{ $group }” now.
door-slipped = { $count ->
    [1] One message you wrote before that was not shown. Please send it again if you like.
   *[other] { $count } messages you wrote before that were not shown. Please send them again if you like.
}
entry-why-surge = They came in a surge; please take a look before you decide.

surge-title = { $group }: many people are coming in at once
surge-count = Joined: { $came }, asked to join: { $asked }. Nobody is greeted for now, and newcomers cannot write yet.
surge-held = held { $count }
surge-asking = being asked in private { $count }
surge-review = waiting for you { $count }
surge-passed = passed { $count }
surge-released = let go { $count }
surge-gone = left or failed { $count }
surge-banned = banned { $count }
surge-pardoned = unbanned { $count }
surge-goes-on = It ends by itself after some calm.
surge-over = It is calm again; all is as usual.
surge-tightened = { $name } tightened it: until it ends, an admin looks at everybody.
surge-lifted = { $name } lifted it; all is as usual.
surge-proposed = { $name } proposes to ban these { $count } people. Another admin must confirm; if only one can be reached, that one may confirm after looking at the list for 60 seconds.
surge-preview = The list: { $names }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}
surge-banned-by = The ban was decided by { $names }.
surge-banned-alone = The ban was confirmed by { $names } alone (no other admin could be reached).
surge-pardoned-by = { $names } took the ban back.
surge-button-tighten = Tighten: review everybody
surge-button-lift = Lift
surge-button-propose = Ban these { $count } people
surge-button-ban = Confirm: ban { $count }
surge-button-keep = Do not ban
surge-button-pardon = Undo: unban { $count }
surge-button-show = Look at the { $count } waiting
surge-press-old = This card is over.
surge-press-over = It has ended.
surge-press-tightened = Right, everybody is reviewed until it ends.
surge-press-lifted = Right, lifting it.
surge-press-proposed = Noted. Another admin must confirm on the card.
surge-press-alone = No other admin can be reached now. Please look at the list; you may confirm in 60 seconds.
surge-press-another = Another admin must confirm.
surge-press-preview = Please look at the list; you may confirm in { $time }.
surge-press-banning = Right, banning them.
surge-press-done = That has been decided.
surge-press-kept = Right, nobody is banned.
surge-press-none = Nobody waits any more.
surge-press-pardoning = Right, lifting the bans. I will tell you when it is done.
surge-press-free = Their bans are lifted already, or just being lifted.
surge-told-pardoned = Of those banned with the surge in “{ $group }”, { $count } are free to come again.
surge-told-failed = { $count } could not be unbanned: { $reason }. The button on the card tries again.
surge-told-unanswered = { $count ->
    [1] Of one more Telegram has not said whether they are free. Please look at /cases.
   *[other] Of { $count } more Telegram has not said whether they are free. Please look at /cases.
}
surge-told-way-back = I cannot write to { $count } of them. Please pass this link on (good for 7 days, the gate asks as usual): { $link }
surge-told-no-way-back = I cannot write to { $count } of them and could not make a link. Please invite them back.
surge-told-apology = I am sorry: you were banned from “{ $group }” by mistake, and that has been undone. This link brings you back, for 7 days: { $link }
