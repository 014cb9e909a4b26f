"""Text that Telegram shows: safe markup, lengths as Telegram counts them, cutting and splitting."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, SupportsIndex, overload

MESSAGE_LIMIT: Final = 4096
"""UTF-16 units of one message after its entities are parsed (Bot API: sendMessage)."""
CAPTION_LIMIT: Final = 1024
"""UTF-16 units of one caption after its entities are parsed."""

TAGS: Final = frozenset(
    "a b blockquote code del em i ins pre s span strike strong tg-emoji tg-spoiler tg-time u".split()  # noqa: SIM905
)
"""The tags Telegram's HTML parse mode accepts; any other makes it refuse the whole message."""

_TOKEN: Final = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9-]*)(?P<attributes>\s[^<>]*)?>"
    r"|(?P<entity>&(?:lt|gt|amp|quot|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)"
)
_NAMED: Final = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"'}
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})

# Controls except tab and newline, bidi marks and overrides, lone surrogates (they cannot be sent as UTF-8), and the
# noncharacters, which the texts use as stand-ins. The zero-width joiner stays: family emoji are made with it.
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# Four marks on one letter is the most a living script needs (pointed Hebrew, Thai, Vietnamese take two or three).
_ZALGO: Final = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]{4})"
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]+"
)
# Letters and symbols that draw nothing: Hangul fillers, the Braille blank, the Mongolian vowel separator.
_BLANK: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800\u180e\u034f")


class Markup(str):
    """Text in Telegram's HTML, safe to send: everything from a person in it has been escaped once.

    ``Markup("<b>ours</b>")`` takes the text as it is and is for literals in this source only. Joining with ``+`` or
    ``join`` keeps Markup and escapes plain strings; an f-string or ``%`` does not: it returns a plain ``str``, which
    the next function that wants Markup escapes again.
    """

    __slots__ = ()

    @classmethod
    def escape(cls, value: object) -> Markup:
        """Returns ``value`` as text that shows exactly as its harmless part; Markup is returned as it is."""
        if isinstance(value, Markup):
            return value
        return cls(harmless(str(value)).translate(_ESCAPES))

    @classmethod
    def bold(cls, value: object) -> Markup:
        return cls._tagged("b", value)

    @classmethod
    def italic(cls, value: object) -> Markup:
        return cls._tagged("i", value)

    @classmethod
    def code(cls, value: object) -> Markup:
        """Returns monospaced text; markup inside is dropped, because Telegram allows no other entity within code."""
        return cls._tagged("code", value.plain() if isinstance(value, Markup) else value)

    @classmethod
    def link(cls, value: object, url: str) -> Markup:
        """Returns a link; ``url`` is absolute. Telegram shows the text alone when it does not accept the address."""
        address = harmless(url).translate(_ESCAPES)
        return cls(f'<a href="{address}">{cls.escape(value)}</a>')

    @classmethod
    def mention(cls, user_id: int, name: str) -> Markup:
        """Returns a link to a person, shown by name; by id when the name draws nothing, since an empty link vanishes."""
        shown = harmless(name).strip()
        return cls.link(str(user_id) if is_blank(shown) else shown, f"tg://user?id={user_id}")

    @classmethod
    def quote(cls, value: object, expandable: bool = False) -> Markup:
        """Returns a block quotation; quotations inside are merged, because Telegram refuses to nest them."""
        inside = re.sub(r"</?blockquote[^<>]*>", "", cls.escape(value))
        return cls(f"<blockquote{' expandable' if expandable else ''}>{inside}</blockquote>")

    @classmethod
    def _tagged(cls, tag: str, value: object) -> Markup:
        return cls(f"<{tag}>{cls.escape(value)}</{tag}>")

    def __add__(self, other: str) -> Markup:
        return Markup(str.__add__(self, Markup.escape(other)))

    def __radd__(self, other: str) -> Markup:
        return Markup(str.__add__(Markup.escape(other), self))

    def __mul__(self, times: SupportsIndex) -> Markup:
        return Markup(str.__mul__(self, times))

    def join(self, parts: Iterable[object]) -> Markup:
        """Returns the parts with this text between them; parts that are not Markup are escaped."""
        return Markup(str.join(self, [Markup.escape(part) for part in parts]))

    def plain(self) -> str:
        """Returns what a reader sees: tags removed, entities decoded."""
        return "".join(shown for shown, _ in _pieces(self))


def harmless(text: str) -> str:
    """Returns people's text without what could break or disguise a message; idempotent.

    Removed are control characters except tab and newline, bidi controls, lone surrogates, noncharacters, and
    combining marks beyond the fourth on one letter. A carriage return becomes a newline.
    """
    if text.isascii() and text.isprintable():
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ZALGO.sub(r"\1", _UNSAFE.sub("", lines))


