import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matplotlib.ft2font import FT2Font
from PIL import Image, ImageChops

from bot.pictures.canvas import WIDTH, _font_path, printable, shortened, text_width, two_lines
from bot.pictures.draw import _fitting_size, draw
from bot.pictures.spec import Bars, DigestPicture, Panel
from tests.pictures.samples import EMPTY_PANELS, NAMES, PANELS, picture


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def differing_columns(image: Image.Image) -> tuple[int, int]:
    """Returns the first and the last column of the page that is not all margin."""
    background = Image.new("RGB", image.size, image.getpixel((0, 0)))
    box = ImageChops.difference(image, background).getbbox()
    assert box is not None
    return box[0], box[2]


@pytest.mark.parametrize("panel", PANELS.values(), ids=PANELS.keys())
def test_draws_and_keeps_the_margins(panel: Panel) -> None:
    image = opened(draw(picture(panel)))
    assert image.width == WIDTH
    assert 300 < image.height < 1500
    left, right = differing_columns(image)
    assert left >= 38
    assert right <= WIDTH - 38


@pytest.mark.parametrize("panel", EMPTY_PANELS.values(), ids=EMPTY_PANELS.keys())
def test_a_panel_without_data_says_so(panel: Panel) -> None:
    said = draw(picture(panel))
    silent = draw(
        DigestPicture("山间茶语 · 会员三群 日报", (panel,), subtitle="11月22日 周日", footer="围炉 Weilu", empty="")
    )
    assert said != silent


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("21天读书", ["21天读书"]),
        ("周五新茶品鉴会抽奖：春茶礼盒三份，另有茶杯", ["周五新茶品鉴会抽奖：春茶礼盒三份，", "另有茶杯"]),
        ("周五新茶的品鉴会抽奖：春茶礼盒三份，另有茶杯", ["周五新茶的品鉴会抽奖：春茶礼盒三", "份，另有茶杯"]),
        ("Christopher Alexander-Montgomery: check-ins", ["Christopher Alexander-", "Montgomery: check-ins"]),
        ("Where the members of Mountain Tea Talk come from", ["Where the members of Mountain", "Tea Talk come from"]),
    ],
)
def test_a_long_title_takes_two_lines(title: str, lines: list[str]) -> None:
    assert two_lines(title, 958, 54, bold=True) == lines


def test_a_picture_without_panels_or_texts() -> None:
    assert opened(draw(DigestPicture("", ()))).width == WIDTH


def test_the_same_specification_gives_the_same_bytes() -> None:
    assert draw(picture(*PANELS.values())) == draw(picture(*PANELS.values()))


def test_the_stressed_bar_is_seen() -> None:
    plain, stressed = (draw(picture(Bars("一", ("a", "b"), (1, 2), highlight=index))) for index in (None, 1))
    assert plain != stressed


@settings(max_examples=20)
@example([("", 2.2e-311)], 0, "")
@given(
    st.lists(st.tuples(st.text(max_size=30), st.none() | st.floats(-1e9, 1e9)), max_size=33),
    st.integers(-1, 40),
    st.text(max_size=8),
)
def test_any_bars_are_drawn(bars: list[tuple[str, float | None]], highlight: int, unit: str) -> None:
    labels, values = tuple(label for label, _ in bars), tuple(value for _, value in bars)
    assert opened(draw(picture(Bars("", labels, values, highlight, unit)))).width == WIDTH


@pytest.mark.parametrize("bold", [False, True])
def test_the_fonts_know_chinese_and_are_named_ours(bold: bool) -> None:
    font = FT2Font(str(_font_path(bold)))
    known = font.get_charmap()
    gb2312 = {bytes((high, low)).decode("gb2312", "ignore") for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)}
    assert font.family_name == "Weilu Sans SC"
    assert [hanzi for hanzi in gb2312 - {""} if ord(hanzi) not in known] == []
    assert all(ord(sign) in known for sign in "ABCxyz0189，。！？…—·▲▼→￥¥%（）：「」『』繁體臺灣")


@pytest.mark.parametrize("name", ["Ōta さくら", "周周周周周", "兰老师"])
def test_a_figure_is_made_small_enough_and_not_cut(name: str) -> None:
    for room in range(150, 260):
        size = _fitting_size(name, room)
        assert size <= 34 or shortened(name, room, size, bold=True) == name


def test_shown_texts_have_glyphs_and_fit() -> None:
    for name in NAMES:
        shown = shortened(name, 200, 30)
        assert shown
        assert text_width(shown, 30) <= 200
        assert printable(shown) == shown
    assert printable("阿明🔥") == "阿明"
    assert printable("🔥") == "—"
    assert printable("一\n 二") == "一 二"
    assert printable("Ångström Dvořák ⓋⅠⓅ") == "Ångström Dvorák ⓋⅠⓅ"
    assert printable("") == ""
