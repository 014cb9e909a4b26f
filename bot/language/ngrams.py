"""Character n-grams of a text as numbers: what the models that judge texts have instead of words.

A gram is a run of 1 to ``longest`` characters; the text stands between two marks, so that its beginning and its end
are characters too. The numbers are the same on every machine and in every process. A model with 2^b weights finds
those of a text at ``hashes >> (32 - b)``: the upper bits are the well mixed ones.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint32]
Rows = NDArray[np.intp]

LONGEST: Final = 4
BEGINNING: Final = "\x02"
END: Final = "\x03"
MOST_CHARACTERS: Final = 2000
"""Of a longer text the rest is not looked at; a message can have 4,096 characters."""

# Two odd constants with well spread bits (Knuth's golden ratio, MurmurHash3's finalizer).
# Arrays, because numpy multiplies by them faster than by its own scalars.
_STEP: Final = np.array(0x9E3779B1, np.uint32)
_MIX: Final = np.array(0x85EBCA6B, np.uint32)
_HALF: Final = np.array(15, np.uint32)


def grams(text: str, longest: int = LONGEST) -> Hashes:
    """Returns a number for every gram of the text, repeated as often as it occurs; some 15 µs for a short message.

    First all single characters in reading order, then all pairs, and so on: ``spellings`` has the same order.
    """
    codes = np.frombuffer((BEGINNING + text[:MOST_CHARACTERS] + END).encode("utf-32-le", "surrogatepass"), np.uint32)
    size = len(codes)
    longest = min(longest, size)
    found = np.empty(longest * size - longest * (longest - 1) // 2, np.uint32)
    found[:size] = codes
    start = 0
    for last in range(1, longest):
        shorter = found[start : start + size - 1]
        start += size
        size -= 1
        run = found[start : start + size]
        np.multiply(shorter, _STEP, run)
        np.add(run, codes[last:], run)
    return _mixed(found)


def grams_of(texts: Sequence[str], longest: int = LONGEST) -> tuple[Rows, Hashes]:
    """Returns the grams of many texts at once, ten times as fast: for each gram the index of its text, and its number.

    The same numbers for each text as ``grams``, in another order.
    """
    marked = [BEGINNING + text[:MOST_CHARACTERS] + END for text in texts]
    codes = np.frombuffer("".join(marked).encode("utf-32-le", "surrogatepass"), np.uint32)
    rows = np.repeat(np.arange(len(texts)), [len(text) for text in marked])
    found, rows_of_found = [codes], [rows]
    run = codes
    for last in range(1, longest):
        run = run[:-1] * _STEP
        run += codes[last:]
        first_rows = rows[: max(len(rows) - last, 0)]
        whole = first_rows == rows[last:]
        found.append(run[whole])
        rows_of_found.append(first_rows[whole])
    return np.concatenate(rows_of_found), _mixed(np.concatenate(found))


def spellings(text: str, longest: int = LONGEST) -> list[str]:
    """Returns the grams themselves in the order of ``grams``, with the two marks in them."""
    marked = BEGINNING + text[:MOST_CHARACTERS] + END
    return [
        marked[start : start + length]
        for length in range(1, longest + 1)
        for start in range(max(len(marked) - length + 1, 0))
    ]


def _mixed(runs: Hashes) -> Hashes:
    runs *= _MIX
    runs ^= runs >> _HALF
    runs *= _STEP
    return runs
