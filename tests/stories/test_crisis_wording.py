"""Words about the product: what not to say, what may be used, what is praised, and what is suddenly on many lips."""

from tests.stage import Stage, texts
from tests.stories.test_crisis import cards, watching


async def test_a_taboo_is_a_private_hint_once_a_day_and_never_a_penalty(stage: Stage) -> None:
    group, owner, _ = await watching(stage)
    owner.says_privately("/taboo add 根治 | 请说“有助于缓解”")
    await stage.settled()
    member = stage.member(group, "小美", language="zh-hans")
    stranger = stage.member(group, "路人")
    member.says_privately("/start")
    await stage.settled()
    before = len(member.inbox)
    said = member.says(group, "这款茶能根治失眠")
    stranger.says(group, "真的能根 治吗")
    await stage.kill()
    await stage.start()
    await stage.settled()
    assert "建议：请说“有助于缓解”" in member.last.content
    member.says(group, "根治根治")
    await stage.settled()
    assert len(member.inbox) == before + 1
    assert said is not None and not said.deleted
    await stage.advance(hours=25)
    member.says(group, "还是想说根治")
    await stage.settled()
    assert len(member.inbox) == before + 2


async def test_the_kit_is_for_everybody_and_kept_by_administrators(stage: Stage) -> None:
    group, owner, _ = await watching(stage)
    member = stage.member(group, "小美", language="zh-hans")
    member.says(group, "大家好")
    member.says_privately("/kit add 我的 | 随便写")
    await stage.settled()
    owner.says_privately("/kit add 冲泡方法 | 八十度水，焖三分钟")
    await stage.settled()
    member.says_privately("/kit")
    await stage.settled()
    assert "1. 冲泡方法" in member.last.content and "八十度水，焖三分钟" in member.last.content
    assert "随便写" not in member.last.content


async def test_the_brands_own_words_make_a_complaint(stage: Stage) -> None:
    group, owner, _ = await watching(stage)
    owner.says(group, "/brand add 小青柑")
    await stage.settled()
    words = ("小青柑太难喝了，后悔买", "小青柑这次真差劲", "再也不买小青柑了，恶心")
    for number, text in enumerate(words):
        stage.member(group, f"茶客{number}").says(group, text)
        await stage.settled()
    assert any("抱怨集中出现" in text for text in texts(owner.inbox))


async def test_praise_is_shown_when_its_author_agrees(stage: Stage) -> None:
    group, owner, _ = await watching(stage)
    owner.says(group, "/brand add 小青柑")
    await stage.settled()
    fan = stage.member(group, "小美", language="zh-hans")
    fan.says_privately("/start")
    fan.says(group, "小青柑真的太好喝了，非常喜欢，强烈推荐给大家！")
    await stage.settled()
    await stage.advance(days=1, hours=2)
    card = next(message for message in owner.inbox if "有人夸" in message.content)
    owner.presses(card, "征求 小美 同意转发")
    await stage.settled()
    assert "可以吗" in fan.last.content
    fan.presses(fan.last, "可以")
    await stage.settled()
    assert "💛 小美 说：" in group.messages[-1].content and "强烈推荐" in group.messages[-1].content


async def test_words_on_many_lips_are_offered_and_watched_with_a_press(stage: Stage) -> None:
    people = [stage.sandbox.person(f"茶友{number}") for number in range(12)]
    group, owner = await stage.tea_house(people)
    for _ in range(5):
        for person in people:
            person.says(group, "今天喝了红茶，味道不错")
        await stage.settled()
        await stage.advance(days=1)
    for person in people[:8]:
        person.says(group, "听说要涨价，涨价太突然")
    await stage.settled()
    await stage.advance(days=1)
    card = next(message for message in owner.inbox if "突然很多人在说" in message.content)
    assert "涨价" in card.content
    owner.presses(card, "留意“涨价”")
    await stage.settled()
    owner.says_privately("/watch list")
    await stage.settled()
    assert "涨价（频次）" in owner.last.content
    assert cards(owner) == []


async def test_an_english_member_gets_an_english_hint(stage: Stage) -> None:
    group, owner, _ = await watching(stage)
    owner.says_privately("/taboo add cures | say “may ease”")
    await stage.settled()
    anna = stage.member(group, "Anna", language="en")
    anna.says_privately("/start")
    anna.says(group, "this tea cures everything")
    await stage.settled()
    assert "Better: say “may ease”" in anna.last.content
