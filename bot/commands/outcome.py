"""What a simulation found out: tables for people, one object for machines."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.commands.history import Spoken
from bot.texts import Texts
from storage.review import CaseSeen, CheckinsSeen, IncidentSeen, MessageKey

SHOWN = 12
"""Cases, and incidents, that people are shown; machines get all."""
EXAMPLES = 2
"""Cases shown of each signal."""
EXCERPT = 60
"""Characters of a message or a reason."""
NO_CHECKINS = CheckinsSeen(0, 0, 0)
TAG = re.compile(r"<[^>]*>")


@dataclass(slots=True)
class Tally:
    """Messages of one label; ``caught``: in a case or deleted."""

    messages: int = 0
    caught: int = 0
    deleted: int = 0


@dataclass(slots=True)
class Seen:
    """Everything a simulation found out."""

    groups: Sequence[str]
    texts: Texts
    language: str
    messages: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    people: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    cases: Sequence[CaseSeen] = ()
    incidents: Sequence[IncidentSeen] = ()
    checkins: CheckinsSeen = NO_CHECKINS
    calls: Mapping[str, Counter[str]] = field(default_factory=dict)
    examples: Mapping[str, str] = field(default_factory=dict)
    touched: Mapping[MessageKey, Spoken] = field(default_factory=dict)
    """What was said in cases, incidents and check-ins."""
    deleted: Collection[MessageKey] = ()
    labelled: Mapping[MessageKey, str] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)
    bad_lines: Sequence[tuple[int, str]] = ()
    spread: bool = False
    silences: int = 0
    silent_days: int = 0
    parked: Counter[str] = field(default_factory=Counter)
    """Messages that the bot could not handle, by error: each is a fault of the bot."""

    def tallies(self) -> dict[str, Tally]:
        """By label: how many messages there were, in cases, and deleted."""
        in_cases = {key for case in self.cases for key in case.messages}
        found: dict[str, Tally] = {}
        for key, label in self.labelled.items():
            tally = found.setdefault(label, Tally())
            tally.messages += 1
            tally.caught += key in in_cases or key in self.deleted
            tally.deleted += key in self.deleted
        return dict(sorted(found.items()))

    @property
    def per_second(self) -> float:
        return self.messages / self.seconds if self.seconds else 0.0


# --- for people ---------------------------------------------------------------------------------------------------


def show(seen: Seen, console: Console) -> None:
    """Print it in sections; empty ones are one line."""
    groups = "、".join(seen.groups[:5]) + (f" … ({len(seen.groups)})" if len(seen.groups) > 5 else "")
    when = f"{seen.first_at:%Y-%m-%d %H:%M} – {seen.last_at:%Y-%m-%d %H:%M}" if seen.first_at and seen.last_at else ""
    console.print(Text(f"{groups}: {seen.messages:,} messages of {seen.people:,} people, {when} UTC", style="bold"))
    _show_cases(seen, console)
    _show_incidents(seen, console)
    checkins = seen.checkins
    if checkins.times:
        console.print(f"\nCheck-ins: {checkins.times:,} by {checkins.people:,} people on {checkins.days:,} days")
    else:
        console.print("\nCheck-ins: none")
    _show_calls(seen, console)
    _show_labels(seen, console)
    _show_skipped(seen, console)
    took = f"{seen.seconds:.1f} s ({seen.cpu_seconds:.1f} s of processor)"
    console.print(f"\nSpeed: {seen.messages:,} messages in {took}, {seen.per_second:,.0f} messages/s")


def _show_cases(seen: Seen, console: Console) -> None:
    if not seen.cases:
        console.print("\nCases: none")
        return
    actions = Counter(case.action for case in seen.cases)
    listed = ", ".join(f"{action} {times:,}" for action, times in actions.most_common())
    console.print(f"\nCases: {len(seen.cases):,} ({listed})")
    table = _table("signal", "cases", "for example", "because")
    table.columns[1].justify = "right"
    left = SHOWN
    for signal, cases in by_signal(seen.cases):
        for number, case in enumerate(cases[: min(EXAMPLES, max(left, 1))]):
            reason = next((reason for name, reason in reasons(case, seen.texts, seen.language) if name == signal), "")
            table.add_row(
                signal if number == 0 else "",
                f"{len(cases):,}" if number == 0 else "",
                f"#{case.number} {_excerpt(_said(seen, case.messages))}",
                _excerpt(reason),
            )
            left -= 1
    console.print(table)


def _show_incidents(seen: Seen, console: Console) -> None:
    if not seen.incidents:
        console.print("\nWatch words: no hit")
        return
    console.print(f"\nWatch words: {len(seen.incidents):,} incidents")
    table = _table("incident", "word", "level", "since (UTC)", "people", "messages", "first words")
    for incident in seen.incidents[:SHOWN]:
        table.add_row(
            f"#{incident.number}",
            incident.word,
            incident.level,
            f"{incident.opened_at:%Y-%m-%d %H:%M}",
            f"{incident.people:,}",
            f"{len(incident.messages):,}",
            _excerpt(_said(seen, incident.messages)),
        )
    console.print(table)


def _show_calls(seen: Seen, console: Console) -> None:
    if not seen.calls:
        console.print("\nThe bot would have said and done nothing.")
        return
    console.print("\nWhat the bot would have said and done")
    table = _table("after", "calls", "for example")
    for cause, calls in sorted(seen.calls.items(), key=lambda item: -item[1].total()):
        listed = ", ".join(f"{name} {times:,}" for name, times in calls.most_common())
        table.add_row(cause, listed, _excerpt(plain(seen.examples.get(cause, ""))))
    console.print(table)


def _show_labels(seen: Seen, console: Console) -> None:
    tallies = seen.tallies()
    if not tallies:
        return
    console.print("\nAgainst the labels of the file")
    table = _table("label", "messages", "caught", "missed", "share caught", "deleted")
    for label, tally in tallies.items():
        table.add_row(
            label,
            f"{tally.messages:,}",
            f"{tally.caught:,}",
            f"{tally.messages - tally.caught:,}",
            f"{tally.caught / tally.messages:.1%}",
            f"{tally.deleted:,}",
        )
    console.print(table)


def _show_skipped(seen: Seen, console: Console) -> None:
    if seen.skipped:
        console.print("\nLeft out or changed: " + ", ".join(f"{why} {n:,}" for why, n in seen.skipped.most_common()))
    for line, why in seen.bad_lines:
        console.print(f"  {line}: {why}", markup=False, highlight=False)
    if seen.spread:
        console.print("The file knows only minutes: messages were spread over theirs")
    if seen.silences:
        console.print(f"Passed at once: {seen.silent_days:,} days in {seen.silences:,} long silences")
    for error, times in seen.parked.most_common():
        console.print(f"Fault of the bot: {times:,} × {error}", style="red", markup=False)


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _said(seen: Seen, messages: Sequence[MessageKey]) -> str:
    spoken = next((seen.touched[key] for key in messages if key in seen.touched), None)
    return "" if spoken is None else f"{spoken.name}: {spoken.text or f'[{spoken.media}]'}"


def _excerpt(text: str) -> Text:
    line = " ".join(text.split())
    return Text(line if len(line) <= EXCERPT else line[: EXCERPT - 1] + "…")


def plain(markup: str) -> str:
    """A text without its tags."""
    return TAG.sub("", markup).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


# --- what cases say -----------------------------------------------------------------------------------------------


def by_signal(cases: Sequence[CaseSeen]) -> list[tuple[str, list[CaseSeen]]]:
    """Cases under each signal that found something in them, the most frequent signal first."""
    found: dict[str, list[CaseSeen]] = {}
    for case in cases:
        signals = [finding.signal for finding in case.findings if finding.weight > 0]
        for signal in dict.fromkeys(signals or [case.action]):
            found.setdefault(signal, []).append(case)
    return sorted(found.items(), key=lambda item: -len(item[1]))


def reasons(case: CaseSeen, texts: Texts, language: str) -> Iterator[tuple[str, str]]:
    """Signal and reason of each finding that counted, in words; a person's own reason where no signal spoke."""
    counted = sorted((finding for finding in case.findings if finding.weight > 0), key=lambda finding: -finding.weight)
    for finding in counted:
        yield finding.signal, texts.say(language, finding.key, **finding.values).plain()
    if not counted:
        yield case.action, case.reason


