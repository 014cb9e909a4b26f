"""Reading codes out of pictures, whatever the pictures are."""

from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from handlers.codes import codes_in


def picture(text: str, size: int = 400, kind: str = "JPEG") -> bytes:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    drawn = Image.fromarray(code.to_image(scale=8)).resize((size, size)).convert("RGB")
    page = Image.new("RGB", (size * 2, size * 2), (200, 220, 200))
    page.paste(drawn, (size // 2, size // 2))
    content = BytesIO()
    page.save(content, kind)
    return content.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_code_in_the_middle_of_a_picture(kind: str) -> None:
    assert codes_in(picture("https://u.wechat.com/abc", kind=kind)) == ["https://u.wechat.com/abc"]


def test_a_large_picture_is_made_smaller_first() -> None:
    assert codes_in(picture("https://u.wechat.com/abc", size=1_200)) == ["https://u.wechat.com/abc"]


@pytest.mark.parametrize("content", [b"", b"tea", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, picture("x")[:200]])
def test_what_is_broken_holds_no_code(content: bytes) -> None:
    assert codes_in(content) == []
