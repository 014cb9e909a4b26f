# 抢答。

quiz-card = 🧠 <b>{ $title }</b>　第 { $round }/{ $rounds } 题
    { $question }
    <i>{ $seconds } 秒内作答，每人一次</i>
quiz-taken = 已选：{ $option }
quiz-already = 这题您已经答过了。
quiz-too-late = 这题已经过了。
quiz-answer = 第 { $round } 题答案：<b>{ $answer }</b>。{ $people } 人作答，{ $right ->
    [0] 没有人答对。
   *[other] { $right } 人答对，最快的是 { $first }。
}
quiz-over = 🏁 “{ $title }”结束，{ $people } 人参加：
quiz-score = { $place }. { $name }　{ $score } 分
quiz-limits = 最多 { $most } 题，每题 10 秒到 1 天。
quiz-question = 第 { $number } 题写得不对：一行一题，<code>问题 | 正确 | 错误 | 错误</code>，2 到 { $most } 个选项，不能重复。
quiz-picture = 抢答战报
quiz-csv = 名字,用户 ID,得分
