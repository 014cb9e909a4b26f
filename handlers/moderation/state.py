"""How moderation stands, for `/status`: what waits for a reader, and where the machine was wrong."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from bot.core.text import Markup
from bot.features.moderation.model import REPORTS, Case
from bot.features.moderation.settings import ModerationSettings
from bot.features.settings.model import Group
from handlers.desk import Desk
from handlers.moderation.waiting import cards_waiting

LOOKS_BACK, A_WEEK = timedelta(days=30), timedelta(days=7)
MOST = 99
SHOWN = 5


async def state_of_moderation(desk: Desk, group: Group, language: str) -> list[Markup]:
    """Lines about cards, and how often the machine was wrong this week and this month."""
    lines = []
    place = await desk.admin_chat(group)
    if place is not None:
        lines.append(desk.say(language, "adminchat-is", title=place.title))
    elif group.settings(ModerationSettings).admin_chat is not None:
        lines.append(desk.say(language, "status-adminchat-lost"))
    waiting = await cards_waiting(desk, group, MOST)
    if waiting:
        lines.append(desk.say(language, "status-cards-wait", count=waiting))
    store = desk.store.chat(group.chat_id)
    wrong = await store.cases.wrong(desk.now - LOOKS_BACK)
    lately = sum(case.last_at >= desk.now - A_WEEK for case in wrong)
    lines.append(desk.say(language, "status-wrong-lately", count=lately))
    if wrong:
        lines.append(wrong_line(desk, language, _by_signal(wrong).most_common(SHOWN)))
    return lines


async def wrong_by_signal(desk: Desk, group: Group) -> Counter[str]:
    """How often each signal took part in a case of the last 30 days that the staff called wrong."""
    return _by_signal(await desk.store.chat(group.chat_id).cases.wrong(desk.now - LOOKS_BACK))


def _by_signal(wrong: Iterable[Case]) -> Counter[str]:
    return Counter(
        signal
        for case in wrong
        for signal in {finding.signal for finding in case.findings if finding.is_evidence} - {REPORTS}
    )


def wrong_line(desk: Desk, language: str, wrong: Iterable[tuple[str, int]]) -> Markup:
    """How often each of these signals was wrong, in one line."""
    names = [
        desk.say(language, "status-wrong-signal", name=desk.say(language, f"signal-{signal}"), count=count)
        for signal, count in wrong
    ]
    return desk.say(language, "status-wrong", signals=desk.say(language, "list-separator").join(names))
