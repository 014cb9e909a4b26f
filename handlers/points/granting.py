"""Points that administrators give and take, and what earns points here."""

from bot.core.effect import EditMessage
from bot.core.ids import UserId
from bot.core.text import Markup
from bot.features.points.model import Entry, Reason
from bot.features.points.rules import parse_grant
from bot.features.points.settings import PointsSettings
from bot.features.settings.model import Group
from handlers import access
from handlers.commands import Audience, Command, Misused, Request, reply, spoken, target
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button

OFFERED = (1, 2, 5, 10)
"""Points for a check-in that the buttons offer."""
RIGHT = "can_change_info"


async def points(desk: Desk, request: Request, group: Group) -> None:
    """Give or take points with a reason; without arguments, what earns points here."""
    language = await spoken(desk, request, group)
    if not request.args:
        text, buttons = _rules(desk, group, language, group.settings(PointsSettings).checkin)
        await reply(desk, request, group, text, buttons)
        return
    member, rest = await target(desk, request, group)
    grant = parse_grant(rest)
    if grant is None:
        raise Misused
    ledger = desk.store.chat(group.chat_id).ledger
    balance = await ledger.balance(member.user_id) + grant.amount
    entry = Entry(
        member.user_id,
        grant.amount,
        Reason.GRANT,
        # The row of the inbox is unique, and stays the same when it is handled again.
        f"grant:{desk.work.event.id}",
        grant.reason,
        UserId(request.asker.id),
    )
    ledger.book([entry], desk.now)
    name = Markup.mention(member.user_id, member.name)
    said = desk.say(
        language, "points-granted", name=name, amount=f"{grant.amount:+d}", why=grant.reason, balance=balance
    )
    await reply(desk, request, group, said)


def _rules(desk: Desk, group: Group, language: str, checkin: int) -> tuple[Markup, Rows]:
    settings, say = group.settings(PointsSettings), desk.say
    lines = [Markup.bold(say(language, "points-title")), say(language, "points-checkin", points=checkin)]
    lines += [
        say(language, "points-streak", days=days, points=bonus) for days, bonus in sorted(settings.streaks.items())
    ]
    lines += [
        say(language, key, points=amount)
        for key, amount in (
            ("points-thanks", settings.thanks),
            ("points-activity", settings.activity),
            ("points-cap", settings.daily_cap),
        )
        if amount
    ]
    lines.append(say(language, "points-form", form=Markup.escape(POINTS.form)))
    offered = [
        button(say(language, "points-button", points=amount).plain(), "points", "checkin", group.chat_id, amount)
        for amount in OFFERED
        if amount != checkin
    ]
    return Markup("\n").join(lines), [offered]


async def points_pressed(desk: Desk, press: Press) -> None:
    """What a check-in is worth from now on."""
    group = await access.pressed(desk, press, RIGHT)
    if group is None:
        return
    amount = press.intent.number(1)
    if amount not in OFFERED:
        raise ValueError(f"no button offers {amount} points")
    in_private = press.chat_id != group.chat_id
    language = await desk.language_of(press.presser.id, group.language) if in_private else group.language
    desk.store.groups.set_value(group, "points", "checkin", amount)
    desk.answer(press, desk.say(language, "points-checkin", points=amount))
    text, buttons = _rules(desk, group, language, amount)
    if press.message_id is not None:
        rows = tuple(tuple(row) for row in buttons)
        desk.work.emit(EditMessage(press.chat_id, text, rows, message_id=press.message_id))


POINTS = Command(
    "points",
    Audience.ADMIN,
    "/points @user +10 REASON",
    "/points @aming +10 主持分享会",
    run=points,
    right=RIGHT,
)
