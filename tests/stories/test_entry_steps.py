"""What applicants are asked: phrases that say where they come from, questions of the group's own, pictures."""

from bot.features.entry.steps.captcha import KINDS
from bot.sandbox import Chat, Message, User
from bot.sandbox.joining import new_link
from tests.stage import texts
from tests.stories.tea_house import TeaHouse, labels

WORDS = {"小动物": "animal", "球": "ball", "身体的一部分": "body", "房子": "building", "衣服": "clothing", "钟表": "clock",
         "喝的": "drink", "花": "flower", "水果": "fruit", "乐器": "instrument", "文具": "stationery", "工具": "tool",
         "车": "vehicle", "天气": "weather"}  # fmt: skip


def right_picture(question: Message) -> str:
    """The picture that somebody who reads Chinese would press."""
    asked = question.content.rpartition("请点")[2].strip("：")
    return next(picture for picture in labels(question) if picture[0] in KINDS[WORDS[asked]])


def wrong_picture(question: Message) -> str:
    right = right_picture(question)
    return next(picture for picture in labels(question) if picture != right)


async def with_questions(house: TeaHouse, *questions: str) -> None:
    for question in questions:
        said = await house.answer_to(house.owner, f"/question add {question}")
        assert "加好了" in said


def right_answer(question: Message) -> str:
    return next(label for label in labels(question) if label.startswith("对"))


def wrong_answer(question: Message) -> str:
    return next(label for label in labels(question) if not label.startswith("对"))


THREE = ("第一题？对的甲 | 错的甲 | 错的乙", "第二题？\n对的丙\n错的丙\n错的丁", "第三题？对的戊 | 错的戊")

# --- several phrases ---------------------------------------------------------------------------------------------


async def test_the_phrase_tells_which_poster_somebody_has_seen(house: TeaHouse, owner: User) -> None:
    await house.guard("passphrase 芝麻开门=海报A | 春风=公众号 until 2026-12-31 + 审核")
    red, _ = await house.applicant()
    await house.stage.kill()
    await house.stage.start()
    await house.answer_to(red, "春 風")
    assert "暗号来自：公众号" in owner.last.content
    shown = await house.answer_to(owner, "/gate")
    assert "芝麻开门=海报A | 春风=公众号 until 2026-12-31 → 人工审核" in shown


async def test_a_phrase_past_its_date_leaves_people_to_the_admins(house: TeaHouse, owner: User) -> None:
    await house.guard("暗号 芝麻开门 截至 2026-12-02")
    await house.stage.advance(days=2)
    red, request = await house.applicant()
    assert "已转给管理员" in red.last.content and request.status == "pending"
    assert "暗号过了期" in owner.last.content
    assert "暗号过期了" in await house.answer_to(owner, "/gate")


# --- questions of the group's own --------------------------------------------------------------------------------


async def test_two_of_three_questions_with_a_kill_between_them(house: TeaHouse, owner: User) -> None:
    await with_questions(house, *THREE)
    await house.guard("问答 2")
    red, request = await house.applicant()
    first = red.last
    assert "围炉茶友" in first.content and "（1/2）" in first.content and "2 次" in first.content
    await house.after(red.presses(first, right_answer(first)))
    assert first.buttons == [] and "✓" in first.content
    await house.stage.kill()
    await house.stage.start()
    second = red.last
    assert "（2/2）" in second.content
    await house.after(red.presses(second, right_answer(second)))
    assert request.status == "approved"
    assert "已经加入" in red.last.content


async def test_after_a_wrong_answer_another_question_comes_and_then_no_more(house: TeaHouse) -> None:
    await with_questions(house, *THREE)
    await house.guard("quiz")
    red, request = await house.applicant()
    first = red.last
    await house.after(red.presses(first, wrong_answer(first)))
    second = red.last
    assert "换一题，还有 1 次机会" in second.content and "✗" in first.content
    assert set(labels(second)) != set(labels(first))
    await house.after(red.presses(second, wrong_answer(second)))
    assert request.status == "declined"
    assert "机会用完了" in red.last.content and "10 分钟后再申请" in red.last.content


