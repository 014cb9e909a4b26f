"""What a group is about: a gentle word when the talk drifts off, never more, and a line in the digest."""

from bot.sandbox import Chat
from tests.stage import Stage, texts

ASIDE = ("昨晚的球赛看了吗", "那个点球判得太离谱", "主队换人晚了十分钟", "明年还得看他们的门将")


def nudges(stage: Stage, group: Chat) -> list[str]:
    return [said.content for said in group.messages if said.sender == stage.sandbox.bot and "真热闹" in said.content]


async def chatter(stage: Stage, group: Chat, *words: str, count: int = 24) -> None:
    """Three people talk for half an hour."""
    crowd = [stage.member(group, name) for name in ("阿明", "小红", "老王")]
    for number in range(count):
        crowd[number % 3].says(group, f"{words[number % len(words)]}{'呀' * (number // 12 + 1)}")
        if number % 4 == 3:
            await stage.advance(minutes=3)
    await stage.settled()


async def test_talk_that_drifts_off_is_nudged_once_a_day_and_told_in_the_digest(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says(group, "/theme 茶 茶具")
    await stage.settled()
    assert "本群主要聊：茶、茶具" in texts(group.messages)[-1]
    await stage.advance(minutes=40)
    await chatter(stage, group, *ASIDE)
    await stage.advance(minutes=10)
    assert len(nudges(stage, group)) == 1 and "主要聊茶、茶具" in nudges(stage, group)[0]
    assert stage.sandbox.calls("deleteMessages") == [] and stage.sandbox.calls("restrictChatMember") == []
    await stage.kill()
    await stage.start()
    await chatter(stage, group, *ASIDE)
    await stage.advance(minutes=60)
    assert len(nudges(stage, group)) <= 1, "once a day"
    owner.says_privately("/digest")
    await stage.settled()
    assert "围着群主题聊的占 0%" in owner.last.content


async def test_talk_about_the_theme_is_left_alone(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says(group, "/theme 茶")
    await stage.advance(minutes=40)
    await chatter(stage, group, *ASIDE[:3], "这泡茶真香")
    await stage.advance(minutes=40)
    assert nudges(stage, group) == []


async def test_a_group_that_wants_it_only_in_the_digest_or_no_longer(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says(group, "/theme 茶")
    await stage.settled()
    state = group.messages[-1]
    owner.presses(state, "只写进日报")
    await stage.settled()
    assert "只写进日报。" in state.content
    await stage.advance(minutes=40)
    await chatter(stage, group, *ASIDE)
    await stage.advance(hours=1)
    assert nudges(stage, group) == []
    owner.says(group, "/theme")
    await stage.settled()
    state = group.messages[-1]
    owner.presses(state, "不要主题了")
    await stage.settled()
    assert "还没有主题" in state.content


async def test_a_theme_in_english(stage: Stage) -> None:
    _, owner = await stage.tea_house()
    owner.says_privately("/lang")
    await stage.settled()
    owner.presses(owner.last, "English")
    await stage.settled()
    owner.says_privately("/theme tea")
    await stage.settled()
    assert "This group is about: tea." in owner.last.content
