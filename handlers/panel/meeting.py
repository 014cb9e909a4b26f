"""The first meeting: four questions in private to who added the bot. Whoever ignores them has sensible defaults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from bot.core.effect import Button, EditMessage, Repeat
from bot.core.errors import Refused
from bot.core.event import Person
from bot.core.ids import chat_mailbox, mailbox_id
from bot.core.text import Markup
from bot.features.settings.fields import Setting, Value
from bot.features.settings.model import Group
from handlers import access
from handlers.changes import SETTINGS
from handlers.desk import Desk
from handlers.keyboards import Press, button
from handlers.panel import changing
from handlers.panel.pages import Page

OPEN = "meeting_open"


@dataclass(frozen=True, slots=True)
class Question:
    """One question about one setting; ``answers``: values by the token that stands for them in a button."""

    name: str
    setting: str
    answers: Mapping[str, Value]

    @property
    def about(self) -> Setting:
        found = SETTINGS.find(self.setting)
        assert found is not None, "the settings asked about are there"
        return found


QUESTIONS: Sequence[Question] = (
    Question("language", "general.language", {"zh-CN": "zh-CN", "en": "en"}),
    Question("door", "entry.steps", {"open": [], "captcha": ["captcha"], "review": ["review"]}),
    Question("strictness", "moderation.strictness", {"lenient": "lenient", "standard": "standard", "strict": "strict"}),
    Question("digest", "digest.at", {"0800": "08:00", "0900": "09:00", "2000": "20:00", "off": "off"}),
)


class Opening(msgspec.Struct, frozen=True):
    """Somebody wants to be asked."""

    person: Person


def door(desk: Desk, group: Group) -> Button:
    """The button in the group that leads to the questions."""
    label = desk.say(group.language, "meeting-open").plain()
    return Button(label, url=desk.bot.start_link(f"meeting_{group.chat_id}"))


async def invite(desk: Desk, group: Group) -> None:
    """Tell who added the bot, if they can be reached, that there are four questions."""
    if group.added_by is None:
        return
    reachable = await desk.store.people.reachable([group.added_by])
    for person in reachable:
        language = await desk.language_of(person.user_id, group.language)
        begin = button(desk.say(language, "meeting-begin").plain(), "meeting", "ask", group.chat_id, 0)
        desk.send(
            person.user_id, desk.say(language, "meeting-invite", group=group.title), [[begin]], repeat=Repeat.WANTED
        )


async def followed(desk: Desk, person: Person, rest: str) -> None:
    """Somebody came from the group by the button."""
    group = await desk.group(int(rest)) if rest.removeprefix("-").isdecimal() else None
    if group is None:
        desk.send(person.id, desk.say(await desk.language_of(person.id), "no-group-of-yours"))
        return
    desk.work.forward(chat_mailbox(group.chat_id), OPEN, Opening(person))


async def opened(desk: Desk, body: bytes) -> None:
    """Ask the first question of who may answer it."""
    person = msgspec.json.decode(body, type=Opening).person
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    language = await desk.language_of(person.id, group.language)
    group = await access.fresh(desk, group)
    if group.is_admin(person.id):
        desk.send(person.id, *_page(desk, group, language, 0))
    else:
        desk.send(person.id, desk.say(language, "no-group-of-yours"))


async def pressed(desk: Desk, press: Press) -> None:
    """An answer, or the next question without one."""
    if press.chat_id != press.presser.id or press.message_id is None:
        raise Refused("press-old")
    group = await access.pressed(desk, press, None)
    if group is None:
        return
    language = await desk.language_of(press.presser.id, group.language)
    number = press.intent.number(1)
    if press.intent.verb == "set":
        question = QUESTIONS[number]
        token = press.intent.arguments[2]
        if token not in question.answers:
            raise ValueError(token)
        group = await _answer(desk, press, group, question, question.answers[token])
        number += 1
    elif press.intent.verb != "ask":
        raise ValueError(press.intent.verb)
    if not 0 <= number <= len(QUESTIONS):
        raise ValueError(number)
    desk.answer(press)
    text, rows = _page(desk, group, language, number)
    frozen = tuple(tuple(row) for row in rows)
    desk.work.emit(EditMessage(press.chat_id, text, frozen, message_id=press.message_id))


async def _answer(desk: Desk, press: Press, group: Group, question: Question, value: Value) -> Group:
    setting = question.about
    changing.require(group, press.presser.id, [setting])
    fitting = changing.fitting(group, press.presser.id, setting, value)
    group, _ = await changing.change(desk, group, {setting: [fitting]})
    return group


def _page(desk: Desk, group: Group, language: str, number: int) -> Page:
    """The question of this number; after the last, what to do next."""
    if number == len(QUESTIONS):
        lines = [desk.say(language, "meeting-done", group=group.title)]
        if group.missing_rights:
            names = [desk.say(language, f"right-{right}") for right in group.missing_rights]
            joined = desk.say(language, "list-separator").join(names)
            lines.append(desk.say(language, "rights-missing", rights=joined))
        more = button(desk.say(language, "meeting-more").plain(), "panel", "home", group.chat_id)
        return Markup("\n").join(lines), [[more]]
    question = QUESTIONS[number]
    count = desk.say(language, "meeting-count", number=number + 1, of=len(QUESTIONS), group=group.title)
    text = Markup("\n").join([count, desk.say(language, f"meeting-{question.name}")])
    answers = [
        button(
            desk.say(language, f"meeting-{question.name}-{token}").plain(),
            "meeting",
            "set",
            group.chat_id,
            number,
            token,
        )
        for token in question.answers
    ]
    skip = button(desk.say(language, "meeting-skip").plain(), "meeting", "ask", group.chat_id, number + 1)
    return text, [*([answer] for answer in answers), [skip]]
