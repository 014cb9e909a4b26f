# Entry: what applicants are told, cards for admins, /gate, /question, /blocklist.

command-gate = set what newcomers must pass: passphrase, quiz, captcha, review
command-question = keep the questions of the entry quiz
command-blocklist = words not wanted in names and bios, and who may not come in

entry-ask-passphrase = Hello! You asked to join “{ $group }”. Please send the passphrase here within { $time }. { $attempts ->
    [1] You have one try.
   *[other] You have { $attempts } tries.
}
entry-ask-quiz = A question from “{ $group }” ({ $number }/{ $needed }); time left: { $time }, tries left: { $attempts }.

    <b>{ $question }</b>
entry-ask-captcha = Before you join “{ $group }”, please show that you are a person ({ $number }/{ $needed }); time left: { $time }, tries left: { $attempts }.

    Please press <b>{ $what }</b>:
entry-captcha-animal = the animal
entry-captcha-ball = the ball
entry-captcha-body = the part of the body
entry-captcha-building = the building
entry-captcha-clothing = the piece of clothing
entry-captcha-clock = the clock or watch
entry-captcha-drink = the drink
entry-captcha-flower = the flower
entry-captcha-fruit = the fruit
entry-captcha-instrument = the musical instrument
entry-captcha-stationery = what lies on a desk for writing and office work
entry-captcha-tool = the tool
entry-captcha-vehicle = the vehicle
entry-captcha-weather = the weather
entry-picked-right = You chose { $option } ✓
entry-picked-wrong = You chose { $option } ✗
entry-right-next = Right. One more.
entry-wrong-next = That is not right; here is another one. For “{ $group }”, tries left: { $attempts }, time left: { $time }.
entry-answer-button = I will answer
entry-answer-hint = Right, just send your answer here.
entry-answer-over = This question is over.
entry-remind = “{ $group }” still waits for your answer: { $time } left, tries left: { $attempts }.
entry-text-only = Please answer the question of “{ $group }” in words or by its buttons; this did not count.
entry-press-a-button = Please press one of the buttons under the question; this did not count.
entry-wrong = That is not right. The question is from “{ $group }”; tries left: { $attempts }, time left: { $time }. Please send it again.
entry-passed = { $door ->
    [open] That is right: you may write in “{ $group }” now. Welcome!
   *[request] That is right: you are now in “{ $group }”. Welcome!
}
entry-approved = The admins approved it: you are in “{ $group }”. Welcome!
entry-with-admins = Thank you. Your request to join “{ $group }” is with the admins now, please wait a little.
entry-missed = I was away and could not see to it in time. Your request to join “{ $group }” is with the admins now, please wait a little.
entry-refused-passed = { $door ->
    [open] You could not stay in “{ $group }”.
   *[request] Your request to join “{ $group }” was declined.
}
entry-refused-wrong = That is not right and there are no tries left: { $door ->
    [open] you could not stay in “{ $group }”.
   *[request] your request to join “{ $group }” was declined.
}
entry-timed-out-wrong = Time is up and your answer was not right: { $door ->
    [open] you could not stay in “{ $group }”.
   *[request] your request to join “{ $group }” was declined.
}
entry-refused-silent = Time is up and you had not finished: { $door ->
    [open] you could not stay in “{ $group }”.
   *[request] your request to join “{ $group }” was declined.
}
entry-refused-never_tried = Time is up and I have had no answer: { $door ->
    [open] you could not stay in “{ $group }”.
   *[request] your request to join “{ $group }” was declined.
}
entry-refused-declined_by_admin = { $door ->
    [open] The admins did not let you stay in “{ $group }”.
   *[request] The admins declined your request to join “{ $group }”.
}
entry-blocked-name = “{ $group }” has not let you in: there is something in your name that is not wanted there. Change it and you may come again.
entry-blocked-bio = “{ $group }” has not let you in: there is something in your bio that is not wanted there. Change it and you may come again.
entry-blocked-banned = “{ $group }” has not let you in: you are banned in another group of the same community. If that is a mistake, please write to its owner.
entry-blocked-outside_list = “{ $group }” has not let you in: your account is on the anti-spam list that the group goes by. If that is a mistake, please write to its owner.
entry-blocked-not_invited = “{ $group }” takes in invited people only. Please ask a member for an invite link.
entry-banned = You cannot join this group any more.
entry-too-soon = { $withdrawn ->
    [true] You have just taken back your request to join “{ $group }”. Please ask again in { $time }.
   *[false] You have just failed the question of “{ $group }”. Please ask again in { $time }.
}
entry-again-after = { $door ->
    [open] You may come again in { $time }.
   *[request] You may ask again in { $time }.
}
entry-again-now = You may ask again at once.

