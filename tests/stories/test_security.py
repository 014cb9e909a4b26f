"""Who may not, cannot: commands, replayed and forged buttons, names that are code, and logs that say nothing."""

import gc
import io
import re
from collections.abc import AsyncIterator, Iterable
from inspect import getmodule, getsource
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import handlers
from bot.features.members.model import NEWCOMER_MESSAGES
from bot.runtime import logs
from bot.sandbox import Button, Chat, Fault, Message, User
from bot.sandbox.presses import Press
from handlers import ROUTES
from handlers.commands import Audience
from handlers.keyboards import LONGEST, VERSION
from handlers.routes import OnPress
from storage.tables import metadata
from tests.stage import Stage, staged, texts

SECRET = "绝密"
"""Stands in everything that only the group's own people may read."""
EVERYBODYS = frozenset(
    (
        "activity_entries", "appeal_drafts", "appeals", "applications", "arrivals", "checkins", "counts", "crowd",
        "entry_notices", "handles", "inbox", "letters", "ledger", "limits", "members", "messages", "nicknames",
        "notices", "onboarding", "origins", "outbox", "participants", "people", "presence", "reports",
        "rule_confirmations", "schedules", "sequences", "ticket_drafts", "tickets", "troubles", "watch_hits", "habits",
        "redemptions", "activities", "quiet_told", "taboo_hints", "alembic_version",
    )
)  # fmt: skip
"""Tables that members write to by right. Every other belongs to the staff, and no stranger changes a row of it."""
HARMFUL = re.compile(
    "ban|restrict|promote|approve|decline|delete|setChat|unpin|pin|leave|createChat|revoke|sendDocument", re.I
)
"""Calls that no stranger may cause."""
ROOMY = {
    "WEILU_SETTINGS__MODERATION__FLOOD_MESSAGES": "100",
    "WEILU_SETTINGS__MODERATION__FLOOD_PER_MINUTE": "600",
}
OWNERS_ALONE = ("owners", "hook", "community")
COMMANDS = [c for routes in ROUTES for c in routes.commands if c.audience is Audience.ADMIN]
SOURCES = [path.read_text("utf-8") for path in Path(handlers.__file__).parent.rglob("*.py")]
COMPARED = re.compile(r'case ((?:"\w+"(?:\s*\|\s*)?)+)|verb (?:==|!=|(?:not )?in) \(?((?:"\w+"(?:,\s*)?)+)')


def verbs_of(noun: str, on_press: OnPress) -> list[str]:
    """The verbs of a noun of buttons: those it is made with anywhere, those its handler asks for, and one there is not."""
    made = {verb for source in SOURCES for verb in re.findall(rf'"{noun}",\s*f?"(\w+)"', source)}
    module = getmodule(on_press)
    assert module is not None
    asked = {
        verb for found in COMPARED.findall(getsource(module)) for verb in re.findall(r'"([a-z]\w*)"', "".join(found))
    }
    return sorted(made | asked | {"x"})


VERBS = {noun: verbs_of(noun, on_press) for routes in ROUTES for noun, on_press in routes.buttons.items()}


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with staged(tmp_path, **ROOMY) as running:
        yield running


async def rows_of_staff(stage: Stage, group: Chat) -> dict[str, list[Any]]:
    """Everything that belongs to the staff of a group and of its community."""
    database = stage.weilu.storage.database
    groups = metadata.tables["groups"]
    (found,) = await database.fetch(select(groups.c.community_id).where(groups.c.chat_id == group.id))
    kept: dict[str, list[Any]] = {}
    for name, table in metadata.tables.items():
        if name in EVERYBODYS:
            continue
        mine = [
            table.c[key] == value
            for key, value in (("chat_id", group.id), ("community_id", found[0]))
            if key in table.c
        ]
        if name == "groups":
            # When the administrators were last asked for is no secret and no power.
            rows = await database.fetch(select(*(c for c in table.c if c.name != "inspected_at")).where(mine[0]))
        elif mine:
            rows = await database.fetch(select(table).where(mine[0]))
        else:
            rows = await database.fetch(select(table))
        kept[name] = sorted(map(repr, rows))
    return kept


async def busy_group(stage: Stage, regulars: Iterable[User] = ()) -> tuple[Chat, User, User]:
    """A group whose owner has used every command once, and keeps secrets; with a victim who is in a case."""
    group, owner = await stage.tea_house(regulars)
    victim = stage.member(group, "小林", username="user")
    said = victim.says(group, "早")
    await stage.settled()
    owner.says(group, "/warn 早", reply_to=said)
    for example in (*(command.example for command in COMMANDS), "/gate passphrase 绝密 + review", "/watch add 绝密"):
        owner.says_privately(example)
    owner.says_privately("/setrules 友善")
    await stage.settled()
    return group, owner, victim


