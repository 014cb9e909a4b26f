"""What Weilu knows how to do. The ordered list of features; nothing registers itself."""

from dataclasses import dataclass

from bot.features.checkin.settings import CheckinSettings
from bot.features.crisis.settings import CrisisSettings
from bot.features.digest.settings import DigestSettings
from bot.features.entry.settings import EntrySettings
from bot.features.moderation.settings import ModerationSettings
from bot.features.points.settings import PointsSettings
from bot.features.privacy.settings import PrivacySettings
from bot.features.settings.model import FeatureSettings
from bot.features.settings.settings import GeneralSettings
from bot.features.welcome.settings import WelcomeSettings


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature by its name in overlays and configuration, with its settings if it has any."""

    name: str
    settings: type[FeatureSettings] | None = None


FEATURES: tuple[Feature, ...] = (
    Feature("general", GeneralSettings),
    Feature("entry", EntrySettings),
    Feature("welcome", WelcomeSettings),
    Feature("moderation", ModerationSettings),
    Feature("checkin", CheckinSettings),
    Feature("points", PointsSettings),
    Feature("activities"),
    Feature("crisis", CrisisSettings),
    Feature("digest", DigestSettings),
    Feature("privacy", PrivacySettings),
)
