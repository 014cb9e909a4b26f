"""Poll: Telegram's own; its result is kept and charted."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Final

from bot.core.errors import Refused
from bot.core.text import Markup, utf16_length
from bot.features.activities.activity import Asked, Draft, Scene
from bot.features.activities.kind import ActivityKind
from bot.features.activities.reading import ENDS, clauses, ending
from bot.features.activities.steps import Become, Card, Step, StopAsking, Tell
from bot.pictures.spec import Bars, DigestPicture

MOST_OPTIONS: Final = 12
LONGEST_QUESTION: Final = 300
LONGEST_OPTION: Final = 100
_MULTIPLE: Final = re.compile(r"^(?:multi|multiple|多选)\s+", re.IGNORECASE)


class Poll(ActivityKind):
    """``details``: ``options``, ``multiple`` and, after, ``votes`` by option and the ``total`` of people."""

    command: ClassVar[str] = "poll"
    form: ClassVar[str] = "/poll [multi] QUESTION | A | B [ends 20:00]"
    example: ClassVar[str] = "/poll 周末喝什么？ | 白茶 | 乌龙 | 普洱 ends 20:00"
    is_edited: ClassVar[bool] = False

    def draft(self, asked: Asked) -> Draft | None:
        text = " ".join(asked.args.split())
        multiple = _MULTIPLE.match(text) is not None
        question, *options = [part.strip() for part in re.split(r"[|｜]", _MULTIPLE.sub("", text))]
        if not question or len(options) < 2:
            return None
        parts = clauses(options[-1], {"ends": ENDS[:-1]})
        if parts is None:
            return None
        options[-1] = parts[""]
        if not all(options) or len(set(options)) < len(options):
            raise Refused("poll-options")
        if len(options) > MOST_OPTIONS or any(utf16_length(option) > LONGEST_OPTION for option in options):
            raise Refused("poll-too-long", most=MOST_OPTIONS, longest=LONGEST_OPTION)
        if utf16_length(question) > LONGEST_QUESTION:
            raise Refused("poll-too-long", most=MOST_OPTIONS, longest=LONGEST_OPTION)
        details = {"options": options, "multiple": multiple}
        return Draft(question, ending(parts, asked.zone, asked.now), details)

    def card(self, scene: Scene) -> Card:
        details = scene.activity.details
        return Card(Markup.escape(scene.activity.title), (), tuple(details["options"]), bool(details["multiple"]))

    def result(self, scene: Scene) -> list[Step]:
        return [StopAsking()]

    def called_off(self, scene: Scene) -> list[Step]:
        return [StopAsking()]

    def polled(self, scene: Scene, votes: Sequence[tuple[str, int]], total: int) -> list[Step]:
        activity, say = scene.activity, scene.say
        kept = Become(replace(activity, details={**activity.details, "votes": dict(votes), "total": total}))
        if activity.state == "cancelled":
            return [kept]
        highest = max((count for _, count in votes), default=0)
        winners = say("list-separator").join(option for option, count in votes if count == highest)
        text = say("poll-result", title=activity.title, people=total, votes=highest, winners=winners)
        if not total:
            return [kept, Tell(text)]
        picture = DigestPicture(
            title=activity.title,
            subtitle=say("poll-picture", people=total).plain(),
            panels=(
                Bars(
                    "",
                    tuple(option for option, _ in votes),
                    tuple(float(count) for _, count in votes),
                    highlight=next(index for index, (_, count) in enumerate(votes) if count == highest),
                ),
            ),
        )
        return [kept, Tell(text, picture=picture)]

    def csv(self, scene: Scene) -> Sequence[Sequence[str]]:
        votes = scene.activity.details.get("votes")
        if not votes:
            return []
        return [scene.say("poll-csv").plain().split(","), *((option, str(count)) for option, count in votes.items())]


KIND: Final = Poll("poll", None)
