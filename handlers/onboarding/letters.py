"""The letters of day 1, 3 and 7: decided in the group's mailbox, written by the person's own, at most one a day."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import msgspec
import telegram

from bot.core.effect import EditMessage
from bot.core.ids import UserId, chat_mailbox, mailbox_id
from bot.core.text import Markup
from bot.features.members.model import MemberStatus
from bot.features.members.segments import Segment
from bot.features.members.settings import MemberSettings
from bot.features.onboarding.model import Journey, Stopped
from bot.features.onboarding.rules import WORTHLESS_AFTER, asks_for_silence, complains, letter_at, next_letter
from bot.features.onboarding.settings import OnboardingSettings
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers.context import WeiluContext
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button

DUE = "onboarding_due"
LETTER = "onboarding_letter"
ANSWER = "onboarding_answer"
LETTER_LIVES = timedelta(hours=6)
SEGMENT_GAP = timedelta(days=3)
COMPLAINING_COMMANDS = ("/feedback", "/appeal")


class Letter(msgspec.Struct, frozen=True):
    """A letter that is due, from the group to the person's mailbox; to a newcomer, or to who is in a ``segment``."""

    chat_id: int
    day: int
    segment: str = ""


class Answer(msgspec.Struct, frozen=True):
    """What became of it, back to the group: written, not today, or not any more (``quiet``: why)."""

    user_id: int
    day: int
    written: bool = False
    later: bool = False
    quiet: Stopped | None = None


# --- in the group's mailbox --------------------------------------------------------------------------------------


def plan(desk: Desk, group: Group, journey: Journey) -> bool:
    """Plan the next letter of a journey; says whether there is one."""
    settings, zone = group.settings(OnboardingSettings), ZoneInfo(group.timezone)
    found = next_letter(journey.began_at, journey.day, settings.days, settings.hour, zone, desk.now)
    if found is None:
        cancel(desk, group, journey)
        return False
    day, at = found
    desk.store.schedules(group.mailbox).set(_key(group, journey), DUE, at, payload=str(day))
    return True


def cancel(desk: Desk, group: Group, journey: Journey) -> None:
    desk.store.schedules(group.mailbox).cancel(_key(group, journey))


def _key(group: Group, journey: Journey) -> str:
    return f"onboarding:{group.chat_id}:{journey.user_id}"


async def due(desk: Desk, body: bytes) -> None:
    """A letter is due, unless its reader has spoken, left, or it is too late for it."""
    fired = msgspec.json.decode(body, type=Due)
    group, user_id = await desk.group(mailbox_id(desk.work.mailbox)), int(fired.key.rpartition(":")[2])
    if group is None:
        return
    store = desk.store.chat(group.chat_id)
    journey = await store.journeys.open(user_id)
    if journey is None or journey.stopped_at is not None:
        return
    member = await store.members.find(user_id)
    if member is None or member.status in (MemberStatus.LEFT, MemberStatus.BANNED):
        await _stop(desk, group, journey, Stopped.LEFT)
        return
    settings, day = group.settings(OnboardingSettings), int(fired.payload)
    journey = replace(journey, day=max(journey.day, day))
    wanted = settings.on and day in settings.days and desk.now - fired.due_at <= WORTHLESS_AFTER
    if wanted:
        desk.work.forward(chat_mailbox(user_id), LETTER, Letter(group.chat_id, day))
    if not plan(desk, group, journey) and not wanted:
        journey = replace(journey, stopped_at=desk.now, stopped_why=Stopped.DONE)
    await store.journeys.save(journey)


async def answered(desk: Desk, body: bytes) -> None:
    """The person's mailbox has written the letter, cannot today, or will not any more."""
    answer = msgspec.json.decode(body, type=Answer)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    journeys = desk.store.chat(group.chat_id).journeys
    journey = await journeys.find(answer.user_id)
    if journey is None:
        return
    if answer.quiet is not None:
        await _stop(desk, group, journey, answer.quiet)
        return
    if answer.later:
        _plan_tomorrow(desk, group, journey, answer.day)
        return
    settings, zone = group.settings(OnboardingSettings), ZoneInfo(group.timezone)
    over = next_letter(journey.began_at, journey.day, settings.days, settings.hour, zone, desk.now) is None
    journey = replace(journey, letters=journey.letters + answer.written)
    if over and journey.stopped_at is None:
        journey = replace(journey, stopped_at=desk.now, stopped_why=Stopped.DONE)
    await journeys.save(journey)


def _plan_tomorrow(desk: Desk, group: Group, journey: Journey, day: int) -> None:
    """Another group has written today: the same letter tomorrow, unless the next one is due by then."""
    settings, zone = group.settings(OnboardingSettings), ZoneInfo(group.timezone)
    tomorrow = letter_at(desk.now, 1, settings.hour, zone)
    found = next_letter(journey.began_at, day, settings.days, settings.hour, zone, desk.now)
    if journey.stopped_at is None and (found is None or tomorrow < found[1]):
        desk.store.schedules(group.mailbox).set(_key(group, journey), DUE, tomorrow, payload=str(day))


