# Watch words and incidents: cards, taking, closing, reminders.

incident-title = { $mark } { $level } · No. { $number }
incident-level-blue = For your eyes
incident-level-yellow = Yellow alert
incident-level-orange = Orange alert
incident-level-red = Red alert
incident-word = Watch word: <b>{ $word }</b>
incident-people = { $people ->
    [one] { $people } person
   *[other] { $people } people
 } in { $messages ->
    [one] { $messages } message
   *[other] { $messages } messages
 } since { $since }
incident-quiet-only = Looks like a denial, or a question about prevention. Not an alert, just so that you have seen it.
incident-author = { $author }, { $at }, { $group }
incident-link = Go to the message
incident-waiting = Nobody has taken it yet.
incident-taken = { $name } took it on { $at }.
incident-closed = Closed by { $name }. Cause: { $cause }
incident-dismissed = { $name } says this is no crisis; closed.
incident-calm = Nothing more was heard; closed by itself.
incident-reminder = ⏰ Reminder { $number }: nobody has taken it yet.
incident-take = I’ll take it
incident-dismiss = Not a crisis
incident-taken-toast = Right, it is yours.
incident-dismissed-toast = Right, closed.
incident-taken-done = No. { $number } is yours. When it is over, write down the cause with /close { $number }.
incident-closed-done = No. { $number } is closed.
incident-taken-already = No. { $number } was taken by { $name }.
incident-closed-already = No. { $number } is closed already.
incident-unknown = There is no incident { $number }. /incidents shows what is open.
incident-nobody-reachable = Something needs an administrator now, and I cannot write to any of you in private. Please open the private chat and press Start: I will send it to you at once.
incident-line = { $mark } No. { $number } “{ $word }”, { $people ->
    [one] { $people } person
   *[other] { $people } people
 } since { $since }. { $standing }
incidents-title = Open incidents: { $count }
incidents-none = There is no open incident.

incident-drill = 🧪 Drill: this is not real, members see nothing of it.
incident-drill-over = The drill is over.
incident-theme = What: <b>{ $word }</b>
incident-theme-gloom = the mood has clearly turned
incident-theme-complaints = complaints are piling up
incident-expected = { $people ->
    [one] { $people } person
   *[other] { $people } people
 } now, about { $usual } usually at this hour.
incident-cold = Little is known so far: fixed numbers of people decide.
incident-groups = In { $count ->
    [one] { $count } group
   *[other] { $count } groups
 }: { $names }
incident-mood = In the last hour { $senders ->
    [one] { $senders } person
   *[other] { $senders } people
 } wrote, { $share }% in a bad mood.
incident-coordinated = ⚠️ Looks organised: accounts that joined at about the same time say the same thing.
incident-playbook = 📋 { $text }
playbook-blue = Have a look at the words; no answer needed.
playbook-yellow = Ask the person in private what happened; in the group “we have seen it and are checking” is enough. Do not argue, do not delete.
playbook-orange = One colleague answers for all; check batch or order, draft a statement with /statement; advertising stops.
playbook-red = Whoever is responsible comes online now: a statement within half an hour, everybody affected is written to, news every hour.
playbook-coordinated = Take screenshots first and do not argue with each of them; check when these accounts joined, remove them once you are sure, then explain.
incident-holding = ⏸ Advertising posts wait; those marked notice go out.
incident-slowed = 🐢 The groups concerned are slowed down.
incident-assigned = { $name } has it.
incident-assign = Assign
incident-slow = Slow the group
incident-unslow = Usual pace
incident-hold = Hold posts
incident-release = Release posts
incident-slow-toast = Right, slowing down; back to normal by itself in two hours.
incident-slow-failed = “{ $group }” could not be slowed down: I may not restrict members there, or it is no supergroup yet. Please look, and press again.
incident-unslow-toast = Right, going back to the usual pace.
incident-hold-toast = Right, advertising waits.
incident-release-toast = Right, posts go out again.
incident-assigned-toast = { $name } has it.
incident-assigned-done = No. { $number } is { $name }’s.
incident-assign-which = Who takes No. { $number }?
incident-assign-whom = Give it to an administrator of one of its groups: /assign 3 @username
incident-yours = { $by } gave you No. { $number }. When it is over, write down the cause with /close { $number }.
incident-noted-done = Noted with No. { $number }.
incident-calmed-close = No. { $number } has calmed down. Write down the cause with /close { $number }, and I will write the review.
incident-nobody-in-private = There is an alert, and I cannot write to any administrator in private, so it is only here. Please open the private chat and press Start.
incidents-closed = Closed lately
incident-chart-title = No. { $number } · { $theme }
incident-chart = Chart
incident-chart-caption = 📈 No. { $number }, the last 24 hours
incident-chart-people = people now
incident-chart-expected = usually
incident-chart-groups = groups
incident-chart-gloomy = bad mood
incident-chart-hours = Last 24 hours, people an hour
incident-chart-seen = seen
incident-chart-normal = usual
incident-chart-footer = Usual: the same hour in the last four weeks, and recent days

