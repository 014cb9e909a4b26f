"""Talk (分享会): questions are collected before; while it is on only speakers write; at the end there is a transcript."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import ClassVar, Final

from bot.core.clock import from_micros, to_micros
from bot.core.errors import Refused
from bot.core.event import MediaKind, Person
from bot.core.ids import UserId
from bot.core.period import parse_duration, parse_moment
from bot.core.text import Markup, clip
from bot.features.activities.activity import Activity, Asked, Draft, Entry, Facts, Heard, Move, Scene, State
from bot.features.activities.kind import ActivityKind
from bot.features.activities.reading import clauses, titled
from bot.features.activities.steps import (
    Answer,
    Become,
    Brief,
    Card,
    Choice,
    Drop,
    Forget,
    Hush,
    Put,
    Relay,
    Remind,
    Remove,
    Step,
    Tell,
    Whisper,
    words,
)
from bot.pictures.spec import Bars, DigestPicture, Number, Numbers

USUAL_LENGTH: Final = timedelta(hours=1)
SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=12)
CALLED_BEFORE: Final = timedelta(minutes=10)
MOST_QUESTIONS, MOST_EACH = 200, 3
LONGEST_QUESTION: Final = 200
SHOWN_QUESTIONS: Final = 20
MOST_SAID: Final = 5_000
MENTION_REST: Final = timedelta(hours=1)
"""A member may mention a guest once in this time."""
ASKING_LASTS: Final = timedelta(minutes=10)
"""How long after following the link somebody's words in private are their question."""
BOARD: Final = 10
GUEST: Final = "guest"
ASKER: Final = "asker"
_ASKS: Final = re.compile(
    r"(?:[#＃]?(?:提问|问)(?:\s*[:：]\s*|\s+)|(?:/ask|ask:|q:)\s*)(?P<question>\S.*)", re.DOTALL | re.I
)


