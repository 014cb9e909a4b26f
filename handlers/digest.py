"""The digest: planned per group, gathered beside the group's own mailbox, written in each reader's language."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from bot.core.effect import Button, Buttons, Outcome, Repeat, SendMessage, SendPicture, encode_call
from bot.core.ids import ChatId, Mailbox, UserId
from bot.core.period import MIDNIGHT, instant_of, next_run, parse_time
from bot.core.text import CAPTION_LIMIT, MESSAGE_LIMIT, Markup, clip, utf16_length
from bot.features.activities.model import RunOutcome
from bot.features.digest import rules
from bot.features.digest.model import Asks, Burning, Decision, Digest, Facts, Failure, Figure, Kind, Metric, Period
from bot.features.digest.settings import OFF, DigestSettings
from bot.features.settings.model import Group
from bot.pictures.spec import Bars, DigestPicture, HeatMap, Number, Numbers
from bot.runtime.ticker import Due
from handlers import crisis
from handlers.commands import Audience, Command, Misused, Request, ask_to_start, reply
from handlers.desk import Desk, Rows
from handlers.keyboards import button
from handlers.routes import Routes

DUE = "digest_due"
WANTED = "digest_wanted"
DRAWN = "digest_drawn"

UNREAD = "digest_unread"
"""The trouble of a digest that had no reader."""
KNOWN_FAILURES: Final = ("nobody_reachable", crisis.UNHEARD, UNREAD)
MOST_TEXTS: Final = 8_000
"""Texts of the period, and as many of the week before, that topics are sought in."""
EARLIER: Final = timedelta(days=7)
MOST_FAILURES: Final = 4
DRAWN_WITHIN: Final = timedelta(minutes=10)
"""A picture that cannot be drawn for so long is given up; the text does without it."""

KINDS: Final = {"": Kind.DAY, "day": Kind.DAY, "日报": Kind.DAY, "week": Kind.WEEK, "周报": Kind.WEEK}
SHOWN: Final = (Metric.ACTIVE, Metric.MESSAGES, Metric.JOINED, Metric.LEFT, Metric.CHECKINS, Metric.DELETED)
"""The figures on the picture."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A digest to make. ``due_at`` is when it should have come, None when somebody asked for it now."""

    chat_id: ChatId
    period: Period
    readers: tuple[UserId, ...]
    due_at: datetime | None = None


# --- when -----------------------------------------------------------------------------------------------------------


async def plan(desk: Desk, group: Group) -> None:
    """Make sure that the group's digest comes at its hour; called whenever the group has been inspected."""
    await _plan(desk, group, group.settings(DigestSettings).at)


async def _plan(desk: Desk, group: Group, at: str) -> None:
    schedules, key = desk.store.schedules(group.mailbox), f"digest:{group.chat_id}"
    planned = await schedules.find(key)
    if at == OFF:
        if planned is not None:
            schedules.cancel(key)
        return
    rule = rules.rule(at)
    if planned is not None and planned.rule == str(rule) and planned.zone == group.timezone:
        return
    first = next_run(rule, ZoneInfo(group.timezone), desk.now)
    schedules.set(key, DUE, first, rule=str(rule), zone=group.timezone)


async def came_due(desk: Desk, body: bytes) -> None:
    """The hour has come, or it came while the bot was down: the days until now are told, once."""
    due = msgspec.json.decode(body, type=Due)
    group = await desk.group(int(due.key.partition(":")[2]))
    if group is None:
        return
    settings = group.settings(DigestSettings)
    await _plan(desk, group, settings.at)
    if settings.at == OFF:
        return
    readers = (*sorted(group.owners), *(UserId(user) for user in settings.readers if group.is_admin(user)))
    zone = ZoneInfo(group.timezone)
    came = group.added_at.astimezone(zone).date()
    for period in rules.due(due.due_at, desk.now, zone, came):
        wanted = Wanted(group.chat_id, period, tuple(dict.fromkeys(readers)), due.due_at)
        desk.work.forward(_mailbox(group.chat_id), WANTED, wanted)


def _mailbox(chat_id: int) -> Mailbox:
    """A mailbox of its own: looking for topics takes a while, and the group must not wait for it."""
    return Mailbox(f"digest:{chat_id}")


# --- /digest --------------------------------------------------------------------------------------------------------