# --- for machines -------------------------------------------------------------------------------------------------


def as_json(seen: Seen) -> dict[str, Any]:
    """Everything, with stable keys: counts, cases with their reasons and words, incidents, calls, speed."""
    return {
        "groups": list(seen.groups),
        "messages": seen.messages,
        "people": seen.people,
        "first_at": seen.first_at,
        "last_at": seen.last_at,
        "cases": {
            "count": len(seen.cases),
            "by_action": Counter(case.action for case in seen.cases),
            "by_signal": {signal: len(cases) for signal, cases in by_signal(seen.cases)},
            "list": [_case(seen, case) for case in seen.cases],
        },
        "incidents": [
            {
                "number": incident.number,
                "word": incident.word,
                "level": incident.level,
                "opened_at": incident.opened_at,
                "people": incident.people,
                "messages": len(incident.messages),
                "first_words": _said(seen, incident.messages),
            }
            for incident in seen.incidents
        ],
        "checkins": asdict(seen.checkins),
        "calls": seen.calls,
        "labels": {
            label: {**asdict(tally), "missed": tally.messages - tally.caught} for label, tally in seen.tallies().items()
        },
        "skipped": seen.skipped,
        "bad_lines": [{"line": line, "why": why} for line, why in seen.bad_lines],
        "minutes_only": seen.spread,
        "silent_days_passed_at_once": seen.silent_days,
        "faults": seen.parked,
        "seconds": round(seen.seconds, 3),
        "cpu_seconds": round(seen.cpu_seconds, 3),
        "messages_per_second": round(seen.per_second, 1),
    }


def _case(seen: Seen, case: CaseSeen) -> dict[str, Any]:
    return {
        "number": case.number,
        "at": case.opened_at,
        "action": case.action,
        "reasons": [
            {"signal": signal, "reason": reason} for signal, reason in reasons(case, seen.texts, seen.language)
        ],
        "messages": [key[1] for key in case.messages],
        "words": _said(seen, case.messages),
    }
