"""A word that must not be missed: seen, told at once, taken by one, closed with a cause."""

from bot.sandbox import Chat, Message, User
from tests.stage import RIGHTS, Stage, texts

WORD = "拉肚子"


async def watching(stage: Stage, *words: str) -> tuple[Chat, User, User]:
    """A tea house that watches words; its owner 店长 and its administrator 小二 can be reached."""
    group, owner = await stage.tea_house()
    admin = stage.member(group, "小二", username="xiaoer", language="zh-hans")
    owner.promotes(admin, group, RIGHTS)
    admin.says_privately("/start")
    for word in words or (WORD,):
        owner.says_privately(f"/watch add {word}")
    await stage.settled()
    return group, owner, admin


def cards(person: User) -> list[Message]:
    """The incident cards somebody has, oldest first."""
    return [message for message in person.inbox if "预警词：" in message.content and "第" in message.content]


async def test_a_hit_reaches_every_admin_and_owner_at_once_with_author_words_and_link(stage: Stage) -> None:
    group, owner, admin = await watching(stage)
    said = stage.member(group, "王阿姨").says(group, "喝完昨天的茶一直拉肚子 <b>怎么回事</b>")
    await stage.settled()
    for person in (owner, admin):
        (card,) = cards(person)
        assert "黄色预警" in card.content and "1 人提到" in card.content and "围炉茶友" in card.content
        assert "王阿姨" in card.content and "一直拉肚子 <b>怎么回事</b>" in card.content
        assert said is not None
        assert f"https://t.me/c/{-group.id - 10**12}/{said.id}" in card.html
        assert [[button.text for button in row] for row in card.buttons] == [
            ["我来处理", "指派", "不是舆情"],
            ["让群慢下来", "暂停推广", "走势图"],
        ]
    assert not any("预警" in text for text in texts(group.messages)), "members see nothing of it"


async def test_disguises_are_seen_and_an_edit_that_adds_the_word_counts_once(stage: Stage) -> None:
    group, owner, _ = await watching(stage)
    someone = stage.member(group, "小陈")
    message = someone.says(group, "昨天的茶")
    await stage.settled()
    assert cards(owner) == []
    assert message is not None
    for text in ("昨天的茶让我拉 肚 子", "昨天的茶让我拉 ❤ 肚 子 了", "昨天的茶让我拉肚子了！"):
        someone.edits(message, text)
        await stage.settled()
    (card,) = cards(owner)
    assert "1 人提到，共 1 条" in card.content


async def test_a_second_person_raises_the_level_with_a_new_message_and_a_third_only_edits(stage: Stage) -> None:
    group, owner, admin = await watching(stage)
    first, second, third = (stage.member(group, name) for name in ("甲", "乙", "丙"))
    first.says(group, "我拉肚子")
    await stage.settled()
    first.says(group, "还在拉肚子")
    await stage.settled()
    (card,) = cards(owner)
    assert "1 人提到，共 2 条" in card.content and "黄色预警" in card.content

    second.says(group, "有没有人也拉肚子")
    await stage.settled()
    assert len(cards(owner)) == len(cards(admin)) == 2
    assert "橙色预警 · 第 1 号" in cards(owner)[-1].content and "2 人提到" in cards(owner)[-1].content

    third.says(group, "拉肚子+1")
    await stage.settled()
    assert len(cards(owner)) == 2
    assert "3 人提到，共 4 条" in cards(owner)[-1].content


async def test_the_first_to_take_it_has_it_and_every_card_says_so(stage: Stage) -> None:
    group, owner, admin = await watching(stage)
    stage.member(group, "甲").says(group, "拉肚子")
    await stage.settled()
    press = admin.presses(cards(admin)[0], "我来处理")
    await stage.settled()
    assert press.answer == "好，交给您了。"
    for person in (owner, admin):
        assert "小二 已于 12-01 08:00 接手" in cards(person)[0].content
        assert [b.text for b in cards(person)[0].buttons[0]] == ["指派", "不是舆情"]
    owner.says_privately("/ack 1")
    await stage.settled()
    assert "已由 小二 接手" in owner.last.content

    await stage.advance(hours=2)
    assert len(cards(owner)) == 1, "nobody is reminded of what has been taken"


async def test_closing_asks_for_the_cause_and_the_next_hit_is_a_new_incident(stage: Stage) -> None:
    group, owner, admin = await watching(stage)
    stage.member(group, "甲").says(group, "拉肚子")
    await stage.settled()
    owner.says(group, "/close 1")
    await stage.settled()
    assert "正确写法" in owner.last.content
    assert not any("/close" in text for text in texts(group.messages)), "not in front of the members"
    owner.says_privately("/close 1 一批茶受潮，已召回")
    await stage.settled()
    assert "店长 已关闭，原因：一批茶受潮，已召回" in cards(admin)[0].content
    assert cards(admin)[0].buttons == []
    owner.says_privately("/incidents")
    await stage.settled()
    assert "没有进行中的事件" in owner.last.content

    stage.member(group, "乙").says(group, "又拉肚子")
    await stage.settled()
    assert "第 2 号" in cards(admin)[-1].content and "1 人提到" in cards(admin)[-1].content


