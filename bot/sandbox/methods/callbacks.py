"""answerCallbackQuery."""

from __future__ import annotations

from typing import Any

from bot.sandbox.entities import utf16_length
from bot.sandbox.errors import bad_request
from bot.sandbox.params import Params
from bot.sandbox.presses import LIFETIME
from bot.sandbox.world import World

ANSWER_UNITS = 200


def answer(world: World, params: Params) -> Any:
    press = world.presses.get(params.text("callback_query_id"))
    if press is None or press.answered or world.now() - press.at > LIFETIME:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = params.text("text")
    if utf16_length(text) > ANSWER_UNITS:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answered = True
    press.answer = text or None
    press.alert = params.flag("show_alert")
    press.url = params.text("url") or None
    world.happened("answered", press.message.chat, world.bot, press.message, press=press, detail=text)
    return True


METHODS = {"answerCallbackQuery": answer}
