"""Reading codes out of pictures, whatever the pictures are, within bounds of size and time."""

import asyncio
import struct
import threading
import zlib
from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from typing import Any

import msgspec
import pytest
import telegram
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFile
from telegram.request import BaseRequest

from handlers import codes
from handlers.codes import LARGEST_BYTES, LARGEST_PIXELS, LONGEST, MOST_CODES, codes_in, read_codes

CARD = "https://u.wechat.com/abc"
WITHOUT_A_BOUND_S = 5.0
"""How long a test hangs when what it tests waits for ever."""


def drawn(text: str, size: int) -> Image.Image:
    """A code as a square of this many pixels."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    return Image.fromarray(code.to_image(scale=8)).resize((size, size))


def saved(page: Image.Image, kind: str) -> bytes:
    content = BytesIO()
    page.save(content, kind)
    return content.getvalue()


def picture(text: str, size: int = 400, kind: str = "JPEG") -> bytes:
    page = Image.new("RGB", (size * 2, size * 2), (200, 220, 200))
    page.paste(drawn(text, size).convert("RGB"), (size // 2, size // 2))
    return saved(page, kind)


def row_of(texts: Sequence[str]) -> bytes:
    """A picture with a code for each text, side by side."""
    page = Image.new("L", (200 * len(texts), 200), 255)
    for number, text in enumerate(texts):
        page.paste(drawn(text, 160), (200 * number + 20, 20))
    return saved(page, "PNG")


def poster(width: int, height: int) -> bytes:
    """A large sheet of paper in black and white: a few kilobytes, with a code in the middle."""
    page = Image.new("1", (width, height), 1)
    page.paste(drawn(CARD, 2_000), ((width - 2_000) // 2, (height - 2_000) // 2))
    return saved(page, "PNG")


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, *data: bytes, also: bytes = b"") -> bytes:
    """A grey PNG that says it is so large, with its pixels in these pieces, and another chunk before them."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) + also
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunk(b"IDAT", piece) for piece in data) + chunk(b"IEND", b"")


# --- what is read ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
def test_a_code_in_the_middle_of_a_picture(kind: str) -> None:
    assert codes_in(picture(CARD, kind=kind)) == [CARD]


def test_a_large_picture_is_made_smaller_first() -> None:
    assert codes_in(picture(CARD, size=1_200)) == [CARD]


def test_formats_that_no_chat_shows_are_not_opened() -> None:
    assert codes_in(picture(CARD, kind="PPM")) == []


def test_so_many_codes_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"tea {number}" for number in range(MOST_CODES + 2)]
    page = row_of(texts)
    found = codes_in(page)
    assert len(found) == MOST_CODES and set(found) < set(texts)
    monkeypatch.setattr(codes, "MOST_CODES", len(texts))
    assert sorted(codes_in(page)) == texts, "all of them can be read"


def test_a_long_code_is_cut() -> None:
    assert codes_in(picture("t" * (LONGEST + 50), size=800)) == ["t" * LONGEST]


# --- what is too large -------------------------------------------------------------------------------------------


def test_more_pixels_than_a_photo_can_have_are_not_looked_at() -> None:
    side = int(LARGEST_PIXELS**0.5)
    largest, larger = poster(side, side), poster(side + 1, side)
    assert len(larger) < 100_000
    assert (codes_in(largest), codes_in(larger)) == ([CARD], [])


@pytest.mark.parametrize("side", [5_000, 9_000, 60_000, 2**31 - 1])
def test_a_small_file_that_says_it_is_huge_is_not_unpacked(monkeypatch: pytest.MonkeyPatch, side: int) -> None:
    unpacked = []
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda image: unpacked.append(image.size))
    assert codes_in(png(side, side, zlib.compress(bytes(10_000)))) == []
    assert unpacked == []


# --- what is broken ----------------------------------------------------------------------------------------------

