"""The memo of a deletion for a case."""

import pytest

from handlers.moderation.consequences import Deletion
from handlers.moderation.places import Place


@pytest.mark.parametrize(
    "deletion",
    [
        Deletion(1, [2]),
        Deletion(1, [2, 3], unheard=3),
        Deletion(1, [2, 3], place=Place(-100, "zh-CN", reply_to=7, thread_id=5)),
    ],
)
def test_it_comes_back_as_it_went(deletion: Deletion) -> None:
    assert Deletion.unpacked(deletion.packed()) == deletion


@pytest.mark.parametrize(
    ("memo", "means"), [("1:2,3", Deletion(1, [2, 3])), ("1:2,3:3", Deletion(1, [2, 3], unheard=3))]
)
def test_a_shorter_one_lacks_what_is_at_its_end(memo: str, means: Deletion) -> None:
    assert Deletion.unpacked(memo) == means
