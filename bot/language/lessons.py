"""What a community teaches the classifier: a small overlay over a model that itself never changes.

A lesson is a text that somebody called an advert or innocent. Texts alike are shifted towards it, in log-odds; how
far is bounded for each text, fades with the age of the lesson, and is capped for each teacher, so that nobody can
teach it alone. The overlay is computed from the lessons, so taking a lesson back takes back all it did.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt
from typing import Final

MOST_LESSONS: Final = 500
"""So many count; a lesson is some 300 bytes."""
FADES_BY_HALF: Final = timedelta(days=60)
FORGOTTEN_AFTER: Final = timedelta(days=365)
STRENGTH: Final = 2.0
"""Log-odds that a fresh lesson adds to its own text: from 12 % to 50 %, from 50 % to 88 %."""
MOST_OF_ONE: Final = 2.5
"""Log-odds that one teacher can add to a text, with however many lessons."""
MOST_OF_ALL: Final = 5.0
LEAST_ALIKE: Final = 0.3
"""Cosine of the grams of two texts below which they have nothing to do with each other."""
_LENGTHS: Final = (2, 3, 4)
_DIGITS: Final = str.maketrans("123456789", "000000000")


@dataclass(frozen=True, slots=True)
class Lesson:
    """``teacher`` is the user id of who called it so, or of who undid a case; ``name`` is for people to read."""

    id: int
    folded: str
    is_advert: bool
    teacher: int
    at: datetime
    name: str = ""


class Taught:
    """The lessons of one community at one time, ready to be applied. It only reads."""

    def __init__(self, lessons: Iterable[Lesson], now: datetime) -> None:
        self.at: Final = now
        self.lessons: Final[Sequence[Lesson]] = counting(lessons, now)
        self._weights: Final = [_freshness(lesson, now) * (1 if lesson.is_advert else -1) for lesson in self.lessons]
        self._lengths: Final = [0.0] * len(self.lessons)
        self._with_gram: Final[dict[str, list[int]]] = {}
        for index, lesson in enumerate(self.lessons):
            pieces = _pieces(lesson.folded)
            self._lengths[index] = sqrt(len(pieces))
            for piece in pieces:
                self._with_gram.setdefault(piece, []).append(index)

    def shift(self, folded: str) -> float:
        """Returns what is added to the log-odds of a folded text: within ±``MOST_OF_ALL``, 0 for what is like nothing."""
        by_teacher = self._by_teacher(folded)
        return max(-MOST_OF_ALL, min(MOST_OF_ALL, sum(by_teacher.values()))) if by_teacher else 0.0

    def alike(self, folded: str) -> list[tuple[Lesson, float]]:
        """Returns the lessons that shift a text, with the cosine of both, the most alike first."""
        found = [(self.lessons[index], cosine) for index, cosine in self._alike(folded).items()]
        return sorted(found, key=lambda pair: -pair[1])

    def _by_teacher(self, folded: str) -> Mapping[int, float]:
        shifts: defaultdict[int, float] = defaultdict(float)
        for index, cosine in self._alike(folded).items():
            share = (cosine - LEAST_ALIKE) / (1 - LEAST_ALIKE)
            shifts[self.lessons[index].teacher] += STRENGTH * share * self._weights[index]
        return {teacher: max(-MOST_OF_ONE, min(MOST_OF_ONE, shift)) for teacher, shift in shifts.items()}

    def _alike(self, folded: str) -> dict[int, float]:
        if not self._with_gram:
            return {}
        pieces = _pieces(folded)
        shared: defaultdict[int, int] = defaultdict(int)
        for piece in pieces & self._with_gram.keys():
            for index in self._with_gram[piece]:
                shared[index] += 1
        length = sqrt(len(pieces)) or 1.0
        cosines = {index: count / (length * self._lengths[index]) for index, count in shared.items()}
        return {index: min(cosine, 1.0) for index, cosine in cosines.items() if cosine > LEAST_ALIKE}


def counting(lessons: Iterable[Lesson], now: datetime) -> list[Lesson]:
    """Returns the lessons that count, the newest first: not too old, the last one on a text by a teacher, bounded.

    Where there are too many, the oldest of whoever has taught the most go.
    """
    newest_first = sorted(lessons, key=lambda lesson: (lesson.at, lesson.id), reverse=True)
    kept: dict[tuple[int, str], Lesson] = {}
    for lesson in newest_first:
        if now - lesson.at <= FORGOTTEN_AFTER and lesson.folded:
            kept.setdefault((lesson.teacher, lesson.folded), lesson)
    if len(kept) <= MOST_LESSONS:
        return list(kept.values())
    taught: defaultdict[int, int] = defaultdict(int)
    ranks = []
    for index, lesson in enumerate(kept.values()):
        ranks.append((taught[lesson.teacher], index))
        taught[lesson.teacher] += 1
    stay = {index for _, index in sorted(ranks)[:MOST_LESSONS]}
    return [lesson for index, lesson in enumerate(kept.values()) if index in stay]


def taken_back(
    lessons: Iterable[Lesson],
    *,
    ids: frozenset[int] = frozenset(),
    teacher: int | None = None,
    since: datetime | None = None,
) -> list[Lesson]:
    """Returns the lessons that stay when those with these ids go, or all of a teacher, or all since an instant.

    With both ``teacher`` and ``since``, those of the teacher since then go.
    """

    def goes(lesson: Lesson) -> bool:
        if lesson.id in ids:
            return True
        if teacher is None and since is None:
            return False
        return (teacher is None or lesson.teacher == teacher) and (since is None or lesson.at >= since)

    return [lesson for lesson in lessons if not goes(lesson)]


def _freshness(lesson: Lesson, now: datetime) -> float:
    halves: float = max(now - lesson.at, timedelta(0)) / FADES_BY_HALF
    return float(0.5**halves)


def _pieces(folded: str) -> set[str]:
    """Returns what a text is compared by: runs of 2 to 4 characters, every digit alike; of one character, itself."""
    text = folded[:400].translate(_DIGITS)
    runs = {text[start : start + length] for length in _LENGTHS for start in range(len(text) - length + 1)}
    return runs or ({text} if text else set())
