"""What a text sounds like, and why."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.mood import LABELS, Label, read, read_all
from bot.language.mood_features import ENGLISH_SHAPES, SHAPES, indices, is_chinese, pieces, plain, shape
from bot.language.mood_words import after_but, moody_words

BAD, GOOD = "bad", "good"


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("这个茶太难喝了，再也不买了", BAD),
        ("还不错，物流很快", GOOD),
        ("不好吃", BAD),
        ("一点都不好喝", BAD),
        ("不难吃", GOOD),
        ("不是不好吃", GOOD),
        ("没有异味", GOOD),
        ("好吃但是太慢了", BAD),
        ("虽然慢，但是很好吃", GOOD),
        ("茶很香，但是客服态度恶劣", BAD),
        ("客服三天不理人", BAD),
        ("別騙人了，垃圾", BAD),
        ("氣死我了，退錢！", BAD),
        ("谢谢群主，太贴心了", GOOD),
        ("哈哈哈哈太可爱了", GOOD),
        ("😡😡😡", BAD),
        ("👍👍", GOOD),
        ("收到啦❤️❤️好喜欢", GOOD),
        ("The tea is great, thank you!", GOOD),
        ("worst service ever, never again", BAD),
        ("not good", BAD),
        ("I love it", GOOD),
        ("thanks, see you tomorrow 😍", GOOD),
        ("so fed up with the waiting", BAD),
        ("this is a scam, I want my money back", BAD),
    ],
)
def test_praise_sounds_good_and_blame_bad(text: str, sounds: str) -> None:
    score = read(text).score
    assert score > 0.1 if sounds == GOOD else score < -0.1, score


@pytest.mark.parametrize(
    "text",
    ["请问几点开门？", "", "明天下午三点在三楼会议室开会", "when do you open?", "12345", "有没有人知道地址", "  \n"],
)
def test_questions_and_facts_are_neither_surely_good_nor_bad(text: str) -> None:
    mood = read(text)
    assert mood.label in (Label.NEUTRAL, Label.UNSURE) or abs(mood.score) < 0.5, mood


def test_nothing_to_read_is_unsure() -> None:
    assert read("").label is Label.UNSURE
    assert read("\u200b").label is Label.UNSURE
    assert read("").score == 0


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("这个茶太难喝了", "难喝"),
        ("一点都不好喝", "不好喝"),
        ("好吃但是太慢了", "太慢"),
        ("worst service ever", "worst"),
        ("物流很快，好喜欢", "喜欢"),
    ],
)
def test_the_words_that_tipped_it_are_named(text: str, reason: str) -> None:
    assert any(reason in each for each in read(text).reasons), read(text).reasons


def test_a_neutral_text_has_no_reasons() -> None:
    mood = read("请问几点开门？")
    assert mood.lean is Label.NEUTRAL
    assert mood.reasons == ()


def test_degree_makes_it_stronger() -> None:
    assert read("有点慢").score > read("太慢了").score


def test_traditional_and_wide_characters_read_alike() -> None:
    assert plain("謝謝，太棒了！") == plain("谢谢，太棒了!")
    assert read("這個茶太難喝了").score == read("这个茶太难喝了").score


@given(st.text(max_size=300))
def test_every_text_has_a_score_within_its_bounds(text: str) -> None:
    mood = read(text)
    assert -1 <= mood.score <= 1
    assert sum(mood.chances) == pytest.approx(1)
    assert mood.lean in LABELS
    assert all(mood.reasons)
    assert read(text) == mood


@given(st.text(max_size=200))
def test_words_stand_where_they_are_said_to(text: str) -> None:
    bare = plain(text)
    words = moody_words(bare, is_chinese(bare))
    assert all(0 <= word.start < word.end <= len(bare) for word in words)
    assert all(left.end <= right.start for left, right in pairwise(words))


@pytest.mark.parametrize(
    ("text", "chinese"),
    [("thanks 😍", False), ("😂😂", True), ("……", True), ("ok 好的", True), ("[泪] fine", False), ("[ok] 好", True)],
)
def test_emoji_do_not_make_a_text_chinese(text: str, chinese: bool) -> None:
    assert is_chinese(plain(text)) is chinese


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("not good", [-1]),
        ("not good. great", [-1, 1]),
        ("not bad", [1]),
        ("I can't wait :)", [1, 1]),
        ("I hate when it rains", [-1]),
        ("nice 😡", [1, -1]),
    ],
)
def test_english_words_count_with_their_negation_and_in_pairs(text: str, values: list[float]) -> None:
    assert [word.value for word in moody_words(plain(text), chinese=False)] == values


def test_what_an_export_escaped_is_read_as_it_was_written() -> None:
    assert plain(r"don\u2019t \ud83d\ude0d") == plain("don’t 😍")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("好吃但是太慢了", "太慢了"),
        ("不过敏的", None),
        ("但愿人长久", None),
        ("但是太慢", None),
        ("好吃" * 40 + "但是太慢了", None),
    ],
)
def test_what_comes_after_but_is_meant(text: str, meant: str | None) -> None:
    assert after_but(text) == meant


@given(st.lists(st.text(max_size=60), max_size=12))
def test_many_at_once_read_as_one_by_one(texts: list[str]) -> None:
    texts = [*texts, "好吃但是太慢了", "", "not good", "不难吃"]
    assert read_all(texts) == [read(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "quiet"),
    [
        ("WHERE IS MY ORDER", "where is my order"),
        ("we open at 9 AM", "we open at nine"),
        ("Green Tea Festival Opens In Hangzhou", "green tea festival opens in hangzhou"),
        ('they call it "fresh"', "they call it fresh"),
    ],
)
def test_how_an_english_text_is_written_counts(text: str, quiet: str) -> None:
    assert _dress_of(text) - _dress_of(quiet)


def test_names_of_people_and_links_are_not_part_of_how_a_text_is_written() -> None:
    assert _dress_of("@SOMEBODY see https://example.org/A:B") == _dress_of("see")


def test_the_dress_of_a_chinese_text_does_not_count() -> None:
    assert not {number for number, _ in shape("茶 vip", "茶 VIP", [], chinese=True) if number >= SHAPES}


def test_english_pieces_have_weights_of_their_own_and_come_first() -> None:
    text = "not good"
    places, first = indices(text, chinese=False), len(pieces(text))
    assert places[:first].min() >= 1 << 20 > places[first:].max()


def _dress_of(text: str) -> set[tuple[int, float]]:
    return {(number, value) for number, value in shape(plain(text), text, [], chinese=False) if number >= SHAPES}


@given(st.text(max_size=200))
def test_every_feature_of_shape_has_a_place(text: str) -> None:
    assert all(0 <= number < ENGLISH_SHAPES for number, _ in shape(plain(text), text, [], chinese=False))
