"""A digest in words: its text, and buttons for what can be decided with a tap."""

from datetime import datetime
from typing import Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from bot.core.effect import Button
from bot.core.text import MESSAGE_LIMIT, Markup, clip
from bot.features.digest.model import Asks, Compared, Decision, Digest, Figure, Nearness, Period, Stir
from bot.features.settings.model import Group
from handlers.crisis.cards import incident_line
from handlers.crisis.unheard import UNHEARD
from handlers.desk import Desk, Rows
from handlers.keyboards import button
from handlers.members.life import life_lines
from handlers.moderation.state import wrong_line
from handlers.troubles import trouble_name

UNREAD = "digest_unread"
"""The trouble of a digest that had no reader."""
KNOWN_FAILURES: Final = ("nobody_reachable", UNHEARD, UNREAD)
MOST_FAILURES: Final = 4


def text_of(desk: Desk, language: str, group: Group, made: Digest, due_at: datetime | None) -> Markup:
    """The whole digest, what wants a decision first; ``due_at`` is told if it comes late."""
    say = desk.say
    parts: list[list[Markup]] = [[title_of(desk, language, group, made)]]
    if made.late and due_at is not None:
        at = f"{due_at.astimezone(ZoneInfo(group.timezone)):%m-%d %H:%M}"
        parts[0].append(say(language, "digest-late", at=at))
    if made.decisions:
        lines = [decision_line(desk, language, group, decision) for decision in made.decisions]
        numbered = [Markup(f"{number}. ") + line for number, line in enumerate(lines, 1)]
        parts.append([Markup.bold(say(language, "digest-decide")), *numbered])
    asked = {decision.burning for decision in made.decisions}
    if rest := [burning for burning in made.burning if burning not in asked]:
        lines = [incident_line(desk, language, group.timezone, b.incident, b.people) for b in rest[:10]]
        parts.append([Markup.bold(say(language, "digest-incidents")), *lines])
    if made.passed:
        lines = [incident_line(desk, language, group.timezone, each.incident, each.people) for each in made.passed[:10]]
        parts.append([Markup.bold(say(language, "digest-incidents-passed")), *lines])
    if made.is_silent:
        parts.append([say(language, "digest-silent", present=made.present)])
    else:
        parts.append(_numbers(desk, language, made))
        if rhythm := _rhythm(desk, language, made):
            parts.append(rhythm)
        if made.topics:
            words = [say(language, "digest-topic", word=topic.word, people=topic.people) for topic in made.topics]
            separator = say(language, "list-separator")
            parts.append([Markup.bold(say(language, "digest-topics")), separator.join(words)])
        if made.terms:
            words = [say(language, "digest-topic", word=word, people=people) for word, people in made.terms]
            parts.append([Markup.bold(say(language, "digest-terms")), say(language, "list-separator").join(words)])
        if made.life is not None:
            parts.append(life_lines(desk, language, made.life))
        if made.nearness is not None:
            parts.append([_nearness(desk, language, made.nearness)])
    if made.activities:
        lines = [_compared_activity(desk, language, found) for found in made.activities]
        parts.append([Markup.bold(say(language, "digest-activities")), *lines])
    parts.append(_failures(desk, language, group, made))
    parts.append([Markup.italic(say(language, "digest-since", since=made.since.isoformat()))])
    return clip(Markup("\n\n").join(Markup("\n").join(lines) for lines in parts if lines), MESSAGE_LIMIT)


def title_of(desk: Desk, language: str, group: Group, made: Digest) -> Markup:
    """The headline, which also stands alone under a picture: group, kind and days."""
    kind = desk.say(language, f"digest-kind-{made.period.kind.value}")
    return Markup.bold(
        desk.say(
            language, "digest-title", group=clip(group.title, 60), kind=kind, when=days_of(desk, language, made.period)
        )
    )


def days_of(desk: Desk, language: str, period: Period) -> Markup:
    """The days of a period: ``12-01 周二``, ``11-24 – 11-30``, with the hour while it is not over."""
    if period.first == period.last:
        weekday = desk.say(language, f"weekday-{period.last.isoweekday()}")
        when = Markup(f"{period.last:%m-%d} ") + weekday
    else:
        when = Markup(f"{period.first:%m-%d} – {period.last:%m-%d}")
    if period.is_over:
        return when
    minutes = round(period.until * 60)
    return when + Markup(" ") + desk.say(language, "digest-so-far", at=f"{minutes // 60:02}:{minutes % 60:02}")


def decision_line(desk: Desk, language: str, group: Group, decision: Decision) -> Markup:
    """What is to be decided, in one line."""
    say, separator = desk.say, desk.say(language, "list-separator")
    match decision.asks:
        case Asks.INCIDENT:
            assert decision.burning is not None, "a decision about an incident has one"
            return incident_line(desk, language, group.timezone, decision.burning.incident, decision.burning.people)
        case Asks.APPEALS:
            return say(language, "digest-decide-appeals", count=decision.amount)
        case Asks.TICKETS:
            return say(language, "digest-decide-tickets", count=decision.amount, late=int(decision.names[0]))
        case Asks.APPLICATIONS:
            return say(language, "digest-decide-applications", count=decision.amount)
        case Asks.RIGHTS:
            rights = separator.join(say(language, f"right-{right}") for right in decision.names)
            return say(language, "digest-decide-rights", rights=rights)
        case Asks.UNREACHABLE:
            return say(language, "digest-decide-unreachable", names=separator.join(decision.names[:5]))
        case Asks.AT_RISK:
            return say(language, "digest-decide-at-risk", count=decision.amount)


