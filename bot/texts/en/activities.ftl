# Activities: scheduled posts, what is on.

post-planned = Done, it is planned:
post-line = <b>#{ $number }</b> { $rule } · next { $next }{ $notice ->
    [true] {" "}· notice
   *[false] {""}
}
    　{ $title }
post-next = { $weekday } { $date } { $at }
post-copied-media = [picture or file]
post-in-the-past = That time has passed. Please choose one to come.
post-unknown = There is no post { $number }. /posts shows which there are.
post-removed = Taken off, number { $number }: { $title }
post-remove-button = Remove #{ $number }
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

command-events = what is on
command-post = plan a post
command-posts = the planned posts
command-post_del = take a planned post off
