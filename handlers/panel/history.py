"""/history: who changed which setting, or who owns the community, when, from what to what; and taking a change back."""

from zoneinfo import ZoneInfo

from bot.core.errors import Refused
from bot.core.text import Markup
from bot.features.settings.change import OWNERS, Change
from bot.features.settings.model import Group
from handlers import access
from handlers.changes import SETTINGS
from handlers.commands import Request, reply
from handlers.desk import Desk
from handlers.keyboards import button
from handlers.panel import changing
from handlers.panel.pages import Page, right_of
from handlers.panel.wording import IN_A_LIST, described, shown

LISTED = 15


async def history(desk: Desk, request: Request, group: Group) -> None:
    """The last changes, in private."""
    language = await desk.language_of(request.asker.id, group.language)
    text, rows = await page(desk, group, language, request.asker.id)
    await reply(desk, request, group, text, rows, privately=True)


async def page(desk: Desk, group: Group, language: str, asker: int) -> Page:
    """The last changes that this person may see, the newest first, with a button that takes the last one back."""
    found = await desk.store.chat(group.chat_id).changes.last(group.community_id, LISTED)
    seen = [change for change in found if group.may(asker, right_of(change.altered.feature))]
    lines = [Markup.bold(desk.say(language, "history-title", group=group.title))]
    lines += [_line(desk, group, language, change) for change in seen] or [desk.say(language, "history-none")]
    last = next((change for change in seen if change.altered.chat_id is not None), None)
    undo = []
    if last is not None and SETTINGS.find(f"{last.altered.feature}.{last.altered.key}") is not None:
        undo.append(button(desk.say(language, "panel-undo").plain(), "panel", "undo", group.chat_id, last.id))
    back = button(desk.say(language, "panel-back").plain(), "panel", "home", group.chat_id)
    return Markup("\n").join(lines), [[*undo, back]]


def _line(desk: Desk, group: Group, language: str, change: Change) -> Markup:
    altered = change.altered
    when = f"{change.at.astimezone(ZoneInfo(group.timezone)):%m-%d %H:%M}"
    who = change.by_name or desk.say(language, "history-itself")
    if altered.feature == "panel":
        return desk.say(language, "history-exported", when=when, who=who)
    if altered.feature == OWNERS:
        name = altered.about.name if altered.about is not None else ""
        return desk.say(language, f"history-owner-{altered.key}", when=when, who=who, name=name or "—")
    setting = SETTINGS.find(f"{altered.feature}.{altered.key}")
    what = described(language, setting) if setting is not None else Markup.code(f"{altered.feature}.{altered.key}")

    def value(side: list[object]) -> Markup:
        if not side:
            return desk.say(language, "history-unset")
        if setting is None:
            return Markup.escape(str(side[0])[:IN_A_LIST])
        return Markup.escape(shown(desk, language, setting, side[0], IN_A_LIST).plain())

    return desk.say(
        language, "history-line", when=when, who=who, what=what, was=value(altered.was), now=value(altered.now)
    )


async def undo(desk: Desk, group: Group, asker: int, change_id: int) -> tuple[Group, str]:
    """Take a change back, if what it set still holds; returns the group and the setting's code.

    Raises:
        Refused: it does not hold any more, or cannot be taken back.
        NotPermitted: the asker may not change it.
    """
    change = await desk.store.chat(group.chat_id).changes.find(change_id)
    altered = change.altered if change is not None else None
    setting = SETTINGS.find(f"{altered.feature}.{altered.key}") if altered is not None else None
    if altered is None or setting is None:
        raise Refused("press-old")
    access.require(group, asker, right_of(setting.feature))
    changing.require(group, asker, [setting])
    own = group.layers[-1].get(setting.feature, {})
    if ([own[setting.key]] if setting.key in own else []) != altered.now:
        raise Refused("panel-undo-stale")
    back = [changing.fitting(group, asker, setting, value) for value in altered.was]
    group, _ = await changing.change(desk, group, {setting: back})
    return group, setting.code
