"""/nickname: the rule as it is, whose names do not fit, and every change of it."""

from bot.core.effect import EditMessage
from bot.core.text import Markup
from bot.features.nickname.model import Named
from bot.features.nickname.rules import fits, read_form
from bot.features.nickname.settings import Consequence, NicknameSettings
from bot.features.settings.model import Group
from handlers import access, notices
from handlers.commands import Audience, Command, Misused, Request, reply, spoken
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button
from handlers.nickname import asking

RIGHT = "can_change_info"
NAMED_IN_LIST = 60

OFF = ("off", "关", "关闭")
LIST = ("list", "名单", "列表")
EVERYONE = ("everyone", "所有人", "全员")
NEWCOMERS = ("newcomers", "新人")


async def nickname(desk: Desk, request: Request, group: Group) -> None:
    """Show the rule, set it, give it up, or list whose names do not fit."""
    language, typed = await spoken(desk, request, group), request.args.strip()
    word = typed.casefold()
    if word in LIST:
        text = await _list(desk, group, language)
        await reply(desk, request, group, text, privately=True)
        return
    if word in OFF:
        group = await _set_form(desk, group, None)
    elif word in EVERYONE or word in NEWCOMERS:
        group = desk.store.groups.set_value(group, NicknameSettings.feature, "everyone", word in EVERYONE)
    elif typed:
        read_form(typed)
        if len(typed.splitlines()) > 1:
            raise Misused
        group = await _set_form(desk, group, typed)
    await reply(desk, request, group, *await _state(desk, group, language))


async def _set_form(desk: Desk, group: Group, form: str | None) -> Group:
    """Keep the form."""
    group = desk.store.groups.set_value(group, NicknameSettings.feature, "form", form)
    await reconcile(desk, group)
    return group


async def reconcile(desk: Desk, group: Group) -> None:
    """Who was asked for another form, or for none any more, is let go."""
    wanted = group.settings(NicknameSettings).wanted
    asked = await desk.store.chat(group.chat_id).nicknames.all()
    for user_id in asked:
        member = await desk.store.chat(group.chat_id).members.find(user_id)
        if wanted is None or (member is not None and fits(wanted, member.name)):
            await asking.release(desk, group, user_id)
    if wanted is None:
        await notices.take_down(desk, group, asking.NOTICE)


async def _misfits(desk: Desk, group: Group) -> list[Named]:
    """Everybody in the group, as far as the bot has seen them, whose name does not fit and who is not exempt."""
    form = group.settings(NicknameSettings).wanted
    if form is None:
        return []
    named = await desk.store.chat(group.chat_id).nicknames.names(desk.now)
    return [
        each
        for each in named
        if not each.is_exempt
        and not group.is_admin(each.user_id)
        and each.user_id != desk.bot.id
        and not fits(form, each.name)
    ]


async def _list(desk: Desk, group: Group, language: str) -> Markup:
    if group.settings(NicknameSettings).wanted is None:
        return desk.say(language, "nickname-state-off")
    misfits = await _misfits(desk, group)
    if not misfits:
        return desk.say(language, "nickname-all-fit", form=asking.form_of(group))
    asked = await desk.store.chat(group.chat_id).nicknames.all()
    lines = [desk.say(language, "nickname-list", count=len(misfits), form=asking.form_of(group))]
    for each in misfits[:NAMED_IN_LIST]:
        stage = asked[each.user_id].stage.value if each.user_id in asked else "none"
        name = Markup.mention(each.user_id, each.name)
        lines.append(desk.say(language, "nickname-list-line", name=name, stage=stage))
    if len(misfits) > NAMED_IN_LIST:
        lines.append(desk.say(language, "nickname-list-more", count=len(misfits) - NAMED_IN_LIST))
    return Markup("\n").join(lines)


async def _state(desk: Desk, group: Group, language: str) -> tuple[Markup, Rows]:
    """The rule as it is, and buttons to change it."""
    settings, say = group.settings(NicknameSettings), desk.say
    if settings.wanted is None:
        return Markup("\n").join([say(language, "nickname-state-off"), say(language, "nickname-hint")]), ()
    lines = [
        say(
            language,
            "nickname-state",
            form=asking.form_of(group),
            everyone=settings.everyone,
            remind=desk.house.texts.duration(language, settings.remind_after),
        )
    ]
    if settings.consequence is not Consequence.NONE:
        after = desk.house.texts.duration(language, settings.limit_after)
        lines.append(say(language, "nickname-consequence", after=after, extent=settings.consequence.value))
    lines += [say(language, "nickname-misfits", count=len(await _misfits(desk, group))), say(language, "nickname-hint")]
    rows = [
        [
            button(
                say(language, f"nickname-button-{each.value}").plain(), "nickname", "consequence", group.chat_id, each
            )
            for each in Consequence
            if each is not settings.consequence
        ],
        [
            button(
                say(language, "nickname-button-everyone", everyone=settings.everyone).plain(),
                "nickname",
                "everyone",
                group.chat_id,
                int(not settings.everyone),
            ),
            button(say(language, "nickname-button-off").plain(), "nickname", "off", group.chat_id),
        ],
    ]
    return Markup("\n").join(lines), rows


async def press(desk: Desk, press: Press) -> None:
    """A button under the state."""
    group = await access.pressed(desk, press, RIGHT)
    if group is None:
        return
    match press.intent.verb:
        case "consequence":
            chosen = Consequence(press.intent.arguments[1])
            group = desk.store.groups.set_value(group, NicknameSettings.feature, "consequence", chosen.value)
        case "everyone":
            everyone = bool(press.intent.number(1))
            group = desk.store.groups.set_value(group, NicknameSettings.feature, "everyone", everyone)
        case "off":
            group = await _set_form(desk, group, None)
        case _:
            raise ValueError("no such button")
    language = await desk.language_of(press.presser.id, group.language) if press.chat_id > 0 else group.language
    text, rows = await _state(desk, group, language)
    if press.message_id is not None:
        frozen = tuple(tuple(row) for row in rows)
        desk.work.emit(EditMessage(press.chat_id, text, frozen, message_id=press.message_id))
    desk.answer(press, desk.say(language, "nickname-saved"))


COMMAND = Command(
    "nickname",
    Audience.ADMIN,
    "/nickname 城市-昵称 | 城市(北京|上海)-昵称 | everyone | newcomers | list | off",
    "/nickname 城市-昵称",
    run=nickname,
    right=RIGHT,
)
