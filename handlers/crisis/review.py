"""The review of an incident (复盘): what it was, how fast whom reached what, and everything in order."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.effect import Repeat, SendDocument
from bot.core.text import Markup, clip
from bot.features.crisis.model import Ending, Entry, Mention, Step
from handlers.crisis.alerts import TOGETHER, show_chart
from handlers.crisis.chart import Chart, theme
from handlers.crisis.scene import Scene
from handlers.desk import Desk
from storage.people import Acquaintance

MOST_LINES = 40
"""Lines of the timeline in the message; the file has them all."""
LONGEST_SAID = 200


def send_review(
    desk: Desk,
    scene: Scene,
    log: Sequence[Entry],
    sayings: Sequence[Mention],
    readers: Sequence[Acquaintance],
    chart: Chart | None,
) -> None:
    """Send it to everybody who runs a group it touched, and to the admins' own group."""
    match = desk.house.texts.match
    places: list[tuple[int, str]] = [
        (each.user_id, match(each.speaks) if each.speaks else scene.home.language) for each in readers
    ]
    if scene.admin_chat is not None:
        places.append((scene.admin_chat.chat_id, scene.admin_chat.language))
    for chat_id, language in places:
        text = review(desk, language, scene, log, sayings)
        # What passed by itself can be read in the morning.
        quiet = scene.incident.ending is Ending.CALM
        sent = desk.send(chat_id, text, silent=quiet, repeat=Repeat.WANTED)
        if chart is not None:
            show_chart(desk, language, scene, chart, chat_id, after=sent)
        whole = review(desk, language, scene, log, sayings, whole=True).plain()
        name = desk.say(language, "review-file", number=str(scene.incident.number)).plain()
        desk.work.emit(
            SendDocument(chat_id, f"{name}.txt", whole.encode(), silent=quiet), after=sent, repeat=Repeat.WANTED
        )


def review(
    desk: Desk, language: str, scene: Scene, log: Sequence[Entry], sayings: Sequence[Mention], *, whole: bool = False
) -> Markup:
    """The review in somebody's language; ``whole`` with every message and the whole timeline."""
    say, incident = desk.say, scene.incident
    subject = theme(desk, language, incident)
    title = say(language, "review-title", number=str(incident.number), theme=subject)
    lines = [Markup.bold(title)]
    if incident.ending is Ending.CALM:
        lines.append(say(language, "incident-calm"))
    else:
        lines.append(say(language, "review-cause", cause=incident.cause or "–", name=incident.closed_name or ""))
    lines += _figures(desk, language, scene, log, sayings)
    for mention in sayings if whole else scene.evidence.telling:
        group = scene.groups.get(mention.chat_id)
        quote = clip(mention.text.replace("\n", " "), 1_000 if whole else LONGEST_SAID)
        at, title_ = _clock(scene, mention.at), group.title if group is not None else ""
        lines.append(say(language, "review-said", at=at, name=mention.name, group=title_, text=quote))
    lines.append(Markup.bold(say(language, "review-timeline")))
    lines += [_line(desk, language, scene, entry) for entry in (log if whole else log[:MOST_LINES])]
    return Markup("\n").join(lines)


def _figures(desk: Desk, language: str, scene: Scene, log: Sequence[Entry], sayings: Sequence[Mention]) -> list[Markup]:
    """First hit, how long it took to see, take and close it, and how big it was."""
    say, incident, evidence = desk.say, scene.incident, scene.evidence
    opened = next((entry.at for entry in log if entry.step is Step.OPENED), incident.opened_at)
    first = sayings[0].at if sayings else incident.opened_at
    lines = [say(language, "review-first", at=_clock(scene, first), delay=_length(desk, language, opened - first))]
    if incident.acknowledged_at is not None:
        lines.append(
            say(
                language,
                "review-taken",
                name=incident.acknowledged_name or "",
                delay=_length(desk, language, incident.acknowledged_at - opened),
            )
        )
    else:
        lines.append(say(language, "review-not-taken"))
    if incident.closed_at is not None:
        lines.append(say(language, "review-lasted", length=_length(desk, language, incident.closed_at - opened)))
    lines.append(
        say(
            language,
            "review-size",
            peak=max(incident.peak, len(evidence.people)),
            people=len(evidence.people),
            messages=evidence.messages,
            groups=max(len(evidence.groups), 1),
        )
    )
    stated = [entry.said for entry in log if entry.step is Step.STATED]
    lines += [say(language, "review-stated", text=clip(text, LONGEST_SAID)) for text in stated]
    return lines


def _line(desk: Desk, language: str, scene: Scene, entry: Entry) -> Markup:
    said = entry.said
    if entry.step in (Step.OPENED, Step.ROSE, Step.FELL):
        said = desk.say(language, f"incident-level-{said}").plain()
    elif entry.step is Step.CLOSED and said in ("calm", "not_a_crisis"):
        said = desk.say(language, f"review-ending-{said}").plain()
    elif entry.step in (Step.TOLD, Step.REMINDED):
        said = said.replace(TOGETHER, desk.say(language, "list-separator").plain())
    what = desk.say(language, f"review-step-{entry.step.value}", who=entry.who, said=said)
    return desk.say(language, "review-line", at=_clock(scene, entry.at), what=what)


def _length(desk: Desk, language: str, length: timedelta) -> Markup:
    return desk.house.texts.duration(language, max(length, timedelta(seconds=1)))


def _clock(scene: Scene, instant: datetime) -> str:
    return f"{instant.astimezone(ZoneInfo(scene.home.timezone)):%m-%d %H:%M:%S}"