async def digest(desk: Desk, request: Request, group: Group) -> None:
    """The report now, or when it shall come."""
    verb, _, rest = request.args.strip().lower().partition(" ")
    if verb in KINDS and not rest.strip():
        if not await desk.store.people.reachable([request.asker.id]):
            await ask_to_start(desk, request, group)
            return
        period = rules.asked(KINDS[verb], desk.now, ZoneInfo(group.timezone))
        wanted = Wanted(group.chat_id, period, (request.asker.id,))
        desk.work.forward(_mailbox(group.chat_id), WANTED, wanted)
        return
    if verb in ("at", "时间") and rest.strip():
        at = f"{parse_time(rest):%H:%M}"
    elif verb in ("off", "关") and not rest.strip():
        at = OFF
    else:
        raise Misused
    await _set_hour(desk, request, group, at)


async def _set_hour(desk: Desk, request: Request, group: Group, at: str) -> None:
    """Owners set the hour for the group; an administrator also becomes a reader, or with "off" ceases to be one."""
    readers = group.settings(DigestSettings).readers
    asker, language = request.asker.id, await desk.language_of(request.asker.id, group.language)
    leaves = at == OFF and not group.is_owner(asker)
    if not leaves:
        await _plan(desk, group, at)
        desk.store.groups.set_value(group, DigestSettings.feature, "at", at)
    if not group.is_owner(asker):
        changed = [user for user in readers if user != asker] + ([] if leaves else [int(asker)])
        desk.store.groups.set_value(group, DigestSettings.feature, "readers", changed)
    key = "digest-unsubscribed" if leaves else "digest-off" if at == OFF else "digest-set"
    values = {} if at == OFF else {"at": at}
    await reply(desk, request, group, desk.say(language, key, group=group.title, **values), privately=True)


# --- making it ------------------------------------------------------------------------------------------------------


async def make(desk: Desk, body: bytes) -> None:
    """Gather the facts of a group, and send the digest to its readers."""
    wanted = msgspec.json.decode(body, type=Wanted)
    group = await desk.group(wanted.chat_id)
    if group is None:
        return
    readers = await desk.store.people.reachable(wanted.readers)
    if not readers:
        desk.store.troubles(group.chat_id).note(UNREAD, desk.now)
        return
    facts = await _facts(desk, group, wanted)
    made = rules.make(facts)
    for reader in readers:
        language = desk.house.texts.match(reader.speaks) if reader.speaks else group.language
        _send(desk, reader.user_id, language, group, made, wanted.due_at)


async def _facts(desk: Desk, group: Group, wanted: Wanted) -> Facts:
    store, period, zone = desk.store.chat(group.chat_id), wanted.period, ZoneInfo(group.timezone)
    history, incidents = store.history, desk.store.community(group.community_id).incidents
    starts = instant_of(period.first, MIDNIGHT, zone)
    ends = min(instant_of(period.last + timedelta(days=1), MIDNIGHT, zone), desk.now + timedelta(seconds=1))
    weeks = range(rules.WEEKS_BACK + 1) if period.is_over else range(1)
    spans = [period.earlier(week) for week in weeks]
    burning = [Burning(one, len((await incidents.evidence(one.id)).people)) for one in await incidents.open()]
    reachable = {known.user_id for known in await desk.store.people.reachable(group.staff)}
    names = {admin.user_id: admin.name for admin in group.admins.values()}
    said = await history.said(starts, ends, MOST_TEXTS)
    return Facts(
        period=period,
        since=group.added_at.astimezone(zone).date(),
        hours=await history.hours(rules.reads_from(period), period.last),
        active=tuple([await history.active(span.first, span.last) for span in spans]),
        present=await store.members.present(),
        burning=tuple(burning),
        missing_rights=group.missing_rights,
        reached=len(reachable),
        unreached=tuple(names.get(user, str(user)) for user in group.staff if user not in reachable),
        applications=await history.applications_in_review(),
        failures=tuple(
            Failure(trouble.kind, trouble.times, trouble.last_at)
            for trouble in await desk.store.troubles(group.chat_id).since(starts)
        ),
        posts_skipped=await history.posts(RunOutcome.SKIPPED, starts, ends),
        posts_failed=await history.posts(RunOutcome.FAILED, starts, ends),
        topics=await desk.house.topics.find(said, await history.said(starts - EARLIER, starts, MOST_TEXTS)),
        late=desk.now - wanted.due_at if wanted.due_at is not None else timedelta(),
    )


