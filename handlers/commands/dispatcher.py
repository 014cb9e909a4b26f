"""Commands: every one of them, and how a message becomes one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import msgspec

from bot.core.effect import DeleteMessages, DeleteOwn
from bot.core.errors import NotPermitted, Refused
from bot.core.event import Message, Person, SenderKind
from bot.core.ids import ChatId, UserId, chat_mailbox, community_mailbox, mailbox_id
from bot.core.period import NotUnderstood
from bot.core.text import Markup
from bot.features.settings.model import Group
from bot.features.settings.settings import GeneralSettings
from bot.runtime.ticker import Due
from bot.texts import Value
from handlers import access
from handlers.commands.help import Help
from handlers.commands.replies import reply
from handlers.commands.vocabulary import STALE_AFTER, Audience, Command, Misused, Request
from handlers.desk import Desk
from handlers.keyboards import Press, button

COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?:\s+|$)")
CONFIRM_WITHIN = timedelta(minutes=2)


class Commands:
    """Every command, and how a message becomes one."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self.help = Help(commands)
        every = (*commands, self.help.command)
        self.by_name: Mapping[str, Command] = {command.name: command for command in every}
        self._edits = [command for command in every if command.edited is not None]
        # The first command that has a word keeps it.
        self._by_word = {w.casefold(): c for c in reversed(every) for w in c.keywords}
        self._by_reply_word = {w.casefold(): c for c in reversed(every) for w in c.reply_keywords}

    async def take(self, desk: Desk, message: Message, group: Group | None) -> bool:
        """Handle the message if it is a command or keyword for this bot; says whether it was."""
        found = self._recognise(desk, message, group)
        if found is None:
            return await self._wonder(desk, message, group)
        command, args = found
        is_late = desk.now - message.date > STALE_AFTER
        if is_late and not (command.counts_late and group is not None and message.sender.is_user):
            return True
        if message.sender.kind is SenderKind.ANONYMOUS_ADMIN and group is not None:
            await self._take_anonymous(desk, command, args, message, group)
            return True
        if message.sender.person is None or not message.sender.is_user:
            return True
        request = Request(
            command.name, args, message, message.chat_id if group is not None else None, message.sender.person
        )
        if group is not None:
            await self.run_in_group(desk, request, group)
        else:
            await self._run_in_private(desk, request, command)
        return True

    async def edited(self, desk: Desk, message: Message, group: Group) -> None:
        """Tell the commands that want to know of a message that a person has edited."""
        if not message.sender.is_user:
            return
        found = self._recognise(desk, message, group)
        for command in self._edits:
            if command.edited is not None:
                args = found[1] if found is not None and found[0] is command else None
                await command.edited(desk, group, message, args)

    async def _wonder(self, desk: Desk, message: Message, group: Group | None) -> bool:
        """Name the nearest command to an administrator who has mistyped one; says whether it was for this bot.

        Members get no answer in a group, and what is addressed to another bot, or near to nothing, is not ours.
        """
        match, asker = COMMAND.match(message.text), message.sender.person
        if match is None or asker is None or not self._is_ours(desk, match[2]):
            return False
        if desk.now - message.date > STALE_AFTER or (group is not None and not group.is_admin(asker.id)):
            return False
        nearest = self.help.nearest(match[1].lower())
        if nearest is None and (group is not None or match[2] is None):
            return False
        language = group.language if group is not None else await desk.language_of(asker.id)
        said = desk.say(language, "unknown-command", command=f"/{match[1]}", nearest=f"/{nearest or 'help'}")
        if group is None:
            desk.send(message.chat_id, said)
        else:
            request = Request(match[1], "", message, message.chat_id, asker, of_staff=True)
            await reply(desk, request, group, said, alone=True)
        return True

    def _is_ours(self, desk: Desk, address: str | None) -> bool:
        """Whether a command is for this bot: addressed to it, or to nobody."""
        return address is None or address.casefold() == desk.bot.username.casefold()

    def _recognise(self, desk: Desk, message: Message, group: Group | None) -> tuple[Command, str] | None:
        """The command and its arguments as typed. ``/x@other`` and unknown commands are nobody's business here."""
        text = message.text
        match = COMMAND.match(text)
        if match is not None:
            if not self._is_ours(desk, match[2]):
                return None
            command = self.by_name.get(match[1].lower())
            return None if command is None else (command, text[match.end() :].strip())
        return self._by_keyword(message, group)

    def _by_keyword(self, message: Message, group: Group | None) -> tuple[Command, str] | None:
        """A keyword counts only alone, or followed by a space or newline and a note."""
        if not message.text or len(message.text) > 2_000:
            return None
        first, _, rest = message.text.strip().partition("\n")
        # Chinese keyboards write a wide space.
        word, _, note = first.replace("\u3000", " ").partition(" ")
        word = word.removeprefix("#").casefold()
        custom = group.settings(GeneralSettings).keywords if group is not None else {}
        command = self._meant(word, custom, is_reply=message.reply is not None)
        if command is None:
            return None
        return command, "\n".join(part for part in (note.strip(), rest.strip()) if part)

    def _meant(self, word: str, custom: Mapping[str, Sequence[str]], *, is_reply: bool) -> Command | None:
        """The command that a casefolded word stands for; a group's own words replace the usual ones."""
        for name, words in custom.items():
            if name in self.by_name and word in (own.casefold() for own in words):
                return self.by_name[name]
        command = self._by_word.get(word)
        if command is not None and command.name not in custom:
            return command
        return self._by_reply_word.get(word) if is_reply else None

    # --- in the group -------------------------------------------------------------------------------------------

    async def run_in_group(self, desk: Desk, request: Request, group: Group) -> None:
        """Run a request in the mailbox of its group, for who may; others get no answer in the group."""
        command = self.by_name[request.command]
        if command.run is None:
            return
        desk.actor = request.asker
        request = replace(request, of_staff=command.audience is Audience.ADMIN)
        here = desk.work.mailbox == chat_mailbox(request.message.chat_id)
        if command.secret and here and not request.in_private and group.is_admin(request.asker.id):
            desk.work.emit(DeleteMessages(request.message.chat_id, (request.message.message_id,)))
        try:
            if command.audience is Audience.ADMIN:
                group = await access.fresh(desk, group)
                if not await self._is_helper(desk, command, request, group):
                    if not group.is_admin(request.asker.id) and not request.in_private:
                        return
                    access.require(group, request.asker.id, command.right)
            if command.of_community and desk.work.mailbox != group.community_mailbox:
                desk.work.forward(community_mailbox(group.community_id), "request", request)
                return
            await command.run(desk, request, group)
        except NotPermitted as error:
            right = desk.say(await self._language(desk, request, group), f"right-{error.right}")
            await self.answer(desk, request, group, "not-permitted", right=right, privately=True)
        except Misused:
            form, example = Markup.escape(command.form), Markup.escape(command.example)
            privately = command.secret
            await self.answer(desk, request, group, "usage-error", privately=privately, form=form, example=example)
        except (Refused, NotUnderstood) as error:
            await self.answer(desk, request, group, error.key, privately=command.secret, **error.values)

    async def _is_helper(self, desk: Desk, command: Command, request: Request, group: Group) -> bool:
        """Whether a helper of the group, and no administrator, uses what helpers may use."""
        if not command.helpers or request.in_private or group.is_admin(request.asker.id):
            return False
        return request.asker.id in await desk.store.chat(group.chat_id).helpers.all()

    async def answer(
        self, desk: Desk, request: Request, group: Group, key: str, /, *, privately: bool = False, **values: Value
    ) -> None:
        """Answer a request with one text."""
        language = await self._language(desk, request, group, privately=privately)
        await reply(desk, request, group, desk.say(language, key, **values), privately=privately, alone=True)

    async def _language(self, desk: Desk, request: Request, group: Group, *, privately: bool = False) -> str:
        if request.in_private or privately or self.by_name[request.command].secret:
            return await desk.language_of(request.asker.id, group.language)
        return group.language

    # --- anonymous administrators -------------------------------------------------------------------------------

    async def _take_anonymous(self, desk: Desk, command: Command, args: str, message: Message, group: Group) -> None:
        """An anonymous administrator counts as one; a button asks who it is before anything is recorded."""
        if command.secret:
            desk.work.emit(DeleteMessages(message.chat_id, (message.message_id,)))
        nobody = Person(UserId(message.sender.id), message.sender.name)
        request = Request(command.name, args, message, message.chat_id, nobody, anonymous=True)
        key = f"confirm:{desk.work.event.id}"
        desk.store.schedules(desk.work.mailbox).set(
            key, "confirm_expired", desk.now + CONFIRM_WITHIN, payload=msgspec.json.encode(request).decode()
        )
        desk.send(
            message.chat_id,
            desk.say(group.language, "confirm-anonymous", command=Markup.code(f"/{command.name}")),
            [[button(desk.say(group.language, "confirm-button").plain(), "confirm", "run", desk.work.event.id)]],
            reply_to=message.message_id,
            thread_id=message.thread_id,
            expires_at=desk.now + CONFIRM_WITHIN,
            handle=key,
        )

    # --- in private ---------------------------------------------------------------------------------------------

    async def _run_in_private(self, desk: Desk, request: Request, command: Command) -> None:
        """Private commands run here; the others are sent to the mailbox of the group that is meant."""
        if command.run_private is not None:
            await command.run_private(desk, request)
            return
        groups = await self._groups_of(desk, request, command)
        known = await desk.store.people.find(request.asker.id)
        focus = known.focus_chat_id if known is not None else None
        language = await desk.language_of(request.asker.id)
        if not groups:
            missing = "no-group-of-yours" if command.audience is Audience.ADMIN else "no-group-in-common"
            desk.send(request.message.chat_id, desk.say(language, missing))
        elif len(groups) == 1 or focus in groups:
            self.send_to_group(desk, request, focus if focus in groups else groups[0])
        else:
            await self._ask_which_group(desk, request, groups, language)

    async def _groups_of(self, desk: Desk, request: Request, command: Command) -> list[ChatId]:
        """The groups in which this person may use the command: run by them, or for members joined by them."""
        run = await desk.store.groups.run_by(request.asker.id)
        if command.audience is Audience.ADMIN:
            return run
        return list(dict.fromkeys([*run, *await desk.store.groups.joined_by(request.asker.id)]))

    def send_to_group(self, desk: Desk, request: Request, chat_id: ChatId | None) -> None:
        """Hand a private request to the group's mailbox, which checks and answers it."""
        assert chat_id is not None, "a request is sent to a group that was found"
        desk.work.forward(chat_mailbox(chat_id), "request", replace(request, group_id=chat_id))

    async def _ask_which_group(self, desk: Desk, request: Request, groups: Sequence[ChatId], language: str) -> None:
        """Keep the request until the group is chosen; the choice is remembered."""
        key = f"choose:{request.asker.id}"
        desk.store.schedules(desk.work.mailbox).set(
            key, "confirm_expired", desk.now + STALE_AFTER, payload=msgspec.json.encode(request).decode()
        )
        rows = []
        for chat_id in groups[:50]:
            group = await desk.group(chat_id)
            rows.append([button(group.title if group else str(chat_id), "focus", "set", chat_id)])
        desk.send(request.message.chat_id, desk.say(language, "which-group"), rows)

    # --- presses and events that continue a request --------------------------------------------------------------

    async def confirmed(self, desk: Desk, press: Press) -> None:
        """The person behind an anonymous administrator has pressed: run what was asked, in their name."""
        group = await desk.group(press.chat_id)
        key = f"confirm:{press.intent.number()}"
        kept = await desk.store.schedules(desk.work.mailbox).find(key)
        if group is None:
            return
        if not group.is_admin(press.presser.id):
            desk.answer(press, desk.say(group.language, "confirm-not-admin"), alert=True)
            return
        desk.work.emit(DeleteOwn(press.chat_id), handle=key)
        if kept is None:
            desk.answer(press, desk.say(group.language, "confirm-too-late"), alert=True)
            return
        desk.answer(press)
        desk.store.schedules(desk.work.mailbox).cancel(key)
        request = msgspec.json.decode(kept.payload, type=Request)
        await self.run_in_group(desk, replace(request, asker=press.presser), group)

    async def focused(self, desk: Desk, press: Press) -> None:
        """A group was chosen in private: remember it, and go on with what was asked."""
        chat_id = ChatId(press.intent.number())
        language = await desk.language_of(press.presser.id)
        mine = await desk.store.groups.run_by(press.presser.id), await desk.store.groups.joined_by(press.presser.id)
        if not any(chat_id in groups for groups in mine):
            desk.answer(press, desk.say(language, "press-not-yours"), alert=True)
            return
        group = await desk.group(chat_id)
        kept = await desk.store.schedules(desk.work.mailbox).find(f"choose:{press.presser.id}")
        await desk.store.people.set_focus(press.presser.id, chat_id)
        desk.answer(press, desk.say(language, "focus-set", group=group.title if group else str(chat_id)))
        if kept is not None:
            desk.store.schedules(desk.work.mailbox).cancel(kept.key)
            self.send_to_group(desk, msgspec.json.decode(kept.payload, type=Request), chat_id)

    async def expired(self, desk: Desk, body: bytes) -> None:
        """A request was not confirmed in time: its button goes."""
        due = msgspec.json.decode(body, type=Due)
        if due.key.startswith("confirm:"):
            desk.work.emit(DeleteOwn(mailbox_id(desk.work.mailbox)), handle=due.key)

    async def forwarded(self, desk: Desk, body: bytes) -> None:
        """A request that another mailbox has sent here."""
        request = msgspec.json.decode(body, type=Request)
        group = await desk.group(request.group_id) if request.group_id is not None else None
        if group is not None:
            await self.run_in_group(desk, request, group)
