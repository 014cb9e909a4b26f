# 群聊主题与跑题提醒。

command-theme = 这个群主要聊什么，聊偏了轻轻提醒
theme-none = 本群还没有主题。告诉我大家主要聊什么：聊偏了我轻轻提醒一声，日报里写上围着主题聊的占多少。不删消息，也不罚人。
theme-is = 本群主要聊：{ $words }。
theme-nudges = 最近一小时聊得热闹、又大多跑了题，我就轻轻提醒一声，{ $hours } 小时内最多一次；静默时段、上班时间和出事的时候不说。
theme-nudges-not = 跑题时我不在群里说，只写进日报。
theme-needs-texts = ⚠️ 本群不保存消息文字，我看不出有没有跑题。
theme-hint = 设定：<code>/theme 茶 茶具 冲泡</code>。取消：<code>/theme off</code>。
theme-button-hush = 只写进日报
theme-button-nudge = 也在群里提醒
theme-button-off = 不要主题了
theme-saved = 好，记下了。
theme-too-many = 主题词最多 { $most } 个。
theme-odd-word = 这个主题词用不了：{ $word }。每个词最多 { $most } 个字，要有文字或数字。
theme-nudge = 大家聊得真热闹 😊 咱们群主要聊{ $words }，有空也说说这些吧～
