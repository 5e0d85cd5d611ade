"""The day as an entry for a calendar: an iCalendar file (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.addresses import Addresses
from workshops.day import MINUTE
from workshops.model import Workshop

LONGEST_LINE = 75


def calendar_entry(workshop: Workshop, addresses: Addresses) -> bytes:
    """The workshop's day, from its start to its suggested end; it says where to find the invitation."""
    return "".join(f"{_folded(line)}\r\n" for line in _lines(workshop, addresses)).encode()


def calendar_name(workshop: Workshop) -> str:
    return f"workshop-{workshop.code}.ics"


def _lines(workshop: Workshop, addresses: Addresses) -> Iterator[str]:
    day, link = workshop.day, addresses.join(workshop)
    ends = day.starts + sum(workshop.study.minutes.values()) * MINUTE
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Feedback workshop//EN", "METHOD:PUBLISH")
    yield from ("BEGIN:VEVENT", f"UID:{workshop.code}-{workshop.made_at}@feedback-workshop")
    yield f"DTSTAMP:{_utc(workshop.made_at)}"
    yield f"DTSTART:{_utc(day.starts)}"
    if ends > day.starts:
        yield f"DTEND:{_utc(ends)}"
    yield f"SUMMARY:{_text(workshop.title)}"
    if day.place:
        yield f"LOCATION:{_text(day.place)}"
    yield f"DESCRIPTION:{_text(chr(10).join(part for part in (day.directions, link) if part))}"
    yield f"URL:{link}"
    yield from ("END:VEVENT", "END:VCALENDAR")


def _utc(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    """As RFC 5545, 3.3.11 escapes it."""
    for written, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        words = words.replace(written, escaped)
    return words


def _folded(line: str) -> str:
    """In pieces of at most 75 bytes, as RFC 5545, 3.1 wants it; no letter is cut in two."""
    pieces: list[str] = []
    current = ""
    for letter in line:
        if len((current + letter).encode()) > LONGEST_LINE - bool(pieces):
            pieces.append(current)
            current = ""
        current += letter
    return "\r\n ".join([*pieces, current])
