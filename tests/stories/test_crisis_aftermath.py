"""Around an incident: what is said to all, rehearsals, receivers outside, and what follows."""

import asyncio
import hashlib
import hmac
import json

from aiohttp import web

from bot.sandbox import Fault, User
from tests.stage import RIGHTS, Stage, texts
from tests.stories.test_crisis import WORD, cards, watching
from tests.stories.test_crisis_desk import burning
from tests.stories.test_crisis_detection import share_a_community


def newest(person: User, part: str) -> str:
    return [text for text in texts(person.inbox) if part in text][-1]


async def test_a_statement_takes_two_people_and_stands_pinned_until_it_is_done(stage: Stage) -> None:
    group, owner, admin = await burning(stage)
    admin.says_privately("/statement 我们正在核实，两小时内答复 <谢谢>")
    await stage.settled()
    draft = next(message for message in admin.inbox if "统一口径草稿" in message.content)
    press = admin.presses(draft, "同意发布")
    await stage.settled()
    assert press.answer == "要由另一位管理员同意。"
    assert not any("两小时内答复" in text for text in texts(group.messages))
    await stage.kill()
    await stage.start()
    draft = next(message for message in owner.inbox if "统一口径草稿 · 小二" in message.content)
    owner.presses(draft, "同意发布")
    await stage.settled()
    stands = [message for message in group.messages if "两小时内答复 <谢谢>" in message.content]
    assert len(stands) == 1
    assert stage.sandbox.calls("pinChatMessage", chat_id=group.id, message_id=stands[0].id)
    assert "店长 同意发布。\n已发到 1/1 个群。" in newest(admin, "统一口径草稿")
    owner.says_privately("/close 1 批次受潮")
    await stage.settled()
    assert "对外说法：我们正在核实" in newest(owner, "复盘 · 第 1 号")
    owner.says_privately("/statement done")
    await stage.settled()
    assert stage.sandbox.calls("unpinChatMessage", chat_id=group.id, message_id=stands[0].id)


