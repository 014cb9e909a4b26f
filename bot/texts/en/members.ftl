# Members: segments, tags, helpers, the group's stage.

members-title = Members of { $group }
members-known = { $count } people are in the group, I know { $known } (Telegram gives no member list; since { $since } I know whoever does something).
members-known-only = I know { $known } people (Telegram gives no member list; since { $since } I know whoever does something).
members-tonight = Segments are made every night after three; they will be here tomorrow morning.
members-size = · { $name }: { $people }
members-tag = #{ $tag } ({ $people })
members-tags = Tags: { $tags }
members-listed = { $name } · { $group }
members-line = · { $name }: { $why }
members-nobody = Nobody at the moment.
members-more = There are more; the exported table has them all.
members-no-tag = Nobody carries the tag #{ $tag }. Segments are: new, active, loyal, quiet, risk, leaders.
members-csv = Export as a table
members-exporting = All right, the table comes in private.
members-exported = Members of “{ $group }”: { $people ->
    [one] { $people } person
   *[other] { $people } people
 }. Please keep it safe and out of the group.
members-column-id = id
members-column-name = name
members-column-username = username
members-column-segment = segment
members-column-since = since
members-column-why = reason
members-column-leader = leader no.
members-column-messages = messages, 8 weeks
members-column-replies = replies given
members-column-drawn = replies drawn
members-column-thanked = thanked
members-column-reactions = reactions received
members-column-checkins = check-ins, 8 weeks
members-column-activities = activities joined
members-column-joined = joined
members-column-first_seen = first seen
members-column-last_message = last message
members-column-source = source
members-column-tags = tags

segment-new = New
segment-active = Active
segment-loyal = Loyal
segment-quiet = Quiet
segment-at_risk = At risk
segment-leaders = Leaders
segment-what-new = Joined less than 14 days ago.
segment-what-active = Wrote in at least two of the last four weeks.
segment-what-loyal = Wrote in at least six of the last eight weeks, and lately.
segment-what-quiet = Silent for long, or never wrote.
segment-what-at_risk = Was there every week, and has been silent for 14 days or more.
segment-what-leaders = By what others do, not by volume: how many different people answer, thanks, conversations begun that others joined. Administrators do not count.
segment-why-new = { $days ->
    [0] joined today
    [one] joined { $days } day ago
   *[other] joined { $days } days ago
 }
segment-why-active = wrote in { $weeks } of the last { $of } weeks
segment-why-loyal = wrote in { $weeks } of the last { $of } weeks
segment-why-at_risk = was there every week, silent for { $days } days
segment-why-at_risk_back = { $days ->
    [0] back today; not sure yet
   *[other] came back { $days } days ago; not sure yet
 }
segment-why-quiet = silent for { $days } days
segment-why-never = wrote nothing in the { $days } days I have known them
segment-why-leader = { $reach ->
    [one] { $reach } person
   *[other] { $reach } people
 } answered { $drawn } times, thanked { $thanked } times, began { $started } conversations that others joined

stage-sprouting = sprouting
stage-growing = growing
stage-lively = lively
stage-fading = fading
stage-silent = silent
stage-sure = quite sure
stage-probably = probably
stage-maybe = hard to tell
stage-line = Stage of the group: <b>{ $stage }</b> ({ $sure }). { $evidence }
stage-evidence = Over { $weeks } weeks, people who write each week went from { $before } to { $now }; lately { $joined } came and { $left } left.
stage-unknown = Stage of the group: it takes three weeks to tell.
stage-advice = Suggestion: { $advice }
stage-advice-sprouting = one small topic at a fixed hour each day; getting twenty people to speak matters more than getting more people in.
stage-advice-growing = ask one or two of those who are often answered to be helpers and catch the newcomers (/helper).
stage-advice-lively = keep the rhythm, and show the week’s best messages (/star).
stage-advice-fading = talk in private to those at risk and ask what they would like to see (/members risk).
stage-advice-silent = hold one small activity with a deadline to call out whoever is left; if nobody answers, consider joining groups.
stage-advice-leaving = more people leave than come: look at what was said before they left, and cut adverts and notices.
stage-advice-silent_joiners = many come and few speak: switch on the newcomers’ guide so that they introduce themselves on the first day (/onboarding on).

