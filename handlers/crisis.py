"""The crisis watch: watched words are seen in a group, judged in its community, and told to who can act, at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import telegram
from telegram.ext import MessageHandler, filters

from bot.core.effect import Button, EditMessage, Lane, Outcome, Repeat, Status
from bot.core.errors import Refused
from bot.core.ids import ChatId, UserId, community_mailbox, mailbox_id
from bot.core.text import MESSAGE_LIMIT, Markup, clip
from bot.features.crisis import rules
from bot.features.crisis.model import (
    Ending,
    Evidence,
    Incident,
    Level,
    Mention,
    Sighting,
    Stance,
    Tier,
    Told,
    Watchlist,
    WatchWord,
)
from bot.features.crisis.settings import CrisisSettings
from bot.features.settings.model import Group
from bot.language.fold import fold
from bot.runtime.ticker import Due
from handlers.commands import Audience, Command, Misused, Request, reply
from handlers.context import WeiluContext
from handlers.desk import Desk, Rows
from handlers.incoming import SAID
from handlers.keyboards import Press, button
from handlers.routes import Phase, Routes
from storage import CommunityView
from storage.members import Acquaintance

SIGHTED = "watch_sighted"
READER = "incident_reader"
PRESSED = "incident_pressed"
WORD_PRESSED = "watch_pressed"
TOLD = "incident_told"
REMIND = "incident_remind"
CALM = "incident_calm"

UNHEARD = "crisis_unheard"
"""The trouble of an alert that reached nobody."""
CRY_EVERY = timedelta(hours=1)
LONGEST_QUOTE = 400
"""UTF-16 units of a message shown on a card."""
LONGEST_WORD = 64
MOST_WORDS = 500
MOST_BUTTONS = 60

TIERS: Mapping[str, Tier] = {
    "urgent": Tier.URGENT,
    "紧急": Tier.URGENT,
    "rate": Tier.RATE,
    "频次": Tier.RATE,
    "频率": Tier.RATE,
}
MARKS: Mapping[Level, str] = {Level.BLUE: "🔵", Level.YELLOW: "🟡", Level.ORANGE: "🟠", Level.RED: "🔴"}


Listeners = Mapping[UserId, Acquaintance]
"""Staff who can be written to."""


# --- in the group -------------------------------------------------------------------------------------------------


async def watch(update: telegram.Update, context: WeiluContext) -> None:
    """Look for watched words in a message or edit that moderation let stand, and hand a hit to the community."""
    message, desk = context.message(update), context.desk
    group = await desk.group(message.chat_id)
    if group is None:
        return
    watchlist = await desk.store.community(group.community_id).watch_words.all()
    words = rules.find(message, watchlist)
    if not words or not rules.counts(message, set(group.staff)):
        return
    desk.work.forward(
        community_mailbox(group.community_id),
        SIGHTED,
        Sighting(
            chat_id=group.chat_id,
            message_id=message.message_id,
            thread_id=message.thread_id,
            user_id=message.sender.id,
            name=message.sender.name,
            at=message.edited_at or message.date,
            text=(message.text or "\n".join(message.extra_text))[: rules.LONGEST_KEPT],
            words=words,
        ),
    )


async def came_in_private(update: telegram.Update, context: WeiluContext) -> None:
    """Somebody pressed Start: whoever runs a group hears at once what is burning there."""
    desk, person = context.desk, update.effective_user
    if person is None:
        return
    communities = set()
    for chat_id in await desk.store.groups.run_by(person.id):
        group = await desk.group(chat_id)
        if group is not None:
            communities.add(group.community_id)
    for community_id in sorted(communities):
        desk.work.forward(community_mailbox(community_id), READER, person.id)


# --- in the community -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scene:
    """An incident with all that is needed to tell of it."""

    incident: Incident
    evidence: Evidence
    told: tuple[Told, ...]
    groups: Mapping[ChatId, Group]
    """the groups touched that the bot still knows"""

    @property
    def home(self) -> Group:
        """The group of the first message."""
        return next(iter(self.groups.values()))

    @property
    def staff(self) -> tuple[UserId, ...]:
        return tuple(dict.fromkeys(user for group in self.groups.values() for user in group.staff))

    @property
    def owners(self) -> tuple[UserId, ...]:
        return tuple(dict.fromkeys(user for group in self.groups.values() for user in sorted(group.owners)))

    @property
    def settings(self) -> CrisisSettings:
        return self.home.settings(CrisisSettings)

    def is_for(self, user_id: int) -> bool:
        return any(group.is_admin(user_id) for group in self.groups.values())

    @property
    def now_told(self) -> set[int]:
        """Who has been told in the present round and was not out of reach."""
        refused = (Status.REFUSED.value, Status.LOST.value)
        return {t.user_id for t in self.told if t.alert == self.incident.alerts and t.status not in refused}


async def _scene(desk: Desk, incident: Incident, evidence: Evidence | None = None) -> Scene | None:
    """Gather what is known about an incident; None when the bot knows none of its groups any more."""
    incidents = _community(desk).incidents
    evidence = evidence or await incidents.evidence(incident.id)
    found = [await desk.group(chat_id) for chat_id in evidence.groups]
    groups = {group.chat_id: group for group in found if group is not None}
    told = tuple(await incidents.told(incident.id))
    return Scene(incident, evidence, told, groups) if groups else None


def _community(desk: Desk) -> CommunityView:
    return desk.store.community(mailbox_id(desk.work.mailbox))


async def sighted(desk: Desk, body: bytes) -> None:
    """A message uses watched words: open an incident, or add it to those that are open."""
    sighting = msgspec.json.decode(body, type=Sighting)
    store, group = _community(desk), await desk.group(sighting.chat_id)
    if group is None:
        return
    watchlist = await store.watch_words.all()
    used = await store.watch_words.words_used(sighting)
    sighting = replace(
        sighting, words={w: s for w, s in sighting.words.items() if w in watchlist.words and w not in used}
    )
    if not sighting.words:
        return
    settings = group.settings(CrisisSettings)
    targets = rules.joined(sighting, watchlist, await store.incidents.open())
    # Gather for all of them first: a decision may not read what it has written.
    scenes = [scene for incident in targets if (scene := await _scene(desk, incident)) is not None]
    opening = None if targets else await _opening(desk, sighting, watchlist, settings)
    staff = dict.fromkeys((*group.staff, *(user for scene in scenes for user in scene.staff)))
    reachable = {known.user_id: known for known in await desk.store.people.reachable(list(staff))}
    cries = await _unheard_lately(desk, [group, *(g for s in scenes for g in s.groups.values())], staff=reachable)

    for word, stance in sighting.words.items():
        if stance is Stance.ALARM:
            store.watch_words.use(word, sighting)
    if opening is not None:
        await _open(desk, group, watchlist.words[opening[0]], opening[1], reachable, cries)
    for scene in scenes:
        stance = sighting.words[scene.incident.folded]
        await _add(desk, scene, group, _mention(sighting, stance), reachable, cries)


async def _opening(
    desk: Desk, sighting: Sighting, watchlist: Watchlist, settings: CrisisSettings
) -> tuple[str, Sequence[Mention]] | None:
    """The word for which a message opens an incident, and the messages it then rests on."""
    urgent = rules.leading(sighting, watchlist)
    if urgent is not None:
        return urgent, [_mention(sighting, sighting.words[urgent])]
    for word, stance in sighting.words.items():
        if stance is Stance.ALARM:
            since = sighting.at - rules.window(settings)
            earlier = await _community(desk).watch_words.used(word, since, sighting.at)
            mentions = [*earlier, _mention(sighting, stance)]
            if rules.level(Tier.RATE, len({m.user_id for m in mentions}), settings) is not Level.BLUE:
                return word, mentions
    return None


async def _open(
    desk: Desk, group: Group, word: WatchWord, mentions: Sequence[Mention], reachable: Listeners, cries: set[ChatId]
) -> None:
    """A new incident: everybody who can be reached is told at once."""
    incidents, settings = _community(desk).incidents, group.settings(CrisisSettings)
    evidence = rules.evidence_of(mentions)
    level = rules.level(word.tier, len(evidence.people), settings)
    incident = incidents.add(word.folded, word.word, word.tier, level, mentions[0].at)
    incident = replace(incident, last_at=mentions[-1].at)
    incidents.set_level(incident)
    for mention in mentions:
        incidents.mention(incident.id, mention)
    groups = {chat_id: g for chat_id in evidence.groups if (g := await desk.group(chat_id)) is not None}
    scene = Scene(incident, evidence, (), groups or {group.chat_id: group})
    await _alert(desk, scene, [reachable[user] for user in scene.staff if user in reachable], cries)


async def _add(
    desk: Desk, scene: Scene, group: Group, mention: Mention, reachable: Listeners, cries: set[ChatId]
) -> None:
    """One more message of an open incident: cards are edited; a new one is sent only when the level rises."""
    incident = scene.incident
    evidence = rules.with_mention(scene.evidence, mention)
    level = rules.level(incident.tier, len(evidence.people), scene.settings)
    rises = level.is_above(incident.level)
    incident = replace(
        incident,
        level=level if rises else incident.level,
        alerts=incident.alerts + 1 if rises else incident.alerts,
        last_at=max(incident.last_at, mention.at),
    )
    scene = replace(scene, incident=incident, evidence=evidence, groups={**scene.groups, group.chat_id: group})
    _community(desk).incidents.mention(incident.id, mention)
    _community(desk).incidents.set_level(incident)
    listeners = [reachable[user] for user in scene.staff if user in reachable]
    if rises:
        await _alert(desk, scene, listeners, cries)
        return
    newcomers = [known for known in listeners if known.user_id not in {told.user_id for told in scene.told}]
    await _tell(desk, scene, newcomers)
    await _edit_cards(desk, scene, newest_only=True)


async def _alert(desk: Desk, scene: Scene, listeners: Sequence[Acquaintance], cries: set[ChatId]) -> None:
    """Tell everybody, and plan what happens if nobody takes it."""
    incident, schedules = scene.incident, desk.store.schedules(desk.work.mailbox)
    await _tell(desk, scene, listeners)
    if incident.level is Level.BLUE:
        due = desk.now + timedelta(hours=scene.settings.calm_hours)
        schedules.set(f"incident:{incident.id}:calm", CALM, due, payload=str(incident.id))
        return
    schedules.cancel(f"incident:{incident.id}:calm")
    if not incident.is_acknowledged:
        _plan_reminder(desk, scene, 1)
    if not listeners:
        _cry(desk, scene, cries)


async def _tell(desk: Desk, scene: Scene, listeners: Sequence[Acquaintance], *, reminder: int = 0) -> None:
    """Send the card of the present round to these people, and note that they are being told."""
    incident = scene.incident
    silent = incident.level is Level.BLUE
    for listener in listeners:
        user_id = listener.user_id
        language = desk.house.texts.match(listener.speaks) if listener.speaks else scene.home.language
        text = _card(desk, language, scene)
        if reminder:
            text = Markup("\n").join([desk.say(language, "incident-reminder", number=reminder), text])
        handle = _handle(incident, incident.alerts, user_id)
        desk.send(
            user_id,
            text,
            _card_buttons(desk, language, incident),
            repeat=Repeat.WANTED,
            lane=None if silent else Lane.URGENT,
            silent=silent,
            handle=handle,
            report=TOLD,
            memo=handle,
        )
        _community(desk).incidents.tell(incident, user_id, desk.now)


async def _edit_cards(desk: Desk, scene: Scene, *, newest_only: bool = False) -> None:
    """Bring the cards up to date: all of them, or everybody's newest."""
    newest = {told.user_id: told.alert for told in scene.told}
    for told in scene.told:
        if told.status == Status.REFUSED.value or (newest_only and newest[told.user_id] != told.alert):
            continue
        language = await desk.language_of(told.user_id, scene.home.language)
        buttons = tuple(tuple(row) for row in _card_buttons(desk, language, scene.incident))
        desk.work.emit(
            EditMessage(told.user_id, clip(_card(desk, language, scene), MESSAGE_LIMIT), buttons),
            lane=Lane.URGENT,
            handle=_handle(scene.incident, told.alert, told.user_id),
        )


