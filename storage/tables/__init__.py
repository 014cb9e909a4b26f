"""Every table: one file a noun. Whoever reads or writes a table imports it from here."""

from storage.tables.activities import activities, activity_entries, post_runs, posts
from storage.tables.checkin import checkins, ledger, programmes
from storage.tables.columns import metadata
from storage.tables.crisis import (
    announced,
    brand_words,
    crowd,
    incident_alerts,
    incident_log,
    incident_messages,
    incidents,
    kit,
    refused_terms,
    slowed,
    statements,
    taboo_hints,
    taboos,
    watch_hits,
    watch_words,
)
from storage.tables.entry import applications, arrivals, entry_notices, entry_patterns, entry_questions, surges
from storage.tables.house_rules import house_rules, notices, rule_confirmations
from storage.tables.moderation import appeal_drafts, appeals, case_messages, cases, domains, hour_cards, reports, words
from storage.tables.places import admins, communities, counts, groups, members, messages, owners, people, presence
from storage.tables.quiet import quiet_locks, quiet_told
from storage.tables.ring import handles, inbox, outbox, schedules, sequences, troubles
from storage.tables.sources import invites, origins
from storage.tables.tickets import ticket_drafts, tickets
from storage.tables.welcome import letters, limits, nicknames, onboarding

__all__ = [
    "activities",
    "activity_entries",
    "admins",
    "announced",
    "appeal_drafts",
    "appeals",
    "applications",
    "arrivals",
    "brand_words",
    "case_messages",
    "cases",
    "checkins",
    "communities",
    "counts",
    "crowd",
    "domains",
    "entry_notices",
    "entry_patterns",
    "entry_questions",
    "groups",
    "handles",
    "hour_cards",
    "house_rules",
    "inbox",
    "incident_alerts",
    "incident_log",
    "incident_messages",
    "incidents",
    "invites",
    "kit",
    "ledger",
    "letters",
    "limits",
    "members",
    "messages",
    "metadata",
    "nicknames",
    "notices",
    "onboarding",
    "origins",
    "outbox",
    "owners",
    "people",
    "post_runs",
    "posts",
    "presence",
    "programmes",
    "quiet_locks",
    "quiet_told",
    "refused_terms",
    "reports",
    "rule_confirmations",
    "schedules",
    "sequences",
    "slowed",
    "statements",
    "surges",
    "taboo_hints",
    "taboos",
    "ticket_drafts",
    "tickets",
    "troubles",
    "watch_hits",
    "watch_words",
    "words",
]