async def test_who_is_alone_may_confirm_after_a_minute_and_that_is_said(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says_privately("/statement 今天停业一天")
    await stage.settled()
    draft = next(message for message in owner.inbox if "统一口径草稿" in message.content)
    press = owner.presses(draft, "同意发布")
    await stage.settled()
    assert press.answer is not None and "一分钟后" in press.answer
    await stage.advance(seconds=61)
    owner.presses(draft, "同意发布")
    await stage.settled()
    assert any("今天停业一天" in text for text in texts(group.messages))
    assert "一个人确认" in newest(owner, "统一口径草稿")


async def test_a_statement_says_where_it_really_stands(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    second = stage.sandbox.supergroup("茶友二群", owner=owner)
    owner.adds_bot(second, rights=RIGHTS)
    await stage.settled()
    await share_a_community(stage, group, second)
    owner.says(group, "/statement 今天停业一天")
    await stage.settled()
    await stage.advance(seconds=61)
    stage.sandbox.faults.add(Fault("sendMessage", "403", chat_id=second.id, times=None))
    draft = next(message for message in owner.inbox if "统一口径草稿" in message.content)
    owner.presses(draft, "同意发布")
    await stage.settled()
    assert any("今天停业一天" in text for text in texts(group.messages))
    said = newest(owner, "统一口径草稿")
    assert "已发到 1/2 个群" in said and "这些群没发成：茶友二群" in said


async def test_a_drill_shows_who_reacts_how_fast_and_members_see_nothing(stage: Stage) -> None:
    group, owner, admin = await watching(stage)
    said = len(group.messages)
    owner.says_privately("/drill 食物中毒")
    await stage.settled()
    for person in (owner, admin):
        assert "🧪 演练：这不是真的" in cards(person)[-1].content and "橙色预警" in cards(person)[-1].content
    await stage.kill()
    await stage.start()
    await stage.advance(seconds=40)
    admin.presses(cards(admin)[-1], "我来处理")
    await stage.settled()
    assert "演练结束" in cards(owner)[-1].content and "原因" not in cards(owner)[-1].content
    assert "收到的 2 位" in newest(owner, "演练报告") and "小二 用了40 秒接手" in newest(owner, "演练报告").replace(
        " 用了 ", " 用了"
    )
    assert len(group.messages) == said
    owner.says_privately("/incidents")
    await stage.settled()
    assert "没有进行中的事件" in owner.last.content


async def test_a_drill_nobody_takes_says_so_too(stage: Stage) -> None:
    _, owner, _ = await watching(stage)
    owner.says_privately("/drill")
    await stage.settled()
    for _ in range(5):
        await stage.advance(minutes=10)
    assert "没有人接手" in newest(owner, "演练报告")


async def test_a_drill_that_is_dismissed_reports_too_and_one_that_nobody_hears_stays_out_of_the_group(
    stage: Stage,
) -> None:
    group, owner, admin = await watching(stage)
    admin.blocks_bot()
    await stage.settled()
    owner.says_privately("/drill")
    await stage.settled()
    owner.presses(cards(owner)[-1], "不是舆情")
    await stage.settled()
    assert "没收到的：小二" in newest(owner, "演练报告") and "店长 用了" in newest(owner, "演练报告")
    owner.blocks_bot()
    await stage.settled()
    owner.says(group, "/drill")
    await stage.settled()
    assert not any("要紧的事" in text for text in texts(group.messages))


async def test_a_receiver_outside_is_told_signed_and_again_when_it_was_away(stage: Stage) -> None:
    taken: list[tuple[bytes, str]] = []
    down = [True]

    async def receive(request: web.Request) -> web.Response:
        if down[0]:
            down[0] = False
            return web.Response(status=503)
        taken.append((await request.read(), request.headers["X-Weilu-Signature"]))
        return web.Response()

    app = web.Application()
    app.router.add_post("/in", receive)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        stage.settings["WEILU_SETTINGS__CRISIS__HOOK_URL"] = f"http://127.0.0.1:{port}/in"
        stage.settings["WEILU_SETTINGS__CRISIS__HOOK_SECRET"] = "熊猫"
        await stage.restart()
        group, _, _ = await watching(stage)
        stage.member(group, "王阿姨").says(group, f"喝完{WORD}")
        await asyncio.sleep(0)
        await stage.settled()
        assert len(taken) == 1
        body, signature = taken[0]
        assert signature == "sha256=" + hmac.new("熊猫".encode(), body, hashlib.sha256).hexdigest()
        told = json.loads(body)
        assert told["event"] == "opened" and told["incident"]["theme"] == WORD and told["incident"]["level"] == "yellow"
        assert "王阿姨" not in body.decode(), "members are not named outside"
    finally:
        await runner.cleanup()


async def test_only_the_owner_sends_outside_and_only_to_the_web(stage: Stage) -> None:
    _, owner, admin = await watching(stage)
    admin.says_privately("/hook https://example.com/in")
    await stage.settled()
    assert "群主" in admin.last.content
    for wrong in ("ftp://example.com/in", "http://127.0.0.1/in", "http://192.168.1.1/in", "http://localhost/in"):
        owner.says_privately(f"/hook {wrong}")
        await stage.settled()
        assert "公网的 http 或 https 地址" in owner.last.content
    owner.says_privately("/hook https://example.com/in 飞书 密钥")
    await stage.settled()
    assert "推送到 example.com（feishu）" in owner.last.content
    owner.says_privately("/hook off")
    await stage.settled()
    assert "不再推送" in owner.last.content


async def test_afterwards_those_concerned_hear_and_the_mood_is_looked_at(stage: Stage) -> None:
    group, owner, _ = await watching(stage)
    auntie = stage.member(group, "王阿姨", language="zh-hans")
    auntie.says_privately("/start")
    auntie.says(group, "喝完一直拉肚子")
    await stage.settled()
    owner.says_privately("/close 1 一批茶受潮，已召回")
    await stage.settled()
    offer = next(message for message in owner.inbox if "还可以做两件事" in message.content)
    owner.presses(offer, "私信回访当事人")
    await stage.settled()
    assert "一批茶受潮，已召回" in auntie.last.content
    heard = len(auntie.inbox)
    again = owner.presses(offer, "私信回访当事人")
    await stage.settled()
    assert again.answer == "已经私信回访过了，不再重复。" and len(auntie.inbox) == heard
    owner.presses(offer, "告诉大家改了什么")
    await stage.settled()
    assert any("统一口径草稿" in text and "一批茶受潮" in text for text in texts(owner.inbox))
    await stage.advance(days=7, minutes=1)
    assert "没有再出现" in newest(owner, "关闭一周了")


async def test_an_english_drill(stage: Stage) -> None:
    group, owner, _ = await watching(stage)
    anna = stage.member(group, "Anna", username="anna", language="en")
    owner.promotes(anna, group, RIGHTS)
    anna.says_privately("/start")
    await stage.settled()
    anna.says_privately("/drill refund")
    await stage.settled()
    anna.says_privately("/ack 1")
    await stage.settled()
    assert "Anna took it after" in newest(anna, "Drill report")
