"""Opening an incident: for what, resting on which messages, and whom it is told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.features.crisis import rules
from bot.features.crisis.levels import grade
from bot.features.crisis.model import Ending, Incident, Level, Mention, Step, Tier
from bot.features.crisis.people import coordinated
from handlers.crisis.alerts import Round, alert, round_for
from handlers.crisis.chart import Chart
from handlers.crisis.hearing import Heard, sayings_of
from handlers.crisis.looking import Look, Subject, hourly
from handlers.crisis.measuring import look_again, measured, signs_of, signs_of_incident
from handlers.crisis.outside import tell_outside
from handlers.crisis.scene import Scene, community
from handlers.desk import Desk

STANDS_FOR = timedelta(hours=24)
"""For so long after its last message an incident explains the community's bad mood."""

Opening = tuple[Scene, Round, Chart, Sequence[Mention]]


async def opening_of(desk: Desk, heard: Heard, opened: Sequence[Incident]) -> Opening | None:
    """The incident that a message opens, not kept yet, with what it rests on."""
    urgent = rules.leading(heard.sighting, heard.watchlist)
    if urgent is not None and await _is_settled(desk, heard, urgent):
        return None
    if urgent is not None:
        mentions = [heard.mention(urgent)]
        return await _prepared(desk, heard, heard.subjects[urgent], mentions, heard.seen(urgent, None))
    burning = any(_stands(incident, heard.sighting.at) for incident in opened)
    for subject in heard.meant:
        if burning and subject in heard.sighting.counted:
            continue
        latest = await community(desk).incidents.latest(subject)
        seen = heard.seen(subject, latest)
        since = min(seen.since, heard.sighting.at - timedelta(hours=1))
        unusual = seen.state.opens or _rises_again(seen, heard, subject, latest)
        if not unusual and (_is_recent(latest, heard) or not _many_at_once(heard, subject)):
            continue
        earlier = await community(desk).hearing.used(subject, since, heard.sighting.at)
        mentions = [*earlier, heard.mention(subject)]
        company = coordinated(sayings_of(mentions), heard.settings)
        if company or unusual:
            mentions = [each for each in mentions if each.at >= seen.since or each.user_id in company]
            return await _prepared(desk, heard, heard.subjects[subject], mentions, seen)
    return None


async def _is_settled(desk: Desk, heard: Heard, word: str) -> bool:
    """Whether somebody has just looked at what this person says with the word, and found it no crisis."""
    latest = await community(desk).incidents.latest(word)
    if latest is None or latest.ending is not Ending.NOT_A_CRISIS or latest.closed_at is None:
        return False
    if heard.sighting.at - latest.closed_at >= timedelta(minutes=heard.settings.cooldown_minutes):
        return False
    return heard.sighting.user_id in (await community(desk).incidents.evidence(latest.id)).people


def _stands(incident: Incident, at: datetime) -> bool:
    """Whether what burns already explains a bad mood."""
    return incident.level is not Level.BLUE and not incident.is_drill and at - incident.last_at < STANDS_FOR


def _is_recent(latest: Incident | None, heard: Heard) -> bool:
    """Whether the last alarm about a subject is so young that the same people are no news."""
    if latest is None or latest.alarmed_at is None:
        return False
    return heard.sighting.at - latest.alarmed_at < timedelta(minutes=heard.settings.cooldown_minutes)


def _rises_again(seen: Look, heard: Heard, subject: str, latest: Incident | None) -> bool:
    """Whether, within the cool-down of an incident that was closed, it is worse than that one was."""
    if latest is None or latest.is_open or not seen.alarming:
        return False
    settings = heard.settings
    signs = signs_of(Tier.RATE, seen.people, seen)
    return grade(signs, settings).is_above(latest.level)


def _many_at_once(heard: Heard, subject: str) -> bool:
    """Whether enough people said it within the hour to look whether they belong together."""
    end = int(heard.sighting.at.timestamp()) + 1
    people = heard.now(subject).people(end - 3_600, end)
    return len(people) >= heard.settings.same_text_accounts


async def _prepared(desk: Desk, heard: Heard, subject: Subject, mentions: Sequence[Mention], seen: Look) -> Opening:
    evidence, settings = rules.evidence_of(mentions), heard.settings
    incident = community(desk).incidents.new(subject.folded, subject.word, subject.tier, Level.BLUE, mentions[0].at)
    together = bool(coordinated(sayings_of(mentions), settings))
    incident = measured(
        replace(incident, chat_id=heard.group.chat_id, coordinated=together), seen, len(evidence.people)
    )
    incident = replace(incident, last_at=mentions[-1].at, alarmed_at=heard.sighting.at)
    incident = replace(incident, level=grade(signs_of_incident(incident, seen, len(evidence.groups)), settings))
    groups = {chat: group for chat in evidence.groups if (group := await desk.group(chat)) is not None}
    home = {heard.group.chat_id: heard.group}
    bare = Scene(incident, evidence, (), groups or home)
    place = await desk.admin_chat(bare.home)
    scene = replace(bare, admin_chat=place)
    chart = Chart(hourly(subject, heard.now(subject.folded), heard.crowd, heard.sighting.at))
    return scene, await round_for(desk, scene), chart, mentions


async def open_incident(desk: Desk, scene: Scene, around: Round, chart: Chart, mentions: Sequence[Mention]) -> None:
    """Keep a new incident, and tell of it at once."""
    incidents, incident = community(desk).incidents, scene.incident
    incidents.save(incident)
    for mention in mentions:
        incidents.mention(incident.id, mention)
    incidents.note(incident.id, desk.now, Step.OPENED, said=incident.level.value)
    look_again(desk, incident)
    tell_outside(desk, scene, Step.OPENED)
    # One person's word is no curve, and a picture would keep the next alert waiting: Telegram takes one message a
    # second for a chat. The card has a button for it.
    is_curve = incident.tier is Tier.RATE or incident.people > 1
    await alert(desk, scene, around, chart if is_curve else None)
