"""Telling a receiver outside of the bot: 飞书, 钉钉, 企业微信, Slack or anything that takes JSON. Off by default."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.core.effect import CallHook
from bot.core.errors import NotPermitted, Refused
from bot.core.ids import mailbox_id
from bot.features.crisis.hooks import Shape, delivery
from bot.features.crisis.model import Step
from bot.features.crisis.settings import CrisisSettings
from bot.features.settings.model import Group
from handlers.commands import Misused, Request, reply
from handlers.crisis.chart import theme
from handlers.crisis.scene import Scene
from handlers.desk import Desk
from handlers.hooks import is_web_address

OFF = ("off", "关闭", "取消")
SHAPES = {shape.value: shape for shape in Shape} | {
    "飞书": Shape.FEISHU,
    "钉钉": Shape.DINGTALK,
    "企业微信": Shape.WECOM,
}


def tell_outside(desk: Desk, scene: Scene, step: Step) -> None:
    """Tell the community's receiver what has happened to an incident, if there is one. No member is named."""
    settings, incident, home = scene.settings, scene.incident, scene.home
    if settings.hook_url is None:
        return
    subject = theme(desk, home.language, incident)
    level = desk.say(home.language, f"incident-level-{incident.level.value}").plain()
    said = desk.say(home.language, f"incident-level-{incident.level.value}").plain()
    what = desk.say(
        home.language,
        f"review-step-{step.value}",
        who=incident.closed_name or incident.acknowledged_name or "",
        said=incident.cause or said,
    )
    text = desk.say(
        home.language,
        "hook-text",
        level=level,
        number=str(incident.number),
        theme=subject,
        people=max(incident.people, len(scene.evidence.people)),
        group=home.title,
        what=what,
    ).plain()
    if incident.is_drill:
        text = f"{desk.say(home.language, 'incident-drill').plain()}\n{text}"
    facts = {
        "event": step.value,
        "at": desk.now.isoformat(),
        "community": incident.community_id,
        "incident": {
            "number": incident.number,
            "theme": subject,
            "level": incident.level.value,
            "people": max(incident.people, len(scene.evidence.people)),
            "expected": incident.expected,
            "groups": [group.title for group in scene.groups.values()],
            "opened_at": incident.opened_at.isoformat(),
            "drill": incident.is_drill,
        },
    }
    made = delivery(settings.hook_url, settings.hook_shape, facts, text)
    shape, secret = settings.hook_shape.value, settings.hook_secret or ""
    desk.work.emit(CallHook(home.chat_id, made.url, made.body, {}, made.receipt, shape, secret))


async def hook(desk: Desk, request: Request, group: Group) -> None:
    """Show or set the receiver; owners only, because what is told leaves the house."""
    if not group.is_owner(request.asker.id):
        raise NotPermitted("is_owner")
    language = await desk.language_of(request.asker.id, group.language)
    settings = group.settings(CrisisSettings)
    if not request.words:
        host = urlsplit(settings.hook_url).hostname if settings.hook_url else None
        key = "hook-is" if host else "hook-none"
        said = desk.say(language, key, host=host or "", shape=settings.hook_shape.value)
        await reply(desk, request, group, said, privately=True)
        return
    url, *rest = request.words
    if url.lower() in OFF:
        await _set(desk, None, Shape.JSON, None)
        await reply(desk, request, group, desk.say(language, "hook-off"), privately=True)
        return
    if not is_web_address(url) or not _is_public(url):
        raise Refused("hook-address")
    shape = SHAPES.get(rest[0].lower()) if rest else Shape.JSON
    if shape is None:
        raise Misused
    await _set(desk, url, shape, rest[1] if len(rest) > 1 else None)
    said = desk.say(language, "hook-set", host=urlsplit(url).hostname or "", shape=shape.value)
    await reply(desk, request, group, said, privately=True)


def _is_public(url: str) -> bool:
    """Whether an address is not one of the operator's own network, as far as it shows."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".local", ".internal", ".localhost"))


async def _set(desk: Desk, url: str | None, shape: Shape, secret: str | None) -> None:
    community_id, groups = mailbox_id(desk.work.mailbox), desk.store.groups
    await groups.set_community_values(
        community_id, "crisis", {"hook_url": url, "hook_shape": shape.value, "hook_secret": secret}
    )
