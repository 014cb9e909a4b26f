"""A rehearsal: the whole bot with nobody listening. Everything it does is accepted, and noted."""

from bot.commands.rehearsal.rehearsal import SETTING_UP, Rehearsal

__all__ = ["SETTING_UP", "Rehearsal"]
