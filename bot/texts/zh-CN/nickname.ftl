# 群名片（昵称）的格式。

command-nickname = 群名片的格式
nickname-asked = 请把名字改成 { $form } 的样子。
nickname-private = <b>{ $group }</b>：{ $text } 改好了点一下下面的按钮，或者在群里说句话就行。
nickname-reminded = 您的名字还不是 { $form } 的样子，麻烦改一下。
nickname-limited-text = 名字还没有改成 { $form } 的样子，您在群里暂时只能发文字。改好以后会自动解除。
nickname-limited-silence = 名字还没有改成 { $form } 的样子，您在群里暂时不能发言。改好以后会自动解除。
nickname-ready-button = 我改好了
nickname-not-yet = 现在的名字是“{ $name }”，还不是 { $form } 的样子。
nickname-thanks = 改好啦，谢谢！
nickname-notice = { $names }：请把名字改成 { $form } 的样子，改好了点一下按钮，或者说句话就行。

nickname-state = 名字要像 { $form }。{ $everyone ->
    [true] 新老成员都要改
   *[false] 只要求新人改
}，{ $remind }后提醒一次。
nickname-consequence = 提醒后 { $after }还没改，{ $extent ->
    [silence] 就不能发言
   *[text] 就只能发文字
}，改好后自动解除。管理员和信任成员不受影响。
nickname-misfits = 名字还不合适的有 { $count } 位，发 <code>/nickname list</code> 看名单。
nickname-state-off = 现在对名字没有要求。
nickname-hint = 设定：<code>/nickname 城市-昵称</code>，或者限定第一段 <code>/nickname 城市(北京|上海)-昵称</code>。<code>/nickname everyone</code> 老成员也要改，<code>/nickname newcomers</code> 只要求新人，<code>/nickname off</code> 取消。
nickname-button-none = 不改也不限制
nickname-button-text = 不改只能发文字
nickname-button-silence = 不改不能发言
nickname-button-everyone = { $everyone ->
    [true] 只要求新人
   *[false] 老成员也要改
}
nickname-button-off = 取消要求
nickname-saved = 好，已经换上。
nickname-all-fit = 大家的名字都是 { $form } 的样子，真好。
nickname-list = 名字还不是 { $form } 的有 { $count } 位：
nickname-list-line = · { $name }{ $stage ->
    [asked] （已告知）
    [reminded] （已提醒）
    [limited] （已限制）
   *[none] {""}
}
nickname-list-more = ……还有 { $count } 位。
nickname-bad-form = 这个格式我看不懂。请写成两段到 { $most } 段，中间用横线隔开，例如 <code>城市-昵称</code>、<code>城市(北京|上海)-昵称</code>。
