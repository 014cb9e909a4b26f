"""What people are owed: to be told what is kept, to be given it, to be forgotten."""

import json

from sqlalchemy import select

from bot.sandbox import Chat, User
from storage.enclosed import HELD, TOLD
from storage.personal import TRACES
from storage.tables import cases, incident_log, members
from tests.stage import Stage, texts
from tests.stories.tea_house import TeaHouse


async def traces_of(stage: Stage, user_id: int) -> set[str]:
    """Where somebody is named now."""
    database = stage.weilu.storage.database
    found = set()
    for trace in TRACES:
        if await database.fetch(select(trace.who).where(trace.who == user_id)):
            found.add(f"{trace.table.name}.{trace.who.name}")
    return found


async def busy_life(house: TeaHouse, group: Chat, owner: User) -> User:
    """Somebody who came through the gate, talked, checked in, reported, and wrote a ticket's worth."""
    await house.guard()
    red, request = await house.applicant()
    await house.answer_to(red, "芝麻开门")
    assert request.status == "approved"
    await house.stage.advance(days=4)
    for said in ("今天的白茶很好喝", "打卡 读了两页书", "谢谢店长"):
        red.says(group, said)
        await house.stage.advance(minutes=1)
    return red


async def test_what_is_kept_is_said_and_handed_out(house: TeaHouse, group: Chat, owner: User) -> None:
    red = await busy_life(house, group, owner)
    assert "7 天" in await house.answer_to(red, "/privacy")
    await house.answer_to(red, "/mydata")
    file = red.last
    assert "打卡和积分" in file.content and "消息" in file.content
    found = json.loads(house.stage.sandbox.file(file))
    assert "今天的白茶很好喝" in [row["text"] for row in found["words"]["messages"]]
    assert found["checkins"]["checkins"][0]["note"] == "读了两页书"
    assert found["entry"]["applications"][0]["ending"] == "passed"


async def test_whoever_asks_is_forgotten_everywhere(house: TeaHouse, group: Chat, owner: User) -> None:
    red = await busy_life(house, group, owner)
    await house.answer_to(red, "/forgetme")
    await house.after(red.presses(red.last, "忘记我"))
    assert "已经忘记您了" in red.last.content
    left = await traces_of(house.stage, red.id)
    assert left <= {"people.user_id"}, "the private chat we are in"
    await house.after(red.says(group, "大家好"))
    assert "members.user_id" in await traces_of(house.stage, red.id), "we meet for the first time"
    assert "连续 1 天" in await _answer(house, red, group, "打卡")


async def _answer(house: TeaHouse, person: User, group: Chat, text: str) -> str:
    await house.after(person.says(group, text))
    return house.answers[-1]


async def test_a_ban_protects_the_others_under_a_pseudonym(house: TeaHouse, group: Chat, owner: User) -> None:
    crook = await busy_life(house, group, owner)
    said = await house.after(crook.says(group, "加我微信 tea8888"))
    await house.after(owner.says(group, "/ban 骗子", reply_to=said))
    await house.answer_to(crook, "/forgetme")
    await house.stage.kill()
    await house.stage.start()
    await house.after(crook.presses(crook.last, "忘记我"))
    assert await traces_of(house.stage, crook.id) <= {"people.user_id"}
    database = house.stage.weilu.storage.database
    (case, *_) = await database.fetch(select(cases).where(cases.c.action == "ban"))
    (banned,) = await database.fetch(select(members).where(members.c.status == "banned"))
    assert case.subject_id == banned.user_id > 1 << 60
    assert (case.subject_name, banned.name, banned.username) == ("", "", None)
    assert group.member(crook).status == "kicked"


async def test_nobody_else_can_press_it_and_staff_hear_what_stays(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(owner.says_privately("/word add 加微信"))
    await house.answer_to(owner, "/forgetme")
    assert "管理员身份不变" in owner.last.content
    await house.after(owner.presses(owner.last, "忘记我"))
    assert await traces_of(house.stage, owner.id) <= {"people.user_id", "admins.user_id", "owners.user_id"}
    assert "加微信" in await house.answer_to(owner, "/word list")


async def test_staff_are_forgotten_in_timelines_and_in_lists_of_readers(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    deputy = await house.deputy("二掌柜", "can_delete_messages", "can_restrict_members", "can_change_info")
    await house.after(owner.says_privately("/watch add 拉肚子 urgent"))
    for number in range(2):
        await house.after(house.newcomer(f"茶客{number}").says(group, "喝了拉肚子"))
    await house.after(deputy.says_privately("/ack 1"))
    await house.after(deputy.says_privately("/strict 严格"))
    await house.after(house.newcomer("广告").says(group, "加我微信 tea8888 领红包"))
    database = house.stage.weilu.storage.database
    assert "二掌柜" in [row.who for row in await database.fetch(select(incident_log.c.who))]
    await house.answer_to(deputy, "/forgetme")
    await house.after(deputy.presses(deputy.last, "忘记我"))
    database = house.stage.weilu.storage.database
    assert "二掌柜" not in [row.who for row in await database.fetch(select(incident_log.c.who))]
    assert await traces_of(house.stage, deputy.id) <= {"people.user_id", "admins.user_id", "owners.user_id"}
    for column in (*TOLD, *HELD):
        for row in await database.fetch(select(column)):
            assert str(deputy.id) not in str(row[0]), column


async def test_a_kill_at_the_press_forgets_all_the_same(shaken_stage: Stage) -> None:
    house = TeaHouse(shaken_stage, *await shaken_stage.tea_house())
    red = house.newcomer("小红")
    for said in ("今天的白茶很好喝", "谢谢店长"):
        await house.after(red.says(house.group, said))
    await house.after(red.says_privately("/forgetme"))
    ask = next(message for message in red.inbox if message.buttons)
    await house.after(red.presses(ask, "忘记我"))
    assert await traces_of(house.stage, red.id) <= {"people.user_id"}


async def test_in_english_and_with_nothing_kept(house: TeaHouse) -> None:
    bob = house.stage.sandbox.person("Bob", language="en")
    assert "What I keep, why" in await house.answer_to(bob, "/privacy")
    await house.answer_to(bob, "/forgetme")
    await house.after(bob.presses(bob.last, "Forget me"))
    assert any("I have forgotten you" in said for said in texts(bob.inbox))
