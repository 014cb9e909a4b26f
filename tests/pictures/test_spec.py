import msgspec
import pytest

from bot.pictures.spec import Bars, decode, encode
from tests.pictures.samples import EMPTY_PANELS, PANELS, picture


def test_what_was_stored_comes_back() -> None:
    whole = picture(*(panel for name, panel in PANELS.items() if name != "gaps"))
    assert decode(encode(whole)) == whole
    assert decode(encode(whole).decode()) == whole


def test_not_a_number_is_stored_as_a_gap() -> None:
    stored = decode(encode(picture(EMPTY_PANELS["gaps"])))
    assert stored.panels == (Bars("无", ("a", "b"), (None, None)),)


def test_kinds_are_named_in_what_is_stored() -> None:
    assert msgspec.json.decode(encode(picture(PANELS["heat"])))["panels"][0]["kind"] == "heat_map"


@pytest.mark.parametrize("stored", ['{"kind":"poster"}', "[]", '{"kind":"digest","title":1,"panels":[]}', "{"])
def test_what_is_not_a_picture_is_refused(stored: str) -> None:
    with pytest.raises(ValueError):
        decode(stored)
