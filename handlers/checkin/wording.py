"""What is said about one check-in."""

from collections.abc import Sequence

from bot.core.text import Markup
from bot.features.checkin.model import Lacking, Outcome, Participant, Programme, Verdict
from bot.features.points.model import Entry, Reason
from handlers.desk import Desk


def refused(desk: Desk, language: str, programme: Programme, verdict: Verdict) -> Markup:
    """Why it does not count."""
    terms, name = programme.terms, programme.name
    match verdict.outcome:
        case Outcome.ALREADY:
            return desk.say(language, "checkin-already", streak=verdict.streak)
        case Outcome.CLOSED:
            return desk.say(language, "checkin-closed", name=name, window=str(programme.window))
        case Outcome.REPEATED:
            return desk.say(language, "checkin-repeated", name=name)
        case Outcome.TOO_POOR:
            return desk.say(language, "checkin-deposit-short", name=name, deposit=terms.deposit)
        case _:
            lacking = verdict.lacking or Lacking.NOTE
            return desk.say(language, f"checkin-lacks-{lacking}", name=name, note=terms.note, tag=terms.hashtag)


def done(
    desk: Desk,
    language: str,
    programme: Programme,
    verdict: Verdict,
    entries: Sequence[Entry],
    balance: int,
    joined: Participant | None,
) -> Markup:
    """Streak, rank of the day, points; one line, and one more for each thing to celebrate."""
    say = desk.say
    line = say(language, "checkin-done", rank=verdict.rank, streak=verdict.streak)
    total = balance + sum(entry.amount for entry in entries)
    usual = sum(entry.amount for entry in entries if entry.reason is Reason.CHECKIN)
    if usual:
        line += say(language, "checkin-points", points=usual, balance=total)
    lines = [line]
    if programme.days is not None:
        number = programme.number_of(verdict.day)
        lines.append(say(language, "checkin-programme-day", name=programme.name, number=number, days=programme.days))
    if joined is not None and joined.team is not None:
        lines.append(say(language, "checkin-team", team=programme.terms.teams[joined.team]))
    if joined is not None and joined.deposit:
        lines.append(say(language, "checkin-deposit", deposit=joined.deposit))
    lines += [
        say(language, "checkin-bonus", days=int(entry.note), points=entry.amount)
        for entry in entries
        if entry.reason is Reason.STREAK
    ]
    return Markup("\n").join(lines)
