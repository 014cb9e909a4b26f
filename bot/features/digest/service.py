"""Finding topics, which takes a dictionary and a while, away from the event loop."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from bot.features.digest.model import Topic
from bot.features.digest.rules import Said, topics
from bot.language.tokens import Tokens


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

    def _find(self, now: Sequence[Said], earlier: Sequence[Said]) -> tuple[Topic, ...]:
        if self._tokens is None:
            self._tokens = Tokens()
        return topics(now, earlier, self._tokens.words)
