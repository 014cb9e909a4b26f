"""Who leads among the members (草根领袖): by what their words bring about in others, not by how many they are. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log1p
from typing import Final

import rustworkx

from bot.core.ids import UserId

MOST_OF_A_PAIR: Final = 3
"""Replies of one person to the same other that count: two friends do not lift each other over all."""
LEAST_REACH: Final = 3
"""Different people whom a leader has brought to answer."""
SHARE: Final = 0.05
FEWEST, MOST = 3, 10
"""Leaders of a group: a twentieth of those who write, within these bounds."""
STAYS: Final = 1.5
"""Who is a leader stays one down to so many times the number of places."""
DAMPING: Final = 0.5
"""Not .85 as for the web: who answers has read a message or two, not followed a long chain (Chen et al. 2007,
"Finding scientific gems with Google"), and a closed circle cannot keep its rank to itself."""
WEIGHTS: Final = {"rank": 0.5, "reach": 0.25, "thanked": 0.15, "started": 0.1}


@dataclass(frozen=True, slots=True)
class Reply:
    """How often somebody has answered somebody else."""

    giver: UserId
    drawer: UserId
    times: int


@dataclass(frozen=True, slots=True)
class Leader:
    """A place among the leaders, from 1, and what it rests on.

    ``reach``: different people who answered; ``started``: conversations begun that at least two others joined.
    """

    user_id: UserId
    place: int
    score: float
    drawn: int
    reach: int
    thanked: int
    started: int


def leaders(
    replies: Sequence[Reply],
    thanked: Mapping[UserId, int],
    started: Mapping[UserId, int],
    before: Collection[UserId] = (),
    apart: Collection[UserId] = (),
) -> list[Leader]:
    """The leaders, best first. ``before``: who was one yesterday; ``apart``: staff and bots, who are none.

    The score joins PageRank (Page et al. 1999) over "answered by", the number of different people who
    answered, thanks and conversations begun, each as a share of the highest; amounts by their logarithm.
    """
    people: dict[UserId, int] = {}
    graph: rustworkx.PyDiGraph[UserId, float] = rustworkx.PyDiGraph()
    reach: dict[UserId, int] = {}
    drawn: dict[UserId, int] = {}

    def node(user: UserId) -> int:
        if user not in people:
            people[user] = graph.add_node(user)
        return people[user]

    for reply in replies:
        if reply.giver == reply.drawer:
            continue
        graph.add_edge(node(reply.giver), node(reply.drawer), float(min(reply.times, MOST_OF_A_PAIR)))
        reach[reply.drawer] = reach.get(reply.drawer, 0) + 1
        drawn[reply.drawer] = drawn.get(reply.drawer, 0) + reply.times
    if not people:
        return []
    found = rustworkx.pagerank(graph, alpha=DAMPING, weight_fn=float)
    rank = {user: found[index] for user, index in people.items()}
    candidates = [user for user in people if reach.get(user, 0) >= LEAST_REACH and user not in apart]
    parts: dict[str, Mapping[UserId, float]] = {
        "rank": rank,
        "reach": {user: log1p(reach[user]) for user in candidates},
        "thanked": {user: log1p(thanked.get(user, 0)) for user in candidates},
        "started": {user: log1p(started.get(user, 0)) for user in candidates},
    }
    highest = {name: max((values[user] for user in candidates), default=0.0) for name, values in parts.items()}
    scores = {
        user: sum(WEIGHTS[name] * values[user] / highest[name] for name, values in parts.items() if highest[name] > 0)
        for user in candidates
    }
    order = sorted(candidates, key=lambda user: (-scores[user], user))
    places = min(MOST, max(FEWEST, ceil(SHARE * len(people))))
    stays = round(places * STAYS)
    chosen = [user for at, user in enumerate(order) if at < places or (at < stays and user in before)]
    return [
        Leader(
            user,
            at,
            round(scores[user], 4),
            drawn.get(user, 0),
            reach[user],
            thanked.get(user, 0),
            started.get(user, 0),
        )
        for at, user in enumerate(chosen, 1)
    ]