async def _stop(desk: Desk, group: Group, journey: Journey, why: Stopped) -> None:
    cancel(desk, group, journey)
    if journey.stopped_at is None:
        changed = replace(journey, stopped_at=desk.now, stopped_why=why)
        await desk.store.chat(group.chat_id).journeys.save(changed)


# --- in the person's mailbox -------------------------------------------------------------------------------------


async def write(desk: Desk, body: bytes) -> None:
    """Write a letter, if its reader can be reached, wants letters, and had none today."""
    letter = msgspec.json.decode(body, type=Letter)
    user_id, group = mailbox_id(desk.work.mailbox), await desk.group(letter.chat_id)
    if group is None:
        return
    correspondent = await desk.store.correspondents.find(user_id)
    known = await desk.store.people.find(user_id)
    answer = Answer(user_id, letter.day)
    today = desk.now.astimezone(ZoneInfo(group.timezone)).date()
    if correspondent.quiet_at is not None:
        answer = msgspec.structs.replace(answer, quiet=correspondent.quiet_why or Stopped.ASKED)
    elif correspondent.written_on is not None and correspondent.written_on > today - _gap(letter):
        answer = msgspec.structs.replace(answer, later=True)
    elif known is not None and known.reachable:
        language = await desk.language_of(user_id, group.language)
        text = words(desk, group, language, letter.day, known.name, letter.segment)
        desk.send(user_id, text, _rows(desk, language, group.chat_id, quiet=False), expires_at=desk.now + LETTER_LIVES)
        await desk.store.correspondents.save(replace(correspondent, written_on=today))
        answer = msgspec.structs.replace(answer, written=True)
    if not letter.segment:
        # A letter to a segment that cannot be written now is left out: its reason changes by the day.
        desk.work.forward(group.mailbox, ANSWER, answer)


def _gap(letter: Letter) -> timedelta:
    """How long after the last letter, of whatever group, the next may come."""
    return SEGMENT_GAP if letter.segment else timedelta(days=1)


def words(desk: Desk, group: Group, language: str, day: int, name: str, segment: str = "") -> Markup:
    """The letter of a day: the community's own words, or the bot's."""
    if segment:
        template = Markup(group.settings(MemberSettings).letters[Segment(segment)][day])
    else:
        own = group.settings(OnboardingSettings).letters.get(day)
        tag = group.settings(OnboardingSettings).tag
        template = Markup(own) if own else desk.say(language, f"onboarding-letter-{day}", tag=tag)
    filled = template.replace("{name}", Markup.escape(name)).replace("{group}", Markup.escape(group.title))
    return Markup(filled)


def _rows(desk: Desk, language: str, chat_id: int, *, quiet: bool) -> Rows:
    key, verb = ("onboarding-again-letters-button", "resume") if quiet else ("onboarding-quiet-button", "quiet")
    return [[button(desk.say(language, key).plain(), "onboarding", verb, chat_id)]]


async def quiet_pressed(desk: Desk, press: Press) -> None:
    """Somebody wants no letters any more, or wants them after all."""
    quiet = press.intent.verb == "quiet"
    language = await desk.language_of(press.presser.id)
    correspondent = await desk.store.correspondents.find(press.presser.id)
    if quiet:
        await fall_silent(desk, press.presser.id, Stopped.ASKED)
    else:
        await desk.store.correspondents.save(replace(correspondent, quiet_at=None, quiet_why=None))
    text = desk.say(language, "onboarding-quiet" if quiet else "onboarding-resumed")
    desk.answer(press, text)
    if press.message_id is not None:
        rows = tuple(tuple(row) for row in _rows(desk, language, press.intent.number(), quiet=quiet))
        desk.work.emit(EditMessage(press.chat_id, text, rows, message_id=press.message_id))


async def fall_silent(desk: Desk, user_id: int, why: Stopped) -> None:
    """Write no more letters to somebody, for whatever group."""
    correspondent = await desk.store.correspondents.find(user_id)
    if correspondent.quiet_at is None:
        await desk.store.correspondents.save(
            replace(correspondent, user_id=UserId(user_id), quiet_at=desk.now, quiet_why=why)
        )


async def wrote_privately(update: telegram.Update, context: WeiluContext) -> None:
    """Somebody who asks for silence or complains in private gets no more letters."""
    desk, message = context.desk, context.message(update)
    if not message.sender.is_user or not message.text:
        return
    if asks_for_silence(message.text):
        await fall_silent(desk, message.sender.id, Stopped.ASKED)
        language = await desk.language_of(message.sender.id)
        desk.send(message.chat_id, desk.say(language, "onboarding-quiet"))
    elif message.text.startswith(COMPLAINING_COMMANDS) or (message.text[0] != "/" and complains(message.text)):
        await fall_silent(desk, message.sender.id, Stopped.COMPLAINED)
