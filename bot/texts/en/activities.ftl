# Activities: scheduled posts, what is on.

post-planned = Done, it is planned:
post-line = <b>#{ $number }</b> { $rule } · { $rests ->
    [true] paused
   *[false] next { $next }
}{ $notice ->
    [true] {" "}· notice
   *[false] {""}
}
    　{ $title }
post-next = { $weekday } { $date } { $at }
post-copied-media = [picture or file]
post-in-the-past = That time has passed. Please choose one to come.
post-unknown = There is no post { $number }. /posts shows which there are.
post-removed = Taken off, number { $number }: { $title }
post-button-see = Preview #{ $number }
post-button-rest = Pause
post-button-go = Resume
post-button-del = Remove #{ $number }
post-previewed = I have sent you number { $number } in private: { $title }
post-rests = Paused, number { $number }: { $title }
post-goes-on = Going on, number { $number }: { $title }
post-year-unknown = The holidays of { $year } have not been announced yet, so Monday to Friday count as workdays; once they are known and I am updated, I follow them.
post-stays-too-long = A post can be deleted after at most 47 hours: later Telegram does not let me.
post-is-a-copy = This one copies a message, so its words cannot be changed. Please remove it and plan it anew. Its time can be changed.
post-no-other-groups = This community has no other groups.
post-copying = Number { $number } ({ $title }) is on its way to { $count } other groups. I will tell you in private what has become of it.
post-copied = Copied from “{ $source }” to “{ $group }”:
post-copy-refused = Not copied to “{ $group }”: you may not change the group's information there.
post-copy-past = Not copied to “{ $group }”: by its clock that time has passed.
post-preview = ☝️ Number { $number } of “{ $group }”: { $rule }{ $rests ->
    [true] {" "}(paused)
   *[false] {""}
}{ $silent ->
    [true] , silent
   *[false] {""}
}{ $pinned ->
    [true] , pinned
   *[false] {""}
}{ $goes ->
    [true] , deleted after { $stays }
   *[false] {""}
}. Next:
    { $next }
post-held = <b>{ $group }</b>: post { $number } “{ $title }” waits until the incident is over. “Release posts” on its card lets it go.
post-skipped = ⏰ In “{ $group }” post #{ $number } ({ $title }) missed { $times ->
    [1] its run of { $last }
   *[other] { $times } runs, the last on { $last }
}: I was away, and more than two hours late I leave it out. Please send it yourself if it is still wanted.
post-failed = { $status ->
    [lost] ⚠️ In “{ $group }” the line broke while I sent post #{ $number } ({ $title }): I cannot tell whether it arrived. I have not sent it again, so please have a look.
    [expired] ⚠️ In “{ $group }” post #{ $number } ({ $title }) could not go out in time and was dropped.
   *[refused] ⚠️ In “{ $group }” post #{ $number } ({ $title }) was not accepted: { $error }
}
posts-title = Scheduled posts ({ $count })
posts-none = No posts are planned. Write <code>{ $form }</code>, or reply to a message with <code>/post "every day 09:00"</code> to have a copy of it sent.

events-title = What is on
events-post = 📣 { $next } · { $title }
events-none = Nothing is on right now. Send /checkin and be the first.

activity-kind-list = sign-up list
activity-kind-lottery = lottery
activity-kind-event = event
activity-kind-poll = poll
activity-kind-coupon = coupons
activity-kind-topic = topic of the day
activity-kind-quiz = quiz
activity-kind-challenge = photo challenge
activity-kind-chain = idiom chain
activity-kind-talk = talk
activity-kind-exam = exam
activity-needs-right = I lack the right to { $right }, which this takes. Please grant it first.
activity-over = This activity is over.
activity-unknown = There is no activity { $number }. /activity shows which there are.
activity-too-many = { $most } activities are running already. Please end some first.
activity-in-private = This one is opened in private: please open our chat and send <code>{ $command }</code> there, so that the group does not see what is in it.
activity-opened = Done, “{ $title }” has begun in “{ $group }”.
activity-unseen-refused = “{ $title }” could not be posted in “{ $group }”, so it is called off. Please look at my rights and start it again.
activity-unseen-lost = I do not know whether “{ $title }” was posted in “{ $group }”, so it is called off. If you can see it there, please delete it, and start it again.
activity-members-only = This is an activity of “{ $group }”. Join the group to take part.
activity-called-off = 📪 “{ $title }” has been called off. Sorry to everybody who was looking forward to it.
activity-extended = “{ $title }” now goes on until { $until }.
activity-ended = “{ $title }” has ended.
activity-cancelled = “{ $title }” has been called off.
activity-shown = “{ $title }” has been posted again.
activity-no-list = There is no list of people to export for this one.
activity-start-first = Please open our private chat and press Start first, so that I can send you the file.
activity-table = Who is in “{ $title }”
activity-table-sent = I have sent you the list in private.
activity-button-close = End #{ $number }
activity-button-extend = One hour more
activity-button-cancel = Call off
activity-button-csv = List
activities-title = Running activities ({ $count })
activities-line = <b>#{ $number }</b> { $kind } · { $title }{ $timed ->
    [true] {" "}· until { $ends }
   *[false] {""}
}
activities-none = Nothing is running right now.

command-events = what is on
command-post = plan a post
command-posts = the planned posts
command-post_del = take a planned post off
command-activity = running activities
command-list = open a sign-up list
command-lottery = open a lottery
command-event = announce an event
command-poll = ask the group
command-coupon = give out coupons
command-topic = plan topics of the day
command-quiz = open a quiz
command-challenge = open a photo challenge
command-chain = open an idiom chain
command-talk = hold a talk
command-exam = hold an exam
command-guest = name the guest of a talk
