"""The greeting in the group: one at a time, one for a whole surge, and gone in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from bot.core.effect import Button, SendMedia
from bot.core.event import Media, Person
from bot.core.ids import mailbox_id
from bot.core.text import CAPTION_LIMIT, Markup, clip
from bot.features.settings.model import Group
from bot.features.welcome.rules import Template, read_template, render
from bot.features.welcome.settings import WelcomeSettings
from bot.runtime.ticker import Due
from handlers import notices
from handlers.desk import Desk

STALE_AFTER = timedelta(minutes=10)
"""Who came longer ago, before the bot woke up, is not greeted any more."""
CROWD_CHECKED_EVERY = timedelta(minutes=1)
NAMED = 5
"""Names in a greeting of many."""

CROWD = "welcome_crowd"
NOTICE = "greeting"
"""The kind of notice that a greeting is: one of them stands in the group."""


class Crowd(msgspec.Struct, frozen=True):
    """Who has come in during a surge: ids and names of the first few, and how many in all."""

    people: list[tuple[int, str]] = []
    count: int = 0


@dataclass(frozen=True, slots=True)
class Greeting:
    """A greeting ready to be sent."""

    text: Markup
    buttons: tuple[tuple[Button, ...], ...]
    media: Media | None


async def greet(desk: Desk, group: Group, newcomer: Person, more: Sequence[Markup], door: Button | None) -> bool:
    """Greet somebody who is in; says whether they will read it. ``more``: lines of other features; ``door``: their button.

    During a surge they are only noted: one greeting for all comes when it is over.
    """
    template = template_of(desk, group)
    if template is None:
        return False
    if await _came_with_many(desk, group, newcomer):
        await _note(desk, group, newcomer)
        return False
    name = Markup.mention(newcomer.id, newcomer.name)
    greeting = await compose(desk, group, template, name, more, door)
    await _put_up(desk, group, greeting)
    if group.settings(WelcomeSettings).private and await desk.store.people.reachable([newcomer.id]):
        send(desk, newcomer.id, await compose(desk, group, template, name))
    return True


def template_of(desk: Desk, group: Group) -> Template | None:
    """The group's template, or the bot's own words; None when nobody is greeted."""
    text = group.settings(WelcomeSettings).text
    if text is None:
        return None
    return read_template(Markup(text) or desk.say(group.language, "welcome-default"))


async def compose(
    desk: Desk, group: Group, template: Template, name: Markup, more: Sequence[Markup] = (), door: Button | None = None
) -> Greeting:
    """The greeting for one person or many, named by ``name``."""
    language = group.language
    count = await desk.house.directory.member_count(group.chat_id) if template.uses("count") else None
    values = {
        "name": name,
        "group": Markup.escape(group.title),
        "count": Markup.escape(count) if count is not None else desk.say(language, "welcome-count-unknown"),
        "rules": Markup.link(desk.say(language, "welcome-rules"), desk.bot.start_link(f"rules_{group.chat_id}")),
    }
    text = Markup("\n").join([render(template, values), *more])
    buttons = [*template.buttons, *([door] if door is not None else [])]
    media = group.settings(WelcomeSettings).shown
    return Greeting(text if media is None else clip(text, CAPTION_LIMIT), tuple((each,) for each in buttons), media)


def send(
    desk: Desk,
    chat_id: int,
    greeting: Greeting,
    *,
    thread_id: int | None = None,
    handle: str | None = None,
) -> None:
    """Send a greeting anywhere."""
    expires_at, media = desk.now + STALE_AFTER, greeting.media
    if media is None or media.file_id is None:
        desk.send(chat_id, greeting.text, greeting.buttons, thread_id=thread_id, handle=handle, expires_at=expires_at)
        return
    call = SendMedia(
        chat_id, media.kind.value, media.file_id, greeting.text, thread_id=thread_id, buttons=greeting.buttons
    )
    desk.work.emit(call, handle=handle, expires_at=expires_at)


async def _put_up(desk: Desk, group: Group, greeting: Greeting) -> None:
    """Put a greeting in the place of the last one."""
    until = desk.now + group.settings(WelcomeSettings).stays
    send(desk, group.chat_id, greeting, handle=await notices.replace(desk, group, NOTICE, until))


# --- many at once ------------------------------------------------------------------------------------------------


async def _came_with_many(desk: Desk, group: Group, newcomer: Person) -> bool:
    """Whether there is a surge now, or the door has let them in late because there was one."""
    store = desk.store.chat(group.chat_id)
    arrival = await store.arrivals.find(newcomer.id)
    return await store.surges.current() is not None or (arrival is not None and arrival.surge is not None)


async def _note(desk: Desk, group: Group, newcomer: Person) -> None:
    """Remember somebody for the greeting after the surge."""
    crowd = await _crowd(desk, group)
    people = [*crowd.people, (int(newcomer.id), newcomer.name)][:NAMED]
    _keep(desk, group, Crowd(people, crowd.count + 1))


async def _crowd(desk: Desk, group: Group) -> Crowd:
    async def load() -> Crowd:
        planned = await desk.store.schedules(group.mailbox).find(_crowd_key(group), beside_writes=True)
        return msgspec.json.decode(planned.payload, type=Crowd) if planned is not None else Crowd()

    found: Crowd = await desk.work.buffer.remember(_crowd_key(group), load)
    return found


def _keep(desk: Desk, group: Group, crowd: Crowd) -> None:
    desk.work.buffer.overlay.memory[_crowd_key(group)] = crowd
    desk.store.schedules(group.mailbox).set(
        _crowd_key(group), CROWD, desk.now + CROWD_CHECKED_EVERY, payload=msgspec.json.encode(crowd).decode()
    )


def _crowd_key(group: Group) -> str:
    return f"crowd:{group.chat_id}"


async def crowd_due(desk: Desk, body: bytes) -> None:
    """Greet all who came during the surge at once, when it is over."""
    due = msgspec.json.decode(body, type=Due)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    # Whoever came between the alarm and now is in the mailbox's memory only.
    crowd = max(msgspec.json.decode(due.payload, type=Crowd), await _crowd(desk, group), key=lambda each: each.count)
    if await desk.store.chat(group.chat_id).surges.current() is not None:
        _keep(desk, group, crowd)
        return
    desk.work.buffer.overlay.memory[_crowd_key(group)] = Crowd()
    desk.store.schedules(group.mailbox).cancel(_crowd_key(group))
    template = template_of(desk, group)
    if template is None or desk.now - due.due_at > STALE_AFTER:
        return
    separator = desk.say(group.language, "list-separator")
    names = separator.join(Markup.mention(user_id, name) for user_id, name in crowd.people)
    if crowd.count > len(crowd.people):
        names = desk.say(group.language, "welcome-crowd", names=names, count=crowd.count)
    await _put_up(desk, group, await compose(desk, group, template, names))
