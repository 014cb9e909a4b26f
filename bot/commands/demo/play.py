"""The play: a day of a tea brand's group, from the opening at half past seven to the digest of the next morning."""

import asyncio
import multiprocessing
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.panel import Panel

from bot.commands.demo.actor import BEAT_S, Pulse, live
from bot.commands.demo.finding import Disappointed, card, has_at_least, in_group, is_gone, quiz_answer
from bot.commands.demo.transcript import Transcript
from bot.commands.demo.words import WORDS
from bot.sandbox import Address, Chat, Message, Sandbox, User, VirtualClock

RIGHTS = ("can_delete_messages", "can_restrict_members", "can_invite_users", "can_pin_messages", "can_change_info")
ZONES = {"zh-CN": ZoneInfo("Asia/Shanghai"), "en": ZoneInfo("Europe/London")}
OPENING = datetime(2026, 12, 1, 7, 30)  # noqa: DTZ001 - made local to the play's zone
PATIENCE_S = 40.0
"""Machine seconds to wait for something the bot must do; a busy machine starts a process slowly."""
BEATS = 3
"""Beats of the bot's pulse, with nothing waiting, after which it has nothing more to say to a step."""


@dataclass(slots=True)
class Stage:
    """The sandbox, the transcript and the words of one performance."""

    sandbox: Sandbox
    clock: VirtualClock
    transcript: Transcript
    words: dict[str, str]
    zone: ZoneInfo
    pulse: Pulse

    async def settle(self) -> None:
        """Let the bot finish with what has happened, and print it."""
        await self.finished()
        self.transcript.step()

    async def finished(self) -> None:
        """Wait until the bot has taken in everything, is as late as the play, and has nothing left to do.

        Raises:
            Disappointed: it takes too long.
        """
        deadline = time.monotonic() + PATIENCE_S
        await self.sandbox.quiet(0.02, within=PATIENCE_S)
        first, calm = self.pulse.seen()[0], 0
        while calm < BEATS:
            if time.monotonic() > deadline:
                raise Disappointed(f"the bot is still busy\n{self.sandbox.picture()}")
            await asyncio.sleep(BEAT_S)
            number, waiting, now = self.pulse.seen()
            calm = calm + 1 if number > first and waiting == 0 and now >= self.clock.now() else 0
            first = number

    async def expect(self, holds: Callable[[], object]) -> None:
        """Wait for something the bot must do.

        Raises:
            Disappointed: it did not.
        """
        try:
            await self.sandbox.until(holds, PATIENCE_S)
        except AssertionError as error:
            raise Disappointed(str(error)) from error

    def at(self, hour: int, minute: int = 0, day: int = 0) -> None:
        """Move to a local time of the play's first day, or ``day`` days later."""
        local = (OPENING + timedelta(days=day)).replace(hour=hour, minute=minute, tzinfo=self.zone)
        self.clock.set(max(local, self.clock.now()))

    def person(self, role: str, language: str) -> User:
        return self.sandbox.person(self.words[role], username=f"{role}_tea", language=language)


async def play(language: str, folder: Path) -> int:
    """Perform it; returns the exit code."""
    started = time.monotonic()
    zone = ZONES[language]
    opening = OPENING.replace(tzinfo=zone)
    clock = VirtualClock(opening)
    sandbox = Sandbox(clock=clock, seed=7, bot_name="Weilu 围炉")
    transcript = Transcript(sandbox, language, zone)
    stage = Stage(sandbox, clock, transcript, dict(WORDS[language]), zone, Pulse())
    async with sandbox.serve() as address:
        bot = _engage(stage, address, language, folder)
        try:
            await stage.expect(lambda: sandbox.calls("getUpdates"))
            await _perform(stage, language, folder)
        except Disappointed as error:
            transcript.step()
            transcript.console.print(f"[bold red]{stage.words['failed']}[/]\n{error}", highlight=False)
            return 1
        finally:
            bot.terminate()
            bot.join(12)
        _curtain(stage, folder, time.monotonic() - started)
        return 0 if bot.exitcode == 0 else 1


def _engage(stage: Stage, address: Address, language: str, folder: Path) -> multiprocessing.process.BaseProcess:
    """Start the bot as a process of its own."""
    environ = {
        "WEILU_TELEGRAM__TOKEN": stage.sandbox.token,
        "WEILU_TELEGRAM__BASE_URL": address.base_url,
        "WEILU_TELEGRAM__BASE_FILE_URL": address.base_file_url,
        "WEILU_DATABASE__URL": f"sqlite+aiosqlite:///{folder / 'weilu.db'}",
        "WEILU_DEFAULTS__LANGUAGE": language,
        "WEILU_DEFAULTS__TIMEZONE": str(stage.zone),
    }
    bot = multiprocessing.get_context("spawn").Process(
        target=live,
        args=(environ, address.clock_url, stage.clock.now(), folder / "weilu.log", stage.pulse),
        name="weilu",
    )
    bot.start()
    return bot


