"""What the staff decide teaches the community's classifier."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from bot.core.event import Person
from bot.core.ids import mailbox_id
from bot.features.moderation.model import Case, Part
from bot.features.moderation.rituals import worth
from bot.features.settings.model import Group
from bot.language.fold import fold
from bot.language.lessons import FORGOTTEN_AFTER, Taught
from handlers.desk import Desk
from storage.moderation import CaseMessage

TAUGHT = "lesson_taught"
SHORTEST = 6
"""Letters (a Han character is worth two) below which a text teaches nothing about others."""
ABUSE = "abuse"
WEIGHED_AGAIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Teaching:
    """What somebody called adverts, or innocent; handed to the mailbox of the community."""

    texts: Sequence[str]
    is_advert: bool
    by: Person


def teach(desk: Desk, group: Group, texts: Iterable[str], by: Person, *, is_advert: bool) -> bool:
    """Have the community's classifier learn from texts; says whether there is anything to learn."""
    folded = tuple(dict.fromkeys(folded for text in texts if worth(folded := fold(text)) >= SHORTEST))
    if folded:
        desk.work.forward(group.community_mailbox, TAUGHT, Teaching(folded, is_advert, by))
    return bool(folded)


async def taught(desk: Desk, body: bytes) -> None:
    """Keep the lessons, in the community's mailbox."""
    teaching = msgspec.json.decode(body, type=Teaching)
    lessons = desk.store.community(mailbox_id(desk.work.mailbox)).lessons
    for folded in teaching.texts:
        lessons.add(folded, is_advert=teaching.is_advert, teacher=teaching.by.id, name=teaching.by.name, at=desk.now)
    lessons.forget(desk.now - FORGOTTEN_AFTER)


def teach_undone(desk: Desk, group: Group, case: Case, messages: Iterable[CaseMessage], by: Person) -> None:
    """What was taken for an advert and was none is a lesson; what an administrator left where it was is none."""
    judged = [message for message in messages if message.part is Part.JUDGED]
    texts = [message.text for message in judged if case.began_by_machine or not message.kept]
    teach(desk, group, texts, by, is_advert=False)


def teach_confirmed(desk: Desk, group: Group, case: Case, messages: Iterable[CaseMessage], by: Person) -> None:
    """What the staff wanted gone is a lesson, unless it was an insult: that says nothing about adverts."""
    if not any(finding.signal == ABUSE and finding.weight for finding in case.findings):
        texts = [message.text for message in messages if message.part is Part.JUDGED]
        teach(desk, group, texts, by, is_advert=True)


async def taught_by(desk: Desk, group: Group) -> Taught | None:
    """What the group's community has taught; None for nothing. Held in memory until the next lesson, a day at most:
    lessons fade."""
    buffer, key = desk.work.buffer, ("lessons", group.community_id)

    async def load() -> Taught | None:
        found = await desk.store.community(group.community_id).lessons.all()
        return Taught(found, desk.now) if found else None

    lessons: Taught | None = await buffer.remember(key, load)
    if lessons is not None and desk.now - lessons.at >= WEIGHED_AGAIN:
        buffer.forget(key)
        lessons = await buffer.remember(key, load)
    return lessons
