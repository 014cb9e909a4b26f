"""Coupons: codes loaded in private, each given once, to one person, in private, until there are no more."""

from collections.abc import Sequence
from typing import ClassVar, Final

from bot.core.errors import Refused
from bot.core.event import Person
from bot.core.text import Markup
from bot.features.activities.activity import Asked, Draft, Entry, Facts, Move, Scene
from bot.features.activities.kind import ActivityKind
from bot.features.activities.reading import ENDS, clauses, ending, titled
from bot.features.activities.steps import Card, Choice, End, Put, Step, Tell, Whisper, words
from bot.pictures.spec import DigestPicture, Number, Numbers

MOST_CODES: Final = 2_000
LONGEST_CODE: Final = 60


class Coupons(ActivityKind):
    """Codes are entries ``code`` with the code as key; who got one is an entry ``claim`` with the place of their code."""

    command: ClassVar[str] = "coupon"
    form: ClassVar[str] = '/coupon "TITLE" [ends 20:00] and then one code a line'
    example: ClassVar[str] = '/coupon "新客九折" ends 20:00\nTEA-7F3K\nTEA-9Q2M'
    secret: ClassVar[bool] = True

    def draft(self, asked: Asked) -> Draft | None:
        read = titled(asked.args)
        if read is None:
            return None
        title, rest = read
        first, _, lines = rest.partition("\n")
        parts = clauses(first.strip(), {"ends": ENDS})
        if parts is None:
            return None
        codes = list(dict.fromkeys(line.strip() for line in f"{parts['']}\n{lines}".splitlines() if line.strip()))
        if not codes:
            return None
        if len(codes) > MOST_CODES or any(len(code) > LONGEST_CODE for code in codes):
            raise Refused("coupon-codes", most=MOST_CODES, longest=LONGEST_CODE)
        entries = [Entry("code", code, asked.now, place=place) for place, code in enumerate(codes, 1)]
        return Draft(title, ending(parts, asked.zone, asked.now), {"stock": len(codes)}, entries)

    def card(self, scene: Scene) -> Card:
        activity, say = scene.activity, scene.say
        text = say(
            "coupon-card",
            title=activity.title,
            number=str(activity.number),
            state=activity.state.value,
            left=_left(scene),
            stock=int(activity.details["stock"]),
            timed=activity.ends_at is not None,
            ends=scene.when(activity.ends_at) if activity.ends_at is not None else "",
        )
        choices = ((Choice(say("coupon-claim"), url=scene.link),),) if activity.state == "open" else ()
        return Card(text, choices)

    def moved(self, scene: Scene, person: Person, move: Move, facts: Facts) -> list[Step]:
        if move.verb != "start":
            return []
        had = self.visited(scene, person)
        if had:
            return had
        codes = {entry.place: entry.key for entry in scene.of("code")}
        taken = {claim.place for claim in scene.of("claim")}
        place = next((place for place in sorted(p for p in codes if p is not None) if place not in taken), None)
        if place is None:
            return [Whisper(person.id, words("coupon-gone", title=scene.activity.title))]
        claim = Entry("claim", str(person.id), scene.now, person.id, person.name, place=place)
        said = words("coupon-yours", title=scene.activity.title, code=Markup.code(codes[place]))
        last = [End()] if len(taken) + 1 == len(codes) else []
        return [Put(claim), Whisper(person.id, said), *last]

    def visited(self, scene: Scene, person: Person) -> list[Step]:
        mine = scene.mine("claim", person)
        code = next((e.key for e in scene.of("code") if mine is not None and e.place == mine.place), None)
        if code is None:
            return []
        said = words("coupon-again", title=scene.activity.title, code=Markup.code(code))
        return [Whisper(person.id, said)]

    def result(self, scene: Scene) -> list[Step]:
        say, given = scene.say, len(scene.of("claim"))
        stock = int(scene.activity.details["stock"])
        text = say("coupon-over", title=scene.activity.title, given=given, stock=stock)
        figures = (
            Number(say("coupon-picture-given").plain(), str(given)),
            Number(say("coupon-picture-left").plain(), str(stock - given)),
        )
        picture = DigestPicture(
            title=scene.activity.title, subtitle=say("coupon-picture").plain(), panels=(Numbers("", figures),)
        )
        return [Tell(text, picture=picture)]

    def csv(self, scene: Scene) -> Sequence[Sequence[str]]:
        claims = {claim.place: claim for claim in scene.of("claim")}
        rows = []
        for code in scene.of("code"):
            claim = claims.get(code.place)
            rows.append((code.key, claim.name, claim.key, scene.when(claim.at)) if claim else (code.key, "", "", ""))
        return [scene.say("coupon-csv").plain().split(","), *rows]


def _left(scene: Scene) -> int:
    return int(scene.activity.details["stock"]) - len(scene.of("claim"))


KIND: Final = Coupons("coupon", None)
