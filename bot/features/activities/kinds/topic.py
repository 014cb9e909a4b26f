"""Topic of the day: a list that goes round by a rule; whoever answers the topic's message is counted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Final

from bot.core.errors import Refused
from bot.core.event import Person
from bot.core.period import anchored, next_run, parse_rule
from bot.core.text import Markup, clip
from bot.features.activities.activity import Asked, Draft, Entry, Facts, Heard, Move, Scene
from bot.features.activities.kind import ActivityKind
from bot.features.activities.reading import titled
from bot.features.activities.steps import Become, Card, Put, Remind, Show, Step, Tell
from bot.pictures.spec import Bars, DigestPicture

MOST_TOPICS: Final = 100
LONGEST_TOPIC: Final = 500


class Topic(ActivityKind):
    """``details``: ``rule``, ``topics``, and ``turn``: how many have been put to the group."""

    command: ClassVar[str] = "topic"
    form: ClassVar[str] = '/topic "every day 20:00" and then one topic a line'
    example: ClassVar[str] = '/topic "每天 20:00"\n今天喝了什么茶？\n最近读了什么书？'
    is_edited: ClassVar[bool] = False

    def draft(self, asked: Asked) -> Draft | None:
        read = titled(asked.args)
        if read is None:
            return None
        rule = anchored(parse_rule(read[0]), asked.zone, asked.now)
        if next_run(rule, asked.zone, asked.now) is None:
            raise Refused("post-in-the-past")
        topics = [line.strip() for line in read[1].splitlines() if line.strip()]
        if not topics:
            return None
        if len(topics) > MOST_TOPICS or any(len(topic) > LONGEST_TOPIC for topic in topics):
            raise Refused("topic-too-many", most=MOST_TOPICS, longest=LONGEST_TOPIC)
        return Draft(clip(topics[0], 40), None, {"rule": str(rule), "topics": topics, "turn": 0})

    def opened(self, scene: Scene) -> list[Step]:
        return self._next(scene)

    def card(self, scene: Scene) -> Card:
        topics, turn = scene.activity.details["topics"], int(scene.activity.details["turn"])
        if turn == 0:
            rule = parse_rule(scene.activity.details["rule"])
            first = next_run(rule, scene.zone, scene.now)
            when = scene.when(first) if first is not None else ""
            return Card(scene.say("topic-planned", count=len(topics), when=when, number=str(scene.activity.number)))
        before = sum(entry.key.startswith(f"{turn - 1}:") for entry in scene.of("answer"))
        return Card(scene.say("topic-card", topic=topics[(turn - 1) % len(topics)], before=before))

    def heard(self, scene: Scene, heard: Heard) -> Move | None:
        return Move("answer", text=heard.text) if heard.to_card and scene.activity.details["turn"] else None

    def moved(self, scene: Scene, person: Person, move: Move, facts: Facts) -> list[Step]:
        key = f"{scene.activity.details['turn']}:{person.id}"
        if move.verb != "answer" or any(entry.key == key for entry in scene.of("answer")):
            return []
        return [Put(Entry("answer", key, scene.now, person.id, person.name))]

    def due(self, scene: Scene, name: str) -> list[Step]:
        details = scene.activity.details
        after = Become(replace(scene.activity, details={**details, "turn": int(details["turn"]) + 1}))
        return [after, Show(), *self._next(scene)]

    def _next(self, scene: Scene) -> list[Step]:
        at = next_run(parse_rule(scene.activity.details["rule"]), scene.zone, scene.now)
        return [Remind("turn", at)] if at is not None else []

    def result(self, scene: Scene) -> list[Step]:
        answers = Counter(int(entry.key.partition(":")[0]) for entry in scene.of("answer"))
        people = len({entry.user_id for entry in scene.of("answer")})
        text = scene.say("topic-over", people=people, answers=sum(answers.values()))
        turns = int(scene.activity.details["turn"])
        if not answers:
            return [Tell(text)]
        shown = range(max(1, turns - 13), turns + 1)
        picture = DigestPicture(
            title=scene.say("topic-picture").plain(),
            panels=(Bars("", tuple(f"#{turn}" for turn in shown), tuple(float(answers[turn]) for turn in shown)),),
        )
        return [Tell(text, picture=picture)]

    def csv(self, scene: Scene) -> Sequence[Sequence[str]]:
        topics = scene.activity.details["topics"]
        rows = []
        for entry in scene.of("answer"):
            turn = int(entry.key.partition(":")[0])
            topic = topics[(turn - 1) % len(topics)]
            rows.append((str(turn), Markup.escape(topic).plain(), entry.name, str(entry.user_id), scene.when(entry.at)))
        return [scene.say("topic-csv").plain().split(","), *rows]


KIND: Final = Topic("topic", None)