async def test_a_second_press_on_the_same_question_does_not_count(house: TeaHouse) -> None:
    await with_questions(house, *THREE)
    await house.guard("quiz 2")
    red, request = await house.applicant()
    first = red.last
    wrong = wrong_answer(first)
    red.presses(first, wrong)
    await house.after(red.presses(first, wrong))
    assert request.status == "pending", "one wrong answer, not two"
    assert "还有 1 次机会" in red.last.content


async def test_words_are_no_answer_where_a_button_is_to_be_pressed(house: TeaHouse) -> None:
    await with_questions(house, *THREE)
    await house.guard("quiz")
    red, request = await house.applicant()
    assert "请点题目下面的按钮" in await house.answer_to(red, "我想进群")
    question = red.inbox[0]
    await house.answer_to(red, right_answer(question))
    assert request.status == "approved", "an option may also be written"


async def test_a_question_taken_out_stays_for_who_is_being_asked(house: TeaHouse, owner: User) -> None:
    await with_questions(house, THREE[0])
    await house.guard("quiz")
    red, request = await house.applicant()
    assert "还有 0 题" in await house.answer_to(owner, "/question del 1")
    await house.after(red.presses(red.last, right_answer(red.last)))
    assert request.status == "approved"
    assert "题库里的题不够了" in await house.answer_to(owner, "/gate")
    await house.stage.advance(seconds=1)
    blue, waiting = await house.applicant("小蓝")
    assert waiting.status == "pending" and "已转给管理员" in blue.last.content
    assert "题库里的题不够" in owner.last.content


async def test_the_bank_shows_which_question_is_unfair(house: TeaHouse, owner: User) -> None:
    await with_questions(house, THREE[0])
    await house.guard("quiz", attempts="10", cooldown="0")
    for name in "甲乙":
        someone, _ = await house.applicant(name)
        for _ in range(10):
            await house.after(someone.presses(someone.last, wrong_answer(someone.last)))
    shown = await house.answer_to(owner, "/question list")
    assert "第一题？" in shown and "20 次里答对 0%" in shown and "不到三成" in shown


async def test_questions_are_kept_secret(house: TeaHouse, group: Chat, owner: User) -> None:
    typed = await house.after(owner.says(group, "/question add 我们卖什么？茶 | 酒 | 房"))
    assert typed.deleted
    assert "加好了" in owner.last.content and "茶 | 酒 | 房" in owner.last.content
    assert "要答对 3 题，题库里只有 1 题" in await house.answer_to(owner, "/gate quiz 3")
    assert "至少要一个对的" in await house.answer_to(owner, "/question add 什么？茶")
    assert "没看懂" in await house.answer_to(owner, "/question add 什么")
    assert "没有第 9 题" in await house.answer_to(owner, "/question del 9")


# --- pictures ----------------------------------------------------------------------------------------------------


async def test_the_right_pictures_open_the_door(house: TeaHouse) -> None:
    await house.guard("验证")
    red, request = await house.applicant()
    board = red.last
    assert len(labels(board)) == 9 and "围炉茶友" in board.content and "（1/2）" in board.content
    await house.after(red.presses(board, right_picture(board)))
    await house.stage.kill()
    await house.stage.start()
    await house.after(red.presses(red.last, right_picture(red.last)))
    assert request.status == "approved"


async def test_wrong_pictures_do_not(house: TeaHouse) -> None:
    await house.guard("captcha")
    red, request = await house.applicant()
    await house.after(red.presses(red.last, wrong_picture(red.last)))
    await house.after(red.presses(red.last, wrong_picture(red.last)))
    assert request.status == "declined"


