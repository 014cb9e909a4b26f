from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.fold import fold
from bot.language.lessons import MOST_LESSONS, MOST_OF_ALL, MOST_OF_ONE, STRENGTH, Lesson, Taught, counting, taken_back
from tests.language.strategies import texts

NOW = datetime(2026, 12, 1, tzinfo=UTC)
ADVERT = "山下新开茶楼 会员卡八折转让 先到先得"


def lesson(number: int, text: str = ADVERT, *, is_advert: bool = True, teacher: int = 1, days_ago: float = 0) -> Lesson:
    return Lesson(number, fold(text), is_advert, teacher, NOW - timedelta(days=days_ago))


def shift(lessons: Sequence[Lesson], text: str = ADVERT) -> float:
    return Taught(lessons, NOW).shift(fold(text))


def test_nothing_taught_changes_nothing() -> None:
    assert shift([]) == 0


def test_the_text_itself_and_texts_like_it_move_and_others_do_not() -> None:
    taught = [lesson(1)]
    assert shift(taught) == pytest.approx(STRENGTH)
    assert 0.5 < shift(taught, "山下新开茶楼 会员卡七折转让 要的快来") < STRENGTH
    assert shift(taught, "今天的茶真好喝，大家周末一起去爬山吧") == 0


def test_innocent_pulls_the_other_way() -> None:
    assert shift([lesson(1, is_advert=False)]) == pytest.approx(-STRENGTH)
    assert shift([lesson(1), lesson(2, is_advert=False, teacher=2)]) == pytest.approx(0)


def test_lessons_fade() -> None:
    assert shift([lesson(1, days_ago=60)]) == pytest.approx(STRENGTH / 2)
    assert shift([lesson(1, days_ago=400)]) == 0


def test_one_teacher_cannot_go_further_than_the_cap_and_several_can() -> None:
    alone = [lesson(number, f"{ADVERT} {'甲乙丙丁戊己庚辛'[number]}") for number in range(8)]
    assert shift(alone) == MOST_OF_ONE
    together = [lesson(number, teacher=number) for number in range(8)]
    assert shift(together) == MOST_OF_ALL


def test_the_last_word_of_a_teacher_on_a_text_counts() -> None:
    assert shift([lesson(1, days_ago=1), lesson(2, is_advert=False)]) == pytest.approx(-STRENGTH)


def test_one_teacher_crowds_nobody_out() -> None:
    others = [lesson(teacher, teacher=teacher, days_ago=30) for teacher in (2, 3)]
    many = [lesson(10 + number, f"{number}号茶") for number in range(MOST_LESSONS)]
    kept = counting([*others, *many], NOW)
    assert len(kept) == MOST_LESSONS and {2, 3} < {lesson.teacher for lesson in kept}


def test_the_newest_count_and_no_more_than_the_bound() -> None:
    many = [lesson(number, f"{number}号茶", days_ago=number / 10) for number in range(MOST_LESSONS + 50)]
    kept = counting(many, NOW)
    assert [lesson.id for lesson in kept] == list(range(MOST_LESSONS))


def test_what_is_alike_is_told() -> None:
    taught = Taught([lesson(1), lesson(2, "完全另一件事情，与此无关")], NOW)
    assert [one.id for one, _ in taught.alike(fold(ADVERT))] == [1]


def test_taking_back() -> None:
    lessons = [lesson(1), lesson(2, teacher=2, days_ago=5), lesson(3, teacher=2, days_ago=1)]
    assert [one.id for one in taken_back(lessons, ids=frozenset({1}))] == [2, 3]
    assert [one.id for one in taken_back(lessons, teacher=2)] == [1]
    assert [one.id for one in taken_back(lessons, since=NOW - timedelta(days=2))] == [2]
    assert [one.id for one in taken_back(lessons, teacher=2, since=NOW - timedelta(days=2))] == [1, 2]
    assert taken_back(lessons) == lessons


@given(st.lists(st.tuples(texts, st.booleans(), st.integers(1, 3), st.integers(0, 500)), max_size=8), texts)
def test_bounded_whatever_is_taught(taught: list[tuple[str, bool, int, int]], text: str) -> None:
    lessons = [
        lesson(number, said, is_advert=is_advert, teacher=teacher, days_ago=days)
        for number, (said, is_advert, teacher, days) in enumerate(taught)
    ]
    assert abs(shift(lessons, text)) <= MOST_OF_ALL
    assert shift(taken_back(lessons, since=datetime.min.replace(tzinfo=UTC)), text) == 0
