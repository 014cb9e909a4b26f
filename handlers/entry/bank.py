"""/question: the group's own questions, and how people fare with them."""

import re

from bot.core.errors import Refused
from bot.core.text import Markup
from bot.features.entry.bank import MOST_QUESTIONS, is_unfair, percent_right, read_question
from bot.features.entry.steps.question import BankQuestion
from bot.features.settings.model import Group
from handlers.commands import Audience, Command, Misused, Request, reply
from handlers.desk import Desk

RIGHT = "can_change_info"
ADD, LIST, DELETE = ("add", "加", "添加"), ("list", "列表"), ("del", "delete", "删", "删除")
_WORD = re.compile(r"(\S*)\s*(.*)", re.DOTALL)


async def question(desk: Desk, request: Request, group: Group) -> None:
    """List the questions, add one or take one out."""
    language = await desk.language_of(request.asker.id, group.language)
    match = _WORD.fullmatch(request.args.strip())
    assert match is not None, "the pattern takes anything"
    word, rest = match[1].casefold(), match[2]
    if word in ADD:
        text = await _add(desk, request, group, rest, language)
    elif word in DELETE:
        text = await _delete(desk, group, rest, language)
    elif word in LIST or not word:
        text = await _list(desk, group, language)
    else:
        raise Misused
    await reply(desk, request, group, text, privately=True)


async def _add(desk: Desk, request: Request, group: Group, typed: str, language: str) -> Markup:
    bank = desk.store.chat(group.chat_id).entry_questions
    there = len(await bank.current())
    if there >= MOST_QUESTIONS:
        raise Refused("question-full", most=MOST_QUESTIONS)
    try:
        read = read_question(typed)
    except ValueError:
        raise Misused from None
    added = await bank.add(read.text, read.options, by=request.asker.id, at=desk.now)
    lines = [desk.say(language, "question-added", number=str(added.number), count=there + 1)]
    lines.append(_line(desk, added, language))
    if read.is_lopsided:
        lines.append(desk.say(language, "question-options-differ"))
    return Markup("\n").join(lines)


async def _delete(desk: Desk, group: Group, typed: str, language: str) -> Markup:
    bank = desk.store.chat(group.chat_id).entry_questions
    if not typed.isdecimal():
        raise Misused
    current = await bank.current()
    found = next((each for each in current if each.number == int(typed)), None)
    if found is None:
        raise Refused("question-unknown", number=typed)
    await bank.retire(found, at=desk.now)
    return desk.say(language, "question-deleted", number=str(found.number), count=len(current) - 1)


async def _list(desk: Desk, group: Group, language: str) -> Markup:
    """Every question with its pass rate; those that seem unfair are pointed out."""
    say = desk.say
    current = await desk.store.chat(group.chat_id).entry_questions.current()
    if not current:
        return Markup("\n").join([say(language, "question-none"), say(language, "question-hint")])
    lines = [Markup.bold(say(language, "question-list", group=group.title, count=len(current)))]
    for each in current:
        lines.append(_line(desk, each, language))
        lines.append(say(language, "question-rate", tries=each.tries, rate=percent_right(each)))
        if is_unfair(each):
            lines.append(say(language, "question-unfair", number=str(each.number)))
    return Markup("\n").join([*lines, Markup(""), say(language, "question-hint")])


def _line(desk: Desk, question: BankQuestion, language: str) -> Markup:
    right, *wrong = question.options
    return desk.say(
        language, "question-line", number=str(question.number), text=question.text, right=right, wrong=" | ".join(wrong)
    )


COMMAND = Command(
    "question",
    Audience.ADMIN,
    "/question add QUESTION? RIGHT | WRONG | WRONG · list · del N",
    "/question add 我们卖什么？茶 | 酒 | 房",
    run=question,
    right=RIGHT,
    secret=True,
)
