"""With somebody whom the staff remove goes what they wrote lately; it is part of their case, and Undo brings it back."""

from dataclasses import replace

from bot.features.moderation.model import Case, Part
from bot.features.settings.model import Group
from handlers.desk import Desk
from handlers.moderation.consequences import delete
from handlers.moderation.places import Place
from handlers.moderation.recent import keep_with, still_there
from handlers.moderation.rights import remember_lack


async def sweep(desk: Desk, group: Group, case: Case, place: Place | None) -> tuple[Case, bool]:
    """Have the recent messages of a case's subject deleted, and those of the case that are still there.

    Also says whether that is under way; then `DELETED` answers at ``place``.
    """
    cases = desk.store.chat(group.chat_id).cases
    own = await cases.messages(case.id)
    known = {message.message_id for message in own}
    joining = [h for h in await still_there(desk, group, case.subject.id, desk.now) if h.message_id not in known]
    staying = [message.message_id for message in own if message.kept]
    ids = sorted([*staying, *(heard.message_id for heard in joining)])
    if not ids:
        return case, False
    case, is_under_way = delete(desk, group, case, ids, place=place)
    if not is_under_way:
        await remember_lack(desk, group, case.error)
        return case, False
    for message_id in staying:
        cases.mark_kept(case.id, message_id, kept=False)
    for heard in joining:
        keep_with(desk, group, case, heard, part=Part.SWEPT, kept=False)
    return replace(case, messages=case.messages + len(joining)), True
