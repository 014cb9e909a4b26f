"""The nightly clean-up: what is done with is deleted, and words that have had their time are forgotten."""

from datetime import datetime, timedelta

import msgspec

from bot.core.ids import chat_mailbox, mailbox_id
from bot.features.privacy.settings import PrivacySettings
from bot.runtime.ticker import Due
from handlers.desk import Desk
from handlers.sorting import NOBODY
from storage.schedules import Schedule

SWEEP = "sweep"
SWEEP_RING = "sweep_ring"
SWEEP_WORDS = "sweep_words"
NIGHTLY = Schedule(SWEEP, NOBODY, SWEEP, None, rule="every day 04:10")
"""In the zone of the configuration's defaults; a night that was missed is made up for at the next start."""

RING_KEPT = timedelta(hours=48)
"""Ids of what is done guard against a second delivery; Telegram repeats nothing older than a day."""
COUNTS_KEPT = timedelta(days=36)
"""Who said what the community watches, and how many people spoke: what is normal is told from four weeks."""


class Night(msgspec.Struct, frozen=True):
    """One clean-up; all its parts judge by the instant it began."""

    at: datetime


async def sweep(desk: Desk, body: bytes) -> None:
    """Begin: the ring's rows here, every group's words in its own mailbox."""
    msgspec.json.decode(body, type=Due)
    night = Night(desk.now)
    for chat_id in await desk.store.leftovers.places():
        desk.work.forward(chat_mailbox(chat_id), SWEEP_WORDS, night)
    desk.work.forward(desk.work.mailbox, SWEEP_RING, night)


async def sweep_ring(desk: Desk, body: bytes) -> None:
    """Delete a chunk of done and settled rows, and go on as long as there are more."""
    night = msgspec.json.decode(body, type=Night)
    if await desk.store.leftovers.clear(night.at - RING_KEPT):
        desk.work.forward(desk.work.mailbox, SWEEP_RING, night)


async def sweep_words(desk: Desk, body: bytes) -> None:
    """Forget a chunk of a group's old texts, and go on as long as there are more."""
    night = msgspec.json.decode(body, type=Night)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    kept = group.settings(PrivacySettings)
    desk.store.chat(group.chat_id).presence.forget(night.at - COUNTS_KEPT)
    desk.store.chat(group.chat_id).changes.forget(night.at - timedelta(days=kept.history_days))
    more = await desk.store.chat(group.chat_id).kept_texts.blank(
        messages_until=night.at - timedelta(days=kept.message_days),
        cases_until=night.at - timedelta(days=kept.case_days),
        incidents_until=night.at - timedelta(days=kept.incident_days),
    )
    if more:
        desk.work.forward(desk.work.mailbox, SWEEP_WORDS, night)
