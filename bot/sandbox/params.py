"""A request's parameters as the Bot API reads them: everything may arrive as text [tba 9357]."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from aiohttp import web

from bot.sandbox.errors import bad_request

PLAIN_TEXT = frozenset(
    re.findall(
        r"\w+",
        "text caption parse_mode callback_query_id inline_message_id url name title description short_description "
        "emoji action question question_parse_mode explanation explanation_parse_mode invite_link file_id "
        "custom_title tag language_code secret_token message_effect_id business_connection_id "
        "chat_join_request_query_id result sticker_set_name web_app_url ip_address type photo document sticker "
        "icon_custom_emoji_id",
    )
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a multipart request."""

    name: str
    content_type: str
    content: bytes

    def __repr__(self) -> str:
        return f"<{self.name}, {len(self.content)} bytes>"


class Params:
    """Typed access to the parameters of one request. Integers that are not numbers read as 0."""

    def __init__(self, raw: Mapping[str, Any], files: Mapping[str, Upload] | None = None) -> None:
        self.raw = dict(raw)
        self.files = dict(files or {})

    def parsed(self) -> dict[str, Any]:
        """All parameters with numbers, booleans and objects decoded, and uploads, for the journal."""
        return {name: _decoded(name, value) for name, value in self.raw.items()} | self.files

    def __contains__(self, name: str) -> bool:
        return name in self.raw or name in self.files

    def text(self, name: str) -> str:
        """The text of `name`, empty when absent."""
        value = self.raw.get(name)
        return "" if value is None else value if isinstance(value, str) else str(value)

    def number(self, name: str, default: int = 0) -> int:
        value = self.raw.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            return 0

    def flag(self, name: str) -> bool:
        """True for true, yes and 1."""
        return str(self.raw.get(name, "")).strip().lower() in ("true", "yes", "1")

    def json(self, name: str) -> Any:
        """The decoded object; None when absent; raises ApiError when it is no JSON."""
        value = self.raw.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return msgspec.json.decode(value)
        except msgspec.DecodeError as problem:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from problem

    def file(self, name: str) -> Upload | str | None:
        """An upload sent under `name` or attached to it, else the file_id or URL, else None."""
        if name in self.files:
            return self.files[name]
        return self.attached(self.raw.get(name))

    def attached(self, value: Any) -> Upload | str | None:
        """What `attach://…` points to; other text is a file_id or URL."""
        if not isinstance(value, str) or not value:
            return None
        if value.startswith("attach://"):
            return self.files.get(value.removeprefix("attach://"))
        return value

    @property
    def chat_id(self) -> int | None:
        """chat_id when it is a number."""
        value = self.raw.get("chat_id")
        try:
            return int(value) if value is not None else None
        except (TypeError, ValueError):
            return None


def _decoded(name: str, value: Any) -> Any:
    if name in PLAIN_TEXT or not isinstance(value, str):
        return value
    try:
        return msgspec.json.decode(value)
    except msgspec.DecodeError:
        return value


async def read_params(request: web.Request) -> Params:
    """Parameters from the query string and a form, multipart or JSON body; raises ApiError for broken JSON."""
    raw: dict[str, Any] = dict(request.query)
    files: dict[str, Upload] = {}
    match request.content_type:
        case "application/x-www-form-urlencoded":
            raw.update(parse_qsl((await request.read()).decode(), keep_blank_values=True))
        case "application/json":
            body = await request.read()
            try:
                raw.update(msgspec.json.decode(body, type=dict[str, Any]) if body else {})
            except msgspec.DecodeError as problem:
                raise bad_request("can't parse request JSON object") from problem
        case "multipart/form-data":
            for name, value in (await request.post()).items():
                if isinstance(value, web.FileField):
                    files[name] = Upload(value.filename, value.content_type, value.file.read())
                else:
                    raw[name] = value if isinstance(value, str) else bytes(value).decode()
    return Params(raw, files)
