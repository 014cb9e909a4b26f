"""Identifiers. Telegram's ids are up to 52 bits; ours are positive and never used twice."""

from typing import NewType

ChatId = NewType("ChatId", int)
"""A Telegram chat: a person's private chat (positive, equal to the user id), a group or supergroup (negative)."""
UserId = NewType("UserId", int)
MessageId = NewType("MessageId", int)
CommunityId = NewType("CommunityId", int)
ActivityId = NewType("ActivityId", int)
ApplicationId = NewType("ApplicationId", int)
CaseId = NewType("CaseId", int)
EffectId = NewType("EffectId", int)
EntryId = NewType("EntryId", int)
IncidentId = NewType("IncidentId", int)
InboxId = NewType("InboxId", int)
PostId = NewType("PostId", int)
ProgrammeId = NewType("ProgrammeId", int)
ScheduleId = NewType("ScheduleId", int)

Mailbox = NewType("Mailbox", str)
"""The name of an ordered queue that owns a piece of state: ``chat:<id>`` or ``community:<id>``."""


def chat_mailbox(chat_id: int) -> Mailbox:
    """The mailbox of a group or of a private chat."""
    return Mailbox(f"chat:{chat_id}")


def community_mailbox(community_id: int) -> Mailbox:
    """The mailbox of what the groups of a community share."""
    return Mailbox(f"community:{community_id}")


def mailbox_id(mailbox: Mailbox) -> int:
    """The chat or community id inside a mailbox name."""
    return int(mailbox.partition(":")[2])
