"""What a programme asks of those who take part, as it is agreed on when it begins, and how an administrator writes it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any, Final

import msgspec

from bot.core.errors import Refused
from bot.core.period import Window, parse_time, parse_window

LONGEST_NAME: Final = 40
LONGEST_PROGRAMME_DAYS: Final = 366
LONGEST_NOTE: Final = 500
MOST_TEAMS: Final = 8


@dataclass(frozen=True, slots=True)
class Terms:
    """What counts as a check-in, what is forgiven, and what is at stake. Absent is not asked for."""

    words: tuple[str, ...] = ()
    """The programme's own keywords, casefolded; they choose it when several run."""
    note: int = 0
    """Characters a note must have at least."""
    photo: bool = False
    link: bool = False
    hashtag: str = ""
    """Without the #; it both chooses the programme and must be there."""
    day_starts_at: str = ""
    """When its day begins, ``HH:MM``; empty: with its hours, or as the group's does."""
    makeups: int = 0
    """Make-up cards of each person."""
    makeup_days: int = 3
    """How many days back a card reaches."""
    makeup_cost: int = 0
    """Points for each card."""
    teams: tuple[str, ...] = ()
    deposit: int = 0
    """Points each puts down; whoever has every day has them back and shares what the others have lost."""
    catch_up: int = 0
    """Who joins late may make the days before up without cards, within so many days of joining."""

    @property
    def keeps_participants(self) -> bool:
        """Whether more than the check-ins must be known of who takes part."""
        return bool(self.teams or self.deposit or self.catch_up)


@dataclass(frozen=True, slots=True)
class Plan:
    """A programme as an administrator asks for it."""

    name: str
    days: int
    window: Window | None = None
    terms: Terms = field(default_factory=Terms)


def stored(terms: Terms) -> dict[str, Any]:
    """The terms as JSON values; what is usual is left out."""
    usual: dict[str, Any] = msgspec.to_builtins(Terms())
    values: dict[str, Any] = msgspec.to_builtins(terms)
    return {key: value for key, value in values.items() if value != usual[key]}


def restored(values: Mapping[str, Any]) -> Terms:
    """The terms out of what was stored."""
    return msgspec.convert(values, Terms)


# --- reading -----------------------------------------------------------------------------------------------------

_QUOTED: Final = r"(?:[\"“”„«「『](?P<quoted>[^\"“”„«»「」『』]+)[\"“”»」』]|《(?P<titled>[^《》]+)》)"
_PLAN: Final = re.compile(
    rf"(?:{_QUOTED}|(?P<bare>\S+))\s+(?P<days>\d{{1,4}})\s*(?:天|days?)?(?:\s+(?P<rest>.+))?", re.DOTALL
)
_END: Final = r"(?=\s|$)"


def _number(name: str, least: int, most: int) -> Callable[[re.Match[str]], dict[str, Any]]:
    def read(found: re.Match[str]) -> dict[str, Any]:
        number = int(found[1])
        if not least <= number <= most:
            raise Refused("programme-number-out-of-range", text=found[0], least=least, most=most)
        return {name: number}

    return read


def _teams(found: re.Match[str]) -> dict[str, Any]:
    names = tuple(dict.fromkeys(name.strip()[:20] for name in re.split(r"[,，、/]", found[1]) if name.strip()))
    if not 2 <= len(names) <= MOST_TEAMS:
        raise Refused("programme-teams", most=MOST_TEAMS)
    return {"teams": names}


def _words(found: re.Match[str]) -> dict[str, Any]:
    split = re.split(r"[,，、/]", found[1])
    return {"words": tuple(word.strip().removeprefix("#").casefold() for word in split if word.strip())}


_CLAUSES: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], dict[str, Any]]], ...]] = tuple(
    (re.compile(pattern + _END, re.IGNORECASE), read)
    for pattern, read in (
        (r"(?:words?|keywords?|关键词|口令)\s*[:：]?\s*([^\s:：]\S*)", _words),
        (r"(?:note|心得|感想)\s*(\d{1,4})\s*(?:字|chars?)?", _number("note", 1, LONGEST_NOTE)),
        (r"(?:photo|picture|照片|图片|晒图)", lambda _: {"photo": True}),
        (r"(?:link|链接)", lambda _: {"link": True}),
        (r"(?:hashtag\s*|话题\s*)?#(\w{1,40})", lambda found: {"hashtag": found[1].casefold()}),
        (r"(?:make-?ups?|补卡)\s*(\d{1,3})\s*(?:次|张)?", _number("makeups", 0, 31)),
        (r"(?:within|限|期限)\s*(\d{1,3})\s*(?:d|days?|天)?(?:内)?", _number("makeup_days", 1, 31)),
        (r"(?:cost|每次扣|每张扣|扣)\s*(\d{1,5})\s*(?:points?|分)?", _number("makeup_cost", 0, 10_000)),
        (r"(?:teams?|分队|分组)\s*[:：]?\s*([^\s:：]\S*)", _teams),
        (r"(?:deposit|押金)\s*(\d{1,7})\s*(?:points?|分)?", _number("deposit", 1, 1_000_000)),
        (r"(?:catch-?up|追进度|追赶)\s*(\d{1,3})\s*(?:d|days?|天)?", _number("catch_up", 1, 31)),
        (r"(?:catch-?up|追进度|追赶)", lambda _: {"catch_up": 3}),
        (r"(?:day|每天从|一天从)\s*(\d{1,2}:\d{2})\s*(?:算起)?", lambda found: {"day_starts_at": _clock(found[1])}),
    )
)


def _clock(text: str) -> str:
    at: time = parse_time(text)
    return f"{at:%H:%M}"


def parse_plan(text: str) -> Plan | None:
    """Reads ``"21天读书" 21 05:00-23:59 note 20 photo makeup 2``: a name (quoted if it has spaces), days, then what is
    asked for, in any order.

    None when it is not of that form; Refused when a part is out of bounds, NotUnderstood for what is no such part.
    """
    found = _PLAN.fullmatch(text.strip())
    if found is None:
        return None
    name = " ".join((found["quoted"] or found["titled"] or found["bare"]).split())
    days = int(found["days"])
    if not 1 <= days <= LONGEST_PROGRAMME_DAYS:
        raise Refused("programme-days-out-of-range", most=LONGEST_PROGRAMME_DAYS)
    if not name or len(name) > LONGEST_NAME:
        raise Refused("programme-name-too-long", most=LONGEST_NAME)
    window, terms = _parts(found["rest"] or "")
    return Plan(name, days, window, terms)


def _parts(text: str) -> tuple[Window | None, Terms]:
    """The hours and the terms in the words that follow the days; what is no term is taken for hours."""
    window: Window | None = None
    values: dict[str, Any] = {}
    rest = text.strip()
    while rest:
        clause = next(((m, read) for pattern, read in _CLAUSES if (m := pattern.match(rest))), None)
        if clause is not None:
            found, read = clause
            values |= read(found)
            rest = rest[found.end() :].lstrip(" \t\n,，;；")
            continue
        word, _, rest = rest.partition(" ")
        window = parse_window(word.strip("[]"))
        rest = rest.lstrip()
    return window, Terms(**values)
