"""Cases and their messages, on every engine."""

from datetime import timedelta

from bot.core.event import SenderKind
from bot.core.ids import CommunityId
from bot.features.moderation.model import Action, Case, Part, Subject
from storage import Storage, View
from tests.storage.decisions import CHAT, NOW, decision, view_of

SPAMMER = Subject(SenderKind.USER, 7, "小广告")


def opened(view: View, subject: Subject = SPAMMER) -> Case:
    """A stored case."""
    cases = view.chat(CHAT).cases
    case = cases.new(CommunityId(1), subject, at=NOW, action=Action.BAN)
    cases.add(case)
    return case


def keep(
    view: View, case: Case, number: int, *, part: Part = Part.JUDGED, kept: bool = False, minutes: int = 1
) -> None:
    """A message of some minutes ago goes into a case."""
    view.chat(CHAT).cases.add_message(
        case.id, number, at=NOW - timedelta(minutes=minutes), text=f"第 {number} 句", media=None, thread_id=None,
        kept=kept, part=part,
    )  # fmt: skip


async def test_a_case_is_shown_by_what_it_is_about(storage: Storage) -> None:
    async with decision(storage) as (_, view):
        case = opened(view)
        for number, part in ((1, Part.SWEPT), (2, Part.CITED), (3, Part.SWEPT)):
            keep(view, case, number, part=part)
    cases = view_of(storage).chat(CHAT).cases
    found = await cases.find(case.id)
    assert found is not None and found.excerpt == "第 2 句"
    assert [message.part for message in await cases.messages(case.id)] == [Part.SWEPT, Part.CITED, Part.SWEPT]


async def test_an_edit_of_a_message_leaves_what_it_is_in_its_case(storage: Storage) -> None:
    async with decision(storage) as (_, view):
        case = opened(view)
        keep(view, case, 1, kept=True)
    async with decision(storage) as (_, view):
        keep(view, case, 1, part=Part.SWEPT)
    (message,) = await view_of(storage).chat(CHAT).cases.messages(case.id)
    assert message.part is Part.JUDGED and not message.kept


async def test_what_was_taken_from_somebody_lately(storage: Storage) -> None:
    async with decision(storage) as (_, view):
        mine, also_mine, other = opened(view), opened(view), opened(view, Subject(SenderKind.USER, 8, "路人"))
        keep(view, mine, 1)
        keep(view, mine, 2, kept=True)
        keep(view, mine, 3, minutes=11)
        keep(view, also_mine, 4)
        keep(view, other, 5)
    since = NOW - timedelta(minutes=10)
    assert await view_of(storage).chat(CHAT).cases.taken_from(SPAMMER.id, since) == {1, 4}
    assert await view_of(storage).chat(CHAT - 1).cases.taken_from(SPAMMER.id, since) == frozenset()


async def test_cases_of_one_moment_are_listed_by_their_numbers(storage: Storage) -> None:
    async with decision(storage) as (_, view):
        cases = view.chat(CHAT).cases
        made = [cases.new(CommunityId(1), SPAMMER, at=NOW, action=Action.BAN) for _ in range(12)]
        for case in (*made[::2], *made[1::2]):  # the order of the rows tells nothing
            cases.add(case)
    found = await view_of(storage).chat(CHAT).cases.of_subject(SPAMMER.id)
    assert [case.id for case in found] == [case.id for case in made[:1:-1]]
