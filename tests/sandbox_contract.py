"""Is what the bot asks, and what the sandbox answers, really the Bot API? Judged by aiogram's independent models.

aiogram describes Bot API 10.3. Its models let unknown fields through, so these are looked for as well, at any depth:
a misspelt key is a violation, not an option.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, get_args

import aiogram.methods
from aiogram.client.default import Default
from aiogram.methods.base import TelegramMethod
from aiogram.types import BufferedInputFile, InputFile, Update
from pydantic import BaseModel, TypeAdapter, ValidationError

METHODS: dict[str, type[TelegramMethod[Any]]] = {
    method.__api_method__.lower(): method
    for name in aiogram.methods.__all__
    if isinstance(method := getattr(aiogram.methods, name), type)
    and issubclass(method, TelegramMethod)
    and isinstance(vars(method).get("__api_method__"), str)
}
LEGACY = frozenset(
    {
        "all_members_are_administrators",
        "can_manage_voice_chats",
        "can_send_media_messages",
        "correct_option_id",
        "forward_date",
        "forward_from",
        "forward_from_chat",
        "forward_from_message_id",
        "forward_sender_name",
        "forward_signature",
        "left_chat_participant",
        "new_chat_member",
        "new_chat_participant",
        "thumb",
    }
)
"""Undocumented fields that the real server sends too (botapi.md §3)."""


def validate_call(call: Any) -> list[str]:
    """What is wrong with a request the bot made (a sandbox `Call`), one sentence each; empty when nothing is."""
    method = METHODS.get(call.method.lower())
    if method is None:
        return [f"{call.method}: there is no such method"]
    values: dict[str, Any] = {}
    found: list[str] = []
    for name, raw in call.raw.items():
        field = method.model_fields.get(name)
        if field is None:
            found.append(f"{call.method}: unknown parameter {name!r}")
            continue
        values[name] = _decoded(raw, _leaves(field.annotation))
        found += [
            f"{call.method}.{name}: nothing is attached as {missing!r}"
            for missing in _attachments(values[name])
            if missing not in call.files
        ]
    for name in call.files:
        field = method.model_fields.get(name)
        if field is not None and InputFile in _leaves(field.annotation):
            values[name] = BufferedInputFile(b"", filename=name)
    return found + _violations(call.method, method, values)


def validate_result(call: Any) -> list[str]:
    """What is wrong with the answer the sandbox gave to a request that succeeded."""
    method = METHODS[call.method.lower()]
    if call.error or call.method == "getUpdates":
        return []
    try:
        parsed = TypeAdapter(method.__returning__).validate_python(call.result)
    except ValidationError as problem:
        return _sentences(f"{call.method} answers", problem)
    return [
        f"{call.method} answers: unknown field {path}" for path in _unknown(parsed, "") if _last(path) not in LEGACY
    ]


def validate_update(update: Mapping[str, Any]) -> list[str]:
    """What is wrong with an update the sandbox made."""
    try:
        parsed = Update.model_validate(update)
    except ValidationError as problem:
        return _sentences("update", problem)
    return [f"update: unknown field {path}" for path in _unknown(parsed, "") if _last(path) not in LEGACY]


def _violations(label: str, model: type[BaseModel], values: dict[str, Any]) -> list[str]:
    try:
        parsed = model.model_validate(values)
    except ValidationError as problem:
        return _sentences(label, problem)
    return [f"{label}: unknown field {path}" for path in _unknown(parsed, "")]


def _sentences(label: str, problem: ValidationError) -> list[str]:
    return [f"{label}.{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in problem.errors()]


def _leaves(annotation: Any) -> set[Any]:
    """The plain types an annotation allows, unions opened."""
    arguments = get_args(annotation)
    if not arguments or getattr(annotation, "__origin__", None) in (list, dict):
        return {annotation}
    return set().union(*(_leaves(argument) for argument in arguments))


def _decoded(raw: Any, leaves: set[Any]) -> Any:
    """The value that the text of a form field stands for, given what the field may hold."""
    if not isinstance(raw, str) or leaves <= {str, type(None), Default} or InputFile in leaves:
        return raw
    try:
        return json.loads(raw)
    except ValueError:
        return raw


def _attachments(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value.startswith("attach://"):
        yield value.removeprefix("attach://")
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _attachments(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _attachments(inner)


def _unknown(value: Any, path: str) -> Iterator[str]:
    """Paths of fields that a model let through without knowing them."""
    if isinstance(value, BaseModel):
        for name in value.model_extra or {}:
            yield f"{path}.{name}".lstrip(".")
        for name in type(value).model_fields:
            yield from _unknown(getattr(value, name, None), f"{path}.{name}")
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from _unknown(inner, f"{path}.{index}")


def _last(path: str) -> str:
    return path.rpartition(".")[2]