def is_blank(text: str) -> bool:
    """Whether the text draws nothing: only spaces, format characters and letters without a shape."""
    return all(
        character.isspace() or character in _BLANK or unicodedata.category(character) in ("Cf", "Cc", "Mn")
        for character in text
    )


def utf16_length(text: str) -> int:
    """Returns the length as Telegram counts it, in UTF-16 units; of Markup, the length of what is shown."""
    shown = text.plain() if isinstance(text, Markup) else text
    return len(shown) if shown.isascii() else len(shown.encode("utf-16-le", "surrogatepass")) // 2


@overload
def clip(text: Markup, units: int) -> Markup: ...
@overload
def clip(text: str, units: int) -> str: ...
def clip(text: str, units: int) -> str:
    """Returns the text if it fits in ``units`` UTF-16 units, else its beginning and ``…``, together within ``units``.

    A surrogate pair is never cut; a grapheme cluster only when it alone is longer than the room. Markup stays Markup
    and its open tags are closed. ``units`` is at least 1, else ValueError.
    """
    if units < 1:
        raise ValueError(f"clip needs room for at least one unit, not {units}")
    if utf16_length(text) <= units:
        return text
    if isinstance(text, Markup):
        passage = _Passage.read(text)
        end = _cluster_start(passage.shown, _fitting(passage.shown, 0, units - 1))
        return passage.rendered(0, len(passage.shown[:end].rstrip()), ending="…")
    end = _cluster_start(text, _fitting(text, 0, units - 1))
    return text[:end].rstrip() + "…"


def split(markup: Markup, limit: int = MESSAGE_LIMIT) -> list[Markup]:
    """Returns the markup in order as messages of at most ``limit`` shown UTF-16 units each.

    Cuts after an empty line, a line, a sentence or a space, in this preference; never inside a tag or an entity, and
    inside a grapheme cluster only when it alone is longer than ``limit``. Tags open at a cut are closed before and
    opened again after it. The shown texts joined are the shown text of ``markup``, except that pieces of white space
    alone are left out: Telegram refuses them. ``limit`` is at least 2 (one surrogate pair), else ValueError.
    """
    if limit < 2:
        raise ValueError(f"split needs room for at least two units, not {limit}")
    passage = _Passage.read(markup)
    pieces: list[Markup] = []
    start = 0
    while start < len(passage.shown):
        end = _fitting(passage.shown, start, limit)
        if end < len(passage.shown):
            end = _best_break(passage.shown, start, end)
        if passage.shown[start:end].strip():
            pieces.append(passage.rendered(start, end))
        start = end
    return pieces


def without(markup: Markup, parts: Iterable[tuple[int, int]]) -> Markup:
    """Returns the markup without these parts of what it shows: ascending ranges of characters of ``plain()``."""
    passage = _Passage.read(markup)
    kept: list[Markup] = []
    position = 0
    for start, end in parts:
        kept.append(passage.rendered(position, start))
        position = end
    return Markup("").join([*kept, passage.rendered(position, len(passage.shown))])


def faults(markup: str) -> list[str]:
    """Returns, in reading order, why Telegram would refuse this HTML: unknown, unclosed or crossed tags, a bare ``<`` or ``&``."""
    found: list[str] = []
    open_tags: list[str] = []
    position = 0
    for token in _TOKEN.finditer(markup):
        found += _bare_characters(markup[position : token.start()])
        position = token.end()
        tag = token["tag"]
        if tag is None:
            continue
        if tag not in TAGS:
            found.append(f"Telegram has no tag <{tag}>")
        if not token["close"]:
            open_tags.append(tag)
        elif open_tags and open_tags[-1] == tag:
            open_tags.pop()
        else:
            found.append(f"</{tag}> closes nothing here")
    found += _bare_characters(markup[position:])
    return found + [f"<{tag}> is not closed" for tag in open_tags]


def _bare_characters(text: str) -> list[str]:
    return [f"bare {character!r} near {text[:40]!r}" for character in "<>&" if character in text]


