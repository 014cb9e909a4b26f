"""What stands before every method: is there such a chat, may the bot speak and act there (§2.4, §6.4)."""

from __future__ import annotations

from bot.sandbox.chats import Chat, Member
from bot.sandbox.errors import ApiError, bad_request, forbidden
from bot.sandbox.messages import Message
from bot.sandbox.params import Params
from bot.sandbox.people import User
from bot.sandbox.rights import NEEDED_TO_SEND
from bot.sandbox.world import World

_KIND_OF_CHAT = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}


def known_chat(world: World, params: Params, name: str = "chat_id") -> Chat:
    """The chat named, whatever the bot's standing in it."""
    given = params.text(name).strip()
    if not given:
        raise bad_request(f'parameter "{name}" is required' if name != "chat_id" else "chat_id is empty")
    if given.startswith("@"):
        chat = world.chat_by_name(given)
    else:
        number = int(given) if given.lstrip("-").isdigit() else 0
        user = world.users.get(number)
        chat = user.private if user is not None else world.chats.get(number)
    if chat is None:
        raise bad_request("chat not found")
    return chat


def chat_of(world: World, params: Params, name: str = "chat_id") -> Chat:
    """The chat named, in which the bot is; refusals in the server's order: upgraded, deleted, kicked, not a member."""
    chat = known_chat(world, params, name)
    if chat.type == "private":
        return chat
    if chat.migrated_to is not None:
        raise ApiError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": chat.migrated_to.id},
        )
    if chat.gone:
        raise forbidden("the group chat was deleted")
    member = world.bot_member(chat)
    if member.status == "kicked":
        raise forbidden(f"bot was kicked from the {_KIND_OF_CHAT[chat.type]}")
    if not member.inside:
        raise forbidden(f"bot is not a member of the {_KIND_OF_CHAT[chat.type]}")
    return chat


def may_send(world: World, chat: Chat, kind: str) -> None:
    """Raise ApiError unless the bot may send that kind of content there."""
    if chat.peer is not None:
        may_write_privately(world, chat.peer)
        return
    member = world.bot_member(chat)
    if chat.type == "channel":
        if not member.may("can_post_messages"):
            raise bad_request("need administrator rights in the channel chat")
        return
    if member.is_admin:
        return
    permission, words = NEEDED_TO_SEND.get(kind, ("can_send_messages", "text messages"))
    if not chat.allows(world.bot, "can_send_messages"):
        raise bad_request("not enough rights to send text messages to the chat")
    if not chat.allows(world.bot, permission):
        raise bad_request(f"not enough rights to send {words} to the chat")


def may_write_privately(world: World, person: User) -> None:
    """Raise ApiError unless `person` opened the chat, or asked to join within five minutes and is not decided on."""
    if person.is_bot:
        raise forbidden("the bot can't send messages to the bot")
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.private.blocked:
        raise forbidden("bot was blocked by the user")
    if person.private.started:
        return
    now = world.now()
    requests = (chat.requests.get(person.id) for chat in world.chats.values() if chat.peer is None)
    if not any(
        request is not None
        and request.opens_private_chat(now)
        and world.bot_member(request.chat).may("can_invite_users")
        for request in requests
    ):
        raise forbidden("bot can't initiate conversation with a user")


def target_of(world: World, params: Params, unknown: str = "PARTICIPANT_ID_INVALID") -> User:
    """The person in user_id."""
    user_id = params.number("user_id")
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    person = world.users.get(user_id)
    if person is None:
        raise bad_request(unknown)
    return person


def needs(world: World, chat: Chat, right: str, refusal: str) -> Member:
    """The bot's standing; raises ApiError with `refusal` when it lacks `right`."""
    member = world.bot_member(chat)
    if not member.may(right):
        raise bad_request(refusal)
    return member


def message_of(chat: Chat, message_id: int, missing: str) -> Message:
    """A message still there; raises ApiError "message to … not found"."""
    message = chat.stored.get(message_id)
    if message is None or message_id <= 0:
        raise bad_request(f"{missing} not found")
    return message