def strangers(stage: Stage, group: Chat, member: User) -> list[User]:
    """Those who may not: a newcomer, somebody banned, an old member, an owner and an administrator of other groups."""
    for number in range(NEWCOMER_MESSAGES):
        member.says(group, f"第{number}泡茶")
    newcomer = stage.member(group, "路人", username="luren")
    banned = stage.member(group, "黑客")
    elsewhere = stage.sandbox.person("别家店长")
    admin = stage.member(group, "别家管理员")
    other = stage.sandbox.supergroup("别家", owner=elsewhere)
    elsewhere.joins(group)
    admin.joins(other)
    elsewhere.adds_bot(other)
    elsewhere.promotes_bot(other)
    elsewhere.promotes(admin, other)
    people = [newcomer, banned, member, elsewhere, admin]
    for person in people:
        person.says_privately("/start")
    return people


def forges(person: User, message: Message, data: str) -> None:
    """Press, on a message of the bot, a button that it never had."""
    world = message.chat.world
    made = Press(world.new_number(), person, message, Button("x", data=data), world.now())
    world.presses[made.id] = made
    update = {"id": made.id, "from": person.shape(), "message": message.shape(), "chat_instance": "1", "data": data}
    world.tell("callback_query", update, f"press {person.id}")


def buttons_of(people: Iterable[User], group: Chat) -> list[str]:
    """The data of every button that these people and the group are shown."""
    places = [*(person.inbox for person in people), group.messages]
    shown = (b.data for place in places for m in place if not m.deleted for row in m.buttons for b in row if b.data)
    return list(dict.fromkeys(shown))


def forged(group: Chat, shown: Iterable[str], forms: int = 4) -> Iterable[str]:
    """Data of every noun and verb, in the sources or shown, with ids of what there is, of what there is not, and nonsense."""
    nouns = {noun: set(verbs) for noun, verbs in VERBS.items()}
    for data in shown:
        _, noun, verb, *_ = data.split(":")
        nouns[noun].add(verb)
    arguments = [(1,), (group.id, 1, "on"), ("guard", group.id), (10**18, "%s")]
    for noun, verbs in nouns.items():
        for verb in sorted(verbs):
            for given in arguments[:forms]:
                yield ":".join([VERSION, noun, verb, *map(str, given)])
    yield from ("", "v1", "v1:", "v1:panel", "v0:case:undo:1", "v1:case:undo:１", "v1:panel:home:" + "9" * 40, ":" * 60)


async def parked(stage: Stage) -> list[str]:
    return [f"{row.kind} {row.error}" for row in await stage.weilu.storage.inbox.parked()]


async def test_strangers_change_nothing_and_hear_no_secret(stage: Stage) -> None:
    regular = stage.sandbox.person("老茶客")
    group, owner, _ = await busy_group(stage, [regular])
    people = strangers(stage, group, regular)
    owner.says_privately("/hook off")  # nobody is there to take the calls
    await stage.settled()
    owner.says_privately("/panel")
    owner.bans(people[1], group)
    await stage.settled()
    before, calls, heard = await rows_of_staff(stage, group), len(stage.sandbox.journal), len(group.messages)
    say_every_command(group, people)
    await stage.settled()
    spoken = [m.content for m in group.messages[heard:] if m.sender is stage.sandbox.bot]
    assert spoken == [], "no answer, no probing"
    assert await rows_of_staff(stage, group) == before
    assert press_every_button(group, owner, people) > 300
    await stage.settled()
    assert await parked(stage) == []
    assert await rows_of_staff(stage, group) == before
    made = [call for call in stage.sandbox.journal[calls:] if call.params.get("chat_id") == group.id]
    assert [call.method for call in made if HARMFUL.search(call.method)] == []
    assert [said for person in people for said in texts(person.inbox) if SECRET in said] == []


async def test_an_administrator_needs_the_right_that_a_command_and_its_buttons_stand_for(stage: Stage) -> None:
    group, owner, _ = await busy_group(stage)
    clerk = stage.member(group, "小工", language="zh-hans")
    owner.promotes(clerk, group, rights=())
    clerk.says_privately("/start")
    owner.says_privately("/hook off")  # nobody is there to take the calls
    await stage.settled()
    before, calls = await rows_of_staff(stage, group), len(stage.sandbox.journal)
    restricted = [command for command in COMMANDS if command.right is not None or command.name in OWNERS_ALONE]
    heard = len(clerk.inbox)
    for command in restricted:
        clerk.says_privately(command.example)
    await stage.settled()
    answers = texts(clerk.inbox)[heard:]
    assert len(answers) == len(restricted) > 40 and all("需要" in answer for answer in answers)
    assert await rows_of_staff(stage, group) == before
    shown = buttons_of([owner, clerk], group)
    for data in [*shown, *forged(group, shown, forms=1)]:
        forges(clerk, clerk.inbox[-1], data[:LONGEST])
    await stage.settled()
    assert await parked(stage) == []
    made = {call.method for call in stage.sandbox.journal[calls:]}
    # Tables go to every administrator; a statement that two have agreed to is pinned, whoever the second is.
    assert {method for method in made if HARMFUL.search(method)} <= {"sendDocument", "pinChatMessage"}


