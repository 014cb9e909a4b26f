"""The one card administrators get about a surge: its numbers, brought up to date every few seconds, and its buttons."""

from collections.abc import Callable
from datetime import timedelta

import msgspec

from bot.core.effect import Button, EditMessage, Lane
from bot.core.ids import UserId, mailbox_id
from bot.core.text import Markup
from bot.features.entry.arrivals import Arrival, Stand
from bot.features.entry.model import Application, State
from bot.features.entry.surge import PROPOSAL_LASTS, Surge, tally
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers.desk import Desk, Rows
from handlers.keyboards import button

REFRESH = "surge_card"
REFRESH_EVERY = timedelta(seconds=5)
NAMES_SHOWN = 12
BANNABLE = (Stand.HELD, Stand.ASKING, Stand.RELEASING, Stand.RELEASED)
"""Whom "ban them all" means: everybody nobody has let in for a reason."""
_PLANNED = "surge_card_planned"


async def send(desk: Desk, group: Group, surge: Surge) -> None:
    """Show the staff a surge that has just begun."""
    compose = await _composed(desk, group, surge)
    await desk.tell_staff(group, compose, handle=surge.card, lane=Lane.URGENT)


def fall_behind(desk: Desk, group: Group) -> None:
    """Leave the card to the next refresh."""
    memory = desk.work.buffer.overlay.memory
    if not memory.get(_PLANNED):
        memory[_PLANNED] = True
        desk.store.schedules(group.mailbox).set(f"{REFRESH}:{group.chat_id}", REFRESH, desk.now + REFRESH_EVERY)


async def refresh(desk: Desk, body: bytes) -> None:
    """Bring the card up to date."""
    msgspec.json.decode(body, type=Due)
    desk.work.buffer.overlay.memory.pop(_PLANNED, None)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    surge = await desk.store.chat(mailbox_id(desk.work.mailbox)).surges.latest()
    if group is not None and surge is not None:
        await edit(desk, group, surge)


async def edit(desk: Desk, group: Group, surge: Surge) -> None:
    """Bring the card up to date now."""
    compose = await _composed(desk, group, surge)
    for user_id in surge.cards:
        text, rows = compose(await desk.language_of(user_id, group.language))
        desk.work.emit(EditMessage(user_id, text, tuple(tuple(row) for row in rows)), handle=f"{surge.card}:{user_id}")


async def unseen(desk: Desk, group: Group) -> list[Application]:
    """Applications that wait for an administrator and of which none has had a card: the surge was too big for that."""
    pending = await desk.store.chat(group.chat_id).applications.all_pending()
    return [each for each in pending if each.state is State.REVIEW and not each.cards]


async def of_surge(desk: Desk, group: Group, surge: Surge) -> list[Arrival]:
    """Everybody who came with it, in order."""
    arrivals = await desk.store.chat(group.chat_id).arrivals.all()
    return [arrival for arrival in arrivals.values() if arrival.surge == surge.id]


def bannable(arrivals: list[Arrival], group: Group) -> list[Arrival]:
    """Those of them whom a ban of all would hit."""
    return [each for each in arrivals if each.stand in BANNABLE and not group.is_admin(each.user_id)]


async def _composed(desk: Desk, group: Group, surge: Surge) -> Callable[[str], tuple[Markup, Rows]]:
    """Text and buttons by language."""
    store = desk.store.chat(group.chat_id)
    arrivals = await of_surge(desk, group, surge)
    waiting = len(await unseen(desk, group))
    targets = bannable(arrivals, group)
    names = {user: await _name(desk, group, user) for user in _involved(surge)}
    bans = await store.cases.on_card(surge.card, surge.came + surge.asked) if surge.banned_at is not None else []
    pardoners = {case.undone_name: None for case in bans if case.is_undone}
    banned = sum(not case.is_undone for case in bans)

    def compose(language: str) -> tuple[Markup, Rows]:
        lines = [
            Markup.bold(desk.say(language, "surge-title", group=group.title)),
            desk.say(language, "surge-count", came=surge.came, asked=surge.asked),
            *_numbers(desk, surge, arrivals, waiting, language),
            *_state(desk, surge, names, language),
        ]
        if _is_proposed(desk, surge):
            lines += _proposal(desk, surge, names, targets, language)
        if pardoners:
            by = desk.say(language, "list-separator").join(Markup.escape(name or "?") for name in pardoners)
            lines.append(desk.say(language, "surge-pardoned-by", names=by))
        return Markup("\n").join(lines), _rows(desk, group, surge, len(targets), waiting, banned, language)

    return compose


