# Invitations: links with a name, vouchers, where members come from, points for guests.

invite-hint = Make an invite link with a name: <code>/invite Poster</code>, with a limit and an end <code>/invite Poster 50 7d</code>. See how many came from where, and stayed: <code>/invites</code>.
invite-name = Please give the link a name of at most { $longest } characters, such as <code>/invite Poster</code>.
invite-uses = Please let in between 1 and { $most } people.
invite-expires = Please choose an end after today and within { $days } days, such as <code>7d</code> or <code>2026-12-31</code>.
invite-needs-right = I lack the right to invite users and cannot make links.
invite-not-trusted = Vouchers for “{ $group }” are for trusted members. To invite a friend, please ask an admin.
invite-made = The invite link “{ $name }” ({ $group }): { $link }
invite-limited = { $uses ->
    [1] It lets one person in.
   *[other] It lets { $uses } people in.
}
invite-until = It is good until { $until }.
invite-asks = Whoever follows it has to pass the gate first.
invite-direct = Telegram has no join requests for links with a limit: whoever follows this one comes in directly.
invite-failed = The link could not be made: { $error }

voucher-state = You may bring { $most } friends a month to “{ $group }”, this month { $left } more. When a friend has stayed 3 days and written 3 messages you get { $points } points; if they leave within 30 days the points go back. Bring people you trust: if one is banned within a week, your vouchers pause.
voucher-button = Get a voucher
voucher-coming = Right, it will be with you in a moment.
voucher-made = A voucher for “{ $group }”, for one person, good until { $until }. Please send it to your friend: { $link }
voucher-none-here = “{ $group }” has no vouchers.
voucher-used-up = You have used this month’s vouchers for “{ $group }”. There will be new ones next month.
voucher-paused = A friend you brought to “{ $group }” was banned within a week, so your vouchers pause until { $until }.
voucher-now-paused = { $name }, whom you brought to “{ $group }”, was banned within a week. Your vouchers pause for { $days } days, and unused ones are void. If this is a mistake, please talk to an admin.

invite-points = { $name }, whom you brought, has settled in at “{ $group }”: +{ $points } points. Thank you for bringing a friend!
invite-points-back = { $name }, whom you brought, has left “{ $group }” within 30 days, so the { $points } points went back.
points-for-invite = brought { $note }
points-for-invite-back = { $note } has left, points for the invitation go back

invites-title = Where the members of { $group } come from
invites-picture = Where members come from
invites-since = Counted since { $day }.
invites-none = Nobody has come to { $group } since I have been counting.
invites-all = All
invites-links = By link
invites-phrases = By passphrase
invites-inviters = By inviter
invites-line = · { $name }: asked { $requested } · came { $joined } · wrote { $wrote } · here after 7 days { $week } · after 30 days { $month } · banned { $banned }
invites-more = { $count ->
    [1] One more source is not shown.
   *[other] { $count } more sources are not shown.
}
invites-step-requested = asked
invites-step-joined = came
invites-step-wrote = wrote
invites-step-week = here after 7 days
invites-step-month = here after 30 days
invites-step-banned = banned

command-invite = admins: an invite link with a name; trusted members: bring a friend
command-invites = where members come from, and who stayed
