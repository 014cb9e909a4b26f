# The daily and the weekly digest.

digest-title = { $group } · { $kind } · { $when }
digest-kind-day = daily digest
digest-kind-week = weekly digest
digest-kind-span = digest of several days
digest-so-far = until { $at }
digest-late = I was offline when this was due ({ $at }); here it is now.
digest-decide = For you to decide
digest-decide-appeals = { $count } appeals wait for a decision: press a button on their cards
digest-decide-tickets = { $count } tickets wait for an answer, { $late } of them too long: /tickets
digest-decide-applications = { $count ->
    [one] { $count } application waits
   *[other] { $count } applications wait
 } for somebody to review.
digest-decide-rights = I lack these rights: { $rights }. Some things do not work without them; please grant them in the group’s settings.
digest-decide-unreachable = Only one administrator can get my alerts. Please ask { $names } to open the private chat with me and press Start.
digest-incidents = Open incidents
digest-incidents-passed = Incidents that passed by themselves
digest-silent = Nobody wrote anything in this time. Known members present: { $present }.
digest-numbers = Numbers
digest-messages = { $count ->
    [one] { $count } message
   *[other] { $count } messages
 }
digest-active = { $count ->
    [one] { $count } person
   *[other] { $count } people
 } wrote
digest-joined = { $count } joined
digest-left = { $count } left
digest-checkins = { $count ->
    [one] { $count } check-in
   *[other] { $count } check-ins
 }
digest-deleted = { $count } cleared away
digest-undone = { $count ->
    [one] { $count } decision
   *[other] { $count } decisions
 } undone
digest-present = { $count } known members present
digest-usual-day = usual { $weekday }:
digest-usual-span = usually
digest-compared = { " " }({ $usual } { $expected })
digest-changed = { " " }({ $usual } { $expected }, { $change })
digest-no-history = Not enough history yet to compare: that takes two weeks.
digest-topics = What people talked about
digest-topic = { $word } ({ $people })
digest-activities = Before and after
digest-activity = · { $kind } “{ $title }”: { $days ->
    [1] the day before { $before } → on the day { $during } → the day after { $after }
   *[other] { $days } days before, a day { $before } → while it was on { $during } → { $days } days after { $after }
}
digest-stir = { $messages ->
    [one] { $messages } message
   *[other] { $messages } messages
} by { $people }
digest-stir-unknown = not counted yet
digest-theme = Near the group’s theme: { $percent }% of the talk
digest-theme-usual = { " " }(the week before { $usual }%)
digest-failures = What did not work
digest-posts-skipped = · { $count ->
    [one] { $count } scheduled post
   *[other] { $count } scheduled posts
 } missed the time and stayed unsent.
digest-posts-failed = · { $count ->
    [one] { $count } scheduled post
   *[other] { $count } scheduled posts
 } could not be sent.
digest-failure = · { $what }, { $times ->
    [one] once
   *[other] { $times } times
 } so far, last { $at }
digest-failure-nobody_reachable = no administrator could be reached in private
digest-failure-crisis_unheard = an alert reached no administrator
digest-failure-digest_unread = nobody could be sent the digest
digest-since = Counting since { $since }
digest-headcount-told = The number of members is told from who came and left in the export, since { $since }; whoever neither spoke nor left such a trace is not in it.
digest-hours = When it is lively (hours across)
digest-empty = no data yet
digest-kind-month = monthly digest
digest-decide-at-risk = { $count } members who were there every week have been silent for two weeks or more
digest-button-appeals = Show appeals
digest-button-tickets = Show tickets
digest-button-applications = Review
digest-button-rights = What is missing
digest-button-unreachable = Send them a link
digest-button-at_risk = Who they are
digest-decided = Nothing waits any more.
digest-mood = mood: { $percent }% good or calm (of { $people } sightings with a clear mood)
digest-source = { $name } ({ $people })
digest-sources = from: { $sources }
digest-stayed = newcomers of a week ago: { $came } joined, { $here } are still here
digest-rhythm = When to post
digest-best-workday = most read on workdays: { $hours }
digest-best-weekend = most read at weekends: { $hours }
digest-terms = New words
digest-chart-members = members
digest-chart-active = people who wrote
digest-chart-messages = messages
digest-chart-checkins = check-ins
digest-chart-mood = good or calm mood
digest-chart-joined = joined
digest-charts = The last { $count } days
digest-column-day = day
digest-column-members = members
digest-column-active = people who wrote
digest-column-messages = messages
digest-column-joined = joined
digest-column-left = left
digest-column-checkins = check-ins
digest-column-deleted = cleared away
digest-column-undone = undone
digest-column-mood = good or calm mood (%)
digest-table = The numbers of “{ $group }” by the day, { $days } days.
digest-set = Right: the digest of “{ $group }” comes every day at { $at }, on Mondays with the week’s. To read it now: /digest
digest-off = The digest of “{ $group }” no longer comes by itself. /digest shows it, <code>/digest at 09:00</code> brings it back.
digest-unsubscribed = Right: you no longer get the digest of “{ $group }”. /digest shows it.

roundup-title = { $count } groups · { $kind } · { $when }
roundup-needy = Groups that need a person today
roundup-calm = No group needs you today.
roundup-collapsed = · { $percent }% fewer people wrote than usual
roundup-totals = Together
roundup-rest = The other groups
roundup-line = { $group }: { $messages } messages ({ $change }), { $people } people{ $waiting ->
    [0] { "" }
   *[other] , { $waiting } waiting
 }
roundup-open = { $number } · the digest of { $group }

study-owners-only = I study histories for owners only. If you own a group, please add me there as an administrator first.
study-under-way = I am still busy with your last file; please wait for it.
study-begins = Got it. I am reading the history, which takes some minutes. The file is deleted afterwards; nothing of it is kept.
study-progress = Reading: { $percent }%, { $messages } messages.
study-done = Done: { $messages } messages of { $people } people. Had I been in the group:
study-cases = · { $count } cases: { $actions }
study-action = { $action } { $times }
study-no-cases = · no message to act on
study-incidents = · { $count } crisis alerts
study-checkins = · { $times } check-ins counted
study-page = The month, the week and the members of this history; open it in a browser.
study-failed-large = The file is larger than 20 MB, which Telegram does not let me fetch. Please export a shorter time, or send it as .gz.
study-failed-unreadable = I cannot read this file. In Telegram Desktop open the group, choose “Export chat history” with JSON as the format, and send me result.json.
study-failed-long = There is too much in it, and I stopped half-way. Please export a shorter time.

command-digest = the digest: now, or when it comes
