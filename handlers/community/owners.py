"""/owners: who is responsible for a community; decided in its mailbox, where two removals cannot meet."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.core.effect import Button, EditMessage, Repeat
from bot.core.errors import NotPermitted, Refused
from bot.core.event import Person
from bot.core.ids import UserId
from bot.core.text import Markup, clip
from bot.features.settings.model import Group
from handlers import access
from handlers.commands import Misused, Request, reply, target
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button

MOST: Final = 20
"""Owners of one community."""
ADD: Final = ("add", "添加", "增加", "加")
BOTS_END_IN: Final = "bot"
DROP: Final = ("del", "remove", "移除", "删除", "去掉")


async def owners(desk: Desk, request: Request, group: Group) -> None:
    """Show the owners, or ask whether somebody shall become one or be one no more; for owners."""
    _require_owner(group, request.asker.id)
    language = await desk.language_of(request.asker.id, group.language)
    verb, _, whom = request.args.strip().partition(" ")
    if not verb:
        text, rows = await _shown(desk, group, language)
    elif verb.casefold() in ADD:
        text, rows = await _asked(desk, group, language, "add", await _named(desk, request, group, whom))
    elif verb.casefold() in DROP:
        text, rows = await _asked(desk, group, language, "drop", await _named(desk, request, group, whom))
    else:
        raise Misused
    await reply(desk, request, group, text, rows, privately=True)


async def pressed(desk: Desk, press: Press) -> None:
    """Somebody to remove from the list, or a yes or no to what was asked; in the community's mailbox."""
    group = await desk.group(press.intent.number())
    if group is None:
        raise Refused("press-old")
    if desk.work.mailbox != group.community_mailbox:
        desk.work.forward(group.community_mailbox, access.PRESS, press)
        return
    _require_owner(group, press.presser.id)
    language = await desk.language_of(press.presser.id, group.language)
    rows: Rows = ()
    match press.intent.verb:
        case "no":
            text = desk.say(language, "owners-kept")
        case "ask":
            text, rows = await _asked(desk, group, language, "drop", await _known(desk, group, press.intent.number(1)))
        case "add" | "drop" as deed:
            person = await _known(desk, group, press.intent.number(1))
            text = await _done(desk, group, language, deed, person, press.presser)
        case _:
            raise Refused("press-old")
    desk.answer(press)
    frozen = tuple(tuple(row) for row in rows)
    desk.work.emit(EditMessage(press.chat_id, text, frozen, message_id=press.message_id))


def _require_owner(group: Group, user_id: int) -> None:
    if not group.is_owner(user_id):
        raise NotPermitted("is_owner")


async def _named(desk: Desk, request: Request, group: Group, whom: str) -> Person:
    """Whom a command means.

    Raises:
        Refused: the bot itself, or somebody it has never seen.
    """
    if whom.strip().removeprefix("@").casefold() in (str(desk.bot.id), desk.bot.username.casefold()):
        raise Refused("owners-bot")
    member, _ = await target(desk, replace(request, args=whom.strip()), group)
    mentioned = [person for person in request.message.mentions if person.id == member.user_id]
    is_bot = any(person.is_bot for person in mentioned)
    if (member.username or "").casefold().endswith(BOTS_END_IN):
        # Whose name ends so is a bot, unless they have pressed Start, which no bot can.
        is_bot = is_bot or not await desk.store.people.reachable([member.user_id])
    return Person(member.user_id, member.name, is_bot=is_bot or _is_bot(desk, group, member.user_id))


def _is_bot(desk: Desk, group: Group, user_id: int) -> bool:
    admin = group.admins.get(UserId(user_id))
    return user_id == desk.bot.id or (admin is not None and admin.is_bot)


async def _known(desk: Desk, group: Group, user_id: int) -> Person:
    """Somebody by id, with the name the bot knows, at worst their number."""
    met = await desk.store.people.find(user_id)
    admin = group.admins.get(UserId(user_id))
    member = None if met or admin else await desk.store.chat(group.chat_id).members.find(user_id)
    found = met or admin or member
    name = found.name if found is not None else str(user_id)
    return Person(UserId(user_id), name, is_bot=_is_bot(desk, group, user_id))


