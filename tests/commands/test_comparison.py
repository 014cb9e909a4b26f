from io import StringIO

from rich.console import Console

from bot.commands.comparison import Change, Difference, show_difference
from bot.features.moderation.model import Action


def test_what_is_said_by_many_is_one_example() -> None:
    raid = [Change(Action.DELETE, Action.BAN, f"小号{number}", "进群领红包", "链接") for number in range(300)]
    one = Change(Action.OBSERVE, Action.ASK, "老周", "出一张票", "像广告")
    out = StringIO()
    show_difference(Difference("strict", {}, {}, [*raid, one]), Console(file=out, width=120))
    shown = [" ".join(line.split()) for line in out.getvalue().splitlines()]
    assert "301 messages would be treated otherwise" in shown
    assert shown[-2:] == ["delete ban 300 小号0: 进群领红包 链接", "observe ask 1 老周: 出一张票 像广告"]
