# Sign-up lists.

list-title = 🧾 <b>{ $title }</b>　#{ $number }
list-state = { $state ->
    [open] Open{ $timed ->
        [true] {" "}until { $ends }
       *[false] {""}
    }
    [cancelled] Called off
   *[closed] Closed
} · { $people ->
    [one] { $people } person
   *[other] { $people } people
}{ $most ->
    [0] , { $portions } in all
   *[other] , { $portions } of { $most }
}
list-line = { $place }. { $name }{ $amount ->
    [1] {""}
   *[other] {" "}×{ $amount }
}{ $noted ->
    [true] {" "}· { $note }
   *[false] {""}
}
list-more = …and { $count } more
list-how = <i>Press the button, or write <code>接龙 2</code> or <code>+1</code> (a note may follow)</i>
list-join = 🙋 Count me in
list-leave = Take me off
list-joined = You are on the list with { $amount } ✅
list-already = You are on the list already (with { $amount }). Write “接龙 2” to change it.
list-left = You are off the list
list-not-on-it = You are not on the list.
list-full = { $left ->
    [0] The list is full.
   *[other] Only { $left } left.
}
list-too-many = { $most } each is the most.
list-number = Please give a whole number from 1 to { $most }.
list-over = 🧾 The list “{ $title }” is closed: { $people ->
    [0] nobody signed up this time.
    [one] { $people } person, { $portions } in all. Thank you!
   *[other] { $people } people, { $portions } in all. Thank you!
}
list-picture = Sign-up list
list-picture-people = People
list-picture-portions = Portions
list-csv = No.,Name,User ID,Amount,Note,Time