def _handle(incident: Incident, alert: int, user_id: int) -> str:
    return f"incident:{incident.id}:{alert}:{user_id}"


async def told(desk: Desk, body: bytes) -> None:
    """What became of one card: somebody out of reach is noted, and if that was the last one, the group is called."""
    outcome = msgspec.json.decode(body, type=Outcome)
    _, incident_id, alert, user_id = outcome.memo.split(":")
    store = _community(desk)
    incident = await store.incidents.find(int(incident_id))
    scene = await _scene(desk, incident) if incident is not None else None
    known = await desk.store.people.find(int(user_id))
    lost = not outcome.accepted
    nobody = (
        scene is not None
        and lost
        and incident is not None
        and incident.wants_somebody
        and all(
            told.user_id == int(user_id) or told.status in (Status.REFUSED.value, Status.LOST.value)
            for told in scene.told
            if told.alert == int(alert)
        )
    )
    cries = await _unheard_lately(desk, list(scene.groups.values())) if scene is not None and nobody else set()
    store.incidents.settle_alert(int(incident_id), int(alert), int(user_id), outcome.status.value)
    if outcome.status is Status.REFUSED and known is not None and known.reachable:
        await desk.store.people.lose(int(user_id))
    if scene is not None and nobody:
        _cry(desk, scene, cries)


