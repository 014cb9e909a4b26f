"""Which groups need a person, and what all of them come to."""

from dataclasses import replace
from datetime import date, timedelta

from bot.core.ids import ChatId
from bot.features.digest.model import Asks, Decision, Facts, Kind, Metric, Period
from bot.features.digest.roundup import NEEDY, Part, round_up
from bot.features.digest.rules import make

DAY = date(2026, 12, 1)


def part(number: int, messages: int, *decisions: Decision, usual: int | None = None, people: int = 10) -> Part:
    hours = {(DAY, Metric.MESSAGES): (messages, *(0,) * 23)}
    since, active = DAY, (people,)
    if usual is not None:
        since, active = DAY - timedelta(weeks=4), (people, usual, usual, usual, usual)
    made = make(Facts(Period(Kind.DAY, DAY, DAY), since, hours, active, 50))
    return Part(ChatId(-number), f"群{number}", replace(made, decisions=decisions))


def test_the_three_most_pressing_are_named_and_the_rest_follow_by_messages() -> None:
    parts = [
        part(1, 5),
        part(2, 9, Decision(Asks.APPLICATIONS, amount=1)),
        part(3, 7, Decision(Asks.INCIDENT)),
        part(4, 80),
        part(5, 3, Decision(Asks.TICKETS, amount=9, names=("4",))),
        part(6, 2, Decision(Asks.APPEALS, amount=1)),
    ]
    found = round_up(parts)
    assert [each.title for each in found.needy] == ["群3", "群5", "群6"] and len(found.needy) == NEEDY
    assert [each.title for each in found.rest] == ["群4", "群2", "群1"]
    assert found.totals[0].value == 106


def test_a_group_that_falls_silent_needs_somebody_too() -> None:
    found = round_up([part(1, 5), part(2, 4, usual=40, people=10)])
    assert [each.title for each in found.needy] == ["群2"] and found.needy[0].has_collapsed


def test_a_total_is_compared_only_when_every_group_can_be() -> None:
    known, unknown = part(1, 5, usual=10), part(2, 5)
    assert round_up([known, known]).totals[1].usual == 20
    assert round_up([known, unknown]).totals[1].usual is None
