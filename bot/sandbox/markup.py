"""Telegram's HTML: parsing with the server's own complaints, and writing it back [td MessageEntity, parse_html]."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

from bot.sandbox.entities import Entity, utf16_length
from bot.sandbox.errors import bad_request

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_REFERENCE = re.compile(r"&(?:(lt|gt|amp|quot)|#(\d{1,8})|#[xX]([0-9a-fA-F]{1,8}));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_ATTRIBUTE = re.compile(r"""\s*([^\s=>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]+)))?""")


@dataclass(slots=True)
class _Open:
    tag: str
    offset: int
    position: int
    attributes: dict[str, str]


def _complaint(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Plain text and entities (UTF-16 offsets) of `source`; raises ApiError with the server's words.

    Byte offsets in complaints count UTF-8 bytes. Empty entities vanish; `<a>` without href links to its own text.
    """
    written: list[str] = []
    length = 0
    stack: list[_Open] = []
    entities: list[Entity] = []
    at = 0
    while at < len(source):
        character = source[at]
        if character == "&" and (match := _REFERENCE.match(source, at)):
            piece = _NAMED.get(match[1] or "") or _codepoint(match) or match[0]
            at = match.end()
        elif character != "<":
            nearest = [place for place in (source.find("<", at + 1), source.find("&", at + 1)) if place > 0]
            end = min(nearest, default=len(source))
            piece, at = source[at:end], end
        elif source.startswith("</", at):
            at = _close(source, at, stack, entities, "".join(written), length)
            continue
        else:
            at = _open(source, at, stack, length, sum(map(len, written)))
            continue
        written.append(piece)
        length += utf16_length(piece)
    if stack:
        raise _complaint(f'Can\'t find end tag corresponding to start tag "{stack[-1].tag}"')
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return "".join(written), entities


def _codepoint(match: re.Match[str]) -> str:
    number = int(match[2]) if match[2] else int(match[3], 16) if match[3] else 0
    return chr(number) if 0 < number < 0x110000 else ""


def _bytes_before(source: str, at: int) -> int:
    return len(source[:at].encode())


def _open(source: str, at: int, stack: list[_Open], offset: int, position: int) -> int:
    """Read the start tag at `at`; return the place after it."""
    match = re.compile(r"<([^\s>]*)").match(source, at)
    assert match is not None
    here = _bytes_before(source, at)
    if match.end() >= len(source):
        raise _complaint(f"Unclosed start tag at byte offset {here}")
    tag = match[1].lower()
    if tag not in _TAGS:
        raise _complaint(f'Unsupported start tag "{tag}" at byte offset {here}')
    attributes: dict[str, str] = {}
    at = match.end()
    while at < len(source):
        while at < len(source) and source[at].isspace():
            at += 1
        if at < len(source) and source[at] == ">":
            if tag == "span" and attributes.get("class") != "tg-spoiler":
                raise _complaint(f'Tag "span" must have class "tg-spoiler" at byte offset {here}')
            stack.append(_Open(tag, offset, position, attributes))
            return at + 1
        found = _ATTRIBUTE.match(source, at)
        if found is None or found.end() == at:
            break
        value = next((group for group in found.groups()[1:] if group is not None), "")
        attributes[found[1].lower()] = html.unescape(value)
        at = found.end()
    raise _complaint(f"Unclosed start tag at byte offset {here}")


def _close(source: str, at: int, stack: list[_Open], entities: list[Entity], written: str, length: int) -> int:
    """Read the end tag at `at`, add its entity; return the place after it."""
    here = _bytes_before(source, at)
    if not stack:
        raise _complaint(f"Unexpected end tag at byte offset {here}")
    match = re.compile(r"</([^\s>]*)\s*(>?)").match(source, at)
    assert match is not None
    if not match[2]:
        raise _complaint(f"Unclosed end tag at byte offset {here}")
    opened = stack[-1]
    name = match[1].lower()
    if name and name != opened.tag:
        raise _complaint(f'Unmatched end tag at byte offset {here}, expected "</{opened.tag}>", found "</{name}>"')
    stack.pop()
    if length > opened.offset:
        entity = _entity(opened, written[opened.position :], length, entities)
        if entity is not None:
            entities.append(entity)
    return match.end()


def _entity(opened: _Open, inside: str, length: int, entities: list[Entity]) -> Entity | None:
    kind = _TAGS[opened.tag]
    entity: Entity = {"offset": opened.offset, "length": length - opened.offset, "type": kind}
    match opened.tag:
        case "a":
            url = opened.attributes.get("href") or inside
            if mention := re.fullmatch(r"tg://user\?id=(\d+)", url):
                return {**entity, "type": "text_mention", "user_id": int(mention[1])}
            if not _is_link(url):
                return None
            entity["url"] = _whole(url)
        case "pre":
            inner = entities[-1] if entities else None
            if inner and inner["type"] == "code" and inner["length"] == entity["length"]:
                entities.pop()
                if "language" in inner:
                    entity["language"] = inner["language"]
        case "code":
            language = opened.attributes.get("class", "")
            if language.startswith("language-"):
                entity["language"] = language.removeprefix("language-")
        case "blockquote" if "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        case "tg-emoji":
            entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
    return entity


def _is_link(url: str) -> bool:
    return bool(re.match(r"(?:(?:https?|tg|ton|ftp)://\S+|[\w-]+(?:\.[\w-]+)+\S*)$", url))


def _whole(url: str) -> str:
    """With a scheme and a path, as the server stores it: example.com becomes http://example.com/."""
    whole = url if "://" in url else f"http://{url}"
    return f"{whole}/" if re.fullmatch(r"https?://[^/?#]+", whole) else whole


def to_html(text: str, entities: list[dict[str, Any]]) -> str:
    """`text` with its formatting as the HTML that would produce it (detected entities stay plain)."""
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for entity in entities:
        tags = _written(entity)
        if tags:
            opening.setdefault(entity["offset"], []).append(tags[0])
            closing.setdefault(entity["offset"] + entity["length"], []).insert(0, tags[1])
    pieces: list[str] = []
    offset = 0
    for character in text:
        pieces += closing.get(offset, [])
        pieces += opening.get(offset, [])
        pieces.append(html.escape(character, quote=False))
        offset += 2 if ord(character) > 0xFFFF else 1
    return "".join([*pieces, *closing.get(offset, [])])


def _written(entity: Entity) -> tuple[str, str] | None:
    match entity["type"]:
        case "text_link":
            return f'<a href="{html.escape(entity["url"])}">', "</a>"
        case "text_mention":
            return f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"
        case "expandable_blockquote":
            return "<blockquote expandable>", "</blockquote>"
        case "pre" if entity.get("language"):
            return f'<pre><code class="language-{entity["language"]}">', "</code></pre>"
        case "spoiler":
            return "<tg-spoiler>", "</tg-spoiler>"
        case "bold" | "italic" | "underline" | "strikethrough" | "code" | "pre" | "blockquote" as kind:
            tag = {"bold": "b", "italic": "i", "underline": "u", "strikethrough": "s"}.get(kind, kind)
            return f"<{tag}>", f"</{tag}>"
    return None
