"""Inline keyboards: what a request may contain and what a person sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import ApiError, bad_request

CALLBACK_DATA_BYTES = 64
ROW = 8
BUTTONS = 100
_ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)
_OTHER_MARKUP = ("keyboard", "remove_keyboard", "force_reply")


@dataclass(frozen=True, slots=True)
class Button:
    """A button a person can see; `data` and `url` exclude each other."""

    text: str
    data: str | None = None
    url: str | None = None


Keyboard = dict[str, Any]


def inline_keyboard(markup: Any, private: bool) -> Keyboard | None:
    """The inline keyboard of a request's reply_markup, or None for other markup; raises ApiError as the server does."""
    if markup is None or markup == "":
        return None
    if not isinstance(markup, Mapping):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        if markup and not any(name in markup for name in _OTHER_MARKUP):
            raise bad_request("can't parse reply keyboard markup JSON object")
        return None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse inline keyboard button: expected an Array of Array of InlineKeyboardButton")
    checked = [[_checked(button, private) for button in row] for row in rows if row]
    if sum(map(len, checked)) > BUTTONS or any(len(row) > ROW for row in checked):
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": checked} if checked else None


def _checked(button: Any, private: bool) -> dict[str, Any]:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    if not button["text"].strip():
        raise ApiError(400, "Bad Request: BUTTON_TEXT_INVALID")
    if not any(action in button for action in _ACTIONS):
        raise bad_request("can't parse inline keyboard button: text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= CALLBACK_DATA_BYTES:
        raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and (not isinstance(url, str) or ("." not in url and "://" not in url) or " " in url):
        raise ApiError(400, "Bad Request: BUTTON_URL_INVALID")
    if "web_app" in button and not private:
        raise ApiError(400, "Bad Request: BUTTON_TYPE_INVALID")
    if button.get("style") not in (None, "danger", "success", "primary"):
        raise bad_request("can't parse inline keyboard button: invalid button style specified")
    return button


def buttons(keyboard: Keyboard | None) -> list[list[Button]]:
    """Rows of buttons as a person sees them."""
    if keyboard is None:
        return []
    return [
        [Button(cell["text"], cell.get("callback_data"), cell.get("url")) for cell in row]
        for row in keyboard["inline_keyboard"]
    ]
