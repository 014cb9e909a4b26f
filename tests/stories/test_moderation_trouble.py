"""Moderation when not all goes well: a right is lost, the process stops, a crowd comes, or the bot only watches."""

from datetime import timedelta

from bot.sandbox import Chat, Message, User
from tests.stage import RIGHTS
from tests.stories.tea_house import TeaHouse, labels

EVIL = "https://evil.example.com"


async def decided_and_not_done(house: TeaHouse, spammer: User) -> Message:
    """An advert whose deletion is decided, and nothing can leave the bot any more."""
    await house.stage.settled()
    await house.stage.weilu.outbox.stop()
    advert = spammer.says(house.group, f"来 {EVIL}")
    await house.stage.sandbox.quiet(0.05)
    await house.stage.weilu.mailboxes.idle()
    assert advert is not None and not advert.deleted
    return advert


async def test_a_lost_right_is_said_on_the_card_and_in_status(house: TeaHouse, group: Chat, owner: User) -> None:
    advert = await decided_and_not_done(house, house.newcomer("小广告"))
    owner.promotes_bot(group, rights=[right for right in RIGHTS if right != "can_delete_messages"])
    await house.stage.restart()
    assert not advert.deleted
    said = house.card.content
    assert ("没能删除" in said or "缺少“删除消息”权限" in said) and "已删除" not in said
    later = await house.after(house.newcomer("另一个广告").says(group, f"再来 {EVIL}"))
    assert not later.deleted
    assert "记录 #2" in house.card.content and "缺少“删除消息”权限" in house.card.content
    await house.after(owner.says(group, "/status"))
    assert "没做成" in house.answers[-1] and "删除消息" in house.answers[-1]


async def test_a_mute_that_is_carried_out_late_is_none_for_ever(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(owner.says(group, "/word add evil mute"))
    person = house.newcomer("小广告")
    await decided_and_not_done(house, person)
    await house.stage.kill()
    house.stage.sandbox.clock.advance(timedelta(minutes=30))
    await house.stage.start()
    await house.stage.settled()
    assert group.member(person).status == "restricted"
    await house.stage.advance(minutes=2)
    assert group.member(person).status == "member"


async def test_a_restart_between_decision_and_deletion_loses_nothing(house: TeaHouse, group: Chat) -> None:
    spammer = house.newcomer("小广告")
    advert = await decided_and_not_done(house, spammer)
    await house.stage.restart()
    assert advert.deleted and "已删除 1 条" in house.card.content
    await house.after(spammer.says(group, f"又来 {EVIL}"))
    assert "一共 2 条" in house.card.content and "记录 #1" in house.card.content


async def test_observe_mode_shows_and_does_nothing(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(owner.says(group, "/mode 观察"))
    advert = await house.after(house.newcomer("小广告").says(group, f"来 {EVIL}"))
    assert not advert.deleted
    assert "本来会：删除" in house.card.content


async def test_a_raid_is_one_silent_card(house: TeaHouse, group: Chat, owner: User) -> None:
    crowd: list[User] = []
    for number in range(12):
        crowd.append(house.newcomer(f"路人{number}"))
        await house.stage.advance(seconds=15)  # they drop in one by one; it is their adverts that come together
    adverts = [person.says(group, f"来 https://evil{n}.example.com") for n, person in enumerate(crowd)]
    await house.stage.settled()
    assert all(advert.deleted for advert in adverts if advert)
    await house.stage.advance(seconds=6)
    (card,) = [said for said in owner.inbox if "记录 #" in said.content or "已自动处理" in said.content]
    assert "共 12 起" in card.content and "已删除 12 条" in card.content
    await house.after(owner.presses(card, "点开查看"))
    listed = owner.last
    assert "撤销 #12" in labels(listed) and "撤销 #3" in labels(listed) and "撤销 #2" not in labels(listed)
    await house.after(owner.presses(listed, "撤销 #12"))
    assert any("evil11" in said for said in house.answers)
    await house.after(owner.presses(listed, "更早的"))
    assert "撤销 #2" in labels(owner.last) and "撤销 #3" not in labels(owner.last)


async def test_a_lost_right_is_said_once_a_day_and_asked_for_again(house: TeaHouse, group: Chat, owner: User) -> None:
    def said() -> int:
        return sum("我少了“删除消息”权限" in message.content for message in owner.inbox)

    without = [right for right in RIGHTS if right != "can_delete_messages"]
    owner.promotes_bot(group, rights=without)
    await house.stage.settled()
    first = await house.after(house.newcomer("甲").says(group, f"来 {EVIL}/1"))
    await house.stage.kill()
    await house.stage.start()
    await house.after(house.newcomer("乙").says(group, f"来 {EVIL}/2"))
    assert not first.deleted and said() == 1
    probes = len(house.stage.sandbox.calls("getChatAdministrators"))
    await house.stage.advance(minutes=16)
    assert len(house.stage.sandbox.calls("getChatAdministrators")) > probes
    await house.stage.advance(hours=25)
    await house.after(house.newcomer("丙").says(group, f"来 {EVIL}/3"))
    assert said() == 2
    owner.promotes_bot(group, rights=RIGHTS)
    await house.stage.settled()
    last = await house.after(house.newcomer("丁").says(group, f"来 {EVIL}/4"))
    assert last.deleted


async def test_one_message_too_old_to_delete_does_not_hide_that_the_others_are_gone(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    await house.after(owner.says(group, "/word add 办证 ban"))
    person = await house.regular()
    old = await house.after(person.says(group, "今天天气真不错呀"))
    await house.stage.advance(days=3)
    recent = []
    for number in range(3):
        recent.append(await house.after(person.says(group, f"这是第 {number} 句闲聊的话")))
        await house.stage.advance(seconds=20)
    await house.after(person.edits(old, "专业办证"))
    assert not old.deleted and all(message.deleted for message in recent)
    assert "已删除 3 条消息" in house.card.content and "没能删除" in house.card.content
    await house.after(owner.presses(house.card, "撤销"))
    restored = next(said for said in house.answers if "的消息被误删" in said)
    assert all(f"第 {number} 句" in restored for number in range(3)) and "专业办证" not in restored
