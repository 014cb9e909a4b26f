"""Who decides about a request to come in, and how the gate is set."""

from bot.sandbox import Chat, User
from tests.stage import texts
from tests.stories.tea_house import TeaHouse

# --- deciding ----------------------------------------------------------------------------------------------------


async def test_who_cannot_be_written_to_is_left_to_the_admins(guarded: TeaHouse, group: Chat, owner: User) -> None:
    red = guarded.stage.sandbox.person("小红", bio="卖茶的")
    red.blocks_bot()
    request = await guarded.after(red.asks_to_join(group, guarded.stage.sandbox.link(group, request=True)))
    card = owner.last
    assert "私信不到" in card.content and "卖茶的" in card.content and str(red.id) in card.content
    await guarded.stage.advance(hours=1)
    assert request.status == "pending"
    await guarded.after(owner.presses(card, "拒绝"))
    assert request.status == "declined"
    assert "已拒绝，店长 处理" in card.content and card.buttons == []


async def test_review_sends_a_card_and_the_first_press_wins(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.guard("审核")
    deputy = await house.deputy("副店长", "can_invite_users")
    link = owner.makes_link(group, "海报二维码", request=True)
    red = house.stage.sandbox.person("<b>小红</b>", language="zh-hans")
    request = await house.after(red.asks_to_join(group, link))
    assert "已转给管理员" in red.last.content
    card, other = owner.last, deputy.last
    assert "海报二维码" in card.content and "<b>小红</b>" in card.content

    presses = {"approved": deputy.presses(other, "通过"), "declined": owner.presses(card, "拒绝")}
    await house.stage.settled()
    first = presses.pop(request.status)
    (second,) = presses.values()
    assert first.answer is not None and "这就办" in first.answer
    assert second.answer is not None and f"{first.person.name} 处理" in second.answer
    assert card.content == other.content and f"{first.person.name} 处理" in card.content
    assert card.buttons == other.buttons == []


async def test_cards_of_applicants_go_to_the_admins_own_group(house: TeaHouse, owner: User) -> None:
    await house.guard("审核")
    room = await house.back_room()
    before = len(owner.inbox)
    red, request = await house.applicant()
    card = room.messages[-1]
    assert red.name in card.content and len(owner.inbox) == before
    await house.after(owner.presses(card, "通过"))
    assert request.status == "approved"
    assert "已通过，店长 处理" in card.content and card.buttons == []


async def test_a_passphrase_can_come_before_a_review(house: TeaHouse, owner: User) -> None:
    await house.guard("暗号 芝麻开门 + 审核")
    red, request = await house.applicant()
    assert "已转给管理员" in await house.answer_to(red, "芝麻开门")
    assert request.status == "pending"
    await house.after(owner.presses(owner.last, "拒绝"))
    assert request.status == "declined"
    assert "管理员没有通过" in red.last.content


async def test_a_card_needs_the_right_to_invite(house: TeaHouse) -> None:
    await house.guard("review")
    clerk = await house.deputy("小工", "can_delete_messages")
    _, request = await house.applicant()
    press = await house.after(clerk.presses(clerk.last, "通过"))
    assert press.alert and press.answer is not None and "邀请用户" in press.answer
    assert request.status == "pending"


async def test_approved_in_telegram_itself(guarded: TeaHouse, group: Chat, owner: User) -> None:
    red, _ = await guarded.applicant()
    owner.approves(red, group)
    await guarded.stage.settled()
    before = len(red.inbox)
    await guarded.stage.advance(minutes=10)
    assert len(red.inbox) == before, "the deadline is off"
    assert guarded.stage.sandbox.calls("declineChatJoinRequest") == []
    assert "管理员通过 1" in await guarded.answer_to(owner, "/gate")


async def test_approved_in_telegram_the_card_says_so(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.guard("review")
    red, _ = await house.applicant()
    card = owner.last
    owner.approves(red, group)
    await house.stage.settled()
    assert "已通过，店长 处理" in card.content and card.buttons == []


async def test_declined_in_telegram_an_approval_finds_nobody(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.guard("review")
    red, request = await house.applicant()
    card = owner.last
    owner.declines(red, group)
    await house.after(owner.presses(card, "通过"))
    await house.stage.advance(minutes=2)
    assert request.status == "declined"
    assert "申请已经不在了" in card.content


async def test_a_gate_that_nobody_has_set_leaves_requests_to_the_administrators(house: TeaHouse, owner: User) -> None:
    _red, request = await house.applicant()
    assert request.status == "pending"
    await house.after(owner.presses(owner.last, "通过"))
    assert request.status == "approved"


async def test_an_open_gate_approves(house: TeaHouse) -> None:
    await house.guard("open")
    red, request = await house.applicant()
    assert request.status == "approved"
    assert red.inbox == []


# --- /gate -------------------------------------------------------------------------------------------------------


async def test_the_gate_is_set_in_secret(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.answer_to(owner, "/gate attempts 2")
    typed = await house.after(owner.says(group, "/gate passphrase 芝麻开门 + review"))
    assert typed is not None and typed.deleted
    said = owner.last.content
    assert "暗号 芝麻开门 → 人工审核" in said and "3 分钟" in said
    assert all("芝麻开门" not in text for text in texts(m for m in group.messages if not m.deleted))


async def test_the_gate_by_buttons(guarded: TeaHouse, owner: User) -> None:
    await guarded.answer_to(owner, "/gate")
    panel = owner.last
    await guarded.after(owner.presses(panel, "5 次"))
    assert "可答 5 次" in panel.content
    await guarded.after(owner.presses(panel, "10 分钟"))
    assert "每步 10 分钟" in panel.content
    await guarded.after(owner.presses(panel, "人工审核"))
    assert "步骤：人工审核" in panel.content
    await guarded.after(owner.presses(panel, "开放"))
    assert "直接通过" in panel.content


async def test_limits_have_bounds(guarded: TeaHouse, owner: User) -> None:
    assert "可答 3 次" in await guarded.answer_to(owner, "/gate attempts 3")
    assert "1 小时后" in await guarded.answer_to(owner, "/gate cooldown 1小时")
    assert "随时可以再申请" in await guarded.answer_to(owner, "/gate cooldown 0")
    assert "超出范围" in await guarded.answer_to(owner, "/gate timeout 5")
    assert "超出范围" in await guarded.answer_to(owner, "/gate attempts 99")
    assert "可答 3 次" in await guarded.answer_to(owner, "/gate")


async def test_what_is_not_understood_changes_nothing(guarded: TeaHouse, owner: User) -> None:
    for typed in (
        "telepathy",
        "captcha 99",
        "quiz",
        "passphrase 芝麻 + open",
        "attempts 两",
        "暗号",
        "暗号 ！！",
        "review + 暗号 芝麻",
    ):
        said = await guarded.answer_to(owner, f"/gate {typed}")
        assert "已改好" not in said, typed
    assert "暗号 芝麻开门" in await guarded.answer_to(owner, "/gate")


async def test_the_gate_needs_the_right_to_change_the_group(guarded: TeaHouse, group: Chat, owner: User) -> None:
    clerk = await guarded.deputy("小工", "can_delete_messages")
    await guarded.after(clerk.says(group, "/gate open"))
    assert "修改群组信息" in clerk.last.content
    assert "芝麻开门" in await guarded.answer_to(owner, "/gate")