class Talk(ActivityKind):
    """``details``: ``starts`` in microseconds, and ``is_on``. It is over at ``ends_at``.

    Roles: ``guest`` (key: the person, text: their username), ``question`` (key and place: its number), ``said`` (key:
    the message, or the place of what was passed on), ``mention`` and ``asker`` (key: the person, ``at``: the last time).
    """

    command: ClassVar[str] = "talk"
    form: ClassVar[str] = '/talk "TITLE" [20:00] [for 1h]'
    example: ClassVar[str] = '/talk "白茶怎么存" 20:00 时长 1小时'
    right: ClassVar[str | None] = "can_restrict_members"
    hears_staff: ClassVar[bool] = True

    def draft(self, asked: Asked) -> Draft | None:
        read = titled(asked.args)
        parts = clauses(read[1], {"for": ("for", "时长", "讲")}) if read is not None else None
        if read is None or parts is None:
            return None
        starts = parse_moment(parts[""], asked.zone, asked.now) if parts[""] else asked.now
        lasts = parse_duration(parts["for"]) if "for" in parts else USUAL_LENGTH
        if not SHORTEST <= lasts <= LONGEST:
            raise Refused("talk-length")
        return Draft(read[0], starts + lasts, {"starts": to_micros(starts), "is_on": False})

    def opened(self, scene: Scene) -> list[Step]:
        starts = _starts(scene)
        steps: list[Step] = [Remind("begin", starts)]
        if starts - CALLED_BEFORE > scene.now:
            steps.append(Remind("remind", starts - CALLED_BEFORE))
        return steps

    def card(self, scene: Scene) -> Card:
        activity, say = scene.activity, scene.say
        text = say(
            "talk-card",
            number=str(activity.number),
            title=activity.title,
            stage="on" if activity.details["is_on"] and activity.state is State.OPEN else activity.state.value,
            starts=scene.when(_starts(scene)),
            ends=scene.when(activity.ends_at) if activity.ends_at is not None else "",
            guests=_guests(scene),
            guested=bool(scene.of(GUEST)),
            questions=len(scene.of("question")),
        )
        if activity.state is not State.OPEN:
            return Card(text)
        return Card(text, ((Choice(say("talk-ask-button"), url=scene.link),),))

    # --- what is heard ---------------------------------------------------------------------------------------------

    def heard(self, scene: Scene, heard: Heard) -> Move | None:
        if scene.activity.details["is_on"]:
            return Move("say", text=heard.text, media=heard.media, message_id=heard.message_id)
        text = heard.text.strip()
        asked = _ASKS.fullmatch(text)
        if asked is not None or (heard.to_card and text):
            return Move("ask", text=asked["question"] if asked is not None else text, message_id=heard.message_id)
        if any(_mentions(heard, guest) for guest in scene.of(GUEST)):
            return Move("mention", message_id=heard.message_id)
        return None

    def moved(self, scene: Scene, person: Person, move: Move, facts: Facts) -> list[Step]:
        match move.verb:
            case "ask":
                return self._ask(scene, person, move)
            case "say" if facts.is_admin and move.message_id is not None:
                return self._keep(scene, person, str(move.message_id), move)
            case "mention" if not facts.is_admin and move.message_id is not None:
                return self._mention(scene, person, move.message_id)
            case "start":
                return self._meet(scene, person)
            case "write":
                return self._write(scene, person, move)
            case "invite" if facts.is_admin:
                return self._invite(scene, move)
            case "uninvite" if facts.is_admin:
                return [Drop(guest) for guest in scene.of(GUEST)]
        return []

    def _ask(self, scene: Scene, person: Person, move: Move) -> list[Step]:
        known = scene.of("question")
        if len(known) >= MOST_QUESTIONS or sum(entry.user_id == person.id for entry in known) >= MOST_EACH:
            return _reply(person, move, "talk-questions-full", most=MOST_EACH)
        question, place = clip(" ".join(move.text.split()), LONGEST_QUESTION), len(known) + 1
        kept = Entry("question", str(place), scene.now, person.id, person.name, place=place, text=question)
        return [Put(kept), *_reply(person, move, "talk-question-kept", number=place)]

    def _keep(self, scene: Scene, speaker: Person, key: str, move: Move) -> list[Step]:
        """Keep for the transcript what a speaker has said; an anonymous one is the group, and nobody's id."""
        if len(scene.of("said")) >= MOST_SAID:
            return []
        kind = move.media.kind if move.media is not None else None
        text = " ".join(filter(None, [scene.say(f"talk-media-{_shape(kind)}").plain() if kind else "", move.text]))
        user_id = speaker.id if speaker.id > 0 else None
        return [Put(Entry("said", key, scene.now, user_id, speaker.name, text=text), shown=False)] if text else []

    def _mention(self, scene: Scene, person: Person, message_id: int) -> list[Step]:
        """Let a guest be mentioned once in a while by everybody, and no more."""
        last = scene.mine("mention", person)
        if last is not None and scene.now - last.at < MENTION_REST:
            return [Remove(message_id), Answer(words("talk-mention-rests", name=clip(_guests(scene), 60)))]
        return _noted(scene, "mention", person)

    # --- in private --------------------------------------------------------------------------------------------------

    def _meet(self, scene: Scene, person: Person) -> list[Step]:
        """Somebody came to the private chat: a guest speaks there, everybody else may ask."""
        if scene.mine(GUEST, person) is not None:
            return [Whisper(person.id, words("talk-stage", title=scene.activity.title, starts=_when(scene)))]
        asked = Whisper(person.id, words("talk-ask-here", title=scene.activity.title))
        return [*_noted(scene, ASKER, person), asked]

    def _write(self, scene: Scene, person: Person, move: Move) -> list[Step]:
        """What was written in private: a guest's words go to the group while the talk is on, others' are a question."""
        asker = scene.mine(ASKER, person)
        if scene.mine(GUEST, person) is None:
            if asker is None or not move.text.strip():
                return []
            return [Drop(asker, shown=False), *self._ask(scene, person, move)]
        if not scene.activity.details["is_on"]:
            return []
        said = scene.say("talk-says", name=clip(person.name, 40), text=move.text)
        key = f"p{len(scene.of('said')) + 1}"
        shown: Step = Tell(said) if move.media is None else Relay(move.media, said)
        return [shown, *self._keep(scene, person, key, move)]

    def _invite(self, scene: Scene, move: Move) -> list[Step]:
        """A guest is named: id, name and username."""
        user_id, name, username = move.arguments
        if any(guest.key == user_id for guest in scene.of(GUEST)):
            return []
        guest = Entry(GUEST, user_id, scene.now, UserId(int(user_id)), name, text=username)
        invited = words("talk-invited", title=scene.activity.title, starts=_when(scene))
        stage = Choice(scene.say("talk-stage-button"), url=scene.link)
        return [Put(guest), Whisper(UserId(int(user_id)), invited, ((stage,),))]

    # --- time --------------------------------------------------------------------------------------------------------

    def due(self, scene: Scene, name: str) -> list[Step]:
        activity = scene.activity
        if name == "remind":
            return [Tell(scene.say("talk-soon", title=activity.title, questions=len(scene.of("question"))))]
        if activity.ends_at is not None and activity.ends_at <= scene.now:
            return []  # all of it was missed: the end, which is due too, says so
        on = Become(replace(activity, details={**activity.details, "is_on": True}))
        return [on, Hush(), Tell(self._opening(scene))]

    def _opening(self, scene: Scene) -> Markup:
        say, asked = scene.say, scene.of("question")
        until = scene.when(scene.activity.ends_at) if scene.activity.ends_at is not None else ""
        guests = _guests(scene)
        lines = [say("talk-begins", title=scene.activity.title, until=until, guests=guests, guested=bool(guests))]
        if asked:
            lines.append(say("talk-asked", count=len(asked)))
            lines += [_question(scene, entry) for entry in asked[:SHOWN_QUESTIONS]]
        return Markup("\n").join(lines)

    def extended(self, scene: Scene) -> list[Step]:
        return [Hush()]

    def called_off(self, scene: Scene) -> list[Step]:
        return [*_gone(), Hush()]

    def result(self, scene: Scene) -> list[Step]:
        said, asked = scene.of("said"), scene.of("question")
        speakers = Counter(entry.name for entry in said)
        values = {"messages": len(said), "speakers": len(speakers), "questions": len(asked)}
        text = scene.say("talk-over", title=scene.activity.title, **values)
        steps: list[Step] = [*_gone(), Hush()]
        if not said:
            return [*steps, Tell(text)]
        most = speakers.most_common(BOARD)
        figures = tuple(Number(scene.say(f"talk-figure-{name}").plain(), f"{n:,}") for name, n in values.items())
        picture = DigestPicture(
            title=scene.activity.title,
            subtitle=scene.say("talk-picture", starts=_when(scene)).plain(),
            panels=(
                Numbers("", figures),
                Bars(
                    scene.say("talk-picture-speakers").plain(),
                    tuple(clip(name, 24) for name, _ in most),
                    tuple(float(count) for _, count in most),
                    highlight=0,
                ),
            ),
        )
        brief = Brief(f"talk-{scene.activity.number}.txt", self._transcript(scene), words("talk-transcript"))
        return [*steps, Tell(text, picture=picture), brief]

    def _transcript(self, scene: Scene) -> bytes:
        say = scene.say
        guests = _guests(scene)
        lines = [scene.activity.title, f"{_when(scene)}　{guests}".rstrip("　"), ""]
        lines += [f"[{e.at.astimezone(scene.zone):%H:%M}] {e.name}: {e.text}" for e in scene.of("said")]
        if scene.of("question"):
            lines += ["", say("talk-asked", count=len(scene.of("question"))).plain()]
            lines += [_question(scene, entry).plain() for entry in scene.of("question")]
        # The mark at the beginning lets every editor open Chinese text rightly.
        return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()

    def csv(self, scene: Scene) -> Sequence[Sequence[str]]:
        rows = [(e.key, e.name, str(e.user_id or ""), e.text, scene.when(e.at)) for e in scene.of("question")]
        return [scene.say("talk-csv").plain().split(","), *rows]