entry-card = { $door ->
    [open] New member: { $name } (<code>{ $id }</code>) has come into “{ $group }” and may not write yet
   *[request] Join request: { $name } (<code>{ $id }</code>) wants to join “{ $group }”
}
entry-card-source = Came by: { $source }
entry-card-phrase = Passphrase from: { $phrase }
entry-card-inviter = Invited by: { $inviter }
entry-card-bio = Bio: { $bio }
entry-card-answer = { $right ->
    [true] ✓ { $topic } → { $said }
   *[false] ✗ { $topic } → { $said }
}
entry-card-words = { $right ->
    [true] ✓ Answer: { $said }
   *[false] ✗ Answer: { $said }
}
entry-card-wrong = Wrong answers so far: { $count }
entry-card-case = #{ $number } { $action }
entry-card-cases = Earlier cases: { $cases }{ $more ->
    [true] {" "}and more
   *[false] {""}
}
entry-card-surge = ⚠️ Came with a wave of joins.
entry-why-gate = It is for you to decide.
entry-why-unreachable = I cannot write to this person, so I could not ask. It is for you to decide.
entry-why-missed = I was away when this request came due. It is for you to decide.
entry-why-nothing_to_ask = There is nothing left to ask: the passphrase is past its date, or there are too few questions. Please look at /gate, and decide about this request.
entry-why-refused = I tried, and Telegram did not let me. Please decide here or in the group.
entry-why-passed = All answers were right. It is for you to decide.
entry-why-wrong = The answers were wrong and there are no tries left. It is for you to decide.
entry-why-silent = They began and did not finish in time. It is for you to decide.
entry-why-never_tried = They were asked and did nothing at all. It is for you to decide.
entry-why-blocked = { $hurdle ->
    [name] The name holds “{ $detail }”, which is on the blocklist. It is for you to decide.
    [bio] The bio holds “{ $detail }”, which is on the blocklist. It is for you to decide.
    [banned] Banned in “{ $detail }” of the same community. It is for you to decide.
    [outside_list] The account is on the outside anti-spam list. It is for you to decide.
   *[other] The group takes in invited people only, and this person is not. It is for you to decide.
}
entry-approve = Approve
entry-decline = Decline
entry-ban = Ban
entry-under-way = { $name } is seeing to it…
entry-ended-passed = Let in: the answer was right.
entry-ended-wrong = { $banned ->
    [true] Banned: the answer was wrong.
   *[false] Declined: the answer was wrong.
}
entry-ended-silent = { $banned ->
    [true] Banned: they did not finish.
   *[false] Declined: they did not finish.
}
entry-ended-never_tried = { $banned ->
    [true] Banned: there was no answer.
   *[false] Declined: there was no answer.
}
entry-ended-blocked = { $banned ->
    [true] Banned: on a list, or not invited.
   *[false] Declined: on a list, or not invited.
}
entry-ended-approved_by_admin = Approved by { $name }.
entry-ended-declined_by_admin = { $banned ->
    [true] Banned by { $name }.
   *[false] Declined by { $name }.
}
entry-ended-withdrawn = The request is gone: taken back, or dealt with in Telegram.
entry-ended-unreachable = Could not be written to; waits for an admin.
entry-an-admin = an admin
entry-press-taken = Right, I am on it.
entry-press-gone = This request has been dealt with.
entry-case-passed = Entry: passed, and banned all the same
entry-case-wrong = Entry: wrong answers
entry-case-silent = Entry: did not finish
entry-case-never_tried = Entry: no answer
entry-case-blocked = Entry: on a list, or not invited { $detail }
entry-case-surge = Entry: banned together with everybody of a surge
entry-case-declined_by_admin = Entry: declined and banned by an admin