# --- nobody reachable -----------------------------------------------------------------------------------------------


async def _unheard_lately(desk: Desk, groups: Sequence[Group], *, staff: Collection[object] = ()) -> set[ChatId]:
    """The groups that were called to less than an hour ago; not looked up when somebody of the staff can be reached."""
    found: set[ChatId] = set()
    if staff:
        return found
    for group in groups:
        lately = await desk.store.troubles(group.chat_id).since(desk.now - CRY_EVERY)
        if any(trouble.kind == UNHEARD and trouble.last_at > desk.now - CRY_EVERY for trouble in lately):
            found.add(group.chat_id)
    return found


def _cry(desk: Desk, scene: Scene, cries: set[ChatId]) -> None:
    """Ask the administrators, in the group and without the details, to open the private chat; once an hour."""
    for group in scene.groups.values():
        if group.chat_id in cries:
            continue
        cries.add(group.chat_id)
        desk.store.troubles(group.chat_id).note(UNHEARD, desk.now)
        desk.send(
            group.chat_id,
            desk.say(group.language, "incident-nobody-reachable"),
            [[Button(desk.say(group.language, "open-private").plain(), url=desk.bot.start_link("alert"))]],
            repeat=Repeat.WANTED,
            lane=Lane.URGENT,
            expires_at=desk.now + CRY_EVERY,
        )


