"""Settings by buttons, typed, copied, brought in; and who changed what."""

from bot.core.event import Received, Source
from bot.core.ids import InboxId, chat_mailbox
from bot.features.moderation.settings import ModerationSettings
from bot.features.settings.model import Group
from bot.runtime.work import Work
from bot.sandbox import Chat, Message, User
from storage.buffer import Overlay
from tests.stage import RIGHTS
from tests.stories.tea_house import TeaHouse, labels


async def state(house: TeaHouse, chat: Chat) -> Group:
    """The group as the bot knows it now."""
    weilu, mailbox = house.stage.weilu, chat_mailbox(chat.id)
    now = house.stage.sandbox.clock.now()
    event = Received(InboxId(0), Source.INTERNAL, mailbox, "look", b"", now)
    found = await Work(event, Overlay(mailbox), weilu.storage, now).store.groups.find(chat.id)
    assert found is not None
    return found


async def presses(house: TeaHouse, person: User, message: Message, *buttons: str) -> Message:
    """Press one button after the other in a message that changes."""
    for label in buttons:
        await house.after(person.presses(message, label))
    return message


TABLES = (
    "打卡记录", "积分明细", "奖品", "兑换记录", "成员来源", "客诉单", "“围炉茶友”的活动", "定时消息", "入群题库", "加精记录", "大使", "舆情事件",
    "设置变更", "词表",
)  # fmt: skip
"""How the files of `/export` are called."""


async def panel(house: TeaHouse, person: User) -> Message:
    await house.answer_to(person, "/panel")
    return person.last


async def test_a_number_is_changed_by_buttons_undone_and_told(house: TeaHouse, group: Chat, owner: User) -> None:
    page = await presses(house, owner, await panel(house, owner), "防广告与刷屏")
    assert "警告几次后禁言 → 3" in page.content
    number = next(line for line in page.content.splitlines() if "警告几次后禁言" in line).partition(".")[0]
    await presses(house, owner, page, number)
    assert "默认：3" in page.content and "可以填 1 到 20" in page.content
    await presses(house, owner, page, "+1", "+1")
    assert (await state(house, group)).settings(ModerationSettings).warn_limit == 5
    assert "本群设置" in page.content
    await presses(house, owner, page, "撤销这次改动")
    assert (await state(house, group)).settings(ModerationSettings).warn_limit == 4
    await presses(house, owner, page, "恢复默认")
    assert (await state(house, group)).settings(ModerationSettings).warn_limit == 3
    told = await house.answer_to(owner, "/history")
    assert "店长：警告几次后禁言，3 → 4" not in told
    assert "店长：警告几次后禁言，未设 → 4" in told and "4 → 未设" in told
    await house.after(owner.says(group, "/strict 严格"))
    assert "未设 → 严格" in await house.answer_to(owner, "/history"), "a command's changes are told as well"


async def test_values_are_typed_and_checked(house: TeaHouse, group: Chat, owner: User) -> None:
    page = await presses(house, owner, await panel(house, owner), "欢迎", "1", "输入新值")
    owner.says_privately("来啦 <b> {name}")
    await house.stage.settled()
    assert "来啦 <b> {name}" in owner.last.content, "a name of a tag is words"
    house.newcomer("小林")
    await house.stage.settled()
    assert house.answers[-1] == "来啦 <b> 小林"
    await presses(house, owner, await panel(house, owner), "打卡")
    page = owner.last
    number = next(line for line in page.content.splitlines() if "几点提醒" in line).partition(".")[0]
    await presses(house, owner, page, number, "输入新值")
    assert "没有改" in await house.answer_to(owner, "半夜")
    await presses(house, owner, page, "输入新值")
    await house.stage.advance(minutes=11)
    assert "20:00" not in await house.answer_to(owner, "20:00"), "after ten minutes nothing is waited for"


async def test_settings_go_from_group_to_group(house: TeaHouse, group: Chat, owner: User) -> None:
    for command in ("/strict 严格", "/welcome 欢迎 {name}", "/gate captcha"):
        await house.after(owner.says_privately(command))
    page = await panel(house, owner)
    await presses(house, owner, page, "导出")
    file = owner.last
    document = house.stage.sandbox.file(file)
    assert b'strictness = "strict"' in document and b'steps = ["captcha' in document

    second = house.stage.sandbox.supergroup("读书会", owner=owner)
    owner.adds_bot(second, rights=RIGHTS)
    await house.stage.settled()
    owner.says_privately("/panel")
    await house.stage.settled()
    await presses(house, owner, owner.last, "读书会")
    page = owner.last
    await presses(house, owner, page, "从别的群复制", "围炉茶友")
    assert "会改这 3 项" in page.content and "宽松 → 严格" in page.content
    await presses(house, owner, page, "应用")
    assert (await state(house, second)).settings(ModerationSettings).strictness == "strict"

    await presses(house, owner, page, "导入")
    changed = document.replace(b'"strict"', b'"lenient"') + b"\n[moderaton]\nx = 1\n"
    owner.sends_document(owner.private, changed, "settings.toml")
    await house.stage.settled()
    assert "会改这 1 项" in owner.last.content and "moderaton (→ moderation?)" in owner.last.content
    await presses(house, owner, owner.last, "应用")
    assert (await state(house, second)).settings(ModerationSettings).strictness == "lenient"
    assert "导出了设置" not in await house.answer_to(owner, "/history"), "that was the other group"


