"""A newcomer's way into the group: the card in private, the introduction, and where it ends."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import msgspec
import telegram

from bot.core.effect import Button, EditMessage
from bot.core.event import Message, Person
from bot.core.ids import UserId
from bot.core.text import Markup
from bot.features.members.model import MemberStatus
from bot.features.onboarding.model import Introduced, Journey, Step, Stopped
from bot.features.onboarding.rules import introduces, open_steps
from bot.features.onboarding.settings import OnboardingSettings
from bot.features.settings.model import Group
from handlers import access
from handlers.context import WeiluContext
from handlers.desk import Desk, Rows
from handlers.incoming import is_present
from handlers.keyboards import Press, button
from handlers.onboarding import letters

WANTED = "onboarding_wanted"


class Traveller(msgspec.Struct, frozen=True):
    """Who has followed the link in the greeting."""

    user_id: int


async def begin(desk: Desk, group: Group, newcomer: Person) -> Button | None:
    """Begin somebody's journey; returns the button that leads them to the private chat, None when there is no journey."""
    if not group.settings(OnboardingSettings).on or group.is_admin(newcomer.id):
        return None
    journeys = desk.store.chat(group.chat_id).journeys
    earlier = await journeys.find(newcomer.id)
    # Who comes back has introduced themselves already, if they had.
    journey = replace(earlier or Journey(UserId(newcomer.id), desk.now), began_at=desk.now, day=0)
    journey = replace(journey, stopped_at=None, stopped_why=None)
    await journeys.save(journey)
    letters.plan(desk, group, journey)
    if await desk.store.people.reachable([newcomer.id]):
        await show(desk, group, journey, await desk.language_of(newcomer.id, group.language))
    label = desk.say(group.language, "onboarding-door-button").plain()
    return Button(label, url=desk.bot.start_link(f"hello_{group.chat_id}"))


async def show(desk: Desk, group: Group, journey: Journey, language: str) -> None:
    """The card: what is done, what is still to do, and buttons for it."""
    done = await steps_done(desk, group, journey)
    desk.send(journey.user_id, _card(desk, group, language, done), _card_rows(desk, group, language, done))


async def steps_done(desk: Desk, group: Group, journey: Journey) -> dict[Step, bool]:
    """The steps of this group, in order, and whether they are done; without rules there is nothing to confirm."""
    store = desk.store.chat(group.chat_id)
    rules = await store.rules.current()
    confirmed = rules is not None and await store.rules.has_confirmed(rules.version, journey.user_id)
    checked_in = await store.journeys.has_checked_in(journey.user_id, journey.began_at)
    left = open_steps(None if rules is None else confirmed, journey.introduced_at is not None, checked_in)
    steps = [step for step in Step if step is not Step.RULES or rules is not None]
    return {step: step not in left for step in steps}


def _card(desk: Desk, group: Group, language: str, done: dict[Step, bool]) -> Markup:
    tag = Markup.escape(group.settings(OnboardingSettings).tag)
    lines = [desk.say(language, "onboarding-card", group=group.title)]
    lines += [
        desk.say(language, "onboarding-step", done=is_done, step=desk.say(language, f"onboarding-step-{step}", tag=tag))
        for step, is_done in done.items()
    ]
    if all(done.values()):
        lines.append(desk.say(language, "onboarding-complete"))
    return Markup("\n").join(lines)


def _card_rows(desk: Desk, group: Group, language: str, done: dict[Step, bool]) -> Rows:
    rows: list[list[Button]] = []
    if done.get(Step.RULES) is False:
        url = desk.bot.start_link(f"rules_{group.chat_id}")
        rows.append([Button(desk.say(language, "onboarding-rules-button").plain(), url=url)])
    if not done[Step.INTRODUCTION]:
        label = desk.say(language, "onboarding-form-button").plain()
        rows.append([button(label, "onboarding", "form", group.chat_id)])
    return rows


# --- following the link ------------------------------------------------------------------------------------------


async def followed(desk: Desk, follower: Person, rest: str) -> None:
    """Somebody came from the greeting; the group's mailbox knows how far they are."""
    group = await desk.group(int(rest)) if rest.removeprefix("-").isdecimal() else None
    if group is None:
        desk.send(follower.id, desk.say(await desk.language_of(follower.id), "start-member"))
        return
    desk.work.forward(group.mailbox, WANTED, Traveller(int(follower.id)))


async def wanted(desk: Desk, body: bytes) -> None:
    """The card for somebody who has opened the private chat."""
    user_id = msgspec.json.decode(body, type=Traveller).user_id
    group = await desk.group(int(desk.work.mailbox.partition(":")[2]))
    if group is None:
        return
    language = await desk.language_of(user_id, group.language)
    journey = await desk.store.chat(group.chat_id).journeys.find(user_id)
    if journey is None:
        desk.send(user_id, desk.say(language, "onboarding-not-yours", group=group.title))
        return
    await show(desk, group, journey, language)


# --- introducing oneself -----------------------------------------------------------------------------------------


async def spoke(desk: Desk, group: Group, message: Message) -> None:
    """A newcomer writes in the group: no more letters, and perhaps this is the introduction."""
    if not message.sender.is_user:
        return
    journey = await desk.store.chat(message.chat_id).journeys.open(message.sender.id)
    if journey is None:
        return
    changed = stopped(desk, group, journey, Stopped.SPOKE)
    if changed.introduced_at is None and introduces(message.text, group.settings(OnboardingSettings).tag):
        changed = replace(changed, introduced_at=message.date, introduced_by=Introduced.MESSAGE)
    if changed != journey:
        await desk.store.chat(group.chat_id).journeys.save(changed)


