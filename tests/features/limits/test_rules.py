"""What several limits come to, when they end, and what is ours."""

from datetime import timedelta

import pytest

from bot.core.event import Media, MediaKind, Message, Sender, SenderKind
from bot.core.ids import ChatId, MessageId, UserId
from bot.features.entry.arrivals import EVERYTHING, FREE, Restriction
from bot.features.limits.model import Extent, Limit, Reason
from bot.features.limits.rules import MEDIA, TALK, after, breaks, ends_by_itself, is_of, standing
from tests.stage import MORNING as NOW

DAY = timedelta(days=1)
NEW = Limit(UserId(7), Reason.NEWCOMER, Extent.TEXT, NOW, NOW + DAY)
NAME = Limit(UserId(7), Reason.NICKNAME, Extent.SILENCE, NOW)
EARLIER = Restriction({**EVERYTHING, "can_send_photos": False, "can_invite_users": False}, NOW + 2 * DAY)


def taken(restriction: Restriction) -> set[str]:
    return {name for name, allowed in restriction.permissions.items() if not allowed}


def test_only_what_a_limit_is_about_is_taken() -> None:
    assert taken(standing([NEW], NOW)) == set(MEDIA)
    assert taken(standing([NEW, NAME], NOW)) == set(TALK)
    assert standing([], NOW) == FREE


def test_a_single_limit_ends_by_itself_and_several_do_not() -> None:
    assert standing([NEW], NOW).until == NOW + DAY and ends_by_itself([NEW], NOW)
    assert standing([NEW, NAME], NOW).until is None
    assert standing([NAME], NOW).until is None
    # Telegram takes an end within 30 seconds for none.
    assert standing([NEW], NOW + DAY - timedelta(seconds=40)).until is None


def test_what_was_there_before_comes_back() -> None:
    limit = Limit(UserId(7), Reason.NEWCOMER, Extent.TEXT, NOW, NOW + DAY, earlier=EARLIER)
    assert taken(standing([limit], NOW)) == {*MEDIA, "can_invite_users"}
    assert standing([limit], NOW).until is None and not ends_by_itself([limit], NOW)
    assert after([limit], [], NOW + DAY) == EARLIER
    assert after([limit], [], NOW + 3 * DAY) == FREE


def test_of_two_limits_one_is_left() -> None:
    assert taken(after([NEW, NAME], [NEW], NOW)) == set(MEDIA)
    assert after([NEW, NAME], [], NOW) == FREE


def test_ours_is_told_from_others() -> None:
    assert is_of([NEW], standing([NEW], NOW).permissions)
    assert not is_of([NEW], dict.fromkeys(EVERYTHING, False))
    assert not is_of([NEW], EVERYTHING)
    assert not is_of([], {})


@pytest.mark.parametrize(
    ("until", "messages", "at", "written", "over"),
    [
        (DAY, None, timedelta(hours=23), 99, False),
        (DAY, None, DAY, 0, True),
        (None, 5, 30 * DAY, 4, False),
        (None, 5, timedelta(), 5, True),
        (DAY, 5, timedelta(hours=1), 5, True),
        (None, None, 30 * DAY, 99, False),
    ],
)
def test_an_end(until: timedelta | None, messages: int | None, at: timedelta, written: int, over: bool) -> None:
    ends = None if until is None else NOW + until
    limit = Limit(UserId(7), Reason.NEWCOMER, Extent.TEXT, NOW, ends, messages)
    assert limit.is_over(NOW + at, written) is over


@pytest.mark.parametrize(
    ("limits", "media", "broken"),
    [
        ([], MediaKind.PHOTO, False),
        ([NEW], None, False),
        ([NEW], MediaKind.STICKER, True),
        ([NEW], MediaKind.POLL, True),
        ([NAME], None, True),
    ],
)
def test_messages_that_go_too_far(limits: list[Limit], media: MediaKind | None, broken: bool) -> None:
    shown = Media(media) if media is not None else None
    message = Message(ChatId(-1), MessageId(1), Sender(SenderKind.USER, 7, "小红"), NOW, "嗨", media=shown)
    assert breaks(limits, message) is broken
