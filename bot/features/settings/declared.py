"""What every feature's settings have in common, and how one of them tells the panel about itself."""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict


class FeatureSettings(BaseModel):
    """Base of every feature's settings: frozen, with defaults, bounds and descriptions; nothing unknown gets in."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    feature: ClassVar[str]
    """The feature's name: its key in overlays and configuration."""


def set_by(command: str, *, secret: bool = False) -> dict[str, Any]:
    """For ``json_schema_extra``: a setting that is changed by a command alone, which checks what the panel cannot.

    ``secret``: its value is never shown.
    """
    return {"set_by": command, "secret": secret}


AS_MARKUP: dict[str, Any] = {"markup": True}
"""For ``json_schema_extra``: a text with formatting."""
