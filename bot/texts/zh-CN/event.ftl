# 线下活动。

event-title = 📅 <b>{ $title }</b>　#{ $number }
event-when = 🕑 { $when } { $weekday }
event-where = 📍 { $where }
event-state = { $state ->
    [open] { $places ->
        [0] 已报名 { $people } 人
       *[other] 已报名 { $people }/{ $places } 人
    }{ $waiting ->
        [0] {""}
       *[other] ，候补 { $waiting } 人
    }
    [cancelled] 已取消
   *[closed] 已结束，{ $people } 人报名
}
event-guest = { $place }. { $name }{ $state ->
    [here] {" "}✅
    [absent] （未到）
   *[coming] {""}
}
event-more = …还有 { $count } 人
event-waiting = 候补：{ $names }
event-join = 🙋 报名
event-leave = 不去了
event-calendar = 🗓 加到日历
event-here = 📍 我到了
event-joined = 报上了，您是第 { $place } 位 ✅
event-already = 您已经报名了（第 { $place } 位）。
event-already-waiting = 您在候补第 { $position } 位，有人退出会自动补上并通知您。
event-full = 名额满了，您在候补第 { $position } 位。有人退出会自动补上并通知您。
event-left = 已取消报名，下次见。
event-not-in = 您还没有报名。
event-moved-up = 🎉 有人让出了名额，您已补上“{ $title }”（{ $when }）。去不了的话请点“不去了”，好让给下一位。
event-moved-up-aloud = 🎉 { $name }，有人让出了名额，您已补上“{ $title }”。
event-too-early = 还没到签到的时候，开始前 30 分钟起可以点。
event-welcome = 到啦，玩得开心 🍵
event-remind = ⏰ { $hours ->
    [true] 两小时后见
   *[false] 明天见
}：“{ $title }”{ $when }{ $placed ->
    [true] ，{ $where }
   *[false] {""}
}。去不了请在群里点“不去了”，让给候补的人。
event-remind-all = ⏰ { $hours ->
    [true] 两小时后开始
   *[false] 明天
}：“{ $title }”{ $when }{ $placed ->
    [true] ，{ $where }
   *[false] {""}
}，已报名 { $people } 人。
event-over = 📅 “{ $title }”结束了：{ $people } 人报名{ $here ->
    [0] {""}
   *[other] ，{ $here } 人签到
}。谢谢大家，下次再聚！
event-called-off = “{ $title }”（{ $when }）取消了，不用去啦。抱歉。
event-file = “{ $title }”{ $when }，点开文件就能加到日历。
event-places = 名额请写 1 到 { $most } 之间的整数。
event-picture = 活动战报
event-picture-people = 报名
event-picture-here = 签到
event-picture-days = 每天报名
event-csv = 序号,名字,用户 ID,报名时间,状态
event-csv-state = { $state ->
    [here] 已到
    [absent] 未到
    [waiting] 候补
   *[coming] 已报名
}
