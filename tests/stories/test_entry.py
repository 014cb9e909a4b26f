"""Somebody asks to come in: asked for the passphrase in private, let in or not, and told why."""

from bot.sandbox import Chat, Fault, JoinRequest, User
from tests.stage import Stage, texts


async def guarded(stage: Stage, gate: str = "passphrase 芝麻开门", **limits: str) -> tuple[Chat, User]:
    """The tea house with a gate."""
    group, owner = await stage.tea_house()
    owner.says_privately(f"/gate {gate}")
    for name, value in limits.items():
        owner.says_privately(f"/gate {name} {value}")
    await stage.settled()
    return group, owner


async def applying(stage: Stage, group: Chat, name: str = "小红", **about: str) -> tuple[User, JoinRequest]:
    """Somebody who has just asked to join."""
    someone = stage.sandbox.person(name, **{"language": "zh-hans", **about})
    request = someone.asks_to_join(group)
    await stage.settled()
    return someone, request


async def says(stage: Stage, someone: User, text: str) -> str:
    """What the bot answers in private to what somebody says there."""
    someone.says_privately(text)
    await stage.settled()
    return someone.last.content


# --- the passphrase ----------------------------------------------------------------------------------------------


async def test_the_right_passphrase_opens_the_door(stage: Stage) -> None:
    group, _ = await guarded(stage)
    red, request = await applying(stage, group)
    asked = red.last.content
    assert "围炉茶友" in asked and "3 分钟" in asked and "2 次" in asked

    said = await says(stage, red, " 芝 麻、開門！")
    assert request.status == "approved"
    assert "已经加入“围炉茶友”" in said
    assert group.member(red).status == "member"


async def test_that_somebody_is_in_is_said_only_once_telegram_has_let_them_in(stage: Stage) -> None:
    group, owner = await guarded(stage)
    red, request = await applying(stage, group)
    owner.promotes_bot(group, rights=("can_delete_messages", "can_restrict_members", "can_change_info"))
    await stage.settled()
    said = await says(stage, red, "芝麻开门")
    assert request.status == "pending"
    assert "已经加入" not in said
    assert "Telegram 没让办" in owner.last.content


async def test_wrong_answers_cost_attempts_and_the_last_one_declines(stage: Stage) -> None:
    group, _ = await guarded(stage)
    red, request = await applying(stage, group)
    said = await says(stage, red, "芝麻关门")
    assert "不对" in said and "围炉茶友" in said and "还有 1 次" in said
    assert request.status == "pending"

    said = await says(stage, red, "开门芝麻")
    assert "没有通过" in said and "10 分钟后再申请" in said
    assert request.status == "declined"
    explained = stage.sandbox.calls("sendMessage", chat_id=red.id)[-1]
    declined = stage.sandbox.calls("declineChatJoinRequest")[-1]
    assert stage.sandbox.journal.index(explained) < stage.sandbox.journal.index(declined)


async def test_silence_and_trying_in_vain_are_told_apart(stage: Stage) -> None:
    group, _ = await guarded(stage)
    silent, first = await applying(stage, group, "小静")
    trying, second = await applying(stage, group, "小试")
    await says(stage, trying, "不知道")
    await stage.advance(seconds=181)
    assert (first.status, second.status) == ("declined", "declined")
    assert "没有收到您的回答" in silent.last.content
    assert "前面的答案不对" in trying.last.content


async def test_who_failed_is_told_when_to_come_back(stage: Stage) -> None:
    group, _ = await guarded(stage)
    red, _ = await applying(stage, group)
    for guess in ("一", "二"):
        await says(stage, red, guess)
    await stage.advance(minutes=4)
    again = red.asks_to_join(group)
    await stage.settled()
    assert again.status == "declined"
    assert "6 分钟后再申请" in red.last.content

    await stage.advance(minutes=6)
    third = red.asks_to_join(group)
    await stage.settled()
    assert third.status == "pending"
    assert "2 次机会" in red.last.content


async def test_taking_a_request_back_gives_no_new_attempts(stage: Stage) -> None:
    group, _ = await guarded(stage)
    red, request = await applying(stage, group)
    await says(stage, red, "一")
    red.cancels(request)
    second = red.asks_to_join(group)
    await stage.settled()
    assert "只有 1 次机会" in red.last.content
    await says(stage, red, "二")
    assert second.status == "declined"


