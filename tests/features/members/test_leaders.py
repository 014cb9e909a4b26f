"""Leaders: by what their words bring about, not by how many there are."""

from bot.core.ids import UserId
from bot.features.members.leaders import Reply, leaders

TALKER, SAGE, FRIEND, ADMIN = UserId(1), UserId(2), UserId(3), UserId(4)


def replies(*pairs: tuple[int, int, int]) -> list[Reply]:
    return [Reply(UserId(giver), UserId(drawer), times) for giver, drawer, times in pairs]


CROWD = replies(*((10 + n, SAGE, 1) for n in range(8)), *((20 + n, ADMIN, 5) for n in range(8)), (FRIEND, TALKER, 90))


def test_reach_counts_and_volume_does_not() -> None:
    found = leaders(CROWD, {}, {}, apart={ADMIN})
    assert [leader.user_id for leader in found] == [SAGE]
    assert (found[0].place, found[0].reach, found[0].drawn) == (1, 8, 8)


def test_two_friends_do_not_lift_each_other() -> None:
    farm = [*CROWD, *replies((TALKER, FRIEND, 500), (10, TALKER, 1), (11, TALKER, 1))]
    assert leaders(farm, {}, {}, apart={ADMIN})[0].user_id == SAGE


def test_thanks_decide_between_equals() -> None:
    equal = replies(*((10 + n, 100 + m, 1) for n in range(6) for m in range(5)))
    found = leaders(equal, {UserId(103): 9}, {})
    assert found[0].user_id == 103 and len(found) == 3


def test_a_leader_leaves_later_than_others_get_in() -> None:
    equal = replies(*((10 + n, 100 + m, 1) for m in range(5) for n in range(8 - m)))
    chosen = [leader.user_id for leader in leaders(equal, {}, {})]
    assert len(chosen) == 3
    fourth = next(u for u in (UserId(103), UserId(102)) if u not in chosen)
    assert fourth in [leader.user_id for leader in leaders(equal, {}, {}, before=[fourth])]


def test_nobody_leads_where_nobody_answers() -> None:
    assert leaders([], {}, {}) == []
    assert leaders(replies((1, 2, 3), (2, 2, 9)), {}, {}) == []
