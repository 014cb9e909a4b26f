"""Where folded text comes from: a finding in folded text, as its author wrote it."""

from typing import Final

from bot.language.fold import fold_characters, without_flags

_LOOKS_AHEAD: Final = 200
"""Characters in which the origin of one is sought, a run of fillers being one."""


def origins(text: str, folded: str) -> list[int]:
    """Returns for each character of ``folded`` the index of the character of ``text`` that it comes from, in order.

    ``folded`` is what ``fold`` made of ``text``. A letter that was put together from several has the place of the first
    of them that can be told. Asked for only when something has been found: it costs ten times as much as folding.
    """
    pieces: list[tuple[str, int]] = []
    for index, one in enumerate(without_flags(text)):
        for piece in fold_characters(one):
            if piece != " " or not pieces or pieces[-1][0] != " ":
                pieces.append((piece, index))
    found: list[int] = []
    place = 0
    for character in folded:
        ahead = range(place, min(place + _LOOKS_AHEAD, len(pieces)))
        match = next((at for at in ahead if pieces[at][0] == character), None)
        if match is not None:
            place = match + 1
            found.append(pieces[match][1])
        else:
            found.append(pieces[min(place, len(pieces) - 1)][1] if pieces else 0)
    return found


def as_written(text: str, folded: str, start: int, end: int) -> str:
    """Returns the part of ``text`` that became ``folded[start:end]``, with the marks that its last character wears."""
    if start >= end:
        return ""
    found = origins(text, folded)
    first, last = found[start], found[end - 1] + 1
    while last < len(text) and not fold_characters(text[last]):
        last += 1
    return text[first:last]
