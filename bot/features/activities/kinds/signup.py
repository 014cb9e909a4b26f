"""接龙: people put themselves on a list, with how many they want and a note; one message shows it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Final

from bot.core.event import Person
from bot.core.text import Markup, clip
from bot.features.activities.activity import Asked, Draft, Entry, Facts, Heard, Move, Scene
from bot.features.activities.kind import ActivityKind
from bot.features.activities.reading import ENDS, clauses, ending, number, titled
from bot.features.activities.steps import Answer, Card, Change, Choice, Drop, Put, Step, Tell, words
from bot.pictures.spec import Bars, DigestPicture, Number, Numbers

MOST_PORTIONS: Final = 9_999
MOST_EACH: Final = 99
LONGEST_NOTE: Final = 60
MOST_SHOWN: Final = 60
BARS: Final = 12

_JOINS: Final = re.compile(r"(?:#?接龙|/join)\s*(?P<count>\d{1,2})?\s*(?:份|个|位)?(?:[\s,，:：]+(?P<note>\S.*))?")
_MORE: Final = re.compile(r"(?P<sign>[+＋\-－−])\s*(?P<count>\d{1,2})(?:\s+(?P<note>\S.*))?")
_LEAVES: Final = frozenset(("退出接龙", "取消接龙", "接龙取消", "接龙退出"))


class SignUpList(ActivityKind):
    """``details``: ``most`` portions altogether, ``each`` at most per person; 0 is no limit."""

    command: ClassVar[str] = "list"
    form: ClassVar[str] = '/list "TITLE" [max 30] [each 3] [ends 20:00]'
    example: ClassVar[str] = '/list "周五拼单" max 30 ends 20:00'

    def draft(self, asked: Asked) -> Draft | None:
        read = titled(asked.args)
        if read is None:
            return None
        title, rest = read
        parts = clauses(rest, {"most": ("max", "限", "上限"), "each": ("each", "每人"), "ends": ENDS})
        if parts is None or parts[""]:
            return None
        most = number(parts["most"], most=MOST_PORTIONS, key="list-number") if "most" in parts else 0
        each = number(parts["each"], most=MOST_EACH, key="list-number") if "each" in parts else 0
        return Draft(title, ending(parts, asked.zone, asked.now), {"most": most, "each": each})

    def card(self, scene: Scene) -> Card:
        activity, say = scene.activity, scene.say
        joined = scene.of("join")
        lines = [
            say("list-title", title=activity.title, number=str(activity.number)),
            say(
                "list-state",
                state=activity.state.value,
                ends=scene.when(activity.ends_at) if activity.ends_at else "",
                timed=activity.ends_at is not None,
                people=len(joined),
                portions=_portions(joined),
                most=activity.details["most"],
            ),
        ]
        lines += [self._line(scene, place, entry) for place, entry in enumerate(joined[:MOST_SHOWN], 1)]
        if len(joined) > MOST_SHOWN:
            lines.append(say("list-more", count=len(joined) - MOST_SHOWN))
        if activity.state != "open":
            return Card(Markup("\n").join(lines))
        lines.append(say("list-how"))
        choices = (Choice(say("list-join"), "join"), Choice(say("list-leave"), "leave"))
        return Card(Markup("\n").join(lines), (choices,))

    def _line(self, scene: Scene, place: int, entry: Entry) -> Markup:
        return scene.say(
            "list-line",
            place=place,
            name=clip(entry.name, 24),
            amount=entry.amount,
            noted=bool(entry.text),
            note=clip(entry.text, LONGEST_NOTE),
        )

    def heard(self, scene: Scene, heard: Heard) -> Move | None:
        text = heard.text.strip()
        if text in _LEAVES:
            return Move("leave", message_id=heard.message_id)
        found = _JOINS.fullmatch(text)
        if found is not None:
            return Move("set", (found["count"] or "1",), found["note"] or "", message_id=heard.message_id)
        found = _MORE.fullmatch(text)
        if found is None:
            return None
        sign = "-" if found["sign"] in "-－−" else ""
        return Move("more", (sign + found["count"],), found["note"] or "", message_id=heard.message_id)

    def moved(self, scene: Scene, person: Person, move: Move, facts: Facts) -> list[Step]:
        mine = scene.mine("join", person)
        has = mine.amount if mine is not None else 0
        match move.verb:
            case "join" if mine is not None:
                return [Answer(words("list-already", amount=has))]
            case "join":
                wanted = 1
            case "set":
                wanted = int(move.arguments[0])
            case "more":
                wanted = has + int(move.arguments[0])
            case "leave":
                wanted = 0
            case _:
                return []
        return self._want(scene, person, mine, wanted, move.text, quiet=move.message_id is not None)

    def _want(
        self, scene: Scene, person: Person, mine: Entry | None, wanted: int, note: str, *, quiet: bool
    ) -> list[Step]:
        """Put somebody on the list with ``wanted`` portions; 0 takes them off."""
        if wanted <= 0:
            if mine is None:
                return [] if quiet else [Answer(words("list-not-on-it"))]
            return [Drop(mine), *([] if quiet else [Answer(words("list-left"))])]
        has = mine.amount if mine is not None else 0
        most, each = scene.activity.details["most"], scene.activity.details["each"]
        left = most - _portions(scene.of("join")) + has if most else MOST_PORTIONS
        if each and wanted > each:
            return [Answer(words("list-too-many", most=each))]
        if wanted > left:
            return [Answer(words("list-full", left=left))]
        wanted = min(wanted, MOST_EACH)
        said = [] if quiet else [Answer(words("list-joined", amount=wanted))]
        if mine is not None:
            return [Change(replace(mine, amount=wanted, text=note or mine.text, name=person.name)), *said]
        entry = Entry("join", str(person.id), scene.now, person.id, person.name, amount=wanted, text=note[:200])
        return [Put(entry), *said]

    def result(self, scene: Scene) -> list[Step]:
        say, joined = scene.say, scene.of("join")
        people, portions = len(joined), _portions(joined)
        text = say("list-over", title=scene.activity.title, people=people, portions=portions)
        if not joined:
            return [Tell(text)]
        top = sorted(joined, key=lambda entry: -entry.amount)[:BARS]
        picture = DigestPicture(
            title=scene.activity.title,
            subtitle=say("list-picture").plain(),
            panels=(
                Numbers(
                    "",
                    (
                        Number(say("list-picture-people").plain(), f"{people:,}"),
                        Number(say("list-picture-portions").plain(), f"{portions:,}"),
                    ),
                ),
                Bars("", tuple(e.name for e in top), tuple(float(e.amount) for e in top)),
            ),
        )
        return [Tell(text, picture=picture)]

    def csv(self, scene: Scene) -> Sequence[Sequence[str]]:
        head = scene.say("list-csv").plain().split(",")
        rows = [
            (str(place), entry.name, str(entry.user_id or ""), str(entry.amount), entry.text, scene.when(entry.at))
            for place, entry in enumerate(scene.of("join"), 1)
        ]
        return [head, *rows]


def _portions(joined: Sequence[Entry]) -> int:
    return sum(entry.amount for entry in joined)


KIND: Final = SignUpList("list", None)
