"""Cards: what the staff are shown about a case in private, and how a card follows what becomes of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import msgspec

from bot.core.effect import EditMessage, Repeat
from bot.core.ids import CaseId, mailbox_id
from bot.core.text import Markup, clip
from bot.features.moderation.docket import HOUR, RAID, Docket, Raid
from bot.features.moderation.model import Action, Case, CaseState, Finding, Progress, Told
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers.desk import Desk, Rows
from handlers.keyboards import button
from storage.moderation import Tally

EXCERPT = 400
"""UTF-16 units of a message that a card quotes."""
EDITED_AT_ONCE = 3
"""A card with more messages is edited every few seconds instead of each time."""
REFRESH_EVERY = timedelta(seconds=5)
REFRESH = "case_cards"
CERTAIN = "case_certain"
CARD_SENT = "case_card_sent"
TRUSTED = "trusted-by"
"""The key of the finding that says who of the staff has trusted somebody over a case."""
RIGHT = "right:"
"""How an error begins that names a right the bot lacks."""
UNDELETABLE = "undeletable"
"""The error of a message that Telegram does not delete: too old, or the right has just been lost."""


@dataclass(frozen=True, slots=True)
class Certain:
    """Something has changed on an hour's card; for the community's mailbox, which shows it."""

    card: str


# --- the docket --------------------------------------------------------------------------------------------------


async def docket_of(desk: Desk, group: Group) -> Docket:
    """The cases in hand of this group; call it before writing anything about cases."""

    async def load() -> Docket:
        return Docket.of(await desk.store.chat(group.chat_id).cases.recent(desk.now - timedelta(minutes=10)))

    docket: Docket = await desk.work.buffer.remember("docket", load)
    return docket


async def find_case(desk: Desk, group: Group, case_id: int) -> Case | None:
    """A case of this group as it is now."""
    docket = await docket_of(desk, group)
    return docket.cases.get(CaseId(case_id)) or await desk.store.chat(group.chat_id).cases.find(case_id)


async def change(desk: Desk, group: Group, case: Case) -> Case:
    """Store what a case has become."""
    docket = await docket_of(desk, group)
    docket.put(case)
    desk.store.chat(group.chat_id).cases.change(case)
    return case


# --- showing -----------------------------------------------------------------------------------------------------


async def show(desk: Desk, group: Group, case: Case) -> Case:
    """Show a case to the staff, or its card as it is now; returns the case with its card, not stored yet.

    After three cards in a minute one card takes in all further cases, so that a raid does not flood the staff.
    """
    docket = await docket_of(desk, group)
    if is_certain(case):
        return _leave_to_the_hour(desk, group, case)
    if case.card is not None and not case.card.startswith(HOUR):
        if case.card.startswith(RAID) or case.messages > EDITED_AT_ONCE:
            _fall_behind(desk, docket, group, case.card)
        else:
            _edit(desk, group, case)
        return case
    is_raid = docket.is_raid(desk.now)
    told = docket.raid.told if docket.raid is not None else await desk.audience(group)
    if is_raid and told:
        return _share(desk, docket, group, case, told)
    docket.shown_at.append(desk.now)
    card = f"case:{case.id}"
    shown = replace(case, card=card, told=told, waits=not told)
    await send(desk, group, shown)
    return shown


async def send(desk: Desk, group: Group, case: Case) -> None:
    """Send a case's own card, or the shared one that it has opened, to those it is for."""
    assert case.card is not None, "a case that is sent has a card"
    is_shared = case.card.startswith(RAID)
    tally = await desk.store.chat(group.chat_id).cases.tally(case.card) if is_shared else None
    for told in case.told:
        if tally is not None:
            text, buttons = _compose_raid(desk, group, case.id, tally, told.language)
        else:
            text, buttons = compose(desk, group, case, told.language)
        desk.send(
            told.user_id,
            text,
            buttons,
            repeat=Repeat.WANTED,
            handle=f"{case.card}:{told.user_id}",
            report=CARD_SENT,
            memo=str(case.id),
        )


def is_certain(case: Case) -> bool:
    """Whether nobody needs to be asked or told at once: such cases share a silent card per community and hour."""
    if not case.by_machine and case.card is None:
        return False
    if case.card is not None and not case.card.startswith(HOUR):
        return False
    return not case.asks and case.action >= Action.DELETE and case.error is None and not case.hesitates


