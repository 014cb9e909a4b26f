"""Changing a setting: checked by its model, kept with who did it, and followed by what depends on it."""

from collections.abc import Awaitable, Callable, Iterable, Mapping

from bot.core.errors import Refused
from bot.features.quiet.model import Mode
from bot.features.settings.fields import Setting, Value, checked
from bot.features.settings.model import Group
from handlers import access, changes, newcomers
from handlers.desk import Desk
from handlers.digest import schedule
from handlers.nickname import command as nickname
from handlers.panel.pages import right_of
from handlers.quiet import hours, locks

FOLLOWED_BY: Mapping[str, Callable[[Desk, Group], Awaitable[None]]] = {
    "digest": schedule.plan,
    "newcomers": newcomers.reconcile,
    "nickname": nickname.reconcile,
    "quiet": locks.reconcile,
}
"""What has to be put right after a change, by feature; the others look at their settings whenever they act."""


def require(group: Group, user_id: int, settings: Iterable[Setting]) -> None:
    """Let pass who may change all of these.

    Raises:
        NotPermitted: with the right that is missing.
        Refused: one of them is changed by its command alone.
    """
    for setting in settings:
        if not setting.is_open:
            raise Refused("panel-not-here")
        access.require(group, user_id, right_of(setting.feature))


def fitting(group: Group, user_id: int, setting: Setting, value: Value) -> Value:
    """The value as it will be stored.

    Raises:
        Refused: it does not fit, or the bot could not do what it asks for.
        NotPermitted: it takes a further right.
    """
    if setting.name == "quiet.mode" and value == Mode.LOCK:
        access.require(group, user_id, hours.LOCKING)
        if not group.can(hours.LOCKING):
            raise Refused("quiet-lock-needs-right")
    return checked(setting, [layer.get(setting.feature, {}) for layer in group.layers], value)


async def change(desk: Desk, group: Group, values: Mapping[Setting, list[Value]]) -> tuple[Group, list[int]]:
    """Give settings their values, ``[value]``, or with ``[]`` let them inherit; who may has been checked.

    Returns the group as it is now, and the numbers of the changes.
    """
    for setting, value in values.items():
        if value:
            group = desk.store.groups.set_value(group, setting.feature, setting.key, value[0])
        else:
            group = desk.store.groups.unset_value(group, setting.feature, setting.key)
    numbers = changes.keep(desk)
    for feature in dict.fromkeys(setting.feature for setting in values):
        if feature in FOLLOWED_BY:
            await FOLLOWED_BY[feature](desk, group)
    return group, numbers
