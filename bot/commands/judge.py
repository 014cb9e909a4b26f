"""Judge texts: one JSON object a line ({"text", "name"?, "lang"?}), or plain lines; - reads what is piped in.

For each line what the bot would think of it: how likely it is an advert, what would be done, why, and its mood. Only
the words and the name are judged, as those of an old member in a group without settings of its own, or with
--newcomer as somebody's very first message, which weighs more.
"""

import argparse
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import IO

import msgspec

from bot.features.moderation.judgement import Judgement, Text, TextJudge
from bot.features.moderation.settings import ModerationSettings, Strictness
from bot.texts import Texts

UNREADABLE = 2
AT_ONCE = 256
UNSOUND = '{"error":"not a JSON object with a text"}\n'
CHUNK = 1 << 16
LANGUAGES = {"zh": "zh-CN", "en": "en"}


class Asked(msgspec.Struct):
    """A line as it comes in; ``lang`` is the language of the reasons."""

    text: str
    name: str = ""
    lang: str | None = None


class Reason(msgspec.Struct):
    signal: str
    weight: float
    reason: str


class Answer(msgspec.Struct):
    """A line as it goes out. ``mood`` is −1 to +1; ``verdict`` a rung of the ladder, observe for nothing."""

    advert: float
    verdict: str
    findings: list[Reason]
    mood: float | None
    mood_label: str | None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``weilu judge``."""
    parser.add_argument("file", metavar="FILE", help="JSON lines or plain lines; - for what is piped in")
    parser.add_argument("--json", action="store_true", help="answer in JSON lines")
    parser.add_argument(
        "--settings",
        choices=[strictness.value for strictness in Strictness],
        default=ModerationSettings().strictness.value,
        help="how sure the bot must be",
    )
    parser.add_argument("--newcomer", action="store_true", help="judge each text as somebody's very first message")
    parser.add_argument("--word", action="append", default=[], metavar="W", help="a forbidden word; may be repeated")


def run(arguments: argparse.Namespace) -> int:
    """Judge every line; 2 when the file cannot be read, 1 when a line of it is no text: it gets an error."""
    settings = ModerationSettings(strictness=Strictness(arguments.settings))
    judge = TextJudge(settings, arguments.word, from_newcomer=arguments.newcomer)
    write = _Written(Texts.load(), as_json=arguments.json)
    is_sound = True
    gc.freeze()  # what has been loaded stays; looking through it again and again would take a quarter of the time
    try:
        with _opened(arguments.file) as file:
            for lines in _batches(file):
                asked = [_asked(line) for line in lines if line.strip()]
                judged = judge.judge([Text(one.text, one.name) for one in asked if one is not None])
                answers = [UNSOUND if one is None else write.line(one, next(judged)) for one in asked]
                is_sound = is_sound and UNSOUND not in answers
                sys.stdout.write("".join(answers))
                sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has seen enough
        return 0
    except OSError as error:
        print(f"{arguments.file}: {error.strerror}", file=sys.stderr)
        return UNREADABLE
    return 0 if is_sound else 1


def _opened(name: str) -> IO[bytes]:
    return os.fdopen(sys.stdin.fileno(), "rb", buffering=0, closefd=False) if name == "-" else Path(name).open("rb", 0)


def _batches(file: IO[bytes]) -> Iterator[Sequence[bytes]]:
    """The lines that are there, some hundred at most together; what is piped in slowly is answered line by line."""
    rest = b""
    while chunk := file.read(CHUNK):
        *lines, rest = (rest + chunk).split(b"\n")
        remaining = iter(lines)
        while batch := list(islice(remaining, AT_ONCE)):
            yield batch
    if rest:
        yield [rest]


def _asked(line: bytes) -> Asked | None:
    """What a line asks; None when it begins like a JSON object and is none with a text."""
    stripped = line.strip()
    if not stripped.startswith(b"{"):
        return Asked(stripped.decode("utf-8", "replace"))
    try:
        return _DECODER.decode(stripped)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


_DECODER = msgspec.json.Decoder(Asked)
_ENCODER = msgspec.json.Encoder()


class _Written:
    """Judgements as lines, with their reasons in words."""

    def __init__(self, texts: Texts, *, as_json: bool) -> None:
        self._texts = texts
        self._as_json = as_json

    def line(self, asked: Asked, judgement: Judgement) -> str:
        answer = self._answer(asked, judgement)
        if self._as_json:
            return _ENCODER.encode(answer).decode() + "\n"
        reasons = "；".join(finding.reason for finding in answer.findings)
        mood = f"{answer.mood_label} {answer.mood:+.2f}"
        return f"{answer.advert:4.0%} {answer.verdict:8} {mood:12} {asked.text[:60]!r} {reasons}\n"

    def _answer(self, asked: Asked, judgement: Judgement) -> Answer:
        findings = []
        if judgement.findings:
            language = LANGUAGES.get((asked.lang or "")[:2], "en" if asked.text.isascii() else "zh-CN")
            findings = [
                Reason(f.signal, round(f.weight, 3), self._texts.say(language, f.key, **f.values).plain())
                for f in judgement.findings
            ]
        mood = judgement.mood
        return Answer(
            round(judgement.advert, 4), judgement.action.word, findings, round(mood.score, 4), mood.label.value
        )
