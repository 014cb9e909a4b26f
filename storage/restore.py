"""Put a backup in the place of a SQLite database; what was there is kept aside."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.health import SchemaState, faults, file_schema
from storage.migrate import backup

COMPANIONS = ("-wal", "-shm")
"""Files that SQLite keeps beside a database; they belong to it and to no other."""


class Unfit(Exception):
    """The file cannot be restored; the message says why. Nothing has changed."""


@dataclass(frozen=True, slots=True)
class Restored:
    """``aside``: where the former database went, None if there was none. ``older``: the next start will migrate."""

    aside: Path | None
    older: bool


def restore(source: Path, target: Path, now: datetime) -> Restored:
    """Replace the database at ``target``, whose lock the caller holds, by a copy of ``source``.

    Raises:
        Unfit: ``source`` is the target itself, damaged, no database of ours, or from a newer version.
        Unavailable: ``source`` is no database at all.
    """
    if not source.is_file():
        raise Unfit("there is no such file")
    if target.exists() and source.samefile(target):
        raise Unfit("this is the database itself")
    found = file_schema(source)
    if found.state is SchemaState.ABSENT:
        raise Unfit("is no database of Weilu")
    if found.state is SchemaState.NEWER:
        raise Unfit(f"was written by a newer version (revision {found.revision})")
    wrong = faults(source)
    if wrong:
        raise Unfit(f"is damaged: {wrong[0]}")
    fresh = target.with_name(f"{target.name}.restoring")
    target.parent.mkdir(parents=True, exist_ok=True)
    backup(source, fresh)
    aside = _put_aside(target, now)
    fresh.replace(target)
    return Restored(aside, found.state is SchemaState.OLDER)


def _put_aside(target: Path, now: datetime) -> Path | None:
    """Rename a database with its companions, as it is: it may be the damaged one that is being replaced."""
    if not target.exists():
        return None
    stamp = f"{target.name}.before-restore-{now:%Y%m%d-%H%M%S}"
    aside = target.with_name(stamp)
    number = 1
    while aside.exists():
        number += 1
        aside = target.with_name(f"{stamp}-{number}")
    for companion in COMPANIONS:
        beside = target.with_name(target.name + companion)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + companion))
    target.rename(aside)
    return aside
