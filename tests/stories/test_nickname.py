"""Names of a form: newcomers are asked, reminded, limited, and let go by themselves; nobody else is bothered."""

from bot.sandbox import Chat, User
from tests.stage import Stage, texts

PICTURE = b"\x89PNG a picture"


def said(stage: Stage, group: Chat) -> list[str]:
    """What the bot has said in the group and is still there."""
    return texts(m for m in group.messages if m.sender == stage.sandbox.bot and not m.deleted)


async def tea_house(stage: Stage, form: str = "城市-昵称") -> tuple[Chat, User]:
    group, owner = await stage.tea_house()
    owner.says_privately(f"/nickname {form}")
    await stage.settled()
    return group, owner


async def test_asked_reminded_limited_and_let_go(stage: Stage) -> None:
    group, owner = await tea_house(stage)
    assert "城市-昵称" in owner.last.content
    red = stage.sandbox.person("小红")
    red.says_privately("/start")
    await stage.settled()
    red.joins(group)
    await stage.settled()
    assert "城市-昵称" in said(stage, group)[-1] and "城市-昵称" in red.last.content
    await stage.kill()
    await stage.start()
    await stage.advance(hours=12)
    assert "麻烦改一下" in red.last.content
    await stage.kill()
    await stage.start()
    assert group.allows(red, "can_send_photos")
    await stage.advance(hours=12)
    assert "只能发文字" in red.last.content
    assert not group.allows(red, "can_send_photos") and group.allows(red, "can_send_messages")
    red.says(group, "我还没改")
    await stage.settled()
    assert not group.allows(red, "can_send_photos")
    red.renames("北京-小红")
    red.says(group, "改好了")
    await stage.settled()
    assert group.allows(red, "can_send_photos")
    assert "限制已经解除" in red.last.content
    await stage.advance(hours=48)
    assert group.allows(red, "can_send_photos")


async def test_a_press_is_enough(stage: Stage) -> None:
    group, owner = await tea_house(stage)
    owner.says_privately("/nickname")
    await stage.settled()
    owner.presses(owner.last, "不改不能发言")
    red = stage.sandbox.person("小红")
    red.says_privately("/start")
    await stage.settled()
    red.joins(group)
    await stage.settled()
    await stage.advance(hours=12)
    await stage.advance(hours=12)
    assert not group.allows(red, "can_send_messages")
    limit = red.last
    too_soon = red.presses(limit, "我改好了")
    await stage.settled()
    assert too_soon.alert and "小红" in (too_soon.answer or "")
    red.renames("上海-小红")
    red.presses(limit, "我改好了")
    await stage.settled()
    assert group.allows(red, "can_send_messages")


async def test_who_cannot_be_written_to_is_named_in_one_notice(stage: Stage) -> None:
    group, _ = await tea_house(stage)
    for name in ("小红", "小明", "北京-小刚"):
        stage.member(group, name)
    await stage.settled()
    await stage.advance(hours=12)
    await stage.advance(minutes=1)
    (notice,) = [m for m in group.messages if "点一下按钮" in m.content and not m.deleted]
    assert "小红" in notice.content and "小明" in notice.content and "小刚" not in notice.content
    assert [[b.text for b in row] for row in notice.buttons] == [["我改好了"]]


async def test_a_name_that_was_changed_in_silence_is_not_punished(stage: Stage) -> None:
    group, _ = await tea_house(stage)
    red = stage.member(group, "小红")
    await stage.settled()
    await stage.advance(hours=12)
    red.renames("北京-小红")
    await stage.advance(hours=12)
    assert group.allows(red, "can_send_photos")


async def test_administrators_the_trusted_and_older_members_are_left_alone(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    old, friend = stage.member(group, "老王"), stage.member(group, "阿强")
    for person in (old, friend):
        person.says(group, "大家好")
    await stage.settled()
    owner.says_privately(f"/trust {friend.id}")
    owner.says_privately("/nickname 城市-昵称")
    await stage.settled()
    for person in (owner, old, friend):
        person.says(group, "喝茶")
    await stage.settled()
    await stage.advance(hours=30)
    owner.says_privately("/nickname everyone")
    await stage.settled()
    for person in (owner, old, friend):
        person.says(group, "再喝一杯")
    await stage.settled()
    await stage.advance(minutes=1)
    assert "老王" in said(stage, group)[-1] and "阿强" not in said(stage, group)[-1]
    await stage.advance(hours=12)
    await stage.advance(hours=12)
    assert not group.allows(old, "can_send_photos") and group.allows(friend, "can_send_photos")


async def test_the_list_for_administrators(stage: Stage) -> None:
    group, owner = await tea_house(stage, "城市(北京|上海)-昵称")
    for name in ("北京-小红", "广州-小明", "小刚", "<b>上海</b>"):
        stage.member(group, name).says(group, "大家好")
    await stage.settled()
    owner.says(group, "/nickname list")
    await stage.settled()
    listed = owner.last.content
    assert "有 3 位" in listed and "广州-小明" in listed and "小刚" in listed and "小红" not in listed
    assert "店长" not in listed and "<b>上海</b>" in listed


async def test_off_lets_everybody_go(stage: Stage) -> None:
    group, owner = await tea_house(stage)
    red = stage.member(group, "小红")
    await stage.settled()
    await stage.advance(hours=12)
    await stage.advance(hours=12)
    assert not group.allows(red, "can_send_photos")
    owner.says_privately("/nickname off")
    await stage.settled()
    assert group.allows(red, "can_send_photos")
    assert "没有要求" in owner.last.content


async def test_both_limits_at_once_end_each_on_its_own(stage: Stage) -> None:
    group, owner = await tea_house(stage)
    owner.says_privately("/newcomers 48h")
    await stage.settled()
    red = stage.member(group, "小红")
    await stage.settled()
    await stage.advance(hours=12)
    await stage.advance(hours=12)
    await stage.kill()
    await stage.start()
    red.renames("北京-小红")
    red.says(group, "改好了")
    await stage.settled()
    assert not group.allows(red, "can_send_photos")
    await stage.advance(hours=24)
    assert group.allows(red, "can_send_photos")


async def test_leaving_ends_the_matter(stage: Stage) -> None:
    group, _ = await tea_house(stage)
    red = stage.member(group, "小红")
    await stage.settled()
    red.leaves(group)
    await stage.settled()
    await stage.advance(hours=12)
    await stage.advance(hours=12)
    assert group.member(red).status == "left"


async def test_a_form_that_makes_no_sense(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says_privately("/nickname 昵称")
    await stage.settled()
    assert "看不懂" in owner.last.content
    stage.member(group, "小红")
    await stage.settled()
    assert "改成" not in said(stage, group)[-1]


async def test_in_english(stage: Stage) -> None:
    owner = stage.sandbox.person("Ann", language="en")
    group = stage.sandbox.supergroup("Tea", owner=owner)
    owner.adds_bot(group, rights=("can_delete_messages", "can_restrict_members", "can_invite_users"))
    owner.says_privately("/start")
    await stage.settled()
    owner.says_privately("/nickname City(Paris|Rome)-Name")
    await stage.settled()
    assert "Names must look like City(Paris|Rome)-Name" in owner.last.content
    bob = stage.sandbox.person("Bob", language="en")
    bob.says_privately("/start")
    await stage.settled()
    bob.joins(group)
    await stage.settled()
    assert "Please change your name to the form City(Paris|Rome)-Name" in bob.last.content