async def moved(update: telegram.Update, context: WeiluContext) -> None:
    """A newcomer has left: nothing more is written to them for this group."""
    desk, change = context.desk, update.chat_member
    assert change is not None, "the route passes only chat_member updates"
    group = await desk.group(change.chat.id)
    if group is None or is_present(change.new_chat_member):
        return
    journeys = desk.store.chat(group.chat_id).journeys
    journey = await journeys.open(change.new_chat_member.user.id)
    if journey is not None and journey.stopped_at is None:
        await journeys.save(stopped(desk, group, journey, Stopped.LEFT))


def stopped(desk: Desk, group: Group, journey: Journey, why: Stopped) -> Journey:
    """The journey without further letters; the first reason stands."""
    if journey.stopped_at is not None:
        return journey
    letters.cancel(desk, group, journey)
    return replace(journey, stopped_at=desk.now, stopped_why=why)


# --- the form ----------------------------------------------------------------------------------------------------


async def form(desk: Desk, press: Press) -> None:
    """The introduction by buttons: a city, an interest, then a look at it, then it goes to the group.

    What was chosen travels in the buttons (numbers of the choices), so nothing is kept before it is sent.
    """
    group = await desk.group(press.intent.number())
    if group is None:
        return
    if desk.work.mailbox != group.mailbox:
        desk.work.forward(group.mailbox, access.PRESS, press)
        return
    language = await desk.language_of(press.presser.id, group.language)
    journey = await desk.store.chat(group.chat_id).journeys.find(press.presser.id)
    member = await desk.store.chat(group.chat_id).members.find(press.presser.id)
    gone = member is None or member.status in (MemberStatus.LEFT, MemberStatus.BANNED)
    if journey is None or gone:
        desk.answer(press, desk.say(language, "onboarding-not-yours", group=group.title), alert=True)
        return
    if journey.introduced_at is not None:
        desk.answer(press, desk.say(language, "onboarding-introduced-already"), alert=True)
        return
    chosen = [int(number) for number in press.intent.arguments[1:3]]
    settings = group.settings(OnboardingSettings)
    if press.intent.verb == "send" and len(chosen) == 2:
        await _introduce(desk, group, journey, press, language, *_words(settings, chosen))
        return
    desk.answer(press)
    text, rows = _page(desk, group, language, settings, chosen)
    _edit(desk, press, text, rows)


def _page(
    desk: Desk, group: Group, language: str, settings: OnboardingSettings, chosen: Sequence[int]
) -> tuple[Markup, Rows]:
    """The question after what has been chosen so far."""
    if len(chosen) == 2:
        city, interest = _words(settings, chosen)
        text = desk.say(language, "onboarding-form-preview", group=group.title, city=city, interest=interest)
        send = desk.say(language, "onboarding-send-button").plain()
        again = desk.say(language, "onboarding-again-button").plain()
        return text, [
            [
                button(send, "onboarding", "send", group.chat_id, *chosen),
                button(again, "onboarding", "form", group.chat_id),
            ]
        ]
    key, choices = ("interest", settings.interests) if chosen else ("city", settings.cities)
    other = desk.say(language, "onboarding-other-button").plain()
    buttons = [
        button(label, "onboarding", "form", group.chat_id, *chosen, number)
        for number, label in enumerate([*choices, other])
    ]
    rows = [buttons[start : start + 3] for start in range(0, len(buttons), 3)]
    return desk.say(language, f"onboarding-form-{key}"), rows


def _words(settings: OnboardingSettings, chosen: Sequence[int]) -> tuple[str, str]:
    """What the numbers stand for; empty for "other" and for choices that are no longer offered."""

    def word(choices: Sequence[str], number: int) -> str:
        return choices[number] if 0 <= number < len(choices) else ""

    return word(settings.cities, chosen[0]), word(settings.interests, chosen[1])


async def _introduce(
    desk: Desk, group: Group, journey: Journey, press: Press, language: str, city: str, interest: str
) -> None:
    """Introduce somebody in the group, in their own name and by their own press."""
    name = Markup.mention(press.presser.id, press.presser.name)
    tag = group.settings(OnboardingSettings).tag
    lines = [desk.say(group.language, "onboarding-introduction", name=name, tag=tag)]
    lines += _facts(desk, group.language, city, interest)
    desk.send(group.chat_id, Markup("\n").join(lines))
    changed = replace(journey, introduced_at=desk.now, introduced_by=Introduced.FORM)
    await desk.store.chat(group.chat_id).journeys.save(changed)
    desk.answer(press, desk.say(language, "onboarding-introduced"))
    done = {**await steps_done(desk, group, changed), Step.INTRODUCTION: True}
    _edit(desk, press, _card(desk, group, language, done), _card_rows(desk, group, language, done))


def _facts(desk: Desk, language: str, city: str, interest: str) -> Iterable[Markup]:
    if city:
        yield desk.say(language, "onboarding-introduction-city", city=city)
    if interest:
        yield desk.say(language, "onboarding-introduction-interest", interest=interest)


def _edit(desk: Desk, press: Press, text: Markup, rows: Rows) -> None:
    if press.message_id is not None:
        frozen = tuple(tuple(row) for row in rows)
        desk.work.emit(EditMessage(press.chat_id, text, frozen, message_id=press.message_id))
