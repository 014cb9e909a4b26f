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
