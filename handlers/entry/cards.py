"""The cards administrators get about an application, and what becomes of them."""

from collections.abc import Callable

from bot.core.effect import EditMessage
from bot.core.text import Markup
from bot.features.entry.model import Application, Ending
from bot.features.settings.model import Group
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button


def card(desk: Desk, group: Group, application: Application, language: str) -> tuple[Markup, Rows]:
    """What an administrator needs to decide."""
    lines = [_headline(desk, group, application, language)]
    if application.source:
        lines.append(desk.say(language, "entry-card-source", source=application.source))
    if application.bio:
        lines.append(desk.say(language, "entry-card-bio", bio=application.bio))
    if application.attempts:
        lines.append(desk.say(language, "entry-card-wrong", count=application.attempts))
    if application.why is not None:
        lines.append(desk.say(language, f"entry-why-{application.why.value}"))
    row = [
        button(desk.say(language, f"entry-{verb}").plain(), "entry", verb, group.chat_id, application.id)
        for verb in ("approve", "decline")
    ]
    return Markup("\n").join(lines), [row]


def _headline(desk: Desk, group: Group, application: Application, language: str) -> Markup:
    name = Markup.mention(application.user_id, application.name)
    return desk.say(language, "entry-card", name=name, id=str(application.user_id), group=group.title)


def busy(desk: Desk, group: Group, application: Application, press: Press, language: str) -> Markup:
    """The card while Telegram is being asked: nobody else need press."""
    line = desk.say(language, "entry-under-way", name=press.presser.name)
    return Markup("\n").join([_headline(desk, group, application, language), line])


async def ended(desk: Desk, group: Group, application: Application) -> Callable[[str], Markup]:
    """What the cards say once it is over."""
    names = {language: await decider(desk, group, application, language) for language in desk.house.texts.languages}
    ending = application.ending or Ending.WITHDRAWN

    def compose(language: str) -> Markup:
        line = desk.say(language, f"entry-ended-{ending.value}", name=names[language])
        return Markup("\n").join([_headline(desk, group, application, language), line])

    return compose


async def decider(desk: Desk, group: Group, application: Application, language: str) -> str:
    """The name of who decided."""
    by = application.decided_by
    admin = group.admins.get(by) if by is not None else None
    if admin is not None:
        return admin.name
    known = await desk.store.people.find(by) if by is not None else None
    return known.name if known is not None else desk.say(language, "entry-an-admin")


async def edit_cards(desk: Desk, application: Application, compose: Callable[[str], Markup]) -> None:
    """New words on every card of an application, without buttons, each in its reader's language."""
    languages = {user_id: await desk.language_of(user_id) for user_id in application.cards}
    for user_id, language in languages.items():
        desk.work.emit(EditMessage(user_id, compose(language)), handle=f"{application.card}:{user_id}")
