"""Finding topics, which takes a dictionary and a while, away from the event loop."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Final, TypeVar

from bot.features.crisis.terms import LEAST_PEOPLE, Term, emerging, phrases
from bot.features.digest.model import Topic
from bot.features.digest.rules import Said, counted_words, topics
from bot.features.theme.rules import Talk, listen
from bot.language.fold import fold
from bot.language.tokens import dictionary

_CLAUSES: Final = re.compile(r"[\n,，。.!！?？;；…~～、]+")

T = TypeVar("T")


class TopicFinder:
    """One thread that splits texts into words; the dictionary (a second, 70 MB) is loaded with the first search.

    One, because several would share the interpreter anyway and hold up the event loop more.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="topics")

    async def find(
        self, now: Sequence[Said], earlier: Sequence[Said], known: Collection[str] = ()
    ) -> tuple[tuple[Topic, ...], list[Term]]:
        """The topics of ``now`` against ``earlier``, and the words and phrases that suddenly many people use.

        See `bot.features.digest.rules.topics` and `bot.features.crisis.terms.emerging`. ``known``: folded terms that
        are watched or not wanted.
        """
        if not now:
            return (), []
        return await self.aside(lambda: self._find(now, earlier, known))

    async def count(self, said: Sequence[Said], most: int) -> list[Topic]:
        """The words of a day that most people used; see `bot.features.digest.rules.counted_words`."""
        if not said:
            return []
        return await self.aside(lambda: counted_words(said, self._words())[:most])

    async def talk(self, said: Sequence[Said], theme: Sequence[str]) -> Talk:
        """How near ``said``, newest first, is to a theme; see `bot.features.theme.rules.listen`."""
        return await self.aside(lambda: listen([(one.person, one.text) for one in reversed(said)], theme))

    async def aside(self, job: Callable[[], T]) -> T:
        """What ``job`` returns, done on the thread of topics."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, job)

    def _find(
        self, now: Sequence[Said], earlier: Sequence[Said], known: Collection[str]
    ) -> tuple[tuple[Topic, ...], list[Term]]:
        # Every text is split once, for both.
        words = self._words()
        split: dict[str, Sequence[Sequence[str]]] = {
            said.text: [list(words(clause)) for clause in _CLAUSES.split(said.text)] for said in (*now, *earlier)
        }

        def words_of(text: str) -> Iterable[str]:
            return (word for clause in split[text] for word in clause)

        found = topics(now, earlier, words_of)
        return found, self._terms(now, earlier, known, split) if earlier else []

    def _terms(
        self,
        now: Sequence[Said],
        earlier: Sequence[Said],
        known: Collection[str],
        split: Mapping[str, Sequence[Sequence[str]]],
    ) -> list[Term]:
        here = _users(now, split)
        here = {term: people for term, people in here.items() if people >= LEAST_PEOPLE}
        past = _users(earlier, split, frozenset(here))
        speakers, past_speakers = ({said.person for said in texts} for texts in (now, earlier))
        found = emerging(here, len(speakers), past, len(past_speakers), known)
        names = " ".join({said.name.lower() for said in (*now, *earlier)})
        left = [term for term in found if term.text not in names]
        # A phrase that nobody has literally said could not be watched; said by whom is counted anew.
        return _said_literally(left, now) if left else []

    def _words(self) -> Callable[[str], Iterable[str]]:
        return dictionary().words


def _users(
    texts: Sequence[Said], split: Mapping[str, Sequence[Sequence[str]]], only: Collection[str] | None = None
) -> dict[str, int]:
    """By word or phrase, how many people used it; ``only`` some of them.

    Person by person: a set of people for each of some hundred thousand phrases would keep the garbage collector, and
    with it the event loop, busy for long moments.
    """
    said_by: dict[int, list[str]] = {}
    for said in texts:
        said_by.setdefault(said.person, []).append(said.text)
    found: Counter[str] = Counter()
    for theirs in said_by.values():
        terms = {term for text in theirs for clause in split[text] for term in phrases(clause)}
        found.update(terms if only is None else terms.intersection(only))
    return found


def _said_literally(terms: Sequence[Term], now: Sequence[Said]) -> list[Term]:
    """The terms that enough people have said as they stand, with how many those are."""
    people: dict[str, set[int]] = {term.text: set() for term in terms}
    wanted = {term.text: fold(term.text) for term in terms}
    for said in now:
        folded = fold(said.text)
        for text, sought in wanted.items():
            if sought in folded:
                people[text].add(said.person)
    return [replace(term, people=len(people[term.text])) for term in terms if len(people[term.text]) >= LEAST_PEOPLE]
