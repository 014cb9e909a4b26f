"""Points: how people stand, what administrators give, thanks, rewards, seasons."""

import msgspec

from bot.core.errors import Refused
from bot.core.event import Person
from bot.core.ids import mailbox_id
from bot.features.points.model import Period
from handlers.commands import Audience, Command
from handlers.desk import Desk
from handlers.points import granting, rewards, seasons, standing, thanks
from handlers.routes import Hears, Phase, Routes

__all__ = ["ROUTES"]


async def _rewards_followed(desk: Desk, body: bytes) -> None:
    """Somebody came by the link of the rewards; handed on to the group's mailbox."""
    person = msgspec.json.decode(body, type=Person)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    try:
        await rewards.arrived(desk, group, person)
    except Refused as refused:
        language = await desk.language_of(person.id, group.language)
        desk.send(person.id, desk.say(language, refused.key, **refused.values))


ROUTES = Routes(
    spoken=(Hears(Phase.TALKING, thanks.heard),),
    commands=(
        Command("me", Audience.MEMBER, "/me", "/me", run=standing.me, keywords=("我的积分",)),
        Command(
            "top",
            Audience.MEMBER,
            "/top [week|month|season|all]",
            f"/top {Period.WEEK}",
            run=standing.top,
            keywords=("排行榜",),
        ),
        Command("rewards", Audience.MEMBER, "/rewards", "/rewards", run=rewards.shop, keywords=("兑换", "积分兑换")),
        granting.POINTS,
        Command(
            "reward",
            Audience.ADMIN,
            '/reward add "NAME" POINTS [stock N] | stock N COUNT | del N',
            '/reward add "蓝莓茶 50g" 300 stock 20',
            run=rewards.manage,
            right=rewards.RIGHT,
        ),
        Command(
            "season",
            Audience.ADMIN,
            "/season NAME | end",
            "/season 春茶季",
            run=seasons.season,
            right=granting.RIGHT,
        ),
    ),
    buttons={"points": granting.points_pressed, "top": standing.top_pressed, rewards.NOUN: rewards.pressed},
    events={rewards.FOLLOWED: _rewards_followed},
    links={rewards.NOUN: rewards.followed},
)
