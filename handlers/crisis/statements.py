"""/statement: one drafts what is said, another approves it, and it stands pinned in the groups until it is done."""

from dataclasses import replace

import msgspec

from bot.core.effect import Button, EditMessage, Outcome, Pin, Repeat, Unpin
from bot.core.errors import Refused
from bot.core.ids import ChatId, UserId, community_mailbox, mailbox_id
from bot.core.text import MESSAGE_LIMIT, Markup, clip
from bot.features.crisis.model import Step
from bot.features.crisis.statement import Statement, StatementState
from bot.features.settings.model import Group
from handlers.commands import Misused, Request, reply
from handlers.crisis.scene import community
from handlers.desk import Desk
from handlers.keyboards import Press, button

PRESSED = "statement_pressed"
POSTED = "statement_posted"
DONE = ("done", "完成", "结束", "撤下")
LONGEST = 3_000
MOST_GROUPS = 40
PIN = "can_pin_messages"


async def statement(desk: Desk, request: Request, group: Group) -> None:
    """Draft a statement, or take down what stands."""
    language = await desk.language_of(request.asker.id, group.language)
    store = community(desk).statements
    if not request.args:
        standing = await store.standing()
        lines = [desk.say(language, "statement-standing" if standing else "statement-none")]
        lines += [Markup.quote(one.said) for one in standing]
        await reply(desk, request, group, Markup("\n").join(lines), privately=True)
        return
    if request.args.strip().lower() in DONE:
        await _take_down(desk, request, group, language)
        return
    if len(request.args) > LONGEST:
        raise Misused
    await draft(desk, group, request.asker.id, request.asker.name, request.args)
    await reply(desk, request, group, desk.say(language, "statement-drafted"), privately=True)


async def draft(desk: Desk, group: Group, by_id: int, by_name: str, text: str) -> None:
    """Show a draft to everybody who may approve it, its author among them.

    Raises:
        Refused: nobody can be shown it.
    """
    groups = await _groups(desk)
    staff = list(dict.fromkeys(user for one in groups.values() for user in one.staff))
    reachable = await desk.store.people.reachable(staff)
    if not reachable:
        raise Refused("statement-nobody")
    match = desk.house.texts.match
    told = tuple((p.user_id, match(p.speaks) if p.speaks else group.language) for p in reachable)
    store = community(desk).statements
    made = Statement(
        id=store.new_id(),
        community_id=group.community_id,
        said=text,
        state=StatementState.DRAFT,
        at=desk.now,
        by_id=UserId(by_id),
        by_name=by_name,
        places=tuple(groups),
        told=told,
    )
    store.save(made)
    for user_id, language in told:
        shown, rows = _card(desk, language, made, groups)
        desk.send(user_id, shown, rows, repeat=Repeat.WANTED, handle=made.card(user_id))


async def _groups(desk: Desk) -> dict[ChatId, Group]:
    chats = await desk.store.groups.of_community(mailbox_id(desk.work.mailbox))
    found = {chat_id: await desk.group(chat_id) for chat_id in chats[:MOST_GROUPS]}
    return {chat_id: group for chat_id, group in found.items() if group is not None}


def _card(desk: Desk, language: str, made: Statement, groups: dict[ChatId, Group]) -> tuple[Markup, list[list[Button]]]:
    say = desk.say
    lines = [Markup.bold(say(language, "statement-title", name=made.by_name)), Markup.quote(made.said)]
    match made.state:
        case StatementState.DRAFT:
            lines.append(say(language, "statement-asks", count=len(made.places)))
        case StatementState.POSTED:
            key = "statement-approved-alone" if made.alone else "statement-approved"
            lines.append(say(language, key, name=made.approved_name or ""))
            lines.append(say(language, "statement-stands", count=len(made.standing), of=len(made.places)))
            missing = [groups[chat].title for chat in made.refused if chat in groups]
            if missing:
                names = say(language, "list-separator").join(missing)
                lines.append(say(language, "statement-refused", names=names))
        case StatementState.DROPPED:
            lines.append(say(language, "statement-dropped"))
        case StatementState.DONE:
            lines.append(say(language, "statement-taken-down"))
    if made.state is not StatementState.DRAFT:
        return Markup("\n").join(lines), []
    rows = [
        [
            button(say(language, "statement-yes").plain(), "statement", "yes", made.id),
            button(say(language, "statement-no").plain(), "statement", "no", made.id),
        ]
    ]
    if len(groups) > 1:
        marks = [("☑" if chat in made.places else "☐", chat, group.title) for chat, group in groups.items()]
        rows += [[button(f"{mark} {title}", "statement", "place", made.id, chat)] for mark, chat, title in marks]
    return Markup("\n").join(lines), rows


