"""Exam (考核): everybody answers the same questions in private, and who answers enough of them is on the pass list."""

import re
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any, ClassVar, Final

from bot.core.errors import Refused
from bot.core.event import Person
from bot.core.text import Markup, clip
from bot.features.activities.activity import Asked, Draft, Entry, Facts, Move, Scene
from bot.features.activities.kind import ActivityKind
from bot.features.activities.reading import ENDS, clauses, ending, number, titled
from bot.features.activities.steps import (
    Answer,
    Brief,
    Card,
    Change,
    Choice,
    Put,
    Step,
    Tell,
    Whisper,
    words,
)
from bot.pictures.spec import DigestPicture, Number, Numbers

MOST_QUESTIONS: Final = 30
MOST_OPTIONS: Final = 6
LONGEST: Final = 300
USUAL_PASS: Final = 80
NAMED: Final = 30
PASSED, FAILED = "passed", "failed"
LETTERS: Final = "ABCDEF"


class Exam(ActivityKind):
    """``details``: ``questions`` as ``[text, right, wrong…]``, and ``pass``, percent of them.

    Somebody's attempt is an entry of role ``try``: ``amount`` right so far, ``text`` the turn from 0, and ``state``
    once it is over. Who has failed may try again.
    """

    command: ClassVar[str] = "exam"
    form: ClassVar[str] = '/exam "TITLE" [pass 80] [ends 20:00] and then lines: QUESTION | RIGHT | WRONG | WRONG'
    example: ClassVar[str] = '/exam "新品知识" 及格 80\n小青柑几泡最好？ | 第三泡 | 第一泡'
    secret: ClassVar[bool] = True

    def draft(self, asked: Asked) -> Draft | None:
        read = titled(asked.args)
        if read is None:
            return None
        head, _, lines = read[1].partition("\n")
        parts = clauses(head.strip(), {"pass": ("pass", "及格", "合格"), "ends": ENDS})
        if parts is None or parts[""]:
            return None
        least = number(parts["pass"].rstrip("%％分"), most=100, key="exam-pass") if "pass" in parts else USUAL_PASS
        questions = [[part.strip() for part in re.split(r"[|｜]", line)] for line in lines.splitlines() if line.strip()]
        if not questions:
            return None
        for place, question in enumerate(questions, 1):
            options = question[1:]
            if not 2 <= len(options) <= MOST_OPTIONS or not all(question) or len(set(options)) < len(options):
                raise Refused("quiz-question", number=place, most=MOST_OPTIONS)
        return Draft(read[0], ending(parts, asked.zone, asked.now), asked_of(questions, least))

    def card(self, scene: Scene) -> Card:
        activity, say = scene.activity, scene.say
        text = say(
            "exam-card",
            number=str(activity.number),
            title=activity.title,
            state=activity.state.value,
            timed=activity.ends_at is not None,
            ends=scene.when(activity.ends_at) if activity.ends_at is not None else "",
            questions=len(activity.details["questions"]),
            least=int(activity.details["pass"]),
            passed=len(_passed(scene)),
        )
        if activity.state != "open":
            return Card(text)
        return Card(text, ((Choice(say("exam-begin"), url=scene.link),),))

    def moved(self, scene: Scene, person: Person, move: Move, facts: Facts) -> list[Step]:
        mine = scene.mine("try", person)
        if move.verb == "start":
            return self._start(scene, person, mine)
        if move.verb != "pick" or mine is None or mine.state or move.arguments[0] != mine.text:
            return [Answer(words("press-old"))]
        turn = int(mine.text)
        right = _question(scene, turn)[1]
        is_right = _shuffled(scene, person, turn)[int(move.arguments[1])] == right
        answered = replace(mine, amount=mine.amount + is_right, text=str(turn + 1))
        said = (
            Answer(words("exam-right")) if is_right else Answer(words("exam-wrong", right=clip(right, 150)), alert=True)
        )
        if turn + 1 < len(scene.activity.details["questions"]):
            return [Change(answered, shown=False), self._ask(scene, person, turn + 1), said]
        return [*self._mark(scene, person, answered), said]

    def _start(self, scene: Scene, person: Person, mine: Entry | None) -> list[Step]:
        if mine is not None and mine.state == PASSED:
            return [Whisper(person.id, words("exam-passed-already", title=scene.activity.title))]
        if mine is not None and not mine.state:
            return [self._ask(scene, person, int(mine.text))]
        if mine is not None:
            return [Change(replace(mine, amount=0, text="0", state=""), shown=False), self._ask(scene, person, 0)]
        new = Entry("try", str(person.id), scene.now, person.id, person.name, amount=0, text="0")
        return [Put(new, shown=False), self._ask(scene, person, 0)]

    def _ask(self, scene: Scene, person: Person, turn: int) -> Whisper:
        options = _shuffled(scene, person, turn)
        listed = "\n".join(
            f"{letter}. {clip(option, LONGEST)}" for letter, option in zip(LETTERS, options, strict=False)
        )
        asked = words(
            "exam-question",
            number=turn + 1,
            count=len(scene.activity.details["questions"]),
            question=_question(scene, turn)[0],
            options=listed,
        )
        row = [Choice(Markup(letter), "pick", (turn, place)) for place, letter in enumerate(LETTERS[: len(options)])]
        return Whisper(person.id, asked, (row,))

    def _mark(self, scene: Scene, person: Person, answered: Entry) -> list[Step]:
        count, least = len(scene.activity.details["questions"]), int(scene.activity.details["pass"])
        passed = 100 * answered.amount >= least * count
        marked = replace(answered, state=PASSED if passed else FAILED)
        key = "exam-passed" if passed else "exam-failed"
        said = words(key, title=scene.activity.title, right=answered.amount, count=count, least=least)
        again = () if passed else ((Choice(scene.say("exam-again"), url=scene.link),),)
        return [Change(marked), Whisper(person.id, said, again)]

    def result(self, scene: Scene) -> list[Step]:
        say, tried, passed = scene.say, scene.of("try"), _passed(scene)
        names = "、".join(clip(entry.name, 24) for entry in passed[:NAMED])
        text = say(
            "exam-over",
            title=scene.activity.title,
            tried=len(tried),
            passed=len(passed),
            names=names,
            named=bool(passed),
        )
        if not tried:
            return [Tell(text)]
        figures = (
            Number(say("exam-figure-tried").plain(), f"{len(tried):,}"),
            Number(say("exam-figure-passed").plain(), f"{len(passed):,}"),
            Number(say("exam-figure-share").plain(), f"{round(100 * len(passed) / len(tried))}%"),
        )
        picture = DigestPicture(scene.activity.title, (Numbers("", figures),), say("exam-picture").plain())
        brief = Brief(f"exam-{scene.activity.number}.csv", None, words("exam-list", title=scene.activity.title))
        return [Tell(text, picture=picture), brief]

    def csv(self, scene: Scene) -> Sequence[Sequence[str]]:
        count = len(scene.activity.details["questions"])
        rows = [
            (e.name, e.key, f"{e.amount}/{count}", scene.say("exam-state", state=e.state or "open").plain())
            for e in scene.of("try")
        ]
        return [scene.say("exam-csv").plain().split(","), *rows]


def asked_of(questions: Sequence[Sequence[str]], least: int = USUAL_PASS) -> dict[str, Any]:
    """The details of an exam with these questions, ``[text, right, wrong…]`` each."""
    if len(questions) > MOST_QUESTIONS:
        raise Refused("exam-limits", most=MOST_QUESTIONS)
    return {"questions": [list(question) for question in questions], "pass": least}


def _passed(scene: Scene) -> list[Entry]:
    return [entry for entry in scene.of("try") if entry.state == PASSED]


def _question(scene: Scene, turn: int) -> list[str]:
    question: list[str] = scene.activity.details["questions"][turn]
    return question


def _shuffled(scene: Scene, person: Person, turn: int) -> list[str]:
    """The options in an order of each person's own, the same whenever it is asked."""
    salt = f"{scene.activity.id}:{person.id}:{turn}"
    return sorted(_question(scene, turn)[1:], key=lambda option: sha256(f"{salt}:{option}".encode()).digest())


KIND: Final = Exam("exam", None)
