"""The recent past of a chat."""

from dataclasses import replace
from datetime import timedelta

from bot.features.moderation.window import KEPT, MOST, Window
from tests.features.moderation.talk import NOON, heard


def test_it_is_bounded_by_number_and_time() -> None:
    window = Window([heard("话", 60, number) for number in range(MOST + 50)])
    assert len(window.of(77)) == MOST and window.find(0) is None and window.find(60) is not None
    window.add(replace(heard("新", 0, 5_000), at=NOON + KEPT))
    assert [one.message_id for one in window.of(77)] == [5_000]


def test_an_edit_keeps_its_place() -> None:
    window = Window([heard("一", 3, 1), heard("二", 2, 2), heard("三", 1, 3)])
    window.replace(replace(heard("贰", 2, 2), shown=9))
    assert [one.text for one in window.of(77)] == ["一", "贰", "三"]
    found = window.find(2)
    assert found is not None and found.shown == 9
    window.replace(heard("生", 0, 99))
    assert window.find(99) is None


def test_albums_are_found_by_their_sender() -> None:
    window = Window([heard("", 1, 1, album_id="a"), heard("", 1, 2), heard("", 1, 3, album_id="a")])
    assert [one.message_id for one in window.album(77, "a")] == [1, 3]
    assert window.album(78, "a") == []
    window.add(replace(heard("", 0, 4), at=NOON + timedelta(seconds=1)))
    assert len(window.of(77)) == 4
