"""成语接龙: each word begins with the last character of the one before, in simplified or traditional writing.

What is an idiom, the dictionary says; what it does not know, an administrator may let through.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Final

from bot.core.event import Person
from bot.core.text import Markup, clip
from bot.features.activities.activity import Asked, Draft, Entry, Facts, Heard, Move, Scene
from bot.features.activities.kind import ActivityKind
from bot.features.activities.reading import ENDS, clauses, ending, titled
from bot.features.activities.steps import Answer, Card, Choice, Drop, Edit, Put, Step, Tell, words
from bot.language.fold import fold_characters
from bot.pictures.spec import Bars, DigestPicture

SHOWN: Final = 8
BOARD: Final = 10
DOUBTS: Final = 3
"""Words that the dictionary does not know and that wait for an administrator, for one place in the chain."""
_WORD: Final = re.compile(r"[一-鿿]{4}")


class Chain(ActivityKind):
    """A word is an entry with the word as key, so none comes twice; the first one is the administrator's.

    An entry ``doubt`` is a word that the dictionary does not know; its place is that of the word it would follow.
    """

    command: ClassVar[str] = "chain"
    form: ClassVar[str] = '/chain "一马当先" [ends 20:00]'
    example: ClassVar[str] = '/chain "一马当先" ends 20:00'
    minds_idioms: ClassVar[bool] = True

    def draft(self, asked: Asked) -> Draft | None:
        read = titled(asked.args)
        parts = clauses(read[1], {"ends": ENDS}) if read is not None else None
        if read is None or parts is None or parts[""] or _WORD.fullmatch(read[0]) is None:
            return None
        first = Entry("word", read[0], asked.now, place=1)
        return Draft(read[0], ending(parts, asked.zone, asked.now), {}, (first,))

    def card(self, scene: Scene) -> Card:
        said, say = scene.of("word"), scene.say
        last = said[-1]
        arrow = Markup(" → ")
        text = say(
            "chain-card",
            number=str(scene.activity.number),
            state=scene.activity.state.value,
            words=arrow.join(entry.key for entry in said[-SHOWN:]),
            count=len(said) - 1,
            name=clip(last.name, 24),
            begun=last.user_id is not None,
            next=last.key[-1],
        )
        if scene.activity.state != "open" or last.user_id is None:
            return Card(text)
        return Card(text, ((Choice(say("chain-refuse", word=last.key), "refuse", (last.key,)),),))

    def heard(self, scene: Scene, heard: Heard) -> Move | None:
        word = heard.text.strip()
        said = scene.of("word")
        if _WORD.fullmatch(word) is None or not _follows(word, said[-1]):
            return None
        return Move("say", text=word, message_id=heard.message_id)

    def moved(self, scene: Scene, person: Person, move: Move, facts: Facts) -> list[Step]:
        said = scene.of("word")
        if move.verb == "refuse":
            return self._refuse(said, move.arguments[0], facts)
        if move.verb == "let":
            return self._let(scene, said, move.arguments[0], facts)
        if move.verb != "say":
            return []
        if any(_same(entry.key, move.text) for entry in said):
            return [Answer(words("chain-twice", word=move.text))]
        if said[-1].user_id == person.id:
            return [Answer(words("chain-wait"))] if facts.is_idiom else []
        if not facts.is_idiom and not facts.is_admin:
            return self._doubt(scene, said, person, move)
        return [Put(_next(said, Entry("word", move.text, scene.now, person.id, person.name)))]

    def _doubt(self, scene: Scene, said: Sequence[Entry], person: Person, move: Move) -> list[Step]:
        """Say that the dictionary does not know a word, once; people also say four characters in ordinary talk."""
        doubts = scene.of("doubt")
        here = [entry for entry in doubts if entry.amount == said[-1].place]
        if len(here) >= DOUBTS or any(_same(entry.key, move.text) for entry in doubts):
            return []
        doubt = Entry("doubt", move.text, scene.now, person.id, person.name, amount=said[-1].place or 0)
        let = Choice(scene.say("chain-let"), "let", (move.text,))
        unknown = scene.say("chain-unknown", word=move.text)
        told = Tell(unknown, ((let,),), reply_to=move.message_id, handle=_handle(scene, move.text))
        return [Put(doubt, shown=False), told]

    def _let(self, scene: Scene, said: Sequence[Entry], word: str, facts: Facts) -> list[Step]:
        """An administrator lets a word through that the dictionary does not know."""
        if not facts.is_admin:
            return [Answer(words("chain-admins"), alert=True)]
        doubt = next((entry for entry in scene.of("doubt") if entry.key == word), None)
        if doubt is None or doubt.user_id is None:
            return [Answer(words("press-old"))]
        if not _follows(word, said[-1]) or said[-1].user_id == doubt.user_id:
            gone_on = Edit(_handle(scene, word), scene.say("chain-gone-on", word=word))
            return [Drop(doubt, shown=False), gone_on, Answer(words("chain-gone-on", word=word))]
        return [
            Drop(doubt, shown=False),
            Put(_next(said, Entry("word", word, scene.now, doubt.user_id, doubt.name))),
            Edit(_handle(scene, word), scene.say("chain-let-through", word=word)),
            Answer(words("chain-let-through", word=word)),
        ]

    def _refuse(self, said: Sequence[Entry], word: str, facts: Facts) -> list[Step]:
        if not facts.is_admin:
            return [Answer(words("chain-admins"), alert=True)]
        last = said[-1]
        if last.key != word or last.user_id is None:
            return [Answer(words("press-old"))]
        return [Drop(last), Answer(words("chain-refused", word=word))]

    def result(self, scene: Scene) -> list[Step]:
        said = [entry for entry in scene.of("word") if entry.user_id is not None]
        text = scene.say(
            "chain-over", title=scene.activity.title, count=len(said), people=len({e.user_id for e in said})
        )
        if not said:
            return [Tell(text)]
        board = Counter(entry.name for entry in said).most_common(BOARD)
        picture = DigestPicture(
            title=scene.say("chain-picture").plain(),
            subtitle=" → ".join(entry.key for entry in scene.of("word")[-4:]),
            panels=(Bars("", tuple(name for name, _ in board), tuple(float(n) for _, n in board), highlight=0),),
        )
        return [Tell(text, picture=picture)]

    def csv(self, scene: Scene) -> Sequence[Sequence[str]]:
        rows = [(str(e.place), e.key, e.name, str(e.user_id or ""), scene.when(e.at)) for e in scene.of("word")]
        return [scene.say("chain-csv").plain().split(","), *rows]


def _same(one: str, other: str) -> bool:
    return one == other or fold_characters(one) == fold_characters(other)


def _follows(word: str, last: Entry) -> bool:
    return _same(word[0], last.key[-1])


def _next(said: Sequence[Entry], word: Entry) -> Entry:
    """The word at its place, which only one can have."""
    return replace(word, place=max(entry.place or 0 for entry in said) + 1)


def _handle(scene: Scene, word: str) -> str:
    return f"chain:{scene.activity.id}:{word}"


KIND: Final = Chain("chain", None)
