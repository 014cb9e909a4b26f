"""A look at one subject: how many people against how many is normal, in a group and over the community."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.clock import EPOCH
from bot.features.crisis.climate import Climate, share_of
from bot.features.crisis.detection import DAY, HOUR, History, Reading, State, judged, read, usual
from bot.features.crisis.history import seconds
from bot.features.crisis.model import GLOOM, Incident, Tier, WatchWord
from bot.features.crisis.settings import CrisisSettings
from bot.features.settings.model import Group
from handlers.crisis.chart import Chart
from handlers.crisis.scene import community
from handlers.desk import Desk
from storage.hearing import Crowd, Hits


@dataclass(frozen=True, slots=True)
class Subject:
    """What is watched: a word, or one of `MOODS`. ``since``: when it began to be; None for as long as people count."""

    folded: str
    word: str
    tier: Tier
    since: datetime | None = None

    @classmethod
    def of(cls, word: WatchWord) -> "Subject":
        return cls(word.folded, word.word, word.tier, word.added_at)

    @classmethod
    def mood(cls, folded: str) -> "Subject":
        return cls(folded, folded, Tier.RATE)


@dataclass(frozen=True, slots=True)
class Look:
    """What a look has shown. ``people`` and ``groups`` are of the window that says most, which began at ``since``."""

    state: State
    people: int
    groups: int
    since: datetime
    reading: Reading | None
    climate: Climate

    @property
    def alarming(self) -> bool:
        return any(reading.alarming for reading in self.state.readings)

    @property
    def expected(self) -> float | None:
        """How many people say it in other weeks; None when that was not asked."""
        return self.reading.usual if self.reading is not None else None


async def crowd_of(desk: Desk, now: datetime) -> Crowd:
    """Who speaks in the groups of this community."""
    chats = await desk.store.groups.of_community(community(desk).community_id)
    return await community(desk).hearing.crowd(chats, now)


def look(subject: Subject, hits: Hits, crowd: Crowd, at: datetime, latest: Incident | None, home: Group) -> Look:
    """Look at a subject at an instant: over the community, and in the group where it was heard.

    ``latest``: the newest incident about it, for what the detector remembers.
    """
    settings = _settings(home, subject)
    end = seconds(at) + 1
    now = EPOCH + timedelta(seconds=end)
    before = State() if latest is None else State(latest.is_open, latest.alarmed_at, latest.over_at)
    readings: tuple[Reading, ...] = ()
    if len(hits.people(end - DAY, end)) >= settings.rate_people:
        readings = read(history_of(subject, hits, crowd), now, settings)
        if len(crowd.by_group) > 1:
            readings += read(history_of(subject, hits, crowd, home.chat_id), now, settings)
    state = judged(readings, now, settings, before)
    telling = state.telling
    width = int(telling.width.total_seconds()) if telling is not None else HOUR
    people = telling.people if telling is not None else len(hits.people(end - width, end))
    gloomy, sure = crowd.mood(end - HOUR, end)
    climate = share_of(min(gloomy, sure), sure)
    return Look(state, people, len(hits.groups(end - width, end)), now - timedelta(seconds=width), telling, climate)


def history_of(subject: Subject, hits: Hits, crowd: Crowd, chat_id: int | None = None) -> History:
    """The detector's view of a subject, in one group or over the community."""
    since = seconds(subject.since) if subject.since is not None else crowd.since or 0
    return History(hits.heard(since, chat_id), crowd.tally(chat_id))


def hourly(subject: Subject, hits: Hits, crowd: Crowd, now: datetime) -> list[tuple[datetime, int, float]]:
    """For each of the last 24 hours: its beginning, how many people said it, and how many usually do."""
    history, end = history_of(subject, hits, crowd), seconds(now) + 1
    rows = []
    for back in range(24, 0, -1):
        start = end - back * HOUR
        people = history.heard.people(start, start + HOUR)
        rows.append((EPOCH + timedelta(seconds=start), people, usual(history, start + HOUR, HOUR)))
    return rows


async def chart_of(desk: Desk, incident: Incident) -> Chart:
    """The chart of an incident as it is now."""
    watchlist = await community(desk).watch_words.all()
    word = watchlist.words.get(incident.folded)
    subject = Subject.of(word) if word is not None else Subject.mood(incident.folded)
    hits = await community(desk).hearing.hits(subject.folded, desk.now)
    return Chart(hourly(subject, hits, await crowd_of(desk, desk.now), desk.now))


def _settings(home: Group, subject: Subject) -> CrisisSettings:
    """How a subject is judged. A mood has no fixed number of people: a large group always has some who grumble."""
    settings = home.settings(CrisisSettings)
    return settings.model_copy(update={"rate_window_minutes": 0}) if subject.folded == GLOOM else settings
