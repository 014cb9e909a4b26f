"""From facts to a digest: what to decide, what changed, what people talked about. Pure."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.period import Rule, parse_rule
from bot.features.digest.model import (
    COUNTED,
    HOURS,
    Asks,
    Decision,
    Digest,
    Facts,
    Figure,
    Kind,
    Metric,
    Period,
    Topic,
)
from bot.language.fold import fold_characters

MOST_DECISIONS: Final = 3
WEEKS_BACK: Final = 4
FEWEST_WEEKS: Final = 2
"""Weeks of history before anything is called usual."""
DAYS_SHOWN: Final = 14
HEAT_DAYS: Final = 7
LATE_AFTER: Final = timedelta(minutes=10)
MOST_TOPICS: Final = 6

ROUTINE: Final = frozenset(("打卡", "签到", "接龙", "早安", "晚安", "早上好", "晚上好", "图片", "表情"))
"""Words of the house and of courtesy: often said, never a topic."""


# --- when -----------------------------------------------------------------------------------------------------------


def rule(at: str) -> Rule:
    """The schedule of a digest that comes at ``at`` (``09:00``)."""
    return parse_rule(f"every day {at}")


def asked(kind: Kind, now: datetime, zone: ZoneInfo) -> Period:
    """The period of a digest asked for now: today so far, or the last seven days with today."""
    local = now.astimezone(zone)
    today = local.date()
    first = today if kind is Kind.DAY else today - timedelta(days=6)
    return Period(kind, first, today, local.hour + local.minute / 60)


def due(due_at: datetime, now: datetime, zone: ZoneInfo, since: date) -> list[Period]:
    """The periods that are told when the digest of ``due_at`` is sent ``now``: the day before, on Mondays the week too.

    When the bot was down over several digests, their days are told together. Nothing is told of days before ``since``,
    the first that was counted.
    """
    day, today = due_at.astimezone(zone).date(), now.astimezone(zone).date()
    first, last = max(day - timedelta(days=1), since), max(today, day) - timedelta(days=1)
    if last < since:
        return []
    periods = [Period(Kind.DAY if first == last else Kind.SPAN, first, last)]
    monday = last + timedelta(days=1)
    while monday >= day and monday.isoweekday() != 1:
        monday -= timedelta(days=1)
    if monday >= day:
        periods.append(Period(Kind.WEEK, monday - timedelta(days=7), monday - timedelta(days=1)))
    return periods


def reads_from(period: Period) -> date:
    """The first day whose counts a digest needs."""
    return min(period.earlier(WEEKS_BACK).first, period.last - timedelta(days=DAYS_SHOWN - 1))


# --- what -----------------------------------------------------------------------------------------------------------


def make(facts: Facts) -> Digest:
    """The digest of a period."""
    period = facts.period
    figures = tuple(_figure(facts, metric) for metric in Metric)
    return Digest(
        period=period,
        late=facts.late if facts.late >= LATE_AFTER else timedelta(),
        is_silent=_total(facts, Metric.MESSAGES, period) == 0,
        decisions=_decisions(facts),
        burning=facts.burning,
        figures=figures,
        present=facts.present,
        has_history=_weeks_known(facts) >= FEWEST_WEEKS,
        topics=facts.topics,
        failures=facts.failures,
        posts_skipped=facts.posts_skipped,
        posts_failed=facts.posts_failed,
        since=facts.since,
        days=tuple((day, _of_day(facts, day)) for day in _days_up_to(period.last, DAYS_SHOWN)),
        heat=tuple((day, _hours_of(facts, day)) for day in _days_up_to(period.last, HEAT_DAYS)),
        wrong=facts.wrong,
        nearness=facts.nearness,
    )


def _decisions(facts: Facts) -> tuple[Decision, ...]:
    found = [Decision(Asks.INCIDENT, burning=b) for b in facts.burning if b.incident.wants_somebody]
    if facts.appeals:
        found.append(Decision(Asks.APPEALS, amount=facts.appeals))
    if facts.tickets:
        found.append(Decision(Asks.TICKETS, amount=facts.tickets, names=(str(facts.tickets_late),)))
    if facts.applications:
        found.append(Decision(Asks.APPLICATIONS, amount=facts.applications))
    if facts.missing_rights:
        found.append(Decision(Asks.RIGHTS, names=facts.missing_rights))
    if facts.unreached and facts.reached <= 1:
        found.append(Decision(Asks.UNREACHABLE, names=facts.unreached))
    return tuple(found[:MOST_DECISIONS])


def _figure(facts: Facts, metric: Metric) -> Figure:
    weeks = _weeks_known(facts)
    if metric is Metric.ACTIVE:
        # People are counted by the day, so an unfinished one cannot be compared.
        known = facts.active[1 : weeks + 1] if facts.period.is_over else ()
        usual = sum(known) / len(known) if len(known) >= FEWEST_WEEKS else None
        return Figure(metric, facts.active[0] if facts.active else 0, usual)
    value = _total(facts, metric, facts.period)
    if weeks < FEWEST_WEEKS:
        return Figure(metric, value)
    before = [_up_to_hour(facts, metric, facts.period.earlier(week)) for week in range(1, weeks + 1)]
    return Figure(metric, value, sum(before) / len(before))


def _weeks_known(facts: Facts) -> int:
    """How many times the same weekdays were counted before, at most `WEEKS_BACK`."""
    return min(WEEKS_BACK, max(0, (facts.period.first - facts.since).days // 7))


def _total(facts: Facts, metric: Metric, period: Period) -> int:
    return sum(sum(facts.hours.get((day, metric), ())) for day in period.days)


def _up_to_hour(facts: Facts, metric: Metric, period: Period) -> float:
    """The total of an earlier period up to the hour that the present one has reached."""
    whole = sum(sum(facts.hours.get((day, metric), ())) for day in period.days[:-1])
    last = facts.hours.get((period.last, metric), (0,) * HOURS)
    full = int(period.until)
    part = last[full] * (period.until - full) if full < HOURS else 0.0
    return whole + sum(last[:full]) + part


def _days_up_to(last: date, number: int) -> list[date]:
    return [last - timedelta(days=back) for back in reversed(range(number))]


def _of_day(facts: Facts, day: date) -> int | None:
    return None if day < facts.since else sum(facts.hours.get((day, Metric.MESSAGES), ()))


def _hours_of(facts: Facts, day: date) -> tuple[int | None, ...]:
    if day < facts.since:
        return (None,) * HOURS
    counted = facts.hours.get((day, Metric.MESSAGES), (0,) * HOURS)
    reached = facts.period.until if day == facts.period.last else HOURS
    return tuple(value if hour < reached else None for hour, value in enumerate(counted))


def is_counted(metric: str) -> bool:
    """Whether a stored metric is one that the digest tells."""
    return metric in {counted.value for counted in COUNTED}


# --- topics ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """A message for the search of topics."""

    person: int
    name: str
    text: str


def topics(now: Sequence[Said], earlier: Sequence[Said], words: Callable[[str], Iterable[str]]) -> tuple[Topic, ...]:
    """The words that people used now and not always, the most telling first.

    A word weighs people × ln((1 + N) / (1 + n)) with N earlier messages of which n have it (TF-IDF over people, so
    that one person's repetition is no topic). In a group of several people a topic takes two of them. Names of who
    writes are left out.
    """
    names = {fold_characters(said.name).strip() for said in (*now, *earlier)}
    names |= {part for name in names for part in name.split()}
    documents: Counter[str] = Counter()
    for said in earlier:
        documents.update(set(words(said.text)))
    people: dict[str, set[int]] = {}
    messages: Counter[str] = Counter()
    for said in now:
        for word in set(words(said.text)):
            people.setdefault(word, set()).add(said.person)
            messages[word] += 1
    fewest = 2 if len({said.person for said in now}) > 2 else 1
    weights = {
        word: (len(who) * math.log((1 + len(earlier)) / (1 + documents[word])) if earlier else float(len(who)))
        for word, who in people.items()
        if len(who) >= fewest and word not in names and word not in ROUTINE
    }
    best = sorted((word for word in weights if weights[word] > 0), key=lambda w: (-weights[w], -messages[w], w))
    return tuple(Topic(word, len(people[word]), messages[word]) for word in best[:MOST_TOPICS])
