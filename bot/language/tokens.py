"""The words a text is about, for topics, new words and members' interests."""

import logging
import re
import warnings
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, Final

from bot.language.fold import HAN, fold_characters
from bot.language.links import find_links

_NOT_WORDS: Final = re.compile(r"(?<!\w)[@/][a-z0-9_@]+", re.IGNORECASE | re.ASCII)  # mentions and commands
_WORD: Final = re.compile(rf"[{HAN}]{{2,}}|[^\W\d_{HAN}][^\W_{HAN}]+")
_REPETITION: Final = re.compile(r"(.)\1+")


class Tokens:
    """Splits texts into words. The first one takes a second and some 70 MB for the dictionary, which the others share.

    Words are folded: lower case, simplified characters. Building it is blocking; after that it only reads.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        """``names`` are words the dictionary may not have and that must stay whole: brands, products, the group's own."""
        self._tokenizer: Final[Any] = _tokenizer_of(tuple(fold_characters(name).strip() for name in names))
        self._stop_words: Final = stop_words()

    def words(self, text: str) -> list[str]:
        """Returns the meaningful words in reading order, repeated as often as they occur.

        Left out: stop words, numbers, punctuation, emoji, single characters, words of one repeated character (哈哈哈),
        links, mentions and commands.
        """
        folded = fold_characters(_NOT_WORDS.sub(" ", _without_links(text)))
        return [
            word
            for piece in self._tokenizer.cut(folded)
            for word in _WORD.findall(piece)
            if word not in self._stop_words and not _REPETITION.fullmatch(word)
        ]


@cache
def dictionary() -> Tokens:
    """One for the whole process, with no names added: loading it takes a second."""
    return Tokens()


def stop_words() -> frozenset[str]:
    """Returns the words of ``stopwords.txt``, folded."""
    lines = files("bot.language").joinpath("stopwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _without_links(text: str) -> str:
    for link in reversed(find_links(text)):
        text = f"{text[: link.start]} {text[link.end :]}"
    return text


@cache
def _tokenizer_of(names: tuple[str, ...]) -> Any:
    """Returns a tokenizer of our own with jieba's dictionary in memory, shared by all that know the same names."""
    tokenizer = _jieba().Tokenizer()
    frequencies, tokenizer.total = _dictionary()
    tokenizer.FREQ = frequencies.copy() if names else frequencies
    tokenizer.initialized = True
    for name in names:
        tokenizer.add_word(name)
    return tokenizer


@cache
def _dictionary() -> tuple[dict[str, int], int]:
    """Returns jieba's words and prefixes with how often each occurs, and the sum.

    Not through jieba's ``initialize``: that keeps a marshalled copy under a fixed name in the shared temporary folder,
    where anybody on the machine could leave another one.
    """
    tokenizer = _jieba().Tokenizer()
    frequencies, total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    return frequencies, total


def _jieba() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba has invalid escapes and asks for pkg_resources
        import jieba
    jieba.setLogLevel(logging.WARNING)
    return jieba