async def reader(desk: Desk, body: bytes) -> None:
    """Somebody can be reached now: they are told of what is open and has not reached them."""
    user_id = UserId(msgspec.json.decode(body, type=int))
    scenes = []
    for incident in await _community(desk).incidents.open():
        scene = await _scene(desk, incident)
        if scene is not None and scene.is_for(user_id) and user_id not in scene.now_told:
            scenes.append(scene)
    listeners = await desk.store.people.reachable([user_id]) if scenes else []
    for scene in scenes:
        if scene.incident.level is not Level.BLUE:
            await _tell(desk, scene, listeners)


# --- reminders ------------------------------------------------------------------------------------------------------


def _plan_reminder(desk: Desk, scene: Scene, step: int) -> None:
    due = rules.reminder(step, scene.settings, desk.now)
    if due is not None:
        desk.store.schedules(desk.work.mailbox).set(
            f"incident:{scene.incident.id}:remind", REMIND, due, payload=f"{scene.incident.id}:{step}"
        )


async def remind(desk: Desk, body: bytes) -> None:
    """Nobody has taken an incident in time: everybody is told again, at last the owners."""
    incident_id, step = map(int, msgspec.json.decode(body, type=Due).payload.split(":"))
    incident = await _community(desk).incidents.find(incident_id)
    scene = await _scene(desk, incident) if incident is not None and incident.wants_somebody else None
    if scene is None:
        return
    listeners = await desk.store.people.reachable(scene.staff)
    cries = await _unheard_lately(desk, list(scene.groups.values()), staff=listeners)
    if rules.is_last(step, scene.settings):
        listeners = [known for known in listeners if known.user_id in scene.owners] or listeners
    scene = replace(scene, incident=replace(scene.incident, alerts=scene.incident.alerts + 1))
    _community(desk).incidents.set_level(scene.incident)
    await _tell(desk, scene, listeners, reminder=step)
    _plan_reminder(desk, scene, step + 1)
    if not listeners:
        _cry(desk, scene, cries)