async def test_commands_and_pictures_are_no_answers(stage: Stage) -> None:
    group, _ = await guarded(stage)
    red, request = await applying(stage, group)
    red.says_privately("/start")
    await stage.settled()
    assert any("还在等您的回答" in said and "还有 2 次" in said for said in texts(red.inbox))
    red.sends_sticker(red.private)
    await stage.settled()
    assert "请用文字回答" in red.last.content
    await says(stage, red, "/help")
    await says(stage, red, "芝麻开门")
    assert request.status == "approved"


async def test_a_passphrase_that_is_a_keyword_still_counts(stage: Stage) -> None:
    group, _ = await guarded(stage, "暗号 打卡")
    red, request = await applying(stage, group)
    await says(stage, red, "打卡")
    assert request.status == "approved"


async def test_the_button_keeps_the_chat_open(stage: Stage) -> None:
    group, _ = await guarded(stage, timeout="10m")
    red, request = await applying(stage, group)
    press = red.presses(red.last, "我来回答")
    await stage.settled()
    assert press.answer is not None and "发到这里" in press.answer
    await stage.advance(minutes=9)
    await says(stage, red, "芝麻开门")
    assert request.status == "approved"
    late = red.presses(red.inbox[0], "我来回答")
    await stage.settled()
    assert late.answer is not None and "已经过去" in late.answer


async def test_applicants_are_spoken_to_in_their_language(stage: Stage) -> None:
    group, _ = await guarded(stage)
    bob, _ = await applying(stage, group, "Bob", language="en")
    assert "passphrase" in bob.last.content and "2 tries" in bob.last.content
    assert "not right" in await says(stage, bob, "sesame")


async def test_several_groups_at_once_do_not_mix(stage: Stage) -> None:
    group, owner = await guarded(stage)
    second = stage.sandbox.supergroup("读书会", owner=owner)
    owner.adds_bot(second, rights=("can_invite_users", "can_delete_messages", "can_restrict_members"))
    await stage.settled()
    owner.says(second, "/gate 暗号 开卷有益")
    await stage.settled()

    red, tea = await applying(stage, group)
    question = red.last
    books = red.asks_to_join(second)
    await stage.settled()
    assert "读书会" in red.last.content
    red.says_privately("芝麻开门", reply_to=question)
    await stage.settled()
    assert (tea.status, books.status) == ("approved", "pending")
    await says(stage, red, "开卷有益")
    assert books.status == "approved"


async def test_without_a_reply_the_newest_question_is_meant(stage: Stage) -> None:
    group, owner = await guarded(stage)
    second = stage.sandbox.supergroup("读书会", owner=owner)
    owner.adds_bot(second, rights=("can_invite_users", "can_delete_messages", "can_restrict_members"))
    await stage.settled()
    owner.says(second, "/gate 暗号 开卷有益")
    await stage.settled()
    red, tea = await applying(stage, group)
    books = red.asks_to_join(second)
    await stage.settled()
    red.says_privately("开卷有益")
    red.says_privately("芝麻开门")
    await stage.settled()
    assert (tea.status, books.status) == ("approved", "approved")


async def test_a_guard_bots_query_is_queued_first(stage: Stage) -> None:
    group, _ = await guarded(stage)
    group.guarded = True
    red, request = await applying(stage, group)
    (queued,) = stage.sandbox.calls("answerChatJoinRequestQuery")
    assert queued.params["result"] == "queue"
    await says(stage, red, "芝麻开门")
    assert request.status == "approved"


# --- crash and restart -------------------------------------------------------------------------------------------


async def test_asked_before_a_restart_and_answered_after_it(stage: Stage) -> None:
    group, _ = await guarded(stage)
    red, request = await applying(stage, group)
    await says(stage, red, "不对")
    await stage.restart()
    assert "还有" not in await says(stage, red, "芝麻开门")
    assert request.status == "approved"
    assert len(stage.sandbox.calls("sendMessage", chat_id=red.id)) == 3


async def test_answered_in_time_while_the_bot_was_down(stage: Stage) -> None:
    group, _ = await guarded(stage)
    red, request = await applying(stage, group)
    await stage.stop()
    red.says_privately("芝麻开门")
    stage.sandbox.clock.advance(minutes=5)  # type: ignore[attr-defined]
    await stage.start()
    await stage.advance(seconds=20)
    assert request.status == "approved"


