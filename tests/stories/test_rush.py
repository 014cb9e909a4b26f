"""Many speak at once: what a batch of updates says is read together, and each message is treated as if it came alone."""

from collections.abc import Awaitable, Callable

import pytest

from bot.language import ahead, mood
from bot.language.mood import read
from bot.sandbox import Chat, User
from tests.stories.tea_house import TeaHouse

TALK = (
    "今天的老白茶真香",
    "我也觉得第三泡最好",
    "周末有人去湖边吗",
    "刚下班，先泡一壶",
    "which gaiwan is that?",
    "明天见",
)
ADVERT = "全网最低价，加微信 tea88888 领取优惠券，名额有限"
COMPLAINT = "你们的茶叶发霉了，客服没人理，我要退款"


@pytest.fixture
async def rush(house: TeaHouse, group: Chat, owner: User) -> Callable[[], Awaitable[None]]:
    """Everybody speaks at once, and what has to be true then."""
    await house.after(owner.says(group, "/watch add 发霉 urgent"))
    people, guest = [house.newcomer(f"茶客{number}") for number in range(len(TALK))], await house.regular()
    advertiser = house.newcomer("小广告")

    async def speak() -> None:
        said = [person.says(group, text) for person, text in zip(people, TALK, strict=True)]
        said += guest.says(group, COMPLAINT), advertiser.says(group, ADVERT)
        await house.stage.settled()
        assert [message is not None and message.deleted for message in said] == [False] * (len(said) - 1) + [True]
        assert any("发霉" in message.content for message in owner.inbox)

    return speak


async def test_what_many_say_is_read_together(
    rush: Callable[[], Awaitable[None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone: list[str] = []
    monkeypatch.setattr(mood, "read", lambda text: alone.append(text) or read(text))
    await rush()
    assert alone == []


async def test_what_cannot_be_read_together_is_read_one_by_one(
    rush: Callable[[], Awaitable[None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(texts: object) -> None:
        raise ValueError

    monkeypatch.setattr(mood, "read_all", broken)
    ahead._known.clear()
    await rush()
