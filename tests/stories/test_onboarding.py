"""The first days: rules, introduction, check-in, three letters, and the numbers of it all."""

from bot.sandbox import Chat, User
from tests.stage import RIGHTS, Stage, texts


async def tea_house(stage: Stage) -> tuple[Chat, User]:
    """A group that leads its newcomers in."""
    group, owner = await stage.tea_house()
    owner.says_privately("/onboarding on")
    await stage.settled()
    return group, owner


def opened(stage: Stage, name: str) -> User:
    """A person who has opened the private chat."""
    person = stage.sandbox.person(name)
    person.says_privately("/start")
    return person


async def test_from_the_greeting_to_the_last_step(stage: Stage) -> None:
    group, owner = await tea_house(stage)
    owner.says_privately("/setrules 友善待人")
    await stage.settled()
    red = stage.member(group, "小红")
    await stage.settled()
    greeting = next(m for m in reversed(group.messages) if "小红" in m.content)
    door = greeting.buttons[-1][-1]
    assert door.text == "新人看这里" and door.url is not None
    red.opens(door.url)
    await stage.settled()
    card = red.last
    assert card.content.count("▫️") == 3
    await stage.kill()
    await stage.start()
    rules = next(b for row in card.buttons for b in row if b.text == "看群规")
    assert rules.url is not None
    red.opens(rules.url)
    await stage.settled()
    red.presses(red.last, red.last.buttons[0][0])
    red.says(group, "#自我介绍 我是小红，喜欢喝茶")
    red.says(group, "打卡")
    await stage.settled()
    red.opens(door.url)
    await stage.settled()
    assert red.last.content.count("✅") == 3 and "都做完了" in red.last.content
    owner.says_privately("/onboarding")
    await stage.settled()
    state = owner.last.content
    for line in (
        "来了 1 位",
        "确认群规 1 位（100%）",
        "自我介绍 1 位（100%）",
        "第一次打卡 1 位（100%）",
        "三步都做完 1 位",
    ):
        assert line in state


async def test_new_rules_are_to_be_confirmed_again(stage: Stage) -> None:
    group, owner = await tea_house(stage)
    owner.says_privately("/setrules 友善待人")
    red = opened(stage, "小红")
    await stage.settled()
    red.joins(group)
    await stage.settled()
    link = f"https://t.me/{stage.sandbox.bot.username}?start="
    red.opens(f"{link}rules_{group.id}")
    await stage.settled()
    red.presses(red.last, red.last.buttons[0][0])
    await stage.settled()
    red.opens(f"{link}hello_{group.id}")
    await stage.settled()
    assert "✅ 看群规" in red.last.content
    owner.says_privately("/setrules 友善待人，不发广告")
    await stage.settled()
    red.opens(f"{link}hello_{group.id}")
    await stage.settled()
    assert "▫️ 看群规" in red.last.content


async def test_the_form_introduces_in_the_group(stage: Stage) -> None:
    group, _ = await tea_house(stage)
    red = opened(stage, "<小红>")
    await stage.settled()
    red.joins(group)
    await stage.settled()
    card = red.last
    red.presses(card, "自我介绍")
    await stage.settled()
    red.presses(card, "杭州")
    await stage.settled()
    await stage.kill()
    await stage.start()
    red.presses(card, "喝茶")
    await stage.settled()
    assert "杭州" in card.content and "喝茶" in card.content
    red.presses(card, "发到群里")
    await stage.settled()
    said = texts(m for m in group.messages if "认识一下新朋友" in m.content)
    assert said == ["#自我介绍 认识一下新朋友 <小红>！\n城市：杭州\n喜欢：喝茶"]
    assert "✅ 自我介绍" in card.content
    assert "自我介绍" not in [b.text for row in card.buttons for b in row]


def letters(person: User) -> list[str]:
    return [text for text in texts(person.inbox) if " 您好，" in text]


async def test_letters_on_day_one_three_and_seven(stage: Stage) -> None:
    group, owner = await tea_house(stage)
    owner.says_privately("/onboarding day 3 {name}，<茶单>看了吗？{group} 等您")
    red, silent = opened(stage, "小红"), stage.sandbox.person("小明")
    await stage.settled()
    red.joins(group)
    silent.joins(group)
    await stage.settled()
    before = len(red.inbox)
    got: list[int] = []
    await stage.advance(hours=3)
    for _ in range(8):
        await stage.kill()
        await stage.start()
        await stage.advance(hours=12)
        await stage.advance(hours=12)
        got.append(len(red.inbox) - before)
    assert got == [1, 1, 2, 2, 2, 2, 3, 3]
    assert "小红，<茶单>看了吗？围炉茶友 等您" in texts(red.inbox)
    assert silent.inbox == []
    owner.says_privately("/onboarding")
    await stage.settled()
    assert "发出私信 3 封" in owner.last.content and "已发完 2 位" in owner.last.content


