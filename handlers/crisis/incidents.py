"""Incidents: a sighting opens one, or adds to those that are open."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec

from bot.core.ids import ChatId, UserId
from bot.features.crisis import rules
from bot.features.crisis.model import Level, Mention, Sighting, Stance, Tier, Watchlist, WatchWord
from bot.features.crisis.settings import CrisisSettings
from bot.features.settings.model import Group
from handlers.crisis.alerts import alert, edit_cards, tell
from handlers.crisis.scene import Scene, community, scene_of
from handlers.crisis.unheard import unheard_lately
from handlers.desk import Desk
from storage.people import Acquaintance

Listeners = Mapping[UserId, Acquaintance]
"""Staff who can be written to."""


async def sighted(desk: Desk, body: bytes) -> None:
    """A message uses watched words: open an incident, or add it to those that are open."""
    sighting = msgspec.json.decode(body, type=Sighting)
    store, group = community(desk), await desk.group(sighting.chat_id)
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
    scenes = [scene for incident in targets if (scene := await scene_of(desk, incident)) is not None]
    opening = None if targets else await _opening(desk, sighting, watchlist, settings)
    staff = dict.fromkeys((*group.staff, *(user for scene in scenes for user in scene.staff)))
    reachable = {known.user_id: known for known in await desk.store.people.reachable(list(staff))}
    cries = await unheard_lately(desk, [group, *(g for s in scenes for g in s.groups.values())], staff=reachable)

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
            earlier = await community(desk).watch_words.used(word, since, sighting.at)
            mentions = [*earlier, _mention(sighting, stance)]
            if rules.level(Tier.RATE, len({m.user_id for m in mentions}), settings) is not Level.BLUE:
                return word, mentions
    return None


async def _open(
    desk: Desk, group: Group, word: WatchWord, mentions: Sequence[Mention], reachable: Listeners, cries: set[ChatId]
) -> None:
    """A new incident: everybody who can be reached is told at once."""
    incidents, settings = community(desk).incidents, group.settings(CrisisSettings)
    evidence = rules.evidence_of(mentions)
    level = rules.level(word.tier, len(evidence.people), settings)
    incident = incidents.add(word.folded, word.word, word.tier, level, mentions[0].at)
    incident = replace(incident, last_at=mentions[-1].at)
    incidents.set_level(incident)
    for mention in mentions:
        incidents.mention(incident.id, mention)
    groups = {chat_id: g for chat_id in evidence.groups if (g := await desk.group(chat_id)) is not None}
    scene = Scene(incident, evidence, (), groups or {group.chat_id: group})
    await alert(desk, scene, [reachable[user] for user in scene.staff if user in reachable], cries)


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
    community(desk).incidents.mention(incident.id, mention)
    community(desk).incidents.set_level(incident)
    listeners = [reachable[user] for user in scene.staff if user in reachable]
    if rises:
        await alert(desk, scene, listeners, cries)
        return
    newcomers = [known for known in listeners if known.user_id not in {told.user_id for told in scene.told}]
    await tell(desk, scene, newcomers)
    await edit_cards(desk, scene, newest_only=True)


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
