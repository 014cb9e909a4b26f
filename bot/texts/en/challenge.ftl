# Photo challenges.

challenge-card = 📷 <b>{ $title }</b>　#{ $number }
    { $state ->
    [open] Send a photo with <code>{ $tag }</code> in its caption to take part, one each (a new one takes its place); vote with ❤️ or by reacting to the photo{ $timed ->
        [true] {" "}· until { $ends }
       *[false] {""}
    }
    [cancelled] Called off
   *[closed] Over
}
    { $people } taking part · { $votes } votes
challenge-entered = 📷 Photo { $number }, by { $name }
challenge-replaced = This one takes its place, and the votes stay ✅
challenge-vote = ❤️ { $count }
challenge-thanks = Thank you for your vote ❤️
challenge-voted = You have voted for this one.
challenge-own = Please vote for somebody else’s.
challenge-nobody = 📷 There were no photos for “{ $title }”. Another time!
challenge-winner = 🏆 The best photo of “{ $title }” is by { $name }, with { $votes } votes; { $people } took part.
challenge-gallery = 📷 All of “{ $title }”
challenge-board = 📊 Votes for “{ $title }”
challenge-place = { $place }. { $name }　{ $votes ->
    [one] { $votes } vote
   *[other] { $votes } votes
}
challenge-picture = Photo challenge { $tag }
challenge-picture-people = taking part
challenge-picture-votes = votes
challenge-picture-voters = voters
challenge-picture-board = Votes
challenge-csv = Name,User ID,Votes,Time
