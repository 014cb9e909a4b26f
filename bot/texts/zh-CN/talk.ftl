# 分享会：提前收问题，开讲后只有嘉宾和管理员发言，讲完有文字记录。

talk-card = 🎤 <b>{ $title }</b>　#{ $number }
    { $stage ->
    [open] { $starts } 开讲，到 { $ends }
    [on] 正在进行，到 { $ends }
    [cancelled] 已取消
   *[closed] 已结束
}{ $guested ->
    [true] {" "}· 嘉宾：{ $guests }
   *[false] {""}
}
    { $stage ->
    [open] 已收到 { $questions } 个问题。想问什么，发“提问 您的问题”，或点下面私下写给我。
    [on] 现在只有嘉宾和管理员发言；想提问，点下面私下写给我。
   *[other] 共收到 { $questions } 个问题
}
talk-ask-button = 🙋 我要提问
talk-stage-button = 🎤 上台的地方
talk-question = { $number }. { $name }：{ $text }
talk-question-kept = 第 { $number } 个问题，记下了 ✅
talk-questions-full = 问题收满了：每人最多 { $most } 个。
talk-ask-here = 好，请直接在这里写下您想问的，我交给“{ $title }”的嘉宾。
talk-stage = 您是“{ $title }”的嘉宾，{ $starts } 开讲。开讲后请直接在这里说：文字、图片、语音，我都替您转到群里。
talk-invited = 您被请为“{ $title }”的嘉宾，{ $starts } 开讲。不是管理员也不要紧：开讲后在这里说的话，我都替您转到群里。
talk-says = 🎤 <b>{ $name }</b>：{ $text }
talk-mention-rests = 先别一直 @{ $name } 啦，嘉宾看不过来。想问的请发“提问 您的问题”，我替您排上。
talk-soon = 🎤 “{ $title }”十分钟后开讲，已收到 { $questions } 个问题。还想问的抓紧：发“提问 您的问题”。
talk-begins = 🎤 “{ $title }”现在开讲，到 { $until }。{ $guested ->
    [true] 欢迎 { $guests }！
   *[false] {""}
}这段时间只有嘉宾和管理员发言，结束后恢复原样。
talk-asked = 大家提前问的（{ $count } 个）：
talk-over = 🎤 “{ $title }”讲完了，谢谢各位！{ $speakers } 位说了 { $messages } 条，收到 { $questions } 个问题。现在大家可以聊了。
talk-figure-messages = 发言
talk-figure-speakers = 发言人数
talk-figure-questions = 收到的问题
talk-picture = 分享会战报 · { $starts }
talk-picture-speakers = 谁说得最多
talk-transcript = 分享会的文字记录
talk-media-photo = [图片]
talk-media-video = [视频]
talk-media-voice = [语音]
talk-media-other = [文件]
talk-length = 时长请写 5 分钟到 12 小时之间，比如“时长 1小时”。
talk-not-locked = ⚠️ { $group }：分享会开讲了，可我没能让群里只留嘉宾发言：{ $error }。请看看我的“封禁成员”权限。
talk-csv = 号码,名字,用户 ID,问题,时间
guest-no-talk = 现在没有排好的分享会。先开一场，比如 <code>/talk "白茶怎么存" 20:00</code>，再请嘉宾。
guest-named = 好，{ $name } 是嘉宾：每人每小时最多 @ 一次；开讲后 ta 在和我的私聊里说的话，我会转到群里。
guest-named-unreached = 好，{ $name } 是嘉宾：每人每小时最多 @ 一次。ta 还没打开和我的私聊，请转给 ta 这个链接，开讲后从那里发言：{ $link }
guest-none = “{ $title }”没有嘉宾了。
guest-state = { $named ->
    [true] “{ $title }”的嘉宾：{ $names }
   *[false] “{ $title }”还没有嘉宾。请嘉宾：<code>/guest @用户名</code>
}
