"""The updates of a rehearsal: what Telegram would have sent when it was spoken."""

from typing import Any

import msgspec

from bot.commands.history import Move, Place, Speaker, Spoken
from bot.commands.rehearsal.offline import BOT, BOT_ID, EVERY_RIGHT
from bot.core.clock import Clock
from bot.core.event import MediaKind
from handlers.incoming import ANONYMOUS_ADMIN_ID, CHANNEL_BOT_ID, SERVICE_ID

FIRST_SETUP_ID = 1_400_000_000
"""Message ids that no history holds, of what is said before it begins."""
REMEMBERED = 20_000
"""Messages kept for replies to them."""


class Updates:
    """Writes updates, as the JSON of the Bot API, numbered as they are asked for."""

    def __init__(self, owner_id: int, clock: Clock) -> None:
        self._owner = {"id": owner_id, "is_bot": False, "first_name": "owner"}
        self._private = {"id": owner_id, "type": "private", "first_name": "owner"}
        self._clock = clock
        self._update_id = 0
        self._setup_id = FIRST_SETUP_ID
        self._recent: dict[tuple[int, int], Spoken] = {}

    def of(self, message: Spoken) -> bytes:
        """A message of the history, with what it replies to."""
        body = _shown(message)
        if message.reply_to is not None:
            replied = self._recent.get((message.place.chat_id, message.reply_to))
            if replied is not None:
                body["reply_to_message"] = _shown(replied)
        self._recent[message.place.chat_id, message.message_id] = message
        if len(self._recent) > REMEMBERED:
            del self._recent[next(iter(self._recent))]
        return self._encoded("message", body)

    def said_privately(self, text: str) -> bytes:
        """Words of the owner to the bot alone, now."""
        return self._encoded("message", self._said(self._private, text))

    def owner_said(self, place: Place, text: str) -> bytes:
        """Words of the owner in a group, now."""
        return self._encoded("message", self._said(_chat(place), text))

    def bot_added(self, place: Place) -> bytes:
        """The owner has just made the bot an administrator with every right."""
        rights = {
            **dict.fromkeys(EVERY_RIGHT, True),
            **dict.fromkeys(("can_post_stories", "can_edit_stories", "can_delete_stories"), False),
        }
        member = {"user": BOT, "status": "administrator", "can_be_edited": False, "is_anonymous": False, **rights}
        return self._encoded(
            "my_chat_member",
            {
                "chat": _chat(place),
                "from": self._owner,
                "date": self._now(),
                "old_chat_member": {"user": BOT, "status": "left"},
                "new_chat_member": member,
            },
        )

    def moved(self, move: Move, place: Place) -> bytes:
        """Somebody came into a group, or left it."""
        person = {"id": move.user_id, "is_bot": False, "first_name": move.name}
        gone, there = {"user": person, "status": "left"}, {"user": person, "status": "member"}
        return self._encoded(
            "chat_member",
            {
                "chat": _chat(place),
                "from": person,
                "date": int(move.at.timestamp()),
                "old_chat_member": gone if move.came else there,
                "new_chat_member": there if move.came else gone,
            },
        )

    def _said(self, chat: dict[str, Any], text: str) -> dict[str, Any]:
        self._setup_id += 1
        return {
            "message_id": self._setup_id,
            "date": self._now(),
            "chat": chat,
            "from": self._owner,
            "text": text,
        }

    def _now(self) -> int:
        return int(self._clock.now().timestamp())

    def _encoded(self, kind: str, body: dict[str, Any]) -> bytes:
        self._update_id += 1
        return msgspec.json.encode({"update_id": self._update_id, kind: body})


def _chat(place: Place) -> dict[str, Any]:
    return {"id": place.chat_id, "type": "supergroup", "title": place.title}


def _shown(message: Spoken) -> dict[str, Any]:
    """A message as the Bot API shows it."""
    when = int(message.at.timestamp())
    body: dict[str, Any] = {"message_id": message.message_id, "date": when, "chat": _chat(message.place)}
    body.update(_sender(message))
    words = "text" if message.media is None else "caption"
    if message.text:
        body[words] = message.text
        if message.entities:
            body["entities" if words == "text" else "caption_entities"] = message.entities
    if message.media is not None:
        body.update(_attached(message))
    if message.forwarded_from is not None:
        body["forward_origin"] = {"type": "hidden_user", "date": when, "sender_user_name": message.forwarded_from}
    if message.via_bot is not None:
        body["via_bot"] = {"id": BOT_ID + 7, "is_bot": True, "first_name": message.via_bot, "username": message.via_bot}
    if message.buttons:
        body["reply_markup"] = {"inline_keyboard": message.buttons}
    return body


def _sender(message: Spoken) -> dict[str, Any]:
    """The stand-in accounts that Telegram puts before channels and anonymous administrators."""
    channel = {"id": message.user_id, "type": "channel", "title": message.name}
    match message.speaker:
        case Speaker.USER:
            return {"from": {"id": message.user_id, "is_bot": False, "first_name": message.name}}
        case Speaker.GROUP:
            return {"from": _service(ANONYMOUS_ADMIN_ID, "Group"), "sender_chat": _chat(message.place)}
        case Speaker.CHANNEL:
            return {"from": _service(CHANNEL_BOT_ID, "Channel"), "sender_chat": channel}
        case Speaker.LINKED_CHANNEL:
            telegram_itself = {"id": SERVICE_ID, "is_bot": False, "first_name": "Telegram"}
            return {"from": telegram_itself, "sender_chat": channel, "is_automatic_forward": True}


def _service(user_id: int, name: str) -> dict[str, Any]:
    return {"id": user_id, "is_bot": True, "first_name": name}


def _attached(message: Spoken) -> dict[str, Any]:
    """Media as Telegram describes it; the file ids lead nowhere."""
    kind = message.media
    assert kind is not None, "asked only for messages with media"
    id_ = f"history{message.message_id}"
    file: dict[str, Any] = {"file_id": id_, "file_unique_id": id_}
    frame = {"width": 512, "height": 512}
    length = {"duration": 1}
    match kind:
        case MediaKind.PHOTO:
            return {"photo": [{**file, **frame}]}
        case MediaKind.STICKER:
            return {"sticker": {**file, **frame, "type": "regular", "is_animated": False, "is_video": False}}
        case MediaKind.VIDEO | MediaKind.ANIMATION:
            return {kind.value: {**file, **frame, **length}}
        case MediaKind.VIDEO_NOTE:
            return {"video_note": {**file, **length, "length": 240}}
        case MediaKind.VOICE | MediaKind.AUDIO:
            return {kind.value: {**file, **length}}
        case MediaKind.CONTACT:
            return {"contact": {"phone_number": "0", "first_name": "contact"}}
        case MediaKind.LOCATION:
            return {"location": {"longitude": 0.0, "latitude": 0.0}}
        case MediaKind.POLL:
            poll = {"id": id_, "question": "poll", "options": [], "total_voter_count": 0, "is_closed": True}
            rest = {
                "is_anonymous": True,
                "type": "regular",
                "allows_multiple_answers": False,
                "allows_revoting": False,
                "members_only": False,
            }
            return {"poll": {**poll, **rest}}
        case MediaKind.DOCUMENT | MediaKind.OTHER:
            return {"document": file}
