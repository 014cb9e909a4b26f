"""Photo challenge: a photo with the hashtag takes part, the group votes by button, and the best is shown again."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Final

from bot.core.event import MediaKind, Person
from bot.core.text import clip
from bot.features.activities.activity import Asked, Draft, Entry, Facts, Heard, Move, Scene
from bot.features.activities.kind import ActivityKind
from bot.features.activities.reading import ENDS, clauses, ending, titled
from bot.features.activities.steps import Answer, Award, Card, Change, Choice, Edit, Exhibit, Put, Step, Tell, words

SHOWN: Final = 10
_HASHTAG: Final = re.compile(r"[#＃](?P<tag>\w{1,40})")


class Challenge(ActivityKind):
    """``details``: ``tag``. A photo is an entry with its file id as text; a vote's key is photographer and voter."""

    command: ClassVar[str] = "challenge"
    form: ClassVar[str] = '/challenge "TITLE" #HASHTAG [ends 20:00]'
    example: ClassVar[str] = '/challenge "春天的第一杯" #春茶 ends 20:00'

    def draft(self, asked: Asked) -> Draft | None:
        read = titled(asked.args)
        parts = clauses(read[1], {"ends": ENDS}) if read is not None else None
        tag = _HASHTAG.fullmatch(parts[""]) if parts is not None else None
        if read is None or parts is None or tag is None:
            return None
        return Draft(read[0], ending(parts, asked.zone, asked.now), {"tag": tag["tag"]})

    def card(self, scene: Scene) -> Card:
        activity = scene.activity
        text = scene.say(
            "challenge-card",
            title=activity.title,
            number=str(activity.number),
            state=activity.state.value,
            tag=f"#{activity.details['tag']}",
            people=len(scene.of("photo")),
            votes=len(scene.of("vote")),
            timed=activity.ends_at is not None,
            ends=scene.when(activity.ends_at) if activity.ends_at is not None else "",
        )
        return Card(text)

    def heard(self, scene: Scene, heard: Heard) -> Move | None:
        if heard.media is None or heard.media.kind is not MediaKind.PHOTO or heard.media.file_id is None:
            return None
        tags = {found["tag"].casefold() for found in _HASHTAG.finditer(heard.text)}
        if str(scene.activity.details["tag"]).casefold() not in tags:
            return None
        return Move("enter", text=heard.text, media=heard.media, message_id=heard.message_id)

    def moved(self, scene: Scene, person: Person, move: Move, facts: Facts) -> list[Step]:
        if move.verb == "enter" and move.media is not None:
            return self._enter(scene, person, move)
        if move.verb == "vote":
            return self._vote(scene, person, move.arguments[0])
        return []

    def _enter(self, scene: Scene, person: Person, move: Move) -> list[Step]:
        mine, file_id = scene.mine("photo", person), (move.media.file_id if move.media is not None else None) or ""
        if mine is not None:
            return [Change(replace(mine, text=file_id)), Answer(words("challenge-replaced"))]
        entry = Entry("photo", str(person.id), scene.now, person.id, person.name, text=file_id)
        said = scene.say("challenge-entered", number=len(scene.of("photo")) + 1, name=entry.mention)
        vote = Choice(scene.say("challenge-vote", count=0), "vote", (entry.key,))
        return [Put(entry), Tell(said, ((vote,),), reply_to=move.message_id, handle=_handle(scene, entry.key))]

    def _vote(self, scene: Scene, person: Person, photographer: str) -> list[Step]:
        photo = next((entry for entry in scene.of("photo") if entry.key == photographer), None)
        if photo is None:
            return [Answer(words("press-old"))]
        if photo.user_id == person.id:
            return [Answer(words("challenge-own"))]
        key = f"{photographer}:{person.id}"
        if any(entry.key == key for entry in scene.of("vote")):
            return [Answer(words("challenge-voted"))]
        count = _votes(scene)[photographer] + 1
        number = [entry.key for entry in scene.of("photo")].index(photographer) + 1
        said = scene.say("challenge-entered", number=number, name=photo.mention)
        vote = Choice(scene.say("challenge-vote", count=count), "vote", (photographer,))
        return [
            Put(Entry("vote", key, scene.now, person.id, person.name)),
            Edit(_handle(scene, photographer), said, ((vote,),)),
            Answer(words("challenge-thanks")),
        ]

    def result(self, scene: Scene) -> list[Step]:
        votes, photos = _votes(scene), scene.of("photo")
        ranked = sorted(photos, key=lambda entry: (-votes[entry.key], entry.at))
        if not ranked:
            return [Tell(scene.say("challenge-nobody", title=scene.activity.title))]
        best = ranked[0]
        caption = scene.say(
            "challenge-winner",
            title=scene.activity.title,
            name=best.mention,
            votes=votes[best.key],
            people=len(photos),
        )
        gallery = tuple(entry.text for entry in ranked[:SHOWN])
        steps: list[Step] = [Exhibit((best.text,), caption)]
        if len(gallery) > 1:
            steps.append(Exhibit(gallery, scene.say("challenge-gallery", title=scene.activity.title)))
        if best.user_id is not None:
            steps.append(Award(best.user_id))
        return steps

    def csv(self, scene: Scene) -> Sequence[Sequence[str]]:
        votes = _votes(scene)
        rows = [(clip(e.name, 64), e.key, str(votes[e.key]), scene.when(e.at)) for e in scene.of("photo")]
        return [scene.say("challenge-csv").plain().split(","), *rows]


def _votes(scene: Scene) -> Counter[str]:
    return Counter(entry.key.partition(":")[0] for entry in scene.of("vote"))


def _handle(scene: Scene, photographer: str) -> str:
    return f"activity:{scene.activity.id}:photo:{photographer}"


KIND: Final = Challenge("challenge", None)
