"""The cards administrators get about an application, and what becomes of them."""

from collections.abc import Callable, Sequence

from bot.core.effect import EditMessage
from bot.core.text import Markup
from bot.features.entry.model import Answered, Application, Ending, Why
from bot.features.moderation.model import Case
from bot.features.settings.model import Group
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button

CASES_SHOWN = 3
ANSWERS_SHOWN = 6


async def history(desk: Desk, group: Group, application: Application) -> Sequence[Case]:
    """What this person has been through in the community, newest first; one more than is shown."""
    return await desk.store.community(group.community_id).cases.of_subject(application.user_id, CASES_SHOWN + 1)


def card(
    desk: Desk, group: Group, application: Application, past: Sequence[Case], language: str
) -> tuple[Markup, Rows]:
    """What an administrator needs to decide."""
    lines = [
        _headline(desk, group, application, language),
        *_origin(desk, application, language),
        *_answers(desk, application, language),
        *_past(desk, past, language),
    ]
    if application.in_surge:
        lines.append(desk.say(language, "entry-card-surge"))
    if application.why is not None:
        lines.append(_why(desk, application, language))
    row = [
        button(desk.say(language, f"entry-{verb}").plain(), "entry", verb, group.chat_id, application.id)
        for verb in ("approve", "decline", "ban")
    ]
    return Markup("\n").join(lines), [row]


def _headline(desk: Desk, group: Group, application: Application, language: str) -> Markup:
    name = Markup.mention(application.user_id, application.name)
    about = {"group": group.title, "door": application.door.value}
    return desk.say(language, "entry-card", name=name, id=str(application.user_id), **about)


def _origin(desk: Desk, application: Application, language: str) -> list[Markup]:
    """Where they come from and what they say about themselves."""
    lines = []
    if application.source:
        lines.append(desk.say(language, "entry-card-source", source=application.source))
    if application.phrase:
        lines.append(desk.say(language, "entry-card-phrase", phrase=application.phrase))
    if application.invited_by is not None:
        inviter = Markup.mention(application.invited_by, str(application.invited_by))
        lines.append(desk.say(language, "entry-card-inviter", inviter=inviter))
    if application.bio:
        lines.append(desk.say(language, "entry-card-bio", bio=application.bio))
    return lines


def _answers(desk: Desk, application: Application, language: str) -> list[Markup]:
    """What they answered, the last ones; wrong ones of an earlier application are only counted."""
    shown = application.answers[-ANSWERS_SHOWN:]
    lines = [_answer(desk, each, language) for each in shown]
    if application.attempts:
        lines.append(desk.say(language, "entry-card-wrong", count=application.attempts))
    return lines


def _answer(desk: Desk, given: Answered, language: str) -> Markup:
    if not given.topic:
        return desk.say(language, "entry-card-words", said=given.said, right=given.right)
    return desk.say(language, "entry-card-answer", topic=given.topic, said=given.said, right=given.right)


def _past(desk: Desk, past: Sequence[Case], language: str) -> list[Markup]:
    """Earlier cases, the newest by number and action."""
    if not past:
        return []
    numbers = [
        desk.say(
            language,
            "entry-card-case",
            number=str(case.number),
            action=desk.say(language, f"action-{case.action.word}"),
        )
        for case in past[:CASES_SHOWN]
    ]
    listed = desk.say(language, "list-separator").join(numbers)
    return [desk.say(language, "entry-card-cases", cases=listed, more=len(past) > CASES_SHOWN)]


def _why(desk: Desk, application: Application, language: str) -> Markup:
    """Why it is theirs to decide."""
    if application.why is Why.OUTCOME and application.ending is not None:
        hurdle = application.hurdle.value if application.hurdle else "none"
        return desk.say(language, f"entry-why-{application.ending.value}", hurdle=hurdle, detail=application.detail)
    return desk.say(language, f"entry-why-{application.why}")


def busy(desk: Desk, group: Group, application: Application, press: Press, language: str) -> Markup:
    """The card while Telegram is being asked: nobody else need press."""
    line = desk.say(language, "entry-under-way", name=press.presser.name)
    return Markup("\n").join([_headline(desk, group, application, language), line])


async def ended(desk: Desk, group: Group, application: Application) -> Callable[[str], Markup]:
    """What the cards say once it is over."""
    names = {language: await decider(desk, group, application, language) for language in desk.house.texts.languages}
    ending = application.ending or Ending.WITHDRAWN

    def compose(language: str) -> Markup:
        line = desk.say(language, f"entry-ended-{ending.value}", name=names[language], banned=application.for_good)
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