def _numbers(desk: Desk, language: str, made: Digest) -> list[Markup]:
    say = desk.say
    lines = [Markup.bold(say(language, "digest-numbers"))]
    for figure in made.figures:
        line = say(language, f"digest-{figure.metric.value}", count=figure.value)
        if figure.usual is not None:
            line += compared(desk, language, made.period, figure)
        lines.append(line)
    if (brightness := made.mood.brightness) is not None:
        lines.append(say(language, "digest-mood", percent=brightness, people=made.mood.sure))
    lines.append(say(language, "digest-present", count=made.present))
    if made.sources:
        named = [say(language, "digest-source", name=clip(name, 24), people=people) for name, people in made.sources]
        lines.append(say(language, "digest-sources", sources=say(language, "list-separator").join(named)))
    if made.stayed is not None and made.stayed[1]:
        here, came = made.stayed
        lines.append(say(language, "digest-stayed", here=here, came=came))
    if made.wrong:
        lines.append(wrong_line(desk, language, made.wrong))
    if not made.has_history:
        lines.append(say(language, "digest-no-history"))
    return lines


def _rhythm(desk: Desk, language: str, made: Digest) -> list[Markup]:
    """When to post."""
    say, separator = desk.say, desk.say(language, "list-separator")
    lines = []
    for weekend in (False, True):
        hours = [f"{hour.hour:02}:00" for hour in made.best_hours if hour.weekend is weekend]
        if hours:
            key = "digest-best-weekend" if weekend else "digest-best-workday"
            lines.append(say(language, key, hours=separator.join(hours)))
    return [Markup.bold(say(language, "digest-rhythm")), *lines] if lines else []


def _nearness(desk: Desk, language: str, near: Nearness) -> Markup:
    line = desk.say(language, "digest-theme", percent=near.percent)
    return line if near.usual is None else line + desk.say(language, "digest-theme-usual", usual=near.usual)


def compared(desk: Desk, language: str, period: Period, figure: Figure) -> Markup:
    """The usual of a figure, and how far it is from it."""
    one_day = period.first == period.last
    usual = (
        desk.say(language, "digest-usual-day", weekday=desk.say(language, f"weekday-{period.last.isoweekday()}"))
        if one_day
        else desk.say(language, "digest-usual-span")
    )
    expected = round(figure.usual or 0)
    if not figure.change:
        return desk.say(language, "digest-compared", usual=usual, expected=expected)
    return desk.say(language, "digest-changed", usual=usual, expected=expected, change=f"{figure.change:+d}%")


def _compared_activity(desk: Desk, language: str, found: Compared) -> Markup:
    """An activity in one line: messages and people a day before it, on it and after it."""

    def stir(known: Stir | None) -> Markup:
        if known is None:
            return desk.say(language, "digest-stir-unknown")
        return desk.say(language, "digest-stir", messages=round(known.messages), people=round(known.people))

    return desk.say(
        language,
        "digest-activity",
        kind=desk.say(language, f"activity-kind-{found.kind}"),
        title=clip(found.title, 40),
        days=found.days,
        before=stir(found.before),
        during=stir(found.during),
        after=stir(found.after),
    )


def _failures(desk: Desk, language: str, group: Group, made: Digest) -> list[Markup]:
    say, zone = desk.say, ZoneInfo(group.timezone)
    lines: list[Markup] = []
    if made.posts_skipped:
        lines.append(say(language, "digest-posts-skipped", count=made.posts_skipped))
    if made.posts_failed:
        lines.append(say(language, "digest-posts-failed", count=made.posts_failed))
    for failure in made.failures[:MOST_FAILURES]:
        known = failure.kind in KNOWN_FAILURES
        what = say(language, f"digest-failure-{failure.kind}") if known else trouble_name(desk, language, failure.kind)
        at = f"{failure.last_at.astimezone(zone):%m-%d %H:%M}"
        lines.append(say(language, "digest-failure", what=what, times=failure.times, at=at))
    return [Markup.bold(say(language, "digest-failures")), *lines] if lines else []


def buttons_of(desk: Desk, language: str, group: Group, made: Digest) -> Rows:
    """What can be decided with a tap; a button for every decision."""
    rows: list[list[Button]] = []
    for number, decision in enumerate(made.decisions, 1):
        if decision.burning is not None:
            incident = decision.burning.incident
            take, dismiss = desk.say(language, "incident-take").plain(), desk.say(language, "incident-dismiss").plain()
            rows.append(
                [
                    button(f"{incident.number} · {take}", "incident", "take", incident.id),
                    button(f"{incident.number} · {dismiss}", "incident", "dismiss", incident.id),
                ]
            )
        else:
            label = f"{number} · {desk.say(language, f'digest-button-{decision.asks.value}').plain()}"
            if decision.asks is Asks.UNREACHABLE:
                rows.append([Button(label, url=f"https://t.me/share/url?url={quote(desk.bot.start_link())}")])
            else:
                rows.append([button(label, "digest", decision.asks.value, group.chat_id)])
    return rows
