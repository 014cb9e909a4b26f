"""What stays of a ban at the gate: a case like any other, which can be looked up and undone."""

from dataclasses import replace

from bot.core.event import SenderKind
from bot.features.entry.model import Application
from bot.features.moderation.model import Action, Progress, Subject
from bot.features.settings.model import Group
from handlers.desk import Desk
from handlers.entry.cards import decider


async def record_ban(desk: Desk, group: Group, application: Application) -> None:
    """Open the case of a ban that Telegram has carried out; it is in the name of the administrator, if there is one."""
    cases = desk.store.chat(group.chat_id).cases
    subject = Subject(SenderKind.USER, application.user_id, application.name)
    by = application.decided_by
    surge = await desk.store.chat(group.chat_id).surges.latest()
    with_all = surge is not None and surge.has_banned(application)
    ending = "surge" if with_all else application.ending.value if application.ending else ""
    reason = desk.say(group.language, f"entry-case-{ending}", detail=application.detail).plain()
    actor_name = await decider(desk, group, application, group.language) if by is not None else None
    cases.add(
        replace(
            cases.new(group.community_id, subject, at=desk.now, action=Action.BAN),
            actor_id=by,
            actor_name=actor_name,
            reason=reason,
            sanction=Progress.DONE,
            card=surge.card if surge is not None and with_all else None,
        )
    )
