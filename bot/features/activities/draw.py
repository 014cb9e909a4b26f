"""A draw that anybody can check: the seed is promised before, told after, and chooses alone.

Everybody who takes part is put in the order of SHA-256 of ``seed:id``; the first ones win. Before, the SHA-256 of the
seed is published: so the seed cannot be chosen after seeing who takes part.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

HEADING: Final = "Weilu draw, version 1"
RECIPE: Final = (
    'tail -n +7 FILE | while read i; do printf \'%s\' "SEED:$i" | sha256sum | cut -c1-64 | sed "s/$/ $i/"; done'
    " | sort | head -n PRIZES"
)
"""The draw by the tools of any shell, on the published file."""


def commitment(seed: str) -> str:
    """What is published before: it binds to the seed without telling it."""
    return sha256(seed.encode()).hexdigest()


def drawn(seed: str, entrants: Iterable[int], prizes: int) -> list[int]:
    """Returns the ids of those who win, the first prize first; everybody who takes part when there are enough prizes."""
    return sorted(set(entrants), key=lambda entrant: (sha256(f"{seed}:{entrant}".encode()).hexdigest(), entrant))[
        :prizes
    ]


@dataclass(frozen=True, slots=True)
class Record:
    """A draw that has been held, as it is published."""

    title: str
    prizes: int
    commitment: str
    seed: str
    winners: Sequence[int]
    entrants: Sequence[int]

    def faults(self) -> list[str]:
        """Why this cannot be what was promised and drawn; empty when all is right."""
        found = []
        if commitment(self.seed) != self.commitment:
            found.append("the seed is not the one that was promised")
        if len(set(self.entrants)) != len(self.entrants):
            found.append("somebody is listed twice")
        if drawn(self.seed, self.entrants, self.prizes) != list(self.winners):
            found.append("the winners are not those that the seed chooses")
        return found

    def written(self) -> str:
        """As a file: six lines of heading, then one id a line."""
        lines = [
            HEADING,
            f"title: {' '.join(self.title.split())}",
            f"prizes: {self.prizes}",
            f"commitment: {self.commitment}",
            f"seed: {self.seed}",
            f"winners: {' '.join(map(str, self.winners))}",
            *map(str, self.entrants),
        ]
        return "\n".join(lines) + "\n"

    @classmethod
    def read(cls, text: str) -> "Record":
        """Reads what `written` gave; ValueError for anything else."""
        heading, *lines = text.splitlines() or [""]
        if heading.strip() != HEADING or len(lines) < 5:
            raise ValueError("this is not the record of a draw")
        values = {}
        for name, line in zip(("title", "prizes", "commitment", "seed", "winners"), lines, strict=False):
            found, colon, value = line.partition(":")
            if found != name or not colon:
                raise ValueError(f"expected “{name}:”, found {line!r}")
            values[name] = value.strip()
        return cls(
            values["title"],
            int(values["prizes"]),
            values["commitment"],
            values["seed"],
            [int(winner) for winner in values["winners"].split()],
            [int(line) for line in lines[5:] if line.strip()],
        )