async def test_a_new_time_zone_moves_what_is_planned(house: TeaHouse, group: Chat, owner: User) -> None:
    for command in ("/digest at 09:00", "/quiet 22:00-08:00 lock"):
        await house.after(owner.says_privately(command))
    await presses(house, owner, await panel(house, owner), "通用", "2", "输入新值")
    assert "没有改" in await house.answer_to(owner, "Europe/Atlantis")
    await presses(house, owner, await panel(house, owner), "通用", "2", "输入新值")
    assert "Europe/London" in await house.answer_to(owner, "Europe/London")
    planned = {each.kind: each for each in await house.stage.weilu.storage.schedules.all()}
    assert planned["digest_due"].zone == "Europe/London"
    assert (await state(house, group)).timezone == "Europe/London"


async def test_the_way_from_the_group_and_who_may_not(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(owner.says(group, "/panel"))
    door = house.spoken[-1].buttons[0][0]
    assert door.url is not None
    owner.opens(door.url)
    await house.stage.settled()
    assert "围炉茶友 的设置" in owner.last.content
    member = house.newcomer("小林")
    member.opens(door.url)
    await house.stage.settled()
    assert "没看到您管理的群" in member.last.content

    helper = await house.deputy("小二", "can_delete_messages")
    page = await panel(house, helper)
    press = helper.presses(page, "打卡")
    await house.stage.settled()
    assert press.answer is not None and "修改群组信息" in press.answer
    assert "打卡" in labels(page)


async def test_an_export_goes_to_who_may_in_private_and_is_told(house: TeaHouse, group: Chat, owner: User) -> None:
    member = house.newcomer("=1+1")
    said = await house.after(member.says(group, "大家好"))
    await house.after(owner.says(group, "/warn 刷屏", reply_to=said))
    asked = await house.after(owner.says(group, "/export"))
    assert asked not in group.messages, "a secret command goes at once"
    files = exported(house)
    settings, counts, cases = files["本群自己的设置"], files["每天的统计"], files["处理记录"]
    assert settings.startswith("# Weilu 围炉") and counts.splitlines()[0].endswith("messages")
    assert "'=1+1" in cases and "刷屏" in cases and "大家好" not in cases
    assert "店长：导出了设置" in await house.answer_to(owner, "/history")
    helper = await house.deputy("小二", "can_change_info")
    assert "封禁成员" in await house.answer_to(helper, "/export")


def exported(house: TeaHouse) -> dict[str, str]:
    """What is in the files that the owner has been sent, by what is said of each."""
    files = [message for message in house.owner.inbox if message.kind == "document"]
    about = ("本群自己的设置", "每天的统计", "处理记录", *TABLES)
    return {
        name: house.stage.sandbox.file(message).decode()
        for message in files
        for name in about
        if name in message.content
    }


async def test_whatever_an_administrator_is_shown_is_a_table_too(house: TeaHouse, group: Chat, owner: User) -> None:
    member = house.newcomer("小林", username="lin", language="zh-hans")
    await house.after(member.says(group, "打卡 读了一页书"))
    star = await house.after(member.says(group, "茶凉了再续，话慢慢说"))
    await house.after(owner.says(group, "/star", reply_to=star))
    await house.answer_to(member, "/feedback 茶包漏了")
    for said in (
        "/points @lin +10 帮忙", '/reward add "茶杯" 5 stock 3', "/watch add 拉肚子", "/taboo add 根治 | 别这样说",
        '/list "周五拼单"', '/post "every day 09:00" 早安', "/helper @lin", "/drill",
        "/question add 白茶第一泡？快出汤 | 冷水 | 五分钟", "/strict strict",
    ):  # fmt: skip
        await house.answer_to(owner, said)
    await house.answer_to(member, "/rewards")
    await house.after(member.presses(member.last, labels(member.last)[0]))
    await house.after(member.presses(member.last, "兑换"))
    await house.answer_to(owner, "/export")
    files = exported(house)
    assert sorted(set(TABLES) - set(files)) == [], "every table that has rows"
    assert "小林" in files["打卡记录"] and "读了一页书" not in files["打卡记录"]
    assert "帮忙" in files["积分明细"] and "茶包漏了" not in files["客诉单"]
    assert "拉肚子" in files["词表"] and "别这样说" in files["词表"] and "周五拼单" in files["“围炉茶友”的活动"]
    assert "strictness" in files["设置变更"] and "08:00" in files["打卡记录"]


async def test_the_answer_to_a_command_goes_with_it(house: TeaHouse, group: Chat, owner: User) -> None:
    asked = await house.after(owner.says(group, "/strict"))
    answer = house.spoken[-1]
    await house.stage.advance(minutes=29)
    assert answer in group.messages
    await house.stage.advance(minutes=2)
    assert answer not in group.messages and asked not in group.messages
