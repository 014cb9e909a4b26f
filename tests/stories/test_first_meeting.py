"""The first meeting, help by role and by topic, and commands that are not ours."""

from bot.features.digest.settings import DigestSettings
from bot.features.entry.settings import EntrySettings
from bot.features.moderation.settings import ModerationSettings
from bot.sandbox import Chat, User
from tests.stage import RIGHTS, Stage, texts
from tests.stories.tea_house import TeaHouse, labels
from tests.stories.test_panel import presses, state


async def test_four_questions_set_the_group_up(house: TeaHouse, group: Chat, owner: User) -> None:
    door = house.spoken[0].buttons[0][0]
    assert door.url is not None and "四个问题" in door.text
    owner.opens(door.url)
    await house.stage.settled()
    page = owner.last
    assert "第 1 题，共 4 题" in page.content
    await presses(house, owner, page, "中文", "看图验证：挡住机器号", "跳过", "20:00")
    assert "交给我" in page.content
    now = await state(house, group)
    assert [step.kind for step in now.settings(EntrySettings).gate] == ["captcha"]
    assert now.settings(DigestSettings).at == "20:00"
    assert not now.chose(ModerationSettings, "strictness"), "a question left out leaves the default"
    planned = [each for each in await house.stage.weilu.storage.schedules.all() if each.kind == "digest_due"]
    assert [each.rule for each in planned] == ["every day 20:00"], "the digest follows at once"
    member = house.newcomer("小林")
    member.opens(door.url)
    await house.stage.settled()
    assert "没看到您管理的群" in member.last.content


async def test_who_can_be_reached_is_asked_in_private_in_their_language(stage: Stage) -> None:
    owner = stage.sandbox.person("Basil", language="en")
    owner.says_privately("/start")
    await stage.settled()
    group = stage.sandbox.supergroup("Hearth", owner=owner)
    owner.adds_bot(group, rights=RIGHTS)
    await stage.settled()
    page = owner.last
    assert "Thank you for having me" in page.content
    owner.presses(page, "Begin")
    await stage.settled()
    owner.presses(page, "English")
    await stage.settled()
    assert "question 2 of 4" in page.content
    owner.says(group, "/strict")
    await stage.settled()
    assert "lenient" in texts(group.messages)[-1].lower()


async def test_help_by_role_by_topic_and_by_command(house: TeaHouse, group: Chat, owner: User) -> None:
    member = house.newcomer("小林")
    await house.after(member.says(group, "/help"))
    assert "/checkin" in house.answers[-1] and "/ban" not in house.answers[-1]
    await house.after(owner.says(group, "/help"))
    assert "/ban" not in house.answers[-1] and "私聊我发 /help" in house.answers[-1]
    overview = await house.answer_to(owner, "/help")
    assert "/checkin" in overview
    page = owner.last
    await presses(house, owner, page, "静默与工作时段")
    assert "/quiet 22:00-08:00" in page.content and "修改群组信息" in page.content
    await presses(house, owner, page, "‹ 返回")
    assert "舆情" in labels(page)
    assert "例如 /quiet" in await house.answer_to(owner, "/help quiet")


async def test_a_mistyped_command_is_set_right_and_others_bots_are_left_alone(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    asked = await house.after(owner.says(group, "/stauts"))
    assert "/status" in house.whispers[-1]
    await house.after(owner.says(group, "/strict harsh"))
    assert "例如 /strict standard" in house.whispers[-1], "a usage error shows an example"
    member = await house.after(house.newcomer("小林"))
    before = len(house.answers), len(house.whispers)
    others = [
        await house.after(owner.says(group, "/gate@otherbot passphrase 秘密")),
        await house.after(owner.says(group, "/ban@otherbot")),
        await house.after(owner.says(group, "/zzzzzz")),
        await house.after(member.says(group, "/stauts")),
    ]
    assert (len(house.answers), len(house.whispers)) == before
    await house.stage.advance(minutes=31)
    assert all(message in group.messages for message in others) and asked not in group.messages
