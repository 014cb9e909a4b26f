"""What is looked up about who comes in: the community's list and bans at once, an outside list while they are asked."""

from dataclasses import replace
from datetime import timedelta

import msgspec

from bot.core.effect import AskOutsideList, Outcome
from bot.core.ids import UserId
from bot.features.entry.blocklist import Obstacle, find
from bot.features.entry.model import Application, Ending, Hurdle, State
from bot.features.settings.model import Group
from handlers.desk import Desk
from handlers.entry.applications import applications_of, pending
from handlers.entry.decisions import approve, conclude

CHECKED = "entry_checked"
PATIENCE = timedelta(seconds=30)
"""How long the outside list may keep somebody waiting, restarts included."""


async def examine(desk: Desk, group: Group, application: Application) -> Application:
    """The application with who invited them and what speaks against it. For both doors; an outside list is asked, and not
    waited for.
    """
    if application.link:
        invite = await desk.store.chat(group.chat_id).invites.by_link(application.link)
        application = replace(application, invited_by=invite.made_by if invite is not None else None)
    found = await obstacle(desk, group, application.user_id, application.name, application.bio)
    if found is not None:
        return replace(application, hurdle=found.hurdle, detail=found.detail)
    if not desk.house.has_outside_list:
        return application
    desk.work.emit(
        AskOutsideList(group.chat_id, application.user_id),
        expires_at=desk.now + PATIENCE,
        report=CHECKED,
        memo=str(application.id),
    )
    return replace(application, is_checked=False)


async def checked(desk: Desk, body: bytes) -> None:
    """What the outside list says; when it says nothing, nobody is on it."""
    outcome = msgspec.json.decode(body, type=Outcome)
    group, application = await pending(desk, int(outcome.memo))
    if group is None or application is None or application.is_checked:
        return
    application = replace(application, is_checked=True)
    listed = outcome.accepted and outcome.data.get("listed") is True
    if listed and application.state in (State.ASKED, State.CHECKING, State.REVIEW):
        await conclude(desk, group, replace(application, hurdle=Hurdle.OUTSIDE_LIST), Ending.BLOCKED)
    elif application.state is State.CHECKING:
        await approve(desk, application, application.ending or Ending.PASSED)
    else:
        await applications_of(desk, application).save(application)


async def obstacle(desk: Desk, group: Group, user_id: UserId, name: str, bio: str = "") -> Obstacle | None:
    """What the community's own lists have against somebody: words in the name or bio, a ban in another group."""
    community = desk.store.community(group.community_id)
    found = find(await community.entry_patterns.all(), name, bio)
    if found is not None:
        return found
    known_as = (user_id, desk.house.pseudonym(user_id))
    place = await community.bans.elsewhere(known_as, group.chat_id, desk.now)
    return None if place is None else Obstacle(Hurdle.BANNED, place)
