"""Forbidden words and taboos are made ready to be sought; many of them beside the event loop."""

import threading
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.features.moderation.model import Action, Word
from bot.language import keywords
from bot.language.keywords import Keywords
from storage import Storage, View
from storage.sought import MANY_WORDS
from storage.wording import Taboo
from tests.storage.decisions import NOW, decision, view_of

COMMUNITY = 1
NAMES = [f"词{number:03}" for number in range(MANY_WORDS)]


def forbid(view: View, name: str) -> None:
    view.community(COMMUNITY).words.add(Word(name, name, Action.DELETE), by=7, at=NOW)


def discourage(view: View, name: str) -> None:
    view.community(COMMUNITY).wording.add_taboo(Taboo(name, name, "别这样说"), 7, NOW)


WORDS = [
    pytest.param(forbid, lambda view: view.community(COMMUNITY).words.ready(), id="forbidden"),
    pytest.param(discourage, lambda view: view.community(COMMUNITY).wording.taboos(), id="taboos"),
]
Ready = Callable[[View], Awaitable[Keywords[Any]]]


@pytest.fixture
def folding(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The threads in which words are made ready."""
    threads: set[int] = set()
    fold = keywords.fold

    def observed(text: str) -> str:
        threads.add(threading.get_ident())
        return fold(text)

    monkeypatch.setattr(keywords, "fold", observed)
    return threads


@pytest.mark.parametrize(("add", "ready"), WORDS)
@pytest.mark.parametrize("count", [MANY_WORDS - 1, MANY_WORDS])
async def test_many_words_are_made_ready_in_another_thread(
    storage: Storage, folding: set[int], add: Callable[[View, str], None], ready: Ready, count: int
) -> None:
    async with decision(storage) as (_, view):
        for name in NAMES[:count]:
            add(view, name)
    found = await ready(view_of(storage))
    assert len(found) == count and [hit.value.word for hit in found.find(f"说了{NAMES[count - 1]}吧")] == [
        NAMES[count - 1]
    ]
    assert folding
    assert (threading.get_ident() in folding) is (count < MANY_WORDS)


@pytest.mark.parametrize(("add", "ready"), WORDS)
async def test_a_mailbox_makes_words_ready_once(
    storage: Storage, add: Callable[[View, str], None], ready: Ready
) -> None:
    async with decision(storage) as (_, view):
        add(view, "根治")
    view = view_of(storage)
    assert await ready(view) is await ready(view)