async def _shown(desk: Desk, group: Group, language: str) -> tuple[Markup, Rows]:
    """The owners, each with where that comes from, and buttons for those who can be removed."""
    store, say = desk.store.communities, desk.say
    own, creators = await store.owners_of(group.community_id), await store.creators(group.community_id)
    everybody = [*own, *sorted(group.owners.difference(own))]
    reachable = {met.user_id for met in await desk.store.people.reachable(everybody)}
    lines = [say(language, "owners-list", name=await _name(desk, group))]
    rows: list[Sequence[Button]] = []
    for user_id in everybody:
        person = await _known(desk, group, user_id)
        name = Markup.mention(user_id, clip(person.name, 48))
        if user_id in creators:
            line = say(language, "owners-line-creator", name=name, group=creators[user_id])
        else:
            line = say(language, "owners-line" if user_id in own else "owners-line-operator", name=name)
        lines.append(line if user_id in reachable else say(language, "owners-line-unreachable", line=line))
        if user_id in own and user_id not in creators and len(own) > 1:
            shown = say(language, "owners-drop-button", name=clip(person.name, 24)).plain()
            rows.append([button(shown, "owners", "ask", group.chat_id, user_id)])
    lines.append(say(language, "owners-hint"))
    return Markup("\n").join(lines), rows


async def _asked(desk: Desk, group: Group, language: str, deed: str, person: Person) -> tuple[Markup, Rows]:
    """What a change would mean, with a yes and a no.

    Raises:
        Refused: it cannot be.
    """
    await _check(desk, group, deed, person)
    asked = desk.say(
        language,
        f"owners-ask-{deed}",
        name=Markup.mention(person.id, person.name),
        community=await _name(desk, group),
        count=len(await desk.store.groups.of_community(group.community_id)),
    )
    buttons = [
        button(desk.say(language, f"owners-yes-{deed}").plain(), "owners", deed, group.chat_id, person.id),
        button(desk.say(language, "owners-no").plain(), "owners", "no", group.chat_id),
    ]
    return asked, [buttons]


async def _check(desk: Desk, group: Group, deed: str, person: Person) -> None:
    """Let pass what can be: the creator of a group owns it, and somebody always does.

    Raises:
        Refused: with the reason.
    """
    store = desk.store.communities
    own = await store.owners_of(group.community_id)
    if deed == "add":
        if person.is_bot:
            raise Refused("owners-bot")
        if person.id in group.owners:
            raise Refused("owners-already", name=person.name)
        if len(own) >= MOST:
            raise Refused("owners-many", most=MOST)
        return
    if person.id not in own:
        raise Refused("owners-operator" if person.id in group.owners else "owners-not-one", name=person.name)
    creators = await store.creators(group.community_id)
    if person.id in creators:
        raise Refused("owners-creator", name=person.name, group=creators[person.id])
    if len(own) <= 1:
        raise Refused("owners-last", name=person.name)


async def _done(desk: Desk, group: Group, language: str, deed: str, person: Person, by: Person) -> Markup:
    """Make somebody an owner, or no longer; they hear of it where they can be told."""
    await _check(desk, group, deed, person)
    community, store = await _name(desk, group), desk.store.communities
    named, is_reachable = Markup.mention(person.id, person.name), await desk.store.people.reachable([person.id])
    theirs = await desk.language_of(person.id, group.language)
    if deed == "add":
        await store.add_owner(group.community_id, person, desk.now)
        said = desk.say(language, "owners-added", name=named, community=community)
        if not is_reachable:
            said = Markup("\n").join([said, desk.say(language, "owners-added-unreachable")])
    else:
        await store.drop_owner(group.community_id, person)
        said = desk.say(language, "owners-dropped", name=named, community=community)
    if is_reachable and person.id != by.id:
        key = "owners-you-added" if deed == "add" else "owners-you-dropped"
        told = desk.say(theirs, key, by=by.name, community=community)
        desk.send(person.id, told, repeat=Repeat.WANTED)
    return said


async def _name(desk: Desk, group: Group) -> str:
    """What the community is called; without a name, as its group."""
    found = await desk.store.communities.find(group.community_id)
    return found.name if found is not None else group.title
