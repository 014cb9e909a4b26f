"""The history of settings: every change is kept with who asked for it, wherever it was made."""

from dataclasses import replace

from bot.features import FEATURES
from bot.features.settings.fields import Settings
from handlers.desk import Desk

SETTINGS = Settings([feature.settings for feature in FEATURES if feature.settings is not None])
"""Every setting there is."""
HIDDEN = "•••"
"""Stands for a secret."""


def keep(desk: Desk) -> list[int]:
    """Keep what this decision has changed so far; returns the numbers of the changes."""
    found = [
        replace(each, was=[HIDDEN] * len(each.was), now=[HIDDEN] * len(each.now))
        if (setting := SETTINGS.find(f"{each.feature}.{each.key}")) is not None and setting.is_secret
        else each
        for each in desk.store.altered
    ]
    desk.store.altered.clear()
    return desk.store.keep_changes(found, desk.actor, desk.now)
