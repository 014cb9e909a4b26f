# 投票。

poll-options = 选项不能空，也不能重复。
poll-too-long = 最多 { $most } 个选项，每个不超过 { $longest } 字；题目不超过 300 字。
poll-once = 投票不能重发，请往上翻或在 /events 里看。
poll-result = 📊 “{ $title }”投票结束：{ $people ->
    [0] 没有人投票。
   *[other] { $people } 人投票，{ $winners }以 { $votes } 票领先。
}
poll-picture = 投票结果 · { $people } 人
poll-csv = 选项,票数