slow-begins-pauses = Let us slow down a little: after each message, 35 seconds of rest. It ends by itself; thank you all.
slow-begins-text = Let us slow down a little: text only for now. It ends by itself; thank you all.
slow-ends = Back to normal, talk away.

review-title = Review · No. { $number } “{ $theme }”
review-file = review-{ $number }
review-cause = Cause: { $cause } ({ $name })
review-first = The first message was at { $at }, noticed after { $delay }.
review-taken = { $name } took it after { $delay }.
review-not-taken = Nobody took it.
review-lasted = From notice to close: { $length }.
review-size = At most { $peak } people at a time; { $people } people in { $messages } messages, { $groups } groups.
review-stated = What we said: { $text }
review-said = · { $at } { $name } ({ $group }): { $text }
review-timeline = What happened
review-line = { $at } { $what }
review-ending-calm = calmed down, closed by itself
review-ending-not_a_crisis = not a crisis
review-step-opened = noticed, { $said }
review-step-rose = rose: { $said }
review-step-fell = fell: { $said }
review-step-told = told { $said }
review-step-reminded = nobody had taken it, asked { $said }
review-step-unheard = nobody could be reached in private
review-step-taken = { $who } took it
review-step-assigned = { $who } gave it to { $said }
review-step-noted = { $who } noted: { $said }
review-step-slowed = { $who } slowed the group down
review-step-restored = the group got its pace back
review-step-held = { $who } held the posts
review-step-released = { $who } released the posts
review-step-stated = statement posted: { $said }
review-step-calmed = calmed down
review-step-closed = { $who } closed it: { $said }
review-step-followed = { $who } wrote to { $said } of those concerned

calm-added = Right, “{ $word }” does not count until { $until }.
calm-none = Every word counts at the moment.
calm-title = Words that do not count for now
calm-line = · { $word }, until { $until }
calm-withdrawn = Right, “{ $word }” counts again.
duty-none = There is no order yet: yellow alerts go to all administrators. Set one with <code>/duty @ann @bob</code>
duty-is = On duty: { $names }. A yellow alert asks the first, then the next while nobody takes it, at last the owners.
duty-set = Right, on duty: { $names }.
duty-off = Right, nobody in particular: alerts go to all administrators.
duty-unknown = { $name } is no administrator of this group.
playbook-title = What to do next (change it with <code>/playbook orange TEXT</code>)
playbook-line = <b>{ $level }</b>: { $text }
playbook-name-coordinated = organised attack
playbook-set = Right, that is what to do at { $level }.

drill-word = drill
drill-already = A drill is under way already.
drill-begins = The drill begins: administrators get an orange card marked as a drill, members see nothing. It ends when somebody takes it, and I report who reacted how fast.
drill-report = 🧪 Drill report
drill-heard = Reached { $count }: { $names }
drill-silent = Not reached: { $names }. Please ask them to open the private chat and press Start.
drill-taken = { $name } took it after { $after }.
drill-not-taken = Nobody took it.

statement-title = Draft statement · { $name }
statement-asks = Goes to { $count } groups, pinned. Another administrator has to agree.
statement-yes = Agree and post
statement-no = Do not post
statement-drafted = The administrators have the draft; it is posted when another one agrees.
statement-another = Another administrator has to agree.
statement-wait = You are the only one I can reach. Please read it once more: a minute after the draft you may confirm it yourself.
statement-approved = ✅ { $name } approved it.
statement-approved-alone = ✅ { $name } confirmed it alone (no other administrator could be reached).
statement-stands = It stands in { $count } of { $of } groups.
statement-refused = ⚠️ It could not be posted in: { $names }
statement-nowhere = No group is chosen; please choose below the draft.
statement-nobody = Not a single administrator can be reached in private, so nobody can look at the draft. Please open our private chat, press Start, and try again.
statement-dropped = Not posted.
statement-taken-down = The statement is no longer pinned.
statement-none = No statement stands. Draft one: <code>/statement We are checking and will answer within two hours</code>
statement-standing = This statement stands (when it is over: <code>/statement done</code>):
statement-head = 📢 Statement