async def test_a_deadline_just_missed_is_kept_after_the_start(stage: Stage) -> None:
    group, _ = await guarded(stage)
    red, request = await applying(stage, group)
    await stage.stop()
    stage.sandbox.clock.advance(minutes=5)  # type: ignore[attr-defined]
    await stage.start()
    await stage.advance(seconds=20)
    assert request.status == "declined"
    assert len(red.inbox) == 1, "the private chat had closed"


async def test_a_deadline_missed_long_ago_is_left_to_the_admins(stage: Stage) -> None:
    group, owner = await guarded(stage)
    red, request = await applying(stage, group)
    await stage.stop()
    stage.sandbox.clock.advance(minutes=40)  # type: ignore[attr-defined]
    await stage.start()
    await stage.advance(seconds=20)
    assert request.status == "pending"
    assert "离线时错过" in owner.last.content
    owner.presses(owner.last, "通过")
    await stage.settled()
    assert request.status == "approved"
    assert "已通过，店长 处理" in owner.last.content
    assert red.id in group.members


async def test_a_request_made_long_ago_is_left_to_the_admins(stage: Stage) -> None:
    group, owner = await guarded(stage)
    await stage.stop()
    red = stage.sandbox.person("小红")
    request = red.asks_to_join(group)
    stage.sandbox.clock.advance(minutes=40)  # type: ignore[attr-defined]
    await stage.start()
    assert request.status == "pending"
    assert "离线时错过" in owner.last.content and red.inbox == []


# --- administrators ----------------------------------------------------------------------------------------------


async def test_who_cannot_be_written_to_is_left_to_the_admins(stage: Stage) -> None:
    group, owner = await guarded(stage)
    red = stage.sandbox.person("小红", bio="卖茶的")
    red.blocks_bot()
    request = red.asks_to_join(group, stage.sandbox.link(group, request=True))
    await stage.settled()
    card = owner.last
    assert "私信不到" in card.content and "卖茶的" in card.content and str(red.id) in card.content
    await stage.advance(hours=1)
    assert request.status == "pending"
    owner.presses(card, "拒绝")
    await stage.settled()
    assert request.status == "declined"
    assert "已拒绝，店长 处理" in card.content and card.buttons == []


async def test_review_sends_a_card_and_the_first_press_wins(stage: Stage) -> None:
    group, owner = await guarded(stage, "审核")
    deputy = stage.member(group, "副店长", language="zh-hans")
    owner.promotes(deputy, group, rights=("can_invite_users",))
    deputy.says_privately("/start")
    await stage.settled()
    link = owner.makes_link(group, "海报二维码", request=True)
    red = stage.sandbox.person("<b>小红</b>", language="zh-hans")
    request = red.asks_to_join(group, link)
    await stage.settled()
    assert "已转给管理员" in red.last.content
    card, other = owner.last, deputy.last
    assert "海报二维码" in card.content and "<b>小红</b>" in card.content

    presses = {"approved": deputy.presses(other, "通过"), "declined": owner.presses(card, "拒绝")}
    await stage.settled()
    first = presses.pop(request.status)
    (second,) = presses.values()
    assert first.answer is not None and "这就办" in first.answer
    assert second.answer is not None and f"{first.person.name} 处理" in second.answer
    assert card.content == other.content and f"{first.person.name} 处理" in card.content
    assert card.buttons == other.buttons == []


async def test_a_passphrase_can_come_before_a_review(stage: Stage) -> None:
    group, owner = await guarded(stage, "暗号 芝麻开门 + 审核")
    red, request = await applying(stage, group)
    assert "已转给管理员" in await says(stage, red, "芝麻开门")
    assert request.status == "pending"
    owner.presses(owner.last, "拒绝")
    await stage.settled()
    assert request.status == "declined"
    assert "管理员没有通过" in red.last.content


async def test_a_card_needs_the_right_to_invite(stage: Stage) -> None:
    group, owner = await guarded(stage, "review")
    clerk = stage.member(group, "小工", language="zh-hans")
    owner.promotes(clerk, group, rights=("can_delete_messages",))
    clerk.says_privately("/start")
    await stage.settled()
    _, request = await applying(stage, group)
    press = clerk.presses(clerk.last, "通过")
    await stage.settled()
    assert press.alert and press.answer is not None and "邀请用户" in press.answer
    assert request.status == "pending"


async def test_approved_in_telegram_itself(stage: Stage) -> None:
    group, owner = await guarded(stage)
    red, _ = await applying(stage, group)
    owner.approves(red, group)
    await stage.settled()
    before = len(red.inbox)
    await stage.advance(minutes=10)
    assert len(red.inbox) == before, "the deadline is off"
    assert stage.sandbox.calls("declineChatJoinRequest") == []
    assert "管理员通过 1" in await says(stage, owner, "/gate")


