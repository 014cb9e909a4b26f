"""Finding topics, which takes a dictionary and a while, away from the event loop."""

import asyncio
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from bot.features.crisis.terms import Term, emerging, phrases
from bot.features.digest.model import Topic
from bot.features.digest.rules import Said, counted_words, topics
from bot.features.theme.rules import Talk, listen
from bot.language.fold import fold
from bot.language.tokens import Tokens

_CLAUSES: Final = re.compile(r"[\n,，。.!！?？;；…~～、]+")

T = TypeVar("T")


class TopicFinder:
    """One thread that splits texts into words; the dictionary (a second, 70 MB) is loaded with the first search.

    One, because several would share the interpreter anyway and hold up the event loop more.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="topics")
        self._tokens: Tokens | None = None

    async def find(self, now: Sequence[Said], earlier: Sequence[Said]) -> tuple[Topic, ...]:
        """The topics of ``now`` against ``earlier``; see `bot.features.digest.rules.topics`."""
        if not now:
            return ()
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._find, now, earlier)

    async def count(self, said: Sequence[Said], most: int) -> list[Topic]:
        """The words of a day that most people used; see `bot.features.digest.rules.counted_words`."""
        if not said:
            return []
        return await self.aside(lambda: counted_words(said, self._words())[:most])

    async def aside(self, job: Callable[[], T]) -> T:
        """What ``job`` returns, done on the thread of topics."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, job)

    async def terms(self, now: Sequence[Said], earlier: Sequence[Said], known: Collection[str]) -> list[Term]:
        """The words and phrases that suddenly many people use; see `bot.features.crisis.terms.emerging`.

        ``known``: folded terms that are watched or not wanted.
        """
        if not now or not earlier:
            return []
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._terms, now, earlier, known)

    async def talk(self, said: Sequence[Said], theme: Sequence[str]) -> Talk:
        """How near ``said``, newest first, is to a theme; see `bot.features.theme.rules.listen`."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._talk, said, theme)

    def _talk(self, said: Sequence[Said], theme: Sequence[str]) -> Talk:
        return listen([(one.person, one.text) for one in reversed(said)], theme)

    def _terms(self, now: Sequence[Said], earlier: Sequence[Said], known: Collection[str]) -> list[Term]:
        if self._tokens is None:
            self._tokens = Tokens()
        names = " ".join({said.name.lower() for said in (*now, *earlier)})
        counts = []
        for texts in (now, earlier):
            people: dict[str, set[int]] = {}
            for said in texts:
                for clause in _CLAUSES.split(said.text):
                    folded = fold(clause)
                    for term in phrases(self._tokens.words(clause)):
                        # A phrase that nobody has literally said could not be watched.
                        if fold(term) in folded:
                            people.setdefault(term, set()).add(said.person)
            counts.append(({term: len(who) for term, who in people.items()}, len({said.person for said in texts})))
        (here, speakers), (past, past_speakers) = counts
        found = emerging(here, speakers, past, past_speakers, known)
        return [term for term in found if term.text not in names]

    def _find(self, now: Sequence[Said], earlier: Sequence[Said]) -> tuple[Topic, ...]:
        return topics(now, earlier, self._words())

    def _words(self) -> Callable[[str], Iterable[str]]:
        if self._tokens is None:
            self._tokens = Tokens()
        return self._tokens.words