def test_every_command_stands_for_the_right_that_was_promised() -> None:
    by_name = {command.name: command.right for command in COMMANDS}
    promised = {
        "can_restrict_members": "ban mute kick unban unmute warn trust untrust",
        "can_delete_messages": "delete spam ham word allow disallow",
        "can_change_info": "gate question welcome setrules post posts post_del programme makeup quiet nickname export",
        "can_invite_users": "invites",
    }
    for right, names in promised.items():
        assert {name: by_name[name] for name in names.split()} == dict.fromkeys(names.split(), right)


def say_every_command(group: Chat, people: list[User]) -> None:
    """Every stranger uses every command: in the group as newcomers, and in private who runs no other group.

    What an old member says in the group may well be a crisis, so they ask in private.
    """
    newcomer, banned, member, *staff_elsewhere = people
    for person in (newcomer, banned, member):
        for command in COMMANDS:
            person.says_privately(command.example)
    for person, commands in ((newcomer, COMMANDS), *zip(staff_elsewhere, (COMMANDS[::2], COMMANDS[1::2]), strict=True)):
        for command in commands:
            person.says(group, command.example)


def press_every_button(group: Chat, owner: User, people: list[User]) -> int:
    """The owner's own buttons again, and forged ones, by one stranger each; returns how many."""
    theirs = buttons_of([owner], group)
    every = list(dict.fromkeys([*theirs, *forged(group, theirs)]))
    public = next(m for m in group.messages if m.sender.is_bot)
    for number, data in enumerate(every):
        person = people[number % len(people)]
        forges(person, public if number % 2 else person.inbox[-1], data[:LONGEST])
    return len(every)


NAMES = (
    "<b>x</b><a href='tg://user?id=1'>y",
    "{name} {0.__class__.__mro__} %s %(x)d ${x}",
    "{ $name } { -brand } {\"\"} \u2068",
    "</code></blockquote>&lt;&#0;",
    "'); DROP TABLE members; --",
    "../../etc/passwd\x00\r\n/ban",
    "\u202e\u200b\u2066evil\ufdd00\ufdd1",
    "#打卡 @everyone /gate off",
    "茶" * 1_366,
)  # fmt: skip


async def test_names_are_words_and_never_code(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    for said in ("/welcome 欢迎 {name}", "/nickname 城市-昵称", "/quiet off"):
        owner.says(group, said)
    people = [stage.sandbox.person(name) for name in NAMES]
    for person in people:
        person.joins(group)
        person.says_privately("/start")
        said = person.says(group, f"打卡 {person.first_name[:200]}")
        owner.says(group, f"/warn {person.first_name[:300]}", reply_to=said)
        person.says_privately(f"/feedback {person.first_name[:500]}")
    await stage.settled()
    for question in ("/status", "/cases", "/history", "/tickets", "/panel", "/nickname list", "/top"):
        owner.says_privately(question)
    await stage.settled()
    assert await parked(stage) == []
    shown = "\n".join([*texts(group.messages), *texts(owner.inbox)])
    assert NAMES[1] in shown and "DROP TABLE" in shown
    assert not any("???" in said for said in texts(owner.inbox))


async def test_a_whole_run_leaves_no_word_name_or_token_in_the_log(tmp_path: Path) -> None:
    written = io.StringIO()
    gc.collect()  # what an earlier story left behind speaks when it is collected
    async with staged(tmp_path, **ROOMY) as stage:
        logs.configure("DEBUG", "json", (stage.sandbox.token,), written)
        group, owner = await stage.tea_house()
        member = stage.member(group, "绝密的名字", username="juemi_user")
        stage.sandbox.faults.add(Fault("sendMessage", "error_500", "before"))
        for said in ("绝密的话", "打卡 绝密的话", "加微信 绝密8888 领红包", "/report"):
            member.says(group, said)
        for said in ("/warn 绝密", "/gate passphrase 绝密", "/strict nonsense 绝密", "/watch add 绝密 urgent"):
            owner.says(group, said, reply_to=group.messages[-1])
        member.says(group, "绝密")
        member.says_privately("绝密的私信")
        member.says_privately("/mydata")
        member.says_privately("/forgetme")
        await stage.settled()
        await breaks(stage, owner, group)
        await stage.advance(hours=30)
    told = written.getvalue()
    assert "handled" in told and "update_parked" in told
    for word in ("绝密", "juemi", "围炉茶友", "店长", stage.sandbox.token):
        for line in told.splitlines():
            assert word not in line and word.encode("unicode_escape").decode() not in line


async def breaks(stage: Stage, owner: User, group: Chat) -> None:
    """One update fails for good, with the words of somebody in the error."""
    handlers_of = stage.weilu.handlers
    whole = handlers_of.commands.take

    async def fails(*arguments: Any) -> bool:
        if "坏" in arguments[1].text:
            raise ValueError(f"绝密 {arguments[1].text}")
        return await whole(*arguments)

    handlers_of.commands.take = fails  # type: ignore[method-assign]
    owner.says(group, "坏了，绝密")
    await stage.settled()
    handlers_of.commands.take = whole  # type: ignore[method-assign]
