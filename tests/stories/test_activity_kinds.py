"""Polls, coupons, topics, quizzes, photo challenges and word chains, each from beginning to end."""

from bot.sandbox import Fault, Message
from tests.stage import Stage
from tests.stories.tea_house import TeaHouse, labels


def newest(house: TeaHouse, sign: str) -> Message:
    """The newest message of the bot that holds this."""
    return next(message for message in reversed(house.spoken) if sign in message.content)


async def test_a_poll_is_kept_and_charted(stage: Stage, house: TeaHouse) -> None:
    hong, ming, lan = (house.newcomer(name) for name in ("小红", "阿明", "兰兰"))
    await house.after(house.owner.says(house.group, "/poll 周末喝什么？ | 白茶 | 乌龙 | 普洱 ends 20:00"))
    poll = house.spoken[-1]
    assert poll.poll is not None and poll.poll.options == ["白茶", "乌龙", "普洱"]
    hong.votes(poll, "乌龙")
    ming.votes(poll, "乌龙")
    lan.votes(poll, "白茶")
    await stage.restart()
    await stage.advance(hours=13)
    assert poll.poll.closed
    result = house.spoken[-1]
    assert "3 人投票，乌龙以 2 票领先" in result.content and result.kind == "photo"
    await house.after(house.owner.says(house.group, "/poll 只有一个 | 选项"))
    assert "正确写法" in house.whispers[-1]


async def test_a_poll_of_which_nothing_is_known_is_neither_asked_twice_nor_left_running(
    stage: Stage, house: TeaHouse
) -> None:
    stage.sandbox.faults.add(Fault("sendPoll", "reset", "after"))
    await house.after(house.owner.says(house.group, "/poll 周末喝什么？ | 白茶 | 乌龙"))
    await stage.restart()
    await stage.settled()
    assert len(stage.sandbox.calls("sendPoll")) == 1
    assert "不知道有没有发到" in house.owner.last.content
    await house.after(house.owner.says(house.group, "/activity"))
    assert "周末喝什么" not in house.answers[-1]


async def test_each_code_is_given_once_and_in_private(stage: Stage, house: TeaHouse) -> None:
    people = [house.newcomer(f"茶友{number}") for number in range(6)]
    await house.after(house.owner.says(house.group, '/coupon "九折"\nTEA-1'))
    assert not any("TEA-1" in message.content for message in house.group.messages)
    house.owner.says_privately('/coupon "九折" ends 20:00\nTEA-1\nTEA-2\nTEA-3\nTEA-2')
    await stage.settled()
    shown = newest(house, "九折")
    assert "还剩 3/3 张" in shown.text and "TEA" not in shown.text
    claim = shown.buttons[0][0]
    for person in people:
        person.presses(shown, claim)
        person.presses(shown, claim)
    await stage.settled()
    codes = ["".join(message.text for message in person.inbox) for person in people]
    for code in ("TEA-1", "TEA-2", "TEA-3"):
        assert sum(code in said for said in codes) == 1
    assert sum("已经结束" in said for said in codes) == 3 and sum("领过" in said for said in codes) == 3
    assert "发出 3/3 张" in newest(house, "发出").content
    first = next(person for person in people if any("TEA-1" in message.text for message in person.inbox))
    first.opens(claim.url or "")
    await stage.settled()
    assert "TEA-1" in first.last.text and "领过" in first.last.text
    stranger = stage.sandbox.person("路人")
    house.owner.says_privately('/coupon "再来"\nTEA-9')
    await stage.settled()
    stranger.opens(newest(house, "再来").buttons[0][0].url or "")
    await stage.settled()
    assert "先进群" in stranger.last.text


async def test_coupons_and_a_kill(shaken_stage: Stage) -> None:
    stage = shaken_stage
    house = TeaHouse(stage, *await stage.tea_house())
    people = [house.newcomer(f"茶友{number}") for number in range(4)]
    house.owner.says_privately('/coupon "九折"\nTEA-1\nTEA-2')
    await stage.settled()
    shown = newest(house, "九折")
    for person in people:
        person.presses(shown, shown.buttons[0][0])
    await stage.settled()
    given = [
        {code for code in ("TEA-1", "TEA-2") if any(code in message.text for message in person.inbox)}
        for person in people
    ]
    assert sorted(code for codes in given for code in codes) == ["TEA-1", "TEA-2"]
    assert all(len(codes) <= 1 for codes in given)


