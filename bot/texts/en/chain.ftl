# Word chains of idioms.

chain-card = 🔗 <b>Idiom chain</b>　#{ $number }
    { $words }
    { $state ->
    [open] { $count } so far{ $begun ->
        [true] , the last by { $name }
       *[false] {""}
    }. The next begins with “<b>{ $next }</b>”: just send four characters
    [cancelled] Called off after { $count }
   *[closed] Over after { $count }
}
chain-refuse = “{ $word }” does not count (admins)
chain-refused = “{ $word }” is struck out.
chain-admins = What counts is for the administrators to say.
chain-unknown = “{ $word }” is not in the dictionary; an admin may let it through.
chain-let = Let it through
chain-let-through = “{ $word }” counts ✅
chain-gone-on = The chain has gone on; “{ $word }” no longer fits.
chain-twice = “{ $word }” has been said already.
chain-wait = Let somebody else have a turn 😄
chain-over = 🔗 The idiom chain began with “{ $title }”: { $count } words by { $people } people.
chain-picture = Idiom chain
chain-csv = No.,Idiom,Name,User ID,Time
