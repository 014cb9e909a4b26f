# House rules: announced, read in private, confirmed, called to mind.

rules-title = The rules of { $group } (version { $version })
rules-please-confirm = Please press the button once you have read them.
rules-confirmed = ✅ You have confirmed that you read them.
rules-confirm-button = I have read them and will keep them
rules-thanks = Thank you, noted.
rules-changed-meanwhile = The rules have just changed. Please read the new version first.
rules-none = { $group } has no written rules yet.
rules-unknown-group = I cannot find that group. Please press the button in the group once more.
rules-in-private = { $name }, I will send you the rules in private. Please press here.
rules-read-button = Read the rules
rules-new = 📖 The rules have changed (version { $version }). Please read them and confirm.
rules-reminder = 📖 A reminder of our rules. If you have not read them yet, please do, and confirm.

rules-set = Right, this is version { $version } of the rules. Members will be asked to confirm again; <code>/setrules</code> shows how many have.
rules-given-up = Right, this group has no rules any more. I keep the earlier versions.
rules-too-long = The rules are too long: at most { $longest } characters.
rules-reminder-out-of-range = A reminder can come every 1 to { $days } days, or every 1 to { $messages } messages.
rules-state = Of the { $present } people here now, { $confirmed } have confirmed this version.
rules-state-none = This group has no rules yet. Write some: <code>/setrules TEXT</code>.
rules-hint = A new version: <code>/setrules TEXT</code>. Reminders: <code>/setrules remind 7d</code>, <code>/setrules remind 300</code>. No rules: <code>/setrules off</code>.
rules-remind-days = { $days ->
    [1] The group is reminded every day.
   *[other] The group is reminded every { $days } days.
}
rules-remind-messages = { $messages ->
    [1] The group is reminded after every message.
   *[other] The group is reminded every { $messages } messages.
}
rules-remind-both = The group is reminded every { $days } days or { $messages } messages.
rules-remind-never = The group is not reminded.
rules-remind-days-button = { $days ->
    [1] Every day
   *[other] Every { $days } days
}
rules-remind-messages-button = { $messages ->
    [1] Every message
   *[other] Every { $messages } messages
}
rules-remind-never-button = No reminder

command-rules = read the house rules and confirm
command-setrules = write the house rules, see who has confirmed
