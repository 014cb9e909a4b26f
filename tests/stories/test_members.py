"""Members: who is known, where each belongs and why, tags, the table, what others do counted."""

from bot.sandbox import Chat, User
from tests.stage import Stage


async def weeks_of_talk(stage: Stage, group: Chat, people: dict[str, User], weeks: int) -> None:
    """Everybody says something once a week; 小梅 asks, the others answer her."""
    for _ in range(weeks):
        asked = people["小梅"].says(group, "今天的茶怎么泡好喝，大家来说说")
        assert asked is not None
        for name, person in people.items():
            if name != "小梅":
                person.says(group, "我用八十五度的水，焖三分钟", reply_to=asked)
        await stage.settled()
        await stage.advance(days=7)


async def known_group(stage: Stage, *names: str) -> tuple[Chat, User, dict[str, User]]:
    people = {name: stage.sandbox.person(name, username=f"u{index}") for index, name in enumerate(names)}
    group, owner = await stage.tea_house(people.values())
    return group, owner, people


async def test_segments_are_made_at_night_and_each_member_has_a_reason(stage: Stage) -> None:
    group, owner, people = await known_group(stage, "小梅", "阿明", "老李", "小陈")
    owner.says_privately("/members")
    await stage.settled()
    assert "明早就有" in owner.last.content
    await weeks_of_talk(stage, group, people, 7)
    owner.says_privately("/members")
    await stage.settled()
    said = owner.last.content
    assert "我认识 4 人" in said and "自 2026-12-01 起" in said and "忠实 4 人" in said
    owner.presses(owner.last, "草根领袖")
    await stage.settled()
    assert "小梅：3 个人回复过" in owner.last.content and "开了 4 个有人接的话头" in owner.last.content
    people["老李"].says(group, "我还在")
    for _ in range(3):
        for name in ("小梅", "阿明"):
            people[name].says(group, "早上好，今天喝什么")
        await stage.settled()
        await stage.advance(days=6)
    owner.says_privately("/members 流失")
    await stage.settled()
    assert "小陈：原来每周都在，已经" in owner.last.content and "老李：原来每周都在" in owner.last.content
    assert "小梅" not in owner.last.content


async def test_the_table_comes_in_private_and_nothing_in_it_is_a_formula(stage: Stage) -> None:
    group, owner, people = await known_group(stage, "=1+1", "小梅")
    for person in people.values():
        person.says(group, "今天的茶真香")
    await stage.settled()
    await stage.advance(days=1)
    command = owner.says(group, "/members csv")
    await stage.settled()
    assert command is not None and command.deleted
    table = stage.sandbox.file(owner.last).decode("utf-8-sig")
    assert "'=1+1" in table and "小梅" in table and "近 8 周有" not in table.splitlines()[0]
    assert not any("小梅" in text and "," in text for text in group.texts)


async def test_tags_are_given_shown_and_taken(stage: Stage) -> None:
    group, owner, people = await known_group(stage, "小梅")
    said = people["小梅"].says(group, "我学茶艺三年了")
    await stage.settled()
    assert said is not None
    owner.says(group, "/tag 茶艺师", reply_to=said)
    await stage.settled()
    assert "小梅 的标签：#茶艺师" in owner.last.content
    owner.says_privately("/members 茶艺师")
    await stage.settled()
    assert "小梅" in owner.last.content and "#茶艺师" in owner.last.content
    owner.says_privately("/tag @u0 del 茶艺师")
    await stage.settled()
    assert "小梅 的标签：无" in owner.last.content
    people["小梅"].says(group, "/tag @u0 老师")
    await stage.settled()
    assert not any("老师" in text and "标签" in text for text in group.texts)


async def test_tags_follow_a_rule_every_night_and_leave_those_by_hand_alone(stage: Stage) -> None:
    group, owner, people = await known_group(stage, "小梅", "阿明")
    owner.says_privately("/tag rule 话匣子 发言 3")
    await stage.settled()
    assert "今晚起按规则贴 #话匣子：近 8 周发言至少 3 条" in owner.last.content
    people["阿明"].says(group, "我也来喝一杯")
    for words in ("今天的茶真香", "大家喝了吗", "我先干为敬"):
        people["小梅"].says(group, words)
    await stage.settled()
    owner.says_privately("/tag @u1 话匣子")
    await stage.settled()
    await stage.advance(days=1)
    owner.says_privately("/members 话匣子")
    await stage.settled()
    assert "小梅" in owner.last.content and "阿明" in owner.last.content
    owner.says_privately("/tag rule 话匣子 off")
    await stage.settled()
    owner.says_privately("/members 话匣子")
    await stage.settled()
    assert "小梅" not in owner.last.content and "阿明" in owner.last.content, "by hand is by hand"


async def test_members_choose_their_own_tags_among_those_that_are_offered(stage: Stage) -> None:
    group, owner, people = await known_group(stage, "小梅")
    owner.says_privately("/tag offer 喝普洱 爱茶器")
    people["小梅"].says_privately("/start")
    people["小梅"].says(group, "早上好，今天喝什么")
    await stage.settled()
    people["小梅"].says_privately("我的标签")
    await stage.settled()
    choice = people["小梅"].last
    people["小梅"].presses(choice, "喝普洱")
    await stage.settled()
    assert "的标签：#喝普洱" in choice.content
    owner.says_privately("/members 喝普洱")
    await stage.settled()
    assert "小梅" in owner.last.content
    people["小梅"].presses(choice, "✓ 喝普洱")
    await stage.settled()
    assert "的标签：无" in choice.content


async def test_thanks_and_reactions_count_for_who_gets_them(stage: Stage) -> None:
    group, owner, people = await known_group(stage, "小梅", "阿明")
    advice = people["小梅"].says(group, "水温八十五度就好")
    await stage.settled()
    assert advice is not None
    people["阿明"].says(group, "谢谢", reply_to=advice)
    people["阿明"].reacts(advice, "👍")
    await stage.settled()
    await stage.advance(days=1)
    owner.says_privately("/members csv")
    await stage.settled()
    head, *rows = [line.split(",") for line in stage.sandbox.file(owner.last).decode("utf-8-sig").splitlines()]
    row = next(dict(zip(head, row, strict=False)) for row in rows if "小梅" in row)
    assert (row["被感谢"], row["收到的表情"], row["被回复"]) == ("1", "1", "1")


async def test_letters_reach_those_at_risk_once_and_stop_when_they_speak_or_want_none(stage: Stage) -> None:
    group, owner, people = await known_group(stage, "小梅", "阿明", "老李", "小陈")
    for name in ("阿明", "老李", "小陈"):
        people[name].says_privately("/start")
    await stage.settled()
    people["小陈"].says_privately("退订")
    await stage.settled()
    owner.says_privately("/letters 流失 1 {name}，好久没见您了")
    await stage.settled()
    assert "流失风险 · 第 1 天" in owner.last.content
    await weeks_of_talk(stage, group, people, 4)
    await stage.advance(days=7)
    await stage.advance(days=1)
    assert not any("好久没见" in message.content for message in people["阿明"].inbox), "on the day itself"
    people["老李"].says(group, "出差回来了")
    await stage.settled()
    await stage.advance(hours=12)
    letters = [message for message in people["阿明"].inbox if "好久没见" in message.content]
    assert [message.content for message in letters] == ["阿明，好久没见您了"]
    assert not any("好久没见" in m.content for name in ("老李", "小陈") for m in people[name].inbox)
    await stage.advance(days=2)
    assert len([message for message in people["阿明"].inbox if "好久没见" in message.content]) == 1
