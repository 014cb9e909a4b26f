"""The labelled texts that the advert model is trained on and measured with, and which of them share a template."""

import gzip
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bot.language.reading import Reader, Reading

LABELLED: Final = (
    "zh_spam_tg_mark",
    "zh_ad_gamechat",
    "zh_ad_qqgroup",
    "zh_spam_sms_xh",
    "zh_spam_fbs",
    "en_spam_sms_uci",
    "ru_spam_telegram",
    "multi_spam_tgspam_samples",
)
CHINESE: Final = LABELLED[:5]
INNOCENT: Final[Mapping[str, int]] = {
    "zh_ham_chat_tencent": 22_000,
    "zh_ham_lccc_toy": 18_000,
    "zh_ham_sms_nus": 12_000,
    "zh_emotion_smp2020_usual": 27_000,
    "zh_crisis_comments_osm": 4_000,
    "zh_offensive_cold": 4_000,
    "zh_senti_waimai": 2_000,
    "en_chat_ubuntu_irc": 16_000,
    "en_chat_discord_disco": 4_300,
    "en_senti_tweeteval": 5_000,
}
"""Sets without adverts, and how many texts of each are taken."""
WRITTEN: Final = "written"
"""The set of our own sentences."""
SEASONED: Final = "seasoned"
"""The set of innocent texts with a link or a number put in, as people do; the chat sets have been cleaned of them."""
SEASONED_FROM: Final = ("zh_ham_chat_tencent", "zh_ham_lccc_toy", "zh_emotion_smp2020_usual", "en_senti_tweeteval")
EVERY: Final = 12
SEASONING: Final = (  # with {0} for the text and {1} for a number
    "{0} https://www.bilibili.com/video/BV1{1:d}",
    "https://github.com/example/tea{1:d} {0}",
    "{0} https://mp.weixin.qq.com/s/{1:x}abc",
    "看 https://example{1:d}.com/ {0}",
    "{0} https://www.zhihu.com/question/{1:d}",
    "www.example{1:d}.cn {0}",
    "{0} https://youtu.be/{1:x}",
    "{0} https://docs.example.org/page/{1:d}",
    "{0} 138{1:08d}",
    "{0}，单号{1:012d}",
    "{0} 会议号{1:09d}",
    "https://example{1:d}.com",
    "看这个 https://www.example{1:d}.com/a",
    "@friend{1:d} {0}",
    "{0} v{1:d}.2.1",
    "{0} 看 https://www.example{1:d}.com/p",
    "{0}，图在 https://pan.baidu.com/s/{1:x}",
    "快来看 {0} {1:d}",
    "{0} 看第 {1:d} 条",
    "看这里，{0} {1:d}",
    "{0} https://t.me/tea{1:d}/12",
    "{0}，微信群二维码过期了 {1:d}",
)

_PLACEHOLDERS: Final = {  # zh_spam_fbs has these where figures, names and addresses were
    "DIGIT": ("5", "100", "30", "2", "88"),
    "CELLPHONE": ("13800138000", "15912345678"),
    "HOTLINE": ("4008001234", "02161234567"),
    "URL": ("t.cn/rx1a2b", "wap.abcde.com", "www.ab12.cc"),
    "WECHAT": ("abc12345", "wx98765"),
    "QQ": ("123456789",),
    "NAME": ("",),
    "PLACE": ("",),
}
_PLACEHOLDER: Final = re.compile("|".join(sorted(_PLACEHOLDERS, key=len, reverse=True)))
_NOT_LETTERS: Final = re.compile(r"[0-9\W_]+")
_LATIN: Final = re.compile(r"[a-z]+")
_LONGEST_HAN_RUN: Final = 10
_LONGEST_RUN: Final = 24


@dataclass(frozen=True)
class Corpus:
    """Readings with their labels (True for an advert), the set each is from, and the template each belongs to."""

    readings: Sequence[Reading]
    labels: NDArray[np.bool_]
    sets: NDArray[np.str_]
    templates: NDArray[np.intp]


def gather(data: Path, sets: Sequence[str] = (*LABELLED, *INNOCENT, WRITTEN, SEASONED)) -> Corpus:
    """Read the sets of a folder; the same for the same files. Texts of which folding leaves nothing are left out."""
    reader = Reader()
    readings: list[Reading] = []
    labels: list[bool] = []
    names: list[str] = []
    for name in sets:
        for text, is_advert in _rows(data, name):
            reading = reader.read(text)
            if reading.folded:
                readings.append(reading)
                labels.append(is_advert)
                names.append(name)
    return Corpus(readings, np.array(labels), np.array(names), templates([reading.folded for reading in readings]))


def _rows(data: Path, name: str) -> Iterator[tuple[str, bool]]:
    if name == WRITTEN:
        yield from _written()
        return
    if name == SEASONED:
        yield from ((text, False) for text in _seasoned(data))
        return
    rows = [row for row in _lines(data / f"{name}.jsonl.gz") if not row.get("suspect")]
    step = max(1, -(-len(rows) // INNOCENT[name])) if name in INNOCENT else 1
    for number, row in enumerate(rows[::step]):
        text = row["text"]
        if name == "zh_spam_fbs":
            text = _filled(text, number)
        yield text, name not in INNOCENT and row["label"] == "spam"


def _written() -> Iterator[tuple[str, bool]]:
    is_advert = False
    for line in files("bot.language.training").joinpath("written.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            is_advert = line == "[advert]"
        elif line and not line.startswith("#"):
            yield line, is_advert


def _seasoned(data: Path) -> Iterator[str]:
    plain = [text for name in SEASONED_FROM for text, _ in _rows(data, name)][::EVERY]
    for number, text in enumerate(plain):
        yield SEASONING[number % len(SEASONING)].format(text, number * 7919 % 100_000_007)


def _lines(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _filled(text: str, number: int) -> str:
    def fill(match: re.Match[str]) -> str:
        choices = _PLACEHOLDERS[match[0]]
        return choices[(number + match.start()) % len(choices)]

    return _PLACEHOLDER.sub(fill, text)


def templates(folded: Sequence[str]) -> NDArray[np.intp]:
    """Returns for each text the number of its template.

    Texts share one when they are the same but for digits, signs and (in Chinese) Latin letters, or when they have a
    sampled run of 10 characters in common (24 in alphabets); so do texts that each share one with a third.
    """
    leaders = list(range(len(folded)))

    def leader(index: int) -> int:
        while leaders[index] != index:
            leaders[index] = leaders[leaders[index]]
            index = leaders[index]
        return index

    first: dict[str, int] = {}
    for index, text in enumerate(folded):
        leaders[leader(index)] = leader(first.setdefault(_template_key(text), index))
    runs: dict[str, int] = {}
    for key, index in first.items():
        length = _LONGEST_HAN_RUN if max(key, default="a") > "\u2000" else _LONGEST_RUN
        for start in range(len(key) - length + 1):
            run = key[start : start + length]
            if zlib.crc32(run.encode()) % 4 == 0:
                leaders[leader(index)] = leader(runs.setdefault(run, index))
    return np.array([leader(index) for index in range(len(folded))], np.intp)


def _template_key(text: str) -> str:
    letters = _NOT_LETTERS.sub("", text)
    han = _LATIN.sub("", letters)
    return han if len(han) >= 4 else letters or text
