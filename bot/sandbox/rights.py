"""Administrators' rights and members' permissions: their names and how a request spells them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.sandbox.errors import bad_request

GROUP_RIGHTS = (
    "can_manage_chat",
    "can_change_info",
    "can_delete_messages",
    "can_invite_users",
    "can_restrict_members",
    "can_pin_messages",
    "can_manage_topics",
    "can_promote_members",
    "can_manage_video_chats",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_manage_tags",
    "is_anonymous",
    "can_send_welcome_messages",
)
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
ALL_RIGHTS = tuple(right for right in GROUP_RIGHTS if right != "is_anonymous")
"""Everything an administrator of a group may be given, without anonymity."""

PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
MEDIA = PERMISSIONS[1:7]
_ADMINS_ONLY = frozenset({"can_change_info", "can_pin_messages", "can_manage_topics"})

ALL_PERMISSIONS: Mapping[str, bool] = dict.fromkeys(PERMISSIONS, True)
NO_PERMISSIONS: Mapping[str, bool] = dict.fromkeys(PERMISSIONS, False)
USUAL_PERMISSIONS: Mapping[str, bool] = {name: name not in _ADMINS_ONLY for name in PERMISSIONS}
"""What members of a new group may do: talk and invite, not change the group."""

NEEDED_TO_SEND = {
    "text": ("can_send_messages", "text messages"),
    "photo": ("can_send_photos", "photos"),
    "document": ("can_send_documents", "documents"),
    "video": ("can_send_videos", "videos"),
    "audio": ("can_send_audios", "music"),
    "voice": ("can_send_voice_notes", "voice notes"),
    "sticker": ("can_send_other_messages", "stickers"),
    "animation": ("can_send_other_messages", "animations"),
    "poll": ("can_send_polls", "polls"),
}
"""Kind of content → the permission it takes and the words of the refusal [td MessageContent 6183-6344]."""


def rights_from(names: Iterable[str]) -> frozenset[str]:
    """The set of rights named; every administrator has can_manage_chat. Raises ValueError for an unknown name."""
    rights = frozenset(names)
    if unknown := rights - set(GROUP_RIGHTS) - set(CHANNEL_RIGHTS):
        raise ValueError(f"no such rights: {', '.join(sorted(unknown))}")
    return rights | {"can_manage_chat"}


def permissions_from(given: Any, independent: bool) -> dict[str, bool]:
    """The sixteen permissions a request means: missing ones are False, some follow others (§2.2, restrictChatMember)."""
    if not isinstance(given, Mapping):
        raise bad_request("can't parse permissions JSON object")
    legacy = bool(given.get("can_send_media_messages"))
    wanted = {name: bool(given.get(name, legacy and name in MEDIA)) for name in PERMISSIONS}
    if not independent:
        if wanted["can_send_other_messages"] or wanted["can_add_web_page_previews"]:
            wanted.update(dict.fromkeys(MEDIA, True), can_send_messages=True)
        if wanted["can_send_polls"]:
            wanted["can_send_messages"] = True
    for follower, leader in (
        ("can_manage_topics", "can_pin_messages"),
        ("can_edit_tag", "can_pin_messages"),
        ("can_react_to_messages", "can_send_messages"),
    ):
        if follower not in given:
            wanted[follower] = wanted[leader]
    return wanted