def _send(desk: Desk, user_id: int, language: str, group: Group, made: Digest, due_at: datetime | None) -> None:
    """One message with picture and text where the text fits under a picture, else picture first, then the text."""
    text = _text(desk, language, group, made, due_at)
    rows = _buttons(desk, language, made)
    if made.is_silent:
        desk.send(user_id, text, rows, repeat=Repeat.WANTED)
        return
    buttons: Buttons = tuple(tuple(row) for row in rows)
    picture = msgspec.to_builtins(_picture(desk, language, group, made))
    if utf16_length(text) <= CAPTION_LIMIT:
        # If it cannot be drawn, or not in time, the text is sent without it.
        instead = encode_call(SendMessage(user_id, text, buttons)).decode()
        desk.work.emit(
            SendPicture(user_id, picture, text, buttons),
            repeat=Repeat.WANTED,
            expires_at=desk.now + DRAWN_WITHIN,
            report=DRAWN,
            memo=instead,
        )
        return
    drawn = desk.work.emit(
        SendPicture(user_id, picture, _title(desk, language, group, made)),
        repeat=Repeat.WANTED,
        expires_at=desk.now + DRAWN_WITHIN,
    )
    desk.send(user_id, text, rows, repeat=Repeat.WANTED, after=drawn)


async def drawn(desk: Desk, body: bytes) -> None:
    """A picture that was refused: its text is sent alone."""
    outcome = msgspec.json.decode(body, type=Outcome)
    if not outcome.accepted:
        desk.work.emit(msgspec.json.decode(outcome.memo, type=SendMessage), repeat=Repeat.WANTED)


# --- in words -------------------------------------------------------------------------------------------------------


def _text(desk: Desk, language: str, group: Group, made: Digest, due_at: datetime | None) -> Markup:
    say = desk.say
    parts: list[list[Markup]] = [[_title(desk, language, group, made)]]
    if made.late and due_at is not None:
        at = f"{due_at.astimezone(ZoneInfo(group.timezone)):%m-%d %H:%M}"
        parts[0].append(say(language, "digest-late", at=at))
    if made.decisions:
        lines = [_decision(desk, language, group, decision) for decision in made.decisions]
        numbered = [Markup(f"{number}. ") + line for number, line in enumerate(lines, 1)]
        parts.append([Markup.bold(say(language, "digest-decide")), *numbered])
    asked = {decision.burning for decision in made.decisions}
    if rest := [burning for burning in made.burning if burning not in asked]:
        lines = [crisis.line(desk, language, group.timezone, b.incident, b.people) for b in rest[:10]]
        parts.append([Markup.bold(say(language, "digest-incidents")), *lines])
    if made.is_silent:
        parts.append([say(language, "digest-silent", present=made.present)])
    else:
        parts.append(_numbers(desk, language, made))
        if made.topics:
            words = [say(language, "digest-topic", word=topic.word, people=topic.people) for topic in made.topics]
            separator = say(language, "list-separator")
            parts.append([Markup.bold(say(language, "digest-topics")), separator.join(words)])
    parts.append(_failures(desk, language, group, made))
    parts.append([Markup.italic(say(language, "digest-since", since=made.since.isoformat()))])
    return clip(Markup("\n\n").join(Markup("\n").join(lines) for lines in parts if lines), MESSAGE_LIMIT)


def _title(desk: Desk, language: str, group: Group, made: Digest) -> Markup:
    kind = desk.say(language, f"digest-kind-{made.period.kind.value}")
    return Markup.bold(
        desk.say(
            language, "digest-title", group=clip(group.title, 60), kind=kind, when=_when(desk, language, made.period)
        )
    )


def _when(desk: Desk, language: str, period: Period) -> Markup:
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


def _decision(desk: Desk, language: str, group: Group, decision: Decision) -> Markup:
    say, separator = desk.say, desk.say(language, "list-separator")
    match decision.asks:
        case Asks.INCIDENT:
            assert decision.burning is not None, "a decision about an incident has one"
            return crisis.line(desk, language, group.timezone, decision.burning.incident, decision.burning.people)
        case Asks.APPLICATIONS:
            return say(language, "digest-decide-applications", count=decision.amount)
        case Asks.RIGHTS:
            rights = separator.join(say(language, f"right-{right}") for right in decision.names)
            return say(language, "digest-decide-rights", rights=rights)
        case Asks.UNREACHABLE:
            return say(language, "digest-decide-unreachable", names=separator.join(decision.names[:5]))


