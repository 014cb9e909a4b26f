"""Asking for a name that fits: newcomers are asked, reminded, then limited, and let go by themselves."""

from datetime import timedelta

import msgspec
import telegram

from bot.core.event import Message, Person
from bot.core.ids import UserId, mailbox_id
from bot.core.text import Markup
from bot.features.limits.model import Limit, Reason
from bot.features.nickname.model import Misnamed, Stage
from bot.features.nickname.rules import fits
from bot.features.nickname.settings import NicknameSettings
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers import access, limits, notices
from handlers.context import WeiluContext
from handlers.desk import Desk, Rows
from handlers.incoming import is_present, person
from handlers.keyboards import Press, button

DUE = "nickname_due"
NOTICE_DUE = "nickname_notice_due"
NOTICE = "nickname"
"""The kind of notice that names those in the group who cannot be written to in private."""
GATHERING = timedelta(minutes=1)
"""Names are gathered this long before a notice goes up, so that many make one."""
NAMED_IN_NOTICE = 15


# --- asking ------------------------------------------------------------------------------------------------------


def request_to(desk: Desk, group: Group, language: str, newcomer: Person) -> Markup | None:
    """What somebody whose name does not fit is asked when they come in; None when it fits."""
    form = group.settings(NicknameSettings).wanted
    if form is None or fits(form, newcomer.name):
        return None
    return desk.say(language, "nickname-asked", form=form_of(group))


def form_of(group: Group) -> Markup:
    return Markup.code(group.settings(NicknameSettings).form or "")


async def begin(desk: Desk, group: Group, newcomer: Person, *, told: bool) -> None:
    """Follow somebody whose name does not fit. ``told``: they have been asked in the greeting."""
    settings = group.settings(NicknameSettings)
    if settings.wanted is None or fits(settings.wanted, newcomer.name):
        return
    if await _is_exempt(desk, group, newcomer.id):
        return
    reached = await _write(desk, group, newcomer.id, "nickname-asked")
    await _move_on(desk, group, newcomer.id, Stage.ASKED, settings.remind_after)
    if not told and not reached:
        _plan_notice(desk, group)


async def _is_exempt(desk: Desk, group: Group, user_id: int) -> bool:
    """Administrators and trusted members are never bothered."""
    member = await desk.store.chat(group.chat_id).members.find(user_id)
    return group.is_admin(user_id) or (member is not None and member.is_trusted(desk.now))


async def _move_on(desk: Desk, group: Group, user_id: int, stage: Stage, length: timedelta | None) -> None:
    """Keep the stage, and when it ends; None: when the name fits."""
    await desk.store.chat(group.chat_id).nicknames.save(Misnamed(UserId(user_id), stage, desk.now))
    if length is not None:
        desk.store.schedules(group.mailbox).set(_key(group, user_id), DUE, desk.now + length)


def _key(group: Group, user_id: int) -> str:
    return f"nickname:{group.chat_id}:{user_id}"


async def _write(desk: Desk, group: Group, user_id: int, key: str) -> bool:
    """Tell somebody in private; says whether that is possible."""
    if not await desk.store.people.reachable([user_id]):
        return False
    language = await desk.language_of(user_id, group.language)
    text = desk.say(language, "nickname-private", group=group.title, text=desk.say(language, key, form=form_of(group)))
    desk.send(user_id, text, _ready(desk, group, language))
    return True


def _ready(desk: Desk, group: Group, language: str) -> Rows:
    return [[button(desk.say(language, "nickname-ready-button").plain(), "nickname", "ready", group.chat_id)]]


# --- reminding and limiting --------------------------------------------------------------------------------------


async def due(desk: Desk, body: bytes) -> None:
    """A stage is over: remind, then limit. After an absence each stage has its full time again."""
    key = msgspec.json.decode(body, type=Due).key
    group, user_id = await desk.group(mailbox_id(desk.work.mailbox)), int(key.rpartition(":")[2])
    misnamed = await desk.store.chat(mailbox_id(desk.work.mailbox)).nicknames.find(user_id)
    if group is None or misnamed is None:
        return
    settings = group.settings(NicknameSettings)
    name = await _name_of(desk, group, user_id)
    if settings.wanted is None or fits(settings.wanted, name) or await _is_exempt(desk, group, user_id):
        await release(desk, group, user_id)
        return
    if misnamed.stage is Stage.ASKED:
        reached = await _write(desk, group, user_id, "nickname-reminded")
        ends = settings.limit_after if settings.consequence.extent is not None else None
        await _move_on(desk, group, user_id, Stage.REMINDED, ends)
        if not reached:
            _plan_notice(desk, group)
    elif misnamed.stage is Stage.REMINDED and settings.consequence.extent is not None:
        reached = await _write(desk, group, user_id, f"nickname-limited-{settings.consequence.extent}")
        await _move_on(desk, group, user_id, Stage.LIMITED, None)
        await limits.impose(desk, group, Limit(UserId(user_id), Reason.NICKNAME, settings.consequence.extent, desk.now))
        if not reached:
            _plan_notice(desk, group)


