"""From facts to a digest: what to decide, what changed, what people talked about. Pure."""

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
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
from bot.features.digest.rhythm import best_hours, charts, mood_of
from bot.language.fold import fold_characters

MOST_DECISIONS: Final = 3
WEEKS_BACK: Final = 4
FEWEST_WEEKS: Final = 2
"""Weeks of history before anything is called usual."""
MONTHS_BACK: Final = 1
"""A month is compared with the one before."""
DAYS_SHOWN: Final = 14
FEWEST_AT_RISK: Final = 3
FEWEST_WORD_DAYS: Final = 3
"""Days whose words were kept, from which a week or month is told by them."""
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
    """The period of a digest asked for now: today so far, or the last 7 or 30 days with today."""
    local = now.astimezone(zone)
    today = local.date()
    back = {Kind.WEEK: 6, Kind.MONTH: 29}.get(kind, 0)
    first = today - timedelta(days=back)
    return Period(kind, first, today, local.hour + local.minute / 60)


def due(due_at: datetime, now: datetime, zone: ZoneInfo, since: date) -> list[Period]:
    """The periods that are told when the digest of ``due_at`` is sent ``now``: the day before, on Mondays the week
    too, on the first of a month that month.

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
    end = (last + timedelta(days=1)).replace(day=1) - timedelta(days=1)
    if end >= first and end + timedelta(days=1) >= day and end.replace(day=1) >= since - timedelta(days=15):
        periods.append(Period(Kind.MONTH, end.replace(day=1), end))
    return periods


def reads_from(period: Period) -> date:
    """The first day whose counts a digest needs."""
    return min(period.earlier(times_back(period)).first, period.last - timedelta(days=days_shown(period) - 1))


def times_back(period: Period) -> int:
    """With how many earlier periods one is compared."""
    return MONTHS_BACK if period.kind is Kind.MONTH else WEEKS_BACK


def days_shown(period: Period) -> int:
    """How many days the charts go back."""
    return len(period.days) if period.kind is Kind.MONTH else DAYS_SHOWN


# --- what -----------------------------------------------------------------------------------------------------------


def make(facts: Facts) -> Digest:
    """The digest of a period."""
    period = facts.period
    figures = tuple(_figure(facts, metric) for metric in Metric)
    shown = _days_up_to(period.last, days_shown(period))
    is_long = period.kind in (Kind.WEEK, Kind.MONTH)
    return Digest(
        period=period,
        late=facts.late if facts.late >= LATE_AFTER else timedelta(),
        is_silent=_total(facts, Metric.MESSAGES, period) == 0,
        decisions=_decisions(facts),
        burning=facts.burning,
        passed=facts.passed,
        figures=figures,
        present=facts.present,
        has_history=_known(facts) >= _fewest(period),
        topics=facts.topics,
        failures=facts.failures,
        posts_skipped=facts.posts_skipped,
        posts_failed=facts.posts_failed,
        since=facts.since,
        days=tuple((day, _of_day(facts, day)) for day in shown),
        heat=tuple((day, _hours_of(facts, day)) for day in _days_up_to(period.last, HEAT_DAYS)),
        wrong=facts.wrong,
        activities=facts.activities,
        charts=charts(facts, shown),
        mood=mood_of(facts, period.days),
        best_hours=best_hours(facts.hours, period.last, facts.since) if is_long else (),
        terms=facts.terms,
        sources=facts.sources,
        stayed=facts.stayed,
        life=facts.life,
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
    if facts.at_risk >= FEWEST_AT_RISK and facts.period.kind in (Kind.WEEK, Kind.MONTH):
        found.append(Decision(Asks.AT_RISK, amount=facts.at_risk))
    return tuple(found[:MOST_DECISIONS])


def _figure(facts: Facts, metric: Metric) -> Figure:
    times, fewest = _known(facts), _fewest(facts.period)
    if metric is Metric.ACTIVE:
        # People are counted by the day, so an unfinished one cannot be compared.
        known = facts.active[1 : times + 1] if facts.period.is_over else ()
        usual = sum(known) / len(known) if len(known) >= fewest else None
        return Figure(metric, facts.active[0] if facts.active else 0, usual)
    value = _total(facts, metric, facts.period)
    if times < fewest:
        return Figure(metric, value)
    before = [_up_to_hour(facts, metric, facts.period.earlier(week)) for week in range(1, times + 1)]
    return Figure(metric, value, sum(before) / len(before))


def _known(facts: Facts) -> int:
    """How many earlier periods were counted whole, of those it is compared with."""
    return min(times_back(facts.period), max(0, (facts.period.first - facts.since) // facts.period.step))


def _fewest(period: Period) -> int:
    return 1 if period.kind is Kind.MONTH else FEWEST_WEEKS


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
    documents: Counter[str] = Counter()
    for said in earlier:
        documents.update(set(words(said.text)))
    rarity = {word: math.log((1 + len(earlier)) / (1 + times)) for word, times in documents.items()}
    unheard = math.log(1 + len(earlier)) if earlier else 1.0
    counted = counted_words(now, words, _names((*now, *earlier)))
    return _best({topic: topic.people * rarity.get(topic.word, unheard) for topic in counted})


def counted_words(
    said: Sequence[Said], words: Callable[[str], Iterable[str]], names: Collection[str] | None = None
) -> list[Topic]:
    """Every word that could be a topic, the one of most people first."""
    left_out = _names(said) if names is None else names
    people, messages = Counter[str](), Counter[str]()
    used: dict[int, set[str]] = {}
    for one in said:
        found_here = set(words(one.text))
        messages.update(found_here)
        used.setdefault(one.person, set()).update(found_here)
    for theirs in used.values():
        people.update(theirs)
    fewest = 2 if len(used) > 2 else 1
    found = [
        Topic(word, who, messages[word])
        for word, who in people.items()
        if who >= fewest and word not in left_out and word not in ROUTINE
    ]
    return sorted(found, key=lambda topic: (-topic.people, -topic.messages, topic.word))


def topics_of_days(now: Mapping[str, Topic], days: int, past: Mapping[str, Topic], past_days: int) -> tuple[Topic, ...]:
    """The same from the words of days, whose texts may be gone: people are person-days.

    A word weighs how much more often a day it is used than before; without days before, how often it is used.
    """
    weights: dict[Topic, float] = {}
    for word, topic in now.items():
        usual = past[word].people / past_days if word in past and past_days else 0.0
        often = topic.people / max(days, 1)
        weights[topic] = topic.people * math.log((often + 0.5) / (usual + 0.5)) if past_days else float(topic.people)
    return _best(weights)


def _names(said: Iterable[Said]) -> set[str]:
    names = {fold_characters(one.name).strip() for one in said}
    return names | {part for name in names for part in name.split()}


def _best(weights: Mapping[Topic, float]) -> tuple[Topic, ...]:
    best = sorted(
        (topic for topic, weight in weights.items() if weight > 0),
        key=lambda topic: (-weights[topic], -topic.messages, topic.word),
    )
    return tuple(best[:MOST_TOPICS])
