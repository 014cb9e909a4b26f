"""Helpers (大使): members whom newcomers' unanswered questions go to, and who may delete and warn, undoably."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Final

import msgspec

from bot.core.effect import Button, DeleteMessages, Repeat, SetMemberTag
from bot.core.errors import Refused
from bot.core.event import Message
from bot.core.ids import mailbox_id
from bot.core.text import Markup, clip
from bot.features.members.settings import MemberSettings
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers.commands import Request, reply, spoken, target
from handlers.desk import Desk
from handlers.links import message_link
from handlers.moderation.consequences import delete_now
from handlers.moderation.sanctions import judged_by_hand, subject_of
from storage.segments import Helper

QUESTION_DUE = "question_due"
TAGS: Final = "can_manage_tags"
MOST: Final = 20
SHORTEST, LONGEST = 4, 400
STALE: Final = timedelta(hours=2)
"""A question that is older has had its time: the bot was away."""
OFF: Final = ("off", "del", "取消", "去掉", "撤下")
ASKS: Final = re.compile(
    r"[?？]|吗|嘛[。!！~～]*$|怎么|如何|为什么|为啥|哪里|哪儿|哪个|哪种|多少|几点|请问|有没有|能不能|可以.{0,8}么|是不是"
    r"|\b(?:how|what|where|when|why|which|who|can i|could|is there|does|do you|anyone)\b",
    re.IGNORECASE,
)


def is_question(text: str) -> bool:
    """Whether a message asks something, as far as its words show."""
    return SHORTEST <= len(text) <= LONGEST and ASKS.search(text) is not None


# --- questions ---------------------------------------------------------------------------------------------------


async def heard(desk: Desk, group: Group, message: Message) -> None:
    """A newcomer's message in the group: a question is kept in mind until somebody answers."""
    if message.text.startswith("/") or message.edited_at is not None or not is_question(message.text):
        return
    if not await desk.store.chat(group.chat_id).helpers.all():
        return
    minutes = group.settings(MemberSettings).answer_minutes
    key = f"question:{group.chat_id}:{message.message_id}"
    at = message.date + timedelta(minutes=minutes)
    desk.store.schedules(group.mailbox).set(key, QUESTION_DUE, at, payload=str(message.message_id))


async def question_due(desk: Desk, body: bytes) -> None:
    """Nobody has answered by now? Then the helpers are asked: in private, else by name in the group."""
    due = msgspec.json.decode(body, type=Due)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None or desk.now - due.due_at > STALE:
        return
    store = desk.store.chat(group.chat_id)
    asked, helpers = await store.messages.find(int(due.payload)), await store.helpers.all()
    if asked is None or not helpers:
        return
    knowing = [*helpers, *group.admins, *group.owners]
    if await store.messages.was_answered(asked, knowing):
        return
    link = message_link(group, asked.message_id, asked.thread_id)
    reachable = await desk.store.people.reachable(list(helpers))
    for helper in reachable:
        language = await desk.language_of(helper.user_id, group.language)
        name = Markup.mention(asked.sender_id, asked.sender_name)
        said = desk.say(language, "helper-question", name=name, group=group.title)
        answer = [[Button(desk.say(language, "helper-answer-button").plain(), url=link)]] if link else []
        words = Markup("\n").join([said, Markup.quote(clip(asked.text, 300))])
        # Asked twice is better than a newcomer who is never answered.
        desk.send(helper.user_id, words, answer, repeat=Repeat.WANTED)
    if not reachable:
        names = [Markup.mention(helper.user_id, helper.name) for helper in list(helpers.values())[:3]]
        named = desk.say(group.language, "list-separator").join(names)
        said = desk.say(group.language, "helper-called", helpers=named)
        desk.send(group.chat_id, said, reply_to=asked.message_id, thread_id=asked.thread_id)


# --- /helper -----------------------------------------------------------------------------------------------------


async def helper(desk: Desk, request: Request, group: Group) -> None:
    """Show the helpers, appoint one, or thank one and let them go."""
    language, store = await spoken(desk, request, group), desk.store.chat(group.chat_id).helpers
    known = await store.all()
    if not request.args and request.message.reply is None:
        await reply(desk, request, group, _list(desk, language, list(known.values())))
        return
    first, _, rest = request.args.strip().partition(" ")
    ends = first.casefold() in OFF
    if ends:
        request = replace(request, args=rest)
    member, more = await target(desk, request, group)
    ends = ends or more.strip().casefold() in OFF
    name = Markup.mention(member.user_id, member.name)
    if ends:
        if member.user_id not in known:
            raise Refused("helper-is-none")
        await store.dismiss(member.user_id)
        _badge(desk, group, member.user_id, "")
        await reply(desk, request, group, desk.say(language, "helper-dismissed", name=name))
        return
    if group.is_admin(member.user_id):
        raise Refused("helper-is-admin")
    if len(known) >= MOST and member.user_id not in known:
        raise Refused("helper-too-many", most=MOST)
    await store.appoint(Helper(member.user_id, member.name, request.asker.id, desk.now))
    _badge(desk, group, member.user_id, group.settings(MemberSettings).helper_tag)
    door = [[Button(desk.say(group.language, "open-private").plain(), url=desk.bot.start_link())]]
    reached = await desk.store.people.reachable([member.user_id])
    desk.send(group.chat_id, desk.say(group.language, "helper-announced", name=name), () if reached else door)
    if reached:
        theirs = await desk.language_of(member.user_id, group.language)
        desk.send(member.user_id, desk.say(theirs, "helper-what", group=group.title), repeat=Repeat.WANTED)
    if request.in_private:
        await reply(desk, request, group, desk.say(language, "helper-announced", name=name))


def _list(desk: Desk, language: str, known: list[Helper]) -> Markup:
    if not known:
        return desk.say(language, "helper-none")
    names = [Markup.mention(helper.user_id, helper.name) for helper in known]
    return desk.say(language, "helper-list", helpers=desk.say(language, "list-separator").join(names))


def _badge(desk: Desk, group: Group, user_id: int, tag: str) -> None:
    """The words beside the name, where the bot may."""
    if group.can(TAGS):
        desk.work.emit(SetMemberTag(group.chat_id, user_id, tag))


# --- /delete -----------------------------------------------------------------------------------------------------


async def delete(desk: Desk, request: Request, group: Group) -> None:
    """Take a message away, with a case that can be undone; its card shows who runs the group whose deed it was."""
    answered = request.message.reply
    if answered is None:
        raise Refused("whom")
    subject, _ = await subject_of(desk, request, group)
    if not group.is_admin(request.asker.id) and subject.id in await desk.store.chat(group.chat_id).helpers.all():
        raise Refused("helper-not-each-other")
    case = await judged_by_hand(desk, request, group, subject)
    delete_now(desk, group, case, [answered.message_id])
    if not request.in_private:
        desk.work.emit(DeleteMessages(group.chat_id, (request.message.message_id,)))
