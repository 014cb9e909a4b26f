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
me-badges = 🏅 { $badges }
me-calendar-button = 📅 打卡日历
me-entry = · { $day } { $amount } { $why }
me-nothing-yet = 还没有积分。发“打卡”，今天就有。

badge-streak-100 = 百日不断
badge-streak-21 = 二十一天不断
badge-streak-7 = 七天不断
badge-complete = 全勤
badge-hundred = 打卡满百
badge-kind = 热心肠
badge-winner = 好手气

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
    [season] 本季排行榜
   *[all] 排行榜
}
top-place = { $rank } { $name } · { $points } 分
top-picture-button = 🖼 看图
top-unit = 分
top-empty = 榜上还没有人。发“打卡”，您就是第一名。
top-you = 您在第 { $rank } 名 · { $points } 分
top-you-not-yet = 您还没上榜，发“打卡”就有积分。

points-title = 本群的积分规则
points-checkin = 每次打卡 { $points } 分
points-streak = 连续 { $days } 天，另加 { $points } 分
points-thanks = 回答被感谢 { $points } 分（同一对人隔几天再算）
points-activity = 活动获奖 { $points } 分
points-cap = 打卡、补卡、感谢每天合计最多 { $points } 分
points-thanks-moderated = 感谢的消息被清理
points-form = 加减积分：<code>{ $form }</code>
points-button = 打卡 { $points } 分
points-granted = { $name } { $amount } 分：{ $why }。现在共 { $balance } 分。
points-out-of-range = 一次加减请在 1 到 { $most } 分之间。

reward-title = 🎁 积分兑换
reward-line = { $number }. { $name } · { $cost } 分 · { $stock ->
    [0] 兑完了
   *[other] 还有 { $stock } 份
}
reward-none = 还没有可以兑换的奖品。
reward-form = 上架：<code>{ $form }</code>
reward-waiting = 有 { $count } 份兑换等您处理，看私信里的卡片。
reward-added = 已上架 { $number }. { $name }：{ $cost } 分，{ $stock } 份。成员发“兑换”就能看到。
reward-restocked = { $name } 现在有 { $stock } 份。
reward-removed = { $name } 已下架，已经兑换的照常处理。
reward-unknown = 没有 { $number } 号奖品。
reward-name-too-long = 名字请控制在 1 到 { $most } 个字。
reward-cost-out-of-range = 积分请写 1 到 { $most }。
reward-stock-out-of-range = 库存最多 { $most } 份。
reward-open = 去私聊兑换
reward-balance = 您现在有 { $balance } 分。
reward-take-button = { $name }（{ $cost } 分）
reward-sure = 用 { $cost } 分兑换「{ $name }」？换完还剩 { $left } 分。
reward-yes = 兑换
reward-no = 再想想
reward-kept = 好的，积分都还在。
reward-already = 这一份已经兑换过了。
reward-asked = ✅ 已兑换「{ $name }」，用了 { $cost } 分，还剩 { $left } 分。管理员会联系您。
reward-sold-out = 这个已经兑完了，下次早点来。
reward-too-dear = 要 { $cost } 分，您现在有 { $balance } 分。
reward-members-only = 只有「{ $group }」的成员能兑换。
reward-card = 🎁 { $group }：{ $who } 兑换了「{ $name }」（{ $cost } 分）
reward-card-delivered = ✅ { $by } 已发放
reward-card-refused = ↩️ { $by } 没有同意，积分已退回
reward-deliver-button = 已发放
reward-refuse-button = 不同意，退分
reward-decided = 已经有人处理过了。
reward-told-delivered = 您在「{ $group }」兑换的「{ $name }」已发放，请留意查收。
reward-told-refused = 很抱歉，「{ $group }」没能给您兑换「{ $name }」，{ $cost } 分已经退回。

season-title = 🏁 赛季
season-begun = 「{ $name }」开始啦！从现在起的积分都算进本季排行榜，发“排行榜 本季”查看。
season-ended = 「{ $name }」结束了{ $people ->
    [0] ，榜上还没有人。
   *[other] ！前三名：{ $names }。恭喜！
}
season-running = 「{ $name }」还在进行，先用 <code>/season end</code> 结束它。
season-none = 现在没有进行中的赛季。
season-line = · { $name }：{ $since } { $runs ->
    [true] 开始，进行中
   *[false] 至 { $until }{ $best ->
        [none] {""}
       *[other] ，第一名 { $best }
    }
}
season-form = 开始：<code>/season 春茶季</code>；结束：<code>/season end</code>

command-rewards = 用积分兑换奖品
command-reward = 上架、下架奖品
command-season = 开始、结束一个赛季
command-me = 我的积分、等级、连续天数
command-top = 排行榜
command-points = 给成员加减积分，写明原因
