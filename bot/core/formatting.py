"""Formatting as Telegram tells it, a text and spans of it, becomes markup."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.core.text import Markup, utf16_length


@dataclass(frozen=True, slots=True)
class Span:
    """Formatting of a part of a text, as Telegram tells it: ``start`` and ``length`` in UTF-16 units.

    ``value`` is the address of a ``text_link``, the id of a ``text_mention`` or ``custom_emoji``, the language of ``pre``.
    """

    start: int
    length: int
    kind: str
    value: str = ""


def formatted(text: str, spans: Iterable[Span]) -> Markup:
    """Returns a person's text as markup with its formatting.

    Spans may be nested, cross each other, lie outside the text or within a surrogate pair: what crosses is closed and
    opened again, what Telegram would not take (anything inside code, a quotation in a quotation, unknown kinds, bad
    values) is left out. What is shown is the harmless part of the text, formatted or not.
    """
    places = _character_places(text)
    found: list[tuple[int, int, _Dress]] = []
    for span in spans:
        dress = _dress(span)
        start, end = places(span.start), places(span.start + span.length)
        if dress is not None and start < end:
            found.append((start, end, dress))
    if not found:
        return Markup.escape(text)
    found.sort(key=lambda each: (each[0], -each[1]))
    cuts = sorted({0, len(text), *(at for start, end, _ in found for at in (start, end))})
    written: list[str] = []
    worn: list[_Dress] = []
    for here, there in pairwise(cuts):
        wanted = _worn_together([dress for start, end, dress in found if start <= here and there <= end])
        kept = 0
        while kept < min(len(worn), len(wanted)) and worn[kept] is wanted[kept]:
            kept += 1
        written += [dress.closing for dress in reversed(worn[kept:])]
        written += [dress.opening for dress in wanted[kept:]]
        written.append(Markup.escape(text[here:there]))
        worn = wanted
    written += [dress.closing for dress in reversed(worn)]
    return Markup("".join(written))


@dataclass(frozen=True, slots=True, eq=False)
class _Dress:
    """The tags around a formatted part."""

    tag: str
    opening: str
    closing: str

    @property
    def is_code(self) -> bool:
        return self.tag in ("code", "pre")

    @property
    def is_quote(self) -> bool:
        return self.tag == "blockquote"


_PLAIN_DRESS: Final = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "blockquote": "blockquote",
}
_LANGUAGE: Final = re.compile(r"[A-Za-z0-9_+#.-]{1,32}")


def _dress(span: Span) -> _Dress | None:
    """How a span is written; None for what Telegram finds by itself (addresses, tags, names) or would not take."""
    tag = _PLAIN_DRESS.get(span.kind)
    if tag is not None:
        return _Dress(tag, f"<{tag}>", f"</{tag}>")
    address = Markup.escape(span.value)
    match span.kind:
        case "expandable_blockquote":
            return _Dress("blockquote", "<blockquote expandable>", "</blockquote>")
        case "pre" if _LANGUAGE.fullmatch(span.value):
            return _Dress("pre", f'<pre><code class="language-{span.value}">', "</code></pre>")
        case "pre":
            return _Dress("pre", "<pre>", "</pre>")
        case "text_link" if address:
            return _Dress("a", f'<a href="{address}">', "</a>")
        case "text_mention" if span.value.isdecimal():
            return _Dress("a", f'<a href="tg://user?id={span.value}">', "</a>")
        case "custom_emoji" if span.value.isdecimal():
            return _Dress("tg-emoji", f'<tg-emoji emoji-id="{span.value}">', "</tg-emoji>")
    return None


def _worn_together(dresses: Sequence[_Dress]) -> list[_Dress]:
    """Returns, outermost first, those of the dresses of one piece that Telegram takes together.

    A quotation is outside everything: bold that begins before it must not tear it in two.
    """
    code = [dress for dress in dresses if dress.is_code]
    around = [dress for dress in dresses if dress.is_quote]
    inside = code[:1] or [dress for dress in dresses if not dress.is_quote]
    return list({dress.tag: dress for dress in reversed([*around, *inside])}.values())[::-1]


def _character_places(text: str) -> Callable[[int], int]:
    """Returns a function from an offset in UTF-16 units to the index of the character that begins there.

    Within a surrogate pair it is the next character, beyond either end the end.
    """
    if text.isascii() or len(text) == utf16_length(text):
        return lambda units: min(max(units, 0), len(text))
    starts = [0]
    for character in text:
        starts.append(starts[-1] + (2 if ord(character) > 0xFFFF else 1))
    return lambda units: min(bisect_left(starts, units), len(text))
