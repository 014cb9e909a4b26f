"""Groups that are run together: named, joined by word and by button, left; only by owners, and not in the middle of something."""

from tests.stage import RIGHTS, Stage


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
