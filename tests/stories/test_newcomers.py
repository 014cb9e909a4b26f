"""Newcomers send words only at first, are told so, and are let go on time, whatever happens to the bot meanwhile."""

from bot.sandbox import Chat, User
from bot.sandbox.rights import MEDIA
from tests.stage import Stage, texts

PICTURE = b"\x89PNG a picture"


def may_send_pictures(group: Chat, person: User) -> bool:
    return group.allows(person, "can_send_photos")


async def limited(stage: Stage, bounds: str) -> tuple[Chat, User]:
    """A group whose newcomers are limited."""
    group, owner = await stage.tea_house()
    owner.says_privately(f"/newcomers {bounds}")
    await stage.settled()
    return group, owner


async def test_words_only_for_a_day_announced_in_the_greeting(stage: Stage) -> None:
    group, owner = await limited(stage, "24h")
    assert "24 小时" in owner.last.content or "1 天" in owner.last.content
    red = stage.member(group, "小红")
    await stage.settled()
    assert group.allows(red, "can_send_messages") and group.allows(red, "can_invite_users")
    assert not any(group.allows(red, name) for name in MEDIA)
    assert "先只发文字" in group.messages[-1].content
    await stage.kill()
    await stage.start()
    await stage.advance(hours=23)
    assert not may_send_pictures(group, red)
    await stage.advance(hours=1)
    assert may_send_pictures(group, red)
    assert not group.member(red).permissions["can_send_photos"] or group.member(red).status != "restricted"


async def test_the_limit_ends_on_time_although_the_bot_is_away(stage: Stage) -> None:
    group, _ = await limited(stage, "24h")
    red = stage.member(group, "小红")
    await stage.settled()
    await stage.kill()
    stage.sandbox.clock.advance(hours=25)  # type: ignore[attr-defined]
    assert may_send_pictures(group, red)
    await stage.start()
    assert may_send_pictures(group, red)


async def test_enough_messages_open_everything(stage: Stage) -> None:
    group, _ = await limited(stage, "3条")
    red = stage.member(group, "小红")
    red.says_privately("/start")
    await stage.settled()
    for words in ("大家好", "我是小红"):
        red.says(group, words)
        await stage.settled()
    assert not may_send_pictures(group, red)
    await stage.kill()
    await stage.start()
    red.says(group, "喜欢喝茶")
    await stage.settled()
    assert may_send_pictures(group, red)
    assert "都可以发啦" in red.last.content


async def test_whichever_comes_first(shaken_stage: Stage) -> None:
    stage = shaken_stage
    group, _ = await limited(stage, "24h 2条")
    red, ming = stage.member(group, "小红"), stage.member(group, "小明")
    await stage.settled()
    for words in ("大家好", "我是小红"):
        red.says(group, words)
    await stage.settled()
    assert may_send_pictures(group, red) and not may_send_pictures(group, ming)
    await stage.advance(hours=24)
    assert may_send_pictures(group, ming)


async def test_leaving_and_coming_back_does_not_end_it_or_make_it_eternal(stage: Stage) -> None:
    group, _ = await limited(stage, "24h")
    red = stage.member(group, "小红")
    await stage.settled()
    red.leaves(group)
    await stage.settled()
    await stage.advance(hours=20)
    red.joins(group)
    await stage.settled()
    assert not may_send_pictures(group, red)
    await stage.advance(hours=23)
    assert not may_send_pictures(group, red)
    await stage.advance(hours=2)
    assert may_send_pictures(group, red)


async def test_an_administrators_own_limit_comes_back_afterwards(stage: Stage) -> None:
    group, owner = await limited(stage, "24h")
    red = stage.member(group, "小红")
    await stage.settled()
    red.leaves(group)
    await stage.advance(hours=30)
    own = {name: name not in ("can_send_polls", "can_invite_users") for name in group.permissions}
    owner.restricts(red, group, own)
    await stage.settled()
    red.joins(group)
    await stage.settled()
    assert not may_send_pictures(group, red)
    await stage.advance(hours=25)
    assert may_send_pictures(group, red)
    assert not group.allows(red, "can_send_polls")


