"""Somebody asks to come in: asked for the passphrase in private, let in or not, and told why."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.sandbox import Chat, Fault, User, VirtualClock
from tests.stage import texts
from tests.stories.tea_house import TeaHouse


async def reading_circle(house: TeaHouse) -> Chat:
    """A second group of the owner's, with a passphrase of its own: 开卷有益."""
    circle = house.stage.sandbox.supergroup("读书会", owner=house.owner)
    house.owner.adds_bot(circle, rights=("can_invite_users", "can_delete_messages", "can_restrict_members"))
    await house.stage.settled()
    await house.after(house.owner.says(circle, "/gate 暗号 开卷有益"))
    return circle


@asynccontextmanager
async def asleep(house: TeaHouse, *, minutes: float) -> AsyncIterator[None]:
    """The bot is down while the block runs and so long after it, and then has had time to catch up."""
    await house.stage.stop()
    yield
    assert isinstance(house.stage.sandbox.clock, VirtualClock)
    house.stage.sandbox.clock.advance(minutes=minutes)
    await house.stage.start()
    await house.stage.advance(seconds=20)


# --- the passphrase ----------------------------------------------------------------------------------------------


async def test_the_right_passphrase_opens_the_door(guarded: TeaHouse, group: Chat) -> None:
    red, request = await guarded.applicant()
    asked = red.last.content
    assert "围炉茶友" in asked and "3 分钟" in asked and "2 次" in asked

    said = await guarded.answer_to(red, " 芝 麻、開門！")
    assert request.status == "approved"
    assert "已经加入“围炉茶友”" in said
    assert group.member(red).status == "member"


async def test_that_somebody_is_in_is_said_only_once_telegram_has_let_them_in(
    guarded: TeaHouse, group: Chat, owner: User
) -> None:
    red, request = await guarded.applicant()
    owner.promotes_bot(group, rights=("can_delete_messages", "can_restrict_members", "can_change_info"))
    await guarded.stage.settled()
    said = await guarded.answer_to(red, "芝麻开门")
    assert request.status == "pending"
    assert "已经加入" not in said
    assert "Telegram 没让办" in owner.last.content


async def test_wrong_answers_cost_attempts_and_the_last_one_declines(guarded: TeaHouse) -> None:
    red, request = await guarded.applicant()
    said = await guarded.answer_to(red, "芝麻关门")
    assert "不对" in said and "围炉茶友" in said and "还有 1 次" in said
    assert request.status == "pending"

    said = await guarded.answer_to(red, "开门芝麻")
    assert "没有通过" in said and "10 分钟后再申请" in said
    assert request.status == "declined"
    explained = guarded.stage.sandbox.calls("sendMessage", chat_id=red.id)[-1]
    declined = guarded.stage.sandbox.calls("declineChatJoinRequest")[-1]
    assert guarded.stage.sandbox.journal.index(explained) < guarded.stage.sandbox.journal.index(declined)


async def test_silence_and_trying_in_vain_are_told_apart(guarded: TeaHouse) -> None:
    silent, first = await guarded.applicant("小静")
    trying, second = await guarded.applicant("小试")
    await guarded.answer_to(trying, "不知道")
    await guarded.stage.advance(seconds=181)
    assert (first.status, second.status) == ("declined", "declined")
    assert "没有收到您的回答" in silent.last.content
    assert "前面的答案不对" in trying.last.content


async def test_who_failed_is_told_when_to_come_back(guarded: TeaHouse, group: Chat) -> None:
    red, _ = await guarded.applicant()
    for guess in ("一", "二"):
        await guarded.answer_to(red, guess)
    await guarded.stage.advance(minutes=4)
    again = await guarded.after(red.asks_to_join(group))
    assert again.status == "declined"
    assert "6 分钟后再申请" in red.last.content

    await guarded.stage.advance(minutes=6)
    third = await guarded.after(red.asks_to_join(group))
    assert third.status == "pending"
    assert "2 次机会" in red.last.content


async def test_taking_a_request_back_gives_no_new_attempts(guarded: TeaHouse, group: Chat) -> None:
    red, request = await guarded.applicant()
    await guarded.answer_to(red, "一")
    red.cancels(request)
    second = await guarded.after(red.asks_to_join(group))
    assert "只有 1 次机会" in red.last.content
    await guarded.answer_to(red, "二")
    assert second.status == "declined"


async def test_commands_and_pictures_are_no_answers(guarded: TeaHouse) -> None:
    red, request = await guarded.applicant()
    await guarded.after(red.says_privately("/start"))
    assert any("还在等您的回答" in said and "还有 2 次" in said for said in texts(red.inbox))
    await guarded.after(red.sends_sticker(red.private))
    assert "请用文字或按钮回答" in red.last.content
    await guarded.answer_to(red, "/help")
    await guarded.answer_to(red, "芝麻开门")
    assert request.status == "approved"


async def test_a_passphrase_that_is_a_keyword_still_counts(house: TeaHouse) -> None:
    await house.guard("暗号 打卡")
    red, request = await house.applicant()
    await house.answer_to(red, "打卡")
    assert request.status == "approved"


