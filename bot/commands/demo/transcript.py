"""The play in print: on the left what people do, on the right what the bot does about it."""

from zoneinfo import ZoneInfo

from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.sandbox import Chat, Sandbox, WorldEvent

WIDTH = 118
LONGEST = 420
"""Characters of one message that are printed."""

LABELS = {
    "zh-CN": {
        "group": "群里",
        "private": "私信 {name}",
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
        "left": "离开了",
        "pressed": "按下［{what}］",
        "answered": "回应：{what}",
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
        "group": "in the group",
        "private": "to {name}, in private",
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
        "left": "leaves",
        "pressed": "presses [{what}]",
        "answered": "answers: {what}",
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

    def step(self) -> None:
        """Print what has happened since the last step."""
        events, self._events[:] = list(self._events), []
        people = [line for event in events if not self._by_bot(event) and (line := self._person(event)) is not None]
        bot = [line for event in events if self._by_bot(event) and (line := self._bot(event)) is not None]
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
            case "asked" | "joined" | "left":
                who = event.member.user.name if event.member is not None else who
                return Text.assemble((who, "bold"), "  ", (self._labels[event.kind], "cyan"))
            case "pressed":
                return Text.assemble(name, "  ", (self._labels["pressed"].format(what=event.detail), "cyan"))
            case "promoted" if event.member is not None:
                return Text.assemble(name, "  ", (self._labels["promoted"].format(name=event.member.user.name), "cyan"))
        return None

    def _bot(self, event: WorldEvent) -> Text | None:
        message = event.message
        match event.kind:
            case "said" if message is not None and message.kind != "service":
                lines = [Text(f"{self._place(message.chat)}：", style="green")]
                if message.photo:
                    lines.append(Text(self._labels["picture"] + " ", style="magenta"))
                lines.append(Text(_clipped(message.text or message.caption or "")))
                lines += [Text(f"  ［{' | '.join(b.text for b in row)}］", style="cyan") for row in message.buttons]
                return Text("").join(lines)
            case "edited" if message is not None:
                key = "edited" if message.chat.type == "private" else "edited_group"
                title = self._labels[key].format(name=_title(message.chat))
                return Text.assemble((title, "green"), "：", _clipped(message.text or message.caption or "", 160))
            case "deleted" if message is not None:
                if message.sender is self._sandbox.bot:
                    return Text(self._labels["deleted_own"], style="grey50")
                return Text(
                    self._labels["deleted"].format(name=message.sender.name if message.sender else ""), style="red"
                )
            case "restricted" | "unrestricted" | "banned" | "unbanned" if event.member is not None:
                return Text(self._labels[event.kind].format(name=event.member.user.name), style="red")
            case "approved" | "declined" if event.request is not None:
                style = "green" if event.kind == "approved" else "red"
                return Text(self._labels[event.kind].format(name=event.request.user.name), style=style)
            case "answered" if event.detail:
                return Text(self._labels["answered"].format(what=event.detail), style="green")
        return None

    def _place(self, chat: Chat) -> str:
        if chat.type == "private":
            return self._labels["private"].format(name=_title(chat))
        return self._labels["group"]


def _clipped(text: str, longest: int = LONGEST) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _title(chat: Chat) -> str:
    return chat.peer.name if chat.peer is not None else chat.title
