"""The digest of an exported history, as one page with pictures."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.commands import digest
from bot.commands.page import Part, Section, page
from bot.pictures.studio import Studio
from tests.commands.conftest import Weilu, lines

START = 1_714_557_600
"""2024-05-01 10:00 UTC."""


def test_a_page_holds_its_pictures_and_nothing_that_runs_or_leads_out() -> None:
    said = '<b>围炉</b>\n<a href="tg://user?id=7">小梅</a>\n<blockquote expandable>其余各群</blockquote>'
    shown = page("<茶友>", "zh-CN", [Section("<茶友>", [Part(said, b"\x89PNG"), Part("没有图")])])
    assert "<b>围炉</b><br><b>小梅</b><br><details>" in shown and "tg://" not in shown
    assert shown.count("data:image/png;base64,") == 1 and "&lt;茶友&gt;" in shown
    assert "<script" not in shown and "default-src 'none'" in shown


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are not drawn but told."""

    async def drawn(self: Studio, picture: object) -> bytes:
        return repr(picture).encode()

    monkeypatch.setattr(Studio, "draw", drawn)


@pytest.mark.usefixtures("undrawn")
def test_a_history_becomes_one_page(weilu: Weilu, tmp_path: Path) -> None:
    talk = [("小林", "普洱茶到了吗"), ("<阿梅>", "普洱茶很香"), ("老李", "普洱茶再来一盒")]
    file = tmp_path / "chat.jsonl"
    rows = [{"ts": START + turn * 60, "user": user, "text": text} for turn, (user, text) in enumerate(talk)]
    file.write_text(lines(*rows), encoding="utf-8")
    code, out, err = weilu("digest", file, "--progress")
    assert code == 0, err
    written = (tmp_path / "chat.digest.html").read_text(encoding="utf-8")
    assert '"done":1.0' in out and "3 messages of 3 people" in out
    assert written.count("data:image/png;base64,") == 2 and "月报" in written and "周报" in written
    assert "普洱茶" in written and "草根领袖" in written and "我认识 3 人" in written and "<阿梅>" not in written


@pytest.mark.usefixtures("undrawn")
def test_nights_made_up_for_together_show_what_single_nights_show(
    weilu: Weilu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, pages = tmp_path / "chat.jsonl", []
    rows = [
        {"ts": START + day * 86_400 + turn * 60, "user": f"u{day * turn % 5}", "text": f"普洱茶{'香' * (day % 3)}很好"}
        for day in range(10)
        for turn in range(2)
    ]
    file.write_text(lines(*rows), encoding="utf-8")
    for nightly in (timedelta(days=50), timedelta(days=1)):
        monkeypatch.setattr(digest, "NIGHTLY_FOR", nightly)
        assert weilu("digest", file)[0] == 0
        pages.append((tmp_path / "chat.digest.html").read_text(encoding="utf-8"))
    assert pages[0] == pages[1]