tag-none = No tags yet. To give one, answer somebody’s message with <code>/tag barista</code>.
tag-of = Tags of { $name }: { $tags }
tag-form = A tag is one word of at most { $longest } characters, for example <code>/tag @xiaomei barista</code>.
tag-too-many = At most { $most } tags a person; take one away first: <code>/tag @xiaomei del barista</code>.
tag-no-rule = There is no rule for #{ $tag }.
tag-rule-set = Right: from tonight #{ $tag } goes by a rule: { $rule }. Who no longer fits loses it; tags given by hand stay.
tag-rule-off = Right: #{ $tag } no longer goes by a rule, and is taken from those who had it by that.
tag-rules = Tags that go by a rule (looked at every night):
tag-rules-none = No tag goes by a rule yet.
tag-rule-line = · #{ $tag }: { $rule }
tag-rule-hint = Like this: <code>/tag rule regular loyal</code> (new, active, loyal, quiet, risk, leaders), or <code>/tag rule steady checkins 20</code> (of the last 8 weeks: messages, replies, drawn, thanked, reactions, checkins; activities ever; days in the group); <code>/tag rule regular off</code> ends it.
tag-rule-form = A rule is a segment (new, active, loyal, quiet, risk, leaders), or a measure and a number, for example <code>/tag rule steady checkins 20</code>.
tag-many-kinds = At most { $most }.
tag-measure-messages = at least { $least } messages in the last 8 weeks
tag-measure-replies = answered others at least { $least } times in the last 8 weeks
tag-measure-drawn = was answered at least { $least } times in the last 8 weeks
tag-measure-thanked = was thanked at least { $least } times in the last 8 weeks
tag-measure-reactions = got at least { $least } reactions in the last 8 weeks
tag-measure-checkins = at least { $least } check-ins in the last 8 weeks
tag-measure-activities = took part in at least { $least } activities
tag-measure-days = in the group for at least { $least } days
tag-offered = Tags that members may give themselves: { $tags }. They choose with /tags.
tag-offered-none = There are no tags yet that members may give themselves. For example <code>/tag offer oolong green teaware</code>; <code>/tag offer off</code> ends it.
tags-mine = Your tags in “{ $group }”: { $tags }
tags-choose = Press one to wear it, again to take it off; the administrators see it.
tags-none-offered = There are no tags here that you can choose yourself.

helper-none = There are no helpers yet. Answer a kind member’s message with /helper: newcomers’ unanswered questions then go to them, and they can use /delete and /warn.
helper-list = Helpers: { $helpers }
helper-announced = { $name } is one of our helpers now. If you are new and have a question, just ask.
helper-what = You are a helper of “{ $group }” now, thank you! When a newcomer’s question stays unanswered, I write to you. If you see an advert or worse, answer it with /delete or /warn; administrators can undo it at any time.
helper-dismissed = { $name } is no helper any more. Thank you for all the help.
helper-is-none = They are no helper.
helper-is-admin = An administrator can do all that anyway.
helper-too-many = At most { $most } helpers.
helper-not-each-other = If helpers disagree, please ask an administrator.
helper-question = { $name } asked something in “{ $group }” and nobody has answered yet:
helper-answer-button = Answer
helper-called = { $helpers }, could you help our newcomer with this?

star-title = 🏆 { $group } · the week’s best
star-entry = { $number }. { $name }
star-link = read it
star-picture = [picture or video]
star-thanks = Thank you all. If you like a message, tell an administrator. See you next week.
star-state = { $count } messages wait for the week’s best.
star-weekly = The week’s best: { $when }
star-weekly-off = The week’s best is not shown.
star-hint = Answer a good message with /star to take it in, <code>/star off</code> takes it out; <code>/star weekly sun 20:00</code> changes the time.
star-whose = Only messages of members can be starred.
star-already = This one is starred already.

letters-title = Private letters of { $group } to segments
letters-line = { $segment } · day { $day }
letters-none = None yet. Nothing is sent unless you write it.
letters-hint = Like this: <code>/letters risk 1 { "{name}" }, we have missed you</code> (on which day in the segment, and what; off for none). At most one in three days for each person, and not in quiet hours; no more when they unsubscribe, leave or move to another segment, or when somebody quiet or at risk speaks.
letters-unfit = This letter cannot be sent: too long, empty, or badly formatted.

command-members = segments: who is here, who may leave, who leads
command-tag = give members tags: by hand, by rule, or to choose
command-tags = your own tags: see and choose them
command-helper = appoint helpers among the members
command-delete = delete a message (as a reply)
command-star = star a message for the week’s best (as a reply)
command-letters = private letters to segments
