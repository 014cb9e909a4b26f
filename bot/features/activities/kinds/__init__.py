"""The kinds of activities: one file each, all of them in this list. Nothing registers itself."""

from bot.features.activities.kind import ActivityKind, Kind
from bot.features.activities.kinds import (
    chain,
    challenge,
    coupons,
    event,
    exam,
    lottery,
    poll,
    post,
    quiz,
    signup,
    talk,
    topic,
)

KINDS: tuple[Kind, ...] = (
    post.KIND,
    signup.KIND,
    lottery.KIND,
    event.KIND,
    poll.KIND,
    coupons.KIND,
    topic.KIND,
    quiz.KIND,
    challenge.KIND,
    chain.KIND,
    talk.KIND,
    exam.KIND,
)

ACTIVITIES: tuple[ActivityKind, ...] = tuple(kind for kind in KINDS if isinstance(kind, ActivityKind))
"""Those that people take part in."""
