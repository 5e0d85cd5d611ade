"""One update at a time, from raw JSON to a stored outcome: nothing is confirmed that is not stored."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from telegram import Update
from telegram.ext import Application, CallbackContext, TypeHandler

log = logging.getLogger(__name__)

Raw = Mapping[str, Any]
AnyApplication = Application[Any, Any, Any, Any, Any, Any]
Handle = Callable[[Update], Awaitable[None]]


class Quarantine(Protocol):
    """Stores that an update could not be handled: its id, chat, kind and the error's class; no words."""

    async def __call__(self, update_id: int, chat: int | None, kind: str, error: str) -> None: ...


class Intake:
    """Gives updates to `handle` through the application, and knows which of them are dealt with.

    `storage_errors` mean that nothing was saved: the update must come again. Any other error, or an update
    that cannot be read, goes to `quarantine`, and `apologise` is told the chat and the tap, if any.
    """

    def __init__(
        self,
        application: AnyApplication,
        handle: Handle,
        *,
        storage_errors: tuple[type[Exception], ...],
        quarantine: Quarantine,
        apologise: Callable[[int, str | None], None],
    ) -> None:
        self._application = application
        self._handle = handle
        self._storage_errors = storage_errors
        self._quarantine = quarantine
        self._apologise = apologise
        self._outcomes: dict[int, Exception | None] = {}
        application.add_handler(TypeHandler(Update, self._leave_outcome))

    async def settle(self, raw: Raw) -> bool:
        """Deal with one update; False when it must come again."""
        try:
            update = Update.de_json(without_what_was_tapped(raw), self._application.bot)
        except Exception as error:
            return await self._set_aside(raw, error)
        await self._application.process_update(update)
        if update.update_id not in self._outcomes:
            log.error("Update %d was left without an outcome.", update.update_id)
            return False
        failed = self._outcomes.pop(update.update_id)
        if failed is None:
            return True
        return False if self._is_unsaved(failed) else await self._set_aside(raw, failed)

    async def _leave_outcome(self, update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        # The application would swallow the error, and nobody would know that nothing was stored.
        try:
            await self._handle(update)
        except Exception as error:
            self._outcomes[update.update_id] = error
        else:
            self._outcomes[update.update_id] = None

    async def _set_aside(self, raw: Raw, error: Exception) -> bool:
        kind, chat, tap = about(raw)
        log.error("Update %s (%s) is set aside: %s.", raw["update_id"], kind, type(error).__name__)
        try:
            await self._quarantine(raw["update_id"], chat, kind, type(error).__name__)
        except self._storage_errors:
            return False
        if chat is not None:
            self._apologise(chat, tap)
        return True

    def _is_unsaved(self, error: Exception) -> bool:
        unsaved = isinstance(error, self._storage_errors)
        if unsaved:
            log.warning("Nothing could be saved (%s); the update will be taken again.", type(error).__name__)
        return unsaved


def without_what_was_tapped(raw: Raw) -> dict[str, Any]:
    """The update, of the message that was tapped only which it was.

    To read all that stood there into objects, which nobody looks at, is a fifth of what a tap costs.
    """
    query = raw.get("callback_query")
    message = query.get("message") if isinstance(query, Mapping) else None
    if not isinstance(query, Mapping) or not isinstance(message, Mapping):
        return dict(raw)
    named = {key: message[key] for key in ("message_id", "date", "chat") if key in message}
    return {**raw, "callback_query": {**query, "message": named}}


def about(raw: Raw) -> tuple[str, int | None, str | None]:
    """Kind, private chat and tap of an update, as far as they can be made out."""
    kind = next((key for key in raw if key != "update_id"), "empty")
    content = raw.get(kind)
    if not isinstance(content, Mapping):
        return kind, None, None
    # In a private chat the person's id is the chat's id.
    sender = content.get("from")
    chat = sender.get("id") if isinstance(sender, Mapping) else None
    tap = content.get("id") if kind == "callback_query" else None
    return kind, chat if isinstance(chat, int) else None, tap if isinstance(tap, str) else None
