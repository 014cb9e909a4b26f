"""What else a message can carry."""

from typing import Any

import pytest

from bot.core.event import Media, MediaKind
from bot.features.moderation.signals import rich
from tests.features.moderation.talk import SETTINGS, facts, message


@pytest.mark.parametrize(
    ("about", "key"),
    [
        ({}, "finding-rich-none"),
        ({"quoted_from": "发财频道", "quoted_from_id": -100777}, "finding-rich-quote"),
        ({"quoted_from": "围炉频道", "quoted_from_id": -1002}, "finding-rich-none"),
        ({"media": Media(MediaKind.POLL)}, "finding-rich-poll"),
        ({"media": Media(MediaKind.CONTACT)}, "finding-rich-contact"),
        ({"media": Media(MediaKind.PHOTO)}, "finding-rich-none"),
        ({"is_story": True}, "finding-rich-story"),
        ({"button_texts": ("领取", "https://evil.example.com")}, "finding-rich-buttons"),
        ({"button_texts": ("再来一张",), "via_bot": "pic"}, "finding-rich-none"),
        ({"media": Media(MediaKind.POLL), "is_story": True}, "finding-rich-story"),
    ],
)
def test_by_content(about: dict[str, Any], key: str) -> None:
    said = message("", **about)
    (found,) = rich.check(said, facts(said), SETTINGS)
    assert found.key == key
