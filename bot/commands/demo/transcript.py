"""The play in print: on the left what people do, on the right what the bot does about it."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.sandbox import Chat, Message, Sandbox, WorldEvent

WIDTH = 118
LONGEST = 900
"""Characters of one message that are printed."""

LABELS = {
    "zh-CN": {
        "colon": "：",
        "comma": "、",
        "group": "群里",
        "private": "私信 {name}",
        "alone": "群里只有 {name} 看得到",
        "deleted": "删掉了 {name} 的消息",
        "deleted_own": "收起了自己的一条消息",
        "restricted": "禁言 {name}",
        "unrestricted": "解除 {name} 的限制",
        "banned": "移出 {name}",
        "unbanned": "解封 {name}",
        "approved": "批准 {name} 入群",
        "declined": "婉拒 {name}",
        "asked": "申请入群",
        "joined": "进群了",
        "added_by": "被 {name} 拉进群了",
        "left": "离开了",
        "pressed": "按下［{what}］",
        "answered": "回应：{what}",
        "reacted": "给 {name} 点了 {what}",
        "edited": "更新 {name} 的卡片",
        "edited_group": "更新群里的消息",
        "edited_by": "改成：{what}",
        "picture": "［图片］",
        "promoted": "把 {name} 设为管理员",
        "added": "把围炉拉进群",
        "quietly": "（只看不说）",
        "to_bot": "对围炉说：",
    },
    "en": {
        "colon": ": ",
        "comma": ", ",
        "group": "in the group",
        "private": "to {name}, in private",
        "alone": "in the group, for {name} alone",
        "deleted": "deleted {name}'s message",
        "deleted_own": "took down a message of its own",
        "restricted": "muted {name}",
        "unrestricted": "lifted {name}'s limits",
        "banned": "removed {name}",
        "unbanned": "unbanned {name}",
        "approved": "let {name} in",
        "declined": "declined {name}",
        "asked": "asks to join",
        "joined": "joins",
        "added_by": "is added by {name}",
        "left": "leaves",
        "pressed": "presses [{what}]",
        "answered": "answers: {what}",
        "reacted": "reacts to {name} with {what}",
        "edited": "updated {name}'s card",
        "edited_group": "updated the message in the group",
        "edited_by": "changes it to: {what}",
        "picture": "[picture]",
        "promoted": "makes {name} an administrator",
        "added": "adds Weilu to the group",
        "quietly": "(reads, says nothing)",
        "to_bot": "to Weilu: ",
    },
}


class Transcript:
    """Collects what happens in the sandbox and prints it step by step."""

    def __init__(self, sandbox: Sandbox, language: str, zone: ZoneInfo) -> None:
        self._sandbox = sandbox
        self._labels = LABELS[language]
        self._zone = zone
        self._events: list[WorldEvent] = []
        self.console = Console(width=WIDTH, highlight=False, legacy_windows=False)
        sandbox.on_event.append(self._events.append)

    def scene(self, title: str) -> None:
        """Open a scene."""
        self.console.print()
        self.console.print(Rule(f"[bold dark_orange3]{title}[/]", style="grey50", align="left"))

    def remark(self, text: str) -> None:
        """A line of the narrator."""
        self.console.print(Text(f"       {text}", style="italic grey50"))

    def forget(self) -> None:
        """Leave out what has happened so far: it was so before the curtain rose."""
        self._events.clear()

    def step(self) -> None:
        """Print what has happened since the last step."""
        events, self._events[:] = list(self._events), []
        people = [line for event in events if not self._by_bot(event) and (line := self._person(event)) is not None]
        bot = self._deeds([event for event in events if self._by_bot(event)])
        if not people and not bot:
            return
        local = self._sandbox.clock.now().astimezone(self._zone).strftime("%H:%M")
        table = Table(box=None, show_header=False, padding=(0, 1))
        for width, style in ((5, "grey50"), (44, ""), (2, ""), (58, "")):
            table.add_column(width=width, style=style, overflow="fold")
        left = Text("\n").join(people)
        right = Text("\n").join(bot) if bot else Text(self._labels["quietly"], style="grey42")
        table.add_row(local, left, "🔥", right)
        self.console.print(table)

    def _by_bot(self, event: WorldEvent) -> bool:
        return event.actor is self._sandbox.bot

    def _person(self, event: WorldEvent) -> Text | None:
        who = event.actor.name if event.actor is not None else "?"
        name = Text(who, style="bold")
        message = event.message
        match event.kind:
            case "said" if message is not None and message.kind != "service":
                said = message.text or message.caption or self._labels["picture"]
                where = self._labels["to_bot"] if message.chat.type == "private" else ""
                return Text.assemble(name, "  ", (where, "grey50"), _clipped(said))
            case "edited" if message is not None:
                return Text.assemble(name, "  ", self._labels["edited_by"].format(what=_clipped(message.text or "")))
            case "joined" if event.member is not None and event.member.user is not event.actor:
                added = self._labels["added_by"].format(name=who)
                return Text.assemble((event.member.user.name, "bold"), "  ", (added, "cyan"))
            case "asked" | "joined" | "left":
                who = event.member.user.name if event.member is not None else who
                return Text.assemble((who, "bold"), "  ", (self._labels[event.kind], "cyan"))
            case "pressed":
                return Text.assemble(name, "  ", (self._labels["pressed"].format(what=event.detail), "cyan"))
            case "promoted" if event.member is not None:
                return Text.assemble(name, "  ", (self._labels["promoted"].format(name=event.member.user.name), "cyan"))
        return None

    def _deeds(self, events: Sequence[WorldEvent]) -> list[Text]:
        """The bot's deeds; the same card to several people is one, and what is said twice in a step is shown once."""
        private: dict[tuple[str, str], list[str]] = {}
        order: list[Text | tuple[str, str]] = []
        for event in events:
            message = event.message
            if event.kind in ("said", "edited") and message is not None and message.chat.type == "private":
                shown = message.content if event.kind == "said" else _changed(message)
                key = (event.kind, shown + _keyboard(message)) if event.kind == "said" else (event.kind, shown)
                if key not in private:
                    order.append(key)
                names = private.setdefault(key, [])
                if _title(message.chat) not in names:
                    names.append(_title(message.chat))
                continue
            line = self._bot(event)
            if line is not None:
                order.append(line)
        lines = [item if isinstance(item, Text) else self._card(item, private[item]) for item in order]
        # The card of a lottery is edited with every press, and an edit shows what it has led to in the end.
        return list({line.plain: line for line in lines}.values())

    def _card(self, key: tuple[str, str], names: Sequence[str]) -> Text:
        kind, shown = key
        label = self._labels["private" if kind == "said" else "edited"].format(name=self._labels["comma"].join(names))
        return Text.assemble((label, "green"), self._labels["colon"], _clipped(shown))

    def _bot(self, event: WorldEvent) -> Text | None:
        message = event.message
        match event.kind:
            case "said" if message is not None and message.kind != "service":
                picture = self._labels["picture"] + " " if message.photo else ""
                alone = message.receiver
                where = self._labels["group"] if alone is None else self._labels["alone"].format(name=alone.name)
                return Text.assemble(
                    (where + self._labels["colon"], "green"),
                    (picture, "magenta"),
                    _clipped(message.content) + _keyboard(message),
                )
            case "edited" if message is not None:
                return Text.assemble(
                    (self._labels["edited_group"], "green"), self._labels["colon"], _clipped(_changed(message))
                )
            case "deleted" if message is not None:
                if message.sender is self._sandbox.bot:
                    return Text(self._labels["deleted_own"], style="grey50")
                name = message.sender.name if message.sender else ""
                return Text(self._labels["deleted"].format(name=name), style="red")
            case "restricted" | "unrestricted" | "banned" | "unbanned" if event.member is not None:
                return Text(self._labels[event.kind].format(name=event.member.user.name), style="red")
            case "approved" | "declined" if event.request is not None:
                style = "green" if event.kind == "approved" else "red"
                return Text(self._labels[event.kind].format(name=event.request.user.name), style=style)
            case "reacted" if message is not None and message.sender is not None and event.detail:
                return Text(self._labels["reacted"].format(name=message.sender.name, what=event.detail), style="green")
            case "answered" if event.detail:
                return Text(self._labels["answered"].format(what=event.detail), style="green")
        return None


def _clipped(text: str, longest: int = LONGEST) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _title(chat: Chat) -> str:
    return chat.peer.name if chat.peer is not None else chat.title


def _keyboard(message: Message) -> str:
    """The buttons under a message, a line a row."""
    return "".join(f"\n［{' | '.join(button.text for button in row)}］" for row in message.buttons)


def _changed(message: Message) -> str:
    """The lines of a message that its last edit brought."""
    before = set((message.edits[-1] or "").splitlines()) if message.edits else set()
    return "\n".join(line for line in message.content.splitlines() if line not in before)
