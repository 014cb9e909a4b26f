"""Texts written for this project: adverts that hide, and innocent texts that look like adverts.

``evasions.jsonl``: ten adverts, each hidden in ten ways. ``lookalikes.jsonl``: what people of a group rightly say.
Both go through the judgement of whole messages, as the group would meet them.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.core.event import Link, Media, MediaKind, Message, Person, Sender, SenderKind
from bot.features.moderation.facts import Before, Facts
from bot.features.moderation.model import Verdict
from bot.features.moderation.rules import judge
from bot.features.moderation.window import Window, shown
from tests.features.moderation.talk import AUTHOR, NEWCOMER, NOON, REGULAR, SETTINGS, facts, heard, message

HERE = Path(__file__).parent
FLOOD = 12
"""People who write the same ritual words within a minute."""

Row = dict[str, Any]


def rows(name: str) -> Iterator[Row]:
    """The lines of a corpus."""
    for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def verdict_on_evasion(row: Row) -> Verdict:
    """What the bot decides on an advert that somebody posts who has just come in."""
    name = row.get("name", "茶友")
    said = message(row["text"], sender=Sender(SenderKind.USER, AUTHOR.id, name, Person(AUTHOR.id, name)))
    parts = row.get("before", [])
    before = [heard(part, 8.0 * (len(parts) - number), number) for number, part in enumerate(parts)]
    known = facts(said, member=replace(NEWCOMER, messages=len(before)), own=before)
    match row["way"]:
        case "caption":
            said = replace(said, media=Media(MediaKind.PHOTO, "file"))
        case "qr":
            said = replace(said, media=Media(MediaKind.PHOTO, "file"))
            known = replace(known, codes=(row["code"],))
        case "link":
            said = replace(said, links=(Link(row["url"], row["shown"]),))
        case "edit":
            known, said = _edited(row, said, known)
    return judge(said, known, SETTINGS)


def _edited(row: Row, said: Message, known: Facts) -> tuple[Facts, Message]:
    """Innocent words become an advert an hour later."""
    return (
        replace(known, before=Before(row["was"])),
        replace(said, edited_at=NOON + timedelta(hours=1)),
    )


def verdict_on_lookalike(row: Row) -> Verdict:
    """What the bot decides on innocent words; of a ritual, on the last of a dozen people who say it."""
    said = message(row["text"])
    member = NEWCOMER if row.get("who") == "newcomer" else REGULAR
    others = []
    if row["kind"] == "check-in flood":
        window = Window(
            replace(heard(row["text"], 5.0 * number, number), sender_id=1_000 + number, shown=shown(said), is_new=True)
            for number in range(FLOOD)
        )
        others = list(window.others_saying(facts(said).folded, AUTHOR.id))
    return judge(said, facts(said, member=member, others=others), SETTINGS)
