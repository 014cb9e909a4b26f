"""The bot's own name, commands and appearance."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import msgspec

from bot.sandbox.errors import bad_request
from bot.sandbox.params import Params
from bot.sandbox.world import World

COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SCOPES = frozenset(
    re.findall(
        r"\w+",
        "default all_private_chats all_group_chats all_chat_administrators chat chat_administrators chat_member",
    )
)


def get_me(world: World, params: Params) -> Any:
    return {
        **world.bot.shape(),
        "can_join_groups": True,
        "can_read_all_group_messages": world.reads_everything,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_guest_queries": False,
        "supports_join_request_queries": True,
    }


def _place(world: World, params: Params) -> tuple[str, str]:
    scope = params.json("scope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if "chat_id" in scope:
        given = scope["chat_id"]
        known = world.chat_by_name(given) if isinstance(given, str) else world.chats.get(int(given))
        if known is None and int(given if not isinstance(given, str) else 0) not in world.users:
            raise bad_request("chat not found")
    return msgspec.json.encode(scope, order="deterministic").decode(), params.text("language_code")


def set_commands(world: World, params: Params) -> Any:
    commands = params.json("commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands JSON object")
    if len(commands) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not isinstance(command, dict) or not {"command", "description"} <= command.keys():
            raise bad_request("can't parse BotCommand: Can't find field \"command\"")
        if not _COMMAND.fullmatch(str(command["command"]).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command["description"])) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_place(world, params)] = commands
    return True


def get_commands(world: World, params: Params) -> Any:
    return world.commands.get(_place(world, params), [])


def delete_commands(world: World, params: Params) -> Any:
    world.commands.pop(_place(world, params), None)
    return True


def _setter(name: str, limit: int) -> Callable[[World, Params], Any]:
    def set_text(world: World, params: Params) -> Any:
        value = params.text(name)
        if len(value) > limit:
            raise bad_request(f"{name.upper()}_TOO_LONG")
        world.profile[name, params.text("language_code")] = value
        return True

    return set_text


def _getter(name: str) -> Callable[[World, Params], Any]:
    def get_text(world: World, params: Params) -> Any:
        unset = world.bot.name if name == "name" else ""
        return {name: world.profile.get((name, params.text("language_code"))) or unset}

    return get_text


def _accept(world: World, params: Params) -> Any:
    return True


def get_menu_button(world: World, params: Params) -> Any:
    return {"type": "default"}


METHODS: dict[str, Callable[[World, Params], Any]] = {
    "getMe": get_me,
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
    "setMyName": _setter("name", 64),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description", 512),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description", 120),
    "getMyShortDescription": _getter("short_description"),
    "setMyDefaultAdministratorRights": _accept,
    "setChatMenuButton": _accept,
    "getChatMenuButton": get_menu_button,
    "setMyProfilePhoto": _accept,
    "removeMyProfilePhoto": _accept,
    "logOut": _accept,
    "close": _accept,
}
