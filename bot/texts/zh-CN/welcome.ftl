# 欢迎语。

command-welcome = 设定欢迎语
# 占位符 {"{name}"} 等由程序代入，不经过 Fluent。
welcome-default = 欢迎 {"{name}"} 来到{"{group}"}！常来坐坐。
welcome-rules = 群规
welcome-count-unknown = 许多
welcome-crowd = { $names } 等 { $count } 位

welcome-set = 好，欢迎语已换上。发 <code>/welcome test</code> 看看效果。
welcome-off = 好，以后新人进群我不说话。
welcome-state = 现在的欢迎语：{ $text }
welcome-state-own = 现在用我自己的欢迎语：{ $text }
welcome-state-off = 现在新人进群我不说话。
welcome-state-media = 配一{ $kind ->
    [photo] 张图片
    [video] 段视频
   *[animation] 个动图
}。
welcome-state-stays = { $time }后自动删除。
welcome-state-private = 打开过私聊的新人，私聊也会收到。
welcome-hint = 换一句：<code>/welcome 文字</code>。可以用 <code>{"{name}"}</code> 名字、<code>{"{group}"}</code> 群名、<code>{"{count}"}</code> 人数、<code>{"{rules}"}</code> 群规，按钮写成 <code>[文字](网址)</code>。粗体、链接这些格式会保留；回复一张图片或一段视频发 <code>/welcome 文字</code>，就带上它。<code>/welcome test</code> 试一试，<code>/welcome delete 10m</code> 到时删除，<code>/welcome private on</code> 私聊也说，<code>/welcome off</code> 不欢迎。
welcome-button-own = 用围炉的欢迎语
welcome-button-off = 不说欢迎
welcome-button-private = { $private ->
    [true] 私聊不说
   *[false] 私聊也说
}
welcome-too-long = 欢迎语太长了，最多 { $longest } 字。
welcome-too-many-buttons = 按钮太多了，最多 { $most } 个。
welcome-bad-link = 按钮的网址“{ $url }”打不开。请写完整，例如 <code>https://example.com</code>。
welcome-nothing-to-say = 欢迎语里还没有文字，按钮上也要有字。
welcome-stay-out-of-range = 最多只能留 { $hours } 小时，再久就删不掉了。
