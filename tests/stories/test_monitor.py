"""A machine asks how the bot is."""

from pathlib import Path

import aiohttp

from tests.stage import Stage, staged
from tests.stories.test_webhook import free_port


async def get(port: int, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as response:
        return response.status, await response.text()


async def test_health_and_numbers_name_nobody(tmp_path: Path) -> None:
    port = free_port()
    async with staged(tmp_path, WEILU_MONITOR__PORT=str(port)) as stage:
        group, _ = await stage.tea_house()
        stage.member(group, "绝密的名字").says(group, "绝密的话")
        await stage.settled()
        assert await get(port, "/healthz") == (200, '{"status": "fine", "wrong": []}')
        status, numbers = await get(port, "/metrics")
        assert status == 200
        read = dict(line.rsplit(" ", 1) for line in numbers.splitlines() if not line.startswith("#"))
        assert float(read["weilu_updates_handled_total"]) >= 4
        assert read["weilu_updates_waiting"] == read["weilu_updates_parked"] == "0"
        assert float(read["process_resident_memory_bytes"]) > 1e7
        assert all(word not in numbers for word in ("绝密", "围炉茶友", str(group.id), stage.sandbox.token))
        assert (await get(port, "/"))[0] == 404

        await silence(stage)
        assert await get(port, "/healthz") == (503, '{"status": "wrong", "wrong": ["telegram"]}')


async def silence(stage: Stage) -> None:
    """Telegram answers no more for two minutes."""
    assert stage.weilu.polling is not None
    stage.weilu.polling.stop()
    await stage.advance(minutes=2)
