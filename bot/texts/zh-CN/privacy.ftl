# 隐私：说明、导出、遗忘。

privacy-explained =
    <b>我记什么、为什么、记多久</b>
    · 消息正文：默认 { $days } 天，用来识别广告、刷屏和投诉；群主可以改，也可以完全不存
    · 处理记录里的原文和图片：37 天，比机器的封禁更长，误伤了才还得回来
    · 舆情事件和工单里的原话：180 天
    · 入群申请、欢迎和新人提醒：为了不重复打扰您
    · 打卡、积分、活动、发言条数：一直保留，除非您要求删除
    我不读私聊以外的内容，只看您和我的私聊以及我在的群；日志里没有正文，也没有名字。

    /mydata 导出和您有关的一切
    /forgetme 让我忘记您
mydata-none = 我这里没有和您有关的记录。
mydata-title = <b>和您有关的记录</b>，全在这个文件里：
mydata-profile = · 您的称呼、语言和在各群的身份：{ $count } 条
mydata-words = · 您的消息和每天的发言条数：{ $count } 条
mydata-entry = · 入群、邀请和新人阶段：{ $count } 条
mydata-moderation = · 处理记录、举报和申诉：{ $count } 条
mydata-crisis = · 事件里引用的话：{ $count } 条
mydata-checkins = · 打卡和积分：{ $count } 条
mydata-activities = · 参加的活动：{ $count } 条
mydata-tickets = · 工单：{ $count } 条
mydata-deeds = · 您作为管理员做过的操作：{ $count } 条
mydata-more = 想让我忘记这些：/forgetme
forget-ask =
    <b>要我忘记您吗？</b>
    会删除：您的消息、打卡、积分、入群记录、举报、工单、称呼和语言。此后您在各群算新人。
    会留下但抹去名字和原话：对您的处理记录和封禁（保护其他人）、事件和活动的人数、来源统计、您作为管理员的操作。
    正在进行的限制、您的管理员身份不变，它们来自 Telegram 或到期自动结束；排队中的数据两天内清掉。
    删了找不回来。
forget-button = 忘记我
forget-begun = 好，马上。
forget-done = 已经忘记您了，各群的记录正在清除。您再发消息时，我会当作第一次见面。
command-privacy = 我记什么、记多久
command-mydata = 导出和您有关的一切
command-forgetme = 让我忘记您
