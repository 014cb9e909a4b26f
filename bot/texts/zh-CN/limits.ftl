# 对单个成员的限制解除时，私聊告诉本人。

limit-over-newcomer = 您在<b>{ $group }</b>的新人期过了，图片、视频、表情都可以发啦。
limit-over-nickname = 名字合适了，您在<b>{ $group }</b>的限制已经解除，谢谢配合。
limit-over-slow = 您在<b>{ $group }</b>可以继续发言了。
