"""What a message says to a community, freed of what does not count, with all that is needed to judge it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.features.crisis.detection import DAY
from bot.features.crisis.history import seconds
from bot.features.crisis.model import Incident, Mention, Sighting, Stance, Tier, Watchlist
from bot.features.crisis.people import Saying, is_announced
from bot.features.crisis.settings import CrisisSettings
from bot.features.settings.model import Group
from bot.language.fold import fold
from handlers.crisis.looking import Look, Subject, crowd_of, look
from handlers.crisis.scene import community
from handlers.desk import Desk
from storage.hearing import Crowd, Hits


@dataclass(slots=True)
class Heard:
    """A sighting with all that is needed to judge it, gathered before anything is written."""

    sighting: Sighting
    group: Group
    watchlist: Watchlist
    subjects: Mapping[str, Subject]
    hits: Mapping[str, Hits]
    """by subject, as remembered: without this sighting"""
    crowd: Crowd = field(default_factory=Crowd)
    """Who speaks; nobody until `look_around`."""

    async def look_around(self, desk: Desk) -> None:
        """Learn who speaks, which every look at a subject is measured against."""
        self.crowd = await crowd_of(desk, self.sighting.at)

    @property
    def is_usual(self) -> bool:
        """Whether it can open nothing: no word is urgent, and of each subject fewer speak than any rule asks for."""
        end = seconds(self.sighting.at) + 1
        few = min(self.settings.rate_people, self.settings.same_text_accounts)
        urgent = any(self.subjects[word].tier is Tier.URGENT for word in self.sighting.words)
        return not urgent and all(len(self.now(subject).people(end - DAY, end)) < few for subject in self.meant)

    @property
    def meant(self) -> list[str]:
        """The subjects it counts for: words that are meant, and moods."""
        words = [word for word, stance in self.sighting.words.items() if stance is Stance.ALARM]
        return [*words, *self.sighting.counted]

    def now(self, subject: str) -> Hits:
        """The hits on a subject with this sighting."""
        return self.hits[subject].with_one(self.sighting) if subject in self.meant else self.hits[subject]

    def seen(self, subject: str, latest: Incident | None) -> Look:
        """A look at one of its subjects. ``latest``: the newest incident about it."""
        return look(self.subjects[subject], self.now(subject), self.crowd, self.sighting.at, latest, self.group)

    @property
    def settings(self) -> CrisisSettings:
        return self.group.settings(CrisisSettings)

    def mention(self, subject: str) -> Mention:
        quiet = self.sighting.words.get(subject) is Stance.QUIET
        return mention_of(self.sighting, quiet=quiet)


async def gather(desk: Desk, sighting: Sighting) -> Heard | None:
    """What is left of a sighting without what does not count, with what is known about the rest."""
    store, group = community(desk), await desk.group(sighting.chat_id)
    if group is None:
        return None
    watchlist = await store.watch_words.all()
    done = await store.hearing.counted(sighting) if sighting.is_edit else frozenset[str]()
    quiets = await store.hearing.announced()
    events = await store.hearing.events(sighting.chat_id)

    def stays(subject: str, *, urgent: bool) -> bool:
        told_before = is_announced(subject, sighting.at, quiets)
        # Everybody talks about an event, but nobody has food poisoning because of it.
        return subject not in done and not told_before and (urgent or not is_announced("", sighting.at, events))

    known = watchlist.words
    sighting = replace(
        sighting,
        words={w: s for w, s in sighting.words.items() if w in known and stays(w, urgent=known[w].tier is Tier.URGENT)},
        counted=tuple(subject for subject in sighting.counted if stays(subject, urgent=False)),
    )
    subjects = {word: Subject.of(known[word]) for word in sighting.words}
    subjects |= {subject: Subject.mood(subject) for subject in sighting.counted}
    if not subjects:
        return None
    hits = {subject: await store.hearing.hits(subject, desk.now) for subject in subjects}
    return Heard(sighting, group, watchlist, subjects, hits)


def sayings_of(mentions: Sequence[Mention]) -> list[Saying]:
    """Messages as evidence that accounts belong together."""
    return [Saying(each.user_id, each.at, fold(each.text), each.joined_at) for each in mentions if not each.quiet]


def mention_of(sighting: Sighting, *, quiet: bool = False) -> Mention:
    """A sighting as part of an incident."""
    return Mention(
        sighting.chat_id,
        sighting.message_id,
        sighting.thread_id,
        sighting.user_id,
        sighting.name,
        sighting.at,
        sighting.text,
        quiet=quiet,
        joined_at=sighting.joined_at,
    )
