# 成员：分群、标签、大使、群的阶段。

members-title = { $group } 的成员
members-known = 群里 { $count } 人，我认识 { $known } 人（Telegram 不给成员名单，自 { $since } 起，有动静的我才认识）。
members-known-only = 我认识 { $known } 人（Telegram 不给成员名单，自 { $since } 起，有动静的我才认识）。
members-tonight = 分群每天凌晨三点多更新，明早就有。
members-size = · { $name } { $people } 人
members-tag = #{ $tag }（{ $people } 人）
members-tags = 标签：{ $tags }
members-listed = { $name } · { $group }
members-line = · { $name }：{ $why }
members-nobody = 现在没有人。
members-more = 还有更多，导出的表里是全的。
members-no-tag = 没有人有标签 #{ $tag }。分群可以写：新人、活跃、忠实、沉默、流失、领袖。
members-csv = 导出表格
members-exporting = 好，表格私信发给您。
members-exported = 「{ $group }」成员表，{ $people } 人。请妥善保管，不要转到群里。
members-column-id = 编号
members-column-name = 名字
members-column-username = 用户名
members-column-segment = 分群
members-column-since = 自
members-column-why = 原因
members-column-leader = 领袖名次
members-column-messages = 近 8 周消息
members-column-replies = 回复别人
members-column-drawn = 被回复
members-column-thanked = 被感谢
members-column-reactions = 收到的表情
members-column-checkins = 近 8 周打卡
members-column-activities = 参加活动
members-column-joined = 进群日期
members-column-first_seen = 初次见到
members-column-last_message = 最近发言
members-column-source = 来源
members-column-tags = 标签

segment-new = 新人
segment-active = 活跃
segment-loyal = 忠实
segment-quiet = 沉默
segment-at_risk = 流失风险
segment-leaders = 草根领袖
segment-what-new = 进群不到 14 天。
segment-what-active = 近四周里至少两周说过话。
segment-what-loyal = 近八周里至少六周说过话，最近也在。
segment-what-quiet = 很久没说话，或从没说过。
segment-what-at_risk = 原来每周都在，已经安静 14 天以上。
segment-what-leaders = 看别人的反应，不看话多：被多少不同的人回复、被感谢、开了多少有人接的话头。管理员不算。
segment-why-new = { $days ->
    [0] 今天进群
   *[other] 进群 { $days } 天
 }
segment-why-active = 近 { $of } 周有 { $weeks } 周说过话
segment-why-loyal = 近 { $of } 周有 { $weeks } 周说过话
segment-why-at_risk = 原来每周都在，已经 { $days } 天没说话
segment-why-at_risk_back = { $days ->
    [0] 今天刚回来，再看几天
   *[other] { $days } 天前回来说过话，再看几天
 }
segment-why-quiet = { $days } 天没说话了
segment-why-never = 我认识的 { $days } 天里没说过话
segment-why-leader = { $reach } 个人回复过 { $drawn } 次，被感谢 { $thanked } 次，开了 { $started } 个有人接的话头

stage-sprouting = 萌芽
stage-growing = 成长
stage-lively = 活跃
stage-fading = 衰退
stage-silent = 沉寂
stage-sure = 把握大
stage-probably = 多半是
stage-maybe = 说不准
stage-line = 群的阶段：<b>{ $stage }</b>（{ $sure }）。{ $evidence }
stage-evidence = 近 { $weeks } 周里，每周说话的人从 { $before } 到 { $now }，近期进 { $joined } 人、走 { $left } 人。
stage-unknown = 群的阶段：满三周才看得出来。
stage-advice = 建议：{ $advice }
stage-advice-sprouting = 每天固定一个小话题，先让二十个人说上话，比拉人要紧。
stage-advice-growing = 从常被回复的人里请一两位做大使，接住新来的人（/helper）。
stage-advice-lively = 维持节奏，每周挑几条好话发本周精华（/star）。
stage-advice-fading = 先找“流失风险”里的老成员单独聊聊，问他们想看什么（/members risk）。
stage-advice-silent = 办一次有时限的小活动，把还在的人叫出来；没人应，就考虑并群。
stage-advice-leaving = 走的人比来的多：看看他们走之前群里在聊什么，再收一收广告和通知。
stage-advice-silent_joiners = 来的人多、开口的少：打开新人引导，进群当天就请他们介绍自己（/onboarding on）。