gate-title = The gate of { $group }
gate-open = Open: I approve every request.
gate-steps = Steps: { $steps }
gate-step-passphrase = passphrase <code>{ $arguments }</code>
gate-step-quiz = quiz, right answers needed: { $arguments }
gate-step-captcha = captcha, boards: { $arguments }
gate-step-invite = invited people only
gate-step-review = review by admins
gate-then = {" → "}
gate-name-passphrase = The passphrase
gate-name-quiz = The quiz
gate-name-captcha = The captcha
gate-name-invite = The invitation
gate-name-review = The review
gate-idle-passphrase = ⚠️ The passphrase is past its date: everybody is left to the admins. Please set a new one.
gate-idle-quiz = ⚠️ There are too few questions: everybody is left to the admins. Please add some by /question add.
gate-limits = { $timeout } and { $attempts ->
    [one] { $attempts } try
   *[other] { $attempts } tries
} for each step; who fails may ask again after { $cooldown }.
gate-limits-no-cooldown = { $timeout } and { $attempts ->
    [one] { $attempts } try
   *[other] { $attempts } tries
} for each step; who fails may ask again at once.
gate-own = { $step } has its own: { $limits }
gate-own-timeout_s = time { $value }
gate-own-attempts = tries { $value }
gate-own-cooldown_s = cool-off { $value }
gate-own-on_wrong = wrong → { $value }
gate-own-on_silent = unfinished → { $value }
gate-own-on_never_tried = no answer → { $value }
gate-own-on_blocked = blocklist → { $value }
gate-own-on_declined_by_admin = declined → { $value }
gate-own-on_missed = missed while away → { $value }
gate-own-on_passed = passed → { $value }
gate-withdrawn-cools-off = taking back cools off, too
gate-outcomes = Outcomes: { $outcomes }
gate-action-admit = let in
gate-action-review = ask the admins
gate-action-kick = decline
gate-action-ban = ban
gate-needs-approval = Who simply comes in is muted and can write once they have passed in private; turn on “Approve new members” in the group settings to keep people outside until then.
gate-waiting = Requests waiting for an admin: { $count }
gate-week = Last 7 days: { $endings }
gate-ending-passed = passed { $count }
gate-ending-wrong = wrong { $count }
gate-ending-silent = unfinished { $count }
gate-ending-never_tried = no answer { $count }
gate-ending-blocked = blocked { $count }
gate-ending-approved_by_admin = approved by admins { $count }
gate-ending-declined_by_admin = declined by admins { $count }
gate-ending-withdrawn = withdrawn { $count }
gate-ending-unreachable = unreachable { $count }
gate-hint = Steps are joined by +: <code>/gate passphrase open sesame + review</code>
    Several phrases that tell where people come from, to be changed in time: <code>/gate passphrase open sesame=poster A | spring=newsletter until 2026-12-31</code>
    Questions of your own: <code>/question add</code>, then <code>/gate quiz 2</code>; captcha: <code>/gate captcha</code>; invited people only: <code>/gate invite</code>
    Limits: <code>/gate timeout 180</code>, <code>/gate attempts 2</code>, <code>/gate cooldown 10m</code>; for one step: <code>/gate captcha timeout 60</code>
    Outcomes: <code>/gate wrong ban</code>, <code>/gate silent review</code>, <code>/gate untried kick</code>, <code>/gate blocked ban</code>; back again: <code>/gate wrong default</code>
gate-button-open = Open
gate-button-captcha = Captcha
gate-button-review = Review
gate-button-attempts = { $count ->
    [one] { $count } try
   *[other] { $count } tries
}
gate-chosen = ✓ { $button }
gate-saved = Changed.
gate-passphrase-empty = The passphrase needs letters or digits; signs and emoji alone do not count.
gate-passphrase-long = The passphrase is too long: at most { $longest } characters.
gate-passphrase-label-long = The name of where the passphrase is given out is too long: at most { $longest } characters.
gate-passphrase-many = Too many passphrases: at most { $most }.
gate-passphrase-twice = Two of the passphrases are the same: case, spaces and signs make no difference.
gate-quiz-short = It takes { $needed } right answers, and the number of questions is { $there }. Please add some by /question add first.
gate-review-last = The review must come last: once an admin has looked, the private chat may be closed and nothing can be asked any more.
gate-out-of-range = Out of range: please choose between { $lowest } and { $highest }.

question-list = The questions of { $group }: { $count }
question-line = { $number }. { $text } <b>{ $right }</b> | { $wrong }
question-rate = { $tries ->
    [0] not answered yet
   *[other] right { $rate }% of { $tries }
}
question-unfair = ⚠️ Fewer than three in ten get this right: it may be unclear, or its answer wrong. Please look at it, or take it out by <code>/question del { $number }</code>.
question-none = There are no questions yet.
question-hint = To add one, write the question on the first line and an answer on each line below, the right one first:
    <code>/question add What do we sell?
    Tea
    Wine
    Houses</code>
    or in one line: <code>/question add What do we sell? Tea | Wine | Houses</code>
    To take one out: <code>/question del 2</code>. Then: <code>/gate quiz 2</code>
question-added = Added as number { $number }. Questions now: { $count }.
question-options-differ = The answers differ much in length, which gives the right one away; better make them alike.
question-deleted = Number { $number } is gone. Questions left: { $count }.
question-unknown = There is no question number { $number }.
question-few-options = It takes one right answer and at least one wrong one, at most { $most } in all.
question-twice = Two of the answers are the same.
question-long = Too long: at most { $longest } characters for the question and { $option } for an answer.
question-full = There are enough questions: at most { $most }.

blocklist-list = Who has one of these in name or bio does not come in, in any group of the community: { $patterns }
blocklist-none = There are no words on the blocklist. Who is banned in a group of the community does not come in anyway.
blocklist-hint = <code>/blocklist add add me on wechat</code>, <code>/blocklist del add me on wechat</code>. Fancy letters, spaces and signs between them make no difference.
blocklist-added = Right: who has “{ $pattern }” in name or bio does not come in any more.
blocklist-deleted = Right: “{ $pattern }” is off the blocklist.
blocklist-short = Too short: at least two characters, or it would hit the wrong people.
blocklist-long = Too long: at most { $longest } characters.
