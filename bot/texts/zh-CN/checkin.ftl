# 打卡：打卡的回答、打卡计划、补卡。

checkin-standing-name = 每日打卡
checkin-done = { $rank ->
    [1] 🌅 首签！今天您最早，连续 { $streak } 天。
   *[other] 打卡成功！今天第 { $rank } 个，连续 { $streak } 天。
}
checkin-points = +{ $points } 分，共 { $balance } 分。
checkin-programme-day = 「{ $name }」第 { $number }/{ $days } 天。
checkin-bonus = 🎉 连续 { $days } 天，另加 { $points } 分！
checkin-already = 今天已经打过卡啦，连续 { $streak } 天。明天见！
checkin-closed = 「{ $name }」的打卡时间是 { $window }，到点再来吧。

programme-started = 「{ $name }」开始啦：{ $first } 至 { $last }，共 { $days } 天。发“打卡”就算数。
programme-window = 打卡时间 { $window }。
programme-running = 「{ $name }」还在进行。先用 <code>/programme end</code> 结束它，再开新的。
programme-none = 现在没有进行中的打卡计划。
programme-ended = 「{ $name }」结束了：{ $people } 人参加，共打卡 { $total } 次。谢谢每一位！
programme-complete = 🏅 全勤 { $count } 人：{ $names }
programme-state-none = 还没有人打过卡。发“打卡”，今天就是第一天。
programme-day = 📖「{ $name }」第 { $number }/{ $days } 天。
programme-to-come = 📖「{ $name }」{ $first } 开始，共 { $days } 天。
programme-standing = 📖「{ $name }」，天天都开着。
programme-today = 今天 { $people } 人已打卡。
programme-form = 开新计划：<code>{ $form }</code>
programme-end-button = 结束这个计划
programme-days-out-of-range = 天数请写 1 到 { $most }。
programme-name-too-long = 名字请控制在 1 到 { $most } 个字。

makeup-done = 已给 { $name } 补上 { $day } 的「{ $programme }」，现在连续 { $streak } 天。
makeup-points = +{ $points } 分。
makeup-already = { $name } { $day } 已经打过卡了。
makeup-out-of-range = 只能补今天和过去 { $most } 天之内的卡。

command-checkin = 打卡
command-programme = 开始、结束打卡计划
command-makeup = 给成员补卡
