"""python-telegram-bot reads every answer, and what it sends passes the contract."""

from __future__ import annotations

import pytest
from telegram import Bot, ChatPermissions, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, ReplyParameters
from telegram.error import ChatMigrated, Forbidden

from bot.sandbox import Chat, Sandbox, User, VirtualClock
from tests.sandbox.conftest import Api
from tests.sandbox.test_messages import PNG
from tests.sandbox_contract import validate_call


async def test_the_client(api: Api, sandbox: Sandbox, mei: User, bob: User, group: Chat, clock: VirtualClock) -> None:
    bob.says_privately("/start")
    async with Bot(sandbox.token, base_url=api.address.base_url, base_file_url=api.address.base_file_url) as bot:
        markup = InlineKeyboardMarkup([[InlineKeyboardButton("是", callback_data="v1:ok", style="success")]])
        sent = await bot.send_message(group.id, "<b>嗨</b>", parse_mode="HTML", reply_markup=markup)
        await bot.edit_message_text("嗨嗨", group.id, sent.message_id)
        await bot.send_message(group.id, "re", reply_parameters=ReplyParameters(sent.message_id))
        assert (await bot.send_photo(bob.id, PNG, caption="图")).photo[0].width == 320
        assert bob.last.photo is not None and sandbox.file(bob.last) == PNG
        assert len(await bot.send_media_group(bob.id, [InputMediaPhoto(PNG), InputMediaPhoto(PNG)])) == 2
        document = await bot.send_document(bob.id, b"a,b", filename="导出.csv")
        assert document.document is not None and document.document.file_name == "导出.csv"
        file = await bot.get_file(document.document.file_id)
        assert bytes(await file.download_as_bytearray()) == b"a,b"
        poll = await bot.send_poll(group.id, "?", ["a", "b"], is_anonymous=False)
        assert (await bot.stop_poll(group.id, poll.message_id)).is_closed
        await bot.restrict_chat_member(group.id, bob.id, ChatPermissions.no_permissions(), until_date=clock.now())
        assert (await bot.get_chat_member(group.id, bob.id)).status == "restricted"
        await bot.restrict_chat_member(group.id, bob.id, ChatPermissions.all_permissions())
        assert group.member(bob).status == "member"
        await bot.promote_chat_member(group.id, bob.id, can_delete_messages=True)
        assert len(await bot.get_chat_administrators(group.id)) == 3
        link = await bot.create_chat_invite_link(group.id, name="x", creates_join_request=True)
        assert (await bot.revoke_chat_invite_link(group.id, link)).is_revoked
        assert (await bot.get_chat(group.id)).permissions is not None
        assert (await bot.copy_message(bob.id, group.id, sent.message_id)).message_id == bob.last.id
        await bot.forward_message(bob.id, group.id, sent.message_id)
        await bot.set_message_reaction(group.id, sent.message_id, "👍")
        await bot.set_my_commands([("checkin", "打卡")])
        assert (await bot.get_my_commands())[0].command == "checkin"
        await bot.delete_messages(group.id, [sent.message_id])
        assert (await bot.get_webhook_info()).url == ""
        bob.blocks_bot()
        with pytest.raises(Forbidden):
            await bot.send_message(bob.id, "x")
        small = sandbox.group("小群", owner=mei)
        mei.adds_bot(small)
        new = sandbox.migrate(small)
        with pytest.raises(ChatMigrated) as moved:
            await bot.send_message(small.id, "x")
        assert moved.value.new_chat_id == new.id
    assert [sentence for call in sandbox.journal for sentence in validate_call(call)] == []
