"""An owner sends an exported history: progress, what would have been done, and the page; hostile files do nothing."""

import gzip
import json
import sys
from pathlib import Path

import pytest

from bot.commands import main
from handlers import studying
from tests.stage import Stage

STUB = """
import json, pathlib, sys
out = pathlib.Path(sys.argv[sys.argv.index("--out") + 1])
print(json.dumps({"done": 0.5, "messages": 700}), flush=True)
print(json.dumps({"done": 1.0, "messages": 1400}), flush=True)
out.write_text("<!doctype html>")
print(json.dumps({"messages": 1400, "people": 31, "incidents": [{}], "checkins": {"times": 9},
                  "cases": {"count": 3, "by_action": {"delete": 2, "ban": 1}}}))
"""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real process takes seconds to start; what it says is told by a small one."""
    monkeypatch.setattr(studying, "COMMAND", (sys.executable, "-c", STUB))
    monkeypatch.setattr(studying, "BETWEEN_EDITS_S", 0.0)


async def test_an_owner_gets_what_would_have_been_done_and_the_page(stage: Stage) -> None:
    _, owner = await stage.tea_house()
    owner.sends_document(owner.private, gzip.compress(b"{}"), "result.json.gz")
    await stage.settled()
    told, page = owner.inbox[-2:]
    assert "1,400 条消息，31 个人" in told.content and "处理 3 起：删除 2、封禁 1" in told.content
    assert "1 次舆情预警" in told.content and "9 次打卡" in told.content
    assert stage.sandbox.file(page).startswith(b"<!doctype html>")
    edits = [call for call in stage.sandbox.journal if call.method == "editMessageText"]
    assert any("50%" in str(call.params) for call in edits)


async def test_only_owners_are_served_and_other_files_are_left_alone(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    member = stage.member(group, "小梅")
    member.says_privately("/start")
    await stage.settled()
    member.sends_document(member.private, b"{}", "result.json")
    owner.sends_document(owner.private, b"%PDF", "invoice.pdf")
    await stage.settled()
    assert "只替群主看" in member.last.content
    assert not any("聊天记录" in message.content for message in owner.inbox)


async def test_a_process_that_fails_is_told_as_a_file_that_cannot_be_read(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studying, "COMMAND", (sys.executable, "-c", "import sys; sys.exit(2)"))
    _, owner = await stage.tea_house()
    for _ in range(2):
        owner.sends_document(owner.private, b"[[[[", "result.json")
        await stage.settled()
        assert "这个文件我读不懂" in owner.last.content


@pytest.mark.parametrize("hostile", ["bomb", "deep", "shape", "cut", "empty"])
def test_hostile_files_are_refused_in_one_line(
    hostile: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "result.json"
    content = {
        "bomb": gzip.compress(b'{"messages": [' + b'"aaaaaaaa",' * 500_000),
        "deep": b'{"messages": ' + b"[" * 200_000,
        "shape": json.dumps({"messages": {"id": 7}, "type": "private_group"}).encode(),
        "cut": gzip.compress(b'{"messages": []}' * 9_000)[:-40],
        "empty": b"",
    }[hostile]
    file.write_bytes(content)
    code = main(["digest", str(file), "--out", str(tmp_path / "x.html"), "--largest", "1000000"])
    said = capsys.readouterr().err
    assert code == 2 and len(said.strip().splitlines()) == 1 and "Traceback" not in said
    assert not (tmp_path / "x.html").exists()
