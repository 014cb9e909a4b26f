"""A group became a supergroup: everything that was kept under its old id moves to the new one."""

from collections.abc import Iterator

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Table,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    exists,
    func,
    select,
    text,
    true,
    update,
)
from sqlalchemy.sql.dml import UpdateBase

from bot.core.effect import decode_call, encode_call, readdressed
from bot.core.ids import chat_mailbox
from storage.buffer import Buffer
from storage.tables import (
    admins,
    counts,
    groups,
    handles,
    inbox,
    members,
    messages,
    metadata,
    outbox,
    people,
    presence,
    schedules,
    troubles,
)

OLD: BindParameter[int] = bindparam("old", type_=BigInteger)
NEW: BindParameter[int] = bindparam("new", type_=BigInteger)
MINE_FIRST = (groups, admins)
"""Tables of which nothing is kept that the new group has gathered in its first moments."""
ADDED = {members: "messages", counts: "value", presence: "messages", troubles: "times"}
"""Tables in which both groups count the same things: the numbers add up."""
SPECIAL = (messages, outbox, handles)

CLEAR = {table.name: delete(table).where(table.c.chat_id == NEW) for table in MINE_FIRST}
MOVE_MESSAGES = (
    # The old messages cannot be reached any more; a negative number keeps them apart from the new group's own.
    update(messages).where(messages.c.chat_id == OLD).values(chat_id=NEW, message_id=-messages.c.message_id)
)
FORGET_HANDLES = delete(handles).where(handles.c.chat_id == OLD)
MOVE_EFFECT = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.settled_at.is_(None))
    .values(chat_id=NEW, body=bindparam("changed"), mailbox=bindparam("owner"))
)
MOVE_ROWS = (
    update(inbox)
    .where(inbox.c.mailbox == bindparam("was"), inbox.c.done_at.is_(None))
    .values(mailbox=bindparam("owner"))
)
MOVE_SCHEDULES = (
    update(schedules)
    .where(schedules.c.mailbox == bindparam("was"))
    .values(mailbox=bindparam("owner"), key=func.replace(schedules.c.key, bindparam("old_text"), bindparam("new_text")))
)
MOVE_FOCUS = update(people).where(people.c.focus_chat_id == OLD).values(focus_chat_id=NEW)
REMEMBER = update(groups).where(groups.c.chat_id == NEW).values(migrated_from=OLD, kind=text("'supergroup'"))


def _moves() -> list[tuple[UpdateBase, ...]]:
    """For every other table with a chat_id: what the new id has under the same key gives way, then the rest moves."""
    found: list[tuple[UpdateBase, ...]] = []
    for table in metadata.sorted_tables:
        if "chat_id" not in table.c or table in SPECIAL:
            continue
        steps: list[UpdateBase] = []
        if table not in MINE_FIRST:
            for keys in _unique_with_chat(table):
                other = table.alias()
                same = and_(true(), *(other.c[key] == table.c[key] for key in keys))
                if table in ADDED:
                    new = select(other.c[ADDED[table]]).where(other.c.chat_id == NEW, same)
                    column = table.c[ADDED[table]]
                    total = column + func.coalesce(new.scalar_subquery(), 0)
                    steps.append(update(table).where(table.c.chat_id == OLD).values({column: total}))
                steps.append(delete(table).where(table.c.chat_id == NEW, exists().where(other.c.chat_id == OLD, same)))
        steps.append(update(table).where(table.c.chat_id == OLD).values(chat_id=NEW))
        found.append(tuple(steps))
    return found


def _unique_with_chat(table: Table) -> Iterator[list[str]]:
    """The other columns of every key of a table that holds the chat."""
    unique = (item for item in table.constraints if isinstance(item, UniqueConstraint))
    indexes = (index for index in table.indexes if index.unique)
    for columns in (table.primary_key.columns, *(key.columns for key in unique), *(key.columns for key in indexes)):
        names = [column.name for column in columns]
        if "chat_id" in names:
            yield [name for name in names if name != "chat_id"]


MOVES = _moves()


async def rekey(buffer: Buffer, old: int, new: int) -> None:
    """Move a group from ``old`` to ``new`` with this decision. Effects still waiting go to the new id."""
    waiting = await buffer.read(
        select(outbox.c.id, outbox.c.kind, outbox.c.body, outbox.c.mailbox).where(
            outbox.c.chat_id == old, outbox.c.settled_at.is_(None)
        )
    )
    for table in MINE_FIRST:
        buffer.write(CLEAR[table.name], new=new)
    for steps in MOVES:
        for step in steps:
            buffer.write(step, old=old, new=new)
    buffer.write(MOVE_MESSAGES, old=old, new=new)
    buffer.write(FORGET_HANDLES, old=old)
    was, owner = chat_mailbox(old), chat_mailbox(new)
    for row in waiting:
        call = readdressed(decode_call(row.kind, bytes(row.body)), new)
        mailbox = owner if row.mailbox == was else row.mailbox
        buffer.write(MOVE_EFFECT, row=row.id, changed=encode_call(call), new=new, owner=mailbox)
    buffer.write(MOVE_ROWS, was=was, owner=owner)
    buffer.write(MOVE_SCHEDULES, was=was, owner=owner, old_text=str(old), new_text=str(new))
    buffer.write(MOVE_FOCUS, old=old, new=new)
    buffer.write(REMEMBER, old=old, new=new)
    buffer.forget(("group", old))
    buffer.forget(("group", new))
