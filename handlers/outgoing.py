"""Effects become API calls, and Telegram's answers become outcomes."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog
import telegram
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.core.effect import (
    AnswerJoinQuery,
    AnswerPress,
    ApproveJoin,
    AskOutsideList,
    Ban,
    BanChannel,
    CallHook,
    CopyAlbum,
    CopyMessage,
    CreateInvite,
    DeclineJoin,
    DeleteMessages,
    DeleteOwn,
    DeleteReactions,
    EditMessage,
    Effect,
    InspectGroup,
    Kick,
    LeaveChat,
    Pin,
    React,
    ReadCodes,
    ReadFile,
    Repeat,
    Restrict,
    RevokeInvite,
    SendAlbum,
    SendDocument,
    SendMedia,
    SendMessage,
    SendPicture,
    SendPoll,
    SetMemberTag,
    SetPermissions,
    StopPoll,
    StudyHistory,
    Unban,
    UnbanChannel,
    Unpin,
    said_again,
)
from bot.core.errors import Bug, Unavailable, error_name
from bot.runtime.performer import Answer, AnswerKind
from handlers.codes import read_codes
from handlers.files import read_text
from handlers.hooks import call_hook
from handlers.http import NotSent
from handlers.incoming import admin_of, rights_of
from handlers.keyboards import markup
from handlers.outside_list import OutsideList
from handlers.sanctioning import lasting, yielded_to
from handlers.studying import study

log = structlog.get_logger(__name__)

ALREADY_DONE = {
    DeleteMessages: ("message to delete not found",),
    DeleteOwn: ("message to delete not found",),
    EditMessage: ("message is not modified",),
    ApproveJoin: ("hide_requester_missing", "user_already_participant"),
    DeclineJoin: ("hide_requester_missing", "user_already_participant"),
    Unpin: ("message to unpin not found", "chat_not_modified"),
    LeaveChat: ("bot is not a member", "chat not found", "bot was kicked"),
    RevokeInvite: ("invite_hash_expired",),
    SetPermissions: ("chat_not_modified",),
}
"""Refusals that mean the wish has come true (matched without case)."""

Draw = Callable[[Any], Awaitable[bytes]]
"""Turns a stored picture specification into PNG bytes."""

NO_PREVIEW = telegram.LinkPreviewOptions(is_disabled=True)


class TelegramPerformer:
    """The outgoing side of a real bot."""

    def __init__(
        self,
        bot: telegram.Bot,
        draw: Draw,
        again_mark: Callable[[int], Awaitable[str]],
        now: Callable[[], datetime],
        outside_list: OutsideList | None = None,
    ) -> None:
        self._bot = bot
        self._now = now
        self._draw = draw
        self._again_mark = again_mark
        self._outside_list = outside_list

    async def perform(self, effect: Effect, *, again: bool) -> Answer:
        """Make the call; see `bot.runtime.performer.Performer`."""
        try:
            if again and effect.repeat is Repeat.WANTED:
                effect = replace(effect, call=said_again(effect.call, await self._again_mark(effect.chat_id)))
            return await self._call(effect)
        except TelegramError as error:
            return _answer_to(effect, error)
        except Unavailable as error:
            return Answer(AnswerKind.UNSENT, error=type(error).__name__)
        except KeyError as error:
            # The client's way to say that a 200 held no result.
            return Answer(AnswerKind.UNKNOWN, error=f"no result: {type(error).__name__}")
        except Exception as error:
            # A call that cannot even be built must not block its stream for ever.
            log.exception("call_broken", call=type(effect.call).__name__, error=error_name(error))
            return Answer(AnswerKind.REFUSED, error=f"internal: {type(error).__name__}")

    async def _call(self, effect: Effect) -> Answer:
        bot, call = self._bot, lasting(effect.call, self._now())
        match call:
            case SendMessage():
                return _sent(
                    await bot.send_message(
                        call.chat_id,
                        call.text,
                        parse_mode=ParseMode.HTML,
                        reply_markup=markup(call.buttons),
                        reply_parameters=_reply(call.reply_to),
                        message_thread_id=call.thread_id,
                        disable_notification=call.silent or None,
                        link_preview_options=NO_PREVIEW,
                        api_kwargs=_seen_by(call.only_for),
                    )
                )
            case SendPicture():
                return _sent(
                    await bot.send_photo(
                        call.chat_id,
                        await self._draw(call.picture),
                        caption=call.caption,
                        parse_mode=ParseMode.HTML,
                        reply_markup=markup(call.buttons),
                        message_thread_id=call.thread_id,
                        disable_notification=call.silent or None,
                        filename="weilu.png",
                    )
                )
            case SendMedia():
                return _sent(await self._send_media(call))
            case SendDocument():
                return _sent(
                    await bot.send_document(
                        call.chat_id,
                        call.content,
                        filename=call.filename,
                        caption=call.caption or None,
                        parse_mode=ParseMode.HTML,
                        disable_notification=call.silent,
                    )
                )
            case CopyMessage():
                copied = await bot.copy_message(
                    call.chat_id,
                    call.from_chat_id,
                    call.message_id,
                    message_thread_id=call.thread_id,
                    disable_notification=call.silent or None,
                    reply_markup=markup(call.buttons),
                )
                return Answer(AnswerKind.ACCEPTED, message_id=copied.message_id)
            case CopyAlbum():
                album = await bot.copy_messages(
                    call.chat_id,
                    call.from_chat_id,
                    call.message_ids,
                    message_thread_id=call.thread_id,
                    disable_notification=call.silent or None,
                )
                if not album:
                    return Answer(AnswerKind.REFUSED, error="message to copy not found")
                ids = [message.message_id for message in album]
                return Answer(AnswerKind.ACCEPTED, message_id=ids[0], data={"message_ids": ids})
            case SendAlbum():
                photos = [
                    telegram.InputMediaPhoto(file_id, call.caption if index == 0 else None, parse_mode=ParseMode.HTML)
                    for index, file_id in enumerate(call.file_ids)
                ]
                sent = await bot.send_media_group(call.chat_id, photos, message_thread_id=call.thread_id)
                return _sent(sent[0])
            case SendPoll():
                return _sent(
                    await bot.send_poll(
                        call.chat_id,
                        call.question,
                        list(call.options),
                        allows_multiple_answers=call.multiple or None,
                        message_thread_id=call.thread_id,
                    )
                )
            case StopPoll():
                poll = await bot.stop_poll(call.chat_id, call.message_id)
                votes = [[option.text, option.voter_count] for option in poll.options]
                return Answer(AnswerKind.ACCEPTED, data={"options": votes, "total": poll.total_voter_count})
            case Pin():
                await bot.pin_chat_message(call.chat_id, call.message_id, disable_notification=True)
            case Unpin():
                await bot.unpin_chat_message(call.chat_id, call.message_id)
            case CallHook():
                return await call_hook(call, self._now())
            case React():
                await bot.set_message_reaction(call.chat_id, call.message_id, call.emoji or None)
            case SetMemberTag():
                await bot.set_chat_member_tag(call.chat_id, call.user_id, call.tag)
            case EditMessage():
                await bot.edit_message_text(
                    call.text,
                    call.chat_id,
                    call.message_id,
                    parse_mode=ParseMode.HTML,
                    reply_markup=markup(call.buttons),
                    link_preview_options=NO_PREVIEW,
                )
                return Answer(AnswerKind.ACCEPTED, message_id=call.message_id)
            case DeleteMessages(message_ids=(only,)):
                await bot.delete_message(call.chat_id, only)
            case DeleteMessages():
                await bot.delete_messages(call.chat_id, call.message_ids)
            case Restrict(yields=True) | Ban(yields=True) | Kick() if status := await yielded_to(bot, call):
                return Answer(AnswerKind.ACCEPTED, data={"already": status})
            case Restrict():
                await bot.restrict_chat_member(
                    call.chat_id,
                    call.user_id,
                    permissions(call.permissions),
                    until_date=call.until,
                    use_independent_chat_permissions=True,
                )
            case Ban() | Kick():
                await bot.ban_chat_member(call.chat_id, call.user_id, until_date=call.until)
            case Unban():
                await bot.unban_chat_member(call.chat_id, call.user_id, only_if_banned=True)
            case BanChannel():
                await bot.ban_chat_sender_chat(call.chat_id, call.channel_id)
            case UnbanChannel():
                await bot.unban_chat_sender_chat(call.chat_id, call.channel_id)
            case DeleteReactions():
                await bot.delete_all_message_reactions(call.chat_id, call.user_id)
            case ApproveJoin():
                await bot.approve_chat_join_request(call.chat_id, call.user_id)
            case DeclineJoin():
                await bot.decline_chat_join_request(call.chat_id, call.user_id)
            case AnswerJoinQuery():
                # Bot API 10.1; the client speaks 10.0.
                await bot.do_api_request(
                    "answerChatJoinRequestQuery",
                    api_kwargs={"chat_join_request_query_id": call.query_id, "result": "queue"},
                )
            case AskOutsideList():
                listed = self._outside_list is not None and await self._outside_list.has(call.user_id)
                return Answer(AnswerKind.ACCEPTED, data={"listed": listed})
            case ReadCodes():
                return Answer(AnswerKind.ACCEPTED, data={"codes": await read_codes(bot, call.file_id)})
            case ReadFile():
                text = await read_text(bot, call.file_id, call.largest)
                return Answer(AnswerKind.ACCEPTED, data={} if text is None else {"text": text})
            case StudyHistory():
                return Answer(AnswerKind.ACCEPTED, data=await study(bot, call))
            case AnswerPress():
                await bot.answer_callback_query(call.query_id, call.text or None, show_alert=call.alert or None)
            case CreateInvite():
                link = await bot.create_chat_invite_link(
                    call.chat_id,
                    expire_date=call.expires_at,
                    member_limit=call.member_limit,
                    name=call.name[:32],
                    creates_join_request=call.asks or None,
                )
                return Answer(AnswerKind.ACCEPTED, data={"invite_link": link.invite_link})
            case RevokeInvite():
                await bot.revoke_chat_invite_link(call.chat_id, call.link)
            case SetPermissions():
                await bot.set_chat_permissions(
                    call.chat_id, permissions(call.permissions), use_independent_chat_permissions=True
                )
            case InspectGroup():
                return Answer(AnswerKind.ACCEPTED, data=await inspect(bot, call.chat_id))
            case LeaveChat():
                await bot.leave_chat(call.chat_id)
            case DeleteOwn():
                raise Bug("a handle is resolved before the call")
        return Answer(AnswerKind.ACCEPTED)

    async def _send_media(self, call: SendMedia) -> telegram.Message:
        send: dict[str, Callable[..., Awaitable[telegram.Message]]] = {
            "photo": self._bot.send_photo,
            "video": self._bot.send_video,
            "animation": self._bot.send_animation,
            "document": self._bot.send_document,
            "audio": self._bot.send_audio,
            "voice": self._bot.send_voice,
        }
        if call.media in send:
            return await send[call.media](
                call.chat_id,
                call.file_id,
                caption=call.caption,
                parse_mode=ParseMode.HTML,
                message_thread_id=call.thread_id,
                reply_markup=markup(call.buttons),
                disable_notification=call.silent or None,
            )
        if call.media == "video_note":
            return await self._bot.send_video_note(call.chat_id, call.file_id, message_thread_id=call.thread_id)
        return await self._bot.send_sticker(call.chat_id, call.file_id, message_thread_id=call.thread_id)


async def inspect(bot: telegram.Bot, chat_id: int) -> dict[str, Any]:
    """A group as Telegram sees it now: title, kind, administrators (bots included), what members may do, and the
    bot's own place."""
    chat = await bot.get_chat(chat_id)
    # Since Bot API 10.0 other bots are left out unless asked for.
    people = await bot.get_chat_administrators(chat_id, api_kwargs={"return_bots": True})
    found = [admin for member in people if (admin := admin_of(member)) is not None]
    own = next((member for member in people if member.user.id == bot.id), None)
    return {
        "title": chat.title or "",
        "kind": str(chat.type),
        "username": chat.username,
        "is_forum": bool(chat.is_forum),
        "admins": found,
        "permissions": _permissions_of(chat),
        "is_administrator": own is not None,
        "rights": sorted(rights_of(own)) if own is not None else [],
    }