async def _perform(stage: Stage, language: str, folder: Path) -> None:
    """Every scene in order."""
    sandbox, words = stage.sandbox, stage.words
    tongue = "zh-hans" if language == "zh-CN" else "en"
    people = {role: stage.person(role, tongue) for role in ROLES}
    owner, admin = people["owner"], people["admin"]
    group = sandbox.supergroup(words["group"], owner=owner)
    for role in OLD_FRIENDS:
        people[role].joins(group)
    owner.promotes(admin, group, rights=RIGHTS)
    stage.transcript.forget()

    await _open(stage, group, owner, admin)
    await _door(stage, group, admin, people["mei"], people["qiang"])
    await _checkins(stage, group, people)
    await _post(stage, group)
    await _activities(stage, group, people, owner)
    await _chat(stage, group, people)
    await _adverts(stage, group, people, owner, admin)
    await _crisis(stage, group, people, owner, admin)
    await _digest(stage, owner, folder)


ROLES = (
    "owner", "admin", "mei", "qiang", "lan", "zhou", "ming", "yue", "he", "tang", "lin", "xu",
    "ad1", "ad2", "ad3", "ad4", "innocent-who",
)  # fmt: skip
OLD_FRIENDS = ("admin", "lan", "zhou", "ming", "yue", "he", "tang", "lin", "xu")


async def _open(stage: Stage, group: Chat, owner: User, admin: User) -> None:
    stage.transcript.scene(stage.words["scene-open"])
    owner.adds_bot(group)
    await stage.settle()
    owner.promotes_bot(group, rights=RIGHTS)
    await stage.settle()
    for person in (owner, admin):
        person.says_privately("/start")
        await stage.settle()
    for command in ("question1", "question2", "gate", "word", "watch"):
        owner.says_privately(stage.words[command])
        await stage.settle()
    for command in ("welcome", "post"):
        owner.says(group, stage.words[command])
        await stage.settle()
    owner.says_privately(stage.words["digest-at"])
    await stage.settle()


async def _door(stage: Stage, group: Chat, admin: User, mei: User, qiang: User) -> None:
    stage.transcript.scene(stage.words["scene-door"])
    stage.at(7, 40)
    request = mei.asks_to_join(group)
    await stage.expect(lambda: mei.last)
    await stage.settle()
    mei.says_privately(stage.words["right"])
    await stage.settle()
    mei.presses(*quiz_answer(stage.words, mei))
    await stage.settle()
    admin.presses(*card(admin, stage.words["approve"]))
    await stage.expect(lambda: request.status == "approved")
    await stage.settle()
    second = qiang.asks_to_join(group)
    await stage.expect(lambda: qiang.last)
    await stage.settle()
    for wrong in ("wrong1", "wrong2"):
        qiang.says_privately(stage.words[wrong])
        await stage.settle()
    await stage.expect(lambda: second.status == "declined")
    await stage.settle()


async def _checkins(stage: Stage, group: Chat, people: dict[str, User]) -> None:
    stage.transcript.scene(stage.words["scene-checkin"])
    stage.at(7, 55)
    people["owner"].says(group, stage.words["programme"])
    await stage.settle()
    stage.at(8)
    people["he"].says(group, stage.words["checkin1"])
    await stage.settle()
    for role, what in (("ming", "checkin2"), ("mei", "checkin3"), ("xu", "checkin4"), ("lan", "checkin2")):
        people[role].says(group, stage.words[what])
    await stage.settle()
    newest = group.messages[-1].message_id
    stage.at(8, 1)
    await stage.expect(lambda: group.messages[-1].message_id > newest)
    await stage.settle()
    people["xu"].presses(*in_group(group, stage.words["mine"]))
    await stage.settle()
    minute = 2
    for role, what in (("tang", "not-checkin"), ("ming", "me"), ("he", "top")):
        minute += 2
        stage.at(8, minute)
        people[role].says(group, stage.words[what])
        await stage.settle()


async def _post(stage: Stage, group: Chat) -> None:
    stage.transcript.scene(stage.words["scene-post"])
    newest = group.messages[-1].message_id
    stage.at(9)
    await stage.expect(lambda: group.messages[-1].message_id > newest)
    await stage.settle()


