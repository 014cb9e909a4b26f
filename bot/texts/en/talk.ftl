# Talks: questions beforehand, only speakers write while it is on, and a transcript at the end.

talk-card = 🎤 <b>{ $title }</b>　#{ $number }
    { $stage ->
    [open] Begins { $starts }, until { $ends }
    [on] On now, until { $ends }
    [cancelled] Called off
   *[closed] Over
}{ $guested ->
    [true] {" "}· guests: { $guests }
   *[false] {""}
}
    { $stage ->
    [open] { $questions ->
        [one] { $questions } question
       *[other] { $questions } questions
    } so far. To ask one, send “ask: YOUR QUESTION”, or press the button and write to me in private.
    [on] Only guests and admins write now; press the button to ask something in private.
   *[other] { $questions } questions
}
talk-ask-button = 🙋 Ask a question
talk-stage-button = 🎤 To the stage
talk-question = { $number }. { $name }: { $text }
talk-question-kept = Question { $number }, noted ✅
talk-questions-full = There is no room for more questions: { $most } each at most.
talk-ask-here = Please write your question here, and I hand it to the guests of “{ $title }”.
talk-stage = You are a guest of “{ $title }”, which begins { $starts }. Once it is on, simply speak here: words, pictures, voice. I pass it all on to the group.
talk-invited = You are invited as a guest of “{ $title }”, which begins { $starts }. You need not be an admin: once it is on, I pass on to the group what you say here.
talk-says = 🎤 <b>{ $name }</b>: { $text }
talk-mention-rests = Please do not keep calling { $name }. To ask something, send “ask: YOUR QUESTION” and I put it on the list.
talk-soon = 🎤 “{ $title }” begins in ten minutes, with { $questions } questions so far. To ask one: “ask: YOUR QUESTION”.
talk-begins = 🎤 “{ $title }” begins now, until { $until }. { $guested ->
    [true] Welcome, { $guests }!{" "}
   *[false] {""}
}Only guests and admins write meanwhile; afterwards everything is as before.
talk-asked = Asked beforehand ({ $count }):
talk-over = 🎤 “{ $title }” is over, thank you all! { $messages ->
    [one] { $messages } message
   *[other] { $messages } messages
} by { $speakers ->
    [one] { $speakers } speaker
   *[other] { $speakers } speakers
}, { $questions ->
    [one] { $questions } question
   *[other] { $questions } questions
}. Everybody can write again.
talk-figure-messages = messages
talk-figure-speakers = speakers
talk-figure-questions = questions
talk-picture = Talk · { $starts }
talk-picture-speakers = Who said most
talk-transcript = The transcript of the talk
talk-media-photo = [photo]
talk-media-video = [video]
talk-media-voice = [voice message]
talk-media-other = [file]
talk-length = Please let it last between 5 minutes and 12 hours, for example “for 1h”.
talk-not-locked = ⚠️ { $group }: the talk has begun, but I could not leave the floor to the speakers: { $error }. Please check my right to ban users.
talk-csv = Number,Name,User ID,Question,Time
guest-no-talk = There is no talk yet. Open one first, for example <code>/talk "Keeping white tea" 20:00</code>.
guest-named = Right, { $name } is a guest: everybody may mention them once an hour; once the talk is on, I pass on what they write to me in private.
guest-named-unreached = Right, { $name } is a guest: everybody may mention them once an hour. They have not opened the chat with me yet; please give them this link, from which they can speak: { $link }
guest-none = “{ $title }” has no guests now.
guest-state = { $named ->
    [true] Guests of “{ $title }”: { $names }
   *[false] “{ $title }” has no guests yet. Name one: <code>/guest @username</code>
}