def _numbers(desk: Desk, language: str, made: Digest) -> list[Markup]:
    say = desk.say
    lines = [Markup.bold(say(language, "digest-numbers"))]
    for figure in made.figures:
        line = say(language, f"digest-{figure.metric.value}", count=figure.value)
        if figure.usual is not None:
            line += _compared(desk, language, made.period, figure)
        lines.append(line)
    lines.append(say(language, "digest-present", count=made.present))
    if not made.has_history:
        lines.append(say(language, "digest-no-history"))
    return lines


def _compared(desk: Desk, language: str, period: Period, figure: Figure) -> Markup:
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


def _failures(desk: Desk, language: str, group: Group, made: Digest) -> list[Markup]:
    say, zone = desk.say, ZoneInfo(group.timezone)
    lines: list[Markup] = []
    if made.posts_skipped:
        lines.append(say(language, "digest-posts-skipped", count=made.posts_skipped))
    if made.posts_failed:
        lines.append(say(language, "digest-posts-failed", count=made.posts_failed))
    for failure in made.failures[:MOST_FAILURES]:
        known = failure.kind in KNOWN_FAILURES
        what = say(language, f"digest-failure-{failure.kind}") if known else Markup.escape(failure.kind)
        at = f"{failure.last_at.astimezone(zone):%m-%d %H:%M}"
        lines.append(say(language, "digest-failure", what=what, times=failure.times, at=at))
    return [Markup.bold(say(language, "digest-failures")), *lines] if lines else []


def _buttons(desk: Desk, language: str, made: Digest) -> Rows:
    """What can be decided with a tap."""
    rows: list[list[Button]] = []
    for decision in made.decisions:
        if decision.burning is not None:
            incident = decision.burning.incident
            take, dismiss = desk.say(language, "incident-take").plain(), desk.say(language, "incident-dismiss").plain()
            rows.append(
                [
                    button(f"{incident.number} · {take}", "incident", "take", incident.id),
                    button(f"{incident.number} · {dismiss}", "incident", "dismiss", incident.id),
                ]
            )
    return rows


# --- as a picture ---------------------------------------------------------------------------------------------------


def _picture(desk: Desk, language: str, group: Group, made: Digest) -> DigestPicture:
    """The numbers on cards, messages per day, and the hours of the last week."""

    def said(key: str, **values: str | int) -> str:
        return desk.say(language, key, **values).plain()

    figures = {figure.metric: figure for figure in made.figures}
    numbers = [
        Number(
            said(f"digest-label-{metric.value}"),
            f"{figures[metric].value:,}",
            _change(figures[metric]),
            figures[metric].trend,
        )
        for metric in SHOWN
    ]
    weekdays = [said(f"weekday-{day.isoweekday()}") for day, _ in made.heat]
    return DigestPicture(
        title=group.title,
        subtitle=f"{said(f'digest-kind-{made.period.kind.value}')} · {_when(desk, language, made.period).plain()}",
        panels=(
            Numbers(said("digest-numbers"), tuple(numbers)),
            Bars(
                said("digest-per-day", count=len(made.days)),
                tuple(f"{day.month}/{day.day}" for day, _ in made.days),
                tuple(value for _, value in made.days),
                highlight=len(made.days) - 1,
            ),
            HeatMap(
                said("digest-hours"),
                tuple(weekdays),
                tuple(str(hour) for hour in range(24)),
                tuple(values for _, values in made.heat),
            ),
        ),
        footer=said("digest-since", since=made.since.isoformat()),
        empty=said("digest-empty"),
    )


def _change(figure: Figure) -> str:
    if not figure.change:
        return ""
    return f"{'▲' if figure.change > 0 else '▼'} {abs(figure.change)}%"


ROUTES = Routes(
    commands=(
        Command(
            "digest", Audience.ADMIN, "/digest [day|week|at HH:MM|off]", "/digest at 09:00", run=digest, secret=True
        ),
    ),
    events={DUE: came_due, WANTED: make, DRAWN: drawn},
)
