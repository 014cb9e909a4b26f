"""Histories in every form they come in, broken ones too."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.commands.history import SPACING, History, Speaker, Spoken, Unreadable, instant, open_history
from bot.core.event import MediaKind
from tests.commands.conftest import lines

SHANGHAI = ZoneInfo("Asia/Shanghai")


def read(path: Path, content: str | bytes) -> tuple[History, list[Spoken]]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    history = open_history(path, SHANGHAI)
    try:
        return history, list(history.spoken())
    finally:
        history.close()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (1_700_000_000, datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
        (1_700_000_000_000, datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
        ("1700000000", datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
        ("2024-01-02T08:00:00", datetime(2024, 1, 2, 0, 0, tzinfo=UTC)),
        ("2024-01-02 08:00:00+00:00", datetime(2024, 1, 2, 8, 0, tzinfo=UTC)),
        ("2024-01-02T08:00:00Z", datetime(2024, 1, 2, 8, 0, tzinfo=UTC)),
    ],
)
def test_times_are_understood(written: int | str, meant: datetime) -> None:
    assert instant(written, SHANGHAI) == meant


@pytest.mark.parametrize("written", ["yesterday", "", "2024-13-01", -1e20, 10**30, "1e400000000", 5, "1969-01-01"])
def test_what_is_no_time_is_said_so(written: float | str) -> None:
    with pytest.raises(ValueError, match="time"):
        instant(written, SHANGHAI)


def test_json_lines_with_times_names_and_replies(tmp_path: Path) -> None:
    _, said = read(
        tmp_path / "chat.jsonl",
        lines(
            {"ts": 1_700_000_000, "user": "小林", "text": "早"},
            {"ts": 1_700_000_005, "user": "小林", "text": "在吗 https://tea.example.com"},
            {"ts": 1_700_000_009, "user": "阿梅", "text": "在", "reply_to": 2},
        ),
    )
    assert [m.name for m in said] == ["小林", "小林", "阿梅"]
    assert said[0].user_id == said[1].user_id != said[2].user_id
    assert said[2].reply_to == said[1].message_id
    assert [entity["type"] for entity in said[1].entities] == ["url"]
    assert said[0].place.title == "chat"


def test_replies_may_name_ids(tmp_path: Path) -> None:
    _, said = read(
        tmp_path / "x.jsonl",
        lines({"id": "a", "user": 7, "text": "问"}, {"id": "b", "user": 8, "text": "答", "reply_to": "a"}),
    )
    assert said[1].reply_to == said[0].message_id and said[0].user_id == 7


def test_lines_with_labels_only_are_newcomers_one_after_the_other(tmp_path: Path) -> None:
    _, said = read(tmp_path / "x.jsonl", lines({"text": "a", "label": "spam"}, {"text": "b", "label": "ham"}))
    assert said[0].user_id != said[1].user_id
    assert said[1].at - said[0].at == SPACING
    assert said[0].at.astimezone(SHANGHAI).hour == 9
    assert [m.label for m in said] == ["spam", "ham"]


def test_bad_lines_are_counted_and_named(tmp_path: Path) -> None:
    history, said = read(
        tmp_path / "x.jsonl",
        lines(
            {"ts": 1_700_000_000, "user": "a", "text": "one"},
            "{broken",
            {"ts": "someday", "user": "a", "text": "two"},
            {"user": "a"},
            "",
            "[1, 2]",
            {"ts": 1_700_000_009, "user": "a", "text": "  "},
            {"ts": 1_600_000_000, "user": "a", "text": "earlier"},
        ),
    )
    assert [m.text for m in said] == ["one", "earlier"]
    assert [line for line, _ in history.notes.bad_lines] == [2, 3, 4, 6]
    assert history.notes.skipped["unreadable"] == 4
    assert history.notes.skipped["empty"] == 1
    assert said[1].at == said[0].at, "time does not run backwards"


def test_messages_of_which_only_the_minute_is_known_are_spread_over_it(tmp_path: Path) -> None:
    minutes = ["10:00", "10:00", "10:00", "10:01", "10:05", "10:05"]
    history, said = read(
        tmp_path / "x.jsonl", lines(*({"ts": f"2024-05-01T{at}:00Z", "user": "a", "text": "x"} for at in minutes))
    )
    assert [f"{m.at:%H:%M:%S}" for m in said] == [
        "10:00:00",
        "10:00:20",
        "10:00:40",
        "10:01:00",
        "10:05:00",
        "10:05:30",
    ]
    assert history.notes.spread
    history, said = read(tmp_path / "y.jsonl", lines(*({"ts": 1_700_000_000 + n, "text": "x"} for n in (0, 40, 41))))
    assert said[2].at - said[1].at == timedelta(seconds=1) and not history.notes.spread


def test_a_line_that_is_not_utf8_is_only_one_bad_line(tmp_path: Path) -> None:
    history, said = read(tmp_path / "x.jsonl", b'{"text": "\xff\xfe"}\n{"text": "ok"}\n')
    assert [m.text for m in said] == ["ok"] and history.notes.bad_lines[0][0] == 1


def test_gzip_is_read_as_it_is_and_may_be_cut_off(tmp_path: Path) -> None:
    content = lines(*({"text": f"{n} {n * 7919}"} for n in range(5_000))).encode()
    whole = gzip.compress(content)
    _, said = read(tmp_path / "x.jsonl.gz", whole)
    assert len(said) == 5_000 and said[0].place.title == "x"
    history, said = read(tmp_path / "y.jsonl.gz", whole[: len(whole) // 2])
    assert 0 < len(said) < 5_000
    assert "ends here" in history.notes.bad_lines[-1][1]


def export(**about: Any) -> dict[str, Any]:
    """One chat, as Telegram Desktop writes it."""
    return {"name": "围炉茶友", "type": "private_supergroup", "id": 1234567890, "messages": [], **about}


def message(id_: int, text: Any, **about: Any) -> dict[str, Any]:
    when = {"date": "2024-05-01T10:00:00", "date_unixtime": str(1_714_557_600 + id_)}
    return {"id": id_, "type": "message", **when, "from": "小林", "from_id": "user7", "text": text, **about}


def test_an_export_of_one_chat(tmp_path: Path) -> None:
    link = {"type": "text_link", "text": "点这里", "href": "https://ad.example.com"}
    history, said = read(
        tmp_path / "result.json",
        json.dumps(
            export(
                messages=[
                    {"id": 1, "type": "service", "action": "join_group_by_link", "actor": "小林"},
                    message(2, "早"),
                    message(3, ["😀 看 ", link], reply_to_message_id=2, forwarded_from="别处"),
                    message(4, "", photo="(File not included)"),
                    message(5, "频道说", from_id="channel99", **{"from": "友商"}),
                    message(6, "匿名", from_id="channel1234567890", **{"from": "围炉茶友"}),
                    message(7, "公告", from_id="channel55", forwarded_from="茶铺", **{"from": "茶铺"}),
                    message(8, "", **{"from": None}),
                    message(9, "没有人", from_id=None),
                    "not a message",
                ]
            ),
            ensure_ascii=False,
            indent=1,
        ),
    )
    assert [m.text for m in said] == ["早", "😀 看 点这里", "", "频道说", "匿名", "公告"]
    assert said[0].place.chat_id == -1_001_234_567_890 and said[0].user_id == 7
    assert said[0].at == datetime.fromtimestamp(1_714_557_602, UTC)
    assert said[1].entities == [{"type": "text_link", "offset": 5, "length": 3, "url": "https://ad.example.com"}]
    assert (said[1].reply_to, said[1].forwarded_from) == (2, "别处")
    assert said[2].media is MediaKind.PHOTO
    assert [m.speaker for m in said[3:]] == [Speaker.CHANNEL, Speaker.GROUP, Speaker.LINKED_CHANNEL]
    assert history.notes.skipped["service message: join_group_by_link"] == 1
    assert history.notes.skipped["empty"] == 1
    assert [number for number, _ in history.notes.bad_lines] == [9, 10]


def test_an_export_of_an_account_replays_its_groups_side_by_side(tmp_path: Path) -> None:
    first = export(messages=[message(1, "a"), message(9, "c")])
    second = export(id=5, name="读书会", messages=[message(4, "b")])
    private = export(id=7, type="personal_chat", messages=[message(1, "secret")])
    account = {"personal_information": {"user_id": 42}, "chats": {"list": [first, second, private]}}
    history, said = read(tmp_path / "result.json.gz", gzip.compress(json.dumps(account).encode()))
    assert [m.text for m in said] == ["a", "b", "c"]
    assert [place.title for place in history.places] == ["围炉茶友", "读书会"]
    assert history.exporter_id == 42
    assert history.notes.skipped["in a personal chat"] == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('{"name": "x", "type": "personal_chat", "id": 1, "messages": []}', "holds no group"),
        ('{\n "name": "x", "messages": [', "no whole Telegram export"),
        (b"\x1f\x8b\x08\x00garbage", "cannot be unpacked"),
    ],
)
def test_what_is_no_history_is_refused_in_one_line(tmp_path: Path, content: str | bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why) as raised:
        read(tmp_path / "x.json", content)
    assert "\n" not in str(raised.value)


def test_a_folder_with_an_export_in_it_will_do(tmp_path: Path) -> None:
    (tmp_path / "result.json").write_text(json.dumps(export(messages=[message(1, "a")])), encoding="utf-8")
    assert [m.text for m in open_history(tmp_path, SHANGHAI).spoken()] == ["a"]
    with pytest.raises(Unreadable, match="cannot be read"):
        open_history(tmp_path / "nothing.json", SHANGHAI)


def test_who_came_and_went_is_told_by_service_messages_and_who_spoke_was_there(tmp_path: Path) -> None:
    def row(number: int, **about: Any) -> dict[str, Any]:
        return {
            "id": number,
            "date_unixtime": str(1_714_557_600 + number * 3600),
            "type": "service",
            "text": "",
            **about,
        }

    def said(number: int, who: int) -> dict[str, Any]:
        return row(number, type="message", text="早", **{"from": f"茶友{who}", "from_id": f"user{who}"})

    rows = [
        said(1, 1),
        row(2, action="join_group_by_link", actor="茶友2", actor_id="user2"),
        row(3, action="invite_members", actor="茶友1", actor_id="user1", members=["茶友3", "茶友4", None]),
        said(4, 3),
        row(5, action="remove_members", actor="茶友3", actor_id="user3", members=["茶友3"]),
        row(6, action="remove_members", actor="茶友1", actor_id="user1", members=["老李"]),
        row(7, action="pin_message", actor="茶友1", actor_id="user1"),
    ]
    file = tmp_path / "result.json"
    chat = {"name": "茶友", "type": "private_supergroup", "id": 77, "messages": rows}
    file.write_text(json.dumps(chat, ensure_ascii=False), encoding="utf-8")
    history = open_history(file, ZoneInfo("Asia/Shanghai"))
    try:
        assert [(move.name, move.came) for move in history.moves] == [
            ("茶友2", True), ("茶友3", True), ("茶友4", True), ("茶友3", False), ("老李", False),
        ]  # fmt: skip
        assert history.moves[0].user_id == 2 and history.moves[1].user_id == 3, "known by name from what they said"
        (count,) = history.headcounts.values()
        at = [history.moves[0].at + timedelta(hours=hours) for hours in (-3, 0, 1, 3, 4)]
        assert [count.at(instant) for instant in at] == [2, 3, 5, 4, 3], "老李 was there from the beginning"
    finally:
        history.close()
