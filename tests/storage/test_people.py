"""Groups, members, messages, counts, people and troubles, on both engines."""

from dataclasses import replace
from datetime import timedelta

from bot.core.event import Media, MediaKind, Message, Person, Sender, SenderKind
from bot.core.ids import ChatId, MessageId, UserId
from bot.features.members.model import Member, MemberStatus
from bot.features.settings.model import Admin, BotStatus
from storage import Storage
from tests.storage.decisions import CHAT, NOW, decision, view_of

LIN = Person(UserId(51), "小林", "<b>", "xiaolin", "zh-hans")
MEMBER = Member(LIN.id, LIN.name, "XiaoLin", MemberStatus.MEMBER, NOW)


def admin(user_id: int, *rights: str, creator: bool = False) -> Admin:
    return Admin(UserId(user_id), "店长", "dz", creator, False, False, frozenset(rights))


def said(message_id: int, text: str, *, minutes: float = 0, sender: int = 51, media: Media | None = None) -> Message:
    someone = Sender(SenderKind.USER, sender, "小林", LIN)
    return Message(ChatId(CHAT), MessageId(message_id), someone, NOW + timedelta(minutes=minutes), text, media=media)


async def test_a_group_with_its_administrators_owners_and_settings(storage: Storage) -> None:
    async with decision(storage) as (_, view):
        added = view.groups.add(CHAT, title="茶友", kind="supergroup", username=None, is_forum=True, by=7, at=NOW)
    assert await view_of(storage).groups.find(CHAT) == added
    for _ in range(2):
        async with decision(storage) as (_, view):
            await view.communities.add_owner(added.community_id, Person(UserId(7), "店长"), NOW)
    async with decision(storage) as (_, view):
        view.groups.set_rights(CHAT, BotStatus.ADMINISTRATOR, ["can_delete_messages"], None)
        view.groups.replace_admins(CHAT, [admin(7, creator=True), admin(8, "can_restrict_members")], NOW)
        view.groups.set_value(added, "welcome", "on", False)
        view.groups.set_language(CHAT, "en")
    group = await view_of(storage).groups.find(CHAT)
    assert group is not None
    assert (set(group.admins), set(group.owners), group.language) == ({7, 8}, {7}, "en")
    assert group.bot_rights == {"can_delete_messages"} and group.layers[-1] == {"welcome": {"on": False}}
    async with decision(storage) as (_, view):
        view.groups.drop_admin(CHAT, 8)
        view.groups.set_admin(CHAT, admin(9))
        view.groups.replace_admins(CHAT, [admin(9)], NOW)
    group = await view_of(storage).groups.find(CHAT)
    assert group is not None and set(group.admins) == {9}
    assert await view_of(storage).groups.of_community(added.community_id) == [CHAT]
    assert await view_of(storage).groups.run_by(9) == [CHAT] == await view_of(storage).groups.run_by(7)
    assert await view_of(storage).groups.run_by(8) == []


async def test_members_are_found_by_id_and_by_name(storage: Storage) -> None:
    async with decision(storage) as (_, view):
        await view.chat(CHAT).members.save(MEMBER)
        assert await view.chat(CHAT).members.find(51) == MEMBER
    later = replace(MEMBER, messages=3, last_message_at=NOW, status=MemberStatus.RESTRICTED)
    async with decision(storage) as (_, view):
        assert await view.chat(CHAT).members.find(51) == MEMBER
        await view.chat(CHAT).members.save(later)
    members = view_of(storage).chat(CHAT).members
    assert await members.find(51) == later == await members.by_username("xiaolin")
    assert await members.find(52) is None and await members.by_username("nobody") is None
    assert await view_of(storage).chat(-5).members.find(51) is None
    assert await members.present() == 1


async def test_messages_keep_their_newest_text(storage: Storage) -> None:
    photo = Media(MediaKind.PHOTO, "AgAC")
    async with decision(storage) as (_, view):
        messages = view.chat(CHAT).messages
        messages.save(said(1, "早上好"), text="早上好")
        messages.save(said(2, "", minutes=1, media=photo), text="")
        messages.save(said(3, "spam", minutes=2, sender=52), text="spam")
        messages.save(said(1, "早上好！"), text="早上好！")
        messages.mark_deleted(3)
    messages = view_of(storage).chat(CHAT).messages
    found = await messages.find(1)
    assert found is not None and found.text == "早上好！"
    assert [m.message_id for m in await messages.of_sender(51, NOW)] == [2, 1]
    assert (await messages.of_sender(51, NOW))[0].media == photo
    assert [m.message_id for m in await messages.texts(NOW, NOW + timedelta(hours=1))] == [1]
    assert await messages.of_sender(52, NOW) == []


async def test_counts_add_up(storage: Storage) -> None:
    for _ in range(2):
        async with decision(storage) as (_, view):
            counts = view.chat(CHAT).counts
            counts.add("messages", "2026-12-01", 8)
            counts.add("messages", "2026-12-01", 9, 2)
            counts.add("joined", "2026-12-02", 0)
            counts.add_presence(51, "2026-12-01")
            counts.add_presence(52, "2026-12-01")
    counts = view_of(storage).chat(CHAT).counts
    assert await counts.daily("2026-12-01", "2026-12-02") == {
        "2026-12-01": {"messages": 6, "active": 2},
        "2026-12-02": {"joined": 2},
    }
    assert await counts.hourly("messages", "2026-12-01", "2026-12-01") == {("2026-12-01", 8): 2, ("2026-12-01", 9): 4}


async def test_people_are_met_reached_and_lost(storage: Storage) -> None:
    async with decision(storage) as (_, view):
        await view.people.see(LIN, NOW, reachable=True)
        assert (await view.people.find(LIN.id)) is not None
    async with decision(storage) as (_, view):
        await view.people.see(replace(LIN, first_name="林"), NOW)
        await view.people.set_focus(LIN.id, CHAT)
        await view.people.choose_language(LIN.id, "en")
    found = await view_of(storage).people.find(LIN.id)
    assert found is not None
    assert (found.name, found.reachable, found.focus_chat_id, found.speaks) == ("林 <b>", True, CHAT, "en")
    assert [p.user_id for p in await view_of(storage).people.reachable([9, LIN.id])] == [LIN.id]
    async with decision(storage) as (_, view):
        await view.people.see(LIN, NOW, reachable=False)
    assert await view_of(storage).people.reachable([LIN.id]) == []
    assert await view_of(storage).people.find(1) is None


async def test_troubles_are_counted(storage: Storage) -> None:
    await storage.note_trouble("polling:502", NOW)
    await storage.note_trouble("polling:502", NOW + timedelta(hours=1))
    (trouble,) = await view_of(storage).troubles(0).since(NOW)
    assert (trouble.kind, trouble.times, trouble.last_at) == ("polling:502", 2, NOW + timedelta(hours=1))
    assert await view_of(storage).troubles(0).since(NOW + timedelta(hours=2)) == []
    assert await view_of(storage).troubles(CHAT).since(NOW) == []
