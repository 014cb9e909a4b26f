"""Rewards of one group, who has asked for them, and its seasons."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Row

from bot.core.ids import UserId
from bot.features.points.model import Redemption, RedemptionState, Reward, Season, Standing
from bot.features.points.rewards import Offer
from storage.buffer import Buffer
from storage.tables import redemptions, rewards, seasons

ADD = insert(rewards)
TAKE = (
    update(rewards)
    .where(rewards.c.id == bindparam("reward"), rewards.c.stock > 0, rewards.c.removed_at.is_(None))
    .values(stock=rewards.c.stock - 1)
    .returning(rewards.c.id)
)
PUT_BACK = update(rewards).where(rewards.c.id == bindparam("reward")).values(stock=rewards.c.stock + 1)
SET_STOCK = update(rewards).where(rewards.c.id == bindparam("reward")).values(stock=bindparam("amount"))
REMOVE = update(rewards).where(rewards.c.id == bindparam("reward")).values(removed_at=bindparam("at"))
ASK = insert(redemptions)
DECIDE = (
    update(redemptions)
    .where(redemptions.c.id == bindparam("redemption"), redemptions.c.state == RedemptionState.ASKED.value)
    .values(
        state=bindparam("new_state"),
        decided_by=bindparam("by"),
        decided_name=bindparam("name"),
        decided_at=bindparam("instant"),
    )
    .returning(redemptions.c.id)
)
BEGIN = insert(seasons).on_conflict_do_nothing().returning(seasons.c.id)
END = (
    update(seasons)
    .where(seasons.c.id == bindparam("season"))
    .values(ended_at=bindparam("at"), standings=bindparam("final"))
)
SHOWN = 30


class Rewards:
    """What points can be exchanged for in one group."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def all(self) -> list[Reward]:
        """What is on offer, in the order in which it was added."""
        rows = await self._buffer.read(
            select(rewards)
            .where(rewards.c.chat_id == self._chat_id, rewards.c.removed_at.is_(None))
            .order_by(rewards.c.number)
            .limit(SHOWN)
        )
        return [_reward(row) for row in rows]

    async def find(self, reward_id: int) -> Reward | None:
        """By row id; None for what is no longer on offer."""
        row = await self._buffer.one(
            select(rewards).where(
                rewards.c.chat_id == self._chat_id, rewards.c.id == reward_id, rewards.c.removed_at.is_(None)
            )
        )
        return None if row is None else _reward(row)

    async def add(self, offer: Offer, by: int, at: datetime) -> Reward:
        """A new reward; numbers are not given again."""
        row = await self._buffer.one(
            select(func.coalesce(func.max(rewards.c.number), 0).label("last")).where(rewards.c.chat_id == self._chat_id)
        )
        number = (0 if row is None else int(row.last)) + 1
        reward = Reward(self._buffer.next("reward"), number, offer.name, offer.cost, offer.stock)
        self._buffer.write(
            ADD,
            id=reward.id,
            chat_id=self._chat_id,
            number=number,
            name=offer.name,
            cost=offer.cost,
            stock=offer.stock,
            created_by=by,
            created_at=at,
        )
        return reward

    def set_stock(self, reward: Reward, amount: int) -> None:
        self._buffer.write(SET_STOCK, reward=reward.id, amount=amount)

    def remove(self, reward: Reward, at: datetime) -> None:
        """It is on offer no longer; what was asked for stays so."""
        self._buffer.write(REMOVE, reward=reward.id, at=at)

    def redeem(self, reward: Reward, user_id: int, name: str, at: datetime) -> Redemption:
        """Take one out of stock for somebody. If none is left when this is written, the update is decided again."""
        self._buffer.claim(TAKE, reward=reward.id)
        wish = Redemption(
            self._buffer.next("redemption"),
            reward.id,
            UserId(user_id),
            name,
            reward.name,
            reward.cost,
            RedemptionState.ASKED,
            at,
        )
        self._buffer.write(
            ASK,
            id=wish.id,
            chat_id=self._chat_id,
            reward_id=reward.id,
            user_id=user_id,
            user_name=name,
            reward_name=reward.name,
            cost=reward.cost,
            state=wish.state.value,
            at=at,
        )
        return wish

    async def redemption(self, redemption_id: int) -> Redemption | None:
        row = await self._buffer.one(
            select(redemptions).where(redemptions.c.chat_id == self._chat_id, redemptions.c.id == redemption_id)
        )
        return None if row is None else _redemption(row)

    async def waiting(self) -> list[Redemption]:
        """What has been asked for and not decided, oldest first."""
        rows = await self._buffer.read(
            select(redemptions)
            .where(redemptions.c.chat_id == self._chat_id, redemptions.c.state == RedemptionState.ASKED.value)
            .order_by(redemptions.c.id)
            .limit(SHOWN)
        )
        return [_redemption(row) for row in rows]

    def decide(self, wish: Redemption, state: RedemptionState, by: int, name: str, at: datetime) -> None:
        """Deliver or refuse. If somebody else has, the update is decided again. What is refused goes back in stock."""
        self._buffer.claim(DECIDE, redemption=wish.id, new_state=state.value, by=by, name=name, instant=at)
        if state is RedemptionState.REFUSED:
            self._buffer.write(PUT_BACK, reward=wish.reward_id)


class Seasons:
    """The seasons of one group."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def all(self) -> list[Season]:
        """Every season there has been, the newest first."""
        rows = await self._buffer.read(
            select(seasons).where(seasons.c.chat_id == self._chat_id).order_by(seasons.c.number.desc()).limit(SHOWN)
        )
        return [_season(row) for row in rows]

    async def current(self) -> Season | None:
        """The one that runs."""
        return next((season for season in await self.all() if season.ended_at is None), None)

    def begin(self, name: str, number: int, at: datetime) -> None:
        """A new season with the next number."""
        self._buffer.claim(
            BEGIN, id=self._buffer.next("season"), chat_id=self._chat_id, number=number, name=name, started_at=at
        )

    def end(self, season: Season, standings: Sequence[Standing], at: datetime) -> None:
        """Close it with the leaderboard as it stands."""
        final = [[place.rank, place.user_id, place.name, place.points] for place in standings]
        self._buffer.write(END, season=season.id, at=at, final=final)


def _reward(row: Row[Any]) -> Reward:
    return Reward(row.id, row.number, row.name, row.cost, row.stock)


def _redemption(row: Row[Any]) -> Redemption:
    return Redemption(
        row.id,
        row.reward_id,
        UserId(row.user_id),
        row.user_name,
        row.reward_name,
        row.cost,
        RedemptionState(row.state),
        row.at,
        row.decided_name,
    )


def _season(row: Row[Any]) -> Season:
    standings = tuple(Standing(rank, UserId(user), name, points) for rank, user, name, points in row.standings)
    return Season(row.id, row.number, row.name, row.started_at, row.ended_at, standings)
