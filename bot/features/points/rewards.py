"""Rewards as administrators write them."""

import re
from dataclasses import dataclass
from typing import Final

from bot.core.errors import Refused

LONGEST_NAME: Final = 40
MOST_COST: Final = 1_000_000
MOST_STOCK: Final = 100_000

_QUOTED: Final = r"[\"“”„«「『《](?P<quoted>[^\"“”„«»「」『』《》]+)[\"“”»」』》]"
_ADD: Final = re.compile(
    rf"(?:add|添加|上架)\s+(?:{_QUOTED}|(?P<bare>\S+))\s+(?P<cost>\d{{1,9}})\s*(?:points?|分)?"
    r"(?:\s+(?:stock|库存)\s*(?P<stock>\d{1,9})\s*(?:份|个|件)?)?",
    re.IGNORECASE,
)
_STOCK: Final = re.compile(r"(?:stock|库存)\s*#?(?P<number>\d{1,9})\s+(?P<stock>\d{1,9})", re.IGNORECASE)
_REMOVE: Final = re.compile(r"(?:del|delete|remove|删除|下架)\s*#?(?P<number>\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Offer:
    """A reward to be added."""

    name: str
    cost: int
    stock: int


@dataclass(frozen=True, slots=True)
class Restock:
    number: int
    stock: int


@dataclass(frozen=True, slots=True)
class Removal:
    number: int


def parse_reward(text: str) -> Offer | Restock | Removal | None:
    """Reads ``add "蓝莓茶 50g" 300 stock 20``, ``stock 2 30``, ``del 2``; None for anything else.

    Raises:
        Refused: a number is out of bounds, or the name too long.
    """
    typed = text.strip()
    if (found := _ADD.fullmatch(typed)) is not None:
        name = " ".join((found["quoted"] or found["bare"]).split())
        if not name or len(name) > LONGEST_NAME:
            raise Refused("reward-name-too-long", most=LONGEST_NAME)
        cost = int(found["cost"])
        if not 1 <= cost <= MOST_COST:
            raise Refused("reward-cost-out-of-range", most=MOST_COST)
        return Offer(name, cost, _stock(found["stock"] or "1"))
    if (found := _STOCK.fullmatch(typed)) is not None:
        return Restock(int(found["number"]), _stock(found["stock"]))
    if (found := _REMOVE.fullmatch(typed)) is not None:
        return Removal(int(found["number"]))
    return None


def _stock(text: str) -> int:
    stock = int(text)
    if stock > MOST_STOCK:
        raise Refused("reward-stock-out-of-range", most=MOST_STOCK)
    return stock