async def _activities(stage: Stage, group: Chat, people: dict[str, User], owner: User) -> None:
    """A lottery and an event: opened, joined by button, and the draw at its hour."""
    stage.transcript.scene(stage.words["scene-activities"])
    stage.at(9, 30)
    owner.says(group, stage.words["lottery"])
    await stage.settle()
    lottery, join = in_group(group, stage.words["join"])
    for role in ("lan", "zhou", "yue", "he", "xu"):
        people[role].presses(lottery, join)
    await stage.settle()
    owner.says(group, stage.words["event"])
    await stage.settle()
    event, sign_up = in_group(group, stage.words["sign-up"])
    for role in ("lin", "lan", "tang"):
        people[role].presses(event, sign_up)
        await stage.finished()
    await stage.settle()
    newest = group.messages[-1].message_id
    stage.at(10)
    await stage.expect(lambda: group.messages[-1].message_id > newest)
    await stage.settle()


async def _chat(stage: Stage, group: Chat, people: dict[str, User]) -> None:
    stage.transcript.scene(stage.words["scene-chat"])
    for minute, (role, what) in enumerate(
        (("yue", "chat1"), ("lan", "chat2"), ("zhou", "chat3"), ("lin", "chat4")), start=15
    ):
        stage.at(10, minute)
        people[role].says(group, stage.words[what])
        await stage.settle()


async def _is_added(stage: Stage, group: Chat, admin: User, person: User) -> None:
    """An administrator brings somebody in, whom the gate therefore does not stop."""
    admin.invites(person, group)
    await stage.finished()


async def _adverts(stage: Stage, group: Chat, people: dict[str, User], owner: User, admin: User) -> None:
    stage.transcript.scene(stage.words["scene-ads"])
    stage.at(14)
    people["ad1"].joins(group)
    await stage.expect(lambda: group.member(people["ad1"]).status == "restricted")
    await stage.settle()
    for role, what in (("ad2", "ad-text1"), ("ad3", "ad-text2"), ("ad4", "ad-text3")):
        await _is_added(stage, group, admin, people[role])
        advert = people[role].says(group, stage.words[what])
        await stage.expect(is_gone(advert))
        await stage.settle()
    stage.transcript.remark(stage.words["later"])
    stage.at(14, 5)
    await stage.expect(lambda: group.member(people["ad1"]).status in ("kicked", "left"))
    await stage.settle()
    stage.transcript.scene(stage.words["scene-undo"])
    stage.at(14, 30)
    neighbour = people["innocent-who"]
    await _is_added(stage, group, admin, neighbour)
    innocent = neighbour.says(group, stage.words["innocent"])
    await stage.expect(is_gone(innocent))
    await stage.settle()
    # Certain cases share one card an hour; its list has the way back.
    owner.presses(*card(owner, stage.words["list"]))
    await stage.settle()
    owner.presses(*card(owner, stage.words["undo"]))
    await stage.expect(lambda: any("video.example" in (m.text or "") for m in group.messages))
    await stage.settle()


async def _crisis(stage: Stage, group: Chat, people: dict[str, User], owner: User, admin: User) -> None:
    stage.transcript.scene(stage.words["scene-crisis"])
    stage.at(15, 20)
    for minute, role, what in ((20, "lan", "crisis1"), (23, "zhou", "crisis2")):
        stage.at(15, minute)
        alerts = len(owner.inbox) + 1
        people[role].says(group, stage.words[what])
        await stage.expect(partial(has_at_least, owner, alerts))
        await stage.settle()
    people["lin"].says(group, stage.words["crisis3"])
    await stage.settle()
    stage.at(15, 24)
    admin.presses(*card(admin, stage.words["ack"]))
    await stage.settle()


async def _digest(stage: Stage, owner: User, folder: Path) -> None:
    stage.transcript.scene(stage.words["scene-digest"])
    stage.transcript.remark(stage.words["night"])
    stage.at(9, 0, day=1)
    seen = set(map(id, owner.inbox))

    def picture() -> Message | None:
        return next((m for m in owner.inbox if m.photo and id(m) not in seen), None)

    await stage.expect(picture)
    await stage.settle()
    found = picture()
    assert found is not None, "it has just been seen"
    (folder / "digest.png").write_bytes(stage.sandbox.file(found))


def _curtain(stage: Stage, folder: Path, seconds: float) -> None:
    """What was done, and what was left behind."""
    done = Counter(call.method for call in stage.sandbox.journal if call.method not in ("getUpdates", "getMe"))
    refused = sum(1 for call in stage.sandbox.journal if call.error)
    words = stage.words
    lines = [
        f"[bold]{words['ending']}[/]  " + "  ".join(f"{method} {times}" for method, times in done.most_common()),
        words["took"].format(seconds=round(seconds, 1), calls=sum(done.values()), refused=refused),
        f"[bold]{words['left-behind']}[/]  {words['database']} {folder / 'weilu.db'}  ·  "
        f"{words['picture']} {folder / 'digest.png'}  ·  {words['log']} {folder / 'weilu.log'}",
    ]
    stage.transcript.console.print()
    stage.transcript.console.print(Panel("\n".join(lines), border_style="dark_orange3"))
