# 入群：给申请人的话、给管理员的卡片、/gate。

command-gate = 设定入群门槛：暗号、问答、真人验证、审核
command-question = 管理入群问答的题库
command-blocklist = 名字或简介里不该有的字，以及谁进不来

entry-ask-passphrase = 您好，您申请加入“{ $group }”。请在 { $time }内把入群暗号直接发到这里，{ $attempts ->
    [1] 只有 1 次机会。
   *[other] 共有 { $attempts } 次机会。
}
entry-ask-quiz = “{ $group }”的入群问题（{ $number }/{ $needed }），剩 { $time }，还能答 { $attempts } 次：

    <b>{ $question }</b>
entry-ask-captcha = 加入“{ $group }”前请确认您是真人（{ $number }/{ $needed }），剩 { $time }，还能答 { $attempts } 次。

    请点<b>{ $what }</b>：
entry-captcha-animal = 小动物
entry-captcha-ball = 球
entry-captcha-body = 身体的一部分
entry-captcha-building = 房子
entry-captcha-clothing = 衣服
entry-captcha-clock = 钟表
entry-captcha-drink = 喝的
entry-captcha-flower = 花
entry-captcha-fruit = 水果
entry-captcha-instrument = 乐器
entry-captcha-stationery = 文具
entry-captcha-tool = 工具
entry-captcha-vehicle = 车
entry-captcha-weather = 天气
entry-picked-right = 您选了 { $option } ✓
entry-picked-wrong = 您选了 { $option } ✗
entry-right-next = 答对了，还有一题。
entry-wrong-next = 不对，换一题，还有 { $attempts } 次机会，“{ $group }”剩 { $time }。
entry-answer-button = 我来回答
entry-answer-hint = 好，请直接把答案发到这里。
entry-answer-over = 这个问题已经过去了。
entry-remind = “{ $group }”还在等您的回答，剩 { $time }，还有 { $attempts } 次机会。
entry-text-only = “{ $group }”的问题请用文字或按钮回答，刚才这条不算。
entry-press-a-button = 这一题请点题目下面的按钮，刚才这条不算。
entry-wrong = 不对。这是“{ $group }”的入群问题，您还有 { $attempts } 次机会，剩 { $time }。请再发一次。
entry-passed = { $door ->
    [open] 答对了，您可以在“{ $group }”里发言了。欢迎！
   *[request] 答对了，您已经加入“{ $group }”。欢迎！
}
entry-approved = 管理员通过了，您已经加入“{ $group }”。欢迎！
entry-with-admins = 收到。您加入“{ $group }”的申请已转给管理员，请稍等。
entry-missed = 刚才我不在，没能及时处理。您加入“{ $group }”的申请已转给管理员，请稍等。
entry-refused-passed = { $door ->
    [open] 您没能留在“{ $group }”。
   *[request] 您加入“{ $group }”的申请没有通过。
}
entry-refused-wrong = 答案不对，机会用完了，{ $door ->
    [open] 您没能留在“{ $group }”。
   *[request] 您加入“{ $group }”的申请没有通过。
}
entry-timed-out-wrong = 时间到了，前面的答案不对，{ $door ->
    [open] 您没能留在“{ $group }”。
   *[request] 您加入“{ $group }”的申请没有通过。
}
entry-refused-silent = 时间到了，您没有答完，{ $door ->
    [open] 您没能留在“{ $group }”。
   *[request] 您加入“{ $group }”的申请没有通过。
}
entry-refused-never_tried = 时间到了，没有收到您的回答，{ $door ->
    [open] 您没能留在“{ $group }”。
   *[request] 您加入“{ $group }”的申请没有通过。
}
entry-refused-declined_by_admin = { $door ->
    [open] 管理员没有让您留在“{ $group }”。
   *[request] 管理员没有通过您加入“{ $group }”的申请。
}
entry-blocked-name = “{ $group }”没有让您进：您的名字里有本群不接受的内容，改名后可以再来。
entry-blocked-bio = “{ $group }”没有让您进：您的简介里有本群不接受的内容，改掉后可以再来。
entry-blocked-banned = “{ $group }”没有让您进：您在同一社群的另一个群里被封禁了。如有误会，请联系群主。
entry-blocked-outside_list = “{ $group }”没有让您进：您的账号在本群采用的反垃圾名单上。如有误会，请联系群主。
entry-blocked-not_invited = “{ $group }”只接受邀请，请向群成员要一个邀请链接再来。
entry-banned = 您不能再加入这个群了。
entry-too-soon = { $withdrawn ->
    [true] 您刚才撤回了加入“{ $group }”的申请，请 { $time }后再申请。
   *[false] 您刚才没有通过“{ $group }”的入群问题，请 { $time }后再申请。
}
entry-again-after = { $door ->
    [open] 可以在 { $time }后再来。
   *[request] 可以在 { $time }后再申请。
}
entry-again-now = 可以重新申请。

