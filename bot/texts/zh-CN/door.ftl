# 敞开的门：群里那条入群提示、私聊里的话、涌入时给管理员的卡片。

door-notice-ask = { $count ->
    [1] { $name } 正在验证，通过后就能发言。
   *[other] { $name } 等 { $count } 人正在验证，通过后就能发言。
} 请点下面的按钮，在私聊里回答。
door-notice-review = { $count ->
    [1] { $name } 刚进群，管理员确认后就能发言。
   *[other] { $name } 等 { $count } 人刚进群，管理员确认后就能发言。
}
door-notice-surge = { $count ->
    [1] 现在进群的人多，{ $name } 请稍候，过一会儿就能发言。
   *[other] 现在进群的人多，{ $name } 等 { $count } 人请稍候，过一会儿就能发言。
}
door-button = 去验证
door-again = 您好，“{ $group }”还在等您的回答。
door-wait = 现在进“{ $group }”的人很多，请您稍等，平静下来就能发言，不用再做什么。
door-nothing = “{ $group }”这边没有等您回答的问题。
door-approved = 管理员已经确认，您可以在“{ $group }”发言了。
door-slipped = { $count ->
    [1] 验证前您发的 1 条消息没有公开，需要的话请再发一次。
   *[other] 验证前您发的 { $count } 条消息没有公开，需要的话请再发一次。
}
entry-why-surge = 涌入时来的，请您看一眼再定。

surge-title = { $group }：进群的人突然变多
surge-count = 已有 { $came } 人进群、{ $asked } 人申请。群里暂不欢迎，新来的先不能发言。
surge-held = 禁言等候 { $count }
surge-asking = 正在私聊答题 { $count }
surge-review = 等您定夺 { $count }
surge-passed = 已通过 { $count }
surge-released = 已放行 { $count }
surge-gone = 已离开或没通过 { $count }
surge-banned = 已封禁 { $count }
surge-pardoned = 已解除封禁 { $count }
surge-goes-on = 平静一段时间后自动结束。
surge-over = 已经平静，恢复正常。
surge-tightened = { $name } 已收紧：结束之前，人人都要管理员确认。
surge-lifted = { $name } 已解除，恢复正常。
surge-proposed = { $name } 提议封禁这批 { $count } 人，要另一位管理员确认；只有一位能联系上时，看过名单 60 秒后可自己确认。
surge-preview = 名单：{ $names }{ $more ->
    [0] {""}
   *[other] {" "}等，另有 { $more } 人
}
surge-banned-by = 封禁由 { $names } 共同决定。
surge-banned-alone = 封禁由 { $names } 独自确认（当时没有别的管理员能联系上）。
surge-pardoned-by = 封禁已由 { $names } 解除。
surge-button-tighten = 收紧：人人审核
surge-button-lift = 解除
surge-button-propose = 封禁这批 { $count } 人
surge-button-ban = 确认封禁 { $count } 人
surge-button-keep = 不封
surge-button-pardon = 撤销封禁：{ $count } 人
surge-button-show = 看看等候的 { $count } 人
surge-press-old = 这张卡片已经过去了。
surge-press-over = 已经结束了。
surge-press-tightened = 好，结束之前人人都要审核。
surge-press-lifted = 好，这就解除。
surge-press-proposed = 已记下，请另一位管理员在卡片上确认。
surge-press-alone = 现在联系不上别的管理员。请先看名单，60 秒后您可以自己确认。
surge-press-another = 要另一位管理员来确认。
surge-press-preview = 请再看看名单，{ $time }后可以确认。
surge-press-banning = 好，这就封禁。
surge-press-done = 已经决定过了。
surge-press-kept = 好，不封。
surge-press-none = 没有等候的人了。
surge-press-pardoning = 好，这就解除封禁，办完告诉您。
surge-press-free = 这批人的封禁已经解除，或正在解除。
surge-told-pardoned = 之前随“{ $group }”那波人一起封禁的，已解除 { $count } 人。
surge-told-failed = 还有 { $count } 人没能解除：{ $reason }。卡片上的按钮可以再试。
surge-told-unanswered = 还有 { $count } 人，Telegram 一直没有回话，不知道解开没有。请用 /cases 看看他们的记录。
surge-told-way-back = 其中 { $count } 人我私信不到，请您把这个链接转给对方（7 天内有效，回来时照常入群验证）：{ $link }
surge-told-no-way-back = 其中 { $count } 人我私信不到，也没能生成回群链接，请您邀请对方回来。
surge-told-apology = 很抱歉，之前“{ $group }”误封了您，现在已经撤销。您可以用这个链接回来（7 天内有效）：{ $link }
