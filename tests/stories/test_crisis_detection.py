"""What is told from everyday talk: many people at once, over all groups, accounts that belong together; and what is not."""

from sqlalchemy import update

from bot.sandbox import Chat, User
from storage.tables import groups
from tests.stage import RIGHTS, Stage, texts
from tests.stories.test_crisis import cards, watching


def alarms(person: User) -> list[str]:
    """The incident cards somebody has, of words and of moods."""
    return [text for text in texts(person.inbox) if "· 第" in text and ("预警" in text or "留意" in text)]


async def share_a_community(stage: Stage, *chats: Chat) -> None:
    """Make the groups one community's, as joining one does."""
    database = stage.weilu.storage.database
    async with database.transaction() as connection:
        await connection.execute(
            update(groups).where(groups.c.chat_id.in_([chat.id for chat in chats])).values(community_id=1)
        )
    await stage.restart()


async def test_one_complaint_in_each_of_five_groups_is_a_crisis(stage: Stage) -> None:
    first, owner = await stage.tea_house()
    others = []
    for number in range(2, 6):
        chat = stage.sandbox.supergroup(f"围炉茶友 {number}", owner=owner)
        owner.adds_bot(chat, rights=RIGHTS)
        others.append(chat)
    await stage.settled()
    await share_a_community(stage, first, *others)
    words = ("十天了还不发货", "客服没人理我", "收到的茶破损了，很失望", "申请退款一直没处理", "发错货了，也没人管")
    for number, chat in enumerate((first, *others)):
        stage.member(chat, f"群友{number}").says(chat, words[number])
        await stage.settled()
        await stage.advance(minutes=1)
    found = alarms(owner)
    assert any("抱怨集中出现" in text for text in found)
    assert "5 个群" in found[-1] or "涉及" in found[-1]
    assert "数据还少" in found[0]


async def test_one_person_thirty_times_is_a_ticket_and_no_incident(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    angry = stage.member(group, "老李")
    for number in range(30):
        angry.says(group, f"第{number}次问了，还不发货，没人理我")
        await stage.advance(minutes=2)
    assert alarms(owner) == []
    tickets = [text for text in texts(owner.inbox) if "老李" in text and "客诉" in text]
    assert len(tickets) == 1


async def test_a_surge_opens_outlives_a_lost_process_calms_and_closes_by_itself(stage: Stage) -> None:
    group, owner, _ = await watching(stage, "退款 频次")
    people = [stage.member(group, name) for name in ("甲", "乙", "丙", "丁", "戊", "己")]
    for person in people[:3]:
        person.says(group, "我要退款")
        await stage.settled()
    (card,) = cards(owner)
    assert "黄色预警" in card.content and "数据还少" in card.content and "📋" in card.content
    await stage.kill()
    await stage.start()
    for person in people[3:]:
        person.says(group, "我也要退款")
        await stage.settled()
    assert "橙色预警 · 第 1 号" in cards(owner)[-1].content
    assert "6 人提到" in cards(owner)[-1].content
    for _ in range(30):
        await stage.advance(minutes=10)
    assert "已自动关闭" in cards(owner)[-1].content
    (review,) = [text for text in texts(owner.inbox) if text.startswith("复盘 · 第 1 号")]
    assert "一直没有新动静，已自动关闭" in review and "前后共 6 人、6 条" in review, (
        "nobody took it: all the more to learn from"
    )
    people[0].says(group, "退款到了")
    await stage.settled()
    assert "已自动关闭" in cards(owner)[-1].content
    await stage.advance(days=1)
    assert any("自己平息的预警" in text and "第 1 号“退款”" in text for text in texts(owner.inbox))


async def test_fresh_accounts_with_the_same_words_are_called_organised(stage: Stage) -> None:
    group, owner, _ = await watching(stage, "假货 频次")
    for name in ("新一", "新二", "新三"):
        stage.member(group, name).says(group, "这家卖的全是假货大家千万别买")
        await stage.settled()
    assert "有组织" in cards(owner)[-1].content
    assert "橙色预警" in cards(owner)[-1].content and "截图留证" in cards(owner)[-1].content


async def test_a_calmed_word_does_not_count_until_the_time_is_over(stage: Stage) -> None:
    group, owner, _ = await watching(stage, "停产 紧急")
    owner.says_privately("/calm 停产 2h")
    await stage.settled()
    assert "到 12-01 10:00 之前不算" in owner.last.content
    member = stage.member(group, "甲")
    member.says(group, "听说这款要停产了")
    await stage.settled()
    assert cards(owner) == []
    await stage.advance(hours=3)
    member.says(group, "怎么就停产了")
    await stage.settled()
    assert len(cards(owner)) == 1


async def test_an_announced_event_is_no_surge_and_still_an_emergency(stage: Stage) -> None:
    group, owner, _ = await watching(stage, "抢不到 频次", "拉肚子 紧急")
    owner.says(group, '/event "新茶发布" 2026-12-01 08:20 at 线上')
    await stage.settled()
    await stage.advance(minutes=5)
    people = [stage.member(group, name) for name in ("甲", "乙", "丙", "丁")]
    for person in people:
        person.says(group, "抢不到啊")
        await stage.settled()
    assert cards(owner) == []
    people[0].says(group, "上次那款喝了拉肚子")
    await stage.settled()
    assert len(cards(owner)) == 1


async def test_a_mood_that_turns_is_seen_once_the_usual_is_known(stage: Stage) -> None:
    people = [stage.sandbox.person(f"茶友{number}") for number in range(14)]
    group, owner = await stage.tea_house(people)
    for _ in range(4):
        for person in people:
            person.says(group, "今天这泡茶真好喝，谢谢老板")
        await stage.settled()
        await stage.advance(days=1)
    assert alarms(owner) == []
    for person in people[:10]:
        person.says(group, "太失望了，这次真的很差劲")
        await stage.settled()
    (card,) = alarms(owner)[:1]
    assert "大家情绪明显变差" in card and "平时这个时段约" in card


async def test_what_the_staff_say_does_not_darken_the_mood(stage: Stage) -> None:
    group, owner, admin = await watching(stage)
    for number in range(6):
        admin.says(group, f"太失望了，第{number}批又发错货了，客服没人理")
        owner.says(group, "这次真的很差劲")
    await stage.settled()
    assert alarms(owner) == []
