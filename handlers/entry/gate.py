"""/gate: what an applicant has to pass, its limits, what becomes of them, and how it has gone."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.core.effect import Button, EditMessage
from bot.core.text import Markup
from bot.features.entry.model import Ending
from bot.features.entry.settings import EntrySettings, StepLimits
from bot.features.entry.steps.question import Who
from bot.features.settings.model import Group
from handlers import access
from handlers.commands import Audience, Command, Request, reply
from handlers.desk import Desk, Rows
from handlers.entry.gate_words import Change, read_change, shown_value
from handlers.keyboards import Press, button

RIGHT = "can_change_info"
SHOWN = timedelta(days=7)
OFFERED = ("open", "captcha", "review")
"""Gates that can be had by one press."""
OFFERED_TIMEOUTS_S = (60, 180, 300, 600)
OFFERED_ATTEMPTS = (1, 2, 3, 5)
OUTCOMES = ("on_wrong", "on_silent", "on_never_tried", "on_blocked", "on_declined_by_admin", "on_missed", "on_passed")


async def gate(desk: Desk, request: Request, group: Group) -> None:
    """Show the gate, or change its steps, one of its limits, or what becomes of people."""
    language = await desk.language_of(request.asker.id, group.language)
    typed = request.args.strip()
    if typed:
        bank = await desk.store.chat(group.chat_id).entry_questions.current()
        change = read_change(typed, group.settings(EntrySettings), len(bank), desk.house.texts, language)
        group = _set(desk, group, change)
    text, rows = await _state(desk, group, language)
    if typed:
        text = Markup("\n").join([desk.say(language, "gate-saved"), text])
    await reply(desk, request, group, text, rows, privately=True)


def _set(desk: Desk, group: Group, change: Change) -> Group:
    return desk.store.groups.set_value(group, EntrySettings.feature, change.key, change.value)


async def _state(desk: Desk, group: Group, language: str) -> tuple[Markup, Rows]:
    """The gate as it is, how it went lately, and buttons to change it."""
    settings = group.settings(EntrySettings)
    say = desk.say
    lines = [Markup.bold(say(language, "gate-title", group=group.title))]
    if settings.gate:
        steps = [say(language, f"gate-step-{step.kind}", arguments=step.arguments) for step in settings.gate]
        lines.append(say(language, "gate-steps", steps=say(language, "gate-then").join(steps)))
        lines += await _warnings(desk, group, settings, language)
        lines.append(_limits(desk, settings, language))
        lines += [_own_limits(desk, kind, own, language) for kind, own in settings.by_step.items()]
        lines.append(_outcomes(desk, settings, language))
        lines.append(say(language, "gate-needs-approval"))
    else:
        lines.append(say(language, "gate-open"))
    if not group.can("can_invite_users"):
        lines.append(say(language, "rights-without-can_invite_users"))
    lines += await _lately(desk, group, language)
    lines += [Markup(""), say(language, "gate-hint")]
    return Markup("\n").join(lines), _buttons(desk, group, settings, language)


async def _warnings(desk: Desk, group: Group, settings: EntrySettings, language: str) -> list[Markup]:
    """Steps that have nothing to ask any more: everybody would be left to the administrators."""
    applications = desk.store.chat(group.chat_id).entry_questions
    bank = tuple(await applications.current())
    today = desk.now.astimezone(ZoneInfo(group.timezone)).date()
    return [
        desk.say(language, f"gate-idle-{step.kind}")
        for step in settings.gate
        if step.who is Who.APPLICANT and not step.has_questions(today, len(bank))
    ]


def _limits(desk: Desk, settings: EntrySettings, language: str) -> Markup:
    limits = settings.limits(None)
    timeout = desk.house.texts.duration(language, limits.timeout)
    if not limits.cooldown:
        return desk.say(language, "gate-limits-no-cooldown", timeout=timeout, attempts=limits.attempts)
    cooldown = desk.house.texts.duration(language, limits.cooldown)
    return desk.say(language, "gate-limits", timeout=timeout, attempts=limits.attempts, cooldown=cooldown)


def _own_limits(desk: Desk, kind: str, own: StepLimits, language: str) -> Markup:
    """Where one kind of step differs."""
    told = [
        desk.say(language, f"gate-own-{key}", value=shown_value(key, value, desk.house.texts, language))
        for key, value in own.model_dump(exclude_none=True).items()
    ]
    listed = desk.say(language, "list-separator").join(told)
    return desk.say(language, "gate-own", step=desk.say(language, f"gate-name-{kind}"), limits=listed)


def _outcomes(desk: Desk, settings: EntrySettings, language: str) -> Markup:
    """What becomes of whom."""
    told = [
        desk.say(
            language, f"gate-own-{key}", value=shown_value(key, getattr(settings, key), desk.house.texts, language)
        )
        for key in OUTCOMES
    ]
    if settings.withdrawn_cools_off:
        told.append(desk.say(language, "gate-withdrawn-cools-off"))
    return desk.say(language, "gate-outcomes", outcomes=desk.say(language, "list-separator").join(told))


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

    kinds = [step.kind for step in settings.gate] or ["open"]
    rows = [[offer(desk.say(language, f"gate-button-{kind}"), kinds == [kind], "steps", kind) for kind in OFFERED]]
    if any(step.who is Who.APPLICANT for step in settings.gate):
        rows.append(
            [
                offer(
                    desk.house.texts.duration(language, timedelta(seconds=seconds)),
                    seconds == settings.timeout_s,
                    "timeout",
                    seconds,
                )
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
    verb, value = press.intent.verb, press.intent.arguments[1]
    typed = value if verb == "steps" else f"{verb} {value}"
    group = _set(desk, group, read_change(typed, group.settings(EntrySettings), 0, desk.house.texts, language))
    text, rows = await _state(desk, group, language)
    desk.work.emit(EditMessage(press.chat_id, text, tuple(tuple(row) for row in rows), message_id=press.message_id))
    desk.answer(press, desk.say(language, "gate-saved"))


COMMAND = Command(
    "gate",
    Audience.ADMIN,
    "/gate open | passphrase WORD[=LABEL] [| WORD …] [until DATE] | quiz [N] | captcha [N] | invite | review, joined by + · "
    "/gate [STEP] timeout 180 | attempts 2 | cooldown 10m | wrong kick|ban|review | silent … | untried …",
    "/gate passphrase 芝麻开门 + review",
    run=gate,
    right=RIGHT,
    secret=True,
)
