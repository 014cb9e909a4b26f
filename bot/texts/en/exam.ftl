# Exams: answered in private, with a pass list.

exam-card = 📝 <b>{ $title }</b>　#{ $number }
    { $state ->
    [open] { $questions } questions, answered in private; { $least }% right passes, and one may try again{ $timed ->
        [true] {" "}· until { $ends }
       *[false] {""}
    }
    [cancelled] Called off
   *[closed] Over
}
    { $passed } passed so far
exam-begin = 📝 Begin
exam-again = Try again
exam-question = { $number }/{ $count }　{ $question }
    
    { $options }
exam-right = Right ✅
exam-wrong = It should be: { $right }
exam-passed = 🎉 You have passed “{ $title }”: { $right } of { $count } right.
exam-failed = “{ $title }”: { $right } of { $count } right; { $least }% is needed. Have another look and try again whenever you like.
exam-passed-already = You have passed “{ $title }” already 🎉
exam-over = 📝 “{ $title }” is over: { $tried } tried, { $passed } passed{ $named ->
    [true] : { $names }
   *[false] .
}
exam-figure-tried = Tried
exam-figure-passed = Passed
exam-figure-share = Share
exam-picture = Exam
exam-list = Who passed “{ $title }”
exam-limits = { $most } questions at most.
exam-pass = The mark to pass lies between 1 and { $most }.
exam-state = { $state ->
    [passed] passed
    [failed] not passed
   *[open] not finished
}
exam-csv = Name,User ID,Right,Result
