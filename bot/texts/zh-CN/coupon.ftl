# 优惠券。

coupon-card = 🎟 <b>{ $title }</b>　#{ $number }
    { $state ->
    [open] 还剩 { $left }/{ $stock } 张{ $timed ->
        [true] ，{ $ends } 截止
       *[false] {""}
    }，每人一张，私下发
    [cancelled] 已取消
   *[closed] 已结束，发出 { $stock } 张中的一部分，余 { $left } 张
}
coupon-claim = 🎟 领取
coupon-yours = 🎟 “{ $title }”您的券码：{ $code }
    点一下即可复制，请自己留着用。
coupon-again = 您已经领过“{ $title }”了，券码还是这个：{ $code }
coupon-gone = “{ $title }”已经领完了，下次早点来 🙏
coupon-over = 🎟 “{ $title }”结束：发出 { $given }/{ $stock } 张。
coupon-codes = 最多 { $most } 个券码，每个不超过 { $longest } 字。
coupon-picture = 优惠券战报
coupon-picture-given = 已领
coupon-picture-left = 剩余
coupon-csv = 券码,名字,用户 ID,时间
