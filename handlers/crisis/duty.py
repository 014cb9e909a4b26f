"""Who is asked first, what to do next, and which words do not count for a while: /duty, /playbook, /calm."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.errors import Refused
from bot.core.ids import UserId, mailbox_id
from bot.core.period import parse_duration
from bot.core.text import Markup, clip
from bot.features.crisis.model import Level
from bot.features.crisis.settings import CrisisSettings
from bot.features.settings.model import Group
from bot.language.fold import fold
from handlers.commands import Misused, NotListed, Request, reply
from handlers.crisis.scene import community
from handlers.desk import Desk

OFF = ("off", "关闭", "取消", "停")
COORDINATED = "coordinated"
LEVELS: Mapping[str, str] = {
    **{level.value: level.value for level in Level},
    COORDINATED: COORDINATED,
    "蓝": "blue",
    "蓝色": "blue",
    "黄": "yellow",
    "黄色": "yellow",
    "橙": "orange",
    "橙色": "orange",
    "红": "red",
    "红色": "red",
    "攻击": COORDINATED,
}
LONGEST_PLAYBOOK = 800
MOST_ON_DUTY = 20


async def duty(desk: Desk, request: Request, group: Group) -> None:
    """Show or set who is asked first, in order."""
    language = await desk.language_of(request.asker.id, group.language)
    if not request.args:
        names = _names(desk, language, group, group.settings(CrisisSettings).duty)
        await reply(desk, request, group, desk.say(language, "duty-is" if names else "duty-none", names=names))
        return
    if request.args.strip().lower() in OFF:
        await _set(desk, "duty", [])
        await reply(desk, request, group, desk.say(language, "duty-off"))
        return
    chosen = list(dict.fromkeys(_on_duty(request, group)))[:MOST_ON_DUTY]
    await _set(desk, "duty", chosen)
    await reply(desk, request, group, desk.say(language, "duty-set", names=_names(desk, language, group, chosen)))


def _on_duty(request: Request, group: Group) -> list[UserId]:
    named = [person.id for person in request.message.mentions]
    by_name = {(admin.username or "").casefold(): admin.user_id for admin in group.admins.values() if not admin.is_bot}
    for word in request.words:
        if not word.startswith("@") and not word.isdecimal():
            continue
        found = by_name.get(word.removeprefix("@").casefold()) if word.startswith("@") else UserId(int(word))
        if found is None or not group.is_admin(found):
            raise Refused("duty-unknown", name=word)
        named.append(found)
    if not named:
        raise Misused
    return named


def _names(desk: Desk, language: str, group: Group, users: tuple[int, ...] | list[UserId]) -> Markup:
    known = {admin.user_id: admin.name for admin in group.admins.values()}
    return desk.say(language, "list-separator").join(
        [Markup.escape(known.get(UserId(user), str(user))) for user in users]
    )


async def playbook(desk: Desk, request: Request, group: Group) -> None:
    """Show or change what to do next at each level."""
    language = await desk.language_of(request.asker.id, group.language)
    own = group.settings(CrisisSettings).playbook
    if not request.words:
        lines = [desk.say(language, "playbook-title")]
        for kind in (*(level.value for level in Level), COORDINATED):
            now = Markup.escape(own[kind]) if kind in own else desk.say(language, f"playbook-{kind}")
            lines.append(desk.say(language, "playbook-line", level=_level(desk, language, kind), text=now))
        await reply(desk, request, group, Markup("\n").join(lines))
        return
    named = LEVELS.get(request.words[0].lower())
    text = request.args.partition(request.words[0])[2].strip()
    if named is None or not text:
        raise Misused
    changed = {name: value for name, value in own.items() if name != named}
    if text.lower() not in OFF:
        changed[named] = clip(text, LONGEST_PLAYBOOK)
    await _set(desk, "playbook", changed)
    await reply(desk, request, group, desk.say(language, "playbook-set", level=_level(desk, language, named)))


def _level(desk: Desk, language: str, kind: str) -> Markup:
    return desk.say(language, "playbook-name-coordinated" if kind == COORDINATED else f"incident-level-{kind}")


async def calm(desk: Desk, request: Request, group: Group) -> None:
    """Let a word not count for a while, because everybody knows why it is said."""
    language = await desk.language_of(request.asker.id, group.language)
    hearing = community(desk).hearing
    words = (await community(desk).watch_words.all()).words
    if not request.words:
        quiets = [quiet for quiet in await hearing.announced() if quiet.until > desk.now]
        lines = [desk.say(language, "calm-title" if quiets else "calm-none")]
        for quiet in quiets:
            known = words.get(quiet.folded or "")
            shown = known.word if known is not None else quiet.folded or ""
            lines.append(desk.say(language, "calm-line", word=shown, until=_clock(group, quiet.until)))
        await reply(desk, request, group, Markup("\n").join(lines), privately=True)
        return
    if len(request.words) < 2:
        raise Misused
    word, length = " ".join(request.words[:-1]), request.words[-1]
    folded = fold(word)
    if folded not in words:
        raise NotListed(word, [known.word for known in words.values()])
    if length.lower() in OFF:
        hearing.withdraw(folded)
        await reply(desk, request, group, desk.say(language, "calm-withdrawn", word=word), privately=True)
        return
    until = desk.now + parse_duration(length)
    hearing.announce(folded, desk.now, until, request.asker.name)
    text = desk.say(language, "calm-added", word=word, until=_clock(group, until))
    await reply(desk, request, group, text, privately=True)


def _clock(group: Group, instant: datetime) -> str:
    return f"{instant.astimezone(ZoneInfo(group.timezone)):%m-%d %H:%M}"


async def _set(desk: Desk, key: str, value: object) -> None:
    """One setting of the whole community."""
    await desk.store.groups.set_community_value(mailbox_id(desk.work.mailbox), "crisis", key, value)
