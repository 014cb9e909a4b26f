"""What travels between the private chats and the group's mailbox."""

import msgspec

SAID = "ticket_said"
REPLIED = "ticket_replied"
REPEATED = "ticket_repeated"


class Said(msgspec.Struct, frozen=True):
    """What somebody wrote when asked what the matter is."""

    user_id: int
    name: str
    text: str


class Repeated(msgspec.Struct, frozen=True):
    """Somebody complains in the group again and again: their newest words."""

    user_id: int
    name: str
    text: str
    message_id: int


class Replied(msgspec.Struct, frozen=True):
    """What somebody wrote in reply to a message about a ticket."""

    ticket: int
    user_id: int
    name: str
    text: str
