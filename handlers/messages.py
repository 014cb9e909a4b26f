"""Which messages a handler hears. Every update is held against each of these, so one look has to do."""

import telegram
from telegram.ext import filters

GROUPS = frozenset((telegram.Chat.GROUP, telegram.Chat.SUPERGROUP))
PRIVATE = frozenset((telegram.Chat.PRIVATE,))


class Messages(filters.UpdateFilter):
    """Messages in chats of some types: with ``edits`` also each new version of one; ``said``: no notes of the service.

    The client's own filters, joined by ``&``, would come to the same at four times the cost.
    """

    def __init__(self, types: frozenset[str], *, edits: bool = False, said: bool = False) -> None:
        super().__init__()
        self._types = types
        self._edits = edits
        self._said = said

    def check_update(self, update: telegram.Update) -> bool:
        """Whether the update is such a message."""
        return self.filter(update)

    def filter(self, update: telegram.Update) -> bool:
        """See `check_update`."""
        message = update.message
        if message is None and self._edits:
            message = update.edited_message
        if message is None or message.chat.type not in self._types:
            return False
        if not self._said or message.text is not None or message.caption is not None:
            return True
        return not filters.StatusUpdate.ALL.check_update(update)


IN_GROUPS = Messages(GROUPS)
SAID_IN_GROUPS_AND_EDITS = Messages(GROUPS, edits=True, said=True)
IN_PRIVATE = Messages(PRIVATE)
SAID_IN_PRIVATE = Messages(PRIVATE, said=True)
