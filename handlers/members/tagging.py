"""/tag: words that mark members: given and taken by administrators, by a rule, or by the members themselves."""

from typing import Final

from bot.core.errors import Refused
from bot.core.text import Markup
from bot.features.settings.model import Group
from handlers.commands import Misused, Request, reply, target
from handlers.desk import Desk
from handlers.members import own_tags, tag_rules
from handlers.members.tag_words import word_of
from storage.segments import HAND

MOST: Final = 8
"""Tags of one person."""
TAKEN: Final = ("del", "-", "去掉", "删除", "取消")


async def tag(desk: Desk, request: Request, group: Group) -> None:
    """Show all tags, those of somebody, give and take one; or set by which rules, or which members may choose."""
    verb, _, what = request.args.partition(" ")
    if request.message.reply is None and verb.casefold() in tag_rules.RULE:
        await tag_rules.rule(desk, request, group, what.strip())
        return
    if request.message.reply is None and verb.casefold() in own_tags.OFFER:
        await own_tags.offer(desk, request, group, what.strip())
        return
    language = await desk.language_of(request.asker.id, group.language)
    store, say = desk.store.chat(group.chat_id).tags, desk.say
    separator = say(language, "list-separator")
    if not request.args and request.message.reply is None:
        sizes = await store.sizes()
        named = [say(language, "members-tag", tag=word, people=people) for word, people in sizes]
        text = say(language, "members-tags", tags=separator.join(named)) if named else say(language, "tag-none")
        await reply(desk, request, group, text, privately=True)
        return
    member, rest = await target(desk, request, group)
    mine = (await store.of([member.user_id])).get(member.user_id, [])
    name = Markup.mention(member.user_id, member.name)
    first, _, word = rest.strip().partition(" ")
    takes = first.casefold() in TAKEN
    word = word_of(word if takes else rest)
    if takes and word:
        store.drop(member.user_id, word)
        mine = [each for each in mine if each != word]
    elif word and word not in mine:
        if len(mine) >= MOST:
            raise Refused("tag-too-many", most=MOST)
        store.add(member.user_id, word, HAND, request.asker.id, desk.now)
        mine.append(word)
    elif takes:
        raise Misused
    tags = separator.join(Markup.escape(f"#{each}") for each in mine) if mine else say(language, "none")
    await reply(desk, request, group, say(language, "tag-of", name=name, tags=tags), privately=True)