def _leave_to_the_hour(desk: Desk, group: Group, case: Case) -> Case:
    """Put a case on the hour's card of its community, or have that card follow what has become of it."""
    card = case.card or f"{HOUR}{group.community_id}:{int(desk.now.timestamp()) // 3600}"
    desk.work.forward(group.community_mailbox, CERTAIN, Certain(card))
    return replace(case, card=card)


def _share(desk: Desk, docket: Docket, group: Group, case: Case, readers: tuple[Told, ...]) -> Case:
    """Put a case on the shared card of a raid; the first one opens it."""
    told: tuple[Told, ...] = ()
    if docket.raid is None:
        told = readers
        docket.raid = Raid(f"{RAID}{case.id}", told, desk.now)
        tally = Tally(1, case.number, case.number, case.messages, case.removed)
        for one in told:
            text, buttons = _compose_raid(desk, group, case.id, tally, one.language)
            desk.send(
                one.user_id,
                text,
                buttons,
                repeat=Repeat.WANTED,
                handle=f"{docket.raid.card}:{one.user_id}",
                report=CARD_SENT,
                memo=str(case.id),
            )
    docket.raided(desk.now)
    _fall_behind(desk, docket, group, docket.raid.card)
    return replace(case, card=docket.raid.card, told=told)


def _edit(desk: Desk, group: Group, case: Case) -> None:
    for told in case.told:
        text, buttons = compose(desk, group, case, told.language)
        desk.work.emit(
            EditMessage(told.user_id, text, tuple(tuple(row) for row in buttons)), handle=f"{case.card}:{told.user_id}"
        )


def _fall_behind(desk: Desk, docket: Docket, group: Group, card: str) -> None:
    """Leave a card to the next refresh, a few seconds from the first change."""
    docket.behind.add(card)
    if not docket.refresh_is_planned:
        docket.refresh_is_planned = True
        key = f"{REFRESH}:{group.chat_id}"
        desk.store.schedules(desk.work.mailbox).set(key, REFRESH, desk.now + REFRESH_EVERY)


async def refresh(desk: Desk, body: bytes) -> None:
    """Bring the cards up to date that are behind."""
    msgspec.json.decode(body, type=Due)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    docket = await docket_of(desk, group)
    docket.refresh_is_planned = False
    behind, docket.behind = docket.behind, set()
    for case in list(docket.cases.values()):
        if case.card in behind and not case.card.startswith(RAID):
            _edit(desk, group, case)
    if docket.raid is not None and docket.raid.card in behind:
        await _edit_raid(desk, group, docket.raid)


async def _edit_raid(desk: Desk, group: Group, raid: Raid) -> None:
    tally = await desk.store.chat(group.chat_id).cases.tally(raid.card)
    first_case = int(raid.card.removeprefix(RAID))
    for told in raid.told:
        text, buttons = _compose_raid(desk, group, first_case, tally, told.language)
        desk.work.emit(
            EditMessage(told.user_id, text, tuple(tuple(row) for row in buttons)), handle=f"{raid.card}:{told.user_id}"
        )


# --- wording -----------------------------------------------------------------------------------------------------


def compose(desk: Desk, group: Group, case: Case, language: str) -> tuple[Markup, Rows]:
    """A case's card: who, what, why, what was done, and the buttons that still make sense."""
    say = desk.say
    lines = [
        Markup.bold(say(language, "case-title", number=str(case.number), group=group.title)),
        say(language, "case-who", who=who(case)),
    ]
    if case.excerpt:
        lines.append(Markup.quote(clip(case.excerpt, EXCERPT)))
    if case.messages > 1:
        lines.append(say(language, "case-messages", count=case.messages))
    found = [sentence(desk, language, finding) for finding in reasons(case)]
    if found:
        lines.append(say(language, "case-why"))
        lines += [say(language, "case-reason", reason=reason) for reason in found]
    if case.reason:
        lines.append(say(language, "case-said-why", reason=case.reason))
    if case.actor_name is not None:
        lines.append(say(language, "case-actor", name=case.actor_name))
    lines += outcome(desk, language, case)
    lines += [sentence(desk, language, finding) for finding in case.findings if finding.key == TRUSTED]
    return Markup("\n").join(lines), _buttons(desk, language, case)


def is_trusted(case: Case) -> bool:
    """Whether somebody of the staff has trusted the subject over this case."""
    return any(finding.key == TRUSTED for finding in case.findings)


def reasons(case: Case) -> Sequence[Finding]:
    """The findings that count, the heaviest first."""
    return sorted((f for f in case.findings if f.weight > 0), key=lambda finding: -finding.weight)