async def calm(desk: Desk, body: bytes) -> None:
    """A blue incident of which nothing more was heard closes by itself."""
    due = msgspec.json.decode(body, type=Due)
    incident = await _community(desk).incidents.find(int(due.payload))
    scene = await _scene(desk, incident) if incident is not None and incident.is_open else None
    if scene is None or scene.incident.level is not Level.BLUE:
        return
    quiet_until = scene.incident.last_at + timedelta(hours=scene.settings.calm_hours)
    if quiet_until > desk.now:
        desk.store.schedules(desk.work.mailbox).set(due.key, CALM, quiet_until, payload=due.payload)
        return
    await _close(desk, scene, None, None, Ending.CALM, "")


# --- taking and closing ---------------------------------------------------------------------------------------------


async def _acknowledge(desk: Desk, scene: Scene, user_id: int, name: str) -> None:
    """The first to take it has it; every card says who and when."""
    incident = scene.incident
    if not incident.is_open:
        raise Refused("incident-closed-already", number=str(incident.number))
    if incident.is_acknowledged:
        raise Refused("incident-taken-already", number=str(incident.number), name=incident.acknowledged_name or "")
    _community(desk).incidents.acknowledge(incident.id, user_id, name, desk.now)
    desk.store.schedules(desk.work.mailbox).cancel(f"incident:{incident.id}:remind")
    taken = replace(incident, acknowledged_at=desk.now, acknowledged_by=user_id, acknowledged_name=name)
    await _edit_cards(desk, replace(scene, incident=taken))


async def _close(desk: Desk, scene: Scene, user_id: int | None, name: str | None, ending: Ending, cause: str) -> None:
    """Close an incident with its cause; every card says so."""
    incident = scene.incident
    if not incident.is_open:
        raise Refused("incident-closed-already", number=str(incident.number))
    _community(desk).incidents.close(incident.id, user_id, name, desk.now, ending, cause)
    schedules = desk.store.schedules(desk.work.mailbox)
    schedules.cancel(f"incident:{incident.id}:remind")
    schedules.cancel(f"incident:{incident.id}:calm")
    closed = replace(incident, closed_at=desk.now, closed_name=name, ending=ending, cause=cause)
    await _edit_cards(desk, replace(scene, incident=closed))


async def incident_pressed(desk: Desk, press: Press) -> None:
    """A button of a card: the incident's community decides."""
    community_id = await desk.store.desks.of_incident(press.intent.number())
    if community_id is None:
        raise Refused("press-old")
    desk.work.forward(community_mailbox(community_id), PRESSED, press)


async def pressed(desk: Desk, body: bytes) -> None:
    """Acknowledge, or not a crisis; the right is checked now."""
    press = msgspec.json.decode(body, type=Press)
    presser = press.presser
    incident = await _community(desk).incidents.find(press.intent.number())
    scene = await _scene(desk, incident) if incident is not None else None
    language = await desk.language_of(presser.id, scene.home.language if scene is not None else None)
    if scene is None or press.intent.verb not in ("take", "dismiss"):
        desk.answer(press, desk.say(language, "press-old"))
        return
    if not scene.is_for(presser.id):
        desk.answer(press, desk.say(language, "press-not-yours"), alert=True)
        return
    try:
        if press.intent.verb == "take":
            await _acknowledge(desk, scene, presser.id, presser.name)
            desk.answer(press, desk.say(language, "incident-taken-toast"))
        else:
            await _close(desk, scene, presser.id, presser.name, Ending.NOT_A_CRISIS, "")
            desk.answer(press, desk.say(language, "incident-dismissed-toast"))
    except Refused as error:
        desk.answer(press, desk.say(language, error.key, **error.values), alert=True)


# --- commands about incidents -----------------------------------------------------------------------------------------


async def incidents(desk: Desk, request: Request, group: Group) -> None:
    """What is open, with buttons."""
    opened = await _community(desk).incidents.open()
    language = await desk.language_of(request.asker.id, group.language)
    if not opened:
        await reply(desk, request, group, desk.say(language, "incidents-none"), privately=True)
        return
    lines, rows = [Markup.bold(desk.say(language, "incidents-title", count=len(opened)))], []
    for incident in opened[:20]:
        evidence = await _community(desk).incidents.evidence(incident.id)
        lines.append(line(desk, language, group.timezone, incident, len(evidence.people)))
        buttons = _card_buttons(desk, language, incident)
        rows += [[replace(b, text=f"{incident.number} · {b.text}") for b in row] for row in buttons]
    await reply(desk, request, group, Markup("\n").join(lines), rows, privately=True)


