"""The kinds of activities: one file each, all of them in this list. Nothing registers itself."""

from bot.features.activities.kinds import post
from bot.features.activities.model import Kind

KINDS: tuple[Kind, ...] = (post.KIND,)