WHOLE = tuple(picture(CARD, 60, kind) for kind in ("JPEG", "PNG", "WEBP", "GIF", "BMP"))
PIXELS = zlib.compress(bytes(60 * 61), 0)
IN_PIECES = png(60, 60, *(PIXELS[start : start + 700] for start in range(0, len(PIXELS), 700)))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"tea",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
        *(whole[: len(whole) // 2] for whole in WHOLE),
        IN_PIECES.replace(b"IDAT", b"????").replace(b"????", b"IDAT", 1),
        png(0, 0, zlib.compress(b"")),
        png(60, 60, PIXELS, also=chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(5_000_000)))),
    ],
)
def test_what_is_broken_holds_no_code(content: bytes) -> None:
    assert codes_in(content) == []


@given(st.data())
def test_whatever_the_bytes_are_there_is_an_outcome(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from((*WHOLE, IN_PIECES))))
    for place, byte in data.draw(
        st.dictionaries(st.integers(0, len(content) - 1), st.integers(0, 255), max_size=6)
    ).items():
        content[place] = byte
    end = data.draw(st.integers(0, len(content)))
    for broken in (content, content[:end], content[end:]):
        assert isinstance(codes_in(bytes(broken)), list)


# --- what is fetched ---------------------------------------------------------------------------------------------


class Line(BaseRequest):
    """Telegram's answers about one file. ``announced``: the size it says the file has; None: it says nothing."""

    read_timeout = None

    def __init__(self, content: bytes, announced: int | None = None, *, hangs: bool = False) -> None:
        self._content = content
        self._announced = announced
        self._hangs = hangs
        self.fetched = 0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(self, url: str, *_: Any, **__: Any) -> tuple[int, bytes]:
        if url.endswith("/getFile"):
            file = {"file_id": "a", "file_unique_id": "b", "file_size": self._announced, "file_path": "photos/a.png"}
            return 200, msgspec.json.encode({"ok": True, "result": {k: v for k, v in file.items() if v is not None}})
        if self._hangs:
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.Event().wait(), WITHOUT_A_BOUND_S)
        self.fetched += 1
        return 200, self._content

    @property
    def bot(self) -> telegram.Bot:
        return telegram.Bot("1:a", request=self)


def of_bytes(size: int) -> bytes:
    """A picture with a code in a file of so many bytes."""
    return WHOLE[0].ljust(size, b"\0")


@pytest.mark.parametrize("announced", [LARGEST_BYTES, 100, None])
async def test_the_largest_file_is_read(announced: int | None) -> None:
    assert await read_codes(Line(of_bytes(LARGEST_BYTES), announced).bot, "a") == [CARD]


async def test_a_larger_file_is_not_fetched() -> None:
    line = Line(of_bytes(LARGEST_BYTES + 1), LARGEST_BYTES + 1)
    assert (await read_codes(line.bot, "a"), line.fetched) == ([], 0)


@pytest.mark.parametrize("announced", [LARGEST_BYTES, 100, None])
async def test_a_file_larger_than_it_was_said_to_be_is_not_read(announced: int | None) -> None:
    assert await read_codes(Line(of_bytes(LARGEST_BYTES + 1), announced).bot, "a") == []


async def test_a_file_that_telegram_does_not_give_holds_no_code() -> None:
    class Refusing(Line):
        async def do_request(self, url: str, *_: Any, **__: Any) -> tuple[int, bytes]:
            return 400, b'{"ok": false, "error_code": 400, "description": "Bad Request: file is too big"}'

    assert await read_codes(Refusing(b"").bot, "a") == []


async def test_a_file_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "PATIENCE_S", 0.0)
    assert await read_codes(Line(WHOLE[0], hangs=True).bot, "a") == []


async def test_a_picture_that_takes_too_long_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    given_up = threading.Event()

    def read_for_ever(content: bytes) -> list[str]:
        given_up.wait(WITHOUT_A_BOUND_S)
        return [CARD]

    monkeypatch.setattr(codes, "PATIENCE_S", 0.0)
    monkeypatch.setattr(codes, "codes_in", read_for_ever)
    assert await read_codes(Line(WHOLE[0]).bot, "a") == []
    given_up.set()


async def test_pictures_are_read_beside_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    threads = []
    monkeypatch.setattr(codes, "codes_in", lambda content: [str(threads.append(threading.get_ident()))])
    await read_codes(Line(WHOLE[0]).bot, "a")
    assert threads and threading.get_ident() not in threads
