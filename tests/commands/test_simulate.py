"""A history told to the whole bot: what it would have done, and what it says when there is nothing to tell."""

import gzip
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bot.commands.history import Place, Spoken
from bot.commands.rehearsal import Rehearsal
from bot.commands.simulate import RUN_MESSAGES, RUN_SPAN, runs
from bot.core.ids import chat_mailbox
from bot.runtime.ticker import Due
from storage.tables import schedules
from tests.commands.conftest import Weilu, lines

START = 1_714_557_600
"""2024-05-01 10:00 UTC."""
PLACE = Place(-1_000_000_000_001, "茶友")


def said(seconds: float, text: str, user_id: int = 7, message_id: int = 0) -> Spoken:
    at = datetime.fromtimestamp(START + seconds, UTC)
    return Spoken(at, PLACE, message_id or 1_000 + int(seconds), user_id, f"user {user_id}", text)


def chat() -> str:
    """A small history: talk, a flood, a forbidden word, a complaint, check-ins on two days."""
    flood = [{"ts": START + 60, "user": "闹", "text": f"刷屏 {n}"} for n in range(8)]
    return lines(
        {"ts": START, "user": "小林", "text": "大家早"},
        {"ts": START + 5, "user": "阿梅", "text": "早呀", "reply_to": 1},
        *flood,
        {"ts": START + 120, "user": "贩", "text": "代 开 发 票 找我"},
        {"ts": START + 180, "user": "阿梅", "text": "喝了拉肚子，要投诉"},
        {"ts": START + 200, "user": "小林", "text": "打卡 第一天"},
        "not json",
        {"ts": START + 86_400, "user": "小林", "text": "打卡"},
    )


def test_people_get_tables_and_machines_one_object(weilu: Weilu, tmp_path: Path) -> None:
    file = tmp_path / "chat.jsonl"
    file.write_text(chat(), encoding="utf-8")
    code, out, err = weilu("simulate", file, "--json", "--word", "代开发票", "--watch", "拉肚子")
    assert code == 0, err
    seen: dict[str, Any] = json.loads(out)
    assert seen["messages"] == 14 and seen["people"] == 4
    assert seen["bad_lines"][0]["line"] == 14
    assert seen["faults"] == {}
    words = [case["words"] for case in seen["cases"]["list"]]
    assert any("发 票" in word for word in words) and any("刷屏" in word for word in words)
    assert all(case["reasons"] and case["reasons"][0]["reason"] for case in seen["cases"]["list"])
    assert [incident["word"] for incident in seen["incidents"]] == ["拉肚子"]
    assert seen["checkins"] == {"times": 2, "people": 1, "days": 2}
    assert seen["messages_per_second"] > 0

    code, out, _ = weilu("simulate", file, "--language", "en", "--limit", "3")
    assert code == 0 and "3 messages of" in out and "messages/s" in out


def test_labels_are_counted_against_what_was_done(weilu: Weilu, tmp_path: Path) -> None:
    file = tmp_path / "labelled.jsonl.gz"
    rows = [{"text": "加 微 信 abc", "label": "spam"}, {"text": "今天天气真好", "label": "ham"}]
    file.write_bytes(gzip.compress(lines(*rows).encode()))
    code, out, _ = weilu("simulate", file, "--json", "--word", "微信")
    labels = json.loads(out)["labels"]
    assert code == 0
    assert labels["spam"] == {"messages": 1, "caught": 1, "deleted": 1, "missed": 0}
    assert labels["ham"] == {"messages": 1, "caught": 0, "deleted": 0, "missed": 1}


