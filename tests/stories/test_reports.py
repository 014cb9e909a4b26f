"""Members report: one card a message, nobody named, old members count, and misuse shows."""

from bot.sandbox import Chat, Message, User
from tests.stories.tea_house import TeaHouse

CHAIN = "姐妹们这个理财真的稳，跟着老师做就行"


async def crowd(house: TeaHouse, *names: str) -> list[User]:
    people = [house.newcomer(name) for name in names]
    await house.stage.settled()
    await house.stage.advance(days=4)
    return people


def cards(person: User) -> list[Message]:
    return [message for message in person.inbox if "位成员举报" in message.content]


async def test_a_report_is_deleted_thanked_for_in_private_and_put_before_the_staff(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    reporter, author = await crowd(house, "茶友甲", "理财师")
    reporter.says_privately("/start")
    said = await house.after(author.says(group, CHAIN))
    before = len(house.spoken)
    made = await house.after(reporter.says(group, "举报", reply_to=said))
    assert made.deleted and not said.deleted
    assert "谢谢您的举报" in reporter.last.content
    assert "被 1 位成员举报" in house.card.content and "茶友甲" not in house.card.content
    assert len(house.spoken) == before, "the group hears nothing"
    await house.after(owner.presses(house.card, "删除"))
    assert said.deleted


async def test_three_old_members_are_enough_and_newcomers_do_not_count(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    *members, author = await crowd(house, "甲", "乙", "丙", "理财师")
    said = await house.after(author.says(group, CHAIN))
    for name in ("新一", "新二", "新三"):
        await house.after(house.newcomer(name).says(group, "/report", reply_to=said))
    await house.after(members[0].says(group, "/report", reply_to=said))
    await house.after(members[0].says(group, "/report", reply_to=said))
    await house.after(members[1].says(group, "/report", reply_to=said))
    assert not said.deleted and "被 5 位成员举报" in house.card.content
    await house.stage.kill()
    members[2].says(group, "/report", reply_to=said)
    await house.stage.start()
    await house.stage.settled()
    assert said.deleted and len(cards(owner)) == 1
    assert "被 6 位成员举报" in house.card.content and "我先删了" in house.card.content
    await house.after(owner.presses(house.card, "没问题"))
    assert any(CHAIN in answer for answer in house.answers)


async def test_each_message_goes_that_enough_members_report(house: TeaHouse, group: Chat, owner: User) -> None:
    *members, author = await crowd(house, "甲", "乙", "丙", "丁", "理财师")
    first = await house.after(author.says(group, CHAIN))
    second = await house.after(author.says(group, "老师今晚还有一场直播课，大家一起听"))
    third = await house.after(author.says(group, "名额不多了，先到先得"))
    for said in (first, second):
        for member in members:
            await house.after(member.says(group, "/report", reply_to=said))
        assert said.deleted
        await house.stage.advance(minutes=2)
    await house.after(members[0].says(group, "/report", reply_to=third))
    assert not third.deleted and len(cards(owner)) == 1
    removed = [call.params for name in ("deleteMessage", "deleteMessages") for call in house.stage.sandbox.calls(name)]
    times = sum(first.id in (one.get("message_ids") or [one["message_id"]]) for one in removed)
    assert times == 1, "what is gone is not deleted again"
    await house.after(owner.presses(house.card, "删除"))
    assert third.deleted


async def test_what_members_were_wrong_about_is_no_error_of_the_machine(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    *members, author = await crowd(house, "甲", "乙", "丙", "理财师")
    said = await house.after(author.says(group, CHAIN))
    for member in members:
        await house.after(member.says(group, "/report", reply_to=said))
    assert said.deleted
    await house.after(owner.presses(house.card, "信任"))
    await house.after(owner.presses(house.card, "没问题"))
    await house.after(owner.says(group, "/status"))
    assert "这一周没有被撤销的误判" in house.answers[-1] and "成员举报" not in house.answers[-1]


async def test_ten_an_hour(house: TeaHouse, group: Chat, owner: User) -> None:
    reporter, author = await crowd(house, "告状的", "话多的")
    reporter.says_privately("/start")
    said = []
    for number in range(12):
        said.append(await house.after(author.says(group, f"第 {number} 句闲话")))
        await house.stage.advance(seconds=90)
    for message in said:
        await house.after(reporter.says(group, "举报", reply_to=message))
        await house.stage.advance(seconds=30)
    assert "举报得太多" in reporter.last.content
    await house.stage.advance(hours=1)
    await house.after(reporter.says(group, "举报", reply_to=said[-1]))
    assert "谢谢您的举报" in reporter.last.content


async def test_unfounded_reports_show_and_stop_counting(house: TeaHouse, group: Chat, owner: User) -> None:
    reporter, author = await crowd(house, "告状的", "好人")
    for number in range(5):
        said = await house.after(author.says(group, f"第 {number} 天，今天的茶不错"))
        await house.after(reporter.says(group, "举报", reply_to=said))
        await house.after(owner.presses(house.card, "没问题"))
        await house.stage.advance(hours=1)
    said = await house.after(author.says(group, "明天见"))
    await house.after(reporter.says(group, "举报", reply_to=said))
    assert "至少 5 次举报不成立" in house.card.content


async def test_unfounded_reports_stop_counting_although_they_took_the_message_away(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    *members, author = await crowd(house, "甲", "乙", "丙", "好人")
    for number in range(5):
        said = await house.after(author.says(group, f"第 {number} 天，今天的茶不错"))
        for member in members:
            await house.after(member.says(group, "举报", reply_to=said))
        assert said.deleted
        await house.after(owner.presses(house.card, "没问题"))
        await house.stage.advance(hours=1)
    said = await house.after(author.says(group, "明天见"))
    for member in members:
        await house.after(member.says(group, "举报", reply_to=said))
    assert not said.deleted and "至少 5 次举报不成立" in house.card.content


async def test_reports_that_somebody_confirmed_are_no_misuse_when_another_is_lenient(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    reporter, author = await crowd(house, "告状的", "理财师")
    for number in range(5):
        said = await house.after(author.says(group, f"第 {number} 天，今天的茶不错"))
        await house.after(reporter.says(group, "举报", reply_to=said))
        await house.after(owner.presses(house.card, "删除"))
        await house.after(owner.presses(house.card, "撤销"))
        await house.stage.advance(hours=1)
    said = await house.after(author.says(group, "明天见"))
    await house.after(reporter.says(group, "举报", reply_to=said))
    assert "被 1 位成员举报" in house.card.content and "举报不成立" not in house.card.content


async def test_in_english_and_without_a_reply(house: TeaHouse, group: Chat, owner: User) -> None:
    reporter = house.newcomer("Bob", language="en")
    reporter.says_privately("/start")
    await house.stage.settled()
    made = await house.after(reporter.says(group, "/report"))
    assert made.deleted and "reply to the message you want to report" in reporter.last.content


async def test_a_report_asks_although_something_else_of_the_author_was_removed_before(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    (reporter,) = await crowd(house, "茶友甲")
    author = house.newcomer("小广告")
    await house.after(author.says(group, "来 https://evil.example.com"))
    said = await house.after(author.says(group, "有兴趣的私我"))
    await house.after(reporter.says(group, "举报", reply_to=said))
    assert "被 1 位成员举报" in house.card.content and "请您定夺" in house.card.content
