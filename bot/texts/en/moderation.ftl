# Moderation: findings, cases, cards, sanctions, forbidden words, allowed domains, mode.

finding-words-hit = Contains the forbidden word “{ $word }”
finding-words-dressed = Contains the forbidden word “{ $word }”, written as “{ $written }”
finding-words-none = No forbidden word
finding-links-plain = Posted a link: <code>{ $host }</code>
finding-links-short = Posted a shortened link that does not say where it leads: <code>{ $host }</code>
finding-links-invite = Posted an invitation into another chat: <code>{ $host }</code>
finding-links-hidden = A link hides under “{ $shown }” and opens <code>{ $host }</code>
finding-links-none = No link
finding-links-allowed = The link <code>{ $host }</code> is allowed here
finding-contacts-phone = Leaves a phone number: { $contact }
finding-contacts-account = Leaves a contact outside the group: { $contact }
finding-contacts-money = Leaves a card number or a wallet to pay to: { $contact }
finding-contacts-several = Leaves { $count } contacts: { $contact } and more
finding-contacts-none = Leaves no contact
finding-classifier-words = Reads { $percent }% like an advert: { $words }
finding-classifier-form = Is written { $percent }% like an advert
finding-classifier-joined = The { $count } messages in a row read together { $percent }% like an advert
finding-classifier-taught = Is much like adverts you have taught me ({ $percent }%)
finding-classifier-warning = Seems to warn others of adverts
finding-classifier-plain = Offers nothing and leaves no contact
finding-classifier-none = Does not read like an advert ({ $percent }%)
reactions-many = Reacted to { $count } messages within a minute, most likely to lure people to the profile
finding-edits-link = The link was only put in { $minutes } min after sending
finding-edits-none = No link was edited in
finding-forwards-place = Forwarded from elsewhere: { $source }
finding-forwards-hidden = Forwarded from an account that hides itself: { $source }
finding-forwards-bot = Sent through the bot @{ $bot }
finding-forwards-guest = Posted by a bot called in from outside: { $bot }
finding-forwards-ours = A forward of our own: { $source }
finding-forwards-none = In the sender's own words
finding-rich-quote = Quotes another chat: { $source }
finding-rich-poll = Started a poll
finding-rich-contact = Sent a contact card
finding-rich-story = Shared a story
finding-rich-buttons = Comes with buttons: { $text }
finding-rich-none = No contact card, poll, outside quote or button
finding-media-program = Sent a program: <code>{ $name }</code>
finding-media-first = The very first message is a picture, a video or a file
finding-media-none = Nothing odd about its media
finding-qr-code = The picture holds a QR code: { $text }
finding-qr-chat = The picture holds a QR code that adds a contact or joins a chat: { $text }
finding-qr-none = No QR code
finding-mentions-many = Calls { $count } people in one message
finding-mentions-none = Does not call people in numbers
finding-names-advert = The name looks like an advert: { $name }
finding-names-pointed = Tells people to look at their name or profile: “{ $words }”
finding-names-pointed-advert = Points at a name that is an advert: “{ $words }”
finding-names-none = Nothing odd about the name
finding-scripts-mixed = Mixes alphabets inside one word: { $text }
finding-scripts-spaced = Sets every character apart: { $text }
finding-scripts-hidden = Hides characters between the letters, or dresses them up: { $text }
finding-scripts-none = Ordinary spelling
finding-abuse-insult = Insults somebody: “{ $word }”
finding-abuse-none = No insults
finding-flood-burst = Flood: { $count } messages within { $seconds } seconds
finding-flood-minute = Flood: { $count } messages within a minute
finding-flood-none = Writing at a normal pace
finding-repetition-again = The same text { $times } times in a short while
finding-repetition-ritual = What repeats is a short everyday phrase, which is fine
finding-repetition-none = Nothing repeated
finding-copies-crowd = { $count } newcomers sent the same words within minutes
finding-copies-member = Copies what another member has just written
finding-copies-ritual = Something everybody says, not a copy
finding-copies-none = Copies nobody
finding-first_words-prepared = A long text { $seconds } s after joining
finding-first_words-greeting = Begins with a greeting
finding-first_words-none = Nothing odd about the first words
finding-channels-foreign = Speaks as an outside channel, “{ $name }”
finding-channels-none = Speaks in their own name
finding-standing-newcomer = A newcomer: message number { $count } in this group
finding-standing-outside = Does not speak as a member
finding-standing-trusted = A trusted member
finding-standing-regular = A regular, with { $count } messages so far

