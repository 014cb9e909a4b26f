"""The bot comes into a group, says what it lacks, and gets to work."""

from tests.stage import RIGHTS, Stage, texts


async def test_added_as_a_plain_member_it_asks_to_be_made_administrator(stage: Stage) -> None:
    owner = stage.sandbox.person("店长")
    group = stage.sandbox.supergroup("围炉茶友", owner=owner)
    owner.adds_bot(group)
    await stage.settled()
    assert "设为管理员" in texts(group.messages)[-1]

    owner.promotes_bot(group, rights=("can_delete_messages",))
    await stage.settled()
    said = texts(group.messages)[-1]
    assert "封禁成员" in said and "邀请用户" in said and "删除消息”" not in said

    owner.promotes_bot(group, rights=RIGHTS)
    await stage.settled()
    assert "权限齐全" in texts(group.messages)[-1]


async def test_status_tells_rights_and_whom_the_bot_can_reach(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says(group, "/status")
    await stage.settled()
    said = texts(group.messages)[-1]
    assert "权限：齐全" in said and "能私信到：店长" in said


async def test_a_member_who_tries_an_admin_command_gets_no_answer(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    passer_by = stage.member(group, "路人")
    await stage.settled()
    before = len(group.messages)
    passer_by.says(group, "/status")
    await stage.settled()
    assert [m for m in group.messages[before:] if m.sender == stage.sandbox.bot] == []


async def test_a_group_the_operator_does_not_serve_is_left_politely(stage: Stage) -> None:
    await stage.stop()
    stage.settings["WEILU_ACCESS__GROUPS"] = "[-1001]"
    await stage.start()
    owner = stage.sandbox.person("店长")
    group = stage.sandbox.supergroup("别处", owner=owner)
    owner.adds_bot(group, rights=RIGHTS)
    await stage.settled()
    assert any("没有让我服务" in said for said in texts(group.messages))
    assert group.member(stage.sandbox.bot).status == "left"


async def test_private_commands_go_to_the_group_that_is_meant(stage: Stage) -> None:
    _group, owner = await stage.tea_house()
    owner.says_privately("/status")
    await stage.settled()
    assert "围炉茶友 的现状" in owner.last.text

    second = stage.sandbox.supergroup("读书会", owner=owner)
    owner.adds_bot(second, rights=RIGHTS)
    await stage.settled()
    owner.says_privately("/status")
    await stage.settled()
    owner.presses(owner.last, "读书会")
    await stage.settled()
    assert "读书会 的现状" in owner.last.text
    owner.says_privately("/status")
    await stage.settled()
    assert "读书会 的现状" in owner.last.text
