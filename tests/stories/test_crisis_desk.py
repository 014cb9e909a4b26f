"""The desk: cards with charts, who is asked next, assigning, slowing down, holding posts, and the review."""

from bot.sandbox import Chat, User
from tests.stage import RIGHTS, Stage, texts
from tests.stories.test_crisis import WORD, cards, watching


async def burning(stage: Stage, *more: str) -> tuple[Chat, User, User]:
    """A tea house in which one member has said the word."""
    group, owner, admin = await watching(stage, WORD, *more)
    stage.member(group, "王阿姨").says(group, "喝完一直拉肚子")
    await stage.settled()
    return group, owner, admin


async def test_a_chart_comes_below_the_card_once_there_is_a_curve_and_before_by_a_button(stage: Stage) -> None:
    group, owner, admin = await burning(stage)
    owner.presses(cards(owner)[0], "走势图")
    await stage.settled()
    assert len(stage.sandbox.calls("sendPhoto", chat_id=owner.id)) == 1
    assert stage.sandbox.calls("sendPhoto", chat_id=admin.id) == []
    stage.member(group, "李叔").says(group, "我也拉肚子")
    await stage.settled()
    stage.member(group, "小周").says(group, "拉肚子+1")
    await stage.settled()
    assert len(stage.sandbox.calls("sendPhoto", chat_id=admin.id)) == 1, "again only when the level rises"


async def test_duty_is_asked_in_order_and_at_last_the_owner_across_lost_processes(stage: Stage) -> None:
    group, owner, admin = await watching(stage)
    second = stage.member(group, "小三", username="xiaosan", language="zh-hans")
    owner.promotes(second, group, RIGHTS)
    second.says_privately("/start")
    await stage.settled()
    owner.says(group, "/duty @xiaoer @xiaosan")
    await stage.settled()
    stage.member(group, "甲").says(group, WORD)
    await stage.settled()
    assert (len(cards(admin)), len(cards(second)), len(cards(owner))) == (1, 0, 0)
    await stage.kill()
    await stage.start()
    await stage.advance(minutes=5)
    assert (len(cards(admin)), len(cards(second)), len(cards(owner))) == (1, 1, 0)
    await stage.advance(minutes=10)
    assert (len(cards(admin)), len(cards(second)), len(cards(owner))) == (2, 2, 1)
    await stage.kill()
    await stage.start()
    await stage.advance(minutes=15)
    assert (len(cards(admin)), len(cards(second)), len(cards(owner))) == (2, 2, 2)
    stage.member(group, "乙").says(group, "我也拉肚子")
    await stage.settled()
    assert all("橙色预警" in cards(person)[-1].content for person in (owner, admin, second)), "orange is for everybody"


async def test_who_is_out_of_reach_gives_way_to_who_is_not(stage: Stage) -> None:
    group, owner, admin = await watching(stage)
    owner.says(group, "/duty @xiaoer")
    await stage.settled()
    admin.private.blocked = True  # the bot was never told
    stage.member(group, "甲").says(group, WORD)
    await stage.settled()
    assert len(cards(owner)) == 1


async def test_the_admin_chat_gets_the_card_too_and_hears_when_nobody_can_be_reached(stage: Stage) -> None:
    group, owner, _ = await watching(stage)
    place = stage.sandbox.supergroup("店员群", owner=owner)
    owner.adds_bot(place, rights=RIGHTS)
    await stage.settled()
    owner.says(place, "/adminchat")
    await stage.settled()
    owner.presses(place.messages[-1], place.messages[-1].buttons[0][0].text)
    await stage.settled()
    stage.member(group, "甲").says(group, WORD)
    await stage.settled()
    assert any("黄色预警 · 第 1 号" in text for text in texts(place.messages))
    owner.blocks_bot()
    for admin in list(group.members.values()):
        if admin.user.username == "xiaoer":
            admin.user.blocks_bot()
    await stage.settled()
    stage.member(group, "乙").says(group, "也拉肚子")
    await stage.settled()
    assert any("一个管理员都私信不到" in text for text in texts(place.messages))
    assert not any("私信不到" in text for text in texts(group.messages)), "the members need not know"


