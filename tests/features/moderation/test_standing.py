"""Who writes."""

import pytest

from bot.core.event import Sender, SenderKind
from bot.features.members.model import Member
from bot.features.moderation.model import FindingKind
from bot.features.moderation.signals import standing
from tests.features.moderation.talk import NEWCOMER, REGULAR, SETTINGS, TRUSTED, facts, message


@pytest.mark.parametrize(
    ("member", "key", "kind"),
    [
        (None, "finding-standing-newcomer", FindingKind.PERSON),
        (NEWCOMER, "finding-standing-newcomer", FindingKind.PERSON),
        (REGULAR, "finding-standing-regular", FindingKind.PERSON),
        (TRUSTED, "finding-standing-trusted", FindingKind.TRUST),
    ],
)
def test_members(member: Member | None, key: str, kind: FindingKind) -> None:
    said = message("大家好")
    (found,) = standing.check(said, facts(said, member=member), SETTINGS)
    assert (found.key, found.kind) == (key, kind)
    assert (found.weight > 0) is (member is not REGULAR)


def test_a_channel_has_no_standing() -> None:
    said = message("看我", sender=Sender(SenderKind.FOREIGN_CHANNEL, -100200, "发财频道"))
    (found,) = standing.check(said, facts(said, member=None), SETTINGS)
    assert found.key == "finding-standing-outside" and found.weight == 0
