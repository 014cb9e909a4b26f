"""The command that explains the others: by role, by topic, or one of them."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import partial

from bot.core.effect import Button, EditMessage
from bot.core.errors import Refused
from bot.core.text import Markup
from bot.features.settings.model import Group
from handlers.commands.replies import reply
from handlers.commands.vocabulary import Audience, Command, Request
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button

ALIKE = 0.7
"""How near a mistyped command must be to one that there is; at 0.6 /cat would be /chat's business."""
A_ROW = 3


class Help:
    """What there is to ask for; ``command`` is the one that asks for it, and explains itself too."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self.command = Command(
            "help",
            Audience.MEMBER,
            "/help [COMMAND]",
            "/help quiet",
            self.in_group,
            self.in_private,
            keywords=("怎么用",),
        )
        self._commands = (*commands, self.command)
        self._by_topic: Mapping[str, Sequence[Command]] = _by_topic(commands)

    def nearest(self, name: str) -> str | None:
        """The command that somebody may have meant by a name that is none."""
        near = get_close_matches(name, [command.name for command in self._commands], 1, ALIKE)
        return near[0] if near else None

    async def in_private(self, desk: Desk, request: Request) -> None:
        """What this person can do: administrators see their commands too, by topic."""
        language = await desk.language_of(request.asker.id)
        one = self._asked(request)
        if one is not None:
            desk.send(request.message.chat_id, self._explained(desk, language, one))
            return
        runs_groups = bool(await desk.store.groups.run_by(request.asker.id))
        desk.send(request.message.chat_id, *self._overview(desk, language, admin=runs_groups))

    async def in_group(self, desk: Desk, request: Request, group: Group) -> None:
        """The same, asked in a group: administrators are shown the way to theirs."""
        one = self._asked(request)
        if one is not None and (one.audience is not Audience.ADMIN or group.is_admin(request.asker.id)):
            await reply(desk, request, group, self._explained(desk, group.language, one))
            return
        text, _ = self._overview(desk, group.language, admin=False)
        rows: Rows = ()
        if group.is_admin(request.asker.id):
            text = Markup("\n").join([text, desk.say(group.language, "help-admin-in-private")])
            rows = [[Button(desk.say(group.language, "open-private").plain(), url=desk.bot.start_link("help"))]]
        await reply(desk, request, group, text, rows)

    async def pressed(self, desk: Desk, press: Press) -> None:
        """A topic, or the way back, in private."""
        if press.chat_id != press.presser.id or press.message_id is None:
            raise Refused("press-old")
        language = await desk.language_of(press.presser.id)
        if press.intent.verb == "home":
            text, rows = self._overview(desk, language, admin=True)
        else:
            text, rows = self._topic(desk, language, press.intent.arguments[0])
        desk.answer(press)
        frozen = tuple(tuple(row) for row in rows)
        desk.work.emit(EditMessage(press.chat_id, text, frozen, message_id=press.message_id))

    def _asked(self, request: Request) -> Command | None:
        """The one command that was asked about, by its name or one near it."""
        word = request.args.strip().removeprefix("/").lower()
        name = self.nearest(word) if word else None
        return next((command for command in self._commands if command.name == name), None)

    def _overview(self, desk: Desk, language: str, *, admin: bool) -> tuple[Markup, Rows]:
        lines = [Markup.bold(desk.say(language, "help-member-title"))]
        lines += [
            _line(desk, language, command)
            for command in self._commands
            if command.audience in (Audience.MEMBER, Audience.PRIVATE)
        ]
        if not admin:
            return Markup("\n").join(lines), ()
        lines += [Markup(""), Markup.bold(desk.say(language, "help-admin-title"))]
        topics = [button(topic_name(desk, language, each).plain(), "help", "topic", each) for each in self._by_topic]
        return Markup("\n").join(lines), [topics[at : at + A_ROW] for at in range(0, len(topics), A_ROW)]

    def _topic(self, desk: Desk, language: str, topic: str) -> tuple[Markup, Rows]:
        if topic not in self._by_topic:
            raise Refused("press-old")
        lines = [Markup.bold(topic_name(desk, language, topic))]
        lines += [self._explained(desk, language, command) for command in self._by_topic[topic]]
        back = button(desk.say(language, "panel-back").plain(), "help", "home")
        return Markup("\n").join(lines), [[back]]

    def _explained(self, desk: Desk, language: str, command: Command) -> Markup:
        """A command with its form, an example and the right it takes."""
        form, example = Markup.code(command.form), Markup.code(command.example)
        lines = [_line(desk, language, command)]
        if command.form != f"/{command.name}":
            lines.append(desk.say(language, "help-form", form=form, example=example))
        if command.right is not None:
            lines.append(desk.say(language, "help-right", right=desk.say(language, f"right-{command.right}")))
        return Markup("\n").join(lines)


def _by_topic(commands: Sequence[Command]) -> dict[str, list[Command]]:
    """Administrators' commands by the noun whose handlers they are."""
    found: dict[str, list[Command]] = {}
    for command in commands:
        if command.audience is Audience.ADMIN and command.run is not None:
            run = command.run.func if isinstance(command.run, partial) else command.run
            found.setdefault(run.__module__.split(".")[1], []).append(command)
    return found


def topic_name(desk: Desk, language: str, topic: str) -> Markup:
    """What a feature or a topic is called."""
    key = f"panel-feature-{topic.replace('_', '-')}"
    return desk.say(language, key) if key in desk.house.texts.keys(language) else Markup.escape(topic)


def _line(desk: Desk, language: str, command: Command) -> Markup:
    what = desk.say(language, f"command-{command.name}")
    line = desk.say(language, "help-line", command=f"/{command.name}", what=what)
    words = command.keywords + command.reply_keywords
    if words:
        separator = desk.say(language, "list-separator")
        line += Markup(" ") + desk.say(language, "help-keywords", words=separator.join(words))
    return line