def _pieces(markup: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    """Yields (what is shown, the tag or entity it came from) in order; a tag shows as the empty string."""
    position = 0
    for token in _TOKEN.finditer(markup):
        if token.start() > position:
            yield markup[position : token.start()], None
        position = token.end()
        yield (_decoded(token["entity"]) if token["entity"] else ""), token
    if position < len(markup):
        yield markup[position:], None


def _decoded(entity: str) -> str:
    named = _NAMED.get(entity)
    if named is not None:
        return named
    number = int(entity[3:-1], 16) if entity[2] in "xX" else int(entity[2:-1])
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else entity


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag standing before the shown character number ``at``."""

    at: int
    name: str
    source: str
    closes: bool


@dataclass(frozen=True, slots=True)
class _Passage:
    """Markup taken apart: the shown text, how each of its characters is written, and the tags between them."""

    shown: str
    written: tuple[str, ...]
    tags: tuple[_Tag, ...]

    @classmethod
    def read(cls, markup: Markup) -> _Passage:
        shown: list[str] = []
        written: list[str] = []
        tags: list[_Tag] = []
        for text, token in _pieces(markup):
            if token is not None and token["tag"]:
                tags.append(_Tag(len(written), token["tag"], token[0], bool(token["close"])))
            elif token is not None and len(text) == 1:
                shown.append(text)
                written.append(token[0])
            else:
                shown.append(text)
                written.extend(text)
        return cls("".join(shown), tuple(written), tuple(tags))

    def rendered(self, start: int, end: int, ending: str = "") -> Markup:
        """Returns characters ``start`` to ``end`` as markup, complete in itself, then ``ending`` inside the open tags."""
        first = self._tags_before(start)
        open_tags: list[_Tag] = []
        for tag in self.tags[:first]:
            _follow(open_tags, tag)
        output = [opened.source for opened in open_tags]
        position = start
        for tag in self.tags[first : self._tags_before(end)]:
            output.extend(self.written[position : tag.at])
            position = tag.at
            output.extend(_follow(open_tags, tag))
        output.extend(self.written[position:end])
        output.append(Markup.escape(ending))
        output.extend(f"</{opened.name}>" for opened in reversed(open_tags))
        return Markup("".join(output))

    def _tags_before(self, cut: int) -> int:
        """Returns how many tags belong before ``cut``: tags that close right there do, those that open there do not."""
        if cut == len(self.shown):
            return len(self.tags)
        count = 0
        for tag in self.tags:
            if tag.at > cut or (tag.at == cut and not (tag.closes and cut)):
                break
            count += 1
        return count


def _follow(open_tags: list[_Tag], tag: _Tag) -> list[str]:
    """Updates the open tags by one more and returns what to write for it; a stray closing tag writes nothing."""
    if not tag.closes:
        open_tags.append(tag)
        return [tag.source]
    if tag.name not in [opened.name for opened in open_tags]:
        return []
    written: list[str] = []
    while True:
        opened = open_tags.pop()
        written.append(f"</{opened.name}>")
        if opened.name == tag.name:
            return written


def _fitting(text: str, start: int, units: int) -> int:
    """Returns the greatest index such that ``text[start:index]`` has at most ``units`` UTF-16 units."""
    end = min(len(text), start + units)
    spare = units - utf16_length(text[start:end])
    while spare < 0:
        end -= 1
        spare += 2 if ord(text[end]) > 0xFFFF else 1
    return end


def _best_break(text: str, start: int, end: int) -> int:
    """Returns where to cut in ``start < index <= end``; a paragraph or line break counts only in the second half."""
    middle = start + (end - start) // 2
    for mark in ("\n\n", "\n"):
        found = text.rfind(mark, middle, end)
        if found >= 0:
            return found + len(mark)
    for marks in ("。！？…；", " \n\t\u3000，、"):
        found = max(text.rfind(mark, middle, end) for mark in marks)
        if found > start and _cluster_start(text, found + 1) == found + 1:
            return found + 1
    return _cluster_start(text, end, start)


def _cluster_start(text: str, index: int, floor: int = 0) -> int:
    """Returns the start of the grapheme cluster that ``index`` falls into; ``index`` itself if that is not above ``floor``.

    Knows marks, joiners, emoji modifiers, tag sequences, flags, Hangul syllables and CR LF: the rules of UAX 29 that
    occur in chats.
    """
    start = index
    while floor < start < len(text) and _continues(text, start):
        start -= 1
    return start if start > floor or index == floor else index


def _continues(text: str, index: int) -> bool:
    before, here = text[index - 1], text[index]
    code = ord(here)
    if code < 0x300:
        return here == "\n" and before == "\r"
    if code == 0x200D or before == "\u200d" or 0x1F3FB <= code <= 0x1F3FF or 0xE0020 <= code <= 0xE007F:
        return True
    if 0x1160 <= code <= 0x11FF and 0x1100 <= ord(before) <= 0x11FF:
        return True
    if _is_flag_letter(here):
        letters = 0
        while letters < index and _is_flag_letter(text[index - 1 - letters]):
            letters += 1
        return letters % 2 == 1
    return unicodedata.category(here) in ("Mn", "Me", "Mc")


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
