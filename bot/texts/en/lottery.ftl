# Lotteries.

lottery-title = 🎁 <b>{ $title }</b>　#{ $number }
lottery-state = { $state ->
    [open] Open{ $timed ->
        [true] {" "}· drawn at { $ends }
       *[false] {" "}· drawn by an administrator
    }
    [cancelled] Called off
   *[closed] Drawn
} · { $prizes ->
    [one] { $prizes } prize
   *[other] { $prizes } prizes
} · { $people } taking part
lottery-need = To take part: { $what ->
    [checkin] check in today
    [points] { $points } points or more
   *[member] { $days } days in the group
}
lottery-winner = 🏆 { $place }. { $name }
lottery-commitment = <i>SHA-256 of the seed (published before, to be compared after):</i>
    <code>{ $commitment }</code>
lottery-join = 🎁 Take part
lottery-joined = You are in. Good luck 🍀
lottery-already = You are in already 🍀
lottery-not-met = Not quite yet. { $need }
lottery-prizes = Please give the number of prizes as a whole number from 1 to { $most }.
lottery-needs = I do not understand the condition “{ $text }”. You can write <code>needs checkin</code>, <code>needs points 50</code> or <code>needs member 7d</code>.
lottery-nobody = 🎁 Nobody took part in “{ $title }”, so nothing is drawn.
lottery-result = 🎉 “{ $title }” has been drawn! { $people } took part, and the winners are: { $winners }.
    Seed: { $seed }
    <i>Anybody can check: put everybody in the order of SHA-256 of “seed:id”, the first ones win; the SHA-256 of the seed is what was published before. Who took part and how it is done is in { $file }; weilu verify-draw { $file } does it too.</i>
lottery-file = { $file }: who took part, and the seed
    <code>S=SEED; tail -n +7 { $file } | while read i; do printf %s "$S:$i" | sha256sum | cut -c1-64 | sed "s/$/ $i/"; done | sort | head</code>
lottery-won = 🎉 Congratulations! You have won prize { $place } of “{ $title }”. An administrator will write to you.
lottery-picture = Lottery
lottery-picture-people = Taking part
lottery-picture-prizes = Winners
lottery-picture-winners = And the winners are
lottery-picture-place = No. { $place }
lottery-csv = Name,User ID,Time,Won
