# 社群：几个群一起管。

community-state = <b>社群「{ $name }」</b>，{ $count } 个群：
community-hint = 同一社群的群共用群主、封禁名单、预警词、违禁词和处理编号。起名 <code>/community create 名字</code>，加入 <code>/community join 名字</code>，退出 <code>/community leave</code>。
community-join-button = 把本群加入「{ $name }」（{ $count } 个群）
community-offer = 要把「{ $group }」和您的其他群一起管吗？
community-created = 好，「{ $group }」所在的社群叫「{ $name }」。您的其他群发 <code>/community join { $name }</code> 就能加入。
community-joined = 好，「{ $group }」加入了社群「{ $name }」，从现在起用它的封禁名单、预警词和违禁词；原来的不带过来，旧记录的编号不变。
community-left = 好，「{ $group }」退出了社群，自成一个；封禁名单、预警词和违禁词从空的开始。
community-unknown = 您名下没有（或不止一个）叫“{ $name }”的社群。发 /community 看看，用按钮选。
community-already = 本群已经在「{ $name }」里了。
community-alone = 本群没有和别的群在一起，不用退出。
community-busy = 还有进行中的事件或没回复的客诉，请先处理完再换社群。
community-long = 名字最多 { $longest } 个字。

command-community = 几个群一起管：起名、加入、退出

command-owners = 社群由谁负责：查看、增加、移除群主

owners-list = <b>社群「{ $name }」的群主</b>
owners-line = · { $name }
owners-line-creator = · { $name }（创建了「{ $group }」）
owners-line-operator = · { $name }（部署者指定）
owners-line-unreachable = { $line }，还没私聊过我，收不到日报和预警
owners-hint = 群主能用所有命令、能增减群主，日报和没人接手的预警都会找 Ta。增加：<code>/owners add @用户名</code>，或回复 Ta 的消息发 <code>/owners add</code>。
owners-drop-button = 移除 { $name }
owners-ask-add = 让 { $name } 成为社群「{ $community }」的群主？Ta 在 { $count } 个群里能用所有命令，也能增减群主（包括移除您）。
owners-ask-drop = 不再让 { $name } 做社群「{ $community }」的群主？Ta 收不到日报和预警了；在群里还是管理员的话，管理员的命令照旧能用。
owners-yes-add = 成为群主
owners-yes-drop = 移除
owners-no = 算了
owners-kept = 好，没有改动。
owners-added = 好，{ $name } 现在是社群「{ $community }」的群主。
owners-added-unreachable = Ta 还没私聊过我，请 Ta 先给我发 /start，才收得到日报和预警。
owners-dropped = 好，{ $name } 不再是社群「{ $community }」的群主。
owners-you-added = { $by } 请您一起负责社群「{ $community }」：您现在是群主，日报和要紧的事会私聊发给您。发 /help 看看能做什么。
owners-you-dropped = { $by } 把您移出了社群「{ $community }」的群主。谢谢您这段时间的照看。
owners-already = { $name } 已经是群主了。
owners-not-one = { $name } 不是群主。
owners-last = { $name } 是最后一位群主。请先 <code>/owners add @用户名</code> 加一位，再移除。
owners-creator = { $name } 是「{ $group }」的创建者，创建者总是群主。请先在 Telegram 里转让这个群，或让它退出社群。
owners-operator = { $name } 由部署者在配置文件里指定，只能在那里改。
owners-bot = 机器人不能做群主。
owners-many = 一个社群最多 { $most } 位群主。
