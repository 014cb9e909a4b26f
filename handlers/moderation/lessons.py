"""/spam and /ham: administrators teach the classifier, see what it was taught, and take it back."""

from collections.abc import Sequence
from datetime import timedelta

from bot.core.effect import EditMessage
from bot.core.errors import Refused
from bot.core.text import Markup, clip
from bot.features.settings.model import Group
from bot.language.lessons import Lesson, taken_back
from handlers import access
from handlers.commands import Request, reply
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button
from handlers.moderation.consequences import delete_now, lacks
from handlers.moderation.sanctions import ban_author, judged_by_hand, subject_of
from handlers.moderation.teaching import teach

RESTRICT = "can_restrict_members"
ON_A_PAGE = 10
SHOWN = 60
TAKEN_BACK = {"day": timedelta(days=1), "week": timedelta(days=7)}


# --- commands ----------------------------------------------------------------------------------------------------


async def spam(desk: Desk, request: Request, group: Group) -> None:
    """As a reply: this is an advert. It goes, its author too, and what is like it is known from now on."""
    answered = request.message.reply
    if answered is None or answered.sender is None:
        await _list(desk, request, group)
        return
    subject, _ = await subject_of(desk, request, group)
    learnt = teach(desk, group, [answered.text], request.asker, is_advert=True)
    if group.may(request.asker.id, RESTRICT) and not lacks(group, RESTRICT):
        case = await ban_author(desk, request, group, subject)
    else:
        case = await judged_by_hand(desk, request, group, subject)
        delete_now(desk, group, case, [answered.message_id])
    await _say(desk, request, group, "spam-taught" if learnt else "spam-short", number=str(case.number))


async def ham(desk: Desk, request: Request, group: Group) -> None:
    """As a reply: this is no advert, and what is like it is none."""
    answered = request.message.reply
    if answered is None:
        await _list(desk, request, group)
        return
    learnt = teach(desk, group, [answered.text], request.asker, is_advert=False)
    await _say(desk, request, group, "ham-taught" if learnt else "ham-short")


async def _say(desk: Desk, request: Request, group: Group, key: str, **values: str) -> None:
    language = await desk.language_of(request.asker.id, group.language)
    await reply(desk, request, group, desk.say(language, key, **values), privately=True)


# --- looking and taking back -------------------------------------------------------------------------------------


async def _list(desk: Desk, request: Request, group: Group) -> None:
    language = await desk.language_of(request.asker.id, group.language)
    lessons = await desk.store.community(group.community_id).lessons.all()
    text, buttons = _page(desk, group, lessons, 0, language)
    await reply(desk, request, group, text, buttons, privately=True)


def _page(desk: Desk, group: Group, lessons: Sequence[Lesson], first: int, language: str) -> tuple[Markup, Rows]:
    """Some lessons, each with a button that takes it back, and buttons for all of the last days."""
    if not lessons:
        return desk.say(language, "lessons-none"), []
    first = min(max(first, 0), (len(lessons) - 1) // ON_A_PAGE * ON_A_PAGE)
    lines = [Markup.bold(desk.say(language, "lessons-title", count=len(lessons)))]
    rows = []
    for number, lesson in enumerate(lessons[first : first + ON_A_PAGE], first + 1):
        what = desk.say(language, "lessons-advert" if lesson.is_advert else "lessons-innocent")
        text = clip(lesson.folded.replace("\n", " "), SHOWN)
        lines.append(
            desk.say(language, "lessons-line", number=str(number), what=what, text=text, name=lesson.name or "?")
        )
        rows.append(button(f"↩ {number}", "lesson", "del", group.chat_id, first, lesson.id))
    lines.append(desk.say(language, "lessons-how"))
    buttons = [rows[start : start + 5] for start in range(0, len(rows), 5)]
    buttons.append(
        [
            button(desk.say(language, f"lessons-button-{since}").plain(), "lesson", since, group.chat_id, first)
            for since in TAKEN_BACK
        ]
    )
    turns = [
        button(sign, "lesson", "page", group.chat_id, page)
        for sign, page in (("◀", first - ON_A_PAGE), ("▶", first + ON_A_PAGE))
        if 0 <= page < len(lessons)
    ]
    return Markup("\n").join(lines), [*buttons, turns] if turns else buttons


async def pressed(desk: Desk, press: Press) -> None:
    """Turn a page, or take back one lesson or those of the last days; in the community's mailbox."""
    group = await desk.group(press.intent.number())
    if group is None:
        raise Refused("press-old")
    if desk.work.mailbox != group.community_mailbox:
        desk.work.forward(group.community_mailbox, access.PRESS, press)
        return
    group = await access.fresh(desk, group)
    access.require(group, press.presser.id, "can_delete_messages")
    store = desk.store.community(group.community_id).lessons
    known = await store.all()
    match press.intent.verb:
        case "page":
            stays = known
        case "del":
            stays = taken_back(known, ids=frozenset((press.intent.number(2),)))
        case "day" | "week" as span:
            stays = taken_back(known, since=desk.now - TAKEN_BACK[span])
        case _:
            raise Refused("press-old")
    gone = [lesson for lesson in known if lesson not in stays]
    if gone:
        store.drop(gone)
    language = await desk.language_of(press.presser.id, group.language)
    text, buttons = _page(desk, group, stays, press.intent.number(1), language)
    desk.work.emit(EditMessage(press.chat_id, text, tuple(tuple(row) for row in buttons), message_id=press.message_id))
    desk.answer(press, desk.say(language, "lessons-taken-back", count=len(gone)) if gone else None)
