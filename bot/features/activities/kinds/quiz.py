"""Quiz: questions one after the other, one try each, and a scoreboard at the end."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any, ClassVar, Final

from bot.core.errors import Refused
from bot.core.event import Person
from bot.core.ids import UserId
from bot.core.period import parse_duration
from bot.core.text import Markup, clip
from bot.features.activities.activity import Asked, Draft, Entry, Facts, Move, Scene
from bot.features.activities.kind import ActivityKind
from bot.features.activities.reading import clauses, titled
from bot.features.activities.steps import Answer, Award, Become, Card, Choice, End, Put, Remind, Show, Step, Tell, words
from bot.pictures.spec import Bars, DigestPicture

MOST_QUESTIONS: Final = 50
MOST_OPTIONS: Final = 6
LONGEST_OPTION: Final = 60
USUAL_TIME: Final = timedelta(seconds=60)
BOARD: Final = 10


class Quiz(ActivityKind):
    """``details``: ``questions`` as ``[text, right, wrong…]``, ``seconds`` for each, and ``round`` from 1.

    An answer is an entry whose key is round and person; ``amount`` is 1 when it is right.
    """

    command: ClassVar[str] = "quiz"
    form: ClassVar[str] = '/quiz "TITLE" [each 60s] and then lines: QUESTION | RIGHT | WRONG | WRONG'
    example: ClassVar[str] = '/quiz "茶知识"\n白毫银针是什么茶？ | 白茶 | 绿茶 | 黑茶'
    is_edited: ClassVar[bool] = False

    def draft(self, asked: Asked) -> Draft | None:
        read = titled(asked.args)
        if read is None:
            return None
        head, _, lines = read[1].partition("\n")
        parts = clauses(head.strip(), {"each": ("each", "每题")})
        if parts is None or parts[""]:
            return None
        seconds = int(parse_duration(parts["each"]).total_seconds()) if "each" in parts else USUAL_TIME.seconds
        questions = [[part.strip() for part in re.split(r"[|｜]", line)] for line in lines.splitlines() if line.strip()]
        if not questions:
            return None
        if len(questions) > MOST_QUESTIONS or not 10 <= seconds <= 86_400:
            raise Refused("quiz-limits", most=MOST_QUESTIONS)
        for number, question in enumerate(questions, 1):
            options = question[1:]
            if not 2 <= len(options) <= MOST_OPTIONS or not all(question) or len(set(options)) < len(options):
                raise Refused("quiz-question", number=number, most=MOST_OPTIONS)
            if any(len(option) > LONGEST_OPTION for option in options):
                raise Refused("quiz-question", number=number, most=MOST_OPTIONS)
        return Draft(read[0], None, {"questions": questions, "seconds": seconds, "round": 1})

    def opened(self, scene: Scene) -> list[Step]:
        return [Remind("turn", scene.now + timedelta(seconds=int(scene.activity.details["seconds"])))]

    def card(self, scene: Scene) -> Card:
        details, say = scene.activity.details, scene.say
        turn, question = int(details["round"]), _question(scene)
        text = say(
            "quiz-card",
            title=scene.activity.title,
            round=turn,
            rounds=len(details["questions"]),
            question=question[0],
            seconds=int(details["seconds"]),
        )
        # What a button carries can be read: the place in the shuffled order tells nobody which one is right.
        rows = [[Choice(Markup.escape(option), "pick", (turn, place))] for place, option in enumerate(_shuffled(scene))]
        return Card(text, rows)

    def moved(self, scene: Scene, person: Person, move: Move, facts: Facts) -> list[Step]:
        turn = int(scene.activity.details["round"])
        if move.verb != "pick" or int(move.arguments[0]) != turn:
            return [Answer(words("quiz-too-late"))]
        key = f"{turn}:{person.id}"
        if any(entry.key == key for entry in scene.of("answer")):
            return [Answer(words("quiz-already"))]
        chosen = _shuffled(scene)[int(move.arguments[1])]
        right = int(chosen == _question(scene)[1])
        entry = Entry("answer", key, scene.now, person.id, person.name, amount=right, text=chosen)
        return [Put(entry), Answer(words("quiz-taken", option=entry.text))]

    def due(self, scene: Scene, name: str) -> list[Step]:
        details = scene.activity.details
        turn, question = int(details["round"]), _question(scene)
        answers = [entry for entry in scene.of("answer") if entry.key.startswith(f"{turn}:")]
        right = [entry for entry in answers if entry.amount]
        first = clip(right[0].name, 24) if right else ""
        said = Tell(
            scene.say("quiz-answer", round=turn, answer=question[1], right=len(right), people=len(answers), first=first)
        )
        if turn >= len(details["questions"]):
            return [said, End()]
        after = Become(replace(scene.activity, details={**details, "round": turn + 1}))
        return [said, after, Show(), *self.opened(scene)]

    def result(self, scene: Scene) -> list[Step]:
        board = scores(scene.of("answer"))
        lines = [scene.say("quiz-over", title=scene.activity.title, people=len(board))]
        shown = board[:BOARD]
        lines += [
            scene.say("quiz-score", place=place, name=clip(name, 24), score=score)
            for place, (_, name, score) in enumerate(shown, 1)
        ]
        if not shown:
            return [Tell(lines[0])]
        picture = DigestPicture(
            title=scene.activity.title,
            subtitle=scene.say("quiz-picture").plain(),
            panels=(Bars("", tuple(n for _, n, _ in shown), tuple(float(s) for _, _, s in shown), highlight=0),),
        )
        best = shown[0]
        won = [Award(best[0])] if best[0] is not None and best[2] else []
        return [Tell(Markup("\n").join(lines), picture=picture), *won]

    def csv(self, scene: Scene) -> Sequence[Sequence[str]]:
        rows = [(name, str(user), str(score)) for user, name, score in scores(scene.of("answer"))]
        return [scene.say("quiz-csv").plain().split(","), *rows]


def scores(answers: Sequence[Entry]) -> list[tuple[UserId | None, str, int]]:
    """Who answered and how many were right, the best first; of equals who got there earlier."""
    totals: dict[UserId | None, tuple[str, int]] = {}
    reached: dict[UserId | None, Any] = {}
    for entry in answers:
        _, before = totals.get(entry.user_id, ("", 0))
        totals[entry.user_id] = entry.name, before + entry.amount
        if entry.amount or entry.user_id not in reached:
            reached[entry.user_id] = entry.at
    ranked = sorted(totals.items(), key=lambda item: (-item[1][1], reached[item[0]]))
    return [(user, name, score) for user, (name, score) in ranked]


def _question(scene: Scene) -> list[str]:
    question: list[str] = scene.activity.details["questions"][int(scene.activity.details["round"]) - 1]
    return question


def _shuffled(scene: Scene) -> list[str]:
    """The options in an order that does not give the right one away, the same each time it is asked."""
    salt = f"{scene.activity.id}:{scene.activity.details['round']}"
    return sorted(_question(scene)[1:], key=lambda option: sha256(f"{salt}:{option}".encode()).digest())


KIND: Final = Quiz("quiz", None)