async def test_the_button_keeps_the_chat_open(house: TeaHouse) -> None:
    await house.guard(timeout="10m")
    red, request = await house.applicant()
    press = await house.after(red.presses(red.last, "我来回答"))
    assert press.answer is not None and "发到这里" in press.answer
    await house.stage.advance(minutes=9)
    await house.answer_to(red, "芝麻开门")
    assert request.status == "approved"
    late = await house.after(red.presses(red.inbox[0], "我来回答"))
    assert late.answer is not None and "已经过去" in late.answer


async def test_applicants_are_spoken_to_in_their_language(guarded: TeaHouse) -> None:
    bob, _ = await guarded.applicant("Bob", language="en")
    assert "passphrase" in bob.last.content and "2 tries" in bob.last.content
    assert "not right" in await guarded.answer_to(bob, "sesame")


async def test_several_groups_at_once_do_not_mix(guarded: TeaHouse) -> None:
    circle = await reading_circle(guarded)

    red, tea = await guarded.applicant()
    question = red.last
    books = await guarded.after(red.asks_to_join(circle))
    assert "读书会" in red.last.content
    await guarded.after(red.says_privately("芝麻开门", reply_to=question))
    assert (tea.status, books.status) == ("approved", "pending")
    await guarded.answer_to(red, "开卷有益")
    assert books.status == "approved"


async def test_without_a_reply_the_newest_question_is_meant(guarded: TeaHouse) -> None:
    circle = await reading_circle(guarded)
    red, tea = await guarded.applicant()
    books = await guarded.after(red.asks_to_join(circle))
    red.says_privately("开卷有益")
    await guarded.after(red.says_privately("芝麻开门"))
    assert (tea.status, books.status) == ("approved", "approved")


async def test_a_guard_bots_query_is_queued_first(guarded: TeaHouse, group: Chat) -> None:
    group.guarded = True
    red, request = await guarded.applicant()
    (queued,) = guarded.stage.sandbox.calls("answerChatJoinRequestQuery")
    assert queued.params["result"] == "queue"
    await guarded.answer_to(red, "芝麻开门")
    assert request.status == "approved"


# --- crash and restart -------------------------------------------------------------------------------------------


async def test_asked_before_a_restart_and_answered_after_it(guarded: TeaHouse) -> None:
    red, request = await guarded.applicant()
    await guarded.answer_to(red, "不对")
    await guarded.stage.restart()
    assert "还有" not in await guarded.answer_to(red, "芝麻开门")
    assert request.status == "approved"
    assert len(guarded.stage.sandbox.calls("sendMessage", chat_id=red.id)) == 3


async def test_answered_in_time_while_the_bot_was_down(guarded: TeaHouse) -> None:
    red, request = await guarded.applicant()
    async with asleep(guarded, minutes=5):
        red.says_privately("芝麻开门")
    assert request.status == "approved"


async def test_who_ran_out_of_time_while_the_bot_was_down_is_asked_anew(guarded: TeaHouse) -> None:
    red, request = await guarded.applicant()
    await guarded.after(red.presses(red.last, "我来回答"))
    async with asleep(guarded, minutes=10):
        pass
    assert request.status == "pending"
    assert "3 分钟" in red.last.content and "2 次" in red.last.content
    await guarded.answer_to(red, "芝麻开门")
    assert request.status == "approved"


async def test_who_cannot_be_asked_anew_is_left_to_the_admins(guarded: TeaHouse, owner: User) -> None:
    red, request = await guarded.applicant()
    async with asleep(guarded, minutes=6):
        pass
    assert len(red.inbox) == 1, "the private chat had closed"
    assert request.status == "pending"
    assert "私信不到" in owner.last.content


async def test_a_request_made_a_moment_ago_is_asked_at_the_start(guarded: TeaHouse, group: Chat) -> None:
    await guarded.stage.stop()
    red = guarded.stage.sandbox.person("小红", language="zh-hans")
    red.says_privately("你好")
    request = red.asks_to_join(group)
    assert isinstance(guarded.stage.sandbox.clock, VirtualClock)
    guarded.stage.sandbox.clock.advance(minutes=12)
    await guarded.stage.start()
    assert "3 分钟" in red.last.content
    await guarded.answer_to(red, "芝麻开门")
    assert request.status == "approved"


async def test_a_deadline_missed_long_ago_is_left_to_the_admins(guarded: TeaHouse, group: Chat, owner: User) -> None:
    red, request = await guarded.applicant()
    async with asleep(guarded, minutes=40):
        pass
    assert request.status == "pending"
    assert "离线时错过" in owner.last.content
    await guarded.after(owner.presses(owner.last, "通过"))
    assert request.status == "approved"
    assert "已通过，店长 处理" in owner.last.content
    assert red.id in group.members


async def test_a_request_made_long_ago_is_left_to_the_admins(guarded: TeaHouse, group: Chat, owner: User) -> None:
    async with asleep(guarded, minutes=40):
        red = guarded.stage.sandbox.person("小红")
        request = red.asks_to_join(group)
    assert request.status == "pending"
    assert "离线时错过" in owner.last.content and red.inbox == []


async def test_a_right_answer_survives_a_crash_during_the_approval(guarded: TeaHouse) -> None:
    red, request = await guarded.applicant()
    guarded.stage.sandbox.faults.add(Fault("approveChatJoinRequest", "reset", "after"))
    await guarded.answer_to(red, "芝麻开门")
    await guarded.stage.restart()
    await guarded.stage.advance(minutes=2)
    assert request.status == "approved"
    assert sum("已经加入" in said for said in texts(red.inbox)) == 1
