# Tickets: what cannot wait goes to the admins in private, and their answers to the member.

ticket-ask = Please write in one message what the matter is; I pass it on to the admins of “{ $group }” at once. You have half an hour.
ticket-text-only = I can only pass on text. Please put it in words.
ticket-unknown-group = I cannot find that group. Please press the button in the group once more.
ticket-not-a-member = You are not in “{ $group }”, so I cannot pass this on.
ticket-too-many = You have written to the admins of “{ $group }” several times today, and they can see it all. Please wait a little for their answer.
ticket-opened = { $people ->
    [1] Noted as ticket #{ $number }. I am passing it on to an admin of “{ $group }”. The answer will come here.
   *[other] Noted as ticket #{ $number }. I am passing it on to { $people } admins of “{ $group }”. Their answers will come here.
}
ticket-nobody = Noted as ticket #{ $number }. But I can reach none of the admins of “{ $group }” right now. If it is urgent, please write to the owner directly.
ticket-card-member = 🔔 Urgent #{ $number } · { $group }
ticket-card-repeated = 🧾 Complaint #{ $number } · { $group } (one person, again and again)
ticket-from = { $name } says:
ticket-how-to-answer = Reply to this message and I pass your words on.
ticket-answered = ✅ Somebody has answered. Reply to this message to say more.
ticket-close-button = Settled
ticket-closed-by = ✅ Settled by { $name }.
ticket-closed = Ticket #{ $number } is settled.
ticket-answer = An admin of “{ $group }” answers (ticket #{ $number }):
ticket-answer-hint = To go on, reply to this message.
ticket-passed-on = Passed on to { $name }.
ticket-not-passed-on = { $name } did not get it; the ticket still waits for an answer.
ticket-not-passed-on-private = { $name } cannot get my private messages; the ticket still waits for an answer. You may answer in the group instead: press below, then reply to the card once more.
ticket-more = 🔔 #{ $number } · { $group }, { $name } adds:
ticket-done = The admins of “{ $group }” say that ticket #{ $number } is settled. If there is more, use the button in the group again.
ticket-due = ⏱ Please answer by { $at }.
ticket-overdue = ⏰ { $at } has passed and nobody has answered.
ticket-place-private = The answer goes to them in private.
ticket-place-group = The answer goes to the group, under their message.
ticket-to-group-button = Answer in the group
ticket-to-private-button = Answer in private
ticket-assign-button = Assign
ticket-assign-which = Who takes ticket #{ $number }?
ticket-yours = { $by } gave you ticket #{ $number }. Reply to this message and I pass your words on.
ticket-answer-here = { $name }, the admins answer you:
tickets-none = No ticket waits for an answer.
tickets-title = Tickets: { $count }
tickets-line = #{ $number } { $name } ({ $group }, { $at }): { $text }{ $standing ->
    [overdue] {" "}⏰ overdue
    [answered] {" "}✅ answered
   *[open] {" "}waiting
 } { $holder }
feedback-which = Whom would you like to say something to?
command-tickets = tickets that wait for an answer
command-feedback = say something to the admins
