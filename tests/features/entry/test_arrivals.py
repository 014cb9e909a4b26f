"""The whole matrix of moves: who is asked, who is not, and what is given back."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from bot.features.entry.arrivals import (
    EVERYTHING,
    FREE,
    SHORTEST,
    Actor,
    Meaning,
    Move,
    Place,
    Restriction,
    meaning,
    restored,
)

NOW = datetime(2026, 12, 1, tzinfo=UTC)
ORDER = (
    Place.LEFT,
    Place.MEMBER,
    Place.RESTRICTED,
    Place.RESTRICTED_OUTSIDE,
    Place.ADMINISTRATOR,
    Place.CREATOR,
    Place.KICKED,
)
TABLE = """
                   left      member    restricted  restricted_outside  administrator  creator   kicked
left               nothing   newcomer  newcomer    nothing             staff          staff     banned
member             left      changed   changed     left                promoted       promoted  banned
restricted         left      changed   changed     left                promoted       promoted  banned
restricted_outside nothing   newcomer  newcomer    nothing             staff          staff     banned
administrator      left      changed   changed     left                changed        changed   banned
creator            left      changed   changed     left                changed        changed   banned
kicked             unbanned  newcomer  newcomer    unbanned            staff          staff     nothing
"""
"""What a person's own move means, without an approval, a ticket or an earlier passing."""


def _cells() -> list[tuple[Place, Place, Meaning]]:
    head, *rows = TABLE.strip().splitlines()
    columns = [Place(name) for name in head.split()]
    assert tuple(columns) == ORDER, "the table names every place"
    found = []
    for row in rows:
        old, *cells = row.split()
        found += [(Place(old), new, Meaning(cell)) for new, cell in zip(columns, cells, strict=True)]
    return found


CELLS = _cells()


def test_the_table_is_whole() -> None:
    assert {(old, new) for old, new, _ in CELLS} == set(product(Place, Place))


@pytest.mark.parametrize(("old", "new", "expected"), CELLS)
def test_by_oneself(old: Place, new: Place, expected: Meaning) -> None:
    assert meaning(Move(old, new, Actor.SELF)) is expected


@pytest.mark.parametrize(("old", "new", "own"), CELLS)
def test_every_circumstance(old: Place, new: Place, own: Meaning) -> None:
    for by, approved, known, by_ticket, is_bot in product(Actor, *[(False, True)] * 4):
        found = meaning(Move(old, new, by, approved, known, by_ticket, is_bot))
        if own is not Meaning.NEWCOMER:
            assert found is own, "only a coming in depends on who did it and how"
            continue
        let_past = by in (Actor.ADMIN, Actor.BOT) or approved or known or by_ticket or is_bot
        assert found.comes_in
        assert (found is Meaning.NEWCOMER) is not let_past


@pytest.mark.parametrize(
    ("move", "expected"),
    [
        (Move(Place.LEFT, Place.MEMBER, Actor.MEMBER), Meaning.NEWCOMER),
        (Move(Place.LEFT, Place.MEMBER, Actor.ADMIN), Meaning.ADDED),
        (Move(Place.KICKED, Place.MEMBER, Actor.ADMIN), Meaning.ADDED),
        (Move(Place.LEFT, Place.MEMBER, Actor.ADMIN, approved=True), Meaning.APPROVED),
        (Move(Place.LEFT, Place.MEMBER, Actor.BOT, approved=True), Meaning.APPROVED),
        (Move(Place.LEFT, Place.MEMBER, Actor.SELF, approved=True), Meaning.APPROVED),
        (Move(Place.LEFT, Place.MEMBER, Actor.SELF, known=True), Meaning.RETURNED),
        (Move(Place.RESTRICTED_OUTSIDE, Place.RESTRICTED, Actor.SELF, known=True), Meaning.RETURNED),
        (Move(Place.LEFT, Place.MEMBER, Actor.SELF, by_ticket=True), Meaning.TICKET),
        (Move(Place.LEFT, Place.MEMBER, Actor.SELF, is_bot=True), Meaning.MACHINE),
        (Move(Place.KICKED, Place.LEFT, Actor.ADMIN), Meaning.UNBANNED),
        (Move(Place.LEFT, Place.ADMINISTRATOR, Actor.ADMIN), Meaning.STAFF),
        (Move(Place.RESTRICTED, Place.ADMINISTRATOR, Actor.ADMIN), Meaning.PROMOTED),
        (Move(Place.RESTRICTED, Place.MEMBER, Actor.ADMIN), Meaning.CHANGED),
    ],
)
def test_the_promised_cases(move: Move, expected: Meaning) -> None:
    assert meaning(move) is expected


def test_somebody_free_gets_everything_back() -> None:
    assert restored(None, NOW) == FREE
    assert all(EVERYTHING.values())


def test_an_earlier_restriction_comes_back_as_it_was() -> None:
    texts_only = Restriction({**EVERYTHING, "can_send_photos": False})
    assert restored(texts_only, NOW) == texts_only
    later = Restriction(texts_only.permissions, NOW + timedelta(days=2))
    assert restored(later, NOW) == later


@pytest.mark.parametrize("left", [-5, 0])
def test_what_has_run_out_meanwhile_does_not_come_back(left: int) -> None:
    assert restored(Restriction({}, NOW + timedelta(seconds=left)), NOW) == FREE


def test_the_last_seconds_of_a_restriction_do_not_become_for_ever() -> None:
    given = restored(Restriction({}, NOW + timedelta(seconds=3)), NOW)
    assert given.until == NOW + SHORTEST


def test_only_the_doors_own_silence_is_for_good() -> None:
    assert Restriction({"can_send_messages": False}).is_silence
    assert not Restriction({"can_send_messages": False}, NOW).is_silence
    assert not FREE.is_silence