async def ack(desk: Desk, request: Request, group: Group) -> None:
    """Take the incident with this number, or the only one that waits."""
    if not request.words:
        waiting = [incident for incident in await _community(desk).incidents.open() if incident.wants_somebody]
        if len(waiting) != 1:
            await incidents(desk, request, group)
            return
        scene = await _scene(desk, waiting[0])
    else:
        scene = await _numbered(desk, request)
    if scene is None:
        raise Refused("incident-unknown", number=request.args)
    await _acknowledge(desk, scene, request.asker.id, request.asker.name)
    language = await desk.language_of(request.asker.id, group.language)
    said = desk.say(language, "incident-taken-done", number=str(scene.incident.number))
    await reply(desk, request, group, said, privately=True)


async def close(desk: Desk, request: Request, group: Group) -> None:
    """Close an incident; the cause is what the next one will be understood by."""
    if not request.words:
        await incidents(desk, request, group)
        return
    cause = request.args.partition(request.words[0])[2].strip()
    if not cause:
        raise Misused
    scene = await _numbered(desk, request)
    if scene is None:
        raise Refused("incident-unknown", number=request.words[0])
    await _close(desk, scene, request.asker.id, request.asker.name, Ending.CLOSED, clip(cause, 500))
    language = await desk.language_of(request.asker.id, group.language)
    said = desk.say(language, "incident-closed-done", number=str(scene.incident.number))
    await reply(desk, request, group, said, privately=True)


async def _numbered(desk: Desk, request: Request) -> Scene | None:
    number = request.words[0].lstrip("#＃")
    if not number.isdecimal() or len(number) > 9:
        raise Misused
    incident = await _community(desk).incidents.numbered(int(number))
    return await _scene(desk, incident) if incident is not None else None


# --- cards ------------------------------------------------------------------------------------------------------------


def _card(desk: Desk, language: str, scene: Scene) -> Markup:
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


def _card_buttons(desk: Desk, language: str, incident: Incident) -> Rows:
    if not incident.is_open:
        return ()
    dismiss = button(desk.say(language, "incident-dismiss").plain(), "incident", "dismiss", incident.id)
    if incident.is_acknowledged:
        return ((dismiss,),)
    return ((button(desk.say(language, "incident-take").plain(), "incident", "take", incident.id), dismiss),)


def line(desk: Desk, language: str, zone: str, incident: Incident, people: int) -> Markup:
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


def _mention(sighting: Sighting, stance: Stance) -> Mention:
    return Mention(
        sighting.chat_id,
        sighting.message_id,
        sighting.thread_id,
        sighting.user_id,
        sighting.name,
        sighting.at,
        sighting.text,
        quiet=stance is Stance.QUIET,
    )


# --- /watch -----------------------------------------------------------------------------------------------------------


async def watch_command(desk: Desk, request: Request, group: Group) -> None:
    """Add, remove or show watch words; they belong to the community."""
    words = _community(desk).watch_words
    watchlist = await words.all()
    language = await desk.language_of(request.asker.id, group.language)
    verb, _, rest = request.args.partition(" ")
    known = dict(watchlist.words)
    said: list[Markup] = []
    match verb.lower():
        case "add" | "添加" | "加":
            word, tier = _word_and_tier(rest)
            folded = fold(word)
            if not folded:
                raise Refused("watch-word-empty", word=word)
            if folded not in known and len(known) >= MOST_WORDS:
                raise Refused("watch-too-many", count=MOST_WORDS)
            words.add(folded, word, tier, request.asker.id, desk.now)
            said.append(desk.say(language, "watch-added", word=word, tier=tier.value))
        case "del" | "删除" | "删":
            folded = fold(rest)
            if not rest.strip():
                raise Misused
            if folded not in known:
                raise Refused("watch-unknown", word=rest.strip())
            words.remove(folded)
            said.append(desk.say(language, "watch-removed", word=known[folded].word))
        case "" | "list" | "列表":
            text, rows = _list(desk, language, list(watchlist.words.values()))
            await reply(desk, request, group, text, rows, privately=True)
            return
        case _:
            raise Misused
    await reply(desk, request, group, Markup("\n").join(said), privately=True)


