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


def test_what_is_forgotten_is_nobodys_talk() -> None:
    window = Window([heard("今天的茶真的不错呀", 3, 1), heard("今天的茶真的不错呀", 2, 2)])
    window.forget(1)
    window.forget(99)
    assert [one.message_id for one in window.of(77)] == [2] and window.find(1) is None
    folded = window.of(77)[0].folded
    assert [one.message_id for one in window.others_saying(folded, 78)] == [2]
    window.forget(2)
    assert window.of(77) == ()
