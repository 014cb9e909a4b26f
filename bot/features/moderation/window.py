"""The recent past of one chat: who wrote what, for speed and repetition, and what edits are compared with."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.event import Link, Media, Message

KEPT = timedelta(minutes=10)
MOST = 1_000
"""Messages remembered per chat, however busy it is."""
WORTH_COMPARING = 8
"""Folded characters from which on the same words by somebody else may be a copy."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A recent message. ``shown`` is everything of it that a reader sees, for telling whether an edit changed it."""

    message_id: int
    sender_id: int
    at: datetime
    text: str
    folded: str
    shown: int
    album_id: str | None = None
    media: Media | None = None
    thread_id: int | None = None
    is_new: bool = False
    """by a newcomer"""
    links: tuple[Link, ...] = ()
    """what Telegram has marked"""


def shown(message: Message) -> int:
    """A fingerprint of what a reader sees, valid within this process."""
    return hash(
        (message.text, message.links, message.media, message.button_texts, message.extra_text, message.quoted_from)
    )


class Window:
    """A bounded ring, by time and by number. Messages come roughly in order of their dates."""

    __slots__ = ("_all", "_by_id", "_by_sender", "_by_words")

    def __init__(self, heard: Sequence[Heard] = ()) -> None:
        self._all: deque[Heard] = deque()
        self._by_sender: dict[int, deque[Heard]] = {}
        self._by_id: dict[int, Heard] = {}
        self._by_words: dict[str, list[Heard]] = {}
        for one in heard:
            self.add(one)

    def add(self, heard: Heard) -> None:
        """Take in the newest message, and let go of what is too old."""
        self._all.append(heard)
        self._by_sender.setdefault(heard.sender_id, deque()).append(heard)
        self._by_id[heard.message_id] = heard
        if len(heard.folded) >= WORTH_COMPARING:
            self._by_words.setdefault(heard.folded, []).append(heard)
        while len(self._all) > MOST or heard.at - self._all[0].at > KEPT:
            self._drop()

    def replace(self, heard: Heard) -> None:
        """Take in an edit of a message: it keeps its place in time. Unknown messages are left out."""
        old = self._by_id.get(heard.message_id)
        if old is None:
            return
        self._by_id[heard.message_id] = heard
        self._forget_words(old)
        if len(heard.folded) >= WORTH_COMPARING:
            self._by_words.setdefault(heard.folded, []).append(heard)
        for ring in (self._all, self._by_sender[old.sender_id]):
            ring[ring.index(old)] = heard

    def forget(self, message_id: int) -> None:
        """Let go of a message that is gone for a reason of its own. Unknown messages are left out."""
        old = self._by_id.pop(message_id, None)
        if old is None:
            return
        self._forget_words(old)
        self._all.remove(old)
        ring = self._by_sender[old.sender_id]
        ring.remove(old)
        if not ring:
            del self._by_sender[old.sender_id]

    def of(self, sender_id: int) -> Sequence[Heard]:
        """What one sender wrote, oldest first; not to be kept."""
        return self._by_sender.get(sender_id, ())

    def others_saying(self, folded: str, sender_id: int) -> Sequence[Heard]:
        """What others wrote in these words, oldest first; nothing for words too short to mean copying."""
        same = self._by_words.get(folded)
        return () if same is None else [heard for heard in same if heard.sender_id != sender_id]

    def find(self, message_id: int) -> Heard | None:
        return self._by_id.get(message_id)

    def album(self, sender_id: int, album_id: str) -> list[Heard]:
        """The parts of an album heard so far."""
        return [heard for heard in self.of(sender_id) if heard.album_id == album_id]

    def _drop(self) -> None:
        oldest = self._all.popleft()
        ring = self._by_sender[oldest.sender_id]
        ring.popleft()
        if not ring:
            del self._by_sender[oldest.sender_id]
        self._by_id.pop(oldest.message_id, None)
        self._forget_words(oldest)

    def _forget_words(self, heard: Heard) -> None:
        same = self._by_words.get(heard.folded)
        if same is None:
            return
        left = [one for one in same if one.message_id != heard.message_id]
        if left:
            self._by_words[heard.folded] = left
        else:
            del self._by_words[heard.folded]