entry-card = { $door ->
    [open] 新成员：{ $name }（<code>{ $id }</code>）刚进“{ $group }”，还不能发言
   *[request] 入群申请：{ $name }（<code>{ $id }</code>）想加入“{ $group }”
}
entry-card-source = 来源：{ $source }
entry-card-phrase = 暗号来自：{ $phrase }
entry-card-inviter = 邀请人：{ $inviter }
entry-card-bio = 简介：{ $bio }
entry-card-answer = { $right ->
    [true] ✓ { $topic } → { $said }
   *[false] ✗ { $topic } → { $said }
}
entry-card-words = { $right ->
    [true] ✓ 答：{ $said }
   *[false] ✗ 答：{ $said }
}
entry-card-wrong = 答错过 { $count } 次
entry-card-case = #{ $number } { $action }
entry-card-cases = 以前的处理：{ $cases }{ $more ->
    [true] {" "}等
   *[false] {""}
}
entry-card-surge = ⚠️ 是在一波集中加入的人里来的。
entry-why-gate = 请您定夺。
entry-why-unreachable = 我私信不到这个人，没法问。请您定夺。
entry-why-missed = 我离线时错过了这个申请。请您定夺。
entry-why-nothing_to_ask = 没有题可问了：暗号过了期，或题库里的题不够。请用 /gate 看一下，并定夺这个申请。
entry-why-refused = 我想办，Telegram 没让办。请您定夺，或在群里处理。
entry-why-passed = 题都答对了。请您定夺。
entry-why-wrong = 答错了，机会用完了。请您定夺。
entry-why-silent = 开始了，没有在时限内答完。请您定夺。
entry-why-never_tried = 问了，一直没有动静。请您定夺。
entry-why-blocked = { $hurdle ->
    [name] 名字里有黑名单上的“{ $detail }”。请您定夺。
    [bio] 简介里有黑名单上的“{ $detail }”。请您定夺。
    [banned] 在同一社群的“{ $detail }”里被封禁着。请您定夺。
    [outside_list] 账号在外部反垃圾名单上。请您定夺。
   *[other] 本群只收受邀的人，这个人不是。请您定夺。
}
entry-approve = 通过
entry-decline = 拒绝
entry-ban = 封禁
entry-under-way = { $name } 正在处理……
entry-ended-passed = 已通过：答对了。
entry-ended-wrong = { $banned ->
    [true] 已封禁：答错了。
   *[false] 已拒绝：答错了。
}
entry-ended-silent = { $banned ->
    [true] 已封禁：没有答完。
   *[false] 已拒绝：没有答完。
}
entry-ended-never_tried = { $banned ->
    [true] 已封禁：没有动静。
   *[false] 已拒绝：没有动静。
}
entry-ended-blocked = { $banned ->
    [true] 已封禁：在黑名单上，或没有邀请。
   *[false] 已拒绝：在黑名单上，或没有邀请。
}
entry-ended-approved_by_admin = 已通过，{ $name } 处理。
entry-ended-declined_by_admin = { $banned ->
    [true] 已封禁，{ $name } 处理。
   *[false] 已拒绝，{ $name } 处理。
}
entry-ended-withdrawn = 申请已经不在了：本人撤回，或在 Telegram 里处理过了。
entry-ended-unreachable = 私信不到，等管理员定夺。
entry-an-admin = 一位管理员
entry-press-taken = 好，这就办。
entry-press-gone = 这个申请已经处理过了。
entry-case-passed = 入群：答对了，仍被封禁
entry-case-wrong = 入群：答错
entry-case-silent = 入群：没有答完
entry-case-never_tried = 入群：没有动静
entry-case-blocked = 入群：在黑名单上，或没有邀请 { $detail }
entry-case-surge = 入群：随一波集中加入的人一起封禁
entry-case-declined_by_admin = 入群：管理员没有通过，并封禁

