# 抽奖。

lottery-title = 🎁 <b>{ $title }</b>　#{ $number }
lottery-state = { $state ->
    [open] 进行中{ $timed ->
        [true] {" "}· { $ends } 开奖
       *[false] {" "}· 由管理员开奖
    }
    [cancelled] 已取消
   *[closed] 已开奖
} · { $prizes } 个奖 · { $people } 人参加
lottery-need = 参加条件：{ $what ->
    [checkin] 今天已打卡
    [points] 积分满 { $points }
   *[member] 入群满 { $days } 天
}
lottery-winner = 🏆 { $place }. { $name }
lottery-commitment = <i>种子的 SHA-256（先公布，开奖后可对）：</i>
    <code>{ $commitment }</code>
lottery-join = 🎁 我要参加
lottery-joined = 已参加，祝您好运 🍀
lottery-already = 您已经参加了 🍀
lottery-not-met = 还差一点：{ $need }
lottery-prizes = 奖品数请写 1 到 { $most } 之间的整数。
lottery-needs = 没看懂条件“{ $text }”。可以写：<code>needs checkin</code>、<code>needs points 50</code>、<code>needs member 7d</code>。
lottery-nobody = 🎁 “{ $title }”没有人参加，这次不开奖。
lottery-result = 🎉 “{ $title }”开奖了！{ $people } 人参加，中奖的是：{ $winners }。
    种子：{ $seed }
    <i>谁都可以验：把每个人按 SHA-256(“种子:编号”) 排序，最前面的中奖；种子的 SHA-256 就是开奖前公布的那串。名单和做法在 { $file } 里，也可用 weilu verify-draw { $file }。</i>
lottery-file = { $file }：参加名单与种子
    <code>S=种子; tail -n +7 { $file } | while read i; do printf %s "$S:$i" | sha256sum | cut -c1-64 | sed "s/$/ $i/"; done | sort | head</code>
lottery-won = 🎉 恭喜！您在“{ $title }”中了第 { $place } 个奖，管理员会联系您。
lottery-picture = 抽奖战报
lottery-picture-people = 参加人数
lottery-picture-prizes = 中奖人数
lottery-picture-winners = 中奖名单
lottery-picture-place = 第 { $place } 名
lottery-csv = 名字,用户 ID,时间,中奖
