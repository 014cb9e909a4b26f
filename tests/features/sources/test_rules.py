"""Invitations as typed, what guests earn, and funnels counted from who came."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.errors import Refused
from bot.core.ids import UserId
from bot.features.members.model import Member, MemberStatus
from bot.features.points.model import Entry, Reason
from bot.features.sources.model import Funnel, Origin, Wish
from bot.features.sources.rules import Draft, paused_until, read_invite, report, reward, taken_back

NOW = datetime(2026, 12, 1, 4, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
RED, MING = UserId(1), UserId(2)


def days(number: float) -> timedelta:
    return timedelta(days=number)


@pytest.mark.parametrize(
    ("typed", "draft"),
    [
        ("海报", Draft("海报")),
        ("门店 海报 50", Draft("门店 海报", 50)),
        ("海报 50人 7天", Draft("海报", 50, NOW + days(7))),
        ("Poster 24h 1", Draft("Poster", 1, NOW + timedelta(hours=24))),
        ("Poster 2026-12-31", Draft("Poster", None, datetime(2026, 12, 31, 16, tzinfo=UTC))),
        ("2026", Draft("2026")),
        ("A 5 6", Draft("A 5", 6)),
    ],
)
def test_links_as_typed(typed: str, draft: Draft) -> None:
    assert read_invite(typed, NOW, ZONE) == draft


@pytest.mark.parametrize("typed", ["", "茶" * 33, "海报 0", "海报 100000", "海报 2026-11-30", "海报 400天"])
def test_links_that_cannot_be(typed: str) -> None:
    with pytest.raises(Refused):
        read_invite(typed, NOW, ZONE)


def origin(user: UserId = RED, came: float = 0, **about: object) -> Origin:
    """Somebody who came so many days ago."""
    return Origin(id=int(user), user_id=user, name=f"客{user}", joined_at=NOW - days(came), **about)  # type: ignore[arg-type]


def guest(messages: int) -> Member:
    return Member(RED, "小红", None, MemberStatus.MEMBER, NOW, messages=messages)


@pytest.mark.parametrize(
    ("brought", "messages", "earned"),
    [
        (origin(came=3, inviter_id=MING), 3, True),
        (origin(came=2.9, inviter_id=MING), 3, False),
        (origin(came=3, inviter_id=MING), 2, False),
        (origin(came=3), 3, False),
        (origin(came=3, inviter_id=MING, was_here=True), 3, False),
        (origin(came=3, inviter_id=MING, left_at=NOW), 3, False),
    ],
)
def test_a_guest_who_stays_and_writes_earns_points_once(brought: Origin, messages: int, earned: bool) -> None:
    entry = Entry(MING, 10, Reason.INVITE, "invite:1", "客1")
    assert reward(brought, guest(messages), 10, NOW) == (entry if earned else None)
    assert reward(brought, None, 10, NOW) is None and reward(brought, guest(9), 0, NOW) is None


def test_points_go_back_with_a_guest_who_leaves_within_a_month() -> None:
    back = Entry(MING, -7, Reason.INVITE_BACK, "invite-back:1", "客1")
    assert taken_back(origin(came=29), NOW, (MING, 7)) == back
    assert taken_back(origin(came=30), NOW, (MING, 7)) is None
    assert taken_back(origin(came=29), NOW, None) is None


def test_a_guest_banned_within_a_week_pauses_the_inviter() -> None:
    soon = origin(came=9, inviter_id=MING, banned_at=NOW - days(3))
    late = origin(came=20, inviter_id=MING, banned_at=NOW - days(1))
    assert paused_until([soon, late], days(30), NOW) == NOW + days(27)
    assert paused_until([soon], days(3), NOW) is None
    assert paused_until([late, origin()], days(30), NOW) is None


def test_funnels() -> None:
    came = [
        origin(UserId(1), 40, link="海报", wrote=True),
        origin(UserId(2), 40, link="海报", left_at=NOW - days(20)),
        origin(UserId(3), 8, link="海报", left_at=NOW - days(7), banned_at=NOW - days(7)),
        origin(UserId(4), 1, inviter_id=RED, inviter_name="小红"),
        origin(UserId(5), 2, inviter_id=MING, inviter_name="小红"),
        origin(UserId(6), 1, link="海报"),
    ]
    wishes = [
        Wish(UserId(1), NOW - days(41), link="海报", phrase="柜台"),
        Wish(UserId(7), NOW - days(50), link="海报"),
        Wish(UserId(6), NOW - days(1), link="海报", is_kept_out=True),
    ]
    found = report(came, wishes, NOW)
    assert found.total == Funnel(7, 5, 1, (2, 3), (1, 2), 1)
    assert found.links == (("海报", Funnel(5, 3, 1, (2, 3), (1, 2), 1)),)
    assert found.phrases == (("柜台", Funnel(1, 1, 1, (1, 1), (1, 1), 0)),)
    one = Funnel(1, 1, 0, (0, 0), (0, 0), 0)
    assert found.inviters == (("小红", one), ("小红", one))
    assert found.since == NOW - days(50)


def test_who_came_twice_counts_once_as_they_came_last() -> None:
    found = report([origin(came=9, link="旧", left_at=NOW - days(8)), origin(came=1, link="新")], [], NOW)
    assert [name for name, _ in found.links] == ["新"] and found.total.joined == 1


def test_nobody_yet() -> None:
    found = report([], [], NOW)
    assert found.total == Funnel(0, 0, 0, (0, 0), (0, 0), 0) and found.since is None
