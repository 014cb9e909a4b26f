"""sendPoll and stopPoll."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.sandbox.entities import utf16_length
from bot.sandbox.errors import bad_request
from bot.sandbox.keyboards import inline_keyboard
from bot.sandbox.messages import Poll
from bot.sandbox.methods import gate
from bot.sandbox.methods.sending import deliver
from bot.sandbox.params import Params
from bot.sandbox.presses import close_poll
from bot.sandbox.world import World

OPTIONS = 12
QUESTION_UNITS = 300
OPTION_UNITS = 100


def send_poll(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    question = params.text("question").strip()
    if not question:
        raise bad_request("poll question must be non-empty")
    if utf16_length(question) > QUESTION_UNITS:
        raise bad_request("poll question length must not exceed 300")
    given = params.json("options")
    if not isinstance(given, list) or not given:
        raise bad_request("poll must have at least one answer option")
    options = [str(option["text"] if isinstance(option, dict) else option).strip() for option in given]
    if len(options) > OPTIONS:
        raise bad_request("poll can't have more than 12 options")
    if not all(options):
        raise bad_request("poll options must be non-empty")
    if any(utf16_length(option) > OPTION_UNITS for option in options):
        raise bad_request("poll options length must not exceed 100")
    poll = Poll(
        world.new_number(),
        question,
        options,
        anonymous=params.flag("is_anonymous") if "is_anonymous" in params else True,
        multiple=params.flag("allows_multiple_answers"),
        revoting=params.flag("allows_revoting") if "allows_revoting" in params else True,
        kind=params.text("type") or "regular",
        explanation=params.text("explanation") or None,
        closed=params.flag("is_closed"),
    )
    _set_answers(poll, params)
    _set_end(world, poll, params)
    return deliver(world, chat, params, "poll", poll=poll).shape()


def _set_answers(poll: Poll, params: Params) -> None:
    if poll.kind not in ("regular", "quiz"):
        raise bad_request("unsupported poll type specified")
    if poll.kind == "regular":
        return
    correct = params.json("correct_option_ids")
    if correct is None and "correct_option_id" in params:
        correct = [params.number("correct_option_id")]
    if not correct or not all(0 <= index < len(poll.options) for index in correct):
        raise bad_request("wrong correct option ID specified")
    poll.correct = list(correct)
    poll.revoting = False


def _set_end(world: World, poll: Poll, params: Params) -> None:
    period = params.number("open_period")
    if period:
        poll.open_period = period
        poll.closes_at = world.now() + timedelta(seconds=period)
    elif date := params.number("close_date"):
        poll.closes_at = datetime.fromtimestamp(date, UTC)
    if poll.closes_at is not None and not timedelta(seconds=5) <= poll.closes_at - world.now() <= timedelta(days=31):
        raise bad_request("invalid poll close date specified")


def stop_poll(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    message = chat.stored.get(params.number("message_id"))
    if message is None or message.poll is None:
        raise bad_request("message with poll to stop not found")
    if message.sender is not world.bot and chat.type != "channel":
        raise bad_request("poll can't be stopped")
    if message.poll.closed:
        raise bad_request("poll has already been closed")
    message.keyboard = inline_keyboard(params.json("reply_markup"), chat.type == "private")
    close_poll(message)
    return message.poll.shape()


METHODS = {"sendPoll": send_poll, "stopPoll": stop_poll}
