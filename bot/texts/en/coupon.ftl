# Coupons.

coupon-card = 🎟 <b>{ $title }</b>　#{ $number }
    { $state ->
    [open] { $left } of { $stock } left{ $timed ->
        [true] , until { $ends }
       *[false] {""}
    }. One each, given in private
    [cancelled] Called off
   *[closed] Over. Of { $stock }, { $left } were left
}
coupon-claim = 🎟 Get one
coupon-yours = 🎟 Your code for “{ $title }”: { $code }
    Tap it to copy. It is for you alone.
coupon-again = You have had yours for “{ $title }”. It is still this one: { $code }
coupon-gone = “{ $title }” is all gone. Better luck next time 🙏
coupon-over = 🎟 “{ $title }” is over: { $given } of { $stock } given out.
coupon-codes = At most { $most } codes of up to { $longest } characters each.
coupon-picture = Coupons
coupon-picture-given = Given out
coupon-picture-left = Left
coupon-csv = Code,Name,User ID,Time
