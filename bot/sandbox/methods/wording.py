"""Text and captions of a request: parse mode, entities, trimming and length."""

from __future__ import annotations

from typing import Any

from bot.sandbox.entities import Entity, merged, trimmed, utf16_length
from bot.sandbox.errors import bad_request
from bot.sandbox.markup import parse_html
from bot.sandbox.params import Params
from bot.sandbox.world import World

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
RAW_BYTES = 32768


def formatted(
    world: World, text: str, parse_mode: str, entities: Any, limit: int, too_long: str
) -> tuple[str, list[Entity]]:
    """Text and entities a person will see, at most `limit` UTF-16 units."""
    if len(text.encode()) > RAW_BYTES:
        raise bad_request("text is too long")
    match parse_mode.lower():
        case "":
            given: list[Entity] = [dict(entity) for entity in entities or []]
        case "html":
            text, given = parse_html(text)
        case _:
            raise bad_request("unsupported parse_mode")
    text, given = trimmed(text, given)
    if utf16_length(text) > limit:
        raise bad_request(too_long)
    resolved: list[Entity] = []
    for entity in given:
        if "user_id" in entity:
            person = world.users.get(entity.pop("user_id"))
            if person is None:
                continue
            entity["user"] = person.shape()
        resolved.append(entity)
    return text, merged(text, resolved)


def message_text(world: World, params: Params) -> tuple[str, list[Entity]]:
    text = params.text("text")
    if not text.strip():
        raise bad_request("message text is empty")
    words, entities = formatted(
        world, text, params.text("parse_mode"), params.json("entities"), TEXT_UNITS, "message is too long"
    )
    if not words:
        raise bad_request("message must be non-empty")
    return words, entities


def message_caption(world: World, source: dict[str, Any]) -> tuple[str | None, list[Entity]]:
    """Caption of a request or of one item of an album; None when there is none."""
    words, entities = formatted(
        world,
        str(source.get("caption") or ""),
        str(source.get("parse_mode") or ""),
        source.get("caption_entities"),
        CAPTION_UNITS,
        "message caption is too long",
    )
    return words or None, entities
