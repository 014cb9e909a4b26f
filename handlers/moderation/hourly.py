"""The hour's card: what the machine was sure of, one silent card per community, hour and reader."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from bot.core.effect import EditMessage, Repeat
from bot.core.errors import Refused
from bot.core.ids import ChatId, community_mailbox, mailbox_id
from bot.core.text import Markup
from bot.features.moderation.docket import HOUR
from bot.features.moderation.model import Case, Told
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers import access
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button
from handlers.moderation.cards import CERTAIN, Certain, compose
from handlers.moderation.listing import LISTED, Listing, listed
from storage.moderation import Tally

REFRESH = "hour_card"
CARD_SENT = "hour_card_sent"
EDITED_AT_ONCE = 3
"""A card with more cases is edited every few seconds instead of each time."""
REFRESH_EVERY = timedelta(seconds=5)


@dataclass(slots=True)
class Page:
    """An hour's card as the community's mailbox remembers it. ``told``: who has it, by chat."""

    told: dict[int, Told] = field(default_factory=dict)
    is_open: bool = False
    changes: int = 0
    is_planned: bool = False


async def certain(desk: Desk, body: bytes) -> None:
    """A case was put on an hour's card, or one on it has changed."""
    card = msgspec.json.decode(body, type=Certain).card
    page = await _page(desk, card)
    page.changes += 1
    if page.changes <= EDITED_AT_ONCE:
        await _show(desk, card, page)
    elif not page.is_planned:
        page.is_planned = True
        desk.store.schedules(desk.work.mailbox).set(card, REFRESH, desk.now + REFRESH_EVERY)


async def refresh(desk: Desk, body: bytes) -> None:
    """Bring an hour's card up to date."""
    card = msgspec.json.decode(body, type=Due).key
    page = await _page(desk, card)
    page.is_planned = False
    await _show(desk, card, page)


async def show_untold(desk: Desk, since: datetime) -> None:
    """Somebody can be reached now: show the cards that nobody has seen; in the community's mailbox."""
    cards = await desk.store.community(mailbox_id(desk.work.mailbox)).hour_cards.untold(since)
    pages = [(card, await _page(desk, card)) for card in cards]
    for card, page in pages:
        await _show(desk, card, page)


async def take_back(desk: Desk, card: str, chat_id: int) -> None:
    """A reader was refused the card: what nobody has got waits."""
    store, page = desk.store.community(mailbox_id(desk.work.mailbox)), await _page(desk, card)
    page.told.pop(chat_id, None)
    store.hour_cards.tell(card, tuple(page.told.values()))
    for group_id in [] if page.told else await store.cases.tallies(card):
        desk.store.troubles(group_id).note("nobody_reachable", desk.now)


async def _page(desk: Desk, card: str) -> Page:
    async def load() -> Page:
        told = await desk.store.community(mailbox_id(desk.work.mailbox)).hour_cards.told(card)
        return Page({one.user_id: one for one in told or ()}, told is not None)

    page: Page = await desk.work.buffer.remember(("hour", card), load)
    return page


async def _show(desk: Desk, card: str, page: Page) -> None:
    """Send the card to who sees it for the first time, edit it for the others."""
    store = desk.store.community(mailbox_id(desk.work.mailbox))
    tallies = await store.cases.tallies(card)
    readers: dict[int, tuple[Told, list[Group]]] = {}
    for chat_id in tallies:
        group = await desk.group(chat_id)
        for told in await desk.audience(group) if group is not None else ():
            assert group is not None, "an audience belongs to a group"
            readers.setdefault(told.user_id, (told, []))[1].append(group)
    undone = await store.cases.undone_on(card, LISTED)
    shown = []
    for told, groups in readers.values():
        tally = _sum(tallies[group.chat_id] for group in groups)
        shown.append((told, *await _compose(desk, card, groups, tally, undone, told.language)))
    for told, text, buttons in shown:
        handle = f"{card}:{told.user_id}"
        if told.user_id in page.told:
            edit = EditMessage(told.user_id, text, tuple(tuple(row) for row in buttons))
            desk.work.emit(edit, handle=handle)
        else:
            desk.send(
                told.user_id,
                text,
                buttons,
                repeat=Repeat.WANTED,
                silent=True,
                handle=handle,
                report=CARD_SENT,
                memo=card,
            )
            page.told[told.user_id] = told
    told_now = tuple(page.told.values())
    if not page.is_open:
        store.hour_cards.open(card, told_now, desk.now)
        page.is_open = True
    else:
        store.hour_cards.tell(card, told_now)


