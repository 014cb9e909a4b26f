"""What is said again is marked, and otherwise looks as it did."""

from collections.abc import Callable

import pytest

from bot.core.effect import (
    Call,
    Pin,
    SendAlbum,
    SendDocument,
    SendMedia,
    SendMessage,
    SendPicture,
    decode_call,
    encode_call,
    said_again,
)
from bot.core.text import CAPTION_LIMIT, MESSAGE_LIMIT, Markup

MARK = Markup("(again)\n")
CARD = Markup.bold("<Case> 1")
TOLD = "(again)\n<b>&lt;Case&gt; 1</b>"


def read_back(call: Call) -> Call:
    """The call as the next process reads it from its row."""
    kind, body = type(call).__name__, encode_call(call)
    return decode_call(kind, body)


@pytest.mark.parametrize("seen", [read_back, lambda call: call], ids=["after a restart", "in the same process"])
def test_the_mark_stands_before_what_keeps_its_form(seen: Callable[[Call], Call]) -> None:
    assert said_again(seen(SendMessage(1, CARD)), MARK) == SendMessage(1, TOLD)
    assert said_again(seen(SendPicture(1, {}, CARD)), MARK) == SendPicture(1, {}, TOLD)
    assert said_again(seen(SendMedia(1, "photo", "f", CARD)), MARK) == SendMedia(1, "photo", "f", TOLD)
    assert said_again(seen(SendDocument(1, "a.csv", b"", CARD)), MARK) == SendDocument(1, "a.csv", b"", TOLD)
    assert said_again(seen(SendAlbum(1, ("f", "g"), CARD)), MARK) == SendAlbum(1, ("f", "g"), TOLD)


def test_a_text_without_room_for_the_mark_goes_as_it_is() -> None:
    for room, text in ((0, "字" * MESSAGE_LIMIT), (1, "字" * (MESSAGE_LIMIT - len(MARK)))):
        again = said_again(SendMessage(1, f"<b>{text}</b>"), MARK)
        assert again == SendMessage(1, f"{MARK if room else ''}<b>{text}</b>")
    full = SendPicture(1, {}, "😀" * (CAPTION_LIMIT // 2))
    assert said_again(full, MARK) == full


def test_what_says_nothing_stays_as_it_is() -> None:
    assert said_again(Pin(1, 7), MARK) == Pin(1, 7)