def _permissions_of(chat: telegram.ChatFullInfo) -> dict[str, bool]:
    """What members may do, by Bot API name; a name that Telegram leaves out is not there."""
    given = chat.permissions
    names = given.__slots__ if given is not None else ()
    return {name: value for name in names if (value := getattr(given, name)) is not None}


def permissions(allowed: Any) -> telegram.ChatPermissions:
    """Bot API permissions; a name that is absent is not allowed. Two follow others unless they are named."""
    names = (
        "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
        "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
        "can_add_web_page_previews", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics",
    )  # fmt: skip
    values: dict[str, Any] = {name: bool(allowed.get(name, False)) for name in names}
    values |= {name: bool(allowed[name]) for name in ("can_react_to_messages", "can_edit_tag") if name in allowed}
    return telegram.ChatPermissions(**values)


def _sent(message: telegram.Message) -> Answer:
    # What one person alone sees has no id of its own.
    return Answer(AnswerKind.ACCEPTED, message_id=message.message_id or None)


def _seen_by(user_id: int | None) -> dict[str, Any] | None:
    """Bot API 10.3: one member alone sees the message; the client speaks 10.0."""
    return None if user_id is None else {"ephemeral_message_parameters": {"receiver_user_id": user_id}}


def _reply(message_id: int | None) -> telegram.ReplyParameters | None:
    """Answer to a message even if it has been deleted in the meantime."""
    return None if message_id is None else telegram.ReplyParameters(message_id, allow_sending_without_reply=True)


def _answer_to(effect: Effect, error: TelegramError) -> Answer:
    """What an error means for this call. The client's BadRequest is a NetworkError, so order matters."""
    text = error.message
    match error:
        case RetryAfter():
            wait = error.retry_after
            seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
            return Answer(AnswerKind.LATER, seconds=seconds)
        case ChatMigrated():
            return Answer(AnswerKind.MIGRATED, new_chat_id=error.new_chat_id)
        case BadRequest() | Forbidden():
            if any(sign in text.lower() for sign in ALREADY_DONE.get(type(effect.call), ())):
                # Whoever asked for a report may care that it was not this call that did it.
                already = {"already": text[:200]}
                return Answer(AnswerKind.ACCEPTED, message_id=getattr(effect.call, "message_id", None), data=already)
            return Answer(AnswerKind.REFUSED, error=text[:200])
        case NotSent() | InvalidToken():
            return Answer(AnswerKind.UNSENT, error=text[:200])
        case NetworkError():
            return Answer(AnswerKind.UNKNOWN, error=text[:200])
        case _:
            return Answer(AnswerKind.UNKNOWN, error=text[:200])
