"""Every table: one file a noun. Whoever reads or writes a table imports it from here."""

from storage.tables.activities import post_runs, posts
from storage.tables.checkin import checkins, ledger, programmes
from storage.tables.columns import Instant, metadata
from storage.tables.crisis import incident_alerts, incident_messages, incidents, watch_hits, watch_words
from storage.tables.entry import applications
from storage.tables.moderation import case_messages, cases, domains, words
from storage.tables.places import admins, communities, counts, groups, members, messages, owners, people, presence
from storage.tables.ring import handles, inbox, outbox, schedules, sequences, troubles

__all__ = [
    "Instant",
    "admins",
    "applications",
    "case_messages",
    "cases",
    "checkins",
    "communities",
    "counts",
    "domains",
    "groups",
    "handles",
    "inbox",
    "incident_alerts",
    "incident_messages",
    "incidents",
    "ledger",
    "members",
    "messages",
    "metadata",
    "outbox",
    "owners",
    "people",
    "post_runs",
    "posts",
    "presence",
    "programmes",
    "schedules",
    "sequences",
    "troubles",
    "watch_hits",
    "watch_words",
    "words",
]
