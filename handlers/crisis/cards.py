"""How an incident looks: the card for who can act, its buttons, and the one line for lists."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.text import Markup, clip
from bot.features.crisis.model import Ending, Incident, Level, Mention
from bot.features.settings.model import Group
from handlers.crisis.scene import Scene
from handlers.desk import Desk, Rows
from handlers.keyboards import button

LONGEST_QUOTE = 400
"""UTF-16 units of a message shown on a card."""
MARKS: Mapping[Level, str] = {Level.BLUE: "🔵", Level.YELLOW: "🟡", Level.ORANGE: "🟠", Level.RED: "🔴"}


def card(desk: Desk, language: str, scene: Scene) -> Markup:
    """The card of an incident: what, how bad, who said what where, and who has it in hand."""
    say, incident, evidence = desk.say, scene.incident, scene.evidence
    zone = scene.home.timezone
    lines = [
        Markup.bold(
            say(
                language,
                "incident-title",
                mark=MARKS[incident.level],
                level=say(language, f"incident-level-{incident.level.value}"),
                number=str(incident.number),
            )
        ),
        say(language, "incident-word", word=incident.word),
    ]
    if evidence.people:
        since = _clock(incident.opened_at, zone)
        lines.append(
            say(language, "incident-people", people=len(evidence.people), messages=evidence.messages, since=since)
        )
    else:
        lines.append(say(language, "incident-quiet-only"))
    for mention in evidence.telling:
        lines += _quoted(desk, language, scene, mention)
    lines.append(_standing(desk, language, zone, incident))
    return Markup("\n").join(lines)


def _quoted(desk: Desk, language: str, scene: Scene, mention: Mention) -> list[Markup]:
    group = scene.groups.get(mention.chat_id)
    author = Markup.mention(mention.user_id, mention.name) if mention.user_id > 0 else Markup.bold(mention.name)
    at, title = _clock(mention.at, scene.home.timezone), group.title if group is not None else ""
    said = [desk.say(language, "incident-author", author=author, at=at, group=title)]
    if mention.text.strip():
        said.append(Markup.quote(clip(mention.text, LONGEST_QUOTE)))
    link = message_link(group, mention.message_id, mention.thread_id) if group is not None else None
    if link is not None:
        said.append(Markup.link(desk.say(language, "incident-link"), link))
    return said


def _standing(desk: Desk, language: str, zone: str, incident: Incident) -> Markup:
    """Who has it in hand, or how it ended."""
    say = desk.say
    match incident.ending:
        case Ending.NOT_A_CRISIS:
            return say(language, "incident-dismissed", name=incident.closed_name or "")
        case Ending.CLOSED:
            cause = incident.cause or ""
            return say(language, "incident-closed", name=incident.closed_name or "", cause=cause)
        case Ending.CALM:
            return say(language, "incident-calm")
    if incident.acknowledged_at is not None:
        at = _clock(incident.acknowledged_at, zone)
        return say(language, "incident-taken", name=incident.acknowledged_name or "", at=at)
    return say(language, "incident-waiting")


def card_buttons(desk: Desk, language: str, incident: Incident) -> Rows:
    """What can still be done about an incident; nothing once it is closed."""
    if not incident.is_open:
        return ()
    dismiss = button(desk.say(language, "incident-dismiss").plain(), "incident", "dismiss", incident.id)
    if incident.is_acknowledged:
        return ((dismiss,),)
    return ((button(desk.say(language, "incident-take").plain(), "incident", "take", incident.id), dismiss),)


def incident_line(desk: Desk, language: str, zone: str, incident: Incident, people: int) -> Markup:
    """An incident in one line, for lists and digests."""
    return desk.say(
        language,
        "incident-line",
        mark=MARKS[incident.level],
        number=str(incident.number),
        word=incident.word,
        people=people,
        since=_clock(incident.opened_at, zone),
        standing=_standing(desk, language, zone, incident),
    )


def message_link(group: Group, message_id: int, thread_id: int | None) -> str | None:
    """The address of a message; None in a basic group, whose messages have none."""
    if not group.is_supergroup:
        return None
    place = group.username or f"c/{-group.chat_id - 1_000_000_000_000}"
    thread = f"{thread_id}/" if thread_id is not None else ""
    return f"https://t.me/{place}/{thread}{message_id}"


def _clock(instant: datetime, zone: str) -> str:
    return f"{instant.astimezone(ZoneInfo(zone)):%m-%d %H:%M}"