care-offer = No. { $number } is closed. Two more things could be done; in 7 days I tell you about the mood.
care-changed-button = Tell everybody what changed
care-follow-button = Write to those concerned
care-changed-text = The cause of what several of you pointed out has been found: { $cause }. It is mended; thank you all for telling us.
care-follow-text = What you pointed out in “{ $group }” has been looked into: { $cause }. It is settled; thank you for telling us. If anything is still wrong: /feedback
care-followed = Writing to { $count } of the { $of } people concerned; the others never opened the private chat.
care-followed-already = They have been written to already.
care-week = No. { $number } was closed a week ago.
care-week-mood = Share of bad moods: { $now }% this week, { $before }% in the week before it began.
care-week-quiet = It has not come back.
care-week-again = It has come back since, see /incidents.

hook-text = [Weilu] { $level } · No. { $number } “{ $theme }”, { $people } people, { $group }: { $what }
hook-is = Incidents are sent to { $host } ({ $shape }). Off: <code>/hook off</code>
hook-none = Nothing is sent outside. On: <code>/hook https://example.com/in slack SECRET</code>
hook-set = Right, incidents are sent to { $host } ({ $shape }). Try it with /drill.
hook-off = Right, nothing is sent outside any more.
hook-address = Please give a public http or https address.

terms-title = { $group }: suddenly on many lips
terms-line = · { $word } ({ $people } people)
terms-watch = Watch “{ $word }”
terms-never = Never mind
terms-refused = Right, no more of “{ $word }”.
praise-title = { $group }: praise
praise-ask-button = Ask { $name } to share it
praise-ask = May we show everybody what you said in “{ $group }”?
praise-yes-button = Yes
praise-no-button = No
praise-asked = { $name } is being asked; I show it once they agree.
praise-out-of-reach = { $name } never opened the private chat, so I cannot ask.
praise-thanks-yes = Thank you! I am showing it to the group.
praise-thanks-no = Right, it stays with us. Thank you.
praise-shown = 💛 { $name } says:
brand-is = Words for the brand and its products: { $words }
brand-none = No words for the brand yet. Add: <code>/brand add green tangerine</code>; complaints and praise are then told better.
brand-added = Right, “{ $word }” stands for the brand.
brand-removed = Right, “{ $word }” no longer stands for the brand.
taboo-title = What not to say
taboo-none = Nothing yet. Add: <code>/taboo add cures | say “may ease”</code>
taboo-line = · { $word } → { $advice }
taboo-added = Right, whoever says “{ $word }” gets a private hint, never a penalty.
taboo-removed = Right, no more hints about “{ $word }”.
taboo-hint-aloud = 💡 A hint: when we speak of the product, let us not say “{ $word }”. { $advice }
taboo-quiz-title = How we say it
taboo-quiz-question = You want to say “{ $word }” about the product. What do you do?
taboo-quiz-bad = Just say “{ $word }”
taboo-quiz-opened = Right, the quiz in “{ $group }” begins now; the pass list comes in three days.
taboo-quiz-planned = Right, “{ $group }” has its quiz { $rule }. To stop: <code>/taboo quiz off</code>
taboo-quiz-off = Right, no more regular quizzes in “{ $group }”.
taboo-quiz-never = This group has had no quiz yet. Hold one: <code>/taboo quiz</code>
taboo-quiz-passed = “{ $title }”: { $tried } tried, { $passed } passed
taboo-hint = Between us: you said “{ $word }” in “{ $group }”, which we should not say in public. Better: { $advice }
kit-title = Texts to use, tap to copy:
kit-none = No texts yet. Administrators add them: <code>/kit add Brewing | 80 °C, three minutes</code>
kit-added = Added: { $title }
kit-removed = Removed: { $title }
kit-unknown = There is no text { $number }.

watch-title = Watch words: { $count }
watch-none = No watch words yet.
watch-line = · { $word } ({ $tier ->
    [rate] rate
   *[urgent] urgent
 })
watch-how = Add: <code>/watch add diarrhoea urgent</code> tells you in private when one person says it; <code>/watch add refund rate</code> when several do within a short time. Remove: <code>/watch del refund</code>, or the buttons below.
watch-added = Watching “{ $word }” ({ $tier ->
    [rate] rate
   *[urgent] urgent
 }) in every group of the community.
watch-removed = No longer watching “{ $word }”.
watch-word-empty = There are no letters in “{ $word }”. Please write a word.
watch-too-many = At most { $count } watch words; please remove some first.

command-watch = watch words: tell me when somebody says them
command-incidents = open incidents
command-ack = take an incident
command-close = close an incident with its cause
command-assign = give an incident to somebody
command-note = add to an incident's timeline
command-calm = let a word not count for a while
command-duty = who is asked first
command-playbook = what to do next, by level
command-statement = a holding statement: draft, agree, post
command-drill = rehearse an alert
command-hook = send incidents to Slack and others
command-brand = words for the brand and its products
command-taboo = what not to say, and what instead
command-kit = approved texts to use
