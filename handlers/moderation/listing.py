"""Cases listed, a line each, with a button each to take it back."""

from collections.abc import Sequence

from bot.core.errors import Refused
from bot.core.text import Markup, clip
from bot.features.moderation.model import Case
from bot.features.settings.model import Group
from handlers.commands import Request, reply
from handlers.desk import Desk, Rows
from handlers.keyboards import button
from handlers.moderation.cards import who

LISTED = 10


async def list_of_person(desk: Desk, request: Request, group: Group, subject_id: int) -> None:
    """Show the newest cases of one person."""
    found = await desk.store.chat(group.chat_id).cases.of_subject(subject_id, LISTED)
    await _list(desk, request, group, found, "cases-of-title")


async def list_newest(desk: Desk, request: Request, group: Group) -> None:
    """Show the last case, which most questions are about."""
    last = await desk.store.chat(group.chat_id).cases.last()
    await _list(desk, request, group, [last] if last is not None else [], "cases-title")


async def _list(desk: Desk, request: Request, group: Group, found: Sequence[Case], title: str) -> None:
    language = await desk.language_of(request.asker.id, group.language)
    if not found:
        raise Refused("case-none")
    text, buttons = listed(desk, language, found, desk.say(language, title))
    await reply(desk, request, group, text, buttons, privately=True)


def listed(
    desk: Desk, language: str, found: Sequence[Case], title: Markup, where: Sequence[object] = ()
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
