"""Media: programs that look like documents, and pictures of somebody who has hardly come in."""

from bot.core.event import MediaKind, Message
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Finding, FindingKind
from bot.features.moderation.settings import ModerationSettings

NAME = "media"
KEYS = ("finding-media-program", "finding-media-first", "finding-media-none")

PROGRAM = 0.6
"""Nobody needs to be sent a program in a chat; a regular who does is worth a question."""
FIRST = 0.1
"""A first word that is a picture tips nothing by itself, but goes with everything else."""
PROGRAMS = (
    ".apk", ".xapk", ".exe", ".msi", ".scr", ".bat", ".cmd", ".com", ".pif", ".vbs", ".js", ".jar", ".lnk", ".hta",
    ".ps1", ".ipa", ".dmg", ".mobileconfig",
)  # fmt: skip
SEEN = frozenset((MediaKind.PHOTO, MediaKind.VIDEO, MediaKind.ANIMATION, MediaKind.DOCUMENT, MediaKind.VIDEO_NOTE))
SHOWN = 60
INNOCENT = Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-media-none")


def check(message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
    """Judged by the file's name and by who sends it, not by what is in it."""
    media = message.media
    if media is None or media.kind not in SEEN:
        return [INNOCENT]
    name = (media.name or "").rstrip(" .")
    if name.lower().endswith(PROGRAMS):
        return [Finding(NAME, PROGRAM, FindingKind.EVIDENCE, "finding-media-program", {"name": name[-SHOWN:]})]
    member = facts.member
    if message.edited_at is None and (member is None or member.messages == 0):
        return [Finding(NAME, FIRST, FindingKind.EVIDENCE, "finding-media-first")]
    return [INNOCENT]
