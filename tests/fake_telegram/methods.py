"""The Bot API methods this bot may use; what each refuses is refused in Telegram's own words."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import msgspec

from tests.fake_telegram.chats import Message
from tests.fake_telegram.formatting import Formatted, parse_html, utf16_length
from tests.fake_telegram.keyboards import checked_web_app, read_keyboard
from tests.fake_telegram.refused import Refused, bad_request
from tests.fake_telegram.updates import MAX_BATCH
from tests.fake_telegram.world import Webhook, World

Parameters = Mapping[str, Any]
Files = Mapping[str, tuple[str, bytes]]
Method = Callable[[World, Parameters, Files], Awaitable[Any]]

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
TOAST_CHARACTERS = 200
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


async def get_me(world: World, parameters: Parameters, files: Files) -> Any:
    abilities = {
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }
    return world.bot.json() | abilities


async def get_updates(world: World, parameters: Parameters, files: Files) -> Any:
    if world.webhook.url:
        raise Refused(409, WEBHOOK_ACTIVE)
    remember_allowed(world, parameters)
    limit = min(int(parameters.get("limit") or MAX_BATCH), MAX_BATCH)
    return await world.updates.get(
        int(parameters.get("offset") or 0), limit, float(parameters.get("timeout") or 0)
    )


async def set_webhook(world: World, parameters: Parameters, files: Files) -> Any:
    url = str(parameters.get("url") or "")
    if url and urlsplit(url).scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = parameters.get("secret_token")
    if secret is not None and not SECRET.fullmatch(str(secret)):
        raise bad_request("secret token contains unallowed characters")
    remember_allowed(world, parameters)
    world.webhook = Webhook(url, secret)
    return True


async def delete_webhook(world: World, parameters: Parameters, files: Files) -> Any:
    if truth(parameters.get("drop_pending_updates")):
        raise AssertionError("The bot threw away updates people are waiting on (drop_pending_updates).")
    world.webhook = Webhook()
    return True


async def get_webhook_info(world: World, parameters: Parameters, files: Files) -> Any:
    waiting = len(world.updates.pending())
    return {"url": world.webhook.url, "has_custom_certificate": False, "pending_update_count": waiting}


async def send_message(world: World, parameters: Parameters, files: Files) -> Any:
    chat = world.writable(parameters.get("chat_id"))
    said = read_text(
        parameters, "text", TEXT_UNITS, empty="message text is empty", long="message is too long"
    )
    keyboard = read_keyboard(parameters.get("reply_markup"))
    world.counted(chat)
    message = world.message(chat, world.bot, said, keyboard, **manner(parameters))
    return chat.put(message).json(chat.json())


async def edit_message_text(world: World, parameters: Parameters, files: Files) -> Any:
    chat = world.writable(parameters.get("chat_id"))
    said = read_text(parameters, "text", TEXT_UNITS, empty="message text is empty", long="MESSAGE_TOO_LONG")
    keyboard = read_keyboard(parameters.get("reply_markup"))
    world.counted(chat)
    edited = Message(0, chat.user.id, world.bot, world.time.now(), said.text, tuple(said.entities), keyboard)
    return chat.edit(int(parameters.get("message_id") or 0), edited).json(chat.json())


async def delete_message(world: World, parameters: Parameters, files: Files) -> Any:
    chat = world.writable(parameters.get("chat_id"))
    chat.delete(int(parameters.get("message_id") or 0), world.time.now())
    return True


async def answer_callback_query(world: World, parameters: Parameters, files: Files) -> Any:
    tap = world.taps.get(str(parameters.get("callback_query_id")))
    if tap is None or tap.answered or world.time.now() - tap.at > world.tap_seconds:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = parameters.get("text")
    if text and len(text) > TOAST_CHARACTERS:
        raise bad_request("MESSAGE_TOO_LONG")
    tap.answered, tap.text = True, text
    return True


async def send_file(world: World, parameters: Parameters, files: Files) -> Any:
    chat = world.writable(parameters.get("chat_id"))
    if not files:
        raise bad_request("there is no file in the request")
    name, content = next(iter(files.values()))
    if not content:
        raise bad_request("file must be non-empty")
    said = Formatted()
    if parameters.get("caption"):
        long = "message caption is too long"
        said = read_text(parameters, "caption", CAPTION_UNITS, empty="", long=long)
    keyboard = read_keyboard(parameters.get("reply_markup"))
    world.counted(chat)
    more = {"file": name, "content": content} | manner(parameters)
    return chat.put(world.message(chat, world.bot, said, keyboard, **more)).json(chat.json())


async def set_my_commands(world: World, parameters: Parameters, files: Files) -> Any:
    commands = read_json(parameters.get("commands") or [])
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    scope = read_json(parameters.get("scope") or {"type": "default"})
    if scope["type"] == "chat":
        world.writable(scope["chat_id"])
    name = f"{scope['type']}:{scope['chat_id']}" if "chat_id" in scope else scope["type"]
    world.profile.commands[name, parameters.get("language_code") or ""] = commands
    return True


async def set_chat_menu_button(world: World, parameters: Parameters, files: Files) -> Any:
    button = read_json(parameters.get("menu_button") or {"type": "default"})
    if button["type"] == "web_app":
        checked_web_app(button["web_app"])
    world.profile.menu_button = button
    return True


async def set_my_description(world: World, parameters: Parameters, files: Files) -> Any:
    said = limited(parameters.get("description"), 512)
    world.profile.descriptions[parameters.get("language_code") or ""] = said
    return True


async def set_my_short_description(world: World, parameters: Parameters, files: Files) -> Any:
    said = limited(parameters.get("short_description"), 120)
    world.profile.short_descriptions[parameters.get("language_code") or ""] = said
    return True


def read_text(parameters: Parameters, name: str, units: int, *, empty: str, long: str) -> Formatted:
    """The text without its tags; lengths count after parsing, as Telegram counts them."""
    source = str(parameters.get(name) or "")
    match parameters.get("parse_mode"):
        case None | "":
            said = Formatted(source)
        case "HTML":
            said = parse_html(source)
        case other:
            raise AssertionError(f"This bot writes HTML or plain text, not {other}.")
    if not said.text.strip():
        raise bad_request(empty)
    if utf16_length(said.text) > units:
        raise bad_request(long)
    return said


def read_json(value: Any) -> Any:
    return msgspec.json.decode(value) if isinstance(value, str) else value


def manner(parameters: Parameters) -> dict[str, bool]:
    return {
        "silent": truth(parameters.get("disable_notification")),
        "protected": truth(parameters.get("protect_content")),
    }


def truth(value: object) -> bool:
    return str(value).lower() in ("true", "yes", "1")


def limited(text: object, characters: int) -> str:
    said = str(text or "")
    if len(said) > characters:
        raise bad_request("description is too long")
    return said


def remember_allowed(world: World, parameters: Parameters) -> None:
    """Which kinds of update are wanted; left out means as before."""
    if "allowed_updates" in parameters:
        world.updates.allowed = read_json(parameters["allowed_updates"])


METHODS: Mapping[str, Method] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "sendMessage": send_message,
    "editMessageText": edit_message_text,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_callback_query,
    "sendDocument": send_file,
    "sendPhoto": send_file,
    "setMyCommands": set_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "setMyDescription": set_my_description,
    "setMyShortDescription": set_my_short_description,
}