async def test_an_incident_is_assigned_noted_and_closed_with_a_review(stage: Stage) -> None:
    _group, owner, admin = await burning(stage)
    owner.presses(cards(owner)[0], "指派")
    await stage.settled()
    owner.presses(owner.last, "小二")
    await stage.settled()
    assert "店长 把第 1 号交给您了" in admin.last.content
    assert "已交给 小二" in cards(owner)[0].content
    admin.says_privately("/note 1 已联系仓库 <查批次>")
    await stage.settled()
    await stage.advance(minutes=20)
    admin.says_privately("/close 1 一批茶受潮，已召回")
    await stage.settled()
    reviews = [text for text in texts(owner.inbox) if text.startswith("复盘 · 第 1 号")]
    assert len(reviews) == 1
    review = reviews[0]
    assert "原因：一批茶受潮，已召回（小二）" in review and "小二 用了" in review
    assert "小二 记：已联系仓库 <查批次>" in review and "王阿姨" in review and "从发现到关闭共 20 分钟" in review
    (file,) = stage.sandbox.calls("sendDocument", chat_id=owner.id)
    assert file.error is None
    owner.says_privately("/incidents")
    await stage.settled()
    assert "最近关闭的" in owner.last.content and "一批茶受潮" in owner.last.content


async def test_a_stranger_to_the_desk_is_nobody_to_assign_to(stage: Stage) -> None:
    group, owner, _ = await burning(stage)
    stage.member(group, "路人", username="luren")
    owner.says_privately("/assign 1 @luren")
    await stage.settled()
    assert "要交给相关群里的一位管理员" in owner.last.content
    owner.says_privately("/assign 1 @xiaoer")
    await stage.settled()
    assert "第 1 号已交给 小二" in owner.last.content


async def test_a_slowed_group_rests_after_each_message_and_is_restored_exactly(stage: Stage) -> None:
    group, owner, _ = await burning(stage)
    member = stage.member(group, "话多")
    owner.presses(cards(owner)[0], "让群慢下来")
    await stage.settled()
    assert "歇 35 秒" in texts(group.messages)[-1]
    assert "正在慢速" in cards(owner)[0].content
    member.says(group, "第一句")
    await stage.settled()
    assert member.says(group, "第二句") is None, "Telegram holds it back"
    await stage.kill()
    await stage.start()
    await stage.advance(seconds=36)
    assert member.says(group, "第三句") is not None
    await stage.settled()
    owner.presses(cards(owner)[0], "恢复群速")
    await stage.settled()
    assert member.says(group, "第四句") is not None
    await stage.settled()
    assert member.says(group, "第五句") is not None
    assert group.members[member.id].status == "member"


async def test_a_large_group_may_send_text_only_and_gets_back_what_it_had(stage: Stage) -> None:
    people = [stage.sandbox.person(f"茶友{number}") for number in range(205)]
    group, owner = await stage.tea_house(people)
    owner.says_privately(f"/watch add {WORD}")
    await stage.settled()
    before = dict(group.permissions)
    people[0].says(group, "喝完一直拉肚子")
    await stage.settled()
    owner.presses(cards(owner)[0], "让群慢下来")
    await stage.settled()
    assert "暂时只能发文字" in texts(group.messages)[-1]
    assert group.permissions["can_send_messages"] and not group.permissions["can_send_photos"]
    await stage.kill()
    await stage.start()
    owner.says_privately("/close 1 虚惊一场")
    await stage.settled()
    assert dict(group.permissions) == before


async def test_a_group_that_cannot_be_slowed_is_not_said_to_be(stage: Stage) -> None:
    group, owner, _ = await burning(stage)
    owner.promotes_bot(group, rights=[right for right in RIGHTS if right != "can_restrict_members"])
    await stage.settled()
    owner.presses(cards(owner)[0], "让群慢下来")
    await stage.settled()
    assert "“围炉茶友”没能慢下来" in owner.last.content
    assert "正在慢速" not in cards(owner)[0].content
    assert not any("慢一点" in text for text in texts(group.messages))


