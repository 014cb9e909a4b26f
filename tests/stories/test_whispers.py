"""Answers that concern nobody but whoever asked: shown to them alone where the server can, else as ever."""

import pytest

from bot.sandbox import Chat, Fault, User
from tests.stage import Stage, texts


@pytest.fixture
async def clerk(stage: Stage, group: Chat, owner: User) -> User:
    """An administrator who has never pressed Start."""
    someone = stage.member(group, "小二")
    owner.promotes(someone, group)
    await stage.settled()
    return someone


def said(stage: Stage, group: Chat) -> list[str]:
    """What the bot has said to the whole group."""
    return texts(message for message in group.messages if message.sender is stage.sandbox.bot)


async def test_a_refusal_is_shown_to_who_asked_alone_and_the_command_goes(
    stage: Stage, group: Chat, clerk: User
) -> None:
    before, typed = said(stage, group), clerk.says(group, "/strict harsh")
    await stage.settled()
    assert "例如 /strict standard" in clerk.whispers[-1].text and said(stage, group) == before
    await stage.advance(minutes=31)
    assert typed not in group.messages


async def test_a_secret_is_shown_alone_to_who_cannot_be_written_to(
    stage: Stage, group: Chat, owner: User, clerk: User
) -> None:
    before = said(stage, group)
    clerk.says(group, "/watch add 拉肚子")
    await stage.settled()
    assert "拉肚子" in clerk.whispers[-1].text and owner.whispers == [] and said(stage, group) == before


async def test_where_the_group_wants_it_so_everybody_sees_the_answer(stage: Stage, group: Chat, clerk: User) -> None:
    stage.settings["WEILU_SETTINGS__GENERAL__ANSWERS_ALONE"] = "false"
    await stage.restart()
    clerk.says(group, "/strict harsh")
    await stage.settled()
    assert "例如 /strict standard" in said(stage, group)[-1] and clerk.whispers == []


async def test_on_an_older_server_nothing_is_sent_that_it_would_show_to_everybody(
    stage: Stage, group: Chat, clerk: User
) -> None:
    stage.sandbox.faults.add(Fault("deleteEphemeralMessage", "404", times=None))
    await stage.restart()
    clerk.says(group, "/strict harsh")
    await stage.settled()
    assert "例如 /strict standard" in said(stage, group)[-1]
    clerk.says(group, "/watch add 拉肚子")
    await stage.settled()
    assert "拉肚子" not in said(stage, group)[-1] and "私聊" in said(stage, group)[-1]
    assert not any("ephemeral_message_parameters" in call.params for call in stage.sandbox.journal)
