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
watch-unknown = “{ $word }” is not a watch word. /watch list shows them all.
watch-word-empty = There are no letters in “{ $word }”. Please write a word.
watch-too-many = At most { $count } watch words; please remove some first.

command-watch = watch words: tell me when somebody says them
command-incidents = open incidents
command-ack = take an incident
command-close = close an incident with its cause
