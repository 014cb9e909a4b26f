# 新人引导：确认群规、自我介绍、第一次打卡，第 1、3、7 天的私信。

command-onboarding = 新人引导，和走到哪一步的数字
onboarding-door-button = 新人看这里
onboarding-card = 欢迎来到<b>{ $group }</b>！花两分钟熟悉一下：
onboarding-step = { $done ->
    [true] ✅
   *[false] ▫️
} { $step }
onboarding-step-rules = 看群规，点“我看过了”
onboarding-step-introduction = 自我介绍：点下面的按钮，或者在群里发一条带 { $tag } 的消息
onboarding-step-checkin = 第一次打卡：在群里发“打卡”
onboarding-complete = 都做完了，以后常来坐坐！
onboarding-rules-button = 看群规
onboarding-form-button = 自我介绍
onboarding-not-yours = 您不在<b>{ $group }</b>的新人引导里。
onboarding-introduced-already = 您已经介绍过自己啦。

onboarding-form-city = 您在哪个城市？
onboarding-form-interest = 平时喜欢什么？
onboarding-form-preview = 我会在<b>{ $group }</b>里这样介绍您：城市“{ $city }”，喜欢“{ $interest }”。空着的就不提。可以吗？
onboarding-other-button = 不说
onboarding-send-button = 发到群里
onboarding-again-button = 重新选
onboarding-introduced = 好，已经把您介绍给大家了。
onboarding-introduction = { $tag } 认识一下新朋友 { $name }！
onboarding-introduction-city = 城市：{ $city }
onboarding-introduction-interest = 喜欢：{ $interest }

# 占位符 {"{name}"} 和 {"{group}"} 由程序代入，不经过 Fluent。
onboarding-letter-1 = {"{name}"} 您好，来<b>{"{group}"}</b>第二天啦。还没来得及打招呼的话，发一条带 { $tag } 的消息，大家就认识您了。
onboarding-letter-3 = {"{name}"} 您好，在<b>{"{group}"}</b>看到感兴趣的话题，随时接一句，提问也欢迎。
onboarding-letter-7 = {"{name}"} 您好，来<b>{"{group}"}</b>一周了。这是最后一次提醒：有空来坐坐，大家都在。
onboarding-quiet-button = 别再发给我
onboarding-again-letters-button = 还是发吧
onboarding-quiet = 好的，不再给您发这类私信。
onboarding-resumed = 好的，之后有新人提示还会发给您。

onboarding-state = 新人引导：{ $on ->
    [true] 开着
   *[false] 关着
}
onboarding-nobody-yet = 最近 { $days } 天还没有人走过引导。
onboarding-began = 最近 { $days } 天来了 { $people } 位新人，其中：
onboarding-confirmed = · 确认群规 { $people } 位（{ $share }）
onboarding-introduced-count = · 自我介绍 { $people } 位（{ $share }）
onboarding-checked-in = · 第一次打卡 { $people } 位（{ $share }）
onboarding-complete-count = · 三步都做完 { $people } 位（{ $share }）
onboarding-letters = 发出私信 { $letters } 封。
onboarding-stopped = 不再发私信的：{ $reasons }。
onboarding-stopped-spoke = 已经在群里说话 { $people } 位
onboarding-stopped-complained = 来投诉 { $people } 位
onboarding-stopped-left = 已离开 { $people } 位
onboarding-stopped-asked = 请我别发 { $people } 位
onboarding-stopped-done = 已发完 { $people } 位
onboarding-letters-state = 私信在第 { $days } 天的 { $hour } 发，只发给打开过私聊、还没在群里说话的新人；每人每天最多一封。
onboarding-letters-none = 现在不发私信。
onboarding-hint = <code>/onboarding on</code> 开，<code>/onboarding off</code> 关；<code>/onboarding day 3 文字</code> 换私信（整个社群共用，可以用 <code>{"{name}"}</code> 和 <code>{"{group}"}</code>），<code>day 3 off</code> 不发，<code>day 3 default</code> 用我的话；<code>/onboarding tag { $tag }</code> 换话题标签。
onboarding-switch-button = { $on ->
    [true] 关掉引导
   *[false] 打开引导
}
onboarding-day-button = 看第 { $day } 天的私信
onboarding-saved = 好，已经换上。
onboarding-letter-shown = 第 { $day } 天的私信：{ $text }
onboarding-letter-none = 第 { $day } 天不发私信。
onboarding-letter-set = 好，第 { $day } 天的私信换上了，整个社群的群都用它。
onboarding-letter-off = 好，第 { $day } 天不发私信了。
onboarding-letter-default = 好，第 { $day } 天用我自己的话。
onboarding-letter-too-long = 私信太长了，或者没有文字；最多 { $longest } 字。