def _word_and_tier(typed: str) -> tuple[str, Tier]:
    """A word or phrase, and how to watch it if the last word says so.

    Raises:
        Misused: there is no word, or it is too long.
    """
    parts = typed.split()
    tier = TIERS.get(parts[-1].lower()) if len(parts) > 1 else None
    word = " ".join(parts[:-1] if tier is not None else parts)
    if not word or len(word) > LONGEST_WORD:
        raise Misused
    return word, tier or Tier.URGENT


def _list(desk: Desk, language: str, words: Sequence[WatchWord]) -> tuple[Markup, Rows]:
    """The words with a button to remove each, and how to change them."""
    say = desk.say
    lines = [Markup.bold(say(language, "watch-title", count=len(words))) if words else say(language, "watch-none")]
    lines += [say(language, "watch-line", word=word.word, tier=word.tier.value) for word in words]
    lines.append(say(language, "watch-how"))
    buttons = [button(f"✕ {word.word}", "watch", "del", word.id) for word in words[:MOST_BUTTONS]]
    return Markup("\n").join(lines), [buttons[at : at + 3] for at in range(0, len(buttons), 3)]


async def word_pressed(desk: Desk, press: Press) -> None:
    """A button of the list: the word's community decides."""
    community_id = await desk.store.desks.of_watch_word(press.intent.number())
    if community_id is None:
        raise Refused("press-old")
    desk.work.forward(community_mailbox(community_id), WORD_PRESSED, press)


async def word_removed(desk: Desk, body: bytes) -> None:
    """Stop watching a word, if the presser runs a group of the community, and show what is left."""
    press = msgspec.json.decode(body, type=Press)
    words = _community(desk).watch_words
    known = list((await words.all()).words.values())
    language = await desk.language_of(press.presser.id)
    gone = next((word for word in known if word.id == press.intent.number()), None)
    if gone is None or press.intent.verb != "del":
        desk.answer(press, desk.say(language, "press-old"))
        return
    if not await _runs_community(desk, press.presser.id):
        desk.answer(press, desk.say(language, "press-not-yours"), alert=True)
        return
    words.remove(gone.folded)
    desk.answer(press, desk.say(language, "watch-removed", word=gone.word))
    if press.message_id is not None:
        text, rows = _list(desk, language, [word for word in known if word is not gone])
        buttons = tuple(tuple(row) for row in rows)
        desk.work.emit(EditMessage(press.chat_id, clip(text, MESSAGE_LIMIT), buttons, press.message_id))


async def _runs_community(desk: Desk, user_id: int) -> bool:
    for chat_id in await desk.store.groups.of_community(mailbox_id(desk.work.mailbox)):
        group = await desk.group(chat_id)
        if group is not None and group.is_admin(user_id):
            return True
    return False


ROUTES = Routes(
    updates=(
        (
            Phase.WATCHING,
            MessageHandler(filters.ChatType.GROUPS & SAID & filters.UpdateType.MESSAGES, watch),
        ),
        (
            Phase.TALKING,
            MessageHandler(
                filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & filters.Regex(r"^/start\b"), came_in_private
            ),
        ),
    ),
    commands=(
        Command(
            "watch",
            Audience.ADMIN,
            "/watch add WORD [urgent|rate]",
            "/watch add 拉肚子 紧急",
            run=watch_command,
            secret=True,
            of_community=True,
        ),
        Command("incidents", Audience.ADMIN, "/incidents", "/incidents", run=incidents, secret=True, of_community=True),
        Command("ack", Audience.ADMIN, "/ack [N]", "/ack 3", run=ack, secret=True, of_community=True),
        Command(
            "close", Audience.ADMIN, "/close N CAUSE", "/close 3 已退款", run=close, secret=True, of_community=True
        ),
    ),
    buttons={"incident": incident_pressed, "watch": word_pressed},
    events={
        SIGHTED: sighted,
        READER: reader,
        PRESSED: pressed,
        WORD_PRESSED: word_removed,
        TOLD: told,
        REMIND: remind,
        CALM: calm,
    },
)
