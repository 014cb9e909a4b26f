"""Cards that nobody could be shown: they are sent when somebody becomes reachable."""

from dataclasses import dataclass, replace
from datetime import timedelta

import msgspec

from bot.core.effect import Outcome, Status
from bot.core.ids import chat_mailbox, community_mailbox, mailbox_id
from bot.features.settings.model import Group
from handlers.desk import Desk
from handlers.moderation import appeals, cards, hourly

REACHED = "cards_reached"
REACHED_COMMUNITY = "hour_cards_reached"
SENT_AT_ONCE = 20
"""Cards of one decision; the next ones are a decision of their own."""
LOOKS_BACK = timedelta(days=37)


@dataclass(frozen=True, slots=True)
class Reached:
    """Who can be shown cards from now on: somebody, or the admins' own group."""

    user_id: int


async def somebody_reachable(desk: Desk, user_id: int) -> None:
    """Somebody has pressed Start: the groups they run look for cards that wait."""
    communities = set()
    for chat_id in await desk.store.groups.run_by(user_id):
        desk.work.forward(chat_mailbox(chat_id), REACHED, Reached(user_id))
        group = await desk.group(chat_id)
        if group is not None:
            communities.add(group.community_id)
    for community_id in sorted(communities):
        desk.work.forward(community_mailbox(community_id), REACHED_COMMUNITY, Reached(user_id))


def reader_found(desk: Desk, group: Group, user_id: int) -> None:
    """A group has a new reader, somebody or the admins' own group: it looks for cards that wait."""
    desk.work.forward(group.mailbox, REACHED, Reached(user_id))
    desk.work.forward(group.community_mailbox, REACHED_COMMUNITY, Reached(user_id))


async def cards_waiting(desk: Desk, group: Group, most: int) -> int:
    """How many cards about a group nobody could be shown yet, of each kind up to ``most``."""
    store = desk.store.chat(group.chat_id)
    hours = desk.store.community(group.community_id).hour_cards
    cases, unseen = await store.cases.waiting(most), await store.appeals.unseen(most)
    return len(cases) + len(unseen) + len(await hours.untold(desk.now - LOOKS_BACK, group.chat_id))


async def _refused(desk: Desk, body: bytes) -> Outcome | None:
    """A card's outcome if Telegram has refused it: its reader is out of reach. None for any other."""
    outcome = msgspec.json.decode(body, type=Outcome)
    if outcome.status is not Status.REFUSED:
        return None
    known = await desk.store.people.find(outcome.chat_id)
    if known is not None and known.reachable:
        await desk.store.people.lose(outcome.chat_id)
    return outcome


async def case_sent(desk: Desk, body: bytes) -> None:
    """A case's card has arrived, or its reader is out of reach; what nobody has got waits."""
    outcome, group = await _refused(desk, body), await desk.group(mailbox_id(desk.work.mailbox))
    if outcome is None or group is None:
        return
    case = await cards.find_case(desk, group, int(outcome.memo))
    if case is None:
        return
    left = tuple(told for told in case.told if told.user_id != outcome.chat_id)
    if not left:
        desk.store.troubles(group.chat_id).note("nobody_reachable", desk.now)
    await cards.change(desk, group, replace(case, told=left, waits=not left))


async def appeal_sent(desk: Desk, body: bytes) -> None:
    """The same for an appeal's card."""
    outcome, group = await _refused(desk, body), await desk.group(mailbox_id(desk.work.mailbox))
    if outcome is None or group is None:
        return
    store = desk.store.chat(group.chat_id).appeals
    appeal = await store.find(int(outcome.memo))
    if appeal is None:
        return
    left = tuple(told for told in appeal.told if told.user_id != outcome.chat_id)
    if not left:
        desk.store.troubles(group.chat_id).note("nobody_reachable", desk.now)
    store.save(replace(appeal, told=left))


async def hour_sent(desk: Desk, body: bytes) -> None:
    """The same for an hour's card; in the community's mailbox."""
    outcome = await _refused(desk, body)
    if outcome is not None:
        await hourly.take_back(desk, outcome.memo, outcome.chat_id)


async def reached(desk: Desk, body: bytes) -> None:
    """Send the cases and appeals of a group that wait, some at a time, to whoever can be reached now."""
    found = msgspec.json.decode(body, type=Reached)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    store = desk.store.chat(group.chat_id)
    cases, unseen = await store.cases.waiting(SENT_AT_ONCE), await store.appeals.unseen(SENT_AT_ONCE)
    about = {appeal.id: await cards.find_case(desk, group, appeal.case_id) for appeal in unseen}
    told = await desk.audience(group) if cases or unseen else ()
    if not told:
        return
    for appeal in unseen:
        if (case := about[appeal.id]) is not None:
            appeals.send(desk, group, case, replace(appeal, told=told))
        store.appeals.save(replace(appeal, told=told))
    for case in cases:
        shown = replace(case, told=told, waits=False)
        await cards.send(desk, group, shown)
        await cards.change(desk, group, shown)
    if SENT_AT_ONCE in (len(cases), len(unseen)):
        desk.work.forward(group.mailbox, REACHED, found)


async def reached_community(desk: Desk, body: bytes) -> None:
    """Send the hourly cards of a community that nobody has seen."""
    await hourly.show_untold(desk, desk.now - LOOKS_BACK)


EVENTS = {
    cards.CARD_SENT: case_sent,
    appeals.CARD_SENT: appeal_sent,
    hourly.CARD_SENT: hour_sent,
    REACHED: reached,
    REACHED_COMMUNITY: reached_community,
}
