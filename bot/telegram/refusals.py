"""What Telegram's refusals mean for a screen."""

from __future__ import annotations

from telegram.error import BadRequest, RetryAfter

GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


def is_same(refused: BadRequest) -> bool:
    """The message already shows just this."""
    return "message is not modified" in refused.message.lower()


def is_gone(refused: BadRequest) -> bool:
    """The message can no longer be edited; another must be sent."""
    said = refused.message.lower()
    return any(words in said for words in GONE)


def is_no_chat(refused: BadRequest) -> bool:
    return "chat not found" in refused.message.lower()


def is_too_old(refused: BadRequest) -> bool:
    """The message can no longer be deleted."""
    return "can't be deleted" in refused.message.lower()


def asked_to_wait(flood: RetryAfter) -> float:
    """Seconds; the library says a number or, with PTB_TIMEDELTA, a timedelta."""
    asked = flood.retry_after
    return asked if isinstance(asked, int) else asked.total_seconds()
