"""How Chinese sounds: words written with other characters of the same sound are heard alike (嘉薇信, 家威信)."""

from importlib.resources import files
from typing import Final

_FIRST: Final = 0xA000
"""The first of the signs that stand for syllables: Yi syllables, which ``fold`` leaves alone and chats do not use."""


def _syllables() -> list[tuple[str, str]]:
    """Returns each toneless syllable with the simplified characters whose most common reading it is."""
    lines = files("bot.language").joinpath("sounds.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" ") for line in lines if not line.startswith("#"))
    return [(syllable, characters) for syllable, characters in pairs]


_SYLLABLES: Final = _syllables()
_SOUNDS: Final[dict[int, int]] = {code: code for code in range(0x250)} | {
    ord(character): _FIRST + index for index, (_, characters) in enumerate(_SYLLABLES) for character in characters
}
_SPELLINGS: Final = {_FIRST + index: syllable + " " for index, (syllable, _) in enumerate(_SYLLABLES)}


def sound(folded: str) -> str:
    """Returns folded text with one sign a syllable for every Han character; lengths and all other characters stay."""
    return folded.translate(_SOUNDS)


def spelled(sounds: str) -> str:
    """Returns in pinyin what ``sound`` returned, for people to read."""
    return sounds.translate(_SPELLINGS).strip()
