"""Captcha (真人验证): nine pictures of nine kinds, and the words say which of them to press."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final, Self

from bot.features.entry.steps.question import Mark, Marking, Question, Reply, Turn, Who, shuffled

SHOWN = 9
"""Pictures on one board, three a row: what knows nothing of the words is right once in nine boards."""
MOST = 5

KINDS: Final[Mapping[str, str]] = {
    "animal": "🐶🐱🐰🦊🐻🐼🐯🐮🐷🐵",
    "ball": "⚽🏀🏈⚾🎾🏐🏉🎱",
    "body": "👂👃👄🦶🦵💪🦷",
    "building": "🏠🏡🏢🏥🏫🏭🏰",
    "clothing": "👕👖👗🧥🧦🧤👚👔",
    "clock": "⏰⏱⏲🕰⌚",
    "drink": "🍵🥛🧃🍺🍷🍸🧉",
    "flower": "🌹🌻🌷🌸🌺🌼💐",
    "fruit": "🍎🍐🍊🍋🍌🍉🍇🍓🍒🍑",
    "instrument": "🎸🎹🎺🎻🥁🎷",
    "stationery": "📏📐📎📌🖊🖍📓",
    "tool": "🔨🔧🪓🪚🪛🔩",
    "vehicle": "🚗🚌🚑🚒🚚🚜🚲🚂",
    "weather": "🌧⛈🌩🌨🌪🌤",
}
"""Pictures by what they show; the names are texts (``entry-captcha-<name>``). None may be taken for another kind."""

_PLAIN: Final = frozenset("⏱⏲🕰🖊🖍⛈🌧🌩🌨🌪🌤")
"""Signs that some devices draw as black text unless they are told otherwise."""
_IN_COLOUR: Final = "\ufe0f"


@dataclass(frozen=True, slots=True)
class Captcha:
    """``needed`` boards in a row of nine pictures each.

    First the pictures are chosen and placed, then which of them is asked for, each with the same chance: so that
    no rule about places, signs or sizes is right more often than once in nine, however it was found.
    """

    kind: ClassVar[str] = "captcha"
    names: ClassVar[tuple[str, ...]] = ("captcha", "验证", "真人验证")
    who: ClassVar[Who] = Who.APPLICANT

    needed: int = 2

    @property
    def arguments(self) -> str:
        return str(self.needed)

    @classmethod
    def read(cls, arguments: str) -> Self:
        """The step for ``captcha`` or ``captcha 3``; ValueError for anything that is no number from 1 to `MOST`."""
        if not arguments:
            return cls()
        if not arguments.isdecimal() or not 1 <= int(arguments) <= MOST:
            raise ValueError("how many boards?")
        return cls(int(arguments))

    def has_questions(self, today: date, bank: int) -> bool:
        return True

    def question(self, turn: Turn) -> Question:
        """The board for this turn; another one after every answer."""
        board, place = _board(turn)
        pictures = tuple(picture for _, picture in board)
        return Question(
            "entry-ask-captcha",
            {"number": len(turn.done) + 1, "needed": self.needed},
            words={"what": f"entry-captcha-{board[place][0]}"},
            options=pictures,
            columns=3,
            item=turn.number,
            topic=pictures[place],
        )

    def mark(self, turn: Turn, reply: Reply) -> Marking:
        """A pressed picture, or the same picture sent; anything else is no answer."""
        board, place = _board(turn)
        pictures = [picture for _, picture in board]
        picked = reply.option
        if picked is None:
            picked = next((i for i, each in enumerate(pictures) if _same(each, reply.text)), None)
        if picked is None or not 0 <= picked < len(pictures):
            return Marking(Mark.NO_ANSWER)
        return Marking(Mark.RIGHT if picked == place else Mark.WRONG, pictures[picked])


def _board(turn: Turn) -> tuple[list[tuple[str, str]], int]:
    """Kinds and pictures in their places, and the place that is asked for."""
    kinds = shuffled(sorted(KINDS), turn.seed, turn.number, "kinds")[:SHOWN]
    board = [(kind, _shown(shuffled(KINDS[kind], turn.seed, turn.number, kind)[0])) for kind in kinds]
    return board, shuffled(range(SHOWN), turn.seed, turn.number, "asked")[0]


def _shown(sign: str) -> str:
    return sign + _IN_COLOUR if sign in _PLAIN else sign


def _same(picture: str, written: str) -> bool:
    return written.strip().removesuffix(_IN_COLOUR) == picture.removesuffix(_IN_COLOUR)
