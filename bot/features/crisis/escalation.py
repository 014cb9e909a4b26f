"""Whom to ask, and when to ask the next. Pure."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.core.ids import UserId
from bot.features.crisis.model import Level
from bot.features.crisis.settings import CrisisSettings, Recipients


def reminder(step: int, level: Level, settings: CrisisSettings, told_at: datetime) -> datetime | None:
    """When the reminder number ``step`` (from 1) is due after an alert or reminder at ``told_at``; None for no more.

    Time during which the bot was down does not count: each step waits its own part.
    """
    steps = settings.remind_minutes(level)
    if step > len(steps):
        return None
    waited = steps[step - 2] if step > 1 else 0
    return told_at + timedelta(minutes=steps[step - 1] - waited)


def asked(
    step: int,
    level: Level,
    settings: CrisisSettings,
    *,
    staff: Sequence[UserId],
    owners: Collection[UserId],
    reachable: Collection[int],
) -> tuple[UserId, ...]:
    """Whom the alert (step 0) or a reminder (from 1) goes to: only people who can be reached, in the staff's order.

    One more on duty with each step, the owners with the last. When those it would be for cannot be reached, it is for
    everybody who can.
    """
    there = [user for user in staff if user in reachable]
    duty = [UserId(user) for user in settings.duty if user in reachable and user in staff]
    ours = [user for user in there if user in owners]
    if step and step >= len(settings.remind_minutes(level)):
        return tuple(ours or there)
    match settings.told_of(level):
        case Recipients.OWNERS:
            chosen = ours
        case Recipients.DUTY:
            chosen = duty[step : step + 1]
        case Recipients.ALL:
            chosen = there
    return tuple(chosen or there)