async def test_whom_it_is_given_to_must_hear_of_it_before_it_counts_as_taken(stage: Stage) -> None:
    _, owner, admin = await burning(stage)
    admin.private.blocked = True  # the bot was never told
    owner.says_privately("/assign 1 @xiaoer")
    await stage.settled()
    await stage.advance(minutes=6)
    assert "第 1 次提醒" in cards(owner)[-1].content, "nobody has heard: who can hear is reminded"


async def test_slowness_ends_by_itself(stage: Stage) -> None:
    group, owner, _ = await burning(stage)
    owner.presses(cards(owner)[0], "让群慢下来")
    await stage.settled()
    await stage.advance(hours=2, minutes=1)
    assert "恢复正常" in texts(group.messages)[-1]
    assert "正在慢速" not in cards(owner)[0].content


async def test_promotion_waits_while_it_burns_and_notices_do_not(stage: Stage) -> None:
    group, owner, _ = await burning(stage)
    owner.says_privately('/post "2026-12-01 08:30" 新茶八折')
    owner.says_privately('/post notice "2026-12-01 08:30" 今天停业检查')
    await stage.settled()
    stage.member(group, "李叔").says(group, "我也拉肚子")
    await stage.settled()
    assert "推广内容先停发" in cards(owner)[-1].content
    await stage.advance(minutes=31)
    said = texts(group.messages)
    assert any("今天停业检查" in text for text in said) and not any("新茶八折" in text for text in said)
    assert any("先不发，等舆情平息" in text for text in texts(owner.inbox))
    await stage.kill()
    await stage.start()
    await stage.advance(hours=3)
    assert not any("新茶八折" in text for text in texts(group.messages))
    owner.says_privately("/close 1 虚惊一场")
    await stage.settled()
    await stage.advance(minutes=11)
    assert sum("新茶八折" in text for text in texts(group.messages)) == 1


async def test_posts_are_held_and_released_by_hand(stage: Stage) -> None:
    _group, owner, _ = await burning(stage)
    owner.presses(cards(owner)[0], "暂停推广")
    await stage.settled()
    assert "推广内容先停发" in cards(owner)[0].content
    owner.presses(cards(owner)[0], "恢复推广")
    await stage.settled()
    assert "推广内容先停发" not in cards(owner)[0].content


async def test_the_playbook_is_the_communitys_own(stage: Stage) -> None:
    group, owner, _ = await watching(stage)
    owner.says(group, "/playbook 黄色 先打电话给 <质检>")
    await stage.settled()
    stage.member(group, "甲").says(group, WORD)
    await stage.settled()
    assert "📋 先打电话给 <质检>" in cards(owner)[-1].content


async def test_the_alert_budget_spares_people_and_not_the_list(stage: Stage) -> None:
    group, owner, _ = await watching(stage, "一号", "二号", "三号")
    await set_budget(stage, group, 2)
    for word in ("一号", "二号", "三号"):
        stage.member(group, f"群友{word}").says(group, word)
        await stage.settled()
    assert len(cards(owner)) == 2
    owner.says_privately("/incidents")
    await stage.settled()
    assert "进行中的事件：3 件" in owner.last.content


async def set_budget(stage: Stage, group: Chat, budget: int) -> None:
    """As `alerts_a_day` in the configuration."""
    stage.settings["WEILU_SETTINGS__CRISIS__ALERTS_A_DAY"] = str(budget)
    await stage.restart()


async def test_an_english_desk_reads_english(stage: Stage) -> None:
    group, owner, _ = await watching(stage)
    anna = stage.member(group, "Anna", username="anna", language="en")
    owner.promotes(anna, group, RIGHTS)
    anna.says_privately("/start")
    await stage.settled()
    stage.member(group, "Bob").says(group, "拉肚子 after the tea")
    await stage.settled()
    anna.says_privately("/ack 1")
    await stage.settled()
    anna.says_privately("/close 1 wet leaves, recalled")
    await stage.settled()
    (review,) = [text for text in texts(anna.inbox) if text.startswith("Review · No. 1")]
    assert "Cause: wet leaves, recalled (Anna)" in review and "From notice to close" in review
