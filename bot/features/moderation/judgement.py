"""The judgement of texts alone, without who wrote them or where: for trying a text, and for measuring on any data."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from bot.core.event import Message, Person, Sender, SenderKind
from bot.core.ids import ChatId, MessageId, UserId
from bot.features.members.model import Member, MemberStatus
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Action, Finding, Word
from bot.features.moderation.rules import decide
from bot.features.moderation.settings import ModerationSettings
from bot.features.moderation.signals import Signal, classifier, contacts, links, names, scripts, standing, words
from bot.language import mood
from bot.language.classifier import shipped
from bot.language.fold import fold
from bot.language.keywords import Keywords
from bot.language.mood import Mood
from bot.language.reading import reader

TEXT_SIGNALS: Final[Sequence[Signal]] = (words, classifier, links, contacts, names, scripts, standing)
"""The signals of adverts that need nothing but the words, the name and who is new. Abuse is left to people, so it is
not here."""

_AT: Final = datetime(2000, 1, 1, tzinfo=UTC)
_CHAT: Final = ChatId(0)
_FIRST: Final = MessageId(0)
_AUTHOR: Final = Person(UserId(1), "")
_NAMELESS: Final = Sender(SenderKind.USER, _AUTHOR.id, "", _AUTHOR)
_MEMBER: Final = Member(
    _AUTHOR.id, "", None, MemberStatus.MEMBER, _AT, joined_at=datetime(1999, 1, 1, tzinfo=UTC), messages=1_000
)
"""An old member: nothing about the person weighs."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is judged; ``name`` is the display name of who wrote it."""

    text: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """``advert`` is a probability. ``findings`` are those that weigh, the heaviest first."""

    advert: float
    action: Action
    findings: tuple[Finding, ...]
    mood: Mood


class TextJudge:
    """Judges texts as a group without settings of its own would; some 60 µs for a short one among many."""

    def __init__(
        self,
        settings: ModerationSettings | None = None,
        forbidden: Iterable[str] = (),
        *,
        from_newcomer: bool = False,
    ) -> None:
        """``forbidden`` words are ordered to be deleted. ``from_newcomer``: each text is somebody's very first."""
        self._settings: Final = settings or ModerationSettings()
        self._words: Final[Keywords[Word]] = Keywords(
            {word: Word(word, fold(word), Action.DELETE) for word in forbidden}
        )
        self._allowed: Final = frozenset[str]()
        self._member: Final = None if from_newcomer else _MEMBER

    def judge(self, texts: Sequence[Text]) -> Iterator[Judgement]:
        """The judgements in the order of the texts."""
        readings = [reader().read(text.text) for text in texts]
        adverts = shipped().probabilities(readings)
        moods = mood.read_all([text.text for text in texts])
        for text, reading, advert, how in zip(texts, readings, adverts, moods, strict=True):
            sender = Sender(SenderKind.USER, _AUTHOR.id, text.name, _AUTHOR) if text.name else _NAMELESS
            message = Message(_CHAT, _FIRST, sender, _AT, text.text)
            facts = Facts(
                folded=reading.folded,
                member=self._member,
                own=(),
                words=self._words,
                allowed_domains=self._allowed,
                own_names=self._allowed,
                reading=reading,
                advert=advert,
            )
            found = [f for signal in TEXT_SIGNALS for f in signal.check(message, facts, self._settings)]
            verdict = decide(found, self._settings)
            yield Judgement(advert, verdict.action, verdict.reasons, how)
