"""What is kept of a person, in the words of who asks."""

from enum import StrEnum


class Topic(StrEnum):
    """A part of what is kept of somebody."""

    PROFILE = "profile"
    WORDS = "words"
    ENTRY = "entry"
    MODERATION = "moderation"
    CRISIS = "crisis"
    CHECKINS = "checkins"
    ACTIVITIES = "activities"
    TICKETS = "tickets"
    DEEDS = "deeds"
    """what they did as staff"""


class Fate(StrEnum):
    """What becomes of it when they ask to be forgotten."""

    ERASED = "erased"
    CLOAKED = "cloaked"
    """the fact stays, under a pseudonym and without names or words: it protects others, or numbers rest on it"""
    STAYS = "stays"
    """it goes by itself when it is over, or Telegram says it anew: who runs a group, a limit that is running"""
