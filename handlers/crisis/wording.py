"""Words about the product: /brand, /taboo with its private hints, and /kit."""

from datetime import timedelta

from bot.core.errors import NotPermitted, Refused
from bot.core.event import Message
from bot.core.text import Markup, clip
from bot.features.settings.model import Group
from bot.language.fold import fold
from handlers import notices
from handlers.commands import Misused, NotListed, Request, reply
from handlers.crisis import taboo_quiz
from handlers.crisis.scene import community
from handlers.desk import Desk
from storage.wording import Taboo

ADD = ("add", "添加", "加")
DELETE = ("del", "删除", "删")
LIST = ("", "list", "列表")
HINT_EVERY = timedelta(days=1)
ALOUD_EVERY = timedelta(hours=1)
NOTICE = "taboo"
LONGEST_WORD = 64
LONGEST_TEXT = 1_500


async def brand(desk: Desk, request: Request, group: Group) -> None:
    """Add, remove or show the words that stand for the brand and its products."""
    language = await desk.language_of(request.asker.id, group.language)
    words, (verb, rest) = community(desk).brand_words, _verb(request)
    if verb in LIST:
        known = await words.all()
        names = desk.say(language, "list-separator").join([Markup.escape(word.word) for word in known])
        await reply(desk, request, group, desk.say(language, "brand-is" if known else "brand-none", words=names))
        return
    folded = fold(rest)
    if not folded or len(rest) > LONGEST_WORD:
        raise Misused
    if verb in ADD:
        words.add(folded, rest, request.asker.id, desk.now)
        await reply(desk, request, group, desk.say(language, "brand-added", word=rest))
    elif verb in DELETE:
        listed = {word.folded: word.word for word in await words.all()}
        if folded not in listed:
            raise NotListed(rest, listed.values())
        words.remove(folded)
        await reply(desk, request, group, desk.say(language, "brand-removed", word=rest))
    else:
        raise Misused


async def taboo(desk: Desk, request: Request, group: Group) -> None:
    """Add, remove or show what members should not say, each with what to say instead."""
    language = await desk.language_of(request.asker.id, group.language)
    wording, (verb, rest) = community(desk).wording, _verb(request)
    if verb in LIST:
        known = await wording.listed()
        lines = [desk.say(language, "taboo-title" if known else "taboo-none")]
        lines += [desk.say(language, "taboo-line", word=each.word, advice=each.advice) for each in known]
        await reply(desk, request, group, Markup("\n").join(lines), privately=True)
        return
    if verb in taboo_quiz.QUIZ:
        await taboo_quiz.asked(desk, request, group, rest)
        return
    if verb in taboo_quiz.PASSED:
        await taboo_quiz.passed(desk, request, group)
        return
    word, _, advice = (part.strip() for part in rest.replace("｜", "|").partition("|"))
    folded = fold(word)
    if not folded or len(word) > LONGEST_WORD:
        raise Misused
    if verb in ADD and advice:
        wording.add_taboo(Taboo(folded, word, clip(advice, 300)), request.asker.id, desk.now)
        await reply(desk, request, group, desk.say(language, "taboo-added", word=word), privately=True)
    elif verb in DELETE:
        taboos = {each.folded: each.word for each in await wording.listed()}
        if folded not in taboos:
            raise NotListed(word, taboos.values())
        wording.remove_taboo(folded)
        await reply(desk, request, group, desk.say(language, "taboo-removed", word=word), privately=True)
    else:
        raise Misused


async def hint(desk: Desk, group: Group, message: Message) -> None:
    """Tell a member in private what to say instead; once a day for each word, and never more than that.

    Who cannot be told alone is not pointed at: the group hears, once in a while, what to say instead.
    """
    wording = desk.store.community(group.community_id).wording
    taboos = await wording.taboos()
    if not len(taboos) or not message.text or not message.sender.is_user:
        return
    hits = taboos.find(fold(message.text))
    if not hits:
        return
    found = hits[0].value
    last = await wording.hinted(message.sender.id, found.folded)
    if last is not None and message.date - last < HINT_EVERY:
        return
    wording.hint(message.sender.id, found.folded, message.date)
    language = await desk.language_of(message.sender.id, group.language)
    said = desk.say(language, "taboo-hint", group=group.title, word=found.word, advice=found.advice)
    if await desk.store.people.reachable([message.sender.id]):
        desk.send(message.sender.id, said, silent=True)
    elif not await desk.tell_one(group, message.sender.id, said, thread_id=message.thread_id):
        await _say_aloud(desk, group, found, message.thread_id)


async def _say_aloud(desk: Desk, group: Group, found: Taboo, thread_id: int | None) -> None:
    """Tell the group what to say instead, at most once an hour; nobody is named."""
    last = await desk.store.chat(group.chat_id).notices.last(NOTICE)
    if last is None or desk.now - last.at >= ALOUD_EVERY:
        said = desk.say(group.language, "taboo-hint-aloud", word=found.word, advice=found.advice)
        await notices.put_up(desk, group, NOTICE, said, thread_id=thread_id)


async def kit(desk: Desk, request: Request, group: Group) -> None:
    """The approved texts; administrators add and remove them."""
    language = await desk.language_of(request.asker.id, group.language)
    wording, (verb, rest) = community(desk).wording, _verb(request)
    if verb in LIST:
        texts = await wording.kit()
        lines = [desk.say(language, "kit-title" if texts else "kit-none")]
        for number, text in enumerate(texts, 1):
            lines += [Markup.bold(f"{number}. {text.title}"), Markup.code(text.said)]
        await reply(desk, request, group, Markup("\n").join(lines), privately=True)
        return
    if not group.is_admin(request.asker.id):
        raise NotPermitted("is_administrator")
    if verb in ADD:
        title, _, said = (part.strip() for part in rest.replace("｜", "|").partition("|"))
        if not title or not said or len(said) > LONGEST_TEXT:
            raise Misused
        wording.add_text(clip(title, LONGEST_WORD), said, desk.now)
        await reply(desk, request, group, desk.say(language, "kit-added", title=title), privately=True)
    elif verb in DELETE and rest.isdecimal():
        texts = await wording.kit()
        if not 1 <= int(rest) <= len(texts):
            raise Refused("kit-unknown", number=rest)
        gone = texts[int(rest) - 1]
        wording.remove_text(gone.id)
        await reply(desk, request, group, desk.say(language, "kit-removed", title=gone.title), privately=True)
    else:
        raise Misused


def _verb(request: Request) -> tuple[str, str]:
    verb, _, rest = request.args.strip().partition(" ")
    return verb.lower(), rest.strip()
