# Topic of the day.

topic-planned = 💬 Topic of the day #{ $number }: { $count } topics, one after the other. The first comes at { $when }.
topic-card = 💬 <b>Today let us talk about: { $topic }</b>
    <i>Answer this message to take part{ $before ->
        [0] {""}
       *[other] ; { $before } answered the last one
    }</i>
topic-too-many = At most { $most } topics of up to { $longest } characters each.
topic-over = 💬 That was the topic of the day: { $people } people, { $answers } answers. Thank you!
topic-picture = Topic of the day · people who answered
topic-csv = Turn,Topic,Name,User ID,Time
