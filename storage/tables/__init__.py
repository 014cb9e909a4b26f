"""Every table: one file a noun. Whoever reads or writes a table imports it from here."""

from storage.tables.activities import activities, activity_entries, post_runs, posts
from storage.tables.checkin import checkins, habits, ledger, participants, programmes, redemptions, rewards, seasons
from storage.tables.columns import metadata
from storage.tables.crisis import incident_alerts, incident_messages, incidents, watch_hits, watch_words
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
    "appeal_drafts",
    "appeals",
    "applications",
    "arrivals",
    "case_messages",
    "cases",
    "checkins",
    "communities",
    "counts",
    "domains",
    "entry_notices",
    "entry_patterns",
    "entry_questions",
    "groups",
    "habits",
    "handles",
    "hour_cards",
    "house_rules",
    "inbox",
    "incident_alerts",
    "incident_messages",
    "incidents",
    "invites",
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
    "participants",
    "people",
    "post_runs",
    "posts",
    "presence",
    "programmes",
    "quiet_locks",
    "quiet_told",
    "redemptions",
    "reports",
    "rewards",
    "rule_confirmations",
    "schedules",
    "seasons",
    "sequences",
    "surges",
    "ticket_drafts",
    "tickets",
    "troubles",
    "watch_hits",
    "watch_words",
    "words",
]
