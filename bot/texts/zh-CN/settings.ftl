# 初次见面、权限、状态、语言、帮助，以及命令的回答。

hello-group = 大家好，我是围炉。我会帮大家看好入群、打卡、广告和舆情。
hello-not-yet = 请群主把我设为管理员，我才能开始工作。
rights-all-there = 权限齐全，可以开始工作了。管理员可以用 /status 看现状，用 /help 看我能做什么。
rights-missing = 我还缺这些权限：{ $rights }。
rights-without-can_delete_messages = · 没有“删除消息”：广告和刷屏删不掉。
rights-without-can_restrict_members = · 没有“封禁成员”：不能禁言、踢出、封禁。
rights-without-can_invite_users = · 没有“邀请用户”：入群申请我看不见，入群门槛不起作用。
basic-group = 这是普通群，我无法限制任何人。请在群设置里打开“聊天记录对新成员可见”，普通群就会升级为超级群，我会跟过去。
group-not-served = 部署者没有让我服务这个群，我先走了。祝各位安好。

status-title = { $group } 的现状
status-rights-ok = 权限：齐全
status-rights-missing = 权限：缺 { $rights }
status-mode = 模式：{ $mode }
status-backlog = 待处理：{ $events } 条消息，{ $effects } 个动作
status-oldest = 最早的动作已经等了 { $ago }
status-reachable = 能私信到：{ $names }
status-reachable-none = 一个管理员都私信不到。请管理员私聊我，按一下“开始”，否则预警送不到。
status-unreachable = 还没按“开始”：{ $names }
status-troubles = 最近没做成的事：
status-trouble = · { $what }，{ $times } 次，最近 { $ago }前
trouble-nobody_reachable = 一个管理员都私信不到
trouble-crisis_unheard = 预警送不到任何管理员
trouble-ticket_overdue = 客诉超时没人回复
trouble-digest_unread = 日报没有人能收到
trouble-missed-entry_deadline = 停机时错过了入群验证的时限
trouble-right = 缺少“{ $right }”权限
trouble-lost = { $what }：不知道有没有成功
trouble-parked = { $what }：多次失败，已放弃
trouble-refused = { $what }：{ $why }
trouble-call-send = 发消息
trouble-call-edit = 更新消息
trouble-call-delete = 删除消息
trouble-call-restrict = 禁言或解除禁言
trouble-call-ban = 移出成员
trouble-call-unban = 解除封禁
trouble-call-join = 处理入群申请
trouble-call-invite = 生成邀请链接
trouble-call-hook = 推送到外部
trouble-call-other = 其他操作
trouble-because-rights = 我的权限不够
trouble-because-blocked = 对方拉黑了我
trouble-because-gone = 对方已注销账号
trouble-because-stranger = 对方没有和我私聊过
trouble-because-deleted = 消息已经不在了
trouble-because-undeletable = 消息超过 48 小时，或者我的权限不够
trouble-because-admin = 对方是管理员
status-adminchat-lost = ⚠️ 我已经不在接收卡片的管理员群里了，卡片改为私聊发。
status-cards-wait = 📭 有 { $count } 张卡片在等，还没有管理员收得到。请管理员私聊我，按一下“开始”。
status-wrong-lately = { $count ->
    [0] 这一周没有被撤销的误判
   *[other] 这一周被撤销的误判：{ $count } 次
}
status-wrong = 近 30 天被撤销的误判：{ $signals }
status-wrong-signal = { $name } { $count } 次
status-no-troubles = 最近没有没做成的事。
status-version = 版本 { $version }

confirm-anonymous = 您是匿名管理员。{ $command } 要记在名下，请本人点一下。
confirm-button = 是我
confirm-not-admin = 只有本群管理员可以点。
confirm-too-late = 这个按钮已经过期了，请重新发一次命令。
please-start = { $name } 这件事我想私下说。请先私聊我，按一下“开始”。
open-private = 打开私聊
which-group = 您说的是哪个群？选一次我就记住了。
focus-set = 好，下面说的都是“{ $group }”。换群请发 /start。
no-group-of-yours = 我没看到您管理的群。请先把我加进群、设为管理员，再来找我。
no-group-in-common = 我还没在群里见过您。请先到群里说句话，再来找我。
whom = 对谁？请回复那个人的消息，或写 @用户名、数字编号。
unknown-person = 我没见过 { $name }。请回复那个人的消息，或用数字编号。
unknown-command = 没有 { $command } 这个命令。您是不是想用 { $nearest }？
press-not-yours = 这个按钮不是给您的。
press-old = 这个按钮已经失效了。

start-hello = 您好，我是围炉，替社群看家的机器人。
start-admin = 收到。以后有要紧的事，我会在这里私信您。您管理的群：{ $groups }
start-member = 在这里可以看群规、申诉、反馈。发 /help 看我能做什么。
lang-which = 选语言 · Choose a language
lang-set = 好，以后跟您说中文。
lang-name = 中文

help-member-title = 您在这里可以用：
help-admin-title = 管理员可以用：
help-line = { $command } — { $what }
help-keywords = （也可以直接说：{ $words }）
help-form = 　写法：{ $form }，例如 { $example }
help-right = 　需要“{ $right }”权限
help-admin-in-private = 管理员命令请私聊我发 /help，按主题查看。

command-status = 看权限、模式和没做成的事
command-start = 打开私聊
command-help = 能做什么
command-lang = 换语言