async def _name_of(desk: Desk, group: Group, user_id: int) -> str:
    """The name somebody has now: Telegram does not tell when it changes, so it is asked before anything is done."""
    shown = await desk.house.directory.name_of(group.chat_id, user_id)
    member = await desk.store.chat(group.chat_id).members.find(user_id)
    return shown or (member.name if member is not None else "")


async def release(desk: Desk, group: Group, user_id: int) -> None:
    """Let somebody go whose name fits, or about whom it no longer matters."""
    if await desk.store.chat(group.chat_id).nicknames.find(user_id) is None:
        return
    await desk.store.chat(group.chat_id).nicknames.drop(user_id)
    desk.store.schedules(group.mailbox).cancel(_key(group, user_id))
    await limits.lift(desk, group, user_id, Reason.NICKNAME)


def _plan_notice(desk: Desk, group: Group) -> None:
    """Have a notice put up soon. One that is planned is not put off by who comes next."""
    key, memory = f"nicknames:{group.chat_id}", desk.work.buffer.overlay.memory
    if memory.get(key, desk.now) <= desk.now:
        memory[key] = desk.now + GATHERING
        desk.store.schedules(group.mailbox).set(key, NOTICE_DUE, memory[key])


async def notice_due(desk: Desk, body: bytes) -> None:
    """Name in the group those who have been asked and cannot be written to, in one notice that replaces the last."""
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    store = desk.store.chat(group.chat_id)
    asked = list(await store.nicknames.all())
    reachable = {known.user_id for known in await desk.store.people.reachable(asked)}
    named = [await store.members.find(user_id) for user_id in asked if user_id not in reachable]
    mentions = [Markup.mention(member.user_id, member.name) for member in named if member is not None]
    if not mentions:
        await notices.take_down(desk, group, NOTICE)
        return
    names = desk.say(group.language, "list-separator").join(mentions[:NAMED_IN_NOTICE])
    if len(mentions) > NAMED_IN_NOTICE:
        names = desk.say(group.language, "welcome-crowd", names=names, count=len(mentions))
    text = desk.say(group.language, "nickname-notice", names=names, form=form_of(group))
    await notices.put_up(desk, group, NOTICE, text, _ready(desk, group, group.language))


# --- what they do next -------------------------------------------------------------------------------------------


async def spoke(desk: Desk, group: Group, message: Message) -> None:
    """Somebody writes, under the name they have now."""
    speaker = message.sender.person
    if speaker is None or not message.sender.is_user:
        return
    form = group.settings(NicknameSettings).wanted
    if form is None:
        return
    misnamed = await desk.store.chat(group.chat_id).nicknames.find(speaker.id)
    if fits(form, speaker.name):
        if misnamed is not None:
            await release(desk, group, speaker.id)
    elif misnamed is None and group.settings(NicknameSettings).everyone:
        await begin(desk, group, speaker, told=False)


async def moved(update: telegram.Update, context: WeiluContext) -> None:
    """Somebody asked has left, became an administrator, or is seen with another name."""
    desk, change = context.desk, update.chat_member
    assert change is not None, "the route passes only chat_member updates"
    group, user = await desk.group(change.chat.id), change.new_chat_member.user
    if group is None or await desk.store.chat(group.chat_id).nicknames.find(user.id) is None:
        return
    form = group.settings(NicknameSettings).wanted
    is_admin = change.new_chat_member.status in ("administrator", "creator")
    if form is None or is_admin or not is_present(change.new_chat_member) or fits(form, person(user).name):
        await release(desk, group, user.id)


async def ready(desk: Desk, press: Press) -> None:
    """Somebody says that the name fits now."""
    group = await desk.group(press.intent.number())
    if group is None:
        return
    if desk.work.mailbox != group.mailbox:
        desk.work.forward(group.mailbox, access.PRESS, press)
        return
    language = await desk.language_of(press.presser.id, group.language) if press.chat_id > 0 else group.language
    form = group.settings(NicknameSettings).wanted
    if form is not None and not fits(form, press.presser.name):
        text = desk.say(language, "nickname-not-yet", name=press.presser.name, form=form_of(group))
        desk.answer(press, text, alert=True)
        return
    await release(desk, group, press.presser.id)
    desk.answer(press, desk.say(language, "nickname-thanks"))
