"""Words about the product: what not to say, what may be used, what is praised, and what is suddenly on many lips."""

from bot.sandbox import Fault
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
    assert "建议：请说“有助于缓解”" in stranger.whispers[-1].text, "who never pressed Start, by a message only they see"
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
    asked = len(fan.inbox)
    owner.presses(card, "征求 小美 同意转发")
    await stage.settled()
    assert len(fan.inbox) == asked, "another administrator pressed too"
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


async def test_a_word_that_is_on_no_list_is_not_said_to_be_taken_off(stage: Stage) -> None:
    _, owner, _ = await watching(stage)
    for said in ("/brand add 小青柑", "/taboo add 根治 | 请说“有助于缓解”", "/watch add 拉肚子"):
        owner.says_privately(said)
    await stage.settled()
    for said, near in (("/brand del 小青甘", "小青柑"), ("/taboo del 根除", "根治"), ("/watch del 拉肚", "拉肚子")):
        owner.says_privately(said)
        await stage.settled()
        assert "什么都没改" in owner.last.content and f"是不是“{near}”" in owner.last.content
    owner.says_privately("/word del 完全没有的")
    await stage.settled()
    assert "什么都没改" in owner.last.content and "是不是" not in owner.last.content


async def test_an_english_member_gets_an_english_hint(stage: Stage) -> None:
    group, owner, _ = await watching(stage)
    owner.says_privately("/taboo add cures | say “may ease”")
    await stage.settled()
    anna = stage.member(group, "Anna", language="en")
    anna.says_privately("/start")
    anna.says(group, "this tea cures everything")
    await stage.settled()
    assert "Better: say “may ease”" in anna.last.content


async def test_where_nobody_can_be_told_alone_the_group_hears_what_to_say_and_nobody_is_named(stage: Stage) -> None:
    stage.sandbox.faults.add(Fault("deleteEphemeralMessage", "404", times=None))
    await stage.restart()
    group, owner, _ = await watching(stage)
    owner.says_privately("/taboo add 根治 | 请说“有助于缓解”")
    await stage.settled()
    people = [stage.member(group, name) for name in ("路人", "游客")]
    for person in people:
        person.says(group, "这款茶能根治失眠")
        await stage.settled()
    said = [text for text in texts(group.messages) if "别说“根治”" in text]
    assert said == ["💡 小提示：介绍产品时别说“根治”。请说“有助于缓解”"]


async def test_a_quiz_on_the_taboos_has_a_pass_list(stage: Stage) -> None:
    group, owner, _ = await watching(stage)
    owner.says_privately("/taboo add 根治 | 请说“有助于缓解”")
    owner.says_privately("/taboo add 第一 | 请说“我们很用心”")
    await stage.settled()
    owner.says_privately("/taboo quiz every 2 weeks fri 18:00")
    await stage.settled()
    assert "禁忌考核定好了" in owner.last.content
    good, bad = (stage.member(group, name, language="zh-hans") for name in ("小美", "小明"))
    await stage.settled()
    await stage.advance(days=3, hours=10)
    card = next(message for message in reversed(group.messages) if "对外怎么说" in message.content)
    right = {"“根治”": "请说“有助于缓解”", "“第一”": "请说“我们很用心”"}
    for person in (good, bad):
        person.opens(card.buttons[0][0].url or "")
        await stage.settled()
        for _ in range(2):
            question = person.last
            word = next(word for word in right if word in question.text.partition("\n")[0])
            lines = {line[3:]: line[0] for line in question.text.splitlines()[2:]}
            wanted = right[word] if person is good else f"就直接说{word}"
            person.presses(question, lines[wanted])
            await stage.settled()
            await stage.kill()
            await stage.start()
    assert "通过了：2 题答对 2 题" in good.last.text and "答对 0/2 题" in bad.last.text
    owner.says_privately("/taboo passed")
    await stage.settled()
    assert owner.last.text == "“对外怎么说”：2 人答题，1 人通过\n· 小美"
    await stage.advance(days=3)
    assert any("2 人答题，1 人通过：小美" in text for text in texts(group.messages))
    table = next(message for message in reversed(owner.inbox) if "通过名单" in message.content)
    assert "小明" in stage.sandbox.file(table).decode("utf-8-sig")
