"""Taking back the ban of a whole surge: one press lifts them all, and what came of it is told when Telegram has answered."""

from dataclasses import dataclass, replace
from datetime import timedelta

import msgspec

from bot.core.effect import CreateInvite, Lane, Outcome, Repeat, Unban
from bot.core.ids import UserId, mailbox_id
from bot.core.text import Markup
from bot.features.entry.surge import surge_card
from bot.features.moderation.model import Case, CaseState
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers.desk import Desk
from handlers.entry.surge_card import fall_behind
from handlers.keyboards import Press
from handlers.moderation.cards import change, docket_of, find_case
from handlers.moderation.outcomes import INVITE_LASTS, announce, bring_back, failure_of, reason_of

PARDONED = "surge_pardoned"
TELL = "surge_pardon_told"
BACK = "surge_way_back"
TOLD_AFTER = timedelta(seconds=5)
"""How long the first look waits for Telegram's answers; each further one waits twice as long."""
MOST_LOOKS = 9
"""After three quarters of an hour what is known then is told."""
CASES = 10_000
"""As many of one surge's bans as are lifted by one press."""
MOST_TICKETS = 10
"""Links of their own past the gate. Telegram counts links like messages of the group: more people share one."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of a press: how many bans it lifted, how many are left, of how many Telegram has not said what became
    of them, and for whom of the first a link is made.

    ``written_to``: those of them who are sent it, because they can be written to and have none of their own.
    """

    surge: int
    by: UserId
    lifted: int
    kept: int
    error: str | None
    unanswered: int
    written_to: tuple[int, ...]
    unreachable: int


async def pardon(desk: Desk, group: Group, press: Press, language: str) -> None:
    """Have the bans of a surge lifted, as far as nobody has lifted them yet; the last surge or an earlier one."""
    surge = press.intent.number(1)
    cases = await _cases(desk, group, surge)
    banned = [case for case in cases if not case.is_undone and case.undone_by is None]
    if not banned:
        desk.answer(press, desk.say(language, "surge-press-free"), alert=True)
        return
    tickets, _ = await _ways_back(desk, cases)
    await docket_of(desk, group)  # before anything is written about cases
    for case in banned:
        memo = f"{case.id} {int(case.subject.id in tickets)}"
        desk.work.emit(Unban(group.chat_id, case.subject.id), lane=Lane.NORMAL, report=PARDONED, memo=memo)
        await change(desk, group, replace(case, undone_by=press.presser.id, undone_name=press.presser.name))
    desk.answer(press, desk.say(language, "surge-press-pardoning"))
    _tell_later(desk, group, f"{surge} {press.presser.id} {int(desk.now.timestamp())}")


async def pardoned(desk: Desk, body: bytes) -> None:
    """What Telegram said to one of the liftings. A ticket leads past the gate."""
    outcome = msgspec.json.decode(body, type=Outcome)
    case_id, ticket = outcome.memo.split()
    group = await desk.group(mailbox_id(desk.work.mailbox))
    case = await find_case(desk, group, int(case_id)) if group is not None else None
    if group is None or case is None or case.is_undone:
        return
    if not outcome.accepted:
        why = failure_of(group, outcome, "can_restrict_members")
        await change(desk, group, replace(case, undone_by=None, undone_name=None, error=why))
        return
    case = await change(desk, group, replace(case, state=CaseState.UNDONE, undone_at=desk.now))
    announce(desk, group, case)
    if int(ticket):
        bring_back(desk, group, case)


async def tell(desk: Desk, body: bytes) -> None:
    """Tell who pressed, unless Telegram has not answered everything yet."""
    due = msgspec.json.decode(body, type=Due)
    surge, by, pressed_at, *before = (int(part) for part in due.payload.split())
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    cases = await _cases(desk, group, surge)
    waiting = [case for case in cases if case.undone_by is not None and not case.is_undone]
    looks = before[0] + 1 if before else 1
    if waiting and looks < MOST_LOOKS:
        _tell_later(desk, group, f"{surge} {by} {pressed_at} {looks}", TOLD_AFTER * 2**looks)
        return
    fall_behind(desk, group)
    kept = [case for case in cases if not case.is_undone and case.undone_by is None]
    error = next((case.error for case in kept if case.error), None)
    lifted = {c.subject.id for c in cases if c.undone_at is not None and c.undone_at.timestamp() >= pressed_at}
    tickets, others = await _ways_back(desk, cases)
    written_to = tuple(sorted(lifted & others))
    unreachable = len(lifted - tickets - others)
    tally = Tally(surge, UserId(by), len(lifted), len(kept), error, len(waiting), written_to, unreachable)
    uses = unreachable + len(written_to)
    if not uses:
        await _say(desk, group, tally, "")
        return
    desk.work.emit(
        CreateInvite(group.chat_id, f"surge {surge}", uses, desk.now + INVITE_LASTS),
        report=BACK,
        memo=msgspec.json.encode(tally).decode(),
    )


async def way_back(desk: Desk, body: bytes) -> None:
    """There is a link for those who have none of their own, or there is none."""
    outcome = msgspec.json.decode(body, type=Outcome)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    tally = msgspec.json.decode(outcome.memo, type=Tally)
    link = str(outcome.data.get("invite_link", "")) if outcome.accepted else ""
    await _say(desk, group, tally, link)
    for user_id in tally.written_to if link else ():
        language = await desk.language_of(user_id, group.language)
        apology = desk.say(language, "surge-told-apology", group=group.title, link=link)
        desk.send(user_id, apology, repeat=Repeat.WANTED, lane=Lane.BULK)


async def _say(desk: Desk, group: Group, tally: Tally, link: str) -> None:
    language = await desk.language_of(tally.by, group.language)
    lines = [desk.say(language, "surge-told-pardoned", group=group.title, count=tally.lifted)]
    if tally.kept:
        reason = reason_of(desk, language, tally.error or "?")
        lines.append(desk.say(language, "surge-told-failed", count=tally.kept, reason=reason))
    if tally.unanswered:
        lines.append(desk.say(language, "surge-told-unanswered", count=tally.unanswered))
    if tally.unreachable and link:
        lines.append(desk.say(language, "surge-told-way-back", count=tally.unreachable, link=link))
    elif tally.unreachable:
        lines.append(desk.say(language, "surge-told-no-way-back", count=tally.unreachable))
    desk.send(tally.by, Markup("\n").join(lines), repeat=Repeat.WANTED)


async def _ways_back(desk: Desk, cases: list[Case]) -> tuple[set[int], set[int]]:
    """Who gets a ticket, and who else can be written to; nobody gets a ticket when they are too many."""
    known = {int(one.user_id) for one in await desk.store.people.reachable([case.subject.id for case in cases])}
    return (known, set()) if len(known) <= MOST_TICKETS else (set(), known)


async def _cases(desk: Desk, group: Group, surge: int) -> list[Case]:
    return await desk.store.chat(group.chat_id).cases.on_card(surge_card(surge), CASES)


def _tell_later(desk: Desk, group: Group, payload: str, wait: timedelta = TOLD_AFTER) -> None:
    key = f"{TELL}:{group.chat_id}:{payload.split()[0]}"
    desk.store.schedules(group.mailbox).set(key, TELL, desk.now + wait, payload=payload)
