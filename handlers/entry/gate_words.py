"""What an administrator may type after /gate: steps, limits for all or for one step, and what becomes of whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from pydantic import ValidationError

from bot.core.errors import Refused
from bot.core.period import parse_duration
from bot.core.text import Markup
from bot.features.entry.settings import (
    LONGEST_COOLDOWN_S,
    LONGEST_TIMEOUT_S,
    MOST_ATTEMPTS,
    SHORTEST_TIMEOUT_S,
    Action,
    EntrySettings,
    StepLimits,
)
from bot.features.entry.steps import kind_named, read_gate, written
from bot.features.entry.steps.quiz import Quiz
from bot.texts import Texts
from handlers.commands import Misused

KEYS: Mapping[str, str] = {
    "timeout": "timeout_s",
    "时限": "timeout_s",
    "attempts": "attempts",
    "次数": "attempts",
    "cooldown": "cooldown_s",
    "冷却": "cooldown_s",
    "wrong": "on_wrong",
    "答错": "on_wrong",
    "silent": "on_silent",
    "silence": "on_silent",
    "没答完": "on_silent",
    "untried": "on_never_tried",
    "没动静": "on_never_tried",
    "blocked": "on_blocked",
    "黑名单": "on_blocked",
    "declined": "on_declined_by_admin",
    "被拒绝": "on_declined_by_admin",
    "missed": "on_missed",
    "错过": "on_missed",
    "passed": "on_passed",
    "答对": "on_passed",
    "withdrawn": "withdrawn_cools_off",
    "撤回": "withdrawn_cools_off",
}
ACTIONS: Mapping[str, Action] = {
    "admit": Action.ADMIT,
    "放行": Action.ADMIT,
    "review": Action.REVIEW,
    "审核": Action.REVIEW,
    "kick": Action.KICK,
    "decline": Action.KICK,
    "踢出": Action.KICK,
    "拒绝": Action.KICK,
    "ban": Action.BAN,
    "封禁": Action.BAN,
}
NONE = ("0", "off", "关", "无")
ON, OFF = ("on", "开", "cooldown", "冷却"), ("off", "关", "nothing", "不管")
DEFAULT = ("default", "默认")
RANGES = {
    "timeout_s": (SHORTEST_TIMEOUT_S, LONGEST_TIMEOUT_S),
    "cooldown_s": (0, LONGEST_COOLDOWN_S),
    "attempts": (1, MOST_ATTEMPTS),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One setting and its new value, as it is stored."""

    key: str
    value: Any


def read_change(typed: str, settings: EntrySettings, questions: int, texts: Texts, language: str) -> Change:
    """What was typed after /gate. ``questions``: how many the group has. ``language`` is for bounds in a refusal.

    Raises:
        Misused: it is no gate and no limit.
        Refused: it is understood and does not work.
    """
    first, _, rest = typed.strip().partition(" ")
    if first.casefold() in KEYS and rest:
        key = KEYS[first.casefold()]
        return _checked(Change(key, _value(key, rest.strip(), texts, language)))
    kind = kind_named(first)
    second, _, value = rest.strip().partition(" ")
    own_key = KEYS.get(second.casefold())
    if kind is not None and own_key in StepLimits.model_fields and value:
        return _of_step(kind.kind, own_key, value.strip(), settings, texts, language)
    return _steps(typed, questions)


def _steps(typed: str, questions: int) -> Change:
    try:
        steps = read_gate(typed)
    except ValueError:
        raise Misused from None
    for step in steps:
        if isinstance(step, Quiz) and step.needed > questions:
            raise Refused("gate-quiz-short", needed=step.needed, there=questions)
    return Change("steps", written(steps))


def _of_step(kind: str, key: str, typed: str, settings: EntrySettings, texts: Texts, language: str) -> Change:
    """A limit of one kind of step; ``default`` takes it back."""
    by_step = {name: own.model_dump(mode="json", exclude_none=True) for name, own in settings.by_step.items()}
    own = by_step.setdefault(kind, {})
    if typed.casefold() in DEFAULT:
        own.pop(key, None)
    else:
        own[key] = _value(key, typed, texts, language)
    return _checked(Change("by_step", {name: limits for name, limits in by_step.items() if limits}))


def _value(key: str, typed: str, texts: Texts, language: str) -> Any:
    """The value of a limit or an action as it is stored; what does not fit its setting is found by `_checked`."""
    word = typed.casefold()
    if word in DEFAULT:
        return EntrySettings.model_fields[key].get_default()
    match key:
        case "attempts":
            if not typed.isdecimal():
                raise Misused
            return _within(key, int(typed), texts, language)
        case "timeout_s" | "cooldown_s":
            seconds = 0 if word in NONE else int(parse_duration(typed).total_seconds())
            return _within(key, seconds, texts, language)
        case "withdrawn_cools_off":
            if word not in (*ON, *OFF):
                raise Misused
            return word in ON
        case _:
            if word not in ACTIONS:
                raise Misused
            return ACTIONS[word].value


def _within(key: str, value: int, texts: Texts, language: str) -> int:
    lowest, highest = RANGES[key]
    if not lowest <= value <= highest:
        bounds = [shown_value(key, bound, texts, language) for bound in (lowest, highest)]
        raise Refused("gate-out-of-range", lowest=bounds[0], highest=bounds[1])
    return value


def shown_value(key: str, value: Any, texts: Texts, language: str) -> Markup:
    """A setting's value in words."""
    if key.endswith("_s"):
        return texts.duration(language, timedelta(seconds=value))
    return texts.say(language, f"gate-action-{value}") if key.startswith("on_") else Markup.escape(str(value))


def _checked(change: Change) -> Change:
    try:
        EntrySettings.model_validate({change.key: change.value})
    except ValidationError:
        raise Misused from None
    return change
