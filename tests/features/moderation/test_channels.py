"""Speaking as a channel."""

from bot.core.event import Sender, SenderKind
from bot.features.moderation.model import FindingKind
from bot.features.moderation.signals import channels
from tests.features.moderation.talk import SETTINGS, facts, message


def test_a_foreign_channel_is_a_fact_about_the_person() -> None:
    said = message("看我", sender=Sender(SenderKind.FOREIGN_CHANNEL, -100200, "发财频道"))
    (found,) = channels.check(said, facts(said, member=None), SETTINGS)
    assert found.key == "finding-channels-foreign" and found.kind is FindingKind.PERSON and found.weight > 0


def test_a_member_speaks_as_themselves() -> None:
    said = message("看我")
    assert channels.check(said, facts(said), SETTINGS)[0].weight == 0
