"""Kinds by themselves: what is typed, and what stays true whatever people press, in any order."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import Refused
from bot.core.event import Person
from bot.core.ids import ActivityId, EntryId, UserId
from bot.core.period import NotUnderstood
from bot.core.text import Markup
from bot.features.activities.activity import Activity, Asked, Draft, Entry, Facts, Move, Scene, State
from bot.features.activities.kind import ActivityKind
from bot.features.activities.kinds import (
    ACTIVITIES,
    chain,
    challenge,
    coupons,
    event,
    lottery,
    poll,
    quiz,
    signup,
    topic,
)
from bot.features.activities.reading import clauses, titled
from bot.features.activities.steps import Change, Drop, Put
from bot.texts import Texts

NOW = datetime(2026, 12, 1, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")
TEXTS = Texts.load(strict=True)


def draft(kind: ActivityKind, args: str) -> Draft | None:
    return kind.draft(Asked(args, SHANGHAI, NOW, lambda: "0123456789ab"))


class Table:
    """An activity played by hand, as the engine would."""

    def __init__(self, kind: ActivityKind, args: str) -> None:
        made = draft(kind, args)
        assert made is not None
        self.kind = kind
        self.activity = Activity(
            ActivityId(1), 1, kind.name, made.title, State.OPEN, NOW, made.ends_at, UserId(1), details=made.details
        )
        self.entries: dict[EntryId, Entry] = {}
        self._next = 0
        for entry in made.entries:
            self._put(entry)

    @property
    def scene(self) -> Scene:
        say: Callable[..., Markup] = lambda key, **values: TEXTS.say("zh-CN", key, **values)  # noqa: E731
        return Scene(self.activity, tuple(self.entries.values()), say, SHANGHAI, NOW, "https://t.me/x")

    def move(self, person: int, verb: str, *arguments: str, **facts: Any) -> list[Any]:
        moved = self.kind.moved(
            self.scene, Person(UserId(person), f"茶友{person}"), Move(verb, arguments), Facts(**facts)
        )
        for step in moved:
            match step:
                case Put(entry):
                    self._put(entry)
                case Change(entry):
                    assert entry.id is not None
                    self.entries[entry.id] = entry
                case Drop(entry):
                    self.entries = {key: kept for key, kept in self.entries.items() if key != entry.id}
        self.kind.card(self.scene)
        return moved

    def _put(self, entry: Entry) -> None:
        assert not any((e.role, e.key) == (entry.role, entry.key) for e in self.entries.values())
        assert entry.place is None or not any(
            (e.role, e.place) == (entry.role, entry.place) for e in self.entries.values()
        )
        self._next += 1
        self.entries[EntryId(self._next)] = replace(entry, id=EntryId(self._next))


@pytest.mark.parametrize("kind", ACTIVITIES, ids=lambda kind: kind.name)
def test_every_kind_understands_its_own_example(kind: ActivityKind) -> None:
    args = kind.example.removeprefix(f"/{kind.command} ")
    assert args != kind.example and draft(kind, args) is not None
    table = Table(kind, args)
    kind.opened(table.scene), kind.card(table.scene), kind.result(table.scene), kind.csv(table.scene)
    assert f"activity-kind-{kind.name}" in TEXTS.keys("zh-CN")


@given(st.sampled_from(ACTIVITIES), st.text() | st.text('"“” max ends needs 3|\n#白茶:09', max_size=60))
def test_any_words_are_a_draft_or_not_understood(kind: ActivityKind, text: str) -> None:
    try:
        draft(kind, text)
    except (Refused, NotUnderstood) as error:
        assert TEXTS.say("zh-CN", error.key, **error.values)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("max 3 ends 20:00", {"": "", "most": "3", "ends": "20:00"}),
        ("上限30 截止明天 20:00", {"": "", "most": "30", "ends": "明天 20:00"}),
        ("ends: 20:00 max 3", {"": "", "ends": "20:00", "most": "3"}),
        ("3 prizes ends 20:00", {"": "3 prizes", "ends": "20:00"}),
        ("maximum 3", {"": "maximum 3"}),
        ("max 3 max 4", None),
        ("", {"": ""}),
    ],
)
def test_clauses(text: str, parts: dict[str, str] | None) -> None:
    assert clauses(text, {"most": ("max", "上限"), "ends": ("ends", "截止")}) == parts


def test_titles() -> None:
    assert titled('"周五拼单" max 3') == ("周五拼单", "max 3")
    assert titled("“周五 拼单”截止20:00") == ("周五 拼单", "截止20:00")
    assert titled('"茶"\n第一行\n第二行 ') == ("茶", "\n第一行\n第二行")
    assert titled("周五拼单") is None and titled('""') is None


MOVES = st.lists(st.tuples(st.integers(1, 8), st.sampled_from(["join", "leave"])), max_size=60)


@given(MOVES, st.integers(1, 4))
def test_an_event_never_has_an_empty_place_while_somebody_waits(moves: list[tuple[int, str]], places: int) -> None:
    table = Table(event.KIND, f'"品茶" 2026-12-06 14:00 {places} places')
    order: list[int] = []
    for person, verb in moves:
        table.move(person, verb)
        if verb == "join" and person not in order:
            order.append(person)
        elif verb == "leave" and person in order:
            order.remove(person)
        seated = {entry.place: int(entry.key) for entry in table.entries.values() if entry.place is not None}
        waiting = [int(entry.key) for entry in table.entries.values() if entry.place is None]
        assert len(seated) == min(places, len(order)) and set(seated) <= set(range(1, places + 1))
        # Who came first sits; who waits, waits in order.
        assert {*seated.values()} == {*order[: len(seated)]} and waiting == order[len(seated) :]


@given(
    st.lists(
        st.tuples(st.integers(1, 6), st.sampled_from(["join", "leave", "set", "more"]), st.integers(-4, 6)), max_size=60
    ),
    st.integers(1, 9),
    st.integers(1, 4),
)
def test_a_list_never_holds_more_than_there_is(moves: list[tuple[int, str, int]], most: int, each: int) -> None:
    table = Table(signup.KIND, f'"拼单" max {most} each {each}')
    for person, verb, count in moves:
        table.move(person, verb, *([str(count)] if verb in ("set", "more") else []))
        amounts = [entry.amount for entry in table.entries.values()]
        assert sum(amounts) <= most and all(1 <= amount <= each for amount in amounts)
        assert len({entry.key for entry in table.entries.values()}) == len(amounts)


@given(st.lists(st.integers(1, 9), max_size=30), st.integers(1, 5))
def test_stock_is_never_negative_and_each_person_has_one_code(people: list[int], stock: int) -> None:
    table = Table(coupons.KIND, '"券"\n' + "\n".join(f"C{number}" for number in range(stock)))
    for person in people:
        table.move(person, "start")
    claims = [entry for entry in table.entries.values() if entry.role == "claim"]
    assert len(claims) == min(stock, len(set(people)))
    assert len({claim.place for claim in claims}) == len(claims) == len({claim.key for claim in claims})


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 2)), max_size=30))
def test_one_answer_each_in_a_quiz(answers: list[tuple[int, int]]) -> None:
    table = Table(quiz.KIND, '"茶"\n问 | 对 | 错 | 错错')
    shown = [row[0] for row in table.kind.card(table.scene).choices]
    right = next(choice.arguments for choice in shown if choice.text == "对")
    assert {choice.arguments for choice in shown} == {(1, 0), (1, 1), (1, 2)}
    for person, place in answers:
        table.move(person, "pick", "1", str(place))
    first = dict(reversed(answers))
    board = quiz.scores(table.scene.of("answer"))
    assert {int(user or 0): score for user, _, score in board} == {p: int((1, at) == right) for p, at in first.items()}


def test_conditions_of_a_lottery() -> None:
    table = Table(lottery.KIND, '"奖" 2 prizes needs 50积分')
    table.move(1, "join", points=49)
    table.move(2, "join", points=50)
    assert [entry.key for entry in table.entries.values()] == ["2"]
    assert table.activity.details["needs"] == ["points", 50]
    made = draft(lottery.KIND, '"奖" 2 prizes needs member 7d')
    assert made is not None and made.details["needs"] == ["member", int(timedelta(days=7).total_seconds())]
    made = draft(lottery.KIND, '"奖" 需要打卡')
    assert made is not None and made.details["needs"] == ["checkin", 0] and made.details["prizes"] == 1
    with pytest.raises(Refused):
        draft(lottery.KIND, '"奖" 0 prizes')


def test_what_is_refused() -> None:
    for kind, args in (
        (poll.KIND, "题目 | 一样 | 一样"),
        (poll.KIND, "题目 | " + " | ".join(map(str, range(13)))),
        (quiz.KIND, '"茶"\n问 | 只有一个'),
        (topic.KIND, '"2020-01-01 09:00"\n过去了'),
        (event.KIND, '"品茶" 2026-12-06 14:00 99999 places'),
    ):
        with pytest.raises(Refused):
            draft(kind, args)
    for kind, args in (
        (challenge.KIND, '"晒图" 春茶'),
        (chain.KIND, '"三个字"'),
        (coupons.KIND, '"没有码"'),
        (signup.KIND, '"拼单" 随便'),
    ):
        assert draft(kind, args) is None
