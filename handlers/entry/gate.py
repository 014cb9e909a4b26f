"""/gate: what an applicant has to pass, its limits, and how it has gone."""

from collections.abc import Callable
from datetime import timedelta

from bot.core.effect import Button, EditMessage
from bot.core.errors import Refused
from bot.core.period import parse_duration
from bot.core.text import Markup
from bot.features.entry.model import Ending
from bot.features.entry.settings import (
    LONGEST_COOLDOWN_S,
    LONGEST_TIMEOUT_S,
    MOST_ATTEMPTS,
    SHORTEST_TIMEOUT_S,
    EntrySettings,
)
from bot.features.entry.steps import read_gate, written
from bot.features.settings.model import Group
from handlers import access
from handlers.commands import Audience, Command, Misused, Request, reply
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button

RIGHT = "can_change_info"
SHOWN = timedelta(days=7)
LIMITS = {
    "timeout": "timeout_s",
    "时限": "timeout_s",
    "attempts": "attempts",
    "次数": "attempts",
    "cooldown": "cooldown_s",
    "冷却": "cooldown_s",
}
NONE = ("0", "off", "关", "无")
OFFERED_TIMEOUTS_S = (60, 180, 300, 600)
OFFERED_ATTEMPTS = (1, 2, 3, 5)


async def gate(desk: Desk, request: Request, group: Group) -> None:
    """Show the gate, or change its steps or one of its limits."""
    language = await desk.language_of(request.asker.id, group.language)
    word, _, rest = request.args.strip().partition(" ")
    if word:
        key, value = (LIMITS[word.casefold()], rest.strip()) if word.casefold() in LIMITS else ("steps", request.args)
        group = _set(desk, group, language, key, value)
    text, rows = await _state(desk, group, language)
    if word:
        text = Markup("\n").join([desk.say(language, "gate-saved"), text])
    await reply(desk, request, group, text, rows, privately=True)


def _set(desk: Desk, group: Group, language: str, key: str, typed: str) -> Group:
    """The group with one setting of its gate changed; raises Misused or Refused for what does not fit."""
    value: list[str] | int
    match key:
        case "steps":
            try:
                value = written(read_gate(typed))
            except ValueError:
                raise Misused from None
        case "attempts":
            if not typed.isdecimal():
                raise Misused
            value = _within(int(typed), 1, MOST_ATTEMPTS, str)
        case _:
            if not typed:
                raise Misused
            lowest, highest = (SHORTEST_TIMEOUT_S, LONGEST_TIMEOUT_S) if key == "timeout_s" else (0, LONGEST_COOLDOWN_S)
            seconds = 0 if typed in NONE else int(parse_duration(typed).total_seconds())
            value = _within(seconds, lowest, highest, lambda bound: _seconds(desk, language, bound))
    return desk.store.groups.set_value(group, EntrySettings.feature, key, value)


def _within(value: int, lowest: int, highest: int, worded: Callable[[int], str]) -> int:
    if not lowest <= value <= highest:
        raise Refused("gate-out-of-range", lowest=worded(lowest), highest=worded(highest))
    return value


def _seconds(desk: Desk, language: str, seconds: int) -> Markup:
    return desk.house.texts.duration(language, timedelta(seconds=seconds))


async def _state(desk: Desk, group: Group, language: str) -> tuple[Markup, Rows]:
    """The gate as it is, how it went lately, and buttons to change it."""
    settings = group.settings(EntrySettings)
    say = desk.say
    lines = [Markup.bold(say(language, "gate-title", group=group.title))]
    if settings.gate:
        steps = [say(language, f"gate-step-{step.kind}", arguments=step.arguments) for step in settings.gate]
        lines.append(say(language, "gate-steps", steps=say(language, "gate-then").join(steps)))
        lines.append(_limits(desk, settings, language))
        lines.append(say(language, "gate-needs-approval"))
    else:
        lines.append(say(language, "gate-open"))
    if not group.can("can_invite_users"):
        lines.append(say(language, "rights-without-can_invite_users"))
    lines += await _lately(desk, group, language)
    lines += [Markup(""), say(language, "gate-hint")]
    return Markup("\n").join(lines), _buttons(desk, group, settings, language)


def _limits(desk: Desk, settings: EntrySettings, language: str) -> Markup:
    timeout = desk.house.texts.duration(language, settings.timeout)
    if not settings.cooldown_s:
        return desk.say(language, "gate-limits-no-cooldown", timeout=timeout, attempts=settings.attempts)
    cooldown = desk.house.texts.duration(language, settings.cooldown)
    return desk.say(language, "gate-limits", timeout=timeout, attempts=settings.attempts, cooldown=cooldown)


async def _lately(desk: Desk, group: Group, language: str) -> list[Markup]:
    """How applications ended in the last days, and how many wait for a person."""
    applications = desk.store.chat(group.chat_id).applications
    lines = []
    if waiting := await applications.waiting():
        lines.append(desk.say(language, "gate-waiting", count=waiting))
    endings = await applications.endings(desk.now - SHOWN)
    if endings:
        told = [
            desk.say(language, f"gate-ending-{ending.value}", count=endings[ending])
            for ending in Ending
            if ending in endings
        ]
        lines.append(desk.say(language, "gate-week", endings=desk.say(language, "list-separator").join(told)))
    return lines


def _buttons(desk: Desk, group: Group, settings: EntrySettings, language: str) -> Rows:
    def offer(text: Markup, chosen: bool, key: str, value: object) -> Button:
        shown = desk.say(language, "gate-chosen", button=text) if chosen else text
        return button(shown.plain(), "gate", key, group.chat_id, value)

    kinds = [step.kind for step in settings.gate]
    rows = [
        [
            offer(desk.say(language, "gate-button-open"), not kinds, "steps", "open"),
            offer(desk.say(language, "gate-button-review"), kinds == ["review"], "steps", "review"),
        ]
    ]
    if any(step.asks for step in settings.gate):
        rows.append(
            [
                offer(_seconds(desk, language, seconds), seconds == settings.timeout_s, "timeout_s", seconds)
                for seconds in OFFERED_TIMEOUTS_S
            ]
        )
        rows.append(
            [
                offer(
                    desk.say(language, "gate-button-attempts", count=count),
                    count == settings.attempts,
                    "attempts",
                    count,
                )
                for count in OFFERED_ATTEMPTS
            ]
        )
    return rows


async def press(desk: Desk, press: Press) -> None:
    """A button under the state."""
    group = await access.pressed(desk, press, RIGHT)
    if group is None:
        return
    language = await desk.language_of(press.presser.id, group.language)
    if press.intent.verb not in EntrySettings.model_fields:
        raise ValueError("no such setting")
    group = _set(desk, group, language, press.intent.verb, press.intent.arguments[1])
    text, rows = await _state(desk, group, language)
    desk.work.emit(EditMessage(press.chat_id, text, tuple(tuple(row) for row in rows), message_id=press.message_id))
    desk.answer(press, desk.say(language, "gate-saved"))


COMMAND = Command(
    "gate",
    Audience.ADMIN,
    "/gate open | passphrase WORD [+ review] | review | timeout 180 | attempts 2 | cooldown 10m",
    "/gate passphrase 芝麻开门 + review",
    run=gate,
    right=RIGHT,
    secret=True,
)