tag-none = 还没有标签。给成员贴一个：回复他的消息，发 <code>/tag 茶艺师</code>。
tag-of = { $name } 的标签：{ $tags }
tag-form = 标签写一个词，最多 { $longest } 个字，例如 <code>/tag @xiaomei 茶艺师</code>。
tag-too-many = 一个人最多 { $most } 个标签，先去掉一个：<code>/tag @xiaomei del 茶艺师</code>。
tag-no-rule = 没有给 #{ $tag } 定过规则。
tag-rule-set = 好，今晚起按规则贴 #{ $tag }：{ $rule }。不再符合的会取下；手贴的不动。
tag-rule-off = 好，#{ $tag } 不再按规则贴，按规则贴上的已取下。
tag-rules = 按规则贴的标签（每晚看一次）：
tag-rules-none = 还没有按规则贴的标签。
tag-rule-line = · #{ $tag }：{ $rule }
tag-rule-hint = 写法：<code>/tag rule 铁杆 忠实</code>（新人、活跃、忠实、沉默、流失、领袖），或 <code>/tag rule 打卡达人 打卡 20</code>（近 8 周的 发言、回复、被回复、感谢、点赞、打卡，参加过的 活动，在群 天数）；<code>/tag rule 铁杆 off</code> 取消。
tag-rule-form = 规则写一类成员（新人、活跃、忠实、沉默、流失、领袖），或一项加一个数，例如 <code>/tag rule 打卡达人 打卡 20</code>。
tag-many-kinds = 最多 { $most } 个。
tag-measure-messages = 近 8 周发言至少 { $least } 条
tag-measure-replies = 近 8 周回复别人至少 { $least } 次
tag-measure-drawn = 近 8 周被回复至少 { $least } 次
tag-measure-thanked = 近 8 周被感谢至少 { $least } 次
tag-measure-reactions = 近 8 周被点赞至少 { $least } 次
tag-measure-checkins = 近 8 周打卡至少 { $least } 次
tag-measure-activities = 参加过至少 { $least } 次活动
tag-measure-days = 在群里至少 { $least } 天
tag-offered = 成员可以自己选的标签：{ $tags }。他们发 /tags 或“我的标签”就能选。
tag-offered-none = 还没有成员可以自己选的标签。例如 <code>/tag offer 喝普洱 喝绿茶 爱茶器</code>，<code>/tag offer off</code> 取消。
tags-mine = 您在「{ $group }」的标签：{ $tags }
tags-choose = 点一下选上，再点一下取下；群管理员看得到。
tags-none-offered = 这里现在没有可以自己选的标签。

helper-none = 还没有大使。回复一位热心成员的消息发 /helper，新人没人答的问题就会转给他，他也能回复“删除”“警告”。
helper-list = 大使：{ $helpers }
helper-announced = { $name } 现在是我们的大使，新来的朋友有问题可以找他。
helper-what = 您现在是「{ $group }」的大使，谢谢您！新人的问题一时没人答，我会私信您。看到广告或不妥的话，回复那条消息发“删除”或“警告”，管理员随时可以撤销。
helper-dismissed = { $name } 不再担任大使，谢谢一路的帮忙。
helper-is-none = 他不是大使。
helper-is-admin = 管理员本来就能做这些，不用再当大使。
helper-too-many = 最多 { $most } 位大使。
helper-not-each-other = 大使之间有分歧，请找管理员。
helper-question = { $name } 在「{ $group }」问了一句，还没有人答：
helper-answer-button = 去回答
helper-called = { $helpers }，这位新朋友的问题，能帮忙看看吗？

star-title = 🏆 { $group } · 本周精华
star-entry = { $number }. { $name }
star-link = 看原文
star-picture = ［图片或视频］
star-thanks = 谢谢大家。觉得哪条好，告诉管理员，下周见。
star-state = 等着上本周精华的有 { $count } 条。
star-weekly = 本周精华：{ $when }
star-weekly-off = 本周精华不发。
star-hint = 回复一条好消息发 /star 就收进来，<code>/star off</code> 拿掉；<code>/star weekly 周日 20:00</code> 改时间。
star-whose = 只能收成员自己发的消息。
star-already = 这条已经收了。

letters-title = { $group } 给各类成员的私信
letters-line = { $segment } · 第 { $day } 天
letters-none = 还没有。只有您写了才会发。
letters-hint = 写法：<code>/letters 流失 1 { "{name}" }，好久没见您了</code>（进入这一类后第几天、说什么；off 为不发）。每人三天最多一封，静默时段不发；本人退订、离开、换了类别，或“沉默”“流失”的人开了口，就不再发。
letters-unfit = 这封信发不出去：太长、是空的，或格式不对。

command-members = 成员分群：谁在、谁快走了、谁在带动大家
command-tag = 给成员贴标签：手贴、按规则、自选
command-tags = 我的标签：看看、自己选
command-helper = 请热心成员当大使
command-delete = 删除一条消息（回复它）
command-star = 收进本周精华（回复它）
command-letters = 给各类成员的定时私信
