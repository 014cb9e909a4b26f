"""What Weilu knows how to do. The ordered list of features; nothing registers itself."""

from dataclasses import dataclass

from bot.features.checkin.settings import CheckinSettings
from bot.features.crisis.settings import CrisisSettings
from bot.features.digest.settings import DigestSettings
from bot.features.entry.settings import EntrySettings
from bot.features.house_rules.settings import HouseRulesSettings
from bot.features.members.settings import MemberSettings
from bot.features.moderation.settings import ModerationSettings
from bot.features.newcomers.settings import NewcomerSettings
from bot.features.nickname.settings import NicknameSettings
from bot.features.onboarding.settings import OnboardingSettings
from bot.features.points.settings import PointsSettings
from bot.features.privacy.settings import PrivacySettings
from bot.features.quiet.settings import QuietSettings
from bot.features.settings.model import FeatureSettings
from bot.features.settings.settings import GeneralSettings
from bot.features.sources.settings import SourcesSettings
from bot.features.theme.settings import ThemeSettings
from bot.features.tickets.settings import TicketSettings
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
    Feature("newcomers", NewcomerSettings),
    Feature("onboarding", OnboardingSettings),
    Feature("nickname", NicknameSettings),
    Feature("house_rules", HouseRulesSettings),
    Feature("quiet", QuietSettings),
    Feature("sources", SourcesSettings),
    Feature("moderation", ModerationSettings),
    Feature("checkin", CheckinSettings),
    Feature("points", PointsSettings),
    Feature("activities"),
    Feature("members", MemberSettings),
    Feature("crisis", CrisisSettings),
    Feature("tickets", TicketSettings),
    Feature("theme", ThemeSettings),
    Feature("digest", DigestSettings),
    Feature("privacy", PrivacySettings),
)