def _numbers(desk: Desk, surge: Surge, arrivals: list[Arrival], waiting: int, language: str) -> list[Markup]:
    """How things stand with those who came; "held" and "banned" only as far as Telegram has accepted it."""
    counts = tally(surge, arrivals)
    held = sum(each.stand is Stand.HELD and each.is_confirmed for each in arrivals)
    numbers = {
        "held": held,
        "asking": counts[Stand.ASKING] - waiting if waiting < counts[Stand.ASKING] else 0,
        "review": waiting,
        "passed": counts[Stand.PASSED],
        "released": counts[Stand.RELEASED],
        "gone": counts[Stand.GONE] + counts[Stand.LEAVING],
        "banned": counts[Stand.BANNED],
        "pardoned": counts[Stand.PARDONED],
    }
    told = [desk.say(language, f"surge-{name}", count=count) for name, count in numbers.items() if count]
    return [desk.say(language, "list-separator").join(told)] if told else []


def _state(desk: Desk, surge: Surge, names: dict[UserId, str], language: str) -> list[Markup]:
    """What has been decided about it, by whom."""
    lines = []
    if surge.tightened_by is not None:
        lines.append(desk.say(language, "surge-tightened", name=names[surge.tightened_by]))
    if surge.lifted_by is not None:
        lines.append(desk.say(language, "surge-lifted", name=names[surge.lifted_by]))
    elif not surge.is_on:
        lines.append(desk.say(language, "surge-over"))
    elif surge.tightened_by is None:
        lines.append(desk.say(language, "surge-goes-on"))
    if surge.banned_at is not None:
        by = desk.say(language, "list-separator").join(names[user] for user in surge.banned_by)
        key = "surge-banned-by" if len(surge.banned_by) > 1 else "surge-banned-alone"
        lines.append(desk.say(language, key, names=by))
    return lines


def _is_proposed(desk: Desk, surge: Surge) -> bool:
    return surge.banned_at is None and surge.proposed_at is not None and desk.now - surge.proposed_at <= PROPOSAL_LASTS


def _proposal(
    desk: Desk, surge: Surge, names: dict[UserId, str], targets: list[Arrival], language: str
) -> list[Markup]:
    """Who wants them banned, and whom that means."""
    assert surge.proposed_by is not None, "a proposal has somebody who made it"
    listed = desk.say(language, "list-separator").join(
        Markup.mention(each.user_id, each.name) for each in targets[:NAMES_SHOWN]
    )
    more = max(len(targets) - NAMES_SHOWN, 0)
    return [
        desk.say(language, "surge-proposed", name=names[surge.proposed_by], count=len(targets)),
        desk.say(language, "surge-preview", names=listed, more=more),
    ]


def _rows(desk: Desk, group: Group, surge: Surge, targets: int, waiting: int, banned: int, language: str) -> Rows:
    """The buttons that still make sense."""

    def offer(verb: str, count: int = 0) -> list[Button]:
        label = desk.say(language, f"surge-button-{verb}", count=count).plain()
        return [button(label, "surge", verb, group.chat_id, surge.id)]

    rows = []
    if surge.is_on and surge.tightened_by is None:
        rows.append(offer("tighten"))
    if surge.is_on:
        rows.append(offer("lift"))
    if targets and surge.banned_at is None:
        if _is_proposed(desk, surge):
            rows.append([*offer("ban", targets), *offer("keep")])
        else:
            rows.append(offer("propose", targets))
    if banned:
        rows.append(offer("pardon", banned))
    if waiting:
        rows.append(offer("show", waiting))
    return rows


def _involved(surge: Surge) -> set[UserId]:
    people = (surge.tightened_by, surge.lifted_by, surge.proposed_by, *surge.banned_by)
    return {user for user in people if user is not None}


async def _name(desk: Desk, group: Group, user_id: UserId) -> str:
    admin = group.admins.get(user_id)
    if admin is not None:
        return admin.name
    known = await desk.store.people.find(user_id)
    return known.name if known is not None else str(user_id)
