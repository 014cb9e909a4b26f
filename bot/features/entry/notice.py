"""The one message that a group sees about those at its door: when it is posted, edited and taken away."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

EDIT_EVERY = timedelta(seconds=3)
"""Between two calls that show it anew."""
EDIT_EVERY_IN_SURGE = timedelta(seconds=15)
"""In a surge the group is to hear little of the door."""
REFUSED_REST = timedelta(minutes=10)
"""A group that does not let the bot write is not tried again for so long."""
FRESH = timedelta(minutes=30)
"""An older notice has scrolled out of sight: for a newcomer it is posted anew."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The message as it stands. ``number`` tells one from the next; ``shown`` is what it says, empty when none stands.

    ``is_busy``: a call about it is under way. ``not_before``: nothing is shown until then.
    """

    number: int = 0
    shown: str = ""
    posted_at: datetime | None = None
    not_before: datetime | None = None
    is_busy: bool = False

    @property
    def stands(self) -> bool:
        return bool(self.shown)

    def handle(self, chat_id: int) -> str:
        """Names the message for edits."""
        return f"door:{chat_id}:{self.number}"


class Turn(StrEnum):
    """What to do about the notice now."""

    NOTHING = "nothing"
    WAIT = "wait"
    """until `Notice.not_before`"""
    POST = "post"
    EDIT = "edit"
    REPLACE = "replace"
    """take the old one away and post anew"""
    REMOVE = "remove"


def turn(notice: Notice, wanted: str, now: datetime, *, newcomer: bool = False) -> Turn:
    """What to do so that the notice says ``wanted``, empty for no notice. ``newcomer``: somebody has just come."""
    if notice.is_busy or notice.shown == wanted:
        return Turn.NOTHING
    if not wanted:
        return Turn.REMOVE
    if notice.not_before is not None and now < notice.not_before:
        return Turn.WAIT
    if not notice.stands:
        return Turn.POST
    is_old = notice.posted_at is not None and now - notice.posted_at >= FRESH
    return Turn.REPLACE if is_old and newcomer else Turn.EDIT
