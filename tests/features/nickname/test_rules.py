"""Which forms can be asked for, and which names have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import Refused
from bot.features.nickname.rules import SIGNS, fits, read_form
from bot.features.nickname.settings import NicknameSettings


@pytest.mark.parametrize(
    ("form", "name", "fit"),
    [
        ("城市-昵称", "北京-小红", True),
        ("城市-昵称", "北京－小红", True),
        ("城市-昵称", "北京 | 小红", True),
        ("城市-昵称", "北京·小红🌸", True),
        ("城市-昵称", "北京 小红", True),
        ("城市-昵称", "北京\u3000小红", True),
        ("城市-昵称", "New York - Tom", True),
        ("城市-昵称", "小红", False),
        ("城市-昵称", "-小红", False),
        ("城市-昵称", "🌸-小红", False),
        ("城市-昵称", "北京-", False),
        ("城市-昵称", "北京-\u3164", False),
        ("城市-昵称", "城市-昵称", False),
        ("城市-昵称", "城市—昵稱", False),
        ("城市(北京|上海)-昵称", "北京-小红", True),
        ("城市（北京、上海）－昵称", "上海-小红", True),
        ("城市(北京|上海)-昵称", "广州-小红", False),
        ("城市(臺北|上海)-昵称", "台北 - 小红", True),
        ("City(Paris|Rome) - Name", "ＰＡＲＩＳ/Ann", True),
        ("City(Paris|Rome) Name", "rome ann", True),
        ("城市-行业-昵称", "北京-茶-小红", True),
        ("城市-行业-昵称", "北京-小红", False),
        ("城市-昵称", "北京-小红-2号", True),
    ],
)
def test_names(form: str, name: str, fit: bool) -> None:
    assert fits(read_form(form), name) is fit


@pytest.mark.parametrize(
    "form", ["昵称", "", "-昵称", "城市-", "a-b-c-d-e", "城市()-昵称", "🌸-昵称", "城" * 200 + "-" + "昵" * 200]
)
def test_forms_that_cannot_be_asked_for(form: str) -> None:
    with pytest.raises(Refused):
        read_form(form)
    with pytest.raises(ValueError):
        NicknameSettings(form=form)


@given(st.text(max_size=40), st.sampled_from(SIGNS))
def test_any_name_is_judged_and_the_sign_does_not_matter(name: str, sign: str) -> None:
    form = read_form("城市-昵称")
    assert fits(form, name) in (True, False)
    assert fits(form, f"北京{sign}小红")


def test_any_name_is_fine_by_default() -> None:
    assert NicknameSettings().wanted is None
