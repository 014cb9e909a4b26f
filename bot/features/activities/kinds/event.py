"""Event: places, a waiting list that moves up by itself, reminders, a calendar file, and who really came."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final

import icalendar

from bot.core.clock import from_micros, to_micros
from bot.core.event import Person
from bot.core.period import parse_moment
from bot.core.text import Markup, clip
from bot.features.activities.activity import Asked, Draft, Entry, Facts, Move, Scene
from bot.features.activities.kind import ActivityKind
from bot.features.activities.reading import clauses, number, titled
from bot.features.activities.steps import (
    Answer,
    Card,
    Change,
    Choice,
    Drop,
    Forget,
    Hand,
    Put,
    Refresh,
    Remind,
    Step,
    Tell,
    Whisper,
    words,
)
from bot.pictures.spec import Bars, DigestPicture, Number, Numbers

MOST_PLACES: Final = 2_000
LASTS: Final = timedelta(hours=3)
"""After that it is over and the result is told; ``extend`` makes it longer."""
DOORS_OPEN: Final = timedelta(minutes=30)
"""From then on people can say that they are there."""
MOST_SHOWN: Final = 40
REMINDERS: Final = {"remind-day": timedelta(days=1), "remind-hours": timedelta(hours=2)}

_HEAD: Final = re.compile(r"(?P<when>.+?)(?:\s+(?P<places>\d{1,5})\s*(?:places?|个?名额|人|位))?", re.IGNORECASE)


class Event(ActivityKind):
    """``details``: ``starts`` (microseconds), ``places`` (0 is no limit), ``where``.

    Guests are entries with a ``place``; who waits has none. ``state`` becomes ``here`` or ``absent``.
    """

    command: ClassVar[str] = "event"
    form: ClassVar[str] = '/event "TITLE" 2026-12-06 14:00 [30 places] [at WHERE]'
    example: ClassVar[str] = '/event "线下品茶" 2026-12-06 14:00 30 places at 老地方茶馆'

    def draft(self, asked: Asked) -> Draft | None:
        read = titled(asked.args)
        if read is None:
            return None
        title, rest = read
        parts = clauses(rest, {"where": ("at", "地点", "在")})
        head = _HEAD.fullmatch(parts[""]) if parts is not None else None
        if parts is None or head is None:
            return None
        starts = parse_moment(head["when"], asked.zone, asked.now)
        places = number(head["places"], most=MOST_PLACES, key="event-places") if head["places"] else 0
        where = clip(" ".join(parts.get("where", "").split()), 120)
        return Draft(title, starts + LASTS, {"starts": to_micros(starts), "places": places, "where": where})

    def opened(self, scene: Scene) -> list[Step]:
        starts = _starts(scene)
        wanted = {name: starts - before for name, before in {**REMINDERS, "doors": DOORS_OPEN}.items()}
        return [Remind(name, at) for name, at in wanted.items() if at > scene.now]

    def card(self, scene: Scene) -> Card:
        activity, say, details = scene.activity, scene.say, scene.activity.details
        guests, waiting = _guests(scene), _waiting(scene)
        starts = _starts(scene)
        weekday = say(f"weekday-{starts.astimezone(scene.zone).isoweekday()}")
        lines = [
            say("event-title", title=activity.title, number=str(activity.number)),
            say("event-when", when=scene.when(starts), weekday=weekday),
        ]
        if details["where"]:
            lines.append(say("event-where", where=details["where"]))
        lines.append(
            say(
                "event-state",
                state=activity.state.value,
                people=len(guests),
                places=details["places"],
                waiting=len(waiting),
            )
        )
        lines += [
            say("event-guest", place=e.place or 0, name=clip(e.name, 24), state=e.state or "coming")
            for e in guests[:MOST_SHOWN]
        ]
        if len(guests) > MOST_SHOWN:
            lines.append(say("event-more", count=len(guests) - MOST_SHOWN))
        if waiting:
            names = say("list-separator").join(clip(e.name, 24) for e in waiting[:MOST_SHOWN])
            lines.append(say("event-waiting", names=names))
        if activity.state != "open":
            return Card(Markup("\n").join(lines))
        rows = [[Choice(say("event-join"), "join"), Choice(say("event-leave"), "leave")]]
        if scene.now >= starts - DOORS_OPEN:
            rows.append([Choice(say("event-here"), "here")])
        else:
            rows.append([Choice(say("event-calendar"), url=scene.link)])
        return Card(Markup("\n").join(lines), rows)

    def moved(self, scene: Scene, person: Person, move: Move, facts: Facts) -> list[Step]:
        mine = scene.mine("guest", person)
        match move.verb:
            case "join":
                return self._join(scene, person, mine)
            case "leave" if mine is None:
                return [Answer(words("event-not-in"))]
            case "leave" if mine is not None:
                return [Drop(mine), Answer(words("event-left")), *self._move_up(scene, mine)]
            case "here":
                return self._arrive(scene, mine)
            case "start":
                return [self._calendar(scene, person)]
        return []

    def _join(self, scene: Scene, person: Person, mine: Entry | None) -> list[Step]:
        if mine is not None and mine.place is not None:
            return [Answer(words("event-already", place=mine.place))]
        waiting = _waiting(scene)
        if mine is not None:
            return [Answer(words("event-already-waiting", position=waiting.index(mine) + 1))]
        place = _free_place(scene) if not waiting else None
        entry = Entry("guest", str(person.id), scene.now, person.id, person.name, place=place)
        if place is None:
            return [Put(entry), Answer(words("event-full", position=len(waiting) + 1), alert=True)]
        return [Put(entry), Answer(words("event-joined", place=place))]

    def _move_up(self, scene: Scene, gone: Entry) -> list[Step]:
        """Who has waited longest gets the place that has become free."""
        waiting = [entry for entry in _waiting(scene) if entry.id != gone.id]
        if gone.place is None or not waiting:
            return []
        first = replace(waiting[0], place=gone.place)
        said = words("event-moved-up", title=scene.activity.title, when=scene.when(_starts(scene)))
        aloud = scene.say("event-moved-up-aloud", name=first.mention, title=scene.activity.title)
        whisper = [Whisper(first.user_id, said, aloud=aloud)] if first.user_id is not None else []
        return [Change(first), *whisper]

    def _arrive(self, scene: Scene, mine: Entry | None) -> list[Step]:
        if scene.now < _starts(scene) - DOORS_OPEN:
            return [Answer(words("event-too-early"))]
        if mine is None or mine.place is None:
            return [Answer(words("event-not-in"), alert=True)]
        if mine.state == "here":
            return [Answer(words("event-welcome"))]
        return [Change(replace(mine, state="here")), Answer(words("event-welcome"))]

    def due(self, scene: Scene, name: str) -> list[Step]:
        if name == "doors":
            return [Refresh()]
        guests = _guests(scene)
        if not guests:
            return []
        values: dict[str, Any] = {
            "title": scene.activity.title,
            "when": scene.when(_starts(scene)),
            "where": scene.activity.details["where"],
            "placed": bool(scene.activity.details["where"]),
        }
        said = [
            Whisper(guest.user_id, words("event-remind", hours=name == "remind-hours", **values))
            for guest in guests
            if guest.user_id is not None
        ]
        return [
            Tell(scene.say("event-remind-all", hours=name == "remind-hours", people=len(guests), **values)),
            *said,
        ]

    def result(self, scene: Scene) -> list[Step]:
        say, guests = scene.say, _guests(scene)
        here = [guest for guest in guests if guest.state == "here"]
        # Nobody is marked as absent where nobody has used the button.
        absent = [replace(guest, state="absent") for guest in guests if guest.state != "here"] if here else []
        steps: list[Step] = [Change(guest) for guest in absent]
        text = say("event-over", title=scene.activity.title, people=len(guests), here=len(here))
        if not guests:
            return [Tell(text)]
        picture = DigestPicture(
            title=scene.activity.title,
            subtitle=f"{say('event-picture').plain()} · {scene.when(_starts(scene))}",
            panels=(
                Numbers(
                    "",
                    (
                        Number(say("event-picture-people").plain(), str(len(guests))),
                        Number(say("event-picture-here").plain(), str(len(here)) if here else "–"),
                    ),
                ),
                Bars(
                    say("event-picture-days").plain(),
                    *_per_day(scene, guests),
                ),
            ),
        )
        return [*steps, Tell(text, picture=picture)]

    def called_off(self, scene: Scene) -> list[Step]:
        said = words("event-called-off", title=scene.activity.title, when=scene.when(_starts(scene)))
        everybody = [*_guests(scene), *_waiting(scene)]
        gone = [Forget(name) for name in (*REMINDERS, "doors")]
        return [*gone, *(Whisper(guest.user_id, said) for guest in everybody if guest.user_id is not None)]

    def csv(self, scene: Scene) -> Sequence[Sequence[str]]:
        head = scene.say("event-csv").plain().split(",")
        rows = [
            (
                str(e.place or ""),
                e.name,
                e.key,
                scene.when(e.at),
                scene.say("event-csv-state", state=e.state or ("coming" if e.place else "waiting")).plain(),
            )
            for e in [*_guests(scene), *_waiting(scene)]
        ]
        return [head, *rows]

    def _calendar(self, scene: Scene, person: Person) -> Step:
        starts = _starts(scene)
        entry = icalendar.Event()
        entry.add("uid", f"{scene.activity.id}.{to_micros(scene.activity.opened_at)}@weilu")
        entry.add("dtstamp", scene.now)
        entry.add("dtstart", starts)
        entry.add("dtend", max(starts + timedelta(hours=1), scene.activity.ends_at or starts + LASTS))
        entry.add("summary", scene.activity.title)
        if scene.activity.details["where"]:
            entry.add("location", scene.activity.details["where"])
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", scene.activity.title)
        alarm.add("trigger", -timedelta(hours=2))
        entry.add_component(alarm)
        calendar = icalendar.Calendar()
        calendar.add("prodid", "-//Weilu//Event//ZH")
        calendar.add("version", "2.0")
        calendar.add_component(entry)
        said = words("event-file", title=scene.activity.title, when=scene.when(starts))
        return Hand(f"event-{scene.activity.number}.ics", calendar.to_ical(), said, person.id)


def _starts(scene: Scene) -> datetime:
    return from_micros(int(scene.activity.details["starts"]))


def _guests(scene: Scene) -> list[Entry]:
    return sorted((e for e in scene.of("guest") if e.place is not None), key=lambda e: e.place or 0)


def _waiting(scene: Scene) -> list[Entry]:
    return [entry for entry in scene.of("guest") if entry.place is None]


def _free_place(scene: Scene) -> int | None:
    """The lowest free place; None when there is none."""
    taken = {guest.place for guest in _guests(scene)}
    places = int(scene.activity.details["places"]) or MOST_PLACES
    return next((place for place in range(1, places + 1) if place not in taken), None)


def _per_day(scene: Scene, guests: Sequence[Entry]) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Sign-ups by day, the last ten days on which there were any."""
    days: dict[str, int] = {}
    for guest in sorted(guests, key=lambda guest: guest.at):
        day = f"{guest.at.astimezone(scene.zone):%m-%d}"
        days[day] = days.get(day, 0) + 1
    shown = list(days.items())[-10:]
    return tuple(day for day, _ in shown), tuple(float(count) for _, count in shown)


KIND: Final = Event("event", None)
