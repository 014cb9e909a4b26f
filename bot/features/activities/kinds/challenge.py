"""Photo challenge: a photo with the hashtag takes part, the group votes by button or reaction, the best is shown again."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Final

from bot.core.event import MediaKind, Person
from bot.core.text import Markup, clip
from bot.features.activities.activity import Asked, Draft, Entry, Facts, Heard, Move, Scene
from bot.features.activities.kind import ActivityKind
from bot.features.activities.reading import ENDS, clauses, ending, titled
from bot.features.activities.steps import (
    Answer,
    Award,
    Card,
    Change,
    Choice,
    Drop,
    Edit,
    Exhibit,
    Put,
    Step,
    Tell,
    words,
)
from bot.pictures.spec import Bars, DigestPicture, Number, Numbers

SHOWN: Final = 10
REACTION: Final = "reaction"
_HASHTAG: Final = re.compile(r"[#＃](?P<tag>\w{1,40})")


class Challenge(ActivityKind):
    """``details``: ``tag``. A photo is an entry with its file id as text and its message as state.

    A vote's key is photographer and voter; its state says whether it was made by a reaction, which can be taken away.
    """

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

    def reacted(self, scene: Scene, message_id: int, *, likes: bool) -> Move | None:
        photo = next((entry for entry in scene.of("photo") if entry.state == str(message_id)), None)
        return None if photo is None else Move("vote" if likes else "unvote", (photo.key,), REACTION)

    def moved(self, scene: Scene, person: Person, move: Move, facts: Facts) -> list[Step]:
        if move.verb == "enter" and move.media is not None:
            return self._enter(scene, person, move)
        if move.verb == "vote":
            return self._vote(scene, person, move.arguments[0], move.text)
        if move.verb == "unvote":
            return self._unvote(scene, person, move.arguments[0])
        return []

    def _enter(self, scene: Scene, person: Person, move: Move) -> list[Step]:
        mine, file_id = scene.mine("photo", person), (move.media.file_id if move.media is not None else None) or ""
        shown = str(move.message_id or "")
        if mine is not None:
            return [Change(replace(mine, text=file_id, state=shown)), Answer(words("challenge-replaced"))]
        entry = Entry("photo", str(person.id), scene.now, person.id, person.name, text=file_id, state=shown)
        said = scene.say("challenge-entered", number=len(scene.of("photo")) + 1, name=entry.mention)
        vote = Choice(scene.say("challenge-vote", count=0), "vote", (entry.key,))
        return [Put(entry), Tell(said, ((vote,),), reply_to=move.message_id, handle=_handle(scene, entry.key))]

    def _vote(self, scene: Scene, person: Person, photographer: str, how: str) -> list[Step]:
        photo = next((entry for entry in scene.of("photo") if entry.key == photographer), None)
        if photo is None:
            return [Answer(words("press-old"))]
        if photo.user_id == person.id:
            return [Answer(words("challenge-own"))]
        key = f"{photographer}:{person.id}"
        if any(entry.key == key for entry in scene.of("vote")):
            return [Answer(words("challenge-voted"))]
        vote = Entry("vote", key, scene.now, person.id, person.name, state=how)
        return [Put(vote), _counted(scene, photo, +1), Answer(words("challenge-thanks"))]

    def _unvote(self, scene: Scene, person: Person, photographer: str) -> list[Step]:
        photo = next((entry for entry in scene.of("photo") if entry.key == photographer), None)
        vote = next((entry for entry in scene.of("vote") if entry.key == f"{photographer}:{person.id}"), None)
        if photo is None or vote is None or vote.state != REACTION:
            return []
        return [Drop(vote), _counted(scene, photo, -1)]

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
        steps.append(Tell(self._board(scene, ranked), picture=self._picture(scene, ranked)))
        if best.user_id is not None:
            steps.append(Award(best.user_id))
        return steps

    def _board(self, scene: Scene, ranked: Sequence[Entry]) -> Markup:
        votes, say = _votes(scene), scene.say
        lines = [say("challenge-board", title=scene.activity.title)]
        lines += [
            say("challenge-place", place=place, name=clip(entry.name, 24), votes=votes[entry.key])
            for place, entry in enumerate(ranked[:SHOWN], 1)
        ]
        return Markup("\n").join(lines)

    def _picture(self, scene: Scene, ranked: Sequence[Entry]) -> DigestPicture:
        votes, say = _votes(scene), scene.say
        voters = {entry.user_id for entry in scene.of("vote")}
        figures = (
            Number(say("challenge-picture-people").plain(), f"{len(ranked):,}"),
            Number(say("challenge-picture-votes").plain(), f"{sum(votes.values()):,}"),
            Number(say("challenge-picture-voters").plain(), f"{len(voters):,}"),
        )
        shown = ranked[:SHOWN]
        board = Bars(
            say("challenge-picture-board").plain(),
            tuple(clip(entry.name, 24) for entry in shown),
            tuple(float(votes[entry.key]) for entry in shown),
            highlight=0,
        )
        subtitle = say("challenge-picture", tag=f"#{scene.activity.details['tag']}").plain()
        return DigestPicture(scene.activity.title, (Numbers("", figures), board), subtitle)

    def csv(self, scene: Scene) -> Sequence[Sequence[str]]:
        votes = _votes(scene)
        rows = [(clip(e.name, 64), e.key, str(votes[e.key]), scene.when(e.at)) for e in scene.of("photo")]
        return [scene.say("challenge-csv").plain().split(","), *rows]


def _votes(scene: Scene) -> Counter[str]:
    return Counter(entry.key.partition(":")[0] for entry in scene.of("vote"))


def _counted(scene: Scene, photo: Entry, change: int) -> Edit:
    """The message about a photo, with its votes after the change."""
    number = [entry.key for entry in scene.of("photo")].index(photo.key) + 1
    said = scene.say("challenge-entered", number=number, name=photo.mention)
    vote = Choice(scene.say("challenge-vote", count=_votes(scene)[photo.key] + change), "vote", (photo.key,))
    return Edit(_handle(scene, photo.key), said, ((vote,),))


def _handle(scene: Scene, photographer: str) -> str:
    return f"activity:{scene.activity.id}:photo:{photographer}"


KIND: Final = Challenge("challenge", None)