async def test_letters_stop_when_somebody_speaks(stage: Stage) -> None:
    group, owner = await tea_house(stage)
    red = opened(stage, "小红")
    await stage.settled()
    red.joins(group)
    await stage.settled()
    red.says(group, "大家好")
    await stage.settled()
    await stage.advance(days=2)
    assert letters(red) == []
    owner.says_privately("/onboarding")
    await stage.settled()
    assert "已经在群里说话 1 位" in owner.last.content


async def test_letters_stop_when_somebody_leaves_complains_or_asks(stage: Stage) -> None:
    group, owner = await tea_house(stage)
    gone, cross, shy, plain = (opened(stage, name) for name in ("甲", "乙", "丙", "丁"))
    await stage.settled()
    for person in (gone, cross, shy, plain):
        person.joins(group)
    await stage.settled()
    gone.leaves(group)
    cross.says_privately("你们这是骚扰，我要投诉")
    await stage.settled()
    await stage.advance(days=1, hours=6)
    assert [len(letters(person)) for person in (gone, cross, shy, plain)] == [0, 0, 1, 1]
    letter = shy.last
    shy.presses(letter, "别再发给我")
    plain.says_privately("退订")
    await stage.settled()
    assert "不再给您发" in letter.content and "不再给您发" in plain.last.content
    await stage.kill()
    await stage.start()
    await stage.advance(days=1, hours=22)
    assert [len(letters(person)) for person in (gone, cross, shy, plain)] == [0, 0, 0, 1]
    owner.says_privately("/onboarding")
    await stage.settled()
    state = owner.last.content
    assert "来投诉 1 位" in state and "已离开 1 位" in state and "请我别发 2 位" in state


async def test_at_most_one_letter_a_day_whatever_the_group(stage: Stage) -> None:
    group, owner = await tea_house(stage)
    other = stage.sandbox.supergroup("另一群", owner=owner)
    owner.adds_bot(other, rights=RIGHTS)
    await stage.settled()
    owner.says(other, "/onboarding on")
    red = opened(stage, "小红")
    await stage.settled()
    red.joins(group)
    red.joins(other)
    await stage.settled()
    await stage.advance(days=1, hours=4)
    assert len(letters(red)) == 1
    await stage.kill()
    await stage.start()
    await stage.advance(hours=23)
    assert len(letters(red)) == 2
    assert len({"围炉茶友" in text for text in letters(red)}) == 2


async def test_what_was_missed_is_not_written_all_at_once(stage: Stage) -> None:
    group, _ = await tea_house(stage)
    red = opened(stage, "小红")
    await stage.settled()
    red.joins(group)
    await stage.settled()
    await stage.kill()
    stage.sandbox.clock.advance(days=5)  # type: ignore[attr-defined]
    await stage.start()
    assert letters(red) == []
    await stage.advance(days=2, hours=6)
    assert len(letters(red)) == 1 and "一周" in letters(red)[0]


async def test_off_by_default_and_other_tags(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    red = opened(stage, "小红")
    await stage.settled()
    red.joins(group)
    await stage.settled()
    assert "新人看这里" not in [b.text for row in group.messages[-1].buttons for b in row]
    await stage.advance(days=2)
    assert letters(red) == []
    owner.says_privately("/onboarding tag #报到")
    owner.says_privately("/onboarding on")
    owner.says_privately("/onboarding day 2 您好")
    await stage.settled()
    assert "/onboarding day 3" in owner.last.content
    ming = stage.member(group, "小明")
    await stage.settled()
    ming.says(group, "#报到 我是小明")
    owner.says_privately("/onboarding")
    await stage.settled()
    assert "自我介绍 1 位" in owner.last.content


async def test_in_english(stage: Stage) -> None:
    owner = stage.sandbox.person("Ann", language="en")
    group = stage.sandbox.supergroup("Tea", owner=owner)
    owner.adds_bot(group, rights=RIGHTS)
    owner.says_privately("/start")
    await stage.settled()
    owner.says_privately("/onboarding on")
    await stage.settled()
    assert "Leading newcomers in: on" in owner.last.content
    bob = stage.sandbox.person("Bob", language="en")
    bob.says_privately("/start")
    await stage.settled()
    bob.joins(group)
    await stage.settled()
    assert "Two minutes to feel at home" in bob.last.content
    await stage.advance(days=1, hours=6)
    assert "second day" in bob.last.content