async def test_a_topic_a_day_and_who_answered(stage: Stage, house: TeaHouse) -> None:
    hong, ming = house.newcomer("小红"), house.newcomer("阿明")
    await house.after(house.owner.says(house.group, '/topic "每天 09:00"\n今天喝了什么茶？\n最近读了什么书？'))
    assert "共 2 个话题" in house.answers[-1]
    await stage.advance(hours=1)
    topic = newest(house, "今天喝了什么茶")
    hong.says(house.group, "白茶，很香", reply_to=topic)
    hong.says(house.group, "又喝了一泡", reply_to=topic)
    ming.says(house.group, "乌龙", reply_to=topic)
    await stage.settled()
    await stage.advance(days=1)
    assert "最近读了什么书" in newest(house, "今天聊聊").text and "2 人聊了" in newest(house, "今天聊聊").text
    await stage.advance(days=1)
    assert "今天喝了什么茶" in newest(house, "今天聊聊").text
    await house.after(house.owner.says(house.group, "/activity 1 close"))
    assert "2 人参与，2 次回答" in newest(house, "告一段落").content
    before = len(house.spoken)
    await stage.advance(days=2)
    assert len(house.spoken) == before


async def test_a_quiz_with_its_scoreboard(stage: Stage, house: TeaHouse) -> None:
    hong, ming = house.newcomer("小红"), house.newcomer("阿明")
    lines = "白毫银针是什么茶？ | 白茶 | 绿茶 | 黑茶\n大红袍产自哪里？ | 武夷山 | 黄山"
    await house.after(house.owner.says(house.group, f'/quiz "茶知识" each 30s\n{lines}'))
    first = newest(house, "第 1/2 题")
    assert sorted(labels(first)) == sorted(["白茶", "绿茶", "黑茶"])
    pressed = [hong.presses(first, "白茶"), hong.presses(first, "绿茶"), ming.presses(first, "绿茶")]
    await stage.settled()
    assert [press.answer for press in pressed] == ["已选：白茶", "这题您已经答过了。", "已选：绿茶"]
    await stage.advance(seconds=30)
    assert "答案：白茶" in newest(house, "答案").text and "最快的是 小红" in newest(house, "答案").text
    second = newest(house, "第 2/2 题")
    late = hong.presses(first, "白茶")
    for person in (hong, ming):
        person.presses(second, "武夷山")
    await stage.settled()
    assert late.answer == "这题已经过了。"
    await stage.restart()
    await stage.advance(seconds=30)
    assert "1. 小红　2 分\n2. 阿明　1 分" in newest(house, "结束").content


async def test_photos_votes_and_the_winner(stage: Stage, house: TeaHouse) -> None:
    hong, ming, lan = (house.newcomer(name) for name in ("小红", "阿明", "兰兰"))
    await house.after(house.owner.says(house.group, '/challenge "春天的第一杯" #春茶 ends 20:00'))
    shown = newest(house, "春天的第一杯")
    photo = hong.sends_photo(house.group, b"one", "#春茶 今早的")
    await stage.settled()
    by_hong = newest(house, "1 号作品")
    ming.sends_photo(house.group, b"two", "我的 #春茶")
    lan.sends_photo(house.group, b"three", "没有标签")
    await stage.settled()
    by_ming = newest(house, "2 号作品")
    assert "2 人参加" in shown.text
    pressed = [
        lan.presses(by_ming, by_ming.buttons[0][0]),
        lan.presses(by_ming, by_ming.buttons[0][0]),
        ming.presses(by_ming, by_ming.buttons[0][0]),
        hong.presses(by_ming, by_ming.buttons[0][0]),
        ming.presses(by_hong, by_hong.buttons[0][0]),
    ]
    await stage.settled()
    assert [press.answer for press in pressed] == [
        "已投票 ❤️", "您给这张投过票了。", "自己的作品就不用投啦。", "已投票 ❤️", "已投票 ❤️"
    ]  # fmt: skip
    assert labels(by_ming) == ["❤️ 2"] and labels(by_hong) == ["❤️ 1"]
    assert photo is not None
    for person, emoji in ((lan, "👍"), (ming, "🔥"), (hong, "❤"), (lan, "🔥")):
        person.reacts(photo, emoji)
        await stage.settled()
    assert labels(by_hong) == ["❤️ 2"], "once each, however; and nobody for themselves"
    for person in (lan, ming):
        person.reacts(photo)
    await stage.settled()
    assert labels(by_hong) == ["❤️ 1"], "a vote by button is not taken back with a reaction"
    await stage.advance(hours=12)
    board = newest(house, "票数榜")
    assert "1. 阿明　2 票\n2. 小红　1 票" in board.content and board.kind == "photo"
    winner = newest(house, "最佳作品")
    assert "阿明" in winner.content and stage.sandbox.file(winner) == b"two"
    assert "作品集" in newest(house, "作品集").content


