"""The one message that the group sees about those at its open door: posted, edited as people come and go, taken away."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import msgspec

from bot.core.effect import Button, DeleteOwn, EditMessage, Outcome, Repeat, Status
from bot.core.ids import mailbox_id
from bot.core.text import Markup
from bot.features.entry.arrivals import Arrival, Stand
from bot.features.entry.notice import EDIT_EVERY, EDIT_EVERY_IN_SURGE, REFUSED_REST, Notice, Turn, turn
from bot.features.entry.settings import EntrySettings
from bot.features.entry.steps.question import Who
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers.desk import Desk, Rows

SHOWN = "door_notice"
LATER = "door_notice_later"
OLD = "door_notice_old"
TRIED_FOR = timedelta(minutes=2)
"""A call about the notice that has not been made by then is left out: the next one says what is true then."""
OF_USE_FOR = timedelta(hours=24)
"""Who has been at the door for longer waits for an administrator, and no longer needs a button in the group."""
UNSURE = "?"
"""What a notice says of which it is not known what it says: other than what is wanted, in any case."""
_AT_THE_DOOR = (Stand.HELD, Stand.RELEASING, Stand.REMOVING)
_PLANNED = "door_notice_planned"


async def refresh(desk: Desk, group: Group, *, newcomer: bool = False) -> None:
    """Bring the notice up to date, now or as soon as it may be shown again."""
    store = desk.store.chat(group.chat_id)
    arrivals, notice = await store.arrivals.all(), await store.entry_notice.get()
    if notice.is_busy:
        return  # what becomes of the call under way comes back here
    waiting = _waiting(arrivals.values(), desk.now)
    kind = _kind(group)
    wanted = f"{kind}:{waiting[-1].user_id}:{len(waiting)}" if waiting else ""
    match turn(notice, wanted, desk.now, newcomer=newcomer):
        case Turn.WAIT:
            _look_later(desk, group, notice)
        case Turn.POST:
            _post(desk, group, notice, waiting, kind, wanted)
        case Turn.EDIT:
            _edit(desk, group, notice, waiting, kind, wanted)
        case Turn.REPLACE:
            desk.work.emit(DeleteOwn(group.chat_id), handle=notice.handle(group.chat_id))
            _post(desk, group, notice, waiting, kind, wanted)
        case Turn.REMOVE:
            desk.work.emit(DeleteOwn(group.chat_id), handle=notice.handle(group.chat_id))
            store.entry_notice.save(replace(notice, shown="", posted_at=None, not_before=desk.now + EDIT_EVERY))
        case Turn.NOTHING:
            pass


def _waiting(arrivals: Iterable[Arrival], now: datetime) -> list[Arrival]:
    """Those the notice is for, in the order in which they came; until Telegram has let them go, or removed them."""
    return [a for a in arrivals if a.stand in _AT_THE_DOOR and now - a.came_at < OF_USE_FOR]


def _kind(group: Group) -> str:
    """What those at the door wait for: their own answers, an administrator, or the end of a surge."""
    gate = group.settings(EntrySettings).gate
    if not gate:
        return "surge"
    return "ask" if any(step.who is Who.APPLICANT for step in gate) else "review"


def _worded(desk: Desk, group: Group, waiting: list[Arrival], kind: str) -> tuple[Markup, Rows]:
    """What the notice says: the last who came by name, the others by number."""
    last = waiting[-1]
    name = Markup.mention(last.user_id, last.name)
    text = desk.say(group.language, f"door-notice-{kind}", name=name, count=len(waiting))
    if kind == "surge":
        return text, ()
    label = desk.say(group.language, "door-button").plain()
    return text, [[Button(label, url=desk.bot.start_link(f"door_{group.chat_id}"))]]


def _post(desk: Desk, group: Group, notice: Notice, waiting: list[Arrival], kind: str, wanted: str) -> None:
    notice = replace(notice, number=notice.number + 1, is_busy=True)
    text, rows = _worded(desk, group, waiting, kind)
    desk.send(
        group.chat_id,
        text,
        rows,
        repeat=Repeat.NEVER,
        handle=notice.handle(group.chat_id),
        expires_at=desk.now + TRIED_FOR,
        report=SHOWN,
        memo=f"post {notice.number} {wanted}",
    )
    desk.store.chat(group.chat_id).entry_notice.save(notice)


def _edit(desk: Desk, group: Group, notice: Notice, waiting: list[Arrival], kind: str, wanted: str) -> None:
    text, rows = _worded(desk, group, waiting, kind)
    desk.work.emit(
        EditMessage(group.chat_id, text, tuple(tuple(row) for row in rows)),
        handle=notice.handle(group.chat_id),
        expires_at=desk.now + TRIED_FOR,
        report=SHOWN,
        memo=f"edit {notice.number} {wanted}",
    )
    desk.store.chat(group.chat_id).entry_notice.save(replace(notice, is_busy=True))


def _look_later(desk: Desk, group: Group, notice: Notice) -> None:
    memory = desk.work.buffer.overlay.memory
    if memory.get(_PLANNED) != notice.not_before:
        memory[_PLANNED] = notice.not_before
        desk.store.schedules(group.mailbox).set(f"{LATER}:{group.chat_id}", LATER, notice.not_before)


async def shown(desk: Desk, body: bytes) -> None:
    """What became of a call about the notice; only now is it known what stands in the group."""
    outcome = msgspec.json.decode(body, type=Outcome)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    store = desk.store.chat(group.chat_id)
    notice, surge = await store.entry_notice.get(), await store.surges.current()
    await store.arrivals.all()
    verb, number, wanted = outcome.memo.split(" ", 2)
    if int(number) != notice.number:
        return
    is_post = verb == "post"
    pause = EDIT_EVERY if surge is None else EDIT_EVERY_IN_SURGE
    if outcome.accepted:
        posted_at = desk.now if is_post else notice.posted_at
        notice = replace(notice, shown=wanted, posted_at=posted_at)
        if is_post:
            desk.store.schedules(group.mailbox).set(f"{OLD}:{group.chat_id}", OLD, desk.now + OF_USE_FOR)
    elif is_post or outcome.status in (Status.REFUSED, Status.CANCELLED):
        # Nothing of ours stands there: it was refused, or somebody has deleted it.
        notice = replace(notice, shown="", posted_at=None)
        pause = REFUSED_REST if is_post and outcome.status is Status.REFUSED else pause
    else:
        notice = replace(notice, shown=UNSURE)
    store.entry_notice.save(replace(notice, is_busy=False, not_before=desk.now + pause))
    await refresh(desk, group)


async def later(desk: Desk, body: bytes) -> None:
    """The notice may be shown again."""
    msgspec.json.decode(body, type=Due)
    desk.work.buffer.overlay.memory.pop(_PLANNED, None)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is not None:
        await refresh(desk, group)


async def old(desk: Desk, body: bytes) -> None:
    """The notice has stood for a day: it must go while it can still be deleted."""
    msgspec.json.decode(body, type=Due)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    notices = desk.store.chat(group.chat_id).entry_notice
    notice = await notices.get()
    await desk.store.chat(group.chat_id).arrivals.all()
    if notice.posted_at is not None and desk.now - notice.posted_at >= OF_USE_FOR:
        notices.save(replace(notice, shown=UNSURE))
        await refresh(desk, group, newcomer=True)