def who(case: Case) -> Markup:
    """The subject by name, a person as a link."""
    if case.subject.is_channel:
        return Markup.escape(case.subject.name)
    return Markup.mention(case.subject.id, case.subject.name)


def sentence(desk: Desk, language: str, finding: Finding) -> Markup:
    """A finding in words."""
    return desk.say(language, finding.key, **finding.values)


def outcome(desk: Desk, language: str, case: Case) -> list[Markup]:
    """What has become of a case: only what Telegram has accepted is called done."""
    say = desk.say
    if case.state is CaseState.UNDONE:
        lines = [say(language, _undone(case), name=case.undone_name or "?")]
        return [*lines, *_failure(desk, language, case)]
    if case.state is CaseState.CLEARED:
        return [say(language, "case-cleared", name=case.undone_name or "?")]
    if case.state is CaseState.ASKED:
        key = "case-asked-removed" if case.removed else "case-asked" if case.messages else "case-asked-person"
        return [say(language, key), *_failure(desk, language, case)]
    if case.state is CaseState.OBSERVED:
        return [say(language, "case-observed", action=say(language, f"action-{case.action.word}"))]
    lines = []
    if case.removed:
        lines.append(say(language, "case-removed", count=case.removed))
    elif case.error is None and (case.by_machine or case.action is Action.DELETE):
        lines.append(say(language, "case-removing"))
    if case.removed and case.by_machine and case.hesitates and not case.action.is_sanction:
        lines.append(say(language, "case-asked-trusted"))
    if case.action.is_sanction and case.sanction is not Progress.NONE:
        lines.append(_sanctioned(desk, language, case))
    return [*lines, *_failure(desk, language, case)]


def _undone(case: Case) -> str:
    """The text for how far an undoing is."""
    match case.sanction:
        case Progress.LIFTING:
            return "case-undoing"
        case Progress.HELD:
            return "case-undone-held"
        case _:
            return "case-undone"


def _sanctioned(desk: Desk, language: str, case: Case) -> Markup:
    what = desk.say(language, f"action-{case.action.word}")
    if case.until is not None and case.action in (Action.MUTE, Action.BAN):
        length = desk.house.texts.duration(language, case.until - case.last_at)
        what = desk.say(language, "action-for", action=what, length=length)
    match case.sanction:
        case Progress.DONE | Progress.NONE | Progress.LIFTING | Progress.HELD | Progress.LIFTED:
            return desk.say(language, "case-sanction-done", what=what)
        case Progress.PENDING:
            return desk.say(language, "case-sanction-pending", what=what)
        case Progress.FAILED:
            return desk.say(language, "case-sanction-failed", what=what)


def _failure(desk: Desk, language: str, case: Case) -> list[Markup]:
    if case.error is None:
        return []
    if case.error.startswith(RIGHT):
        right = desk.say(language, f"right-{case.error.removeprefix(RIGHT)}")
        return [desk.say(language, "case-no-right", right=right)]
    if case.error == UNDELETABLE:
        return [desk.say(language, "case-undeletable")]
    return [desk.say(language, "case-failed", error=case.error)]


def _buttons(desk: Desk, language: str, case: Case) -> Rows:
    if case.is_undone or case.state is CaseState.CLEARED:
        verbs = ["undo", "why"] if case.is_held else ["why"]
    elif case.state is CaseState.ASKED:
        delete = ["delete"] if case.messages > case.removed else []
        verbs = [*delete, "ban", "fine", "trust", "why"]
    elif case.state is CaseState.OBSERVED:
        verbs = ["ban", "trust", "why"]
    elif case.action.removes and case.sanction is not Progress.FAILED:
        verbs = ["undo", "why"]
    else:
        verbs = ["undo", "ban", "trust", "why"]
    verbs = [verb for verb in verbs if verb != "trust" or not is_trusted(case)]
    return [[button(desk.say(language, f"case-button-{verb}").plain(), "case", verb, case.id) for verb in verbs]]


def _compose_raid(desk: Desk, group: Group, first_case: int, tally: Tally, language: str) -> tuple[Markup, Rows]:
    say = desk.say
    lines = [
        Markup.bold(say(language, "raid-title", group=group.title)),
        say(language, "raid-count", cases=tally.cases, first=str(tally.first), last=str(tally.last)),
        say(language, "raid-removed", messages=tally.messages, removed=tally.removed),
        say(language, "raid-how", number=str(tally.last)),
    ]
    return Markup("\n").join(lines), [[button(say(language, "raid-button-list").plain(), "case", "list", first_case)]]
