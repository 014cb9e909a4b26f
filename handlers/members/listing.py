"""/members: how many belong where, who and why."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

import msgspec

from bot.core.effect import EditMessage
from bot.core.errors import Refused
from bot.core.ids import UserId
from bot.core.text import Markup, clip
from bot.features.members.leaders import Reply
from bot.features.members.segments import NAMES, Activity, Segment, judge
from bot.features.settings.model import Group
from handlers import access
from handlers.commands import Misused, Request, ask_to_start
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button
from handlers.members.life import life_lines, life_of
from handlers.members.nightly import GRAPH_SPAN, members_mailbox
from handlers.members.table import counted_days, export, why
from storage.digest import HEADCOUNT

SHOWN: Final = 20
LEADERS: Final = "leaders"
CSV: Final = "csv"
ASKED = "members_asked"
WORDS: Final[Mapping[str, str]] = {
    **{name: segment.value for name, segment in NAMES.items()},
    "csv": CSV, "export": CSV, "导出": CSV,
    LEADERS: LEADERS, "领袖": LEADERS, "草根领袖": LEADERS,
}  # fmt: skip


class Asked(msgspec.Struct, frozen=True):
    """What somebody wants to see: a segment, the leaders, ``#tag``, ``csv``, or all at a glance.

    ``message_id``: of the message in private that shall show it; None for a new one.
    """

    chat_id: int
    asker: int
    what: str
    message_id: int | None = None


async def members(desk: Desk, request: Request, group: Group) -> None:
    """Show the segments, or those in one of them and why; read in the mailbox of the nightly look."""
    typed = request.args.strip()
    what = WORDS.get(typed.casefold(), f"#{typed.lstrip('#＃')}" if typed else "")
    if len(typed.split()) > 2:
        raise Misused
    if not await desk.store.people.reachable([request.asker.id]):
        await ask_to_start(desk, request, group)
        return
    desk.work.forward(members_mailbox(group.chat_id), ASKED, Asked(group.chat_id, request.asker.id, what))


async def pressed(desk: Desk, press: Press) -> None:
    """A segment to show, or the table."""
    group = await access.pressed(desk, press, None)
    if group is None:
        return
    if not await desk.store.people.reachable([press.presser.id]):
        raise Refused("activity-start-first")
    language = await desk.language_of(press.presser.id, group.language)
    what = press.intent.arguments[1] if len(press.intent.arguments) > 1 else ""
    if what and what not in WORDS.values():
        raise Refused("press-old")
    desk.answer(press, desk.say(language, "members-exporting") if what == CSV else None)
    shown = press.message_id if press.chat_id > 0 and what != CSV else None
    asked = Asked(group.chat_id, press.presser.id, what, shown)
    desk.work.forward(members_mailbox(group.chat_id), ASKED, asked)


async def show(desk: Desk, body: bytes) -> None:
    """Send what was asked for, in private."""
    asked = msgspec.json.decode(body, type=Asked)
    group = await desk.group(asked.chat_id)
    if group is None:
        return
    language = await desk.language_of(asked.asker, group.language)
    if asked.what == CSV:
        await export(desk, group, asked.asker, language)
        return
    if asked.what.startswith("#"):
        text, rows = await _tagged(desk, group, language, asked.what[1:])
    elif asked.what:
        text, rows = await _listed(desk, group, language, asked.what)
    else:
        text, rows = await _overview(desk, group, language)
    if asked.message_id is None:
        desk.send(asked.asker, text, rows)
    else:
        frozen = tuple(tuple(row) for row in rows)
        desk.work.emit(EditMessage(asked.asker, text, frozen, message_id=asked.message_id))


# --- what is shown -----------------------------------------------------------------------------------------------


async def _overview(desk: Desk, group: Group, language: str) -> tuple[Markup, Rows]:
    store, say = desk.store.chat(group.chat_id), desk.say
    today, zone, _ = counted_days(desk, group)
    sizes, leaders = await store.segments.sizes(), await store.segments.leaders()
    known, counted = await store.members.present(), await desk.house.directory.member_count(group.chat_id)
    if counted is None:
        noted = await store.counts.hourly(HEADCOUNT, (today - timedelta(days=7)).isoformat(), today.isoformat())
        counted = noted[max(noted)] if noted else None
    since = group.added_at.astimezone(zone).date().isoformat()
    lines = [Markup.bold(say(language, "members-title", group=group.title))]
    lines.append(
        say(language, "members-known", known=known, count=counted, since=since)
        if counted is not None
        else say(language, "members-known-only", known=known, since=since)
    )
    lines.append(Markup(""))
    if not sizes:
        lines.append(say(language, "members-tonight"))
    lines += [
        say(language, "members-size", name=say(language, f"segment-{segment.value}"), people=sizes.get(segment, 0))
        for segment in Segment
        if sizes
    ]
    if sizes:
        lines.append(say(language, "members-size", name=say(language, "segment-leaders"), people=len(leaders)))
    tags = await store.tags.sizes()
    if tags:
        named = [say(language, "members-tag", tag=tag, people=people) for tag, people in tags[:8]]
        lines.append(say(language, "members-tags", tags=say(language, "list-separator").join(named)))
    lines += [Markup(""), *life_lines(desk, language, await life_of(desk, group))]
    return Markup("\n").join(lines), _rows(desk, group, language)


def _rows(desk: Desk, group: Group, language: str, shown: str = "") -> Rows:
    names = [*(segment.value for segment in Segment), LEADERS]
    buttons = [
        button(desk.say(language, f"segment-{name}").plain(), "members", "show", group.chat_id, name)
        for name in names
        if name != shown
    ]
    export = button(desk.say(language, "members-csv").plain(), "members", "show", group.chat_id, CSV)
    return [buttons[:3], buttons[3:], [export]]


async def _listed(desk: Desk, group: Group, language: str, which: str) -> tuple[Markup, Rows]:
    """Those in a segment, or the leaders, each with the reason."""
    store, say = desk.store.chat(group.chat_id), desk.say
    today, zone, known_days = counted_days(desk, group)
    is_leaders = which == LEADERS
    found = await store.segments.leaders() if is_leaders else await store.segments.within(Segment(which), SHOWN + 1)
    page = await store.member_days.page(today, zone, only=[standing.user_id for standing in found[:SHOWN]], limit=SHOWN)
    people = {member.user_id: member for member in page}
    tags = await store.tags.of(people)
    named = say(language, f"segment-{which}")
    lines = [Markup.bold(say(language, "members-listed", name=named, group=group.title))]
    lines.append(say(language, f"segment-what-{which}"))
    rests_on = await _rests_on(desk, group) if is_leaders else {}
    for standing in found[:SHOWN]:
        member = people.get(standing.user_id)
        if member is None:
            continue
        if is_leaders:
            reason = say(
                language, "segment-why-leader", **rests_on.get(member.user_id, NOTHING), thanked=member.thanked
            )
        else:
            reason = why(desk, language, judge(member, standing.segment, today, known_days))
        lines.append(_line(desk, language, member, reason, tags.get(member.user_id, ())))
    if not found:
        lines.append(say(language, "members-nobody"))
    if len(found) > SHOWN:
        lines.append(say(language, "members-more"))
    return Markup("\n").join(lines), [*_rows(desk, group, language, which)]


async def _tagged(desk: Desk, group: Group, language: str, tag: str) -> tuple[Markup, Rows]:
    store = desk.store.chat(group.chat_id)
    carriers = await store.tags.carriers(tag)
    if not carriers:
        return desk.say(language, "members-no-tag", tag=tag), _rows(desk, group, language)
    today, zone, known_days = counted_days(desk, group)
    page = await store.member_days.page(today, zone, only=carriers[:SHOWN], limit=SHOWN)
    standings, tags = await store.segments.of(carriers[:SHOWN]), await store.tags.of(carriers[:SHOWN])
    lines = [Markup.bold(desk.say(language, "members-listed", name=f"#{tag}", group=group.title))]
    for member in page:
        standing = standings.get(member.user_id)
        reason = why(desk, language, judge(member, standing.segment if standing else None, today, known_days))
        lines.append(_line(desk, language, member, reason, tags.get(member.user_id, ())))
    return Markup("\n").join(lines), _rows(desk, group, language)


def _line(desk: Desk, language: str, member: Activity, reason: Markup, tags: Sequence[str]) -> Markup:
    shown = desk.say(language, "members-line", name=Markup.mention(member.user_id, clip(member.name, 32)), why=reason)
    marked = Markup(" ").join(Markup.escape(f"#{tag}") for tag in tags[:4])
    return shown + Markup(" ") + marked if tags else shown


NOTHING: Final = {"drawn": 0, "reach": 0, "started": 0}


async def _rests_on(desk: Desk, group: Group) -> dict[UserId, dict[str, int]]:
    """By person, what a place among the leaders rests on, of the last four weeks."""
    store = desk.store.chat(group.chat_id)
    since = desk.now - GRAPH_SPAN
    replies: Sequence[Reply] = await store.member_days.replies(since, desk.now)
    started = await store.member_days.started(since, desk.now)
    found: dict[UserId, dict[str, int]] = {}
    for one in replies:
        known = found.setdefault(one.drawer, {**NOTHING, "started": started.get(one.drawer, 0)})
        known["drawn"] += one.times
        known["reach"] += 1
    return found