def silent_until(activity: Activity) -> datetime | None:
    """Until when only speakers write in the group because of this activity; None when they are free to."""
    is_on = activity.kind == KIND.name and activity.state is State.OPEN and activity.details["is_on"]
    return activity.ends_at if is_on else None


def _starts(scene: Scene) -> datetime:
    return from_micros(int(scene.activity.details["starts"]))


def _when(scene: Scene) -> str:
    return scene.when(_starts(scene))


def _guests(scene: Scene) -> str:
    return "、".join(clip(guest.name, 24) for guest in scene.of(GUEST))


def _gone() -> list[Step]:
    return [Forget("begin"), Forget("remind")]


def _noted(scene: Scene, role: str, person: Person) -> list[Step]:
    """Note that somebody has done something now, in place of the last time they did."""
    before = scene.mine(role, person)
    gone: list[Step] = [Drop(before, shown=False)] if before is not None else []
    return [*gone, Put(Entry(role, str(person.id), scene.now, person.id, person.name), shown=False)]


def _question(scene: Scene, entry: Entry) -> Markup:
    return scene.say("talk-question", number=entry.key, name=clip(entry.name, 24), text=entry.text)


def _reply(person: Person, move: Move, key: str, **values: int) -> list[Step]:
    """Say it where they spoke."""
    said = words(key, **values)
    return [Answer(said)] if move.message_id is not None else [Whisper(person.id, said)]


def _mentions(heard: Heard, guest: Entry) -> bool:
    named = bool(guest.text) and re.search(rf"@{re.escape(guest.text)}\b", heard.text, re.IGNORECASE) is not None
    return named or guest.user_id in heard.mentioned


def _shape(kind: MediaKind) -> str:
    return kind.value if kind in (MediaKind.PHOTO, MediaKind.VIDEO, MediaKind.VOICE) else "other"


KIND: Final = Talk("talk", None)
