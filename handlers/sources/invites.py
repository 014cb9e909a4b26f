"""/invite: an administrator's tracked link, or a trusted member's voucher for one guest."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from bot.core.effect import CreateInvite, Outcome, Repeat, RevokeInvite
from bot.core.errors import Refused
from bot.core.event import Person
from bot.core.ids import mailbox_id
from bot.core.text import Markup
from bot.features.entry.settings import EntrySettings
from bot.features.settings.model import Group
from bot.features.sources.model import Invite, InviteKind
from bot.features.sources.rules import SHARED_BLAME, month_start, paused_until, read_invite
from bot.features.sources.settings import SourcesSettings
from handlers import access
from handlers.commands import Request, ask_to_start
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button

RIGHT = "can_invite_users"
MADE = "invite_made"


async def invite(desk: Desk, request: Request, group: Group) -> None:
    """Make a link, for who may; others get no answer in the group."""
    group, asker = await access.fresh(desk, group), request.asker
    if not request.in_private and not await desk.store.people.reachable([asker.id]):
        if group.is_admin(asker.id) or await _is_trusted(desk, group, asker.id):
            await ask_to_start(desk, request, group)
        return
    language = await desk.language_of(asker.id, group.language)
    if group.is_admin(asker.id):
        await _tracked(desk, request, group, language)
    elif await _is_trusted(desk, group, asker.id):
        await _offer(desk, group, asker, language)
    elif request.in_private:
        raise Refused("invite-not-trusted", group=group.title)


async def _is_trusted(desk: Desk, group: Group, user_id: int) -> bool:
    member = await desk.store.chat(group.chat_id).members.find(user_id)
    return member is not None and member.is_trusted(desk.now)


# --- tracked links -----------------------------------------------------------------------------------------------


async def _tracked(desk: Desk, request: Request, group: Group, language: str) -> None:
    access.require(group, request.asker.id, RIGHT)
    if not request.args.strip():
        desk.send(request.asker.id, desk.say(language, "invite-hint"))
        return
    draft = read_invite(request.args, desk.now, ZoneInfo(group.timezone))
    _make(desk, group, request.asker, InviteKind.TRACKED, draft.name, draft.uses, draft.expires_at)


def _make(
    desk: Desk,
    group: Group,
    maker: Person,
    kind: InviteKind,
    name: str,
    uses: int | None,
    expires_at: datetime | None,
) -> None:
    """Have Telegram make a link; it is handed over when it comes back."""
    if not group.can(RIGHT):
        raise Refused("invite-needs-right")
    made = Invite(
        desk.work.buffer.next("invite"), group.chat_id, kind, name, maker.id, maker.name, desk.now, uses, expires_at
    )
    desk.store.chat(group.chat_id).invites.add(made)
    desk.work.emit(
        CreateInvite(group.chat_id, name, uses, expires_at, asks=_asks(group, made)), report=MADE, memo=str(made.id)
    )


def _asks(group: Group, made: Invite) -> bool:
    """Whether who follows a link asks to be let in, so that the gate stands. Telegram has no such links with a limit."""
    return made.uses is None and bool(group.settings(EntrySettings).gate)


async def made(desk: Desk, body: bytes) -> None:
    """Telegram has made the link, or not: tell who asked for it."""
    outcome = msgspec.json.decode(body, type=Outcome)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    invites = desk.store.chat(group.chat_id).invites
    found = await invites.find(int(outcome.memo))
    if found is None:
        return
    language, link = await desk.language_of(found.made_by, group.language), outcome.data.get("invite_link")
    if not outcome.accepted or link is None:
        invites.revoke(found, desk.now)
        error = outcome.error or outcome.status.value
        desk.send(found.made_by, desk.say(language, "invite-failed", error=error), repeat=Repeat.WANTED)
        return
    invites.set_link(found, link)
    desk.send(found.made_by, _handed_over(desk, group, found, link, language), repeat=Repeat.WANTED)


def _handed_over(desk: Desk, group: Group, found: Invite, link: str, language: str) -> Markup:
    say = desk.say
    shown = Markup.code(link)
    if found.kind is InviteKind.VOUCHER:
        until = found.expires_at.astimezone(ZoneInfo(group.timezone)) if found.expires_at is not None else desk.now
        return say(language, "voucher-made", group=group.title, link=shown, until=f"{until:%m-%d %H:%M}")
    lines = [say(language, "invite-made", name=found.name, group=group.title, link=shown)]
    if found.uses is not None:
        lines.append(say(language, "invite-limited", uses=found.uses))
    if found.expires_at is not None:
        ends = found.expires_at.astimezone(ZoneInfo(group.timezone))
        lines.append(say(language, "invite-until", until=f"{ends:%Y-%m-%d %H:%M}"))
    if group.settings(EntrySettings).gate:
        lines.append(say(language, "invite-asks" if _asks(group, found) else "invite-direct"))
    return Markup("\n").join(lines)


# --- vouchers ----------------------------------------------------------------------------------------------------


async def _offer(desk: Desk, group: Group, member: Person, language: str) -> None:
    """How many guests a trusted member may still bring, with a button for the next."""
    left = await _left(desk, group, member.id)
    settings = group.settings(SourcesSettings)
    text = desk.say(
        language, "voucher-state", group=group.title, left=left, most=settings.vouchers, points=settings.points
    )
    label = desk.say(language, "voucher-button").plain()
    rows: Rows = [[button(label, "invite", "voucher", group.chat_id)]] if left else ()
    desk.send(member.id, text, rows)


async def _left(desk: Desk, group: Group, user_id: int) -> int:
    """How many vouchers somebody may still make this month; one that ran out unused does not count.

    Raises:
        Refused: nobody may here, or not this person now, and why.
    """
    settings, store = group.settings(SourcesSettings), desk.store.chat(group.chat_id)
    if not settings.vouchers:
        raise Refused("voucher-none-here", group=group.title)
    pause = timedelta(days=settings.pause_days)
    guests = await store.origins.guests_of(user_id, desk.now - pause - SHARED_BLAME)
    until = paused_until(guests, pause, desk.now)
    if until is not None:
        local = until.astimezone(ZoneInfo(group.timezone))
        raise Refused("voucher-paused", group=group.title, until=f"{local:%Y-%m-%d}")
    vouchers = await store.invites.vouchers(user_id, month_start(desk.now, ZoneInfo(group.timezone)))
    counted = [made for made, used in vouchers if used or made.expires_at is None or made.expires_at > desk.now]
    return max(settings.vouchers - len(counted), 0)


async def press(desk: Desk, press: Press) -> None:
    """A trusted member takes a voucher."""
    group = await desk.group(press.intent.number())
    if group is None:
        raise Refused("press-old")
    if desk.work.mailbox != group.mailbox:
        desk.work.forward(group.mailbox, access.PRESS, press)
        return
    member = press.presser
    if not await _is_trusted(desk, group, member.id):
        raise Refused("invite-not-trusted", group=group.title)
    if not await _left(desk, group, member.id):
        raise Refused("voucher-used-up", group=group.title)
    ends = desk.now + timedelta(days=group.settings(SourcesSettings).voucher_days)
    _make(desk, group, member, InviteKind.VOUCHER, member.name[:32], 1, ends)
    desk.answer(press, desk.say(await desk.language_of(member.id, group.language), "voucher-coming"))


async def withdraw(desk: Desk, group: Group, user_id: int) -> None:
    """Somebody's vouchers that nobody has used yet let nobody in any more."""
    invites = desk.store.chat(group.chat_id).invites
    days = group.settings(SourcesSettings).voucher_days
    for found, used in await invites.vouchers(user_id, desk.now - timedelta(days=days)):
        if not used and found.link is not None:
            invites.revoke(found, desk.now)
            desk.work.emit(RevokeInvite(group.chat_id, found.link))
