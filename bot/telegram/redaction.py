"""Bot tokens out of the log, which is there without Telegram's libraries, too."""

from __future__ import annotations

import logging
import re

TOKEN = re.compile(r"\d{5,}:[\w-]{20,}")


class TokenRedacted(logging.Filter):
    """Takes bot tokens out of whatever is about to be logged; belongs on every handler."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if TOKEN.search(said):
            record.msg, record.args = TOKEN.sub("<token>", said), ()
        if record.exc_info:
            record.exc_text = TOKEN.sub("<token>", logging.Formatter().formatException(record.exc_info))
        return True
