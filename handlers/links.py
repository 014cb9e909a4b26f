"""Addresses of messages."""

from bot.features.settings.model import Group


def message_link(group: Group, message_id: int, thread_id: int | None) -> str | None:
    """The address of a message; None in a basic group, whose messages have none."""
    if not group.is_supergroup:
        return None
    place = group.username or f"c/{-group.chat_id - 1_000_000_000_000}"
    thread = f"{thread_id}/" if thread_id is not None else ""
    return f"https://t.me/{place}/{thread}{message_id}"
