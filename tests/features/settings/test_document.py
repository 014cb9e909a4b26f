"""Settings as a document: what is written is read again, and what is read is a stranger's."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.errors import Refused
from bot.features import FEATURES
from bot.features.settings.document import LARGEST_BYTES, read_document, written
from bot.features.settings.fields import Settings

SETTINGS = Settings([feature.settings for feature in FEATURES if feature.settings is not None])
DEFAULTS = {
    feature: {setting.key: setting.default for setting in some if setting.is_open}
    for feature, some in SETTINGS.by_feature.items()
}


def test_every_default_comes_back() -> None:
    reading = read_document(SETTINGS, written(SETTINGS, DEFAULTS, "茶友\n[x]\nrm = 1").encode(), [])
    assert list(reading.odd) == []
    assert {s.name: value for s, value in reading.wanted.items()} == {
        f"{feature}.{key}": value for feature, some in DEFAULTS.items() for key, value in some.items()
    }


@given(st.text(max_size=200), st.text(min_size=1, max_size=16))
def test_any_words_come_back(name: str, choice: str) -> None:
    own = {"onboarding": {"cities": [choice]}, "general": {"keywords": {"checkin": [name]}}}
    reading = read_document(SETTINGS, written(SETTINGS, own, name).encode(), [])
    found = {setting.name: value for setting, value in reading.wanted.items()}
    assert found["general.keywords"] == {"checkin": [name]}
    assert found.get("onboarding.cities", [choice]) == [choice]


@pytest.mark.parametrize(
    ("document", "odd"),
    [
        ("[moderation]\nwarn_limits = 3", "moderation.warn_limits"),
        ("[moderatoin]\nwarn_limit = 3", "moderatoin (→ moderation?)"),
        ("[moderation]\nwarn_limit = 99", "moderation.warn_limit = 99"),
        ("[moderation]\nadmin_chat = -100123", "moderation.admin_chat"),
        ("[crisis]\nhook_url = 'http://169.254.169.254/'", "crisis.hook_url"),
        ("[digest]\nreaders = [5]", "digest.readers"),
        ("telegram = 'x'", "telegram"),
        ("[privacy]\nmessage_days = 2026-12-01", "privacy.message_days"),
        ("[[moderation]]\nwarn_limit = 3", "moderation"),
    ],
)
def test_what_means_nothing_or_is_not_for_documents_is_left_out(document: str, odd: str) -> None:
    reading = read_document(SETTINGS, document.encode(), [])
    assert reading.wanted == {}
    assert len(reading.odd) == 1 and reading.odd[0].startswith(odd)


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe", b"a = [" + b"[" * 30_000, b"x" * (LARGEST_BYTES + 1), b"PK\x03\x04", b"a = 1\na = 2", b"\0"],
    ids=["no-text", "deep", "large", "zip", "twice", "null"],
)
def test_what_is_no_document_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        read_document(SETTINGS, content, [])


@settings(max_examples=60)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_anything_is_a_reading_or_a_refusal(content: bytes) -> None:
    with suppress(Refused):
        read_document(SETTINGS, content, [])
