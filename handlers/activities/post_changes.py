"""Changing a post: let it rest, look at it, give it another rule or other words, copy it to the other groups."""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

import msgspec

from bot.core.errors import Refused
from bot.core.event import Person
from bot.core.ids import PostId, chat_mailbox, mailbox_id
from bot.core.period import anchored, next_run
from bot.core.text import Markup
from bot.features.activities.kinds.post import dressed, parse_draft
from bot.features.activities.model import Post
from bot.features.settings.model import Group
from handlers.activities.planning import (
    RIGHT,
    held_key,
    honest,
    line_of,
    local,
    plan,
    put,
    schedule_key,
    title_of,
)
from handlers.commands import Misused, Request, reply, spoken
from handlers.desk import Desk

_VERBS = {
    "see": "see", "preview": "see", "预览": "see",
    "pause": "rest", "暂停": "rest",
    "resume": "go", "恢复": "go", "继续": "go",
    "copy": "copy", "复制": "copy",
    "edit": "edit", "修改": "edit", "改": "edit",
}  # fmt: skip
RUNS_SHOWN = 3
COPIED = "post_copied"


async def change(desk: Desk, request: Request, group: Group) -> None:
    """``/posts 2 pause``: what is to become of one post. The number alone shows it."""
    number, _, rest_of_it = request.args.removeprefix("#").strip().partition(" ")
    word, _, argument = rest_of_it.strip().partition(" ")
    verb = _VERBS.get(word.lower()) if word else "see"
    if not number.isdigit() or verb is None:
        raise Misused
    found = next((p for p in await desk.store.chat(group.chat_id).posts.all() if p.number == int(number)), None)
    if found is None:
        raise Refused("post-unknown", number=number)
    language = await spoken(desk, request, group)
    named = {"number": number, "title": title_of(desk, language, found)}
    match verb:
        case "see":
            await preview(desk, group, found, request.asker.id)
            said = desk.say(language, "post-previewed", **named)
        case "rest" | "go":
            rest(desk, group, found, rests=verb == "rest")
            said = desk.say(language, "post-rests" if verb == "rest" else "post-goes-on", **named)
        case "copy":
            said = await _copy(desk, request, group, found, language)
        case _:
            edited = await _edit(desk, request, group, found, argument)
            first = next_run(edited.rule, ZoneInfo(group.timezone), desk.now)
            assert first is not None, "checked when it was edited"
            lines = [desk.say(language, "post-planned"), line_of(desk, group, language, edited, first)]
            said = Markup("\n").join([*lines, *honest(desk, language, edited, first)])
    await reply(desk, request, group, said)


def rest(desk: Desk, group: Group, found: Post, *, rests: bool) -> Post:
    """Let a post rest, or go on. Runs that fall into its rest are neither made up for nor counted as missed."""
    changed = replace(found, paused_at=desk.now if rests else None)
    desk.store.chat(group.chat_id).posts.change(changed)
    if rests:
        desk.store.schedules(group.mailbox).cancel(schedule_key(found))
        desk.store.schedules(group.mailbox).cancel(held_key(found))
    elif next_run(found.rule, ZoneInfo(group.timezone), desk.now) is not None:
        plan(desk, group, changed)
    return changed


async def preview(desk: Desk, group: Group, found: Post, user_id: int) -> None:
    """Show somebody in private what a post looks like, and when it runs next."""
    if not await desk.store.people.reachable([user_id]):
        raise Refused("activity-start-first")
    language = await desk.language_of(user_id, group.language)
    zone, at = ZoneInfo(group.timezone), desk.now
    runs: list[Markup] = []
    while len(runs) < RUNS_SHOWN:
        following = next_run(found.rule, zone, at)
        if following is None:
            break
        at = following
        runs.append(local(desk, group, language, at))
    said = desk.say(
        language,
        "post-preview",
        number=str(found.number),
        group=group.title,
        rule=desk.house.texts.schedule(language, found.rule),
        next=Markup("\n").join(runs),
        silent=found.is_silent,
        pinned=found.is_pinned,
        stays=desk.house.texts.duration(language, found.stays) if found.stays is not None else "",
        goes=found.stays is not None,
        rests=found.paused_at is not None,
    )
    lines = [said, *honest(desk, language, found, at)]
    shown = put(desk, found, user_id)
    desk.send(user_id, Markup("\n").join(lines), after=shown)


async def _edit(desk: Desk, request: Request, group: Group, found: Post, argument: str) -> Post:
    """A new rule in quotation marks, new words, or both."""
    zone = ZoneInfo(group.timezone)
    draft = parse_draft(argument, zone, desk.now)
    typed = draft.text if draft is not None else argument.strip()
    if not typed and draft is None:
        raise Misused
    rule = anchored(draft.rule, zone, desk.now) if draft is not None else found.rule
    if next_run(rule, zone, desk.now) is None:
        raise Refused("post-in-the-past")
    text, buttons = Markup(found.text), found.buttons
    if typed:
        if found.copied is not None:
            raise Refused("post-is-a-copy")
        text, buttons = dressed(request.message.formatted_end(typed), copies=False)
    changed = replace(found, rule=rule, text=text, buttons=buttons)
    desk.store.chat(group.chat_id).posts.change(changed)
    if changed.paused_at is None:
        plan(desk, group, changed)
    return changed


@dataclass(frozen=True, slots=True)
class Copying:
    """A post on its way to another group of the community."""

    post: Post
    asker: Person
    source: str
    """Title of the group it comes from."""


async def _copy(desk: Desk, request: Request, group: Group, found: Post, language: str) -> Markup:
    """Send a post to the other groups of the community, each of which checks the asker's right itself."""
    others = [chat for chat in await desk.store.groups.of_community(group.community_id) if chat != group.chat_id]
    if not others:
        raise Refused("post-no-other-groups")
    message = {"number": str(found.number), "title": title_of(desk, language, found)}
    for chat in others:
        copying = Copying(replace(found, thread_id=None), request.asker, group.title)
        desk.work.forward(chat_mailbox(chat), COPIED, copying)
    return desk.say(language, "post-copying", count=len(others), **message)


async def copied(desk: Desk, body: bytes) -> None:
    """A post from another group of the community: planned by this group's clock, if the asker may do that here."""
    copying = msgspec.json.decode(body, type=Copying)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    language = await desk.language_of(copying.asker.id, group.language)
    if not group.may(copying.asker.id, RIGHT):
        desk.send(copying.asker.id, desk.say(language, "post-copy-refused", group=group.title))
        return
    zone, post = ZoneInfo(group.timezone), copying.post
    rule = anchored(replace(post.rule, since=None), zone, desk.now)
    if next_run(rule, zone, desk.now) is None:
        desk.send(copying.asker.id, desk.say(language, "post-copy-past", group=group.title))
        return
    store = desk.store.chat(group.chat_id).posts
    number = await store.next_number()
    made = replace(
        post, id=PostId(desk.work.buffer.next("post")), number=number, rule=rule, created_by=copying.asker.id
    )
    store.add(made, desk.now)
    first = plan(desk, group, made)
    line = line_of(desk, group, language, made, first)
    desk.send(
        copying.asker.id, desk.say(language, "post-copied", group=group.title, source=copying.source) + "\n" + line
    )
