"""Troubles in words: what the bot could not do, as `/status` and the digest say it."""

from typing import Final

from bot.core.text import Markup, clip
from handlers.desk import Desk

SELF_EXPLAINING: Final = (
    "nobody_reachable",
    "crisis_unheard",
    "ticket_overdue",
    "digest_unread",
    "missed:entry_deadline",
)
CALLS: Final = {
    **dict.fromkeys(("SendMessage", "SendPicture", "SendMedia", "SendDocument", "CopyMessage"), "send"),
    "EditMessage": "edit",
    **dict.fromkeys(("DeleteMessages", "DeleteOwn"), "delete"),
    **dict.fromkeys(("Restrict", "SetPermissions"), "restrict"),
    **dict.fromkeys(("Ban", "BanChannel", "Kick"), "ban"),
    **dict.fromkeys(("Unban", "UnbanChannel"), "unban"),
    **dict.fromkeys(("ApproveJoin", "DeclineJoin", "AnswerJoinQuery"), "join"),
    **dict.fromkeys(("CreateInvite", "RevokeInvite"), "invite"),
    "CallHook": "hook",
}
"""What each call means to people; the rest is ``other``."""
REASONS: Final = {
    "not enough rights": "rights",
    "blocked by the user": "blocked",
    "user is deactivated": "gone",
    "can't initiate conversation": "stranger",
    "message to delete not found": "deleted",
    "message can't be deleted": "undeletable",
    "message to edit not found": "deleted",
    "can't restrict": "admin",
    "user is an administrator": "admin",
}
"""Parts of what Telegram says, in lower case."""
LONGEST: Final = 120


def trouble_name(desk: Desk, language: str, kind: str) -> Markup:
    """What could not be done, and why as far as that is known."""
    if kind in SELF_EXPLAINING:
        return desk.say(language, f"trouble-{kind.replace(':', '-')}")
    subject, _, detail = kind.partition(":")
    if subject == "right":
        return desk.say(language, "trouble-right", right=desk.say(language, f"right-{detail}"))
    if subject in ("lost", "parked"):
        return desk.say(language, f"trouble-{subject}", what=_call(desk, language, detail))
    if subject not in CALLS and not detail:
        return Markup.escape(clip(kind, LONGEST))
    what = _call(desk, language, subject)
    reason = next((name for said, name in REASONS.items() if said in detail.lower()), None)
    why = desk.say(language, f"trouble-because-{reason}") if reason else Markup.escape(clip(detail, LONGEST))
    return desk.say(language, "trouble-refused", what=what, why=why)


def _call(desk: Desk, language: str, kind: str) -> Markup:
    return desk.say(language, f"trouble-call-{CALLS.get(kind, 'other')}")
