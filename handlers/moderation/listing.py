"""Cases listed, a line each, with a button each to take it back."""

from collections.abc import Sequence
from enum import StrEnum

from bot.core.errors import Refused
from bot.core.text import Markup, clip
from bot.features.moderation.docket import RAID
from bot.features.moderation.model import Case
from bot.features.settings.model import Group
from handlers.commands import Request, reply
from handlers.desk import Desk, Rows
from handlers.keyboards import button
from handlers.moderation.cards import who

LISTED = 10


class Listing(StrEnum):
    """What is listed. Its buttons say so, with a key, so that the list can follow what is undone from it."""

    HOUR = "hour"
    """the cases on an hour's card, of every group the reader runs"""
    RAID = "raid"
    """the newest cases on a raid's card; the key is the row id of its first case"""
    PERSON = "person"
    """the newest cases of the person or channel with this id"""
    ONE = "one"
    """the case with this row id"""


async def list_of_person(desk: Desk, request: Request, group: Group, subject_id: int) -> None:
    """Show the newest cases of one person."""
    await _reply(desk, request, group, Listing.PERSON, subject_id)


async def list_newest(desk: Desk, request: Request, group: Group) -> None:
    """Show the last case, which most questions are about."""
    last = await desk.store.chat(group.chat_id).cases.last()
    if last is None:
        raise Refused("case-none")
    await _reply(desk, request, group, Listing.ONE, last.id)


async def _reply(desk: Desk, request: Request, group: Group, listing: Listing, key: int) -> None:
    language = await desk.language_of(request.asker.id, group.language)
    text, buttons = await list_in(desk, group, language, listing, key)
    await reply(desk, request, group, text, buttons, privately=True)


async def list_in(desk: Desk, group: Group, language: str, listing: Listing, key: int) -> tuple[Markup, Rows]:
    """A list of one group's cases.

    Raises:
        Refused: there are none.
    """
    found = await _found(desk, group, listing, key)
    if not found:
        raise Refused("case-none")
    title = "cases-of-title" if listing is Listing.PERSON else "cases-title"
    return listed(desk, language, found, desk.say(language, title), (listing, key))


async def _found(desk: Desk, group: Group, listing: Listing, key: int) -> Sequence[Case]:
    cases = desk.store.chat(group.chat_id).cases
    match listing:
        case Listing.RAID:
            return await cases.on_card(f"{RAID}{key}", LISTED)
        case Listing.PERSON:
            return await cases.of_subject(key, LISTED)
        case Listing.ONE:
            one = await cases.find(key)
            return [] if one is None else [one]
        case Listing.HOUR:
            return []  # of more than one group: `handlers.moderation.hourly`


def listed(
    desk: Desk, language: str, found: Sequence[Case], title: Markup, where: Sequence[object]
) -> tuple[Markup, Rows]:
    """Cases, a line each, with a button each to take it back. ``where``: what the buttons say of their list."""
    lines, buttons = [Markup.bold(title)], []
    for case in found:
        undone = desk.say(language, "case-undone", name=case.undone_name or "?")
        lines.append(
            desk.say(
                language,
                "cases-line",
                number=str(case.number),
                who=who(case),
                what=undone if case.is_undone else desk.say(language, f"action-{case.action.word}"),
                text=clip(case.excerpt.replace("\n", " ") or "…", 60),
            )
        )
        if case.is_to_undo:
            label = desk.say(language, "cases-button-undo", number=str(case.number)).plain()
            buttons.append([button(label, "case", "undo", case.id, *where)])
    return Markup("\n").join(lines), buttons
