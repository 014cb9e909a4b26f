# 每日话题。

topic-planned = 💬 每日话题 #{ $number }：共 { $count } 个话题，轮着来。第一个在 { $when }。
topic-card = 💬 <b>今天聊聊：{ $topic }</b>
    <i>回复这条就算参与{ $before ->
        [0] {""}
       *[other] ；上一个话题有 { $before } 人聊了
    }</i>
topic-too-many = 最多 { $most } 个话题，每个不超过 { $longest } 字。
topic-over = 💬 每日话题告一段落：{ $people } 人参与，{ $answers } 次回答。谢谢大家！
topic-picture = 每日话题 · 回答人数
topic-csv = 期数,话题,名字,用户 ID,时间
