import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.fold import fold
from bot.language.keywords import Hit, Keywords
from tests.language.strategies import texts


def found(words: list[str], text: str) -> list[str]:
    return [hit.word for hit in Keywords[str](words).find(fold(text))]


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        (["加V信"], "大家 加 ｖ 信 吧", ["加V信"]),
        (["微信"], "加 微❤信", ["微信"]),
        (["vx"], "加vx123", ["vx"]),
        (["vx"], "加 v x 123", ["vx"]),
        (["free money"], "F R E E  money now", ["free money"]),
        (["sb"], "你是 S B 吧", ["sb"]),
        (["退款", "退款了"], "退款了", ["退款", "退款了"]),
        (["微信", "微信群", "信群"], "微信群", ["微信", "微信群", "信群"]),
        (["繁體"], "繁体字", ["繁體"]),
        (["𠮷野家"], "a𠮷野家b", ["𠮷野家"]),
        (["+1"], "+1", ["+1"]),
        (["110"], "打110报警", ["110"]),
    ],
)
def test_finds(words: list[str], text: str, expected: list[str]) -> None:
    assert found(words, text) == expected


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("sb", "USB设备"),
        ("sb", "usb3"),
        ("cs", "css and docs"),
        ("v", "five people"),
        ("cs", "économcs"),
        ("cs", "дcsд"),
        ("110", "11000"),
        ("110", "电话13110"),
        ("丁一", "一丁"),
        ("微信", "微博 信用"),
    ],
)
def test_does_not_hit_inside_words_and_numbers(word: str, text: str) -> None:
    assert found([word], text) == []


def test_empty_set_finds_nothing() -> None:
    assert Keywords[str]([]).find("任何话") == []
    assert Keywords[int]({}).find("") == []
    assert len(Keywords[str]([])) == 0


def test_values_and_places_are_given_back() -> None:
    assert Keywords({"投诉": "urgent", "差": "rate"}).find("要投诉") == [Hit("投诉", "urgent", 1, 3)]


def test_words_that_fold_alike_are_both_found() -> None:
    assert sorted(found(["繁體", "繁体"], "繁体")) == ["繁体", "繁體"]


def test_words_of_which_nothing_is_left_are_named() -> None:
    words = Keywords[str](["💩", "", "茶"])
    assert words.unmatchable == ("💩", "")
    assert len(words) == 1


@given(st.lists(st.text(st.sampled_from("一丁七甲乙𠮷"), min_size=1, max_size=4), max_size=6), texts)
def test_finds_the_same_as_a_plain_search(words: list[str], text: str) -> None:
    folded = fold(text + "".join(words) + text)
    expected = {(word, start) for word in words for start in range(len(folded)) if folded.startswith(fold(word), start)}
    hits = Keywords[str](words).find(folded)
    assert {(hit.word, hit.start) for hit in hits} == expected
    assert all(folded[hit.start : hit.end] == fold(hit.word) for hit in hits)


def test_ten_thousand_words_are_quick() -> None:
    characters = [chr(0x4E00 + number) for number in range(5000)]
    words = [characters[n % 5000] + characters[n * 7 % 5000] + characters[n * 13 % 4999] for n in range(10_000)]
    start = time.process_time()
    keywords = Keywords[str](words)
    text = "".join(characters[n * 31 % 5000] for n in range(20))
    for _ in range(5000):
        keywords.find(text)
    assert time.process_time() - start < 3  # about 0.3 s where this was written
