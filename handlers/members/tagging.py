"""/tag: words that mark members, given and taken by administrators."""

from typing import Final

from bot.core.errors import Refused
from bot.core.text import Markup
from bot.features.settings.model import Group
from handlers.commands import Misused, Request, reply, target
from handlers.desk import Desk

LONGEST: Final = 16
MOST: Final = 8
"""Tags of one person."""
TAKEN: Final = ("del", "-", "去掉", "删除", "取消")


async def tag(desk: Desk, request: Request, group: Group) -> None:
    """Show all tags, those of somebody, or give and take one."""
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
    word = _word(word if takes else rest)
    if takes and word:
        store.drop(member.user_id, word)
        mine = [each for each in mine if each != word]
    elif word and word not in mine:
        if len(mine) >= MOST:
            raise Refused("tag-too-many", most=MOST)
        store.add(member.user_id, word, "hand", request.asker.id, desk.now)
        mine.append(word)
    elif takes:
        raise Misused
    tags = separator.join(Markup.escape(f"#{each}") for each in mine) if mine else say(language, "none")
    await reply(desk, request, group, say(language, "tag-of", name=name, tags=tags), privately=True)


def _word(typed: str) -> str:
    word = typed.strip().lstrip("#＃")
    if len(word) > LONGEST or len(word.split()) > 1 or ":" in word:
        raise Refused("tag-form", longest=LONGEST)
    return word
