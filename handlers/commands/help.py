"""The command that explains the others."""

from collections.abc import Sequence

from bot.core.text import Markup
from bot.features.settings.model import Group
from handlers.commands.replies import reply
from handlers.commands.vocabulary import Audience, Command, Request
from handlers.desk import Desk


class Help:
    """What there is to ask for; ``command`` is the one that asks for it, and explains itself too."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self.command = Command(
            "help", Audience.MEMBER, "/help", "/help", self.in_group, self.in_private, keywords=("怎么用",)
        )
        self._commands = (*commands, self.command)

    async def in_private(self, desk: Desk, request: Request) -> None:
        """What this person can do: administrators see their commands too."""
        language = await desk.language_of(request.asker.id)
        runs_groups = bool(await desk.store.groups.run_by(request.asker.id))
        desk.send(request.message.chat_id, self._text(desk, language, admin=runs_groups))

    async def in_group(self, desk: Desk, request: Request, group: Group) -> None:
        """The same, asked in a group."""
        text = self._text(desk, group.language, admin=group.is_admin(request.asker.id))
        await reply(desk, request, group, text)

    def _text(self, desk: Desk, language: str, *, admin: bool) -> Markup:
        lines = [Markup.bold(desk.say(language, "help-member-title"))]
        lines += self._lines(desk, language, (Audience.MEMBER, Audience.PRIVATE))
        if admin:
            lines += [Markup(""), Markup.bold(desk.say(language, "help-admin-title"))]
            lines += self._lines(desk, language, (Audience.ADMIN,))
        return Markup("\n").join(lines)

    def _lines(self, desk: Desk, language: str, audiences: tuple[Audience, ...]) -> list[Markup]:
        lines = []
        for command in self._commands:
            if command.audience in audiences:
                what = desk.say(language, f"command-{command.name}")
                line = desk.say(language, "help-line", command=f"/{command.name}", what=what)
                words = command.keywords + command.reply_keywords
                if words:
                    separator = desk.say(language, "list-separator")
                    line += Markup(" ") + desk.say(language, "help-keywords", words=separator.join(words))
                lines.append(line)
        return lines