def _sum(tallies: Iterable[Tally]) -> Tally:
    found = list(tallies)
    return Tally(
        sum(one.cases for one in found),
        min(one.first for one in found),
        max(one.last for one in found),
        sum(one.messages for one in found),
        sum(one.removed for one in found),
    )


async def _compose(
    desk: Desk, card: str, groups: list[Group], tally: Tally, undone: list[Case], language: str
) -> tuple[Markup, Rows]:
    """One case is shown in full; several are counted, with a button that lists them."""
    if tally.cases == 1:
        mine = {group.chat_id: group for group in groups}
        store = desk.store.community(mailbox_id(desk.work.mailbox))
        for case in await store.cases.on_card(card, LISTED * 10):
            if case.chat_id in mine:
                return compose(desk, mine[case.chat_id], case, language)
    say, zone = desk.say, ZoneInfo(groups[0].timezone)
    community, hour = card.removeprefix(HOUR).split(":")
    begin = datetime.fromtimestamp(int(hour) * 3600, UTC).astimezone(zone)
    names = say(language, "list-separator").join(Markup.escape(group.title) for group in groups[:5])
    lines = [
        Markup.bold(say(language, "hour-title", groups=names)),
        say(
            language,
            "hour-count",
            cases=tally.cases,
            begin=f"{begin:%m-%d %H:%M}",
            end=f"{begin + timedelta(hours=1):%H:%M}",
        ),
        say(language, "raid-removed", messages=tally.messages, removed=tally.removed),
    ]
    if taken_back := _undone(desk, undone, groups, language):
        lines.append(say(language, "hour-undone", cases=say(language, "list-separator").join(taken_back)))
    return Markup("\n").join(lines), [
        [button(say(language, "hour-button-list").plain(), "hour", "list", community, hour)]
    ]


def _undone(desk: Desk, undone: list[Case], groups: list[Group], language: str) -> list[Markup]:
    """The cases of these groups that were undone, with who did it."""
    mine = {group.chat_id for group in groups}
    return [
        desk.say(language, "hour-undone-case", number=str(case.number), name=case.undone_name or "?")
        for case in undone
        if case.chat_id in mine
    ]


async def pressed(desk: Desk, press: Press) -> None:
    """The cases on a card, newest first, each with its own way back; only those of groups the presser runs."""
    community, hour = press.intent.number(), press.intent.number(1)
    if desk.work.mailbox != community_mailbox(community):
        desk.work.forward(community_mailbox(community), access.PRESS, press)
        return
    before = press.intent.number(2) if len(press.intent.arguments) > 2 else 0
    text, buttons = await list_of_hour(desk, press.presser.id, community, hour, before)
    desk.answer(press)
    desk.send(press.chat_id, text, buttons, reply_to=press.message_id, thread_id=press.thread_id)


async def list_of_hour(desk: Desk, reader_id: int, community: int, hour: int, before: int) -> tuple[Markup, Rows]:
    """The cases on a card in groups that the reader runs; ``before``: only those older than a row id, 0 for all.

    Raises:
        Refused: there are none.
    """
    card = f"{HOUR}{community}:{hour}"
    found = await desk.store.community(community).cases.on_card(card, LISTED, before or None)
    runs: dict[ChatId, bool] = {}
    for case in found:
        if case.chat_id not in runs:
            group = await desk.group(case.chat_id)
            runs[case.chat_id] = group is not None and group.is_admin(reader_id)
    mine = [case for case in found if runs[case.chat_id]]
    if not mine:
        raise Refused("press-not-yours" if found else "case-none")
    language = await desk.language_of(reader_id)
    where = (Listing.HOUR, community, hour, before)
    text, buttons = listed(desk, language, mine, desk.say(language, "cases-title"), where)
    if len(found) == LISTED:
        older = desk.say(language, "hour-button-older").plain()
        buttons = [*buttons, [button(older, "hour", "list", community, hour, found[-1].id)]]
    return text, buttons


EVENTS = {CERTAIN: certain, REFRESH: refresh}
