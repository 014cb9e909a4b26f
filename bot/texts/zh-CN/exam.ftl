# 考核：私下答题，答对够多就上通过名单。

exam-card = 📝 <b>{ $title }</b>　#{ $number }
    { $state ->
    [open] { $questions } 道题，私下作答，答对 { $least }% 就通过；没通过可以再来{ $timed ->
        [true] {" "}· { $ends } 截止
       *[false] {""}
    }
    [cancelled] 已取消
   *[closed] 已结束
}
    已有 { $passed } 人通过
exam-begin = 📝 开始答题
exam-again = 再答一次
exam-question = { $number }/{ $count }　{ $question }
    
    { $options }
exam-right = 答对了 ✅
exam-wrong = 应该是：{ $right }
exam-passed = 🎉 “{ $title }”通过了：{ $count } 题答对 { $right } 题。
exam-failed = “{ $title }”这次答对 { $right }/{ $count } 题，要 { $least }% 才通过。再看看，随时可以再答。
exam-passed-already = “{ $title }”您已经通过了 🎉
exam-over = 📝 “{ $title }”结束：{ $tried } 人答题，{ $passed } 人通过{ $named ->
    [true] ：{ $names }
   *[false] 。
}
exam-figure-tried = 答题人数
exam-figure-passed = 通过人数
exam-figure-share = 通过率
exam-picture = 考核战报
exam-list = “{ $title }”的通过名单
exam-limits = 题目最多 { $most } 道。
exam-pass = 及格线请写 1 到 { $most }。
exam-state = { $state ->
    [passed] 通过
    [failed] 未通过
   *[open] 没答完
}
exam-csv = 名字,用户 ID,答对,结果
