"""A group becomes a supergroup: whoever tells the bot first, everything moves along."""

from sqlalchemy import select

from bot.sandbox import Chat, User
from storage.tables import groups, members
from tests.stage import RIGHTS, Stage, texts


async def basic_group(stage: Stage) -> tuple[Chat, User]:
    owner = stage.sandbox.person("店长", language="zh-hans")
    group = stage.sandbox.group("围炉茶友", owner=owner)
    owner.adds_bot(group, rights=RIGHTS)
    owner.says_privately("/start")
    owner.says(group, "早上好")
    await stage.settled()
    return group, owner


async def known(stage: Stage) -> list[tuple[int, int | None]]:
    rows = await stage.weilu.storage.database.fetch(select(groups.c.chat_id, groups.c.migrated_from))
    return [(row.chat_id, row.migrated_from) for row in rows]


async def counted(stage: Stage, owner: User) -> dict[int, int]:
    rows = await stage.weilu.storage.database.fetch(select(members).where(members.c.user_id == owner.id))
    return {row.chat_id: row.messages for row in rows}


async def test_by_the_service_messages(stage: Stage) -> None:
    old, owner = await basic_group(stage)
    new = stage.sandbox.migrate(old)
    await stage.settled()
    assert await known(stage) == [(new.id, old.id)]
    owner.says(new, "换了新群")
    await stage.settled()
    assert await counted(stage, owner) == {new.id: 2}
    owner.says(new, "/status")
    await stage.settled()
    assert any("现状" in said for said in texts(new.messages))
    assert await stage.weilu.storage.inbox.parked() == []


async def test_by_the_refusal_of_a_call(stage: Stage) -> None:
    old, owner = await basic_group(stage)
    owner.says(old, "/status")
    new = stage.sandbox.migrate(old)
    stage.sandbox.world.queue._waiting = type(stage.sandbox.world.queue._waiting)(
        item for item in stage.sandbox.world.queue._waiting if b"migrate_" not in item.body
    )
    await stage.settled()
    assert await known(stage) == [(new.id, old.id)]
    assert any("现状" in said for said in texts(new.messages))
    owner.says(new, "换了新群")
    await stage.settled()
    assert await counted(stage, owner) == {new.id: 3}


async def test_a_restart_in_the_middle_changes_nothing(stage: Stage) -> None:
    old, owner = await basic_group(stage)
    await stage.stop()
    owner.says(old, "还在旧群")
    new = stage.sandbox.migrate(old)
    owner.says(new, "已在新群")
    await stage.start()
    await stage.settled()
    assert await known(stage) == [(new.id, old.id)]
    assert await counted(stage, owner) == {new.id: 3}
