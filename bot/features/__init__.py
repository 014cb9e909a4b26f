"""What Weilu knows how to do. The ordered list of features; nothing registers itself."""

from dataclasses import dataclass

from bot.features.settings.model import FeatureSettings
from bot.features.settings.settings import GeneralSettings


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature by its name in overlays and configuration, with its settings if it has any."""

    name: str
    settings: type[FeatureSettings] | None = None


FEATURES: tuple[Feature, ...] = (Feature("general", GeneralSettings),)
