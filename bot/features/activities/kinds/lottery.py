"""Lottery: join by button; who wins is promised before by the hash of a seed, and can be worked out by anybody after."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import ClassVar, Final

from bot.core.errors import Refused
from bot.core.event import Person
from bot.core.ids import UserId
from bot.core.period import NotUnderstood, parse_duration
from bot.core.text import Markup, clip
from bot.features.activities.activity import Asked, Draft, Entry, Facts, Move, Scene
from bot.features.activities.draw import Record, commitment, drawn
from bot.features.activities.kind import ActivityKind
from bot.features.activities.reading import ENDS, clauses, ending, number, titled
from bot.features.activities.steps import Answer, Award, Become, Card, Choice, Hand, Put, Step, Tell, Whisper, words
from bot.pictures.spec import DigestPicture, Number, Numbers

MOST_PRIZES: Final = 100
MOST_PICTURED: Final = 9

_POINTS: Final = re.compile(r"(?:points|积分)\s*(?P<points>\d{1,7})|(?P<amount>\d{1,7})\s*(?:points|积分|分)")
_MEMBER: Final = re.compile(r"(?:member|入群满?|成员)\s*(?P<length>\S.*)")
_CHECKIN: Final = frozenset(("checkin", "check-in", "打卡", "签到"))


class Lottery(ActivityKind):
    """``details``: ``prizes``, ``commitment``, ``seed`` (told only at the end), ``needs`` and, after, ``winners``.

    ``needs``: ``["checkin", 0]``, ``["points", 50]`` or ``["member", seconds]``, or nothing.
    """

    command: ClassVar[str] = "lottery"
    form: ClassVar[str] = '/lottery "TITLE" 3 prizes ends 20:00 [needs checkin|points 50|member 7d]'
    example: ClassVar[str] = '/lottery "新茶三份" 3 prizes ends 20:00 needs points 50'

    def draft(self, asked: Asked) -> Draft | None:
        read = titled(asked.args)
        if read is None:
            return None
        title, rest = read
        parts = clauses(rest, {"ends": ENDS, "needs": ("needs", "需要", "要求", "条件")})
        if parts is None:
            return None
        prizes = number(parts[""] or "1", most=MOST_PRIZES, key="lottery-prizes")
        seed = asked.secret()
        details = {
            "prizes": prizes,
            "commitment": commitment(seed),
            "seed": seed,
            "needs": _needs(parts["needs"]) if "needs" in parts else None,
        }
        return Draft(title, ending(parts, asked.zone, asked.now), details)

    def card(self, scene: Scene) -> Card:
        activity, say, details = scene.activity, scene.say, scene.activity.details
        lines = [
            say("lottery-title", title=activity.title, number=str(activity.number)),
            say(
                "lottery-state",
                state=activity.state.value,
                prizes=details["prizes"],
                people=len(scene.of("join")),
                timed=activity.ends_at is not None,
                ends=scene.when(activity.ends_at) if activity.ends_at is not None else "",
            ),
        ]
        if details["needs"] is not None:
            lines.append(_said_need(scene))
        winners = {str(user_id): place for place, user_id in enumerate(details.get("winners", ()), 1)}
        if winners:
            won = sorted((e for e in scene.of("join") if e.key in winners), key=lambda e: winners[e.key])
            lines += [say("lottery-winner", place=winners[e.key], name=clip(e.name, 24)) for e in won]
        lines.append(say("lottery-commitment", commitment=details["commitment"]))
        if activity.state != "open":
            return Card(Markup("\n").join(lines))
        return Card(Markup("\n").join(lines), ((Choice(say("lottery-join"), "join"),),))

    def needs_facts(self, scene: Scene) -> bool:
        return scene.activity.details["needs"] is not None

    def moved(self, scene: Scene, person: Person, move: Move, facts: Facts) -> list[Step]:
        if move.verb != "join":
            return []
        if scene.mine("join", person) is not None:
            return [Answer(words("lottery-already"))]
        if scene.activity.ends_at is not None and scene.now >= scene.activity.ends_at:
            return [Answer(words("activity-over"), alert=True)]
        need = scene.activity.details["needs"]
        if need is not None and not _meets(need, facts, scene):
            return [Answer(words("lottery-not-met", need=_said_need(scene)), alert=True)]
        entry = Entry("join", str(person.id), scene.now, person.id, person.name)
        return [Put(entry), Answer(words("lottery-joined"))]

    def result(self, scene: Scene) -> list[Step]:
        say, activity, details = scene.say, scene.activity, scene.activity.details
        joined = {int(entry.key): entry for entry in scene.of("join")}
        winners = drawn(details["seed"], joined, details["prizes"])
        after = Become(replace(activity, details={**details, "winners": winners}))
        if not joined:
            return [after, Tell(say("lottery-nobody", title=activity.title))]
        record = Record(
            activity.title, details["prizes"], details["commitment"], details["seed"], winners, sorted(joined)
        )
        filename = f"draw-{activity.number}.txt"
        names = say("list-separator").join(joined[winner].mention for winner in winners)
        text = say(
            "lottery-result",
            title=activity.title,
            people=len(joined),
            winners=names,
            seed=Markup.code(details["seed"]),
            file=filename,
        )
        whispers = [
            Whisper(UserId(winner), words("lottery-won", title=activity.title, place=place))
            for place, winner in enumerate(winners, 1)
        ]
        picture = self._picture(scene, [joined[winner].name for winner in winners], len(joined))
        return [
            after,
            Tell(text, picture=picture),
            Hand(filename, record.written().encode(), words("lottery-file", file=filename)),
            *(Award(UserId(winner)) for winner in winners),
            *whispers,
        ]

    def _picture(self, scene: Scene, winners: Sequence[str], people: int) -> DigestPicture:
        say = scene.say
        figures = (
            Number(say("lottery-picture-people").plain(), f"{people:,}"),
            Number(say("lottery-picture-prizes").plain(), str(len(winners))),
        )
        names = tuple(
            Number(say("lottery-picture-place", place=place).plain(), name)
            for place, name in enumerate(winners[:MOST_PICTURED], 1)
        )
        return DigestPicture(
            title=scene.activity.title,
            subtitle=say("lottery-picture").plain(),
            panels=(Numbers("", figures), Numbers(say("lottery-picture-winners").plain(), names)),
            footer=scene.activity.details["commitment"][:32],
        )

    def csv(self, scene: Scene) -> Sequence[Sequence[str]]:
        won = scene.activity.details.get("winners", ())
        head = scene.say("lottery-csv").plain().split(",")
        rows = [(e.name, e.key, scene.when(e.at), "1" if int(e.key) in won else "") for e in scene.of("join")]
        return [head, *rows]


def _needs(text: str) -> list[str | int]:
    typed = text.strip().lower()
    if typed in _CHECKIN:
        return ["checkin", 0]
    points = _POINTS.fullmatch(typed)
    if points is not None:
        return ["points", int(points["points"] or points["amount"])]
    member = _MEMBER.fullmatch(typed)
    if member is not None:
        try:
            return ["member", int(parse_duration(member["length"], timedelta(days=1)).total_seconds())]
        except NotUnderstood:
            pass
    raise Refused("lottery-needs", text=text)


def _meets(need: Sequence[str | int], facts: Facts, scene: Scene) -> bool:
    what, amount = need[0], int(need[1])
    if what == "checkin":
        return facts.checked_in_today
    if what == "points":
        return facts.points >= amount
    member = facts.member
    if member is None:
        return False
    return scene.now - (member.joined_at or member.first_seen_at) >= timedelta(seconds=amount)


def _said_need(scene: Scene) -> Markup:
    what, amount = scene.activity.details["needs"]
    return scene.say("lottery-need", what=str(what), points=int(amount), days=max(int(amount) // 86_400, 1))


KIND: Final = Lottery("lottery", None)