async def test_approved_in_telegram_the_card_says_so(stage: Stage) -> None:
    group, owner = await guarded(stage, "review")
    red, _ = await applying(stage, group)
    card = owner.last
    owner.approves(red, group)
    await stage.settled()
    assert "已通过，店长 处理" in card.content and card.buttons == []


async def test_declined_in_telegram_an_approval_finds_nobody(stage: Stage) -> None:
    group, owner = await guarded(stage, "review")
    red, request = await applying(stage, group)
    card = owner.last
    owner.declines(red, group)
    owner.presses(card, "通过")
    await stage.settled()
    await stage.advance(minutes=2)
    assert request.status == "declined"
    assert "申请已经不在了" in card.content


async def test_a_gate_that_nobody_has_set_leaves_requests_to_the_administrators(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    _red, request = await applying(stage, group)
    assert request.status == "pending"
    owner.presses(owner.last, "通过")
    await stage.settled()
    assert request.status == "approved"


async def test_an_open_gate_approves(stage: Stage) -> None:
    group, _ = await guarded(stage, "open")
    red, request = await applying(stage, group)
    assert request.status == "approved"
    assert red.inbox == []


async def test_a_right_answer_survives_a_crash_during_the_approval(stage: Stage) -> None:
    group, _ = await guarded(stage)
    red, request = await applying(stage, group)
    stage.sandbox.faults.add(Fault("approveChatJoinRequest", "reset", "after"))
    await says(stage, red, "芝麻开门")
    await stage.restart()
    await stage.advance(minutes=2)
    assert request.status == "approved"
    assert sum("已经加入" in said for said in texts(red.inbox)) == 1


# --- /gate -------------------------------------------------------------------------------------------------------


async def test_the_gate_is_set_in_secret(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    typed = owner.says(group, "/gate passphrase 芝麻开门 + review")
    await stage.settled()
    assert typed is not None and typed.deleted
    said = owner.last.content
    assert "暗号 芝麻开门 → 人工审核" in said and "3 分钟" in said
    assert all("芝麻开门" not in text for text in texts(m for m in group.messages if not m.deleted))


async def test_the_gate_by_buttons(stage: Stage) -> None:
    _, owner = await guarded(stage)
    await says(stage, owner, "/gate")
    panel = owner.last
    owner.presses(panel, "5 次")
    await stage.settled()
    assert "可答 5 次" in panel.content
    owner.presses(panel, "10 分钟")
    await stage.settled()
    assert "每步 10 分钟" in panel.content
    owner.presses(panel, "人工审核")
    await stage.settled()
    assert "步骤：人工审核" in panel.content
    owner.presses(panel, "开放")
    await stage.settled()
    assert "直接通过" in panel.content


async def test_limits_have_bounds(stage: Stage) -> None:
    _, owner = await guarded(stage)
    assert "可答 3 次" in await says(stage, owner, "/gate attempts 3")
    assert "1 小时后" in await says(stage, owner, "/gate cooldown 1小时")
    assert "随时可以再申请" in await says(stage, owner, "/gate cooldown 0")
    assert "超出范围" in await says(stage, owner, "/gate timeout 5")
    assert "超出范围" in await says(stage, owner, "/gate attempts 99")
    assert "可答 3 次" in await says(stage, owner, "/gate")


async def test_what_is_not_understood_changes_nothing(stage: Stage) -> None:
    _, owner = await guarded(stage)
    for typed in ("captcha", "passphrase 芝麻 + open", "attempts 两", "暗号", "暗号 ！！", "review + 暗号 芝麻"):
        said = await says(stage, owner, f"/gate {typed}")
        assert "已改好" not in said, typed
    assert "暗号 芝麻开门" in await says(stage, owner, "/gate")


async def test_the_gate_needs_the_right_to_change_the_group(stage: Stage) -> None:
    group, owner = await guarded(stage)
    clerk = stage.member(group, "小工", language="zh-hans")
    owner.promotes(clerk, group, rights=("can_delete_messages",))
    clerk.says_privately("/start")
    await stage.settled()
    clerk.says(group, "/gate open")
    await stage.settled()
    assert "修改群组信息" in clerk.last.content
    assert "芝麻开门" in await says(stage, owner, "/gate")
