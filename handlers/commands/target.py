"""Whom a command is about."""

from bot.core.errors import Refused
from bot.core.event import Person
from bot.features.members.model import Member, MemberStatus
from bot.features.settings.model import Group
from handlers.commands.vocabulary import Request
from handlers.desk import Desk


async def target(desk: Desk, request: Request, group: Group) -> tuple[Member, str]:
    """Whom a command is about, and the remaining arguments: the author replied to, ``@user``, a mention or an id.

    Raises:
        Refused: nobody is named, or the bot has never seen them.
    """
    store = desk.store.chat(group.chat_id).members
    answered = request.message.reply
    if answered is not None and answered.sender is not None and answered.sender.is_user:
        author = answered.sender.person
        assert author is not None, "a user is a person"
        return await store.find(author.id) or _stranger(author, desk), request.args
    word, _, rest = request.args.partition(" ")
    if request.message.mentions:
        named = request.message.mentions[0]
        member = await store.find(named.id) or _stranger(named, desk)
        return member, request.args.replace(named.name, "", 1).strip()
    if word.startswith("@"):
        found = await store.by_username(word[1:])
        if found is None:
            raise Refused("unknown-person", name=word)
        return found, rest.strip()
    if word.isdigit():
        found = await store.find(int(word))
        if found is None:
            raise Refused("unknown-person", name=word)
        return found, rest.strip()
    raise Refused("whom")


def _stranger(named: Person, desk: Desk) -> Member:
    """A member as far as one message shows."""
    return Member(named.id, named.name, named.username, MemberStatus.MEMBER, desk.now)
