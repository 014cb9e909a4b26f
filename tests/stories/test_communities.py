"""Groups that are run together: named, joined by word and by button, left; only by owners, and not in the middle of something."""

from bot.sandbox import Chat, User
from tests.stage import RIGHTS, Stage
from tests.stories.tea_house import TeaHouse


async def test_groups_are_joined_share_what_belongs_to_the_community_and_leave(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says_privately("/community create 围炉")
    await stage.settled()
    assert "社群叫「围炉」" in owner.last.content
    second = stage.sandbox.supergroup("茶友二群", owner=owner)
    owner.adds_bot(second, rights=RIGHTS)
    await stage.settled()
    assert "要把「茶友二群」和您的其他群一起管吗" in owner.last.content
    owner.presses(owner.last, "把本群加入「围炉」（1 个群）")
    await stage.settled()
    assert "「茶友二群」加入了社群「围炉」" in owner.last.content
    owner.says(group, "/word add 代开发票")
    await stage.settled()
    bad = stage.member(second, "贩").says(second, "代开发票找我")
    await stage.settled()
    assert bad is not None and bad.deleted, "the words of the community hold in both"
    owner.says(second, "/community")
    await stage.settled()
    assert "社群「围炉」" in owner.last.content and "· 围炉茶友" in owner.last.content
    owner.says(second, "/community leave")
    await stage.settled()
    owner.says(second, "/community leave")
    await stage.settled()
    assert "没有和别的群在一起" in owner.last.content


async def test_only_owners_of_both_may_join_and_not_while_something_is_open(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    admin = stage.member(group, "小二", language="zh-hans")
    owner.promotes(admin, group, RIGHTS)
    admin.says_privately("/start")
    await stage.settled()
    admin.says(group, "/community create 夺权")
    await stage.settled()
    assert "群主身份" in admin.last.content
    other = stage.sandbox.supergroup("小二的群", owner=admin)
    admin.adds_bot(other, rights=RIGHTS)
    await stage.settled()
    admin.says(other, "/community join 围炉茶友")
    await stage.settled()
    assert "没有（或不止一个）叫“围炉茶友”的社群" in admin.last.content
    owner.says(group, "/watch add 发霉")
    await stage.settled()
    stage.member(group, "甲").says(group, "茶饼发霉了")
    second = stage.sandbox.supergroup("茶友二群", owner=owner)
    owner.adds_bot(second, rights=RIGHTS)
    await stage.settled()
    owner.says(group, "/community join 茶友二群")
    await stage.settled()
    assert "请先处理完再换社群" in owner.last.content


async def test_owners_are_added_and_removed_on_a_second_press_and_it_is_told(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    partner = house.newcomer("合伙人", username="hehuo", language="zh-hans")
    await house.answer_to(partner, "/start")
    command = await house.after(owner.says(group, "/owners add @hehuo"))
    assert command.deleted and "让 合伙人 成为社群「围炉茶友」的群主" in owner.last.content
    assert "没看到您管理的群" in await house.answer_to(partner, "/owners"), "nothing has changed yet"
    await house.after(owner.presses(owner.last, "成为群主"))
    assert "合伙人 现在是社群「围炉茶友」的群主" in owner.last.content
    assert "店长 请您一起负责社群「围炉茶友」" in partner.last.content
    listed = await house.answer_to(partner, "/owners")
    assert "店长（创建了「围炉茶友」）" in listed and "· 合伙人" in listed
    assert "合伙人 已经是群主了" in await house.answer_to(owner, "/owners add @hehuo")
    assert "创建者总是群主" in await house.answer_to(partner, "/owners del @dianzhang")
    await house.answer_to(owner, "/owners")
    await house.after(owner.presses(owner.last, "移除 合伙人"))
    await house.after(owner.presses(owner.last, "移除"))
    assert "合伙人 不再是社群「围炉茶友」的群主" in owner.last.content
    assert "移出了社群" in partner.last.content
    told = await house.answer_to(owner, "/history")
    assert "店长：合伙人 成为群主" in told and "店长：合伙人 不再是群主" in told


async def test_owners_are_the_owners_business_and_never_run_out(house: TeaHouse, group: Chat, owner: User) -> None:
    deputy = await house.deputy("小二", *RIGHTS)
    assert "群主身份" in await house.answer_to(deputy, "/owners")
    assert "群主身份" in await house.answer_to(deputy, f"/owners add {deputy.id}")
    group.member(owner).status = "administrator"
    await house.stage.advance(minutes=6)
    await house.after(owner.says(group, "/status"))
    assert "店长 是最后一位群主" in await house.answer_to(owner, f"/owners del {owner.id}")
    await house.answer_to(owner, f"/owners add {deputy.id}")
    question = owner.last
    await house.after(owner.presses(question, "算了"))
    assert "没有改动" in question.content and not question.buttons
    await house.answer_to(owner, f"/owners add {deputy.id}")
    await house.after(owner.presses(owner.last, "成为群主"))
    await house.answer_to(deputy, f"/owners del {owner.id}")
    await house.after(deputy.presses(deputy.last, "移除"))
    assert "群主身份" in await house.answer_to(owner, "/owners"), "an administrator still, and an owner no more"


async def test_a_bot_is_made_no_owner(house: TeaHouse, group: Chat, owner: User) -> None:
    other = house.stage.sandbox.person("别的机器人", username="other_bot", bot=True)
    owner.invites(other, group)
    await house.stage.settled()
    assert "机器人不能做群主" in await house.answer_to(owner, f"/owners add {house.stage.sandbox.bot.id}")
    assert "机器人不能做群主" in await house.answer_to(owner, "/owners add @other_bot"), "one that is a mere member"
    owner.promotes(other, group)
    await house.stage.settled()
    assert "机器人不能做群主" in await house.answer_to(owner, f"/owners add {other.id}")
