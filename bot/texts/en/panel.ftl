# The panel of settings, the history of changes, the first meeting.

command-panel = change this group's settings by buttons
command-history = who changed which setting
panel-in-private = Settings are changed in private: press the button.
panel-open = Open the settings
panel-title = Settings of { $group }
panel-home = Choose what to look at or change. A change holds at once, is kept in the history and can be undone.
panel-copy = Copy from a group
panel-export = Export
panel-import = Import
panel-history = History
panel-back = ‹ Back
panel-feature-general = General
panel-feature-entry = The gate
panel-feature-welcome = Welcome
panel-feature-newcomers = Newcomers' limits
panel-feature-onboarding = The first days
panel-feature-nickname = Display names
panel-feature-house-rules = House rules
panel-feature-quiet = Quiet and working hours
panel-feature-sources = Invitations
panel-feature-moderation = Adverts and floods
panel-feature-checkin = Check-ins
panel-feature-points = Points
panel-feature-crisis = Crisis watch
panel-feature-tickets = Tickets
panel-feature-digest = Digest
panel-feature-privacy = Privacy
panel-feature-title = { $feature }
panel-line = { $number }. { $what }: { $value }
panel-now = It is now ({ $source }):
panel-from-group = set for this group
panel-from-community = set for the community
panel-from-operator = set by the operator
panel-from-default = the default
panel-default = Default: { $value }
panel-span = From { $low } to { $high }.
panel-empty = (empty)
panel-set-by = { $command } changes this.
panel-set-by-itself = I find this out by myself.
panel-type = Type a value
panel-reset = Back to the default
panel-undo = Undo this change
panel-saved = Saved; it holds at once.
panel-same = It is like that already.
panel-undone = Undone.
panel-undo-stale = This has been changed again since and cannot simply be undone. Please change it in the panel.
panel-not-here = This is changed by its own command.
panel-type-number = Please send a number.
panel-type-choice = Please send one of the choices.
panel-type-text = Please send the new text; its formatting is kept. “off” switches off what can be off.
panel-type-list = Please send the new list: one item a line, or parted by commas. “[]” empties it.
panel-type-table = Please send the new values, one <code>name = value</code> a line. “{"{"}{"}"}” empties it.
panel-type-import = Please send the exported TOML file, or paste what is in it. You will see the changes before they are applied.
panel-not-a-toggle = It can be on or off only.
panel-not-a-number = Please give a number from { $low } to { $high }. Nothing has changed.
panel-not-a-choice = There is no such choice. Nothing has changed.
panel-not-a-text = This does not fit the form. Nothing has changed.
panel-not-a-list = This list does not fit the form. Nothing has changed.
panel-not-a-table = I did not understand. Please write one <code>name = value</code> a line. Nothing has changed.
panel-exported = The group's own settings. To use them elsewhere, press “Import” in the other group's panel.
panel-import-too-large = The file is too large, { $kilobytes } KB at most. Nothing has changed.
panel-import-unreadable = I cannot read this file; please send TOML in UTF-8. Nothing has changed.
panel-import-odd = { $count ->
    [one] One value means nothing here and is left out: { $names }
   *[other] { $count } values mean nothing here and are left out: { $names }
 }
panel-proposed = { $count ->
    [one] One change:
   *[other] { $count } changes:
 }
panel-change = · { $what }: { $was } → { $now }
panel-and-more = … and { $count } more
panel-nothing-new = Nothing would change.
panel-apply = Apply
panel-applied = { $count ->
    [one] One setting changed.
   *[other] { $count } settings changed.
 }
panel-copy-which = Copy which group's settings to “{ $group }”? You will see the changes before they are applied.
panel-copy-none = You run no other group; there is nothing to copy to “{ $group }”.
choice-zh-CN = 中文
choice-en = English
choice-admit = let in
choice-review = admins decide
choice-kick = out
choice-ban = banned
choice-daily = every day
choice-workdays = workdays
choice-holidays = days off
choice-soft = remind only
choice-lock = nobody writes
choice-none = no limit
choice-text = words only
choice-silence = may not write
choice-observe = observe
choice-guard = guard
choice-lenient = lenient
choice-standard = standard
choice-strict = strict
choice-duty = on duty
choice-owners = owners
choice-all = everybody
choice-json = JSON
choice-feishu = Feishu
choice-dingtalk = DingTalk
choice-wecom = WeCom
choice-slack = Slack
history-title = Changed settings of { $group }
history-none = Nobody has changed a setting yet.
history-line = { $when } { $who }: { $what }, { $was } → { $now }
history-exported = { $when } { $who }: exported the settings
history-unset = not set
history-itself = Weilu itself
trouble-export_unsent = exported settings could not be sent
