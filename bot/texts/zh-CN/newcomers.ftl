# 新人期：先只能发文字。

command-newcomers = 新人先只能发文字
newcomers-time = { $time }内
newcomers-messages = 前 { $messages } 条消息
newcomers-time-or-messages = { $time }内（发够 { $messages } 条就提前放开）
newcomers-announced = 新朋友{ $bounds }先只发文字，之后自动放开。
newcomers-announced-privately = 您刚进<b>{ $group }</b>，{ $bounds }先只能发文字，之后自动放开。
newcomers-state = 现在新人{ $bounds }只能发文字，图片、视频、表情等之后自动放开。
newcomers-state-off = 现在新人进群就什么都可以发。
newcomers-without-right = 我还没有“封禁用户”的权限，只能在新人发了图片之后再删掉。
newcomers-hint = 换一个：<code>/newcomers 24h</code>、<code>/newcomers 5条</code>，或者 <code>/newcomers 24h 5条</code>（先到先放开）。<code>/newcomers off</code> 不限制。
newcomers-button-off = 不限制
newcomers-saved = 好，已经换上。
