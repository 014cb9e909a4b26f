# 客诉单：成员的急事私下交给管理员，管理员的回复转给成员。

ticket-ask = 请用一条文字消息写下是什么事，我马上转给“{ $group }”的管理员。半小时内写就行。
ticket-text-only = 我只能转文字，请写成一段话。
ticket-unknown-group = 没找到这个群。请从群里的按钮再点一次。
ticket-not-a-member = 您不在“{ $group }”里，我转不了。
ticket-too-many = 您今天已经找过“{ $group }”的管理员好几次了，他们都看得到。请稍等回复。
ticket-opened = 收到，单号 #{ $number }。正在转给“{ $group }”的 { $people } 位管理员，他们的回复会出现在这里。
ticket-nobody = 记下了，单号 #{ $number }。可是“{ $group }”的管理员我现在一个也联系不上。如果很急，请直接找群主。
ticket-card-member = 🔔 急事 #{ $number } · { $group }
ticket-card-repeated = 🧾 客诉 #{ $number } · { $group }（一个人反复在说）
ticket-from = { $name } 说：
ticket-how-to-answer = 回复这条消息，我就把您的话转给对方。
ticket-answered = ✅ 已有人回复。继续回复这条消息，我接着转。
ticket-close-button = 处理好了
ticket-closed-by = ✅ { $name } 处理好了。
ticket-closed = 单 #{ $number } 已了结。
ticket-answer = “{ $group }”管理员的回复（单 #{ $number }）：
ticket-answer-hint = 要接着说，请回复这条消息。
ticket-passed-on = 已转给 { $name }。
ticket-not-passed-on = 没能转给 { $name }：对方收不到。这张单还在等回复。
ticket-not-passed-on-private = 没能转给 { $name }：对方收不到我的私信。这张单还在等回复，可以改在群里回，再回复一次那张卡片。
ticket-more = 🔔 #{ $number } · { $group }，{ $name } 又说：
ticket-done = “{ $group }”的管理员说，单 #{ $number } 已经处理好了。还有事，请再从群里的按钮找他们。
ticket-due = ⏱ 请在 { $at } 前回复。
ticket-overdue = ⏰ 已过 { $at }，还没有人回复。
ticket-place-private = 回答会私下发给对方。
ticket-place-group = 回答会发在群里，回复在那条消息下面。
ticket-to-group-button = 改在群里回
ticket-to-private-button = 改私下回
ticket-assign-button = 指派
ticket-assign-which = 单 #{ $number } 交给谁？
ticket-yours = { $by } 把单 #{ $number } 交给您了。回复这条消息，我就转给对方。
ticket-answer-here = { $name }，管理员回复您：
tickets-none = 没有在等回复的客诉。
tickets-title = 客诉单：{ $count } 件
tickets-line = #{ $number } { $name }（{ $group }，{ $at }）：{ $text }{ $standing ->
    [overdue] {" "}⏰ 已超时
    [answered] {" "}✅ 已回复
   *[open] {" "}等回复
 } { $holder }
feedback-which = 想对哪个群的管理员说？
command-tickets = 等回复的客诉
command-feedback = 有话对管理员说