async def test_not_a_crisis_closes_it_on_every_card(stage: Stage) -> None:
    group, owner, admin = await watching(stage)
    member = stage.member(group, "甲")
    member.says(group, "我家猫拉肚子")
    await stage.settled()
    owner.presses(cards(owner)[0], "不是舆情")
    await stage.settled()
    assert "店长 判断这不是舆情" in cards(admin)[0].content
    assert cards(admin)[0].buttons == []
    member.says(group, "猫还在拉肚子，喂点什么好")
    await stage.settled()
    assert len(cards(owner)) == 1, "the same person goes on about it"
    stage.member(group, "乙").says(group, "我也拉肚子")
    await stage.settled()
    assert len(cards(owner)) == 2


async def test_words_of_admins_bots_quotes_and_forwards_do_not_count(stage: Stage) -> None:
    group, owner, admin = await watching(stage)
    member = stage.member(group, "甲")
    channel = stage.sandbox.channel("养生", owner=member)
    post = member.says(channel, "喝凉茶拉肚子怎么办")
    await stage.settled()
    admin.says(group, "最近有人拉肚子吗")
    owner.says(group, "拉肚子的请私信我")
    owner.says(group, "拉肚子", anonymously=True)
    assert post is not None
    member.forwards(post, group)
    member.says(group, "好的", extra={"quote": {"text": "拉肚子的请私信我", "position": 0}})
    await stage.settled()
    assert cards(owner) == []


async def test_a_denial_is_a_silent_card_and_a_real_hit_raises_it(stage: Stage) -> None:
    group, owner, _ = await watching(stage)
    stage.member(group, "甲").says(group, "喝了一年，没有拉肚子")
    await stage.settled()
    (card,) = cards(owner)
    assert "不算预警" in card.content and "留意 · 第 1 号" in card.content
    (sent,) = stage.sandbox.calls("sendMessage", chat_id=owner.id, disable_notification=True)
    await stage.advance(hours=1)
    assert len(cards(owner)) == 1, "a denial wakes nobody"
    stage.member(group, "乙").says(group, "我拉肚子了")
    await stage.settled()
    assert "黄色预警 · 第 1 号" in cards(owner)[-1].content
    assert cards(owner)[-1].content.count("没有拉肚子") == 0
    assert sent.error is None


async def test_a_denial_of_which_nothing_more_is_heard_closes_by_itself(stage: Stage) -> None:
    group, owner, _ = await watching(stage)
    stage.member(group, "甲").says(group, "没有拉肚子")
    await stage.settled()
    await stage.advance(hours=25)
    assert "已自动关闭" in cards(owner)[0].content


async def test_nobody_takes_it_so_it_is_sent_again_at_last_to_the_owner(stage: Stage) -> None:
    group, owner, admin = await watching(stage)
    stage.member(group, "甲").says(group, "拉肚子")
    await stage.settled()
    await stage.advance(minutes=5)
    assert "第 1 次提醒" in cards(admin)[-1].content and "第 1 次提醒" in cards(owner)[-1].content
    await stage.restart()
    await stage.advance(minutes=10)
    assert "第 2 次提醒" in cards(admin)[-1].content
    await stage.advance(minutes=15)
    assert "第 3 次提醒" in cards(owner)[-1].content
    assert (len(cards(owner)), len(cards(admin))) == (4, 3)
    await stage.advance(hours=5)
    assert (len(cards(owner)), len(cards(admin))) == (4, 3)
    owner.presses(cards(owner)[-1], "我来处理")
    await stage.settled()
    assert all("店长 已于" in card.content for card in (*cards(owner), *cards(admin))), "old cards too"


async def test_a_reminder_that_fell_due_while_the_bot_was_down_is_sent_once(stage: Stage) -> None:
    group, owner, _ = await watching(stage)
    stage.member(group, "甲").says(group, "拉肚子")
    await stage.settled()
    await stage.stop()
    stage.sandbox.clock.advance(hours=3)  # type: ignore[attr-defined]
    await stage.start()
    assert ["次提醒" in card.content for card in cards(owner)] == [False, True]