async def test_what_an_administrator_changes_meanwhile_stays(stage: Stage) -> None:
    group, owner = await limited(stage, "24h")
    red, ming = stage.member(group, "小红"), stage.member(group, "小明")
    await stage.settled()
    owner.restricts(red, group, dict.fromkeys(group.permissions, True))
    owner.restricts(ming, group)
    await stage.settled()
    red.sends_photo(group, PICTURE)
    await stage.settled()
    assert not group.messages[-1].deleted
    await stage.advance(hours=25)
    assert not group.allows(ming, "can_send_messages")


async def test_a_ban_is_not_lifted(stage: Stage) -> None:
    group, owner = await limited(stage, "24h")
    red = stage.member(group, "小红")
    await stage.settled()
    owner.bans(red, group)
    await stage.settled()
    await stage.advance(hours=25)
    assert group.member(red).status == "kicked"


async def test_where_nothing_can_be_restricted_pictures_are_taken_away(stage: Stage) -> None:
    owner = stage.sandbox.person("店长", language="zh-hans")
    group = stage.sandbox.supergroup("围炉茶友", owner=owner)
    owner.adds_bot(group, rights=("can_delete_messages", "can_invite_users"))
    owner.says_privately("/start")
    await stage.settled()
    owner.says_privately("/newcomers 24h")
    await stage.settled()
    assert "封禁用户" in owner.last.content
    red = stage.member(group, "小红")
    await stage.settled()
    picture, words = red.sends_photo(group, PICTURE), red.says(group, "大家好")
    await stage.settled()
    assert picture is not None and picture.deleted
    assert words is not None and not words.deleted


async def test_off_lets_everybody_go(stage: Stage) -> None:
    group, owner = await limited(stage, "24h")
    red = stage.member(group, "小红")
    await stage.settled()
    owner.says_privately("/newcomers")
    await stage.settled()
    owner.presses(owner.last, "不限制")
    await stage.settled()
    assert may_send_pictures(group, red)
    assert "什么都可以发" in owner.last.content


async def test_administrators_and_the_trusted_are_free(stage: Stage) -> None:
    group, owner = await limited(stage, "24h")
    red = stage.member(group, "小红")
    await stage.settled()
    assert not may_send_pictures(group, red)
    owner.says_privately(f"/trust {red.id}")
    await stage.settled()
    assert may_send_pictures(group, red), "the limit that was running is over"
    red.leaves(group)
    await stage.advance(hours=25)
    red.joins(group)
    await stage.settled()
    assert may_send_pictures(group, red)


async def test_in_english(stage: Stage) -> None:
    owner = stage.sandbox.person("Ann", language="en")
    group = stage.sandbox.supergroup("Tea", owner=owner)
    owner.adds_bot(group, rights=("can_delete_messages", "can_restrict_members", "can_invite_users", "can_change_info"))
    owner.says_privately("/start")
    await stage.settled()
    owner.says_privately("/newcomers 24h 5")
    await stage.settled()
    owner.says_privately("/newcomers soon")
    await stage.settled()
    said = texts(owner.inbox)
    assert any("words only for 1 day, or until 5 messages are written" in each for each in said)
    assert "/newcomers 24h" in owner.last.content


async def test_behind_an_open_gate_the_limit_begins_when_the_door_lets_go(stage: Stage) -> None:
    group, owner = await limited(stage, "24h")
    owner.says_privately("/gate 暗号 芝麻开门")
    await stage.settled()
    red = stage.member(group, "小红")
    await stage.settled()
    assert not group.allows(red, "can_send_messages")
    assert not any("先只发文字" in m.content for m in group.messages)
    door = next(b for m in reversed(group.messages) for row in m.buttons for b in row if b.url)
    red.opens(door.url or "")
    await stage.settled()
    await stage.kill()
    await stage.start()
    red.says_privately("芝麻开门")
    await stage.settled()
    assert group.allows(red, "can_send_messages") and not may_send_pictures(group, red)
    assert any("先只发文字" in m.content for m in group.messages)
    await stage.advance(hours=24)
    assert may_send_pictures(group, red)
