"""What the staff say about a message, the classifier remembers; and forgets again when they say so."""

from bot.sandbox import Chat, User
from tests.stories.tea_house import TeaHouse, labels

COURSE = "周日采茶体验班还剩几个名额，学费优惠，想来的茶友找小林"
AGAIN = "周六采茶体验班还剩几个名额，学费优惠，想来的茶友找小陈"


async def test_an_advert_that_was_missed_goes_with_its_author(house: TeaHouse, group: Chat, owner: User) -> None:
    person = await house.regular()
    said = await house.after(person.says(group, COURSE))
    assert not said.deleted
    order = await house.after(owner.says(group, "/spam", reply_to=said))
    assert order.deleted and said.deleted
    assert group.member(person).status == "kicked"
    assert any("记下了" in message.content for message in owner.inbox)
    assert "不是广告" not in await house.answer_to(owner, "/spam")
    assert "采茶体验班" in owner.last.content and "店长" in owner.last.content


async def test_what_two_have_taught_is_known_again_and_one_alone_decides_nothing(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    deputy = await house.deputy("副店长", "can_delete_messages", "can_restrict_members")
    first = await house.after((await house.regular("甲")).says(group, COURSE))
    await house.after(owner.says(group, "/spam", reply_to=first))
    alone = await house.after(house.newcomer("乙").says(group, AGAIN))
    assert not alone.deleted
    await house.after(deputy.says(group, "/spam", reply_to=alone))
    await house.stage.kill()
    await house.stage.start()
    await house.after(house.newcomer("丙").says(group, AGAIN))
    assert "您教过的广告很像" in house.card.content


async def test_what_was_taught_fades_while_the_bot_runs(house: TeaHouse, group: Chat, owner: User) -> None:
    deputy = await house.deputy("副店长", "can_delete_messages", "can_restrict_members")
    for teacher, name in ((owner, "甲"), (deputy, "乙")):
        said = await house.after((await house.regular(name)).says(group, COURSE))
        await house.after(teacher.says(group, "/spam", reply_to=said))
    assert (await house.after(house.newcomer("丙").says(group, AGAIN))).deleted
    for _ in range(10):
        await house.stage.advance(days=30)
        await house.after((await house.regular("常客")).says(group, "今天的茶真好喝"))
    assert not (await house.after(house.newcomer("丁").says(group, AGAIN))).deleted


async def test_undo_teaches_and_can_be_taken_back(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(house.newcomer("新茶友").says(group, "我的茶园开放参观 https://garden.example.com"))
    await house.after(owner.says(group, "/undo"))
    listed = await house.answer_to(owner, "/ham")
    assert "不是广告" in listed and "我的茶园开放参观" in listed
    assert labels(owner.last) == ["↩ 1", "↩ 收回一天内的", "↩ 收回一周内的"]
    press = await house.after(owner.presses(owner.last, "↩ 1"))
    assert press.answer == "收回了 1 条。"
    assert "还没有教过我什么" in owner.last.content


async def test_what_was_asked_about_is_learnt_either_way(house: TeaHouse, group: Chat, owner: User) -> None:
    person = await house.regular()
    for _ in range(2):
        await house.after(person.says(group, "来我们这个茶友群聊聊 https://t.me/+AbCdEf123456"))
        await house.after(owner.presses(house.card, "没问题"))
        await house.stage.advance(hours=1)
    await house.after((await house.regular("另一位")).says(group, "另外一个茶友群欢迎大家 https://t.me/+AbCdEf999999"))
    await house.after(owner.presses(house.card, "删除"))
    listed = await house.answer_to(owner, "/spam")
    assert listed.count("不是广告") == 2 and "1. 广告" in listed
    await house.after(owner.presses(owner.last, "↩ 收回一周内的"))
    assert "还没有教过我什么" in owner.last.content


async def test_an_insult_teaches_nothing_about_adverts(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after((await house.regular()).says(group, "你这个王八蛋给我滚出去"))
    await house.after(owner.presses(house.card, "删除"))
    assert "还没有教过我什么" in await house.answer_to(owner, "/spam")


async def test_who_may_not_ban_only_deletes_and_members_are_not_heard(house: TeaHouse, group: Chat) -> None:
    deputy = await house.deputy("副店长", "can_delete_messages")
    person, other = await house.regular(), await house.regular("路人")
    said = await house.after(person.says(group, COURSE))
    await house.after(other.says(group, "/spam", reply_to=said))
    assert not said.deleted
    await house.after(deputy.says(group, "/spam", reply_to=said))
    assert said.deleted and group.member(person).status == "member"
    await house.after(deputy.says(group, "/ham", reply_to=await house.after(person.says(group, "好"))))
    assert "太短" in deputy.last.content
