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
checkin-lacks-note = 「{ $name }」要写满 { $note } 字的心得，补几句再发一次吧。
checkin-lacks-photo = 「{ $name }」要带一张照片，配上图再发一次吧。
checkin-lacks-link = 「{ $name }」要带上链接，补上再发一次吧。
checkin-lacks-hashtag = 「{ $name }」要带话题 #{ $tag }，补上再发一次吧。
checkin-repeated = 这段心得和您之前写的一样。换一段今天的，「{ $name }」就算上。
checkin-deposit-short = 「{ $name }」要先押 { $deposit } 分，您的积分还不够。先攒一攒，随时可以加入。
checkin-deposit = 已押 { $deposit } 分，全勤退还并平分没坚持下来的押金。
checkin-team = 您在「{ $team }」，一起加油！
checkin-which = 现在有几个计划，您打的是哪一个？
checkin-not-running = 这个计划现在没有开。
checkin-roll = { $others ->
    [0] ✅ { $names } 已打卡
   *[other] ✅ { $names } 等 { $count } 人已打卡
}
checkin-roll-first = 🌅 今天首签：{ $name }
checkin-roll-bonus = 🎉 { $name } 连续 { $days } 天，另加 { $points } 分
checkin-remark = · { $name }：{ $what }
checkin-mine-button = 我的打卡
checkin-remind-button = ⏰ 提醒我
checkin-mine = 连续 { $streak } 天 · { $rank ->
    [0] 今天还没打卡
   *[other] 今天第 { $rank } 个
} · 共 { $balance } 分
checkin-tag = 连签{ $days }天
checkin-remind-on = 好的，每天 { $at } 左右，您还没打卡我就私信提醒一声。
checkin-remind-off = 好的，不再提醒了。想恢复再按一次就行。
checkin-remind-start-first = 请先私聊 @{ $bot } 按一下“开始”，我才能提醒您。
checkin-remind-stop = 不用提醒了
checkin-reminder = ⏰ 您在「{ $group }」已经连续打卡 { $streak } 天，今天的还没打，别断啦。

programme-started = 「{ $name }」开始啦：{ $first } 至 { $last }，共 { $days } 天。发“打卡”就算数。
programme-words = 口令：{ $words }
programme-needs = 怎样算数：{ $needs }
programme-needs-note = 心得满 { $note } 字
programme-needs-photo = 带照片
programme-needs-link = 带链接
programme-needs-hashtag = 带话题 #{ $tag }
programme-makeups = 补卡：每人 { $cards } 次，{ $days } 天之内{ $cost ->
    [0] 。
   *[other] ，每次 { $cost } 分。
}发“补卡”就行。
programme-catch-up = 晚来的朋友，加入后 { $days } 天内可以补上前面的，不算补卡。
programme-teams-are = 分队：{ $teams }。第一次打卡自动入队。
programme-deposit = 押金 { $deposit } 分：全勤退还，并平分没坚持下来的押金。
programme-window = 打卡时间 { $window }。
programme-running = 「{ $name }」还在进行。先用 <code>/programme end</code> 结束它，或者换个名字。
programme-too-many = 同时最多开 { $most } 个计划，先结束一个吧。
programme-word-taken = 「{ $word }」已经是另一个计划的口令了，换一个吧。
programme-which = 进行中的有：{ $names }。请写明结束哪一个，例如 <code>/programme end 名字</code>。
programme-none = 现在没有进行中的打卡计划。
programme-ended = 「{ $name }」结束了：{ $people } 人参加，共打卡 { $total } 次。谢谢每一位！
programme-complete = 🏅 全勤 { $count } 人：{ $names }
programme-state-none = 还没有人打过卡。发“打卡”，今天就是第一天。
programme-day = 📖「{ $name }」第 { $number }/{ $days } 天。
programme-to-come = 📖「{ $name }」{ $first } 开始，共 { $days } 天。
programme-standing = 📖「{ $name }」，天天都开着。
programme-today = 今天 { $people } 人已打卡。
programme-form = 开新计划：<code>{ $form }</code>
programme-end-button = { $named ->
    [false] 结束这个计划
   *[other] 结束「{ $name }」
}
programme-team = 👥 { $team }：{ $people } 人，打卡 { $total } 次，人均 { $each } 次
programme-paid-out = 💰 { $people } 人拿回押金，共 { $points } 分。
programme-flags = 打卡里看着不太寻常的（近两周，只供您判断，什么都没有处理）
programme-flags-none = 没有发现异常。
programme-flag-copy = · { $day } { $name } 的心得和别人当天的一字不差：{ $note }
programme-flag-repeat = · { $day } { $name } 的心得和自己之前的一样：{ $note }
programme-flag-twin = · { $first } 和 { $second } 有 { $days } 天前后脚打卡
programme-number-out-of-range = “{ $text }”里的数字请写 { $least } 到 { $most }。
programme-teams = 请写 2 到 { $most } 个队名，用逗号分开。
programme-days-out-of-range = 天数请写 1 到 { $most }。
programme-name-too-long = 名字请控制在 1 到 { $most } 个字。