async def test_a_restart_between_hit_and_acknowledgement_loses_nothing(stage: Stage) -> None:
    group, owner, admin = await watching(stage)
    stage.member(group, "甲").says(group, "拉肚子")
    await stage.settled()
    await stage.restart()
    stage.member(group, "乙").says(group, "我也拉肚子")
    await stage.settled()
    assert "橙色预警 · 第 1 号" in cards(owner)[-1].content
    owner.says(group, "/ack")
    await stage.settled()
    assert all("店长 已于" in card.content for card in cards(admin))


async def test_nobody_reachable_is_said_in_the_group_without_details_once_an_hour(stage: Stage) -> None:
    owner = stage.sandbox.person("店长", language="zh-hans")
    group = stage.sandbox.supergroup("围炉茶友", owner=owner)
    owner.adds_bot(group, rights=RIGHTS)
    await stage.settled()
    owner.says_privately(f"/watch add {WORD}")
    await stage.settled()
    owner.blocks_bot()
    await stage.settled()
    stage.member(group, "甲").says(group, "拉肚子")
    stage.member(group, "乙").says(group, "我也拉肚子")
    await stage.settled()
    called = [message for message in group.messages if "一个管理员都私信不到" in message.content]
    assert len(called) == 1
    assert WORD not in called[0].content
    await stage.advance(minutes=61)
    assert sum("一个管理员都私信不到" in message.content for message in group.messages) >= 1

    owner.unblocks_bot()
    url = called[0].buttons[0][0].url
    assert url is not None
    owner.opens(url)
    await stage.settled()
    assert "橙色预警" in cards(owner)[-1].content, "pressing Start brings what was missed"
    owner.says_privately("/status")
    await stage.settled()
    assert "预警送不到任何管理员" in owner.last.content


async def test_a_refused_message_counts_as_not_reached(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says_privately(f"/watch add {WORD}")
    await stage.settled()
    owner.private.blocked = True  # the bot was never told
    stage.member(group, "甲").says(group, "拉肚子")
    await stage.settled()
    assert any("一个管理员都私信不到" in message.content for message in group.messages)


async def test_a_rate_word_needs_several_people_within_the_window(stage: Stage) -> None:
    group, owner, _ = await watching(stage, "退款 频次")
    people = [stage.member(group, name) for name in ("甲", "乙", "丙", "丁")]
    people[0].says(group, "我要退款")
    people[0].says(group, "退款退款")
    await stage.advance(minutes=70)
    for person in people[1:3]:
        person.says(group, "退款怎么还没到")
        await stage.settled()
    assert cards(owner) == []
    people[3].says(group, "我也等退款")
    await stage.settled()
    (card,) = cards(owner)
    assert "3 人提到，共 3 条" in card.content and "乙" in card.content


async def test_the_words_belong_to_the_community_and_are_kept_from_the_crowd(stage: Stage) -> None:
    group, owner, _ = await watching(stage, "拉肚子", "退款 频次")
    command = owner.says(group, "/watch add 食物 中毒")
    await stage.settled()
    assert command is not None and command.deleted
    assert "已开始留意“食物 中毒”（紧急）" in owner.last.content
    owner.says_privately("/watch")
    await stage.settled()
    listed = owner.last
    assert "预警词：3 个" in listed.content and "退款（频次）" in listed.content
    owner.presses(listed, "✕ 退款")
    await stage.settled()
    assert "预警词：2 个" in listed.content
    owner.says_privately("/watch del 拉肚子")
    await stage.settled()
    member = stage.member(group, "甲")
    member.says(group, "拉肚子，退款")
    await stage.settled()
    assert cards(owner) == []
    member.says(group, "食物中毒")
    await stage.settled()
    assert len(cards(owner)) == 1


async def test_a_stranger_cannot_take_an_incident(stage: Stage) -> None:
    group, owner, _ = await watching(stage)
    stage.member(group, "甲").says(group, "拉肚子")
    await stage.settled()
    stranger = stage.sandbox.person("路人")
    stranger.says_privately("/start")
    await stage.settled()
    stage.sandbox.push_raw(
        {
            "update_id": 0,
            "callback_query": {
                "id": "1",
                "from": stranger.shape(),
                "chat_instance": "1",
                "message": stranger.last.shape(),
                "data": "v1:incident:take:1",
            },
        }
    )
    await stage.settled()
    assert "还没有人接手" in cards(owner)[0].content


async def test_an_english_owner_is_told_in_english(stage: Stage) -> None:
    group, _, _ = await watching(stage)
    admin = stage.member(group, "Anna", language="en")
    assert group.owner is not None
    group.owner.promotes(admin, group, RIGHTS)
    admin.says_privately("/start")
    await stage.settled()
    stage.member(group, "甲").says(group, "拉肚子")
    await stage.settled()
    (card,) = [message for message in admin.inbox if "No. 1" in message.content and message.kind == "text"]
    assert "Yellow alert · No. 1" in card.content and "1 person in 1 message" in card.content