async def test_a_chain_of_idioms(stage: Stage, house: TeaHouse) -> None:
    hong, ming = house.newcomer("小红"), house.newcomer("阿明")
    await house.after(house.owner.says(house.group, '/chain "一马当先"'))
    shown = newest(house, "一马当先")
    hong.says(house.group, "先见之明")
    await stage.settled()
    ming.says(house.group, "画蛇添足")
    hong.says(house.group, "明明白白")
    ming.says(house.group, "明火执仗")
    hong.says(house.group, "仗義執言")
    await stage.settled()
    assert "一马当先 → 先见之明 → 明火执仗 → 仗義執言" in shown.text, "画蛇添足 fits nowhere"
    refused = ming.presses(shown, shown.buttons[0][0])
    await stage.settled()
    assert "管理员说了算" in (refused.answer or "")
    house.owner.presses(shown, shown.buttons[0][0])
    await stage.settled()
    assert "仗義執言" not in shown.text and "下一个以“仗”开头" in shown.text
    await house.after(house.owner.says(house.group, "/activity 1 close"))
    assert "2 人接了 2 个" in newest(house, "成语接龙从").content


async def test_an_idiom_comes_once_and_the_first_to_say_it_has_it(stage: Stage, house: TeaHouse) -> None:
    hong, ming = house.newcomer("小红"), house.newcomer("阿明")
    await house.after(house.owner.says(house.group, '/chain "为所欲为"'))
    shown = newest(house, "成语接龙")
    hong.says(house.group, "为富不仁")
    ming.says(house.group, "为人师表")
    await stage.settled()
    assert "为所欲为 → 为富不仁\n" in shown.text and "小红" in shown.text
    ming.says(house.group, "仁至义尽")
    hong.says(house.group, "尽力而为")
    await stage.settled()
    ming.says(house.group, "为富不仁")
    await stage.settled()
    assert "“为富不仁”已经接过了" in house.spoken[-1].text and "接了 3 个" in shown.text


async def test_an_administrator_lets_a_word_through_that_the_dictionary_does_not_know(
    stage: Stage, house: TeaHouse
) -> None:
    hong, ming = house.newcomer("小红"), house.newcomer("阿明")
    await house.after(house.owner.says(house.group, '/chain "一马当先"'))
    shown = newest(house, "成语接龙")
    hong.says(house.group, "先喝口茶")
    await stage.settled()
    doubt = newest(house, "词典里没有“先喝口茶”")
    assert doubt.reply_to is not None and "接了 0 个" in shown.text
    ming.says(house.group, "先喝口茶")
    await stage.settled()
    assert house.spoken[-1] is doubt, "said once"
    refused = ming.presses(doubt, "放行")
    await stage.settled()
    assert "管理员说了算" in (refused.answer or "")
    house.owner.presses(doubt, "放行")
    await stage.settled()
    assert "先喝口茶" in shown.text and "小红" in shown.text and "已放行" in doubt.text and not doubt.buttons


async def test_in_english(stage: Stage, house: TeaHouse) -> None:
    hong = house.newcomer("Rose", language="en")
    hong.says_privately("/start")
    await house.after(house.owner.says(house.group, '/event "Tea" 12-06 14:00'))
    press = hong.presses(newest(house, "Tea"), "🙋 报名")
    await stage.settled()
    assert press.answer == "You are in, number 1 ✅"
