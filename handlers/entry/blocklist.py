"""/blocklist: what nobody may have in name or bio who comes into a group of the community."""

from bot.core.text import Markup
from bot.features.entry.blocklist import read_pattern
from bot.features.settings.model import Group
from handlers.commands import Audience, Command, Misused, NotListed, Request, reply
from handlers.desk import Desk

RIGHT = "can_restrict_members"
ADD, DELETE = ("add", "加", "添加"), ("del", "delete", "删", "删除")


async def blocklist(desk: Desk, request: Request, group: Group) -> None:
    """List the patterns, add one or take one off; in the community's mailbox."""
    language = await desk.language_of(request.asker.id, group.language)
    word, _, rest = request.args.strip().partition(" ")
    typed, patterns = rest.strip(), desk.store.community(group.community_id).entry_patterns
    known = await patterns.all()
    match word.casefold():
        case "" | "list" | "列表":
            text = _list(desk, known, language)
        case add if add in ADD and typed:
            patterns.add(read_pattern(typed), typed, by=request.asker.id, at=desk.now)
            text = desk.say(language, "blocklist-added", pattern=typed)
        case delete if delete in DELETE and typed:
            folded = read_pattern(typed)
            if folded not in known:
                raise NotListed(typed, known.values())
            patterns.drop(folded)
            text = desk.say(language, "blocklist-deleted", pattern=typed)
        case _:
            raise Misused
    await reply(desk, request, group, text, privately=True)


def _list(desk: Desk, known: dict[str, str], language: str) -> Markup:
    if not known:
        return Markup("\n").join([desk.say(language, "blocklist-none"), desk.say(language, "blocklist-hint")])
    listed = desk.say(language, "list-separator").join(known.values())
    return Markup("\n").join(
        [desk.say(language, "blocklist-list", patterns=listed), desk.say(language, "blocklist-hint")]
    )


COMMAND = Command(
    "blocklist",
    Audience.ADMIN,
    "/blocklist add WORDS · del WORDS · list",
    "/blocklist add 加微信",
    run=blocklist,
    right=RIGHT,
    secret=True,
    of_community=True,
)
