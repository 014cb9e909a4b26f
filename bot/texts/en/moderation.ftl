# Moderation: findings, cases, cards, sanctions, forbidden words, allowed domains, mode.

finding-words-hit = Contains the forbidden word “{ $word }”
finding-words-none = No forbidden word
finding-links-plain = Posted a link: <code>{ $host }</code>
finding-links-invite = Posted an invitation into another chat: <code>{ $host }</code>
finding-links-hidden = A link hides under “{ $shown }” and opens <code>{ $host }</code>
finding-links-none = No link
finding-links-allowed = The link <code>{ $host }</code> is allowed here
finding-flood-burst = Flood: { $count } messages within { $seconds } seconds
finding-flood-minute = Flood: { $count } messages within a minute
finding-flood-none = Writing at a normal pace
finding-repetition-again = The same text { $times } times in a short while
finding-repetition-ritual = What repeats is a short everyday phrase, which is fine
finding-repetition-none = Nothing repeated
finding-standing-newcomer = A newcomer: message number { $count } in this group
finding-standing-channel = Writes in the name of an outside channel
finding-standing-trusted = A trusted member
finding-standing-regular = A regular, with { $count } messages so far

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
case-observed = 👀 Observe mode, nothing was done. I would have: { $action }
case-undone = ↩️ Undone by { $name }
case-button-undo = Undo
case-button-delete = Delete
case-button-ban = Ban
case-button-trust = Trust
case-button-why = Why
case-unknown = There is no such case.
case-none = There is no case to show or to undo.

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

undo-done = Done, case #{ $number } is undone ({ $who }).
undo-already = Case #{ $number } has already been undone by { $name }.
undo-apology = I am sorry: your message in “{ $group }” was handled wrongly, and that has been undone. Please come back by this link, it works once: { $link }
undo-hand-over = I cannot write to { $who }. Please pass on this link back into the group, it works once: { $link }
undo-no-link = The sanction of { $who } is lifted, but I could not make a link. Please invite them back.
undo-start-first = { $name } I cannot write to { $who } and would rather give you the link back in private. Please open a chat with me and press Start, then invite them back.
restored = A message of { $who } was deleted by mistake. Here it is again:

warned = ⚠️ { $who } please take care: { $reason }
warned-by-hand = ⚠️ { $who } warning { $count } (mute at { $limit }): { $reason } (case #{ $number })
no-reason = please keep to the rules
lifted-mute = { $who } can write again.
lifted-ban = { $who } is no longer banned.
ban-coming = Banning { $who }
ban-already = { $who } is banned already
sanction-admin = That is an administrator or this group’s own channel; I cannot sanction them.
sanction-me = Do you mean me? I cannot sanction myself.
sanction-channel = A channel can only be banned, with /ban.
sanction-no-right = I lack the right “{ $right }” for that.
trusted = { $who } is trusted now; I will never remove them.
untrusted = { $who } is no longer trusted.
trust-no-channel = A channel cannot be trusted.

word-added = Forbidden from now on: “{ $word }”. When it appears: { $action }.
word-dropped = “{ $word }” is no longer forbidden.
word-unknown = “{ $word }” is not among the forbidden words.
word-unusable = “{ $word }” cannot be a forbidden word: too long, or nothing but signs.
word-none = No forbidden words yet. Add one with <code>/word add WORD delete</code>
word-title = Forbidden words: { $count }
word-line = · { $word } — { $action }
word-more = … and { $count } more
word-how = Add: <code>/word add WORD delete</code>, remove: <code>/word del WORD</code>
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

command-warn = warn somebody (reply or @user)
command-mute = mute for a time
command-kick = remove; they may come back
command-ban = ban, for a time if you like
command-unmute = let somebody write again
command-unban = lift a ban
command-undo = take back the last or a given case
command-case = look at a case
command-cases = what happened with somebody
command-word = forbidden words: add, remove, list
command-allow = let links to a domain pass
command-disallow = judge links to a domain again
command-trust = trust somebody
command-untrust = no longer trust somebody
command-mode = observe or guard
command-strict = lenient, standard or strict