async def statement_pressed(desk: Desk, press: Press) -> None:
    """A button of a draft: the statement's community decides."""
    community_id = await desk.store.desks.of_statement(press.intent.number())
    if community_id is None:
        raise Refused("press-old")
    desk.work.forward(community_mailbox(community_id), PRESSED, press)


async def pressed(desk: Desk, press: Press) -> None:
    """Approve, drop, or choose groups; the right is checked now."""
    made = await community(desk).statements.find(press.intent.number())
    groups = await _groups(desk)
    language = await desk.language_of(press.presser.id)
    if made is None or made.state is not StatementState.DRAFT:
        desk.answer(press, desk.say(language, "press-old"))
        return
    if not any(group.is_admin(press.presser.id) for group in groups.values()):
        desk.answer(press, desk.say(language, "press-not-yours"), alert=True)
        return
    match press.intent.verb:
        case "no":
            made = replace(made, state=StatementState.DROPPED)
        case "place":
            chat_id = ChatId(press.intent.number(1))
            places = tuple(chat for chat in groups if (chat in made.places) != (chat == chat_id))
            made = replace(made, places=places)
        case "yes":
            if not made.may_be_approved(press.presser.id, desk.now):
                alone = all(user == made.by_id for user, _ in made.told)
                key = "statement-wait" if alone else "statement-another"
                desk.answer(press, desk.say(language, key), alert=True)
                return
            if not any(chat in groups for chat in made.places):
                desk.answer(press, desk.say(language, "statement-nowhere"), alert=True)
                return
            made = _post(desk, made, groups, press)
    desk.answer(press)
    community(desk).statements.save(made)
    _show_again(desk, made, groups)


def _show_again(desk: Desk, made: Statement, groups: dict[ChatId, Group]) -> None:
    for user_id, spoken in made.told:
        text, rows = _card(desk, spoken, made, groups)
        edit = EditMessage(user_id, clip(text, MESSAGE_LIMIT), tuple(tuple(row) for row in rows))
        desk.work.emit(edit, handle=made.card(user_id))


def _post(desk: Desk, made: Statement, groups: dict[ChatId, Group], press: Press) -> Statement:
    """Say it in every chosen group; where it stands is known when Telegram has answered."""
    places = tuple(chat for chat in made.places if chat in groups)
    for chat_id in places:
        group = groups[chat_id]
        text = Markup("\n").join([Markup.bold(desk.say(group.language, "statement-head")), Markup.escape(made.said)])
        desk.send(chat_id, text, repeat=Repeat.WANTED, report=POSTED, memo=str(made.id))
    return replace(
        made,
        state=StatementState.POSTED,
        places=places,
        approved_name=press.presser.name,
        alone=press.presser.id == made.by_id,
    )


async def posted(desk: Desk, body: bytes) -> None:
    """A group has it, or does not: remember where, pin it, and bring the cards up to date.

    The first group that has it puts it into the timeline of what burns.
    """
    outcome = msgspec.json.decode(body, type=Outcome)
    store, incidents = community(desk).statements, community(desk).incidents
    made = await store.find(int(outcome.memo))
    group = await desk.group(outcome.chat_id)
    if made is None or group is None:
        return
    groups, opened = await _groups(desk), [each for each in await incidents.open() if not each.is_drill]
    stands = made.state is StatementState.POSTED
    if outcome.accepted and stands and not made.standing:
        for incident in opened:
            incidents.note(incident.id, desk.now, Step.STATED, made.approved_name or "", made.said)
    made = replace(made, posted=(*made.posted, (outcome.chat_id, outcome.message_id or 0)))
    store.save(made)
    if stands:
        _show_again(desk, made, groups)
    if outcome.message_id is None or not stands:
        return
    if group.can(PIN):
        desk.work.emit(Pin(outcome.chat_id, outcome.message_id))
    else:
        desk.store.troubles(group.chat_id).note(f"right:{PIN}", desk.now)


async def _take_down(desk: Desk, request: Request, group: Group, language: str) -> None:
    store = community(desk).statements
    standing = await store.standing()
    groups = await _groups(desk)
    if not standing:
        raise Refused("statement-none")
    for one in standing:
        store.save(replace(one, state=StatementState.DONE))
        for chat_id, message_id in one.standing:
            place = groups.get(ChatId(chat_id))
            if place is not None and place.can(PIN):
                desk.work.emit(Unpin(chat_id, message_id))
    await reply(desk, request, group, desk.say(language, "statement-taken-down"), privately=True)
