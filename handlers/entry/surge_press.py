"""The buttons of a surge's card: tighten, lift, ban them all with two approvers and take it back, look at who waits."""

from dataclasses import replace
from datetime import timedelta

from bot.core.ids import UserId
from bot.features.entry.arrivals import Arrival
from bot.features.entry.model import Application, Ending, State, Why
from bot.features.entry.surge import PREVIEW, Surge, Vote, vote
from bot.features.settings.model import Group
from handlers import access
from handlers.desk import Desk
from handlers.entry.applications import applications_of, cancel
from handlers.entry.decisions import show_card
from handlers.entry.doors import DOORS
from handlers.entry.surge import application_of, finish
from handlers.entry.surge_card import bannable, edit, of_surge, unseen
from handlers.entry.surge_pardon import pardon
from handlers.keyboards import Press

RESTRICT, INVITE = "can_restrict_members", "can_invite_users"
RIGHTS = {
    "tighten": INVITE,
    "lift": RESTRICT,
    "propose": RESTRICT,
    "ban": RESTRICT,
    "keep": RESTRICT,
    "pardon": RESTRICT,
    "show": INVITE,
}
SHOWN_AT_ONCE = 5
"""Applications whose cards one press brings."""


async def pressed(desk: Desk, press: Press) -> None:
    """A button of the card; the right is checked now. Of a surge that is not the latest only its ban can be taken back."""
    verb = press.intent.verb
    if verb not in RIGHTS:
        raise ValueError("no such button")
    group = await access.pressed(desk, press, RIGHTS[verb])
    if group is None:
        return
    language = await desk.language_of(press.presser.id, group.language)
    if verb == "pardon":
        await pardon(desk, group, press, language)
        return
    surge = await desk.store.chat(group.chat_id).surges.latest()
    if surge is None or surge.id != press.intent.number(1):
        desk.answer(press, desk.say(language, "surge-press-old"), alert=True)
        return
    match verb:
        case "tighten" | "lift":
            await _steer(desk, group, surge, press, language)
        case "propose" | "ban":
            await _vote(desk, group, surge, press, language)
        case "keep":
            desk.answer(press, desk.say(language, "surge-press-kept"))
            await _save(desk, group, replace(surge, proposed_by=None, proposed_at=None))
        case _:
            await _show(desk, group, surge, press, language)


async def _save(desk: Desk, group: Group, surge: Surge) -> None:
    desk.store.chat(group.chat_id).surges.save(surge)
    await edit(desk, group, surge)


async def _steer(desk: Desk, group: Group, surge: Surge, press: Press, language: str) -> None:
    if not surge.is_on:
        desk.answer(press, desk.say(language, "surge-press-over"), alert=True)
    elif press.intent.verb == "lift":
        desk.answer(press, desk.say(language, "surge-press-lifted"))
        await finish(desk, group, surge, press.presser.id)
    else:
        desk.answer(press, desk.say(language, "surge-press-tightened"))
        await _save(desk, group, replace(surge, tightened_by=surge.tightened_by or press.presser.id))


# --- banning them all --------------------------------------------------------------------------------------------


async def _vote(desk: Desk, group: Group, surge: Surge, press: Press, language: str) -> None:
    """One of two administrators, or the only one there is, wants everybody banned."""
    by = press.presser.id
    approvers = [user for user in group.staff if group.may(user, RESTRICT)]
    reachable = [person.user_id for person in await desk.store.people.reachable(approvers)]
    arrivals = await of_surge(desk, group, surge)
    match vote(surge, by, reachable, desk.now):
        case Vote.PROPOSED:
            alone = not any(user != by for user in reachable)
            desk.answer(press, desk.say(language, "surge-press-alone" if alone else "surge-press-proposed"), alert=True)
            await _save(desk, group, replace(surge, proposed_by=by, proposed_at=desk.now))
        case Vote.ANOTHER_NEEDED:
            desk.answer(press, desk.say(language, "surge-press-another"), alert=True)
        case Vote.PREVIEW:
            left = PREVIEW - (desk.now - (surge.proposed_at or desk.now))
            time = desk.house.texts.duration(language, max(left, timedelta(seconds=1)))
            desk.answer(press, desk.say(language, "surge-press-preview", time=time), alert=True)
        case Vote.CONFIRMED | Vote.CONFIRMED_ALONE:
            desk.answer(press, desk.say(language, "surge-press-banning"))
            both = tuple(dict.fromkeys([surge.proposed_by or by, by]))
            for arrival in bannable(arrivals, group):
                await _ban(desk, group, arrival, by)
            await _save(desk, group, replace(surge, banned_by=both, banned_at=desk.now))
        case Vote.DONE:
            desk.answer(press, desk.say(language, "surge-press-done"), alert=True)


async def _ban(desk: Desk, group: Group, arrival: Arrival, by: UserId) -> None:
    """Have one of them banned; when Telegram has accepted it there is a case, and it can be undone."""
    store = desk.store.chat(group.chat_id)
    member = await store.members.find(arrival.user_id)
    if member is not None and member.is_trusted(desk.now):
        return
    application = await store.applications.pending_of(arrival.user_id) or application_of(desk, group, arrival)
    application = replace(
        application,
        state=State.DECLINING,
        ending=Ending.DECLINED_BY_ADMIN,
        why=Why.SURGE,
        decided_by=by,
        for_good=True,
    )
    await DOORS[application.door].send_away(desk, application, None)
    cancel(desk, application)
    await applications_of(desk, application).save(application)


# --- looking at who waits ----------------------------------------------------------------------------------------


async def _show(desk: Desk, group: Group, surge: Surge, press: Press, language: str) -> None:
    """The next few who wait for an administrator, a card each."""
    waiting = await unseen(desk, group)
    shown: list[Application] = waiting[:SHOWN_AT_ONCE]
    if not shown:
        desk.answer(press, desk.say(language, "surge-press-none"))
        return
    desk.answer(press)
    for application in shown:
        await show_card(desk, group, application)
    await edit(desk, group, surge)
