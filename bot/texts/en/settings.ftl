# First meeting, rights, status, language, help, and answers to commands.

hello-group = Hello, I am Weilu. I look after the door, check-ins, adverts and trouble here.
hello-not-yet = Please make me an administrator, then I can start.
rights-all-there = I have every right I need and have started. Admins: /status shows how things stand, /help what I can do.
rights-missing = I still lack these rights: { $rights }.
rights-without-can_delete_messages = · Without “delete messages” adverts and floods stay.
rights-without-can_restrict_members = · Without “ban users” I cannot mute, kick or ban.
rights-without-can_invite_users = · Without “invite users” I do not see join requests, and the gate does nothing.
basic-group = This is a basic group: I cannot restrict anybody. Make the history visible to new members in the group settings; that upgrades it to a supergroup, and I will follow.
group-not-served = My operator has not let me serve this group, so I am leaving. All the best.

status-title = How things stand in { $group }
status-rights-ok = Rights: all there
status-rights-missing = Rights: missing { $rights }
status-mode = Mode: { $mode }
status-backlog = Waiting: { $events } events, { $effects } actions
status-oldest = The oldest action has waited for { $ago }
status-reachable = I can write to: { $names }
status-reachable-none = I cannot reach a single admin in private. Please open a chat with me and press Start, or alerts go nowhere.
status-unreachable = Have not pressed Start: { $names }
status-troubles = What did not work lately:
status-trouble = · { $what }, { $times } times, last { $ago } ago
trouble-nobody_reachable = not a single admin can be reached in private
trouble-crisis_unheard = an alert reached no admin
trouble-ticket_overdue = a ticket was not answered in time
trouble-digest_unread = nobody could receive the digest
trouble-missed-entry_deadline = an entry deadline passed while I was down
trouble-right = I lack the right “{ $right }”
trouble-lost = { $what }: no telling whether it worked
trouble-parked = { $what }: failed too often, given up
trouble-refused = { $what }: { $why }
trouble-call-send = sending a message
trouble-call-edit = updating a message
trouble-call-delete = deleting messages
trouble-call-restrict = muting or unmuting
trouble-call-ban = removing somebody
trouble-call-unban = lifting a ban
trouble-call-join = answering a join request
trouble-call-invite = making an invite link
trouble-call-hook = telling the receiver outside
trouble-call-other = something else
trouble-because-rights = I lack the right
trouble-because-blocked = they have blocked me
trouble-because-gone = their account is gone
trouble-because-stranger = they have never written to me
trouble-because-deleted = the message is gone
trouble-because-undeletable = older than 48 hours, or I lack the right
trouble-because-admin = they are an admin
status-adminchat-lost = ⚠️ I am no longer in the admins' group, so cards go to private chats.
status-cards-wait = 📭 { $count } cards wait: no admin can receive them yet. Please open a private chat with me and press Start.
status-wrong-lately = { $count ->
    [0] Nothing undone as wrong this week
   *[other] Undone as wrong this week: { $count }
}
status-wrong = Undone as wrong within 30 days: { $signals }
status-wrong-signal = { $name } { $count }
status-no-troubles = Nothing failed lately.
status-version = Version { $version }

confirm-anonymous = You are an anonymous admin. { $command } is recorded under a name: please press the button yourself.
confirm-button = It is me
confirm-not-admin = Only admins of this group can press this.
confirm-too-late = This button has expired. Please send the command again.
please-start = { $name } I would rather say this in private. Please open a chat with me and press Start.
open-private = Open private chat
which-group = Which group do you mean? Choose once and I will remember.
focus-set = Right, from now on we speak about “{ $group }”. Send /start to change the group.
no-group-of-yours = I do not see a group that you run. Add me to it, make me an administrator, then come back.
no-group-in-common = I have not met you in a group yet. Say something there, then come back.
whom = About whom? Reply to a message of that person, or write @username or the numeric id.
unknown-person = I have not met { $name }. Reply to a message of that person, or use the numeric id.
unknown-command = There is no command { $command }. Did you mean { $nearest }?
press-not-yours = This button is not for you.
press-old = This button no longer works.

start-hello = Hello, I am Weilu, a bot that looks after communities.
start-admin = Noted: when something matters I will write to you here. Groups you run: { $groups }
start-member = Here you can read the rules, appeal, and send feedback. /help shows what I can do.
lang-which = 选语言 · Choose a language
lang-set = Right, I will speak English with you.
lang-name = English

help-member-title = What you can use here:
help-admin-title = For administrators:
help-line = { $command } — { $what }
help-keywords = (or just say: { $words })
help-form = 　form: { $form }, for example { $example }
help-right = 　takes the right “{ $right }”
help-admin-in-private = Administrators' commands: send me /help in private, they are sorted by topic there.

command-status = rights, mode, and what did not work
command-start = open the private chat
command-help = what I can do
command-lang = change the language
