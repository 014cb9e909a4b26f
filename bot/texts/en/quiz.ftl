# Quizzes.

quiz-card = 🧠 <b>{ $title }</b>　question { $round } of { $rounds }
    { $question }
    <i>You have { $seconds } seconds and one try</i>
quiz-taken = Your answer: { $option }
quiz-already = You have answered this one.
quiz-too-late = This question is over.
quiz-answer = The answer to question { $round }: <b>{ $answer }</b>. { $people } answered, { $right ->
    [0] nobody was right.
   *[other] { $right } were right, and { $first } was first.
}
quiz-over = 🏁 “{ $title }” is over, { $people } took part:
quiz-score = { $place }. { $name }　{ $score }
quiz-limits = At most { $most } questions, with 10 seconds to 1 day for each.
quiz-question = Question { $number } is not right: one a line, <code>QUESTION | RIGHT | WRONG | WRONG</code>, 2 to { $most } different options.
quiz-picture = Quiz
quiz-csv = Name,User ID,Score
