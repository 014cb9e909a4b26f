"""QR codes in pictures: fetched and read within bounds of size and time. What cannot be read holds no code."""

import asyncio
from io import BytesIO

import structlog
import telegram
import zxingcpp
from PIL import Image
from telegram.error import TelegramError

log = structlog.get_logger(__name__)

LARGEST_BYTES = 5_000_000
LARGEST_PIXELS = 16_000_000
"""Telegram's photos have at most 2560 × 2560."""
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
"""What a chat shows as a picture. Rarer decoders are not for files of strangers: one of them starts a program."""
SIDE = 1_280
"""Larger pictures are made smaller: a code that people can scan on a screen is still readable."""
PATIENCE_S = 8.0
MOST_CODES = 5
BROKEN = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)
"""What Pillow raises for bytes that are no picture, or no whole one; SyntaxError for a PNG that breaks off inside."""
QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
LONGEST = 500


async def read_codes(bot: telegram.Bot, file_id: str) -> list[str]:
    """The texts of a picture's QR codes; empty when it is too large, broken, or does not come in time."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            file = await bot.get_file(file_id)
            if file.file_size is not None and file.file_size > LARGEST_BYTES:
                return []
            content = bytes(await file.download_as_bytearray())
            if len(content) > LARGEST_BYTES:
                return []
            return await asyncio.to_thread(codes_in, content)
    except (TelegramError, TimeoutError) as error:
        log.info("picture_unread", error=type(error).__name__)
        return []


def codes_in(content: bytes) -> list[str]:
    """The texts of the QR codes in the bytes of a picture."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > LARGEST_PIXELS:
                return []
            picture.draft("L", (SIDE, SIDE))
            grey = picture.convert("L")
    except BROKEN:
        return []
    grey.thumbnail((SIDE, SIDE))
    found = zxingcpp.read_barcodes(grey, formats=QR)
    return [code.text[:LONGEST] for code in found if code.text][:MOST_CODES]
