"""Two settings on one history: what would change."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.commands.outcome import Seen, reasons
from bot.features.moderation.model import Action
from storage.review import CaseSeen, MessageKey

SHOWN = 12
EXCERPT = 60
"""Characters of a message or a reason."""


@dataclass(frozen=True, slots=True)
class Change:
    """A message that would be treated otherwise. ``before`` and ``after`` are actions; observe is nothing."""

    before: Action
    after: Action
    name: str
    text: str
    reason: str

    @property
    def words(self) -> str:
        """What was said, and by whom."""
        return f"{self.name}: {self.text}" if self.name else ""


@dataclass(frozen=True, slots=True)
class Difference:
    """``changes``: the hardest first. ``before`` and ``after``: cases by action."""

    settings: str
    before: Mapping[str, int]
    after: Mapping[str, int]
    changes: Sequence[Change]

    def as_json(self) -> dict[str, Any]:
        """Everything, with stable keys."""
        return {
            "settings": self.settings,
            "by_action": {"before": self.before, "after": self.after},
            "changed": len(self.changes),
            "list": [
                {"before": one.before.word, "after": one.after.word, "words": one.words, "reason": one.reason}
                for one in self.changes
            ],
        }


def compare(before: Seen, after: Seen, settings: str) -> Difference:
    """What happens to each message under either settings, as far as that differs."""
    first, second = _by_message(before.cases), _by_message(after.cases)
    changes = []
    for key in sorted(first.keys() | second.keys()):
        old, new = first.get(key), second.get(key)
        was, becomes = _action(old), _action(new)
        if was is becomes:
            continue
        seen, case = (after, new) if new is not None else (before, old)
        assert case is not None, "a message that changes is in a case"
        spoken = after.touched.get(key) or before.touched.get(key)
        name, text = ("", "") if spoken is None else (spoken.name, spoken.text or f"[{spoken.media}]")
        reason = next((reason for _, reason in reasons(case, seen.texts, seen.language)), "")
        changes.append(Change(was, becomes, name, text, reason))
    changes.sort(key=lambda change: (-max(change.before, change.after), change.after))
    return Difference(
        settings,
        Counter(case.action for case in before.cases),
        Counter(case.action for case in after.cases),
        changes,
    )


def _by_message(cases: Sequence[CaseSeen]) -> dict[MessageKey, CaseSeen]:
    return {key: case for case in cases for key in case.messages}


def _action(case: CaseSeen | None) -> Action:
    return Action.OBSERVE if case is None else Action.of(case.action)


def show_difference(difference: Difference, console: Console) -> None:
    """Print it: cases by action side by side, then examples."""
    console.print(Text(f"\nWith {difference.settings} instead", style="bold"))
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("action", "now", difference.settings):
        table.add_column(column)
    for action in Action:
        now, then = difference.before.get(action.word, 0), difference.after.get(action.word, 0)
        if now or then:
            table.add_row(action.word, f"{now:,}", f"{then:,}")
    console.print(table)
    if not difference.changes:
        console.print("No message would be treated otherwise")
        return
    console.print(f"{len(difference.changes):,} messages would be treated otherwise")
    examples = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("now", difference.settings, "messages", "for example", "because"):
        examples.add_column(column, justify="right" if column == "messages" else "left")
    for change, times in _different(difference.changes)[:SHOWN]:
        words, reason = _excerpt(change.words), _excerpt(change.reason)
        examples.add_row(change.before.word, change.after.word, f"{times:,}", words, reason)
    console.print(examples)


def _different(changes: Sequence[Change]) -> list[tuple[Change, int]]:
    """The first of all changes in which the same happens to the same text, with how many there are."""
    alike: dict[tuple[Action, Action, str], list[Change]] = {}
    for change in changes:
        alike.setdefault((change.before, change.after, change.text), []).append(change)
    return [(same[0], len(same)) for same in alike.values()]


def _excerpt(text: str) -> Text:
    line = " ".join(text.split())
    return Text(line if len(line) <= EXCERPT else line[: EXCERPT - 1] + "…")
