"""The engine under every activity: gathers what a kind wants to know, lets it decide, and does what it has decided."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

import msgspec

from bot.core.effect import (
    Button,
    DeleteMessages,
    EditMessage,
    Repeat,
    SendAlbum,
    SendDocument,
    SendMedia,
    SendPicture,
    SendPoll,
    StopPoll,
)
from bot.core.event import Person
from bot.core.spreadsheet import csv_file
from bot.core.text import Markup
from bot.features.activities.activity import Activity, Entry, Facts, Move, Scene, State
from bot.features.activities.kind import ActivityKind, closed
from bot.features.activities.kinds import ACTIVITIES
from bot.features.activities.steps import (
    Answer,
    Award,
    Become,
    Brief,
    Change,
    Choice,
    Choices,
    Drop,
    Edit,
    End,
    Exhibit,
    Forget,
    Hand,
    Hush,
    Put,
    Refresh,
    Relay,
    Remind,
    Remove,
    Show,
    Step,
    StopAsking,
    Tell,
    Whisper,
    Words,
)
from bot.features.points.rules import for_activity
from bot.features.points.settings import PointsSettings
from bot.features.settings.model import Group
from bot.language.idioms import idioms
from handlers.checkin.mine import own_of
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button
from handlers.quiet.locks import reconcile
from storage.running import Running

NOUN = "act"
DUE = "activity_due"
SENT = "activity_sent"
POLLED = "activity_polled"
END = "end"
"""The reminder at which an activity ends by itself."""
FADES_AFTER = timedelta(minutes=5)
CAPTION = 1_000
"""Characters of a caption, at most; a longer text goes out before its picture."""

BY_NAME = {kind.name: kind for kind in ACTIVITIES}


def kind_of(activity: Activity) -> ActivityKind | None:
    """The kind of an activity; None when this version does not know it any more."""
    return BY_NAME.get(activity.kind)


def scene_of(desk: Desk, group: Group, running: Running) -> Scene:
    """The activity as its kind is shown it."""
    return Scene(
        activity=running.activity,
        entries=tuple(running.entries.values()),
        say=partial(desk.say, group.language),
        zone=ZoneInfo(group.timezone),
        now=desk.now,
        link=desk.bot.start_link(f"{NOUN}_{group.chat_id}_{running.activity.id}"),
    )


async def facts_about(desk: Desk, group: Group, person: Person) -> Facts:
    """What is known about somebody who wants to take part."""
    store = desk.store.chat(group.chat_id)
    return Facts(
        member=await store.members.find(person.id),
        points=await store.ledger.balance(person.id),
        checked_in_today=any(own.is_done for own in await own_of(desk, group, person.id)),
        is_admin=group.is_admin(person.id),
    )


# --- doing what was decided ----------------------------------------------------------------------------------------


class Engine:
    """Does the steps of one decision about one activity."""

    def __init__(self, desk: Desk, group: Group, running: Running) -> None:
        self._desk = desk
        self._group = group
        self._running = running
        self._store = desk.store.chat(group.chat_id).activities
        self._schedules = desk.store.schedules(group.mailbox)

    @property
    def kind(self) -> ActivityKind:
        kind = kind_of(self._running.activity)
        assert kind is not None, "an activity of an unknown kind is left alone"
        return kind

    @property
    def scene(self) -> Scene:
        """As everything decided so far has left it."""
        return scene_of(self._desk, self._group, self._running)

    async def move(self, person: Person, move: Move, *, press: Press | None = None, facts: Facts | None = None) -> None:
        """Somebody makes a move; a press is always answered."""
        scene = self.scene
        if facts is None:
            needed = self.kind.needs_facts(scene)
            facts = await facts_about(self._desk, self._group, person) if needed else Facts()
            facts = replace(facts, is_admin=self._group.is_admin(person.id))
        if self.kind.minds_idioms and move.text:
            known = await asyncio.to_thread(idioms)
            facts = replace(facts, is_idiom=move.text in known)
        steps = self.kind.moved(scene, person, move, facts)
        await self.do(steps)
        answer = next((step for step in steps if isinstance(step, Answer)), None)
        await self._answer(person, move, answer, press)

    async def end(self) -> None:
        """The activity is over: its result is told, its card closed."""
        self._schedules.cancel(self._key(END))
        await self._do(closed(self.scene))
        await self.do(self.kind.result(self.scene))
        if self.kind.is_edited:
            self.refresh()

    async def cancel(self) -> None:
        """It is called off: no result, and whoever took part can read so."""
        desk, activity = self._desk, self._running.activity
        self._schedules.cancel(self._key(END))
        said = desk.say(self._group.language, "activity-called-off", title=activity.title)
        await self.do([closed(self.scene, State.CANCELLED), *self.kind.called_off(self.scene), Tell(said)])

    async def withdraw(self) -> None:
        """Its card never appeared: nobody in the group knows of it, so nothing is said there."""
        self._schedules.cancel(self._key(END))
        await self._do(closed(self.scene, State.CANCELLED))
        for step in self.kind.called_off(self.scene):
            await self._do(step)

    async def do(self, steps: Iterable[Step]) -> None:
        """Do the steps, and edit the card if what it shows has changed."""
        todo = list(steps)
        changed = any(_is_shown(step) for step in todo)
        for step in todo:
            await self._do(step)
        if changed and self.kind.is_edited:
            self.refresh()

    async def keep(self, entries: Iterable[Entry]) -> None:
        """Keep what an activity begins with, before its card is shown."""
        for entry in entries:
            await self._do(Put(entry))

    def show(self) -> None:
        """Send the card for the first time."""
        card, activity = self.kind.card(self.scene), self._running.activity
        if card.options:
            poll = SendPoll(self._group.chat_id, card.text.plain(), card.options, card.multiple, activity.thread_id)
            self._desk.work.emit(poll, handle=self._handle, report=SENT, memo=str(activity.id))
            return
        self._desk.send(
            self._group.chat_id,
            card.text,
            self.rows(card.choices),
            thread_id=activity.thread_id,
            repeat=Repeat.WANTED,
            handle=self._handle,
            report=SENT,
            memo=str(activity.id),
        )

    def refresh(self) -> None:
        """Edit the card; edits that pile up become one."""
        card = self.kind.card(self.scene)
        rows = tuple(tuple(row) for row in self.rows(card.choices))
        self._desk.work.emit(EditMessage(self._group.chat_id, card.text, rows), handle=self._handle)

    def table(self) -> bytes | None:
        """Who took part, as CSV that a spreadsheet opens rightly; None when there is nothing to list."""
        rows = self.kind.csv(self.scene)
        if not rows:
            return None
        return csv_file(rows)

    async def _do(self, step: Step) -> None:
        desk, chat_id = self._desk, self._group.chat_id
        match step:
            case Put():
                entry_id = self._store.new_entry_id()
                self._store.put(self._running, step.entry, entry_id)
                self._running.entries[entry_id] = replace(step.entry, id=entry_id)
            case Change():
                self._store.change(step.entry)
                assert step.entry.id is not None, "only what is kept can change"
                self._running.entries[step.entry.id] = step.entry
            case Drop():
                self._store.drop(step.entry)
                self._running.entries = {i: e for i, e in self._running.entries.items() if i != step.entry.id}
            case Become():
                await self._store.save(self._running, step.activity)
            case Tell():
                self._tell(step)
            case Edit():
                rows = tuple(tuple(row) for row in self.rows(step.choices))
                desk.work.emit(EditMessage(chat_id, step.text, rows), handle=step.handle)
            case Whisper():
                await self._whisper(step)
            case Hand():
                await self._hand(step)
            case StopAsking():
                message_id = self._running.activity.message_id
                if message_id is not None:
                    memo = str(self._running.activity.id)
                    desk.work.emit(StopPoll(chat_id, message_id), report=POLLED, memo=memo)
            case Brief():
                await self._brief(step)
            case Exhibit():
                self._exhibit(step)
            case Relay():
                media, thread_id = step.media, self._running.activity.thread_id
                if media.file_id is not None:
                    desk.work.emit(SendMedia(chat_id, media.kind.value, media.file_id, step.caption, thread_id))
            case Remove():
                if self._group.can("can_delete_messages"):
                    desk.work.emit(DeleteMessages(chat_id, (step.message_id,)))
            case Hush():
                await reconcile(desk, self._group)
            case Award():
                activity, settings = self._running.activity, self._group.settings(PointsSettings)
                won = for_activity(settings, activity.id, activity.title, step.user_id)
                desk.store.chat(chat_id).ledger.book(won, desk.now)
            case Show():
                self.show()
            case End():
                await self.end()
            case Remind():
                payload = f"{self._running.activity.id} {step.name}"
                self._schedules.set(self._key(step.name), DUE, step.at, payload=payload)
            case Forget():
                self._schedules.cancel(self._key(step.name))
            case Answer() | Refresh():
                pass

    def _tell(self, step: Tell) -> None:
        desk, chat_id, thread_id = self._desk, self._group.chat_id, self._running.activity.thread_id
        repeat = Repeat.NEVER if step.fades else Repeat.WANTED
        expires_at = desk.now + FADES_AFTER if step.fades else None
        rows = self.rows(step.choices)
        if step.picture is None:
            desk.send(
                chat_id,
                step.text,
                rows,
                reply_to=step.reply_to,
                thread_id=thread_id,
                repeat=repeat,
                handle=step.handle,
                expires_at=expires_at,
            )
            return
        caption, after = step.text, None
        if len(step.text.plain()) > CAPTION:
            after = desk.send(chat_id, step.text, rows, thread_id=thread_id, repeat=repeat)
            caption, rows = Markup(""), ()
        picture = SendPicture(
            chat_id,
            msgspec.to_builtins(step.picture),
            caption,
            tuple(tuple(row) for row in rows),
            thread_id=thread_id,
        )
        desk.work.emit(picture, repeat=repeat, after=after, handle=step.handle, expires_at=expires_at)

    async def _whisper(self, step: Whisper) -> None:
        desk = self._desk
        if await desk.store.people.reachable([step.user_id]):
            said = await self._spoken(step.user_id, step.words)
            desk.send(step.user_id, said, self.rows(step.choices), repeat=Repeat.WANTED)
        elif step.aloud is not None:
            self._tell(Tell(step.aloud))

    async def _hand(self, step: Hand) -> None:
        to = step.user_id if step.user_id is not None else self._group.chat_id
        if step.user_id is not None:
            said = await self._spoken(step.user_id, step.words)
        else:
            said = self._desk.say(self._group.language, step.words.key, **step.words.values)
        document = SendDocument(to, step.filename, step.content, said)
        self._desk.work.emit(document, repeat=Repeat.WANTED)

    async def _brief(self, step: Brief) -> None:
        content = step.content if step.content is not None else self.table()
        for person in await self._desk.store.people.reachable(self._group.staff):
            await self._hand(Hand(step.filename, content or b"", step.words, person.user_id))

    def _exhibit(self, step: Exhibit) -> None:
        chat_id, thread_id = self._group.chat_id, self._running.activity.thread_id
        if len(step.file_ids) == 1:
            media = SendMedia(chat_id, "photo", step.file_ids[0], step.caption, thread_id)
            self._desk.work.emit(media, repeat=Repeat.WANTED)
        elif step.file_ids:
            album = SendAlbum(chat_id, step.file_ids[:10], step.caption, thread_id)
            self._desk.work.emit(album, repeat=Repeat.WANTED)

    async def _spoken(self, user_id: int, words: Words) -> Markup:
        language = await self._desk.language_of(user_id, self._group.language)
        return self._desk.say(language, words.key, **words.values)

    async def _answer(self, person: Person, move: Move, answer: Answer | None, press: Press | None) -> None:
        if press is not None:
            said = await self._spoken(person.id, answer.words) if answer is not None else None
            self._desk.answer(press, said, alert=answer is not None and answer.alert)
        elif answer is not None and move.message_id is not None:
            said = self._desk.say(self._group.language, answer.words.key, **answer.words.values)
            self._tell(Tell(said, reply_to=move.message_id, fades=True))

    def rows(self, choices: Choices) -> Rows:
        """The buttons that make a kind's moves."""
        return [[self._button(choice) for choice in row] for row in choices]

    def _button(self, choice: Choice) -> Button:
        text = choice.text.plain()
        if choice.url is not None:
            return Button(text, url=choice.url)
        return button(text, NOUN, choice.verb, self._group.chat_id, self._running.activity.id, *choice.arguments)

    @property
    def _handle(self) -> str:
        return f"activity:{self._running.activity.id}"

    def _key(self, name: str) -> str:
        return f"activity:{self._running.activity.id}:{name}"


def _is_shown(step: Step) -> bool:
    """Whether the card looks different after a step."""
    match step:
        case Put() | Change() | Drop():
            return step.shown
        case Become() | Refresh():
            return True
        case _:
            return False


def buttons_of(desk: Desk, group: Group, running: Running) -> Sequence[Button]:
    """The first row of an activity's card, to take part from elsewhere."""
    kind = kind_of(running.activity)
    if kind is None:
        return ()
    engine = Engine(desk, group, running)
    rows = engine.rows(kind.card(engine.scene).choices[:1])
    return rows[0] if rows else ()