signal-words = forbidden words
signal-links = links
signal-edits = edited-in links
signal-contacts = contacts
signal-classifier = advert model
signal-forwards = forwards
signal-rich = cards and quotes
signal-media = media
signal-mentions = mentions
signal-names = names
signal-scripts = spelling
signal-abuse = insults
signal-flood = floods
signal-repetition = repetition
signal-copies = copies
signal-first_words = first words
signal-channels = channels
signal-standing = standing
signal-qr = QR codes
signal-reactions = reaction spam
signal-reports = reports

action-observe = nothing
action-ask = left to you
action-delete = delete
action-warn = warn
action-mute = mute
action-kick = kick
action-ban = ban
action-undone = undone
action-for = { $action } for { $length }

case-title = Case #{ $number } · { $group }
case-line = Case #{ $number } · { $who }
case-who = Member: { $who }
case-messages = { $count ->
    [one] { $count } message in all
   *[other] { $count } messages in all
}
case-why = Why:
case-reason = · { $reason }
case-said-why = Reason given: { $reason }
case-actor = Handled by: { $name }
case-removing = ⏳ Being deleted
case-removed = ✅ Deleted: { $count ->
    [one] { $count } message
   *[other] { $count } messages
}
case-sanction-done = ✅ Done: { $what }
case-sanction-pending = ⏳ Under way: { $what }
case-sanction-failed = ⚠️ Failed: { $what }
case-failed = ⚠️ It did not work. Telegram says: { $error }
case-no-right = ⚠️ It did not work: I lack the right “{ $right }”
case-undeletable = ⚠️ Could not delete: the message is older than 48 hours, or I have just lost the right to delete
case-asked = ❓ I am not sure. The message is still there; please decide
case-asked-person = ❓ I am not sure about this person; please decide
case-asked-trusted = ❓ This is a trusted member, so I have only deleted; please decide: undo it if it was wrong
case-asked-removed = ❓ Several members reported it, so I have taken it away for now; please decide
case-observed = 👀 Observe mode, nothing was done. I would have: { $action }
case-undone = ↩️ Undone by { $name }
case-undoing = ⏳ Being undone by { $name }
case-undone-held = ↩️ Undone by { $name }, but the sanction could not be lifted; you can press “Undo” again
case-button-undo = Undo
case-button-delete = Delete
case-button-ban = Ban
case-button-trust = Trust
case-button-why = Why
case-unknown = There is no such case.
case-none = There is no case to show or to undo.

case-cleared = ✅ { $name } has looked: nothing to it
case-button-fine = It is fine
hour-title = Dealt with · { $groups }
hour-count = { $begin } – { $end }: { $cases } cases I was sure of; nothing for you to do
hour-undone = ↩️ Undone: { $cases }
hour-undone-case = #{ $number } ({ $name })
hour-button-list = Show them
hour-button-older = Older ones
adminchat-which = Which group's cards shall come here? Everybody in this chat will see them, and whoever has the right can press their buttons.
adminchat-button-on = { $title } → here
adminchat-button-off = ✅ { $title } (tap for private chats again)
adminchat-alone = You run no other group yet. Send /adminchat in the admins' own small group.
adminchat-is = Cards go to “{ $title }” now.
adminchat-none = Cards go to the admins in private now. To have them in a group of your own, send /adminchat there.
adminchat-set = Done: the cards of “{ $title }” come here from now on.
adminchat-unset = Done: the cards of “{ $title }” go to the admins in private again.

right-lost = ⚠️ “{ $group }”: I lack the right “{ $right }”, so some things do not work. Once you give it back I will notice by myself.

