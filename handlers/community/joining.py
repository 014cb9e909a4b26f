"""/community: groups that are run together share owners, bans, watch words, and numbers."""

from collections.abc import Sequence
from typing import Final

import msgspec

from bot.core.effect import Repeat
from bot.core.errors import NotPermitted, Refused
from bot.core.ids import CommunityId, mailbox_id
from bot.core.text import Markup, clip
from bot.features.settings.model import Group
from handlers import access
from handlers.commands import Misused, Request, reply
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button
from storage.communities import Community

OFFER = "community_offer"
LONGEST: Final = 40
OFFERED: Final = 8
SHOWN: Final = 40
CREATE: Final = ("create", "new", "新建", "创建", "改名")
JOIN: Final = ("join", "加入")
LEAVE: Final = ("leave", "退出", "离开")
LIST: Final = ("list", "列表")


async def community(desk: Desk, request: Request, group: Group) -> None:
    """Show the community of a group, name it, join another or leave it; for owners."""
    _require_owner(group, request.asker.id)
    language = await desk.language_of(request.asker.id, group.language)
    first, _, rest = request.args.strip().partition(" ")
    word, rest = first.casefold(), rest.strip()
    if word in CREATE and rest:
        text: Markup = await _create(desk, group, request.asker.id, language, rest)
        rows: Rows = ()
    elif word in JOIN and rest:
        text, rows = await _join(desk, group, request.asker.id, language, await _named(desk, request, rest)), ()
    elif word in LEAVE and not rest:
        text, rows = await _leave(desk, group, request.asker.id, language), ()
    elif not word or (word in LIST and not rest):
        text, rows = await _state(desk, group, request.asker.id, language)
    else:
        raise Misused
    await reply(desk, request, group, text, rows, privately=True)


def _require_owner(group: Group, user_id: int) -> None:
    if not group.is_owner(user_id):
        raise NotPermitted("is_owner")


async def _named(desk: Desk, request: Request, name: str) -> CommunityId:
    """The community somebody means, by name, of those they own."""
    mine = await desk.store.communities.owned_by(request.asker.id)
    found = [one for one in mine if one.name.casefold() == name.casefold()]
    if len(found) != 1:
        raise Refused("community-unknown", name=name)
    return found[0].id


async def _state(desk: Desk, group: Group, asker: int, language: str) -> tuple[Markup, Rows]:
    """What belongs to it, and buttons for the other communities of who asks."""
    store = desk.store.communities
    mine, own = await store.owned_by(asker), await store.find(group.community_id)
    titles = []
    for chat_id in (await desk.store.groups.of_community(group.community_id))[:SHOWN]:
        found = await desk.group(chat_id)
        titles.append(Markup.escape("· " + clip(found.title if found is not None else str(chat_id), 48)))
    name = own.name if own is not None else group.title
    lines = [desk.say(language, "community-state", name=name, group=group.title, count=len(titles)), *titles]
    lines.append(desk.say(language, "community-hint"))
    return Markup("\n").join(lines), _offers(desk, group, language, [one for one in mine if one.groups])


def _offers(desk: Desk, group: Group, language: str, mine: Sequence[Community]) -> Rows:
    return [
        [
            button(
                desk.say(language, "community-join-button", name=clip(one.name, 24), count=one.groups).plain(),
                "community",
                "join",
                group.chat_id,
                one.id,
            )
        ]
        for one in mine
        if one.id != group.community_id
    ][:OFFERED]


async def _create(desk: Desk, group: Group, asker: int, language: str, name: str) -> Markup:
    """Alone in its community, a group only gives it a name; else it gets one of its own."""
    if len(name) > LONGEST:
        raise Refused("community-long", longest=LONGEST)
    store, together = desk.store.communities, await desk.store.groups.of_community(group.community_id)
    if len(together) <= 1:
        store.rename(group.community_id, name)
    else:
        await _free(desk, group)
        store.move(group.chat_id, store.add(name, asker, desk.now))
    return desk.say(language, "community-created", name=name, group=group.title)


async def _join(desk: Desk, group: Group, asker: int, language: str, other: CommunityId) -> Markup:
    store = desk.store.communities
    found = await store.find(other)
    if found is None or not await store.is_owner(other, asker):
        raise NotPermitted("is_owner")
    if other == group.community_id:
        raise Refused("community-already", name=found.name)
    await _free(desk, group)
    store.move(group.chat_id, other)
    return desk.say(language, "community-joined", name=found.name, group=group.title)


async def _leave(desk: Desk, group: Group, asker: int, language: str) -> Markup:
    if len(await desk.store.groups.of_community(group.community_id)) <= 1:
        raise Refused("community-alone")
    await _free(desk, group)
    store = desk.store.communities
    store.move(group.chat_id, store.add(group.title, asker, desk.now))
    return desk.say(language, "community-left", group=group.title)


async def _free(desk: Desk, group: Group) -> None:
    """What is open belongs to the community and its numbers, and is finished there first."""
    if await desk.store.communities.is_busy(group.community_id, group.chat_id):
        raise Refused("community-busy")


async def pressed(desk: Desk, press: Press) -> None:
    """Join a community, by a button."""
    group = await access.pressed(desk, press, None)
    if group is None:
        return
    _require_owner(group, press.presser.id)
    language = await desk.language_of(press.presser.id, group.language)
    said = await _join(desk, group, press.presser.id, language, CommunityId(press.intent.number(1)))
    desk.answer(press)
    desk.send(press.presser.id, said, repeat=Repeat.WANTED)


async def offer(desk: Desk, body: bytes) -> None:
    """Whoever adds the bot to a further group is offered the communities they own."""
    adder, group = msgspec.json.decode(body, type=int), await desk.group(mailbox_id(desk.work.mailbox))
    if group is None or not await desk.store.people.reachable([adder]):
        return
    mine = [one for one in await desk.store.communities.owned_by(adder) if one.groups]
    language = await desk.language_of(adder, group.language)
    rows = _offers(desk, group, language, mine)
    if rows:
        desk.send(adder, desk.say(language, "community-offer", group=group.title), rows)