gate-title = { $group } 的入群门槛
gate-open = 开放：有人申请，我直接通过。
gate-steps = 步骤：{ $steps }
gate-step-passphrase = 暗号 <code>{ $arguments }</code>
gate-step-quiz = 问答，答对 { $arguments } 题
gate-step-captcha = 真人验证 { $arguments } 题
gate-step-invite = 仅限邀请
gate-step-review = 人工审核
gate-then = {" → "}
gate-name-passphrase = 暗号
gate-name-quiz = 问答
gate-name-captcha = 真人验证
gate-name-invite = 仅限邀请
gate-name-review = 人工审核
gate-idle-passphrase = ⚠️ 暗号过期了：来的人都会转给管理员。请设新的暗号。
gate-idle-quiz = ⚠️ 题库里的题不够了：来的人都会转给管理员。请用 /question add 加题。
gate-limits = 每步 { $timeout }，可答 { $attempts } 次；没通过的人 { $cooldown }后才能再申请。
gate-limits-no-cooldown = 每步 { $timeout }，可答 { $attempts } 次；没通过的人随时可以再申请。
gate-own = { $step }另定：{ $limits }
gate-own-timeout_s = 时限 { $value }
gate-own-attempts = 可答 { $value } 次
gate-own-cooldown_s = 冷却 { $value }
gate-own-on_wrong = 答错 → { $value }
gate-own-on_silent = 没答完 → { $value }
gate-own-on_never_tried = 没动静 → { $value }
gate-own-on_blocked = 黑名单 → { $value }
gate-own-on_declined_by_admin = 被拒绝 → { $value }
gate-own-on_missed = 离线时错过 → { $value }
gate-own-on_passed = 答对 → { $value }
gate-withdrawn-cools-off = 撤回也要冷却
gate-outcomes = 结果：{ $outcomes }
gate-action-admit = 放行
gate-action-review = 转管理员
gate-action-kick = 拒绝
gate-action-ban = 封禁
gate-needs-approval = 直接进群的人先禁言，在私聊里通过后才能发言；在群设置里打开“批准新成员”，人就留在门外等。
gate-waiting = 等管理员定夺的申请：{ $count } 个
gate-week = 近 7 天：{ $endings }
gate-ending-passed = 答对 { $count }
gate-ending-wrong = 答错 { $count }
gate-ending-silent = 没答完 { $count }
gate-ending-never_tried = 没动静 { $count }
gate-ending-blocked = 拦下 { $count }
gate-ending-approved_by_admin = 管理员通过 { $count }
gate-ending-declined_by_admin = 管理员拒绝 { $count }
gate-ending-withdrawn = 撤回 { $count }
gate-ending-unreachable = 私信不到 { $count }
gate-hint = 步骤用 + 连起来：<code>/gate 暗号 芝麻开门 + 审核</code>
    几个暗号，各记来源，到期换：<code>/gate 暗号 芝麻开门=海报A | 春风=公众号 截至 2026-12-31</code>
    题库：<code>/question add</code>，然后 <code>/gate 问答 2</code>；真人验证：<code>/gate 验证</code>；仅限邀请：<code>/gate 邀请</code>
    限制：<code>/gate timeout 180</code>、<code>/gate attempts 2</code>、<code>/gate cooldown 10m</code>；只改一步：<code>/gate 验证 timeout 60</code>
    结果：<code>/gate 答错 封禁</code>、<code>/gate 没答完 审核</code>、<code>/gate 没动静 拒绝</code>、<code>/gate 黑名单 封禁</code>；恢复：<code>/gate 答错 默认</code>
gate-button-open = 开放
gate-button-captcha = 真人验证
gate-button-review = 人工审核
gate-button-attempts = { $count } 次
gate-chosen = ✓ { $button }
gate-saved = 已改好。
gate-passphrase-empty = 暗号要有文字或数字，只有标点和表情不算。
gate-passphrase-long = 暗号太长了，最多 { $longest } 个字。
gate-passphrase-label-long = 暗号的来源名太长了，最多 { $longest } 个字。
gate-passphrase-many = 暗号太多了，最多 { $most } 个。
gate-passphrase-twice = 有两个暗号其实一样：大小写、空格、标点、繁简都不算区别。
gate-quiz-short = 要答对 { $needed } 题，题库里只有 { $there } 题。请先用 /question add 加题。
gate-review-last = 人工审核要放在最后一步：管理员看的时候，私聊可能已经关了，没法再问。
gate-out-of-range = 超出范围，请在 { $lowest } 到 { $highest } 之间。

question-list = { $group } 的题库，{ $count } 题
question-line = { $number }. { $text } <b>{ $right }</b> | { $wrong }
question-rate = { $tries ->
    [0] 还没有人答
   *[other] { $tries } 次里答对 { $rate }%
}
question-unfair = ⚠️ 答对的人不到三成，可能题目不清楚，或答案不对。请看一下，或用 <code>/question del { $number }</code> 删掉。
question-none = 题库还是空的。
question-hint = 加题，第一行是问题，下面每行一个答案，对的放第一行：
    <code>/question add 我们是做什么的？
    卖茶的
    卖酒的
    卖房的</code>
    或写成一行：<code>/question add 我们卖什么？茶 | 酒 | 房</code>
    删题：<code>/question del 2</code>。设好后：<code>/gate 问答 2</code>
question-added = 加好了，第 { $number } 题。题库里有 { $count } 题。
question-options-differ = 答案长短差得太多，容易一眼看出来，最好写得差不多长。
question-deleted = 第 { $number } 题删掉了，还有 { $count } 题。
question-unknown = 没有第 { $number } 题。
question-few-options = 至少要一个对的答案和一个错的答案，最多 { $most } 个。
question-twice = 有两个答案其实一样。
question-long = 太长了：问题最多 { $longest } 个字，答案最多 { $option } 个字。
question-full = 题库满了，最多 { $most } 题。

blocklist-list = 名字或简介里有这些字的人进不来，社群里的群都算：{ $patterns }
blocklist-none = 黑名单上还没有字。在同一社群里被封禁的人，本来就进不来。
blocklist-hint = <code>/blocklist add 加微信</code>、<code>/blocklist del 加微信</code>。花体、拆字、繁体都认得。
blocklist-added = 好，名字或简介里有“{ $pattern }”的人进不来了。
blocklist-deleted = 好，“{ $pattern }”从黑名单上拿掉了。
blocklist-short = 太短了，至少要两个字，不然会误伤。
blocklist-long = 太长了，最多 { $longest } 个字。