raid-title = Advert wave · { $group }
raid-count = { $cases ->
    [one] { $cases } more case in a short time is
   *[other] { $cases } more cases in a short time are
} gathered on this card (#{ $first } – #{ $last })
raid-removed = Messages: { $messages }, of which deleted: { $removed }
raid-how = Look at one: <code>/case { $number }</code>, take it back: <code>/undo { $number }</code>
raid-button-list = Latest 10

cases-title = Latest cases
cases-of-title = Cases of this person
cases-line = #{ $number } · { $who } · { $what } · { $text }
cases-button-undo = Undo #{ $number }

why-title = How case #{ $number } was judged
why-evidence = · { $reason } (content, { $weight })
why-person = · { $reason } (person, { $weight })
why-trust = · { $reason } (in favour)

reported-by = Reported by { $count } people
reported-misused = At least one of them made { $count } unfounded reports within 30 days
report-how = Please reply to the message you want to report with /report.
report-thanks = Thank you. The admins of “{ $group }” will have a look; nobody sees your name.
report-too-many = That is a lot of reports within an hour. Please try again later, or write to an admin.

appeal-none = Nothing has been done about you lately, so there is nothing to appeal.
appeal-which = Which of these is wrong?
appeal-case = Case #{ $number } · { $group }: { $action }
appeal-ask = Why do you think it is wrong? Write me one message within 30 minutes. A human will read it; each case can be appealed twice.
appeal-already = Case #{ $number } has been undone already.
appeal-no-more = Case #{ $number } has been appealed twice; that is as far as it goes.
appeal-waits = Nobody has decided your appeal about case #{ $number } yet; please be patient.
appeal-received = Got it. Your appeal about case #{ $number } is with the admins of “{ $group }”; I will tell you what they decide.
appeal-nobody = Got it. I cannot reach any admin of “{ $group }” right now; I will pass it on as soon as I can, and tell you what they decide.
appeal-granted = Good news: the admins of “{ $group }” agree with you. Case #{ $number } is undone; sorry for the trouble.
appeal-refused = The admins of “{ $group }” have read your appeal and keep case #{ $number } as it is. You can appeal once more: /appeal
appeal-refused-finally = The admins of “{ $group }” have read your appeal and keep case #{ $number } as it is. That is final.
appeal-title = Appeal · { $group } · case #{ $number }
appeal-done = What was done: { $action }
appeal-says = The member says:
appeal-is-granted = ✅ { $name } agrees; undone
appeal-is-refused = ✋ { $name } keeps it as it is
appeal-button-grant = Agree, undo
appeal-button-refuse = Keep it

undo-done = Done, case #{ $number } is undone ({ $who }).
undo-coming = Undoing case #{ $number } ({ $who }).
undo-already = Case #{ $number } has already been undone by { $name }.
undo-nothing = I did nothing in case #{ $number }, so there is nothing to undo.
undo-apology = I am sorry: { $messages ->
    [0] you were banned from “{ $group }” by mistake
   *[other] your message in “{ $group }” was handled wrongly
}, and that has been undone. Please come back by this link, it works once: { $link }
undo-hand-over = I cannot write to { $who }. Please pass on this link back into the group, it works once: { $link }
undo-no-link = The sanction of { $who } is lifted, but I could not make a link. Please invite them back.
undo-start-first = { $name } I cannot write to { $who } and would rather give you the link back in private. Please open a chat with me and press Start, then invite them back.
restored = A message of { $who } was deleted by mistake. Here it is again:

warned = ⚠️ { $who } please take care: { $reason }
warned-by-hand = ⚠️ { $who } warning { $count } (mute at { $limit }): { $reason } (case #{ $number })
no-reason = please keep to the rules
lifted-mute = { $who } can write again.
lifted-ban = { $who } is no longer banned.
lift-failed = Could not lift the sanction of { $who }: { $reason }
ban-coming = Banning { $who }
ban-already = { $who } is banned already
sanction-admin = That is an administrator or this group’s own channel; I cannot sanction them.
sanction-me = Do you mean me? I cannot sanction myself.
sanction-channel = A channel can only be banned, with /ban.
sanction-no-right = I lack the right “{ $right }” for that.
trusted = { $who } is trusted now; I will never remove them.
trusted-by = ✅ { $name } trusts this member
untrusted = { $who } is no longer trusted.
trust-no-channel = A channel cannot be trusted.

word-added = Forbidden from now on: “{ $word }”. When it appears: { $action }.
word-dropped = “{ $word }” is no longer forbidden.
word-unusable = “{ $word }” cannot be a forbidden word: too long, or nothing but signs.
word-none = No forbidden words yet. Add one with <code>/word add WORD delete</code>
word-title = Forbidden words: { $count }
word-line = · { $word } — { $action }
word-how = Add: <code>/word add WORD delete</code>, remove: <code>/word del WORD</code>
spam-taught = Noted: this is an advert (case #{ $number }). I will know others like it.
spam-short = Done (case #{ $number }). It is too short to learn from, so nothing changes for others like it.
ham-taught = Noted: this is no advert. I will be easier on others like it.
ham-short = This is too short to learn from.
lessons-none = Nobody has taught me anything yet. Reply to an advert with <code>/spam</code>, to a message I got wrong with <code>/ham</code>.
lessons-title = What I have been taught: { $count }
lessons-line = { $number }. { $what }: “{ $text }” — { $name }
lessons-advert = advert
lessons-innocent = no advert
lessons-how = ↩ takes one back, as if it had never been taught. After 60 days a lesson counts half.
lessons-button-day = ↩ All of the last day
lessons-button-week = ↩ All of the last week
lessons-taken-back = Taken back: { $count }.
domains-list = Allowed domains: { $domains }
domains-none = No domains are allowed yet. Allow one with <code>/allow example.com</code>
domain-allowed = Links to { $domain } are fine now.
domain-disallowed = Links to { $domain } are judged like any other again.
domain-unknown = { $domain } was not allowed anyway.

mode-observe = Observe
mode-guard = Guard
mode-is-observe = Observe mode: I judge and show you, but do nothing.
mode-is-guard = Guard mode: what I judge, I act on.
mode-set-observe = Observe mode from now on: I judge and show you, but do nothing.
mode-set-guard = Guard mode from now on: what I judge, I act on.
strictness-lenient = Lenient
strictness-standard = Standard
strictness-strict = Strict
strictness-is-lenient = Lenient: only certain adverts and floods are deleted, nobody is sanctioned.
strictness-is-standard = Standard: floods mean a short mute, and clear evidence a ban.
strictness-is-strict = Strict: I delete sooner, warn and mute, and ban on clear evidence.
strictness-set-lenient = Lenient from now on: only certain adverts and floods are deleted, nobody is sanctioned.
strictness-set-standard = Standard from now on: floods mean a short mute, and clear evidence a ban.
strictness-set-strict = Strict from now on: I delete sooner, warn and mute, and ban on clear evidence.

strict-offer = A week in “{ $group }”: I removed { $deleted } messages, and you took me back { $undone } times. Shall I go on with “standard”? Floods are muted for a while, bans need solid evidence, last 30 days at most and can always be undone.
strict-offer-standard = Go on to standard
strict-offer-lenient = Stay lenient

command-warn = warn somebody (reply or @user)
command-mute = mute for a time
command-kick = remove, with the messages of the last ten minutes; they may come back
command-ban = ban, with the messages of the last ten minutes; for a time if you like
command-unmute = let somebody write again
command-unban = lift a ban
command-undo = take back the last or a given case
command-case = look at a case
command-cases = what happened with somebody
command-word = forbidden words: add, remove, list
command-spam = this is an advert (reply to it): delete, ban and learn
command-ham = this is no advert (reply to it): learn; without a reply, see what I was taught
command-allow = let links to a domain pass
command-disallow = judge links to a domain again
command-trust = trust somebody
command-untrust = no longer trust somebody
command-report = Report a message (reply to it)
command-appeal = Appeal something that was done to you
command-adminchat = Send the cards to the admins' own group
command-mode = observe or guard
command-strict = lenient, standard or strict
