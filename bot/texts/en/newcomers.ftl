# The first days: words only.

command-newcomers = let newcomers send words only at first
newcomers-time = for { $time }
newcomers-messages = { $messages ->
    [one] for { $messages } message
   *[other] for { $messages } messages
}
newcomers-time-or-messages = { $messages ->
    [one] for { $time }, or until { $messages } message is written
   *[other] for { $time }, or until { $messages } messages are written
}
newcomers-announced = New here? Words only { $bounds }, please; the rest opens by itself.
newcomers-announced-privately = Welcome to <b>{ $group }</b>. You can send words only { $bounds }; the rest opens by itself.
newcomers-state = Newcomers can send words only { $bounds }; pictures, videos and stickers open by themselves.
newcomers-state-off = Newcomers can send everything from the start.
newcomers-without-right = I lack the right to restrict members, so I can only delete a newcomer's picture after it was sent.
newcomers-hint = To change it: <code>/newcomers 24h</code>, <code>/newcomers 5</code> for messages, or <code>/newcomers 24h 5</code>, whichever comes first. <code>/newcomers off</code> ends it.
newcomers-button-off = No limit
newcomers-saved = Saved.
