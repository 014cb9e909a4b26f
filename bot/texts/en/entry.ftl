# Entry: what applicants are told, cards for admins, /gate.

command-gate = set what newcomers must pass

entry-ask-passphrase = Hello! You asked to join “{ $group }”. Please send the passphrase here within { $time }. { $attempts ->
    [1] You have one try.
   *[other] You have { $attempts } tries.
}
entry-answer-button = I will answer
entry-answer-hint = Right, just send your answer here.
entry-answer-over = This question is over.
entry-remind = “{ $group }” still waits for your answer: { $time } left, tries left: { $attempts }.
entry-text-only = Please answer the question of “{ $group }” in words; this did not count.
entry-wrong = That is not right. The question is from “{ $group }”; tries left: { $attempts }, time left: { $time }. Please send it again.
entry-passed = That is right: you are now in “{ $group }”. Welcome!
entry-with-admins = Thank you. Your request to join “{ $group }” is with the admins now, please wait a little.
entry-missed = I was away and could not see to it in time. Your request to join “{ $group }” is with the admins now, please wait a little.
entry-failed = That is not right and there are no tries left: your request to join “{ $group }” was declined.
entry-timed-out-wrong = Time is up and your answer was not right: your request to join “{ $group }” was declined.
entry-timed-out-silent = Time is up and I have had no answer: your request to join “{ $group }” was declined.
entry-declined-by-admin = The admins declined your request to join “{ $group }”.
entry-too-soon = You have just failed the question of “{ $group }”. Please ask again in { $time }.
entry-again-after = You may ask again in { $time }.
entry-again-now = You may ask again.

entry-card = Join request: { $name } (<code>{ $id }</code>) wants to join “{ $group }”
entry-card-source = Came by: { $source }
entry-card-bio = Bio: { $bio }
entry-card-wrong = Wrong answers so far: { $count }
entry-why-gate = It is for you to decide.
entry-why-unreachable = I cannot write to this person, so I could not ask. It is for you to decide.
entry-why-missed = I was away when this request came due. It is for you to decide.
entry-why-refused = I tried, and Telegram did not let me. Please decide here or in the group.
entry-approve = Approve
entry-decline = Decline
entry-under-way = { $name } is seeing to it…
entry-ended-passed = Let in: the answer was right.
entry-ended-wrong = Declined: the answer was wrong.
entry-ended-silent = Declined: there was no answer.
entry-ended-approved_by_admin = Approved by { $name }.
entry-ended-declined_by_admin = Declined by { $name }.
entry-ended-withdrawn = The request is gone: taken back, or dealt with in Telegram.
entry-an-admin = an admin
entry-press-taken = Right, I am on it.
entry-press-gone = This request has been dealt with.

gate-title = The gate of { $group }
gate-open = Open: I approve every request.
gate-steps = Steps: { $steps }
gate-step-passphrase = passphrase <code>{ $arguments }</code>
gate-step-review = review by admins
gate-then = {" → "}
gate-limits = { $timeout } and { $attempts ->
    [one] { $attempts } try
   *[other] { $attempts } tries
} for each step; who fails may ask again after { $cooldown }.
gate-limits-no-cooldown = { $timeout } and { $attempts ->
    [one] { $attempts } try
   *[other] { $attempts } tries
} for each step; who fails may ask again at once.
gate-needs-approval = For this to keep anybody out, turn on “Approve new members” in the group settings, or hand out only links that need approval.
gate-waiting = Requests waiting for an admin: { $count }
gate-week = Last 7 days: { $endings }
gate-ending-passed = passed { $count }
gate-ending-wrong = wrong { $count }
gate-ending-silent = silent { $count }
gate-ending-approved_by_admin = approved by admins { $count }
gate-ending-declined_by_admin = declined by admins { $count }
gate-ending-withdrawn = withdrawn { $count }
gate-ending-unreachable = unreachable { $count }
gate-hint = To ask for a passphrase: <code>/gate passphrase open sesame</code>; with a review after it: <code>/gate passphrase open sesame + review</code>. Other limits: <code>/gate timeout 180</code>, <code>/gate attempts 2</code>, <code>/gate cooldown 10m</code>.
gate-button-open = Open
gate-button-review = Review
gate-button-attempts = { $count ->
    [one] { $count } try
   *[other] { $count } tries
}
gate-chosen = ✓ { $button }
gate-saved = Changed.
gate-passphrase-empty = The passphrase needs letters or digits; signs and emoji alone do not count.
gate-passphrase-long = The passphrase is too long: at most { $longest } characters.
gate-review-last = The review must come last: once an admin has looked, the private chat may be closed and nothing can be asked any more.
gate-out-of-range = Out of range: please choose between { $lowest } and { $highest }.
