# Privacy: what is kept, handing it out, forgetting.

privacy-explained =
    <b>What I keep, why, and how long</b>
    · The words of messages: { $days } days by default, to tell adverts, floods and complaints; owners may change it, or store none
    · Words and pictures in cases: 37 days, longer than any ban of mine, so that a mistake can be undone
    · Words in incidents and tickets: 180 days
    · Requests to join, greetings and first reminders: so that nobody is bothered twice
    · Check-ins, points, activities, message counts: for good, unless you ask me to erase them
    I see only our private chat and the groups I am in; my logs hold no words and no names.

    /mydata hands out everything about you
    /forgetme makes me forget you
mydata-none = I keep nothing about you.
mydata-title = <b>What I keep about you</b> is all in this file:
mydata-profile = · your names, language and place in groups: { $count }
mydata-words = · your messages and daily counts: { $count }
mydata-entry = · coming in, invitations, first days: { $count }
mydata-moderation = · cases, reports and appeals: { $count }
mydata-crisis = · words quoted in incidents: { $count }
mydata-checkins = · check-ins and points: { $count }
mydata-activities = · activities you took part in: { $count }
mydata-tickets = · tickets: { $count }
mydata-deeds = · what you did as an admin: { $count }
mydata-more = To make me forget all this: /forgetme
forget-ask =
    <b>Shall I forget you?</b>
    Erased: your messages, check-ins, points, how you came in, reports, tickets, names and language. From then on you count as new.
    Kept without names and words: cases and bans about you (they protect others), numbers of incidents, activities and sources, and what you did as an admin.
    A running limit and being an admin stay: they come from Telegram or end by themselves. What waits in queues is gone within two days.
    This cannot be taken back.
forget-button = Forget me
forget-begun = Right, at once.
forget-done = I have forgotten you; the records of your groups are being cleared. When you write again, we meet for the first time.
command-privacy = What I keep, and how long
command-mydata = Get everything about you
command-forgetme = Make me forget you
