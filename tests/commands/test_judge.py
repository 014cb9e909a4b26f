"""What the bot would think of texts, line by line."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.commands.conftest import Weilu, lines

ADVERT = "招收兼职打字员，日结300元，手机就能做，有意加薇信 tea88888"


def judged(weilu: Weilu, tmp_path: Path, *rows: dict[str, Any] | str, options: tuple[str, ...] = ()) -> list[Any]:
    file = tmp_path / "texts.jsonl"
    file.write_text(lines(*rows), encoding="utf-8")
    _, printed, _ = weilu("judge", file, "--json", *options)
    return [json.loads(line) for line in printed.splitlines()]


def test_an_advert_and_talk(weilu: Weilu, tmp_path: Path) -> None:
    advert, talk = judged(weilu, tmp_path, {"text": ADVERT}, {"text": "今天的茶真好喝"})
    assert (advert["verdict"], talk["verdict"]) == ("delete", "observe")
    assert advert["advert"] > 0.8 > 0.1 > talk["advert"]
    assert [finding["signal"] for finding in advert["findings"]] == ["classifier", "contacts"]
    assert talk["findings"] == []
    assert talk["mood"] > 0.5
    assert talk["mood_label"] == "pos"
    assert set(advert) == {"advert", "verdict", "findings", "mood", "mood_label"}
    assert set(advert["findings"][0]) == {"signal", "weight", "reason"}


def test_reasons_are_in_the_language_asked_for(weilu: Weilu, tmp_path: Path) -> None:
    chinese, english = judged(weilu, tmp_path, {"text": ADVERT}, {"text": ADVERT, "lang": "en"})
    assert "像广告" in chinese["findings"][0]["reason"]
    assert "advert" in english["findings"][0]["reason"]


def test_the_name_counts_together_with_what_points_to_it(weilu: Weilu, tmp_path: Path) -> None:
    plain, pointing = judged(weilu, tmp_path, {"text": "看我名字"}, {"text": "看我名字", "name": "日结兼职加V tea8888"})
    assert plain["verdict"] == "observe"
    assert pointing["verdict"] == "delete"
    assert "names" in {finding["signal"] for finding in pointing["findings"]}


def test_options_are_those_of_a_group(weilu: Weilu, tmp_path: Path) -> None:
    link: dict[str, Any] = {"text": "看 https://example.com"}
    assert judged(weilu, tmp_path, link)[0]["verdict"] == "observe"
    assert judged(weilu, tmp_path, link, options=("--newcomer",))[0]["verdict"] == "delete"
    assert judged(weilu, tmp_path, {"text": "办-证"}, options=("--word", "办证"))[0]["verdict"] == "delete"


def test_every_line_has_its_answer(weilu: Weilu, tmp_path: Path) -> None:
    rows = ('{"text": 5}', "收到", "", {"text": ""}, "{broken", *({"text": "茶"} for _ in range(600)))
    answers = judged(weilu, tmp_path, *rows)
    assert len(answers) == 604
    assert ["error" in answer for answer in answers[:4]] == [True, False, False, True]


def test_a_missing_file_is_said(weilu: Weilu) -> None:
    code, printed, complaint = weilu("judge", "nowhere.jsonl")
    assert (code, printed) == (2, "")
    assert "nowhere.jsonl" in complaint


def test_a_line_of_words(weilu: Weilu, tmp_path: Path) -> None:
    file = tmp_path / "texts.txt"
    file.write_text(f"{ADVERT}\n", encoding="utf-8")
    code, printed, _ = weilu("judge", file)
    assert code == 0
    assert "delete" in printed
    assert "兼职" in printed


def test_what_is_piped_in_slowly_is_answered_line_by_line() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "judge", "-", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for text in ("收到", ADVERT):
            process.stdin.write(lines({"text": text}).encode())
            process.stdin.flush()
            assert "verdict" in json.loads(process.stdout.readline())
        process.stdin.close()
        assert process.wait() == 0
