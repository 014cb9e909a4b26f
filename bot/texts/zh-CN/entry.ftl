# 入群：给申请人的话、给管理员的卡片、/gate。

command-gate = 设定入群门槛

entry-ask-passphrase = 您好，您申请加入“{ $group }”。请在 { $time }内把入群暗号直接发到这里，{ $attempts ->
    [1] 只有 1 次机会。
   *[other] 共有 { $attempts } 次机会。
}
entry-answer-button = 我来回答
entry-answer-hint = 好，请直接把答案发到这里。
entry-answer-over = 这个问题已经过去了。
entry-remind = “{ $group }”还在等您的回答，剩 { $time }，还有 { $attempts } 次机会。
entry-text-only = “{ $group }”的问题请用文字回答，刚才这条不算。
entry-wrong = 不对。这是“{ $group }”的入群问题，您还有 { $attempts } 次机会，剩 { $time }。请再发一次。
entry-passed = 答对了，您已经加入“{ $group }”。欢迎！
entry-with-admins = 收到。您加入“{ $group }”的申请已转给管理员，请稍等。
entry-missed = 刚才我不在，没能及时处理。您加入“{ $group }”的申请已转给管理员，请稍等。
entry-failed = 答案不对，机会用完了，您加入“{ $group }”的申请没有通过。
entry-timed-out-wrong = 时间到了，前面的答案不对，您加入“{ $group }”的申请没有通过。
entry-timed-out-silent = 时间到了，没有收到您的回答，您加入“{ $group }”的申请没有通过。
entry-declined-by-admin = 管理员没有通过您加入“{ $group }”的申请。
entry-too-soon = 您刚才没有通过“{ $group }”的入群问题，请 { $time }后再申请。
entry-again-after = 可以在 { $time }后再申请。
entry-again-now = 可以重新申请。

entry-card = 入群申请：{ $name }（<code>{ $id }</code>）想加入“{ $group }”
entry-card-source = 来源：{ $source }
entry-card-bio = 简介：{ $bio }
entry-card-wrong = 答错过 { $count } 次
entry-why-gate = 请您定夺。
entry-why-unreachable = 我私信不到这个人，没法问暗号。请您定夺。
entry-why-missed = 我离线时错过了这个申请。请您定夺。
entry-why-refused = 我想办，Telegram 没让办。请您定夺，或在群里处理。
entry-approve = 通过
entry-decline = 拒绝
entry-under-way = { $name } 正在处理……
entry-ended-passed = 已通过：答对了。
entry-ended-wrong = 已拒绝：答错了。
entry-ended-silent = 已拒绝：没有回答。
entry-ended-approved_by_admin = 已通过，{ $name } 处理。
entry-ended-declined_by_admin = 已拒绝，{ $name } 处理。
entry-ended-withdrawn = 申请已经不在了：本人撤回，或在 Telegram 里处理过了。
entry-an-admin = 一位管理员
entry-press-taken = 好，这就办。
entry-press-gone = 这个申请已经处理过了。

gate-title = { $group } 的入群门槛
gate-open = 开放：有人申请，我直接通过。
gate-steps = 步骤：{ $steps }
gate-step-passphrase = 暗号 <code>{ $arguments }</code>
gate-step-review = 人工审核
gate-then = {" → "}
gate-limits = 每步 { $timeout }，可答 { $attempts } 次；没通过的人 { $cooldown }后才能再申请。
gate-limits-no-cooldown = 每步 { $timeout }，可答 { $attempts } 次；没通过的人随时可以再申请。
gate-needs-approval = 请在群设置里打开“批准新成员”，或只发需要批准的邀请链接，门槛才拦得住人。
gate-waiting = 等管理员定夺的申请：{ $count } 个
gate-week = 近 7 天：{ $endings }
gate-ending-passed = 答对 { $count }
gate-ending-wrong = 答错 { $count }
gate-ending-silent = 没回答 { $count }
gate-ending-approved_by_admin = 管理员通过 { $count }
gate-ending-declined_by_admin = 管理员拒绝 { $count }
gate-ending-withdrawn = 撤回 { $count }
gate-ending-unreachable = 私信不到 { $count }
gate-hint = 设暗号：<code>/gate 暗号 芝麻开门</code>，再加人工审核：<code>/gate 暗号 芝麻开门 + 审核</code>。其他时限：<code>/gate timeout 180</code>、<code>/gate attempts 2</code>、<code>/gate cooldown 10m</code>。
gate-button-open = 开放
gate-button-review = 人工审核
gate-button-attempts = { $count } 次
gate-chosen = ✓ { $button }
gate-saved = 已改好。
gate-passphrase-empty = 暗号要有文字或数字，只有标点和表情不算。
gate-passphrase-long = 暗号太长了，最多 { $longest } 个字。
gate-review-last = 人工审核要放在最后一步：管理员看的时候，私聊可能已经关了，没法再问。
gate-out-of-range = 超出范围，请在 { $lowest } 到 { $highest } 之间。
