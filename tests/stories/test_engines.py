"""The same story on SQLite and on PostgreSQL."""

from tests.stage import RIGHTS, Stage, texts


async def test_arrival_talk_and_a_restart(stage_on_each_engine: Stage) -> None:
    stage = stage_on_each_engine
    owner = stage.sandbox.person("店长")
    group = stage.sandbox.supergroup("围炉茶友", owner=owner)
    owner.adds_bot(group)
    await stage.settled()
    assert "设为管理员" in texts(group.messages)[-1]
    owner.promotes_bot(group, rights=RIGHTS)
    owner.says_privately("/start")
    await stage.settled()
    member = stage.member(group, "小林")
    member.says(group, "早上好")
    await stage.settled()
    await stage.restart()
    member.says(group, "又来了")
    owner.says(group, "/status")
    await stage.settled()
    assert any("权限：齐全" in said and "能私信到：店长" in said for said in texts(group.messages))
    kept = await stage.weilu.storage.inbox.parked()
    assert kept == []
