# 积分：我的积分、排行榜、积分明细。

level-1 = 新芽
level-2 = 常客
level-3 = 熟客
level-4 = 老友
level-5 = 家人
level-number = 第 { $number } 级

me-title = { $name } 的积分
me-points = { $points } 分 · { $level }
me-streak = 连续打卡 { $streak } 天
me-rank = 全群第 { $rank } 名
me-entry = · { $day } { $amount } { $why }
me-nothing-yet = 还没有积分。发“打卡”，今天就有。

points-for-checkin = 「{ $note }」打卡
points-for-streak = 连续 { $note } 天
points-for-makeup = 「{ $note }」补卡
points-for-grant = { $note }
points-for-thanks = 回答被感谢：{ $note }
points-for-activity = 「{ $note }」获奖
points-for-taken-back = 收回：{ $note }
points-for-makeup-cost = 「{ $note }」补卡用分
points-for-deposit = 「{ $note }」押金
points-for-payout = 「{ $note }」押金退还
points-for-redeem = 兑换 { $note }
points-for-refund = 退回：{ $note }

top-title = { $period ->
    [week] 本周排行榜
    [month] 本月排行榜
   *[all] 排行榜
}
top-place = { $rank } { $name } · { $points } 分
top-empty = 榜上还没有人。发“打卡”，您就是第一名。
top-you = 您在第 { $rank } 名 · { $points } 分
top-you-not-yet = 您还没上榜，发“打卡”就有积分。

points-title = 本群的积分规则
points-checkin = 每次打卡 { $points } 分
points-streak = 连续 { $days } 天，另加 { $points } 分
points-form = 加减积分：<code>{ $form }</code>
points-button = 打卡 { $points } 分
points-granted = { $name } { $amount } 分：{ $why }。现在共 { $balance } 分。
points-out-of-range = 一次加减请在 1 到 { $most } 分之间。

command-me = 我的积分、等级、连续天数
command-top = 排行榜
command-points = 给成员加减积分，写明原因
