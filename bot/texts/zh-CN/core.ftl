# 各处共用的词句：时长、星期、是与否、权限、用法。

yes = 是
no = 否
on = 开
off = 关
none = 无
list-separator = 、

duration-seconds = { $count } 秒
duration-minutes = { $count } 分钟
duration-hours = { $count } 小时
duration-days = { $count } 天

weekday-1 = 周一
weekday-2 = 周二
weekday-3 = 周三
weekday-4 = 周四
weekday-5 = 周五
weekday-6 = 周六
weekday-7 = 周日

schedule-every-day = 每天 { $at }
schedule-every-workday = 每个工作日 { $at }
schedule-weekdays = 每{ $days } { $at }
schedule-once = { $date } { $at }，一次
schedule-every-holiday = 每个休息日（周末和节假日）{ $at }
schedule-every-weeks = 每 { $weeks } 周的{ $days } { $at }
schedule-lunar = 农历{ $date } { $at }
schedule-monthly = 每月 { $days } 日 { $at }
schedule-cron = 按 cron 规则 { $cron }

usage-error = 没看懂。正确写法：<code>{ $form }</code>，例如 <code>{ $example }</code>
not-listed = 名单里没有“{ $word }”，什么都没改。
not-listed-near = 名单里没有“{ $word }”，什么都没改。您说的是不是“{ $nearest }”？
not-permitted = 这条命令需要“{ $right }”权限，您在本群没有这项权限。
something-went-wrong = 出了点问题，已记录。请稍后再试。

period-time-not-understood = 没看懂时间“{ $text }”。请写成 24 小时制，例如 <code>09:00</code>。
period-date-not-understood = 没有“{ $text }”这个日期。请写成 <code>2026-12-01</code>。
period-rule-not-understood = 没看懂“{ $text }”。可以写：<code>每天 09:00</code>、<code>工作日 08:30</code>、<code>节假日 10:00</code>、<code>周一,三 20:00</code>、<code>隔周周五 18:00</code>、<code>每月8号 10:00</code>、<code>中秋 20:00</code>、<code>农历正月初一 09:00</code>、<code>2026-12-01 20:00</code>，或 <code>cron: 0 9 * * 1-5</code>。
period-rule-too-often = “{ $text }”太密了，一天最多 24 次。
period-cron-not-understood = 没看懂 cron 规则“{ $text }”。五段依次是分、时、日、月、星期，例如 <code>cron: 0 9 * * 1-5</code>。
period-moment-not-understood = 没看懂时间“{ $text }”。可以写：<code>20:00</code>、<code>明天 20:00</code>、<code>12-06 14:00</code>、<code>2小时</code>。
period-moment-past = “{ $text }”已经过了，请换一个将来的时间。
period-duration-not-understood = 没看懂时长“{ $text }”。可以写：<code>10m</code>、<code>2小时</code>、<code>30d</code>。
period-duration-out-of-range = 时长“{ $text }”超出范围，最短 1 秒，最长 10 年。
period-window-not-understood = 没看懂时段“{ $text }”。可以写：<code>22:00-08:00</code>。

right-is_administrator = 管理员身份
right-is_owner = 群主身份
right-can_manage_chat = 管理群组
right-can_delete_messages = 删除消息
right-can_manage_video_chats = 管理视频聊天
right-can_restrict_members = 封禁成员
right-can_promote_members = 添加管理员
right-can_change_info = 修改群组信息
right-can_invite_users = 邀请用户
right-can_post_messages = 发布消息
right-can_edit_messages = 编辑消息
right-can_pin_messages = 置顶消息
right-can_post_stories = 发布动态
right-can_edit_stories = 编辑动态
right-can_delete_stories = 删除动态
right-can_manage_topics = 管理话题
right-can_manage_direct_messages = 管理私信
right-can_manage_tags = 管理成员标签
right-can_send_welcome_messages = 发送欢迎消息

sent-again = （重发）