makeup-done = 已给 { $name } 补上 { $day } 的「{ $programme }」，现在连续 { $streak } 天。
makeup-points = +{ $points } 分。
makeup-already = { $name } { $day } 已经打过卡了。
makeup-out-of-range = 只能补今天和过去 { $most } 天之内的卡。

makeup-outside = 「{ $name }」里没有这一天，或者还没到补的时候。
makeup-no-cards = 「{ $name }」不能补卡。实在有事，请管理员帮您补。
makeup-cards-gone = 您的 { $most } 次补卡都用完了。
makeup-too-late = 只能补 { $days } 天之内的。
makeup-too-poor = 补一天要 { $cost } 分，您现在有 { $balance } 分。
makeup-no-programme = 现在没有可以补卡的计划。
makeup-nothing-missed = 「{ $name }」您一天都没落下，真好。
makeup-offer = 「{ $name }」想补哪一天？还有 { $left } 次补卡。
makeup-day = { $day }{ $cost ->
    [0] {""}
   *[other] （{ $cost } 分）
}
makeup-catch-up-button = 补上前面的
makeup-sent = 发到您的私聊了
makeup-yours-already = { $day } 您已经打过卡了。
makeup-yours = 「{ $name }」{ $day } 补上了，现在连续 { $streak } 天{ $cost ->
    [0] 。
   *[other] ，用了 { $cost } 分。
}

uncheck-done = 已收回 { $name } { $day } 的打卡：{ $why }{ $points ->
    [0] 。
   *[other] （{ $points } 分一并收回）。
}
uncheck-nothing = { $name } { $day } 没有打卡。
uncheck-moderated = 消息被清理，打卡收回
uncheck-deleted = 消息已删除，打卡收回
uncheck-edited = 打卡消息改过，不再算数
checkin-edited-out = 改过以后，这条不再算“{ $name }”的打卡了；改回来，或今天再打一次就好。

calendar-title = { $name } 的打卡日历
calendar-month = { $year } 年 { $month } 月
calendar-weekday-1 = 一
calendar-weekday-2 = 二
calendar-weekday-3 = 三
calendar-weekday-4 = 四
calendar-weekday-5 = 五
calendar-weekday-6 = 六
calendar-weekday-7 = 日
calendar-streak = 连续
calendar-longest = 最长
calendar-total = 总共
calendar-days = { $days } 天
calendar-done = 打卡
calendar-made-up = 补卡
calendar-missed = 没打
calendar-sent = 发到您的私聊了
picture-footer = { $group } · 围炉 Weilu

report-subtitle = { $first } 至 { $last }，共 { $days } 天
report-people = 参加
report-checkins = 打卡次数
report-complete = 全勤
report-share = 完成率
report-curve = 每天的完成率
report-hours = 大家什么时候打卡
report-top = 打卡最多的人
report-unit = 天

command-checkin = 打卡
command-missed = 补上自己漏掉的一天
command-calendar = 我的打卡日历
command-uncheck = 收回一次打卡，写明原因
command-programme = 开始、结束打卡计划
command-makeup = 给成员补卡
