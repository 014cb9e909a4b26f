"""Making a digest: its facts are gathered, judged, and sent to each reader in their language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from bot.core.effect import Buttons, Outcome, Repeat, SendMessage, SendPicture, encode_call
from bot.core.ids import ChatId, UserId
from bot.core.period import MIDNIGHT, instant_of
from bot.core.text import CAPTION_LIMIT, utf16_length
from bot.features.activities.model import RunOutcome
from bot.features.digest import rules
from bot.features.digest.model import Burning, Digest, Facts, Failure, Nearness, Period
from bot.features.digest.rules import Said
from bot.features.settings.model import Group
from bot.features.theme.settings import ThemeSettings
from handlers.crisis.emerging import offer_terms
from handlers.crisis.praise import offer_praise
from handlers.desk import Desk
from handlers.digest.picture import picture_of
from handlers.digest.words import UNREAD, buttons_of, text_of, title_of
from handlers.moderation.state import wrong_by_signal

WANTED = "digest_wanted"
DRAWN = "digest_drawn"

MOST_TEXTS: Final = 8_000
"""Texts of the period, and as many of the week before, that topics are sought in."""
SIGNALS_SHOWN: Final = 5
EARLIER: Final = timedelta(days=7)
DRAWN_WITHIN: Final = timedelta(minutes=10)
"""A picture that cannot be drawn for so long is given up; the text does without it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A digest to make. ``due_at`` is when it should have come, None when somebody asked for it now."""

    chat_id: ChatId
    period: Period
    readers: tuple[UserId, ...]
    due_at: datetime | None = None


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
    if wanted.due_at is not None:
        await offer_terms(desk, group, readers, starts_of(group, wanted.period))
        await offer_praise(desk, group, readers)
    for reader in readers:
        language = desk.house.texts.match(reader.speaks) if reader.speaks else group.language
        _send(desk, reader.user_id, language, group, made, wanted.due_at)


def starts_of(group: Group, period: Period) -> datetime:
    """When a digest's days begin."""
    return instant_of(period.first, MIDNIGHT, ZoneInfo(group.timezone))


async def _facts(desk: Desk, group: Group, wanted: Wanted) -> Facts:
    store, period, zone = desk.store.chat(group.chat_id), wanted.period, ZoneInfo(group.timezone)
    history, incidents = store.history, desk.store.community(group.community_id).incidents
    starts = starts_of(group, period)
    ends = min(instant_of(period.last + timedelta(days=1), MIDNIGHT, zone), desk.now + timedelta(seconds=1))
    weeks = range(rules.WEEKS_BACK + 1) if period.is_over else range(1)
    spans = [period.earlier(week) for week in weeks]
    burning = [Burning(one, len((await incidents.evidence(one.id)).people)) for one in await incidents.open()]
    waiting, late = await desk.store.community(group.community_id).tickets.late()
    reachable = {known.user_id for known in await desk.store.people.reachable(group.staff)}
    names = {admin.user_id: admin.name for admin in group.admins.values()}
    said = await history.said(starts, ends, MOST_TEXTS)
    before = await history.said(starts - EARLIER, starts, MOST_TEXTS)
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
        topics=await desk.house.topics.find(said, before),
        tickets=waiting,
        tickets_late=late,
        appeals=len(await store.appeals.open()),
        wrong=tuple((await wrong_by_signal(desk, group)).most_common(SIGNALS_SHOWN)),
        late=desk.now - wanted.due_at if wanted.due_at is not None else timedelta(),
        nearness=await _nearness(desk, group, said, before),
    )


async def _nearness(desk: Desk, group: Group, said: Sequence[Said], before: Sequence[Said]) -> Nearness | None:
    """How much of the talk was near the group's theme, if it has one and enough was said."""
    theme = group.settings(ThemeSettings).words
    now = (await desk.house.topics.talk(said, theme)).percent if theme else None
    return None if now is None else Nearness(now, (await desk.house.topics.talk(before, theme)).percent)


def _send(desk: Desk, user_id: int, language: str, group: Group, made: Digest, due_at: datetime | None) -> None:
    """One message with picture and text where the text fits under a picture, else picture first, then the text."""
    text = text_of(desk, language, group, made, due_at)
    rows = buttons_of(desk, language, made)
    if made.is_silent:
        desk.send(user_id, text, rows, repeat=Repeat.WANTED)
        return
    buttons: Buttons = tuple(tuple(row) for row in rows)
    picture = msgspec.to_builtins(picture_of(desk, language, group, made))
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
        SendPicture(user_id, picture, title_of(desk, language, group, made)),
        repeat=Repeat.WANTED,
        expires_at=desk.now + DRAWN_WITHIN,
    )
    desk.send(user_id, text, rows, repeat=Repeat.WANTED, after=drawn)


async def drawn(desk: Desk, body: bytes) -> None:
    """A picture that was refused: its text is sent alone."""
    outcome = msgspec.json.decode(body, type=Outcome)
    if not outcome.accepted:
        desk.work.emit(msgspec.json.decode(outcome.memo, type=SendMessage), repeat=Repeat.WANTED)
