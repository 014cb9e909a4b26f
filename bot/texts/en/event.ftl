# Events.

event-title = 📅 <b>{ $title }</b>　#{ $number }
event-when = 🕑 { $when } { $weekday }
event-where = 📍 { $where }
event-state = { $state ->
    [open] { $places ->
        [0] { $people } coming
       *[other] { $people } of { $places } places taken
    }{ $waiting ->
        [0] {""}
       *[other] , { $waiting } waiting
    }
    [cancelled] Called off
   *[closed] Over, { $people } had signed up
}
event-guest = { $place }. { $name }{ $state ->
    [here] {" "}✅
    [absent] {" "}(did not come)
   *[coming] {""}
}
event-more = …and { $count } more
event-waiting = Waiting: { $names }
event-join = 🙋 I am coming
event-leave = I cannot come
event-calendar = 🗓 Add to calendar
event-here = 📍 I am here
event-joined = You are in, number { $place } ✅
event-already = You have signed up already (number { $place }).
event-already-waiting = You are number { $position } on the waiting list. When somebody drops out you move up by yourself and I tell you.
event-full = All places are taken. You are number { $position } on the waiting list; when somebody drops out you move up and I tell you.
event-left = You are off the list. See you next time.
event-not-in = You have not signed up.
event-moved-up = 🎉 Somebody has given up a place, and it is yours: “{ $title }”, { $when }. If you cannot come, please press “I cannot come”, so that the next one can.
event-moved-up-aloud = 🎉 { $name }, somebody has given up a place, and it is yours: “{ $title }”.
event-too-early = It is too early for that. From 30 minutes before the start you can press it.
event-welcome = Welcome, have a good time 🍵
event-remind = ⏰ { $hours ->
    [true] In two hours
   *[false] Tomorrow
}: “{ $title }”, { $when }{ $placed ->
    [true] , { $where }
   *[false] {""}
}. If you cannot come, please press “I cannot come” in the group, for those who wait.
event-remind-all = ⏰ { $hours ->
    [true] In two hours
   *[false] Tomorrow
}: “{ $title }”, { $when }{ $placed ->
    [true] , { $where }
   *[false] {""}
}. { $people } have signed up.
event-over = 📅 “{ $title }” is over: { $people } signed up{ $here ->
    [0] {""}
   *[other] , { $here } came
}. Thank you all, see you next time!
event-called-off = “{ $title }” ({ $when }) has been called off. Sorry.
event-file = “{ $title }”, { $when }. Open the file to add it to your calendar.
event-places = Please give the number of places as a whole number from 1 to { $most }.
event-picture = Event
event-picture-people = Signed up
event-picture-here = Came
event-picture-days = Sign-ups per day
event-csv = No.,Name,User ID,Signed up,State
event-csv-state = { $state ->
    [here] came
    [absent] did not come
    [waiting] waiting
   *[coming] signed up
}
