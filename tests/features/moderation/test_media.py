"""Programs and first pictures."""

from dataclasses import replace

import pytest

from bot.core.event import Media, MediaKind
from bot.features.members.model import Member
from bot.features.moderation.signals import media
from tests.features.moderation.talk import NEWCOMER, REGULAR, SETTINGS, facts, message

SECOND = replace(NEWCOMER, messages=1)


@pytest.mark.parametrize(
    ("carried", "member", "key"),
    [
        (None, NEWCOMER, "finding-media-none"),
        (Media(MediaKind.PHOTO, "f"), NEWCOMER, "finding-media-first"),
        (Media(MediaKind.PHOTO, "f"), SECOND, "finding-media-none"),
        (Media(MediaKind.PHOTO, "f"), REGULAR, "finding-media-none"),
        (Media(MediaKind.STICKER, "f"), NEWCOMER, "finding-media-none"),
        (Media(MediaKind.DOCUMENT, "f", name="茶单.pdf"), REGULAR, "finding-media-none"),
        (Media(MediaKind.DOCUMENT, "f", name="红包.APK"), REGULAR, "finding-media-program"),
        (Media(MediaKind.DOCUMENT, "f", name="发票.pdf.exe "), REGULAR, "finding-media-program"),
    ],
)
def test_by_kind_name_and_sender(carried: Media | None, member: Member, key: str) -> None:
    said = message("", media=carried)
    (found,) = media.check(said, facts(said, member=member), SETTINGS)
    assert found.key == key
