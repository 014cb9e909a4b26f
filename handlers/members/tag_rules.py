"""Tags by rule: set with /tag rule, given and taken by the nightly look at the members."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from bot.core.errors import Refused
from bot.core.text import Markup
from bot.features.members.segments import Activity
from bot.features.members.settings import MemberSettings
from bot.features.members.tags import LEADERS, MOST_OF_A_KIND, Measure, TagRule, carries, tag_rule
from bot.features.settings.model import Group
from handlers import access
from handlers.commands import Misused, Request, reply
from handlers.desk import Desk
from handlers.members.tag_words import OFF, word_of
from storage.segments import RULE as BY_RULE
from storage.segments import Standing

RULE: Final = ("rule", "rules", "规则")
RIGHT: Final = "can_change_info"


async def rule(desk: Desk, request: Request, group: Group, typed: str) -> None:
    """Show the rules, set one, or end one: then its tag is taken from all who have it by the rule."""
    access.require(group, request.asker.id, RIGHT)
    language = await desk.language_of(request.asker.id, group.language)
    rules = group.settings(MemberSettings).tag_rules
    if not typed:
        await reply(desk, request, group, _listed(desk, language, rules), privately=True)
        return
    first, _, rest = typed.partition(" ")
    tag, said = word_of(first), rest.strip()
    if not tag or not said:
        raise Misused
    if said.casefold() in OFF:
        if tag not in rules:
            raise Refused("tag-no-rule", tag=tag)
        desk.store.chat(group.chat_id).tags.drop_all(tag, BY_RULE)
        changed = {name: each for name, each in rules.items() if name != tag}
        text = desk.say(language, "tag-rule-off", tag=tag)
    else:
        meant = tag_rule(said)
        if meant is None:
            raise Refused("tag-rule-form")
        if tag not in rules and len(rules) >= MOST_OF_A_KIND:
            raise Refused("tag-many-kinds", most=MOST_OF_A_KIND)
        changed = {**rules, tag: str(meant)}
        text = desk.say(language, "tag-rule-set", tag=tag, rule=_told(desk, language, meant))
    desk.store.groups.set_value(group, "members", "tag_rules", changed)
    await reply(desk, request, group, text, privately=True)


def _listed(desk: Desk, language: str, rules: Mapping[str, str]) -> Markup:
    lines = [desk.say(language, "tag-rules" if rules else "tag-rules-none")]
    for tag, stored in rules.items():
        meant = tag_rule(stored)
        assert meant is not None, "settings hold only rules"
        lines.append(desk.say(language, "tag-rule-line", tag=tag, rule=_told(desk, language, meant)))
    return Markup("\n").join([*lines, desk.say(language, "tag-rule-hint")])


def _told(desk: Desk, language: str, meant: TagRule) -> Markup:
    if isinstance(meant.what, Measure):
        return desk.say(language, f"tag-measure-{meant.what.value}", least=meant.least)
    return desk.say(language, f"segment-{meant.what.value if meant.what is not None else LEADERS}")


async def follow(
    desk: Desk, group: Group, page: Iterable[Activity], standings: Mapping[int, Standing], today: date
) -> list[tuple[int, str, bool]]:
    """What the rules change for these people, as person, tag, and whether they get it; nothing is written."""
    rules = {tag: tag_rule(stored) for tag, stored in group.settings(MemberSettings).tag_rules.items()}
    if not rules:
        return []
    found: list[tuple[int, str, bool]] = []
    known = await desk.store.chat(group.chat_id).tags.origins(standings)
    for member in page:
        standing, mine = standings.get(member.user_id), known.get(member.user_id, {})
        if standing is None:
            continue
        for tag, meant in rules.items():
            assert meant is not None, "settings hold only rules"
            origin, is_leader = mine.get(tag), standing.place is not None
            already = origin == BY_RULE
            fits = carries(meant, member, standing.segment, today, is_leader=is_leader, already=already)
            if fits and origin is None:
                found.append((member.user_id, tag, True))
            elif already and not fits:
                found.append((member.user_id, tag, False))
    return found