async def test_the_captcha_in_english(house: TeaHouse) -> None:
    await house.guard("captcha 1")
    bob, request = await house.applicant("Bob", language="en")
    asked = bob.last.content
    assert "Please press the" in asked or "Please press what" in asked
    texts_of = {"animal": "the animal", "ball": "the ball", "body": "the part of the body", "building": "the building",
                "clothing": "the piece of clothing", "clock": "the clock or watch", "drink": "the drink",
                "flower": "the flower", "fruit": "the fruit", "instrument": "the musical instrument",
                "stationery": "what lies on a desk for writing and office work", "tool": "the tool",
                "vehicle": "the vehicle", "weather": "the weather"}  # fmt: skip
    kind = next(kind for kind, words in texts_of.items() if f"press {words}:" in asked)
    await house.after(bob.presses(bob.last, next(picture for picture in labels(bob.last) if picture[0] in KINDS[kind])))
    assert request.status == "approved"
    assert "you are now in" in bob.last.content


# --- steps together ----------------------------------------------------------------------------------------------


async def test_steps_follow_each_other_and_the_card_shows_every_answer(house: TeaHouse, owner: User) -> None:
    await with_questions(house, THREE[0])
    await house.guard("暗号 芝麻开门 + 问答 + 审核")
    red, request = await house.applicant(bio="卖茶的")
    await house.answer_to(red, "芝麻关门")
    await house.answer_to(red, "芝麻开门")
    await house.after(red.presses(red.last, right_answer(red.last)))
    card = owner.last.content
    assert "✗ 答：芝麻关门" in card and "✓ 答：芝麻开门" in card and "✓ 第一题？ → 对的甲" in card
    assert "简介：卖茶的" in card and request.status == "pending"
    await house.after(owner.presses(owner.last, "通过"))
    assert request.status == "approved"


async def test_only_the_invited_get_past_an_invitation(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.guard("邀请 + 暗号 芝麻开门")
    red, request = await house.applicant()
    assert request.status == "declined" and "只接受邀请" in red.last.content
    link = new_link(group, house.stage.sandbox.bot, request=True)
    blue = house.stage.sandbox.person("小蓝", language="zh-hans")
    invited = await house.after(blue.asks_to_join(group, link))
    assert "暗号" in blue.last.content
    await house.answer_to(blue, "芝麻开门")
    assert invited.status == "approved"


async def test_a_step_has_limits_of_its_own(house: TeaHouse, owner: User) -> None:
    await house.guard("暗号 芝麻开门 + 验证 1")
    said = await house.answer_to(owner, "/gate captcha timeout 60")
    assert "真人验证另定：时限 1 分钟" in said
    await house.answer_to(owner, "/gate 验证 attempts 1")
    red, request = await house.applicant()
    assert "3 分钟" in red.last.content
    await house.answer_to(red, "芝麻开门")
    assert "剩 1 分钟，还能答 1 次" in red.last.content
    await house.stage.advance(seconds=61)
    assert request.status == "declined" and "没有答完" in red.last.content
    assert "另定：时限" not in await house.answer_to(owner, "/gate captcha timeout 默认")


async def test_two_groups_at_once_do_not_mix(house: TeaHouse, owner: User) -> None:
    await house.guard("验证 1")
    circle = house.stage.sandbox.supergroup("读书会", owner=owner)
    owner.adds_bot(circle, rights=("can_invite_users", "can_delete_messages", "can_restrict_members"))
    await house.stage.settled()
    await house.after(owner.says(circle, "/gate 暗号 开卷有益"))
    red, tea = await house.applicant()
    board = red.last
    books = await house.after(red.asks_to_join(circle))
    await house.after(red.presses(board, right_picture(board)))
    assert (tea.status, books.status) == ("approved", "pending")
    blue, tea = await house.applicant("小蓝")
    books = blue.asks_to_join(circle)
    await house.stage.settled()
    board = next(message for message in blue.inbox if len(labels(message)) == 9)
    await house.answer_to(blue, "开卷有益")
    assert (tea.status, books.status) == ("pending", "approved")
    await house.after(blue.presses(board, right_picture(board)))
    assert tea.status == "approved"
    assert not any("请点题目" in said for said in texts(blue.inbox))
