# 客诉单：成员的急事私下交给管理员，管理员的回复转给成员。

ticket-ask = 请用一条文字消息写下是什么事，我马上转给“{ $group }”的管理员。半小时内写就行。
ticket-text-only = 我只能转文字，请写成一段话。
ticket-unknown-group = 没找到这个群。请从群里的按钮再点一次。
ticket-not-a-member = 您不在“{ $group }”里，我转不了。
ticket-too-many = 您今天已经找过“{ $group }”的管理员好几次了，他们都看得到。请稍等回复。
ticket-opened = 已转给“{ $group }”的 { $people } 位管理员，单号 #{ $number }。他们的回复会出现在这里。
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
ticket-more = 🔔 #{ $number } · { $group }，{ $name } 又说：
ticket-done = “{ $group }”的管理员说，单 #{ $number } 已经处理好了。还有事，请再从群里的按钮找他们。
