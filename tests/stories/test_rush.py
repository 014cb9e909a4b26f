"""Many speak at once: what a batch of updates says is read together, and each message is treated as if it came alone."""

import pytest

from bot.language import mood
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


async def test_in_a_rush_the_advert_goes_and_the_complaint_is_heard(
    house: TeaHouse, group: Chat, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.after(owner.says(group, "/watch add 发霉 urgent"))
    people, guest = [house.newcomer(f"茶客{number}") for number in range(len(TALK))], await house.regular()
    advertiser, read_alone, read = house.newcomer("小广告"), [], mood.read
    monkeypatch.setattr(mood, "read", lambda text: read_alone.append(text) or read(text))
    talk = [person.says(group, text) for person, text in zip(people, TALK, strict=True)]
    advert, complaint = advertiser.says(group, ADVERT), guest.says(group, COMPLAINT)
    await house.stage.settled()
    assert [message is not None and message.deleted for message in (*talk, complaint, advert)] == [False] * 7 + [True]
    assert any("发霉" in message.content for message in owner.inbox)
    assert read_alone == []
