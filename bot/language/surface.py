"""What folding takes away: the signs, costumes and letter cases of a text, its plain characters left out."""

from typing import Final

from bot.language.fold import fold_characters


class _Surfaces(dict[int, str]):
    """Code point → itself, or the stand-in of its kind when folding does not change it. Two planes are kept."""

    def __missing__(self, code: int) -> str:
        surface = _surface(chr(code))
        if code < 0x20000:
            self[code] = surface
        return surface


def _surface(character: str) -> str:
    if "\u4e00" <= character <= "\u9fff":
        try:
            lead = character.encode("gb2312")[0]
        except UnicodeEncodeError:
            return "\ue803"
        return "\ue801" if lead < 0xD8 else "\ue802"
    if character.isascii() and character.isalnum():
        return "\ue805" if character.isdecimal() else "\ue806" if character.islower() else "\ue807"
    return "\ue808" if fold_characters(character).strip().isdecimal() else character


_SURFACES: Final = _Surfaces()


def surface(text: str) -> str:
    """Returns the text with a stand-in for every plain character: everyday, less common and rare Han, digits, small
    and capital Latin letters, digits in costume. Emoji, punctuation, invisible characters and other scripts stay."""
    return text.translate(_SURFACES)
