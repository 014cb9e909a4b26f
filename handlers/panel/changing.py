"""Changing a setting: checked by its model, kept with who did it, and followed by what depends on it."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

from bot.core.errors import Refused
from bot.features.quiet.model import Mode
from bot.features.settings.fields import Setting, Value, checked
from bot.features.settings.model import Group
from handlers import access, changes, newcomers
from handlers.checkin import reminders
from handlers.desk import Desk
from handlers.digest import schedule
from handlers.nickname import command as nickname
from handlers.panel.pages import right_of
from handlers.quiet import hours, locks

FollowUp = Callable[[Desk, Group], Awaitable[None]]

FOLLOW_UPS: Sequence[tuple[FollowUp, frozenset[str]]] = (
    (schedule.plan, frozenset(("digest", "general"))),
    (newcomers.reconcile, frozenset(("newcomers",))),
    (nickname.reconcile, frozenset(("nickname",))),
    (locks.reconcile, frozenset(("quiet", "general"))),
    (reminders.plan, frozenset(("checkin", "general"))),
)
"""What has to be put right after a change of these features, ``general`` for the time zone; the others look at their
settings whenever they act. In an order in which none reads what another has just written."""


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
    features = {setting.feature for setting in values}
    for follow_up, about in FOLLOW_UPS:
        if about & features:
            await follow_up(desk, group)
    return group, numbers
