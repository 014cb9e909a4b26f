"""A community's words made ready to be sought in texts."""

import asyncio
from collections.abc import Mapping
from typing import TypeVar

from bot.language.keywords import Keywords

T = TypeVar("T")

MANY_WORDS = 500
"""From so many on they are made ready beside the event loop: ten thousand take 50 ms."""


async def sought(words: Mapping[str, T]) -> Keywords[T]:
    """The words, each with what is known of it, ready to be sought."""
    return Keywords(words) if len(words) < MANY_WORDS else await asyncio.to_thread(Keywords, words)
