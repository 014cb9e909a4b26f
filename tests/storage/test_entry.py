"""Applications, on both engines."""

from dataclasses import replace
from datetime import timedelta

from bot.core.ids import ApplicationId, ChatId, UserId, chat_mailbox
from bot.features.entry.model import Answered, Application, Door, Ending, Hurdle, State, Why
from bot.features.entry.steps import read_gate
from storage import Storage
from storage.outbox import HOLD
from tests.storage.decisions import CHAT, NOW, decision, view_of

MINUTE = timedelta(minutes=1)
ASKED = Application(
    id=ApplicationId(1),
    chat_id=ChatId(CHAT),
    user_id=UserId(51),
    user_chat_id=ChatId(51),
    name="<b>小林",
    steps=read_gate("passphrase 芝麻开门 + review"),
    made_at=NOW,
    asked_at=NOW,
    deadline_at=NOW + timedelta(minutes=3),
    state=State.ASKED,
    seed=2**47,
    door=Door.OPEN,
    source="海报",
    link="https://t.me/+abc",
    bio="卖茶的",
)
WRONG = Answered(0, 3, "我们卖什么？", "酒", False)


async def test_an_application_is_pending_until_it_is_decided(storage: Storage) -> None:
    async with decision(storage) as (_, view):
        applications = view.chat(CHAT).applications
        assert await applications.pending_of(51) is None
        await applications.save(ASKED)
        assert await applications.pending_of(51) == ASKED
    assert await view_of(storage).chat(CHAT).applications.pending(1) == ASKED
    assert await view_of(storage).chat(-5).applications.pending(1) is None
    waiting = replace(
        ASKED,
        state=State.REVIEW,
        why=Why.GATE,
        step=1,
        attempts=1,
        carried=1,
        begun=True,
        answers=(WRONG,),
        phrase="海报A",
        is_invited=True,
        invited_by=UserId(9),
        hurdle=Hurdle.NAME,
        detail="加微信",
        is_checked=False,
        in_surge=True,
        cards=(UserId(7), UserId(8)),
    )
    async with decision(storage) as (_, view):
        await view.chat(CHAT).applications.save(waiting)
    applications = view_of(storage).chat(CHAT).applications
    assert await applications.pending_of(51) == waiting and await applications.waiting() == 1
    assert await applications.last_of(51) is None

    ended = replace(waiting, state=State.CLOSED, ending=Ending.APPROVED_BY_ADMIN, decided_at=NOW, decided_by=UserId(7))
    async with decision(storage) as (_, view):
        await view.chat(CHAT).applications.save(ended)
        assert await view.chat(CHAT).applications.pending_of(51) is None
    applications = view_of(storage).chat(CHAT).applications
    assert await applications.pending_of(51) is None
    assert await applications.last_of(51) == await applications.find(1) == replace(ended, bio="", answers=())


async def test_a_new_application_follows_the_one_it_ends(storage: Storage) -> None:
    async with decision(storage) as (_, view):
        await view.chat(CHAT).applications.save(ASKED)
    second = replace(ASKED, id=ApplicationId(2))
    gone = replace(ASKED, state=State.CLOSED, ending=Ending.WITHDRAWN, decided_at=NOW)
    async with decision(storage) as (_, view):
        await view.chat(CHAT).applications.save(gone)
        await view.chat(CHAT).applications.save(second)
    applications = view_of(storage).chat(CHAT).applications
    assert await applications.pending_of(51) == second
    last = await applications.last_of(51)
    assert last is not None and last.id == 1


async def test_endings_are_counted(storage: Storage) -> None:
    async with decision(storage) as (_, view):
        for number, ending in enumerate((Ending.PASSED, Ending.PASSED, Ending.SILENT), 1):
            closed = replace(
                ASKED,
                id=ApplicationId(number),
                user_id=UserId(number),
                ending=ending,
                state=State.CLOSED,
                decided_at=NOW,
            )
            await view.chat(CHAT).applications.save(closed)
    applications = view_of(storage).chat(CHAT).applications
    assert await applications.endings(NOW) == {Ending.PASSED: 2, Ending.SILENT: 1}
    assert await applications.endings(NOW + timedelta(seconds=1)) == {}


async def test_questions_are_found_from_the_private_chat(storage: Storage) -> None:
    later = replace(
        ASKED,
        id=ApplicationId(2),
        chat_id=ChatId(-5),
        asked_at=NOW + timedelta(seconds=1),
        attempts=1,
        answers=(WRONG,),
    )
    async with decision(storage) as (buffer, view):
        await view.chat(CHAT).applications.save(ASKED)
        buffer.write(HOLD, handle=ASKED.question, chat_id=51, message_id=3, at=NOW)
        buffer.write(HOLD, handle=later.questions[0], chat_id=51, message_id=4, at=NOW)
        buffer.write(HOLD, handle=later.question, chat_id=51, message_id=6, at=NOW)
    async with decision(storage, chat_mailbox(-5)) as (_, view):
        await view.chat(-5).applications.save(later)
    applicants = view_of(storage, chat_mailbox(51)).applicants
    asked = await applicants.asked(51)
    assert asked == [later, ASKED]
    found = [await applicants.replied_to(asked, message_id) for message_id in (3, 4, 5, 6)]
    assert found == [ASKED, later, None, later]
    assert await applicants.asked(52) == []


async def test_questions_stay_for_those_who_are_being_asked(storage: Storage) -> None:
    async with decision(storage) as (_, view):
        bank = view.chat(CHAT).entry_questions
        first = await bank.add("我们卖什么？", ("茶", "酒"), by=7, at=NOW)
        second = await bank.add("店在哪？", ("杭州", "北京"), by=7, at=NOW + MINUTE)
        assert (first.number, second.number) == (1, 2)
    async with decision(storage) as (_, view):
        bank = view.chat(CHAT).entry_questions
        await bank.retire(first, at=NOW + 2 * MINUTE)
        await bank.count(second.id, right=True)
        await bank.count(second.id, right=False)
        counted = replace(second, tries=2, passes=1)
        assert await bank.current() == [counted]
    bank = view_of(storage).chat(CHAT).entry_questions
    assert await bank.current() == [counted]
    assert await bank.at(NOW) == [first]
    assert await bank.at(NOW + MINUTE) == [first, counted]
    assert await bank.at(NOW + 3 * MINUTE) == [counted]
    assert await view_of(storage).chat(-5).entry_questions.current() == []


async def test_patterns_belong_to_a_community(storage: Storage) -> None:
    async with decision(storage) as (_, view):
        patterns = view.community(1).entry_patterns
        patterns.add("加微信", "加 微信", by=7, at=NOW)
        patterns.add("casino", "Casino", by=7, at=NOW)
    async with decision(storage) as (_, view):
        patterns = view.community(1).entry_patterns
        assert await patterns.all() == {"casino": "Casino", "加微信": "加 微信"}
        patterns.drop("casino")
    assert await view_of(storage).community(1).entry_patterns.all() == {"加微信": "加 微信"}
    assert await view_of(storage).community(2).entry_patterns.all() == {}
