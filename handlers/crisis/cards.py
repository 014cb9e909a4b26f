"""How an incident looks: the card for who can act, its buttons, and the one line for lists."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.effect import Button
from bot.core.text import Markup, clip
from bot.features.crisis.levels import ENOUGH_SENDERS
from bot.features.crisis.model import MOODS, Ending, Incident, Level, Mention
from handlers.crisis.chart import theme
from handlers.crisis.scene import Scene
from handlers.desk import Desk, Rows
from handlers.keyboards import button
from handlers.links import message_link

LONGEST_QUOTE = 400
"""UTF-16 units of a message shown on a card."""
MOST_TITLES = 5
MARKS: Mapping[Level, str] = {Level.BLUE: "🔵", Level.YELLOW: "🟡", Level.ORANGE: "🟠", Level.RED: "🔴"}


def card(desk: Desk, language: str, scene: Scene) -> Markup:
    """The card of an incident: what, how bad, who said what where, what to do next, and who has it in hand."""
    say, incident = desk.say, scene.incident
    title = say(
        language,
        "incident-title",
        mark=MARKS[incident.level],
        level=say(language, f"incident-level-{incident.level.value}"),
        number=str(incident.number),
    )
    lines = [Markup.bold(title)]
    if incident.is_drill:
        lines.insert(0, Markup.bold(say(language, "incident-drill")))
    key = "incident-theme" if incident.folded in MOODS else "incident-word"
    lines.append(say(language, key, word=theme(desk, language, incident)))
    lines += _figures(desk, language, scene)
    for mention in scene.evidence.telling:
        lines += _quoted(desk, language, scene, mention)
    if incident.is_open:
        lines.append(playbook(desk, language, scene))
    if incident.holds:
        lines.append(say(language, "incident-holding"))
    if scene.slowed and incident.is_open:
        lines.append(say(language, "incident-slowed"))
    lines.append(_standing(desk, language, scene.home.timezone, incident))
    return Markup("\n").join(lines)


def _figures(desk: Desk, language: str, scene: Scene) -> list[Markup]:
    """How many people against how many, where, and in what mood."""
    say, incident, evidence = desk.say, scene.incident, scene.evidence
    if incident.is_drill:
        return []
    if not evidence.people:
        return [say(language, "incident-quiet-only")]
    since = _clock(incident.opened_at, scene.home.timezone)
    people = len(evidence.people)
    lines = [say(language, "incident-people", people=people, messages=evidence.messages, since=since)]
    if incident.is_cold:
        lines.append(say(language, "incident-cold"))
    elif incident.expected is not None:
        usual = f"{incident.expected:.0f}" if incident.expected >= 3 else f"{incident.expected:.1f}"
        lines.append(say(language, "incident-expected", people=incident.people, usual=usual))
    if len(evidence.groups) > 1:
        titles = [scene.groups[chat].title for chat in evidence.groups if chat in scene.groups]
        names = say(language, "list-separator").join(titles[:MOST_TITLES])
        lines.append(say(language, "incident-groups", count=len(evidence.groups), names=names))
    if incident.senders >= ENOUGH_SENDERS:
        lines.append(say(language, "incident-mood", share=round(100 * incident.gloomy), senders=incident.senders))
    if incident.coordinated:
        lines.append(say(language, "incident-coordinated"))
    return lines


def playbook(desk: Desk, language: str, scene: Scene) -> Markup:
    """What to do next: as the community has written it, else as we would."""
    incident = scene.incident
    kind = "coordinated" if incident.coordinated else incident.level.value
    own = scene.settings.playbook.get(kind)
    text = Markup.escape(own) if own else desk.say(language, f"playbook-{kind}")
    return desk.say(language, "incident-playbook", text=text)


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
    if incident.is_drill and not incident.is_open:
        return say(language, "incident-drill-over")
    match incident.ending:
        case Ending.NOT_A_CRISIS:
            return say(language, "incident-dismissed", name=incident.closed_name or "")
        case Ending.CLOSED:
            cause = incident.cause or ""
            return say(language, "incident-closed", name=incident.closed_name or "", cause=cause)
        case Ending.CALM:
            return say(language, "incident-calm")
    if incident.assigned_to is not None:
        return say(language, "incident-assigned", name=incident.assigned_name or "")
    if incident.acknowledged_at is not None:
        at = _clock(incident.acknowledged_at, zone)
        return say(language, "incident-taken", name=incident.acknowledged_name or "", at=at)
    return say(language, "incident-waiting")


def card_buttons(desk: Desk, language: str, incident: Incident, *, slowed: bool = False) -> Rows:
    """What can still be done about an incident; nothing once it is closed."""
    if not incident.is_open:
        return ()

    def one(key: str, verb: str) -> Button:
        return button(desk.say(language, key).plain(), "incident", verb, incident.id)

    first = [one("incident-take", "take")] if not incident.is_acknowledged else []
    rows = [[*first, one("incident-assign", "assign"), one("incident-dismiss", "dismiss")]]
    if not incident.is_drill:
        slow = one("incident-unslow", "unslow") if slowed else one("incident-slow", "slow")
        hold = one("incident-release", "release") if incident.holds else one("incident-hold", "hold")
        rows.append([slow, hold, one("incident-chart", "chart")])
    return rows


def incident_line(desk: Desk, language: str, zone: str, incident: Incident, people: int) -> Markup:
    """An incident in one line, for lists and digests."""
    return desk.say(
        language,
        "incident-line",
        mark=MARKS[incident.level],
        number=str(incident.number),
        word=theme(desk, language, incident),
        people=people,
        since=_clock(incident.opened_at, zone),
        standing=_standing(desk, language, zone, incident),
    )


def _clock(instant: datetime, zone: str) -> str:
    return f"{instant.astimezone(ZoneInfo(zone)):%m-%d %H:%M}"
