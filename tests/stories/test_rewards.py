"""Points are exchanged for rewards: asked for in private, delivered or refused, and never one too many."""

import asyncio
from typing import Any

from sqlalchemy import func, select

from bot.sandbox import User
from storage.tables import ledger, redemptions, rewards
from tests.stage import Stage
from tests.stories.tea_house import TeaHouse, labels


async def said(house: TeaHouse, person: User, text: str, **how: Any) -> str:
    person.says(house.group, text, **how)
    await house.stage.settled()
    return house.answers[-1]


async def total(stage: Stage, person: User) -> int:
    statement = select(func.coalesce(func.sum(ledger.c.amount), 0)).where(ledger.c.user_id == person.id)
    return int((await stage.weilu.storage.database.fetch(statement))[0][0])


async def rich(house: TeaHouse, name: str, username: str, points: int) -> User:
    person = house.newcomer(name, username=username, language="zh-hans")
    person.says_privately("/start")
    await house.stage.settled()
    await said(house, house.owner, f"/points @{username} +{points} 老朋友")
    return person


async def test_a_reward_is_redeemed_in_private_and_delivered(house: TeaHouse) -> None:
    ming = await rich(house, "阿明", "aming", 350)
    assert "已上架 1. 蓝莓茶 50g：300 分，20 份" in await said(
        house, house.owner, '/reward add "蓝莓茶 50g" 300 stock 20'
    )
    assert "还有 20 份" in await said(house, ming, "兑换")
    button = house.spoken[-1].buttons[0][0]
    ming.opens(button.url or "")
    await house.stage.settled()
    assert "您现在有 350 分" in ming.last.content and labels(ming.last) == ["蓝莓茶 50g（300 分）"]
    ming.presses(ming.last, "蓝莓茶 50g（300 分）")
    await house.stage.settled()
    assert "换完还剩 50 分" in ming.last.content
    sure = ming.last
    for _ in range(2):
        ming.presses(sure, "兑换")
    await house.stage.settled()
    assert "已兑换「蓝莓茶 50g」" in sure.content and await total(house.stage, ming) == 50
    card = house.owner.last
    assert "阿明" in card.content and labels(card) == ["已发放", "不同意，退分"]
    house.owner.presses(card, "已发放")
    await house.stage.settled()
    assert "店长 已发放" in card.content and labels(card) == []
    assert "已发放，请留意查收" in ming.last.content
    assert "兑换 蓝莓茶 50g" in await said(house, ming, "/me")


async def test_what_is_refused_is_refunded_and_goes_back_in_stock(house: TeaHouse) -> None:
    ming = await rich(house, "阿明", "aming", 100)
    await said(house, house.owner, "/reward add 茶杯 100")
    ming.says_privately("/rewards")
    await house.stage.settled()
    ming.presses(ming.last, "茶杯（100 分）")
    await house.stage.settled()
    ming.presses(ming.last, "兑换")
    await house.stage.settled()
    assert await total(house.stage, ming) == 0
    assert "兑完了" in await said(house, ming, "兑换")
    await house.stage.kill()
    await house.stage.start()
    card = house.owner.last
    house.owner.presses(card, "不同意，退分")
    await house.stage.settled()
    assert await total(house.stage, ming) == 100 and "100 分已经退回" in ming.last.content
    assert "还有 1 份" in await said(house, ming, "兑换")
    assert "家人" not in await said(house, ming, "/me"), "spending moves no level"


async def test_fifty_at_once_for_twenty_in_stock(stage_on_each_engine: Stage) -> None:
    stage = stage_on_each_engine
    crowd = [stage.sandbox.person(f"茶友{number}", username=f"tea{number}", language="zh-hans") for number in range(50)]
    group, owner = await stage.tea_house(crowd)
    for number, person in enumerate(crowd):
        person.says_privately("/start")
        person.says(group, "早")
        owner.says(group, f"/points @tea{number} +300 老朋友")
    owner.says(group, '/reward add "蓝莓茶 50g" 300 stock 20')
    await stage.settled()
    for person in crowd:
        person.says_privately("/rewards")
    await stage.settled()
    for person in crowd:
        person.presses(person.last, "蓝莓茶 50g（300 分）")
    await stage.settled()
    for person in crowd:
        # Twice each: a double tap is one wish.
        sure = person.last
        person.presses(sure, "兑换")
        person.presses(sure, "兑换")
    await asyncio.sleep(0)
    await stage.settled()
    database = stage.weilu.storage.database
    (left,) = await database.fetch(select(rewards.c.stock))
    wishes = await database.fetch(select(redemptions.c.user_id))
    spent = await database.fetch(select(func.sum(ledger.c.amount)).where(ledger.c.reason == "redeem"))
    assert left.stock == 0 and len(wishes) == len({row.user_id for row in wishes}) == 20
    assert spent[0][0] == -20 * 300
    assert await stage.weilu.storage.inbox.parked() == []
    assert sum("已兑换" in person.last.content for person in crowd) == 20


async def test_rewards_in_english(house: TeaHouse) -> None:
    may = house.newcomer("May", username="may", language="en")
    may.says_privately("/start")
    await house.stage.settled()
    await said(house, house.owner, "/points @may +20 welcome")
    assert "数字" not in await said(house, house.owner, '/reward add "Blueberry tea" 15 stock 2')
    may.says_privately("/rewards")
    await house.stage.settled()
    assert "15 points · 2 left" in may.last.content
    may.presses(may.last, "Blueberry tea (15)")
    await house.stage.settled()
    may.presses(may.last, "Redeem")
    await house.stage.settled()
    assert "An admin will be in touch" in may.last.content