def test_an_export_is_told_with_its_media_channels_and_replies(weilu: Weilu, tmp_path: Path) -> None:
    def one(id_: int, **about: Any) -> dict[str, Any]:
        when = {"type": "message", "date": "2024-05-01T10:00:00", "date_unixtime": str(START + id_)}
        return {"id": id_, **when, "from": "小林", "from_id": "user7", "text": "", **about}

    media: list[dict[str, Any]] = [
        {"photo": "p.jpg"},
        {"media_type": "sticker", "file": "s"},
        {"media_type": "voice_message", "file": "v"},
        {"media_type": "video_message", "file": "v"},
        {"media_type": "video_file", "file": "v"},
        {"media_type": "audio_file", "file": "a"},
        {"media_type": "animation", "file": "g"},
        {"file": "f.pdf", "text": "目录"},
        {"contact_information": {"phone_number": "1"}},
        {"location_information": {"latitude": 1}},
        {"poll": {"question": "?"}},
        {"text": "好", "reply_to_message_id": 1, "via_bot": "@gif"},
        {"text": "转", "forwarded_from": "别处", "inline_bot_buttons": [[{"type": "url", "text": "去", "data": "https://x.cn"}]]},
        {"text": "频道", "from": "友商", "from_id": "channel9"},
        {"text": "匿名", "from": "茶友", "from_id": "channel5"},
        {"text": "公告", "from": "茶铺", "from_id": "channel6", "forwarded_from": "茶铺"},
    ]  # fmt: skip
    messages = [one(n, **about) for n, about in enumerate(media, start=1)]
    file = tmp_path / "result.json"
    file.write_text(json.dumps({"name": "茶友", "type": "public_supergroup", "id": 5, "messages": messages}, indent=1))
    code, out, _ = weilu("simulate", file, "--json")
    seen = json.loads(out)
    assert code == 0 and seen["faults"] == {}
    assert seen["messages"] == len(media) and seen["groups"] == ["茶友"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "cannot be read"),
        ("", "holds no message"),
        ("nonsense\n", "holds no message that can be read; line 1"),
        ('{\n "messages": [', "no whole Telegram export"),
    ],
)
def test_an_unreadable_file_is_one_clear_line_and_two(
    weilu: Weilu, tmp_path: Path, content: str | None, why: str
) -> None:
    file = tmp_path / "x.json"
    if content is not None:
        file.write_text(content)
    code, out, err = weilu("simulate", file)
    assert (code, out) == (2, "") and why in err and err.count("\n") == 1


def test_as_a_process_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "chat.jsonl").write_text(chat(), encoding="utf-8")
    command = [sys.executable, "-m", "bot", "simulate", "chat.jsonl", "--json"]
    root = Path(__file__).parents[2]
    done = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(root)}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["messages"] == 14


def test_messages_are_told_together_as_far_as_that_is_true_to_time() -> None:
    apart = [said(n * 200, "x") for n in range(4)]
    assert [len(batch) for batch in runs(apart)] == [2, 2]
    crowd = [said(0, "x", message_id=n + 1) for n in range(RUN_MESSAGES + 1)]
    assert [len(batch) for batch in runs(crowd)] == [RUN_MESSAGES, 1]
    assert all(batch[-1].at - batch[0].at <= RUN_SPAN for batch in runs(apart))
    assert list(runs([])) == []


async def test_schedules_fire_between_messages_at_their_own_instants(tmp_path: Path) -> None:
    start = datetime.fromtimestamp(START, UTC)
    rehearsal = Rehearsal(tmp_path, [PLACE], start - timedelta(minutes=10))
    fired: list[tuple[datetime, datetime]] = []

    async def note(desk: Any, body: bytes) -> None:
        fired.append((msgspec.json.decode(body, type=Due).due_at, desk.now))

    await rehearsal.start()
    try:
        rehearsal.weilu.handlers.events = {**rehearsal.weilu.handlers.events, "probe": note}
        dues = [start + timedelta(seconds=90), start + timedelta(hours=3)]
        async with rehearsal.weilu.storage.database.transaction() as connection:
            for due in dues:
                row = {
                    "key": f"probe{due}",
                    "mailbox": chat_mailbox(PLACE.chat_id),
                    "kind": "probe",
                    "next_run_at": due,
                }
                await connection.execute(schedules.insert(), row)
        await rehearsal.jump(rehearsal.clock.now())
        await rehearsal.tell([said(0, "早")])
        await rehearsal.tell([said(4 * 3600, "晚")])
        await rehearsal.settled()
        assert fired == [(due, due) for due in dues]
        assert rehearsal.clock.now() == start + timedelta(hours=4)
    finally:
        await rehearsal.stop()


def test_two_settings_on_one_history(weilu: Weilu, tmp_path: Path) -> None:
    file = tmp_path / "chat.jsonl"
    file.write_text(chat(), encoding="utf-8")
    code, out, err = weilu("simulate", file, "--json", "--settings", "strict")
    assert code == 0, err
    compared: dict[str, Any] = json.loads(out)["compared"]
    assert compared["settings"] == "strict"
    assert "mute" not in compared["by_action"]["before"] and compared["by_action"]["after"]["mute"] >= 1
    assert compared["changed"] == len(compared["list"])
    muted = [one for one in compared["list"] if one["after"] == "mute"]
    assert all(one["before"] == "delete" for one in muted)
    assert "刷屏" in muted[0]["words"] + muted[0]["reason"]
    assert all("刷屏" in one["words"] + one["reason"] for one in muted if "发 票" not in one["words"])
    code, out, _ = weilu("simulate", file, "--settings", "lenient")
    assert code == 0 and "No message would be treated otherwise" in out
