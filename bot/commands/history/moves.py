"""Who came and who went, as the service messages of an export tell it, and how many there were when."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

CAME = frozenset(("join_group_by_link", "join_group_by_request"))
"""Actions of who came by themselves."""
BROUGHT = frozenset(("invite_members", "create_group"))
"""Actions that name, in ``members``, whom somebody has brought."""
WENT = "remove_members"
"""Names in ``members`` who left, by themselves or not."""
FIRST_NAMELESS_ID = 6_000_000_001
"""People of whom an export gives no id get one from here on."""


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody came into a group, or left it."""

    at: datetime
    chat_id: int
    user_id: int
    name: str
    came: bool


@dataclass(slots=True)
class Names:
    """Ids by name: those who are brought or sent away are known by name alone."""

    _ids: dict[str, int] = field(default_factory=dict)

    def learn(self, name: str | None, user_id: int | None) -> None:
        if name and user_id is not None:
            self._ids.setdefault(name, user_id)

    def id_of(self, name: str) -> int:
        return self._ids.setdefault(name, FIRST_NAMELESS_ID + len(self._ids))


class Headcount:
    """How many people are known to have been in a group, at any instant.

    Whoever speaks or leaves without having come was there before the history began. ``seen``: by time, who spoke or
    moved: ``(at, user id, came)``, came None for who only spoke.
    """

    def __init__(self, seen: Iterable[tuple[datetime, int, bool | None]]) -> None:
        met: set[int] = set()
        present: set[int] = set()
        changes: list[tuple[datetime, int]] = []
        at_first = 0
        for at, user_id, came in seen:
            if user_id not in met and not came:
                at_first += 1
                present.add(user_id)
            met.add(user_id)
            was = len(present)
            if came is False:
                present.discard(user_id)
            else:
                present.add(user_id)
            if len(present) != was:
                changes.append((at, len(present) - was))
        self._times = [at for at, _ in changes]
        self._sizes = list(_running(at_first, changes))

    def at(self, instant: datetime) -> int:
        """People at an instant."""
        return self._sizes[bisect_right(self._times, instant)]


def _running(first: int, changes: Sequence[tuple[datetime, int]]) -> Iterator[int]:
    yield first
    for _, change in changes:
        first += change
        yield first
