"""Telegram's HTML: the tags it knows, the mistakes it refuses, and lengths in UTF-16 units."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from tests.fake_telegram.refused import bad_request

ENTITY_OF_TAG = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
# Telegram knows four names and numbers; every other ampersand is text.
NUMBERED = re.compile(r"&#(?:\d{1,8}|x[0-9a-fA-F]{1,7});?")
NAMED = tuple(
    (re.compile(f"&{name};?"), letter)
    for name, letter in (("lt", "<"), ("gt", ">"), ("quot", '"'), ("amp", "&"))
)
PIECE = re.compile(r"<[^>]*>?|[^<]+")
TAG = re.compile(r"<(?P<end>/?)(?P<name>[^\s>]*)(?P<attributes>[^>]*)>")
ATTRIBUTE = re.compile(r"""\s+([\w-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[\w.-]+))?""")


@dataclass(frozen=True)
class Entity:
    kind: str
    offset: int
    length: int
    url: str = ""

    def json(self) -> dict[str, object]:
        about: dict[str, object] = {"type": self.kind, "offset": self.offset, "length": self.length}
        return about | {"url": self.url} if self.url else about


@dataclass
class Formatted:
    """Text without its tags, and what the tags said of it."""

    text: str = ""
    entities: list[Entity] = field(default_factory=list)


@dataclass(frozen=True)
class OpenTag:
    name: str
    kind: str
    offset: int
    url: str


def utf16_length(text: str) -> int:
    """Length in UTF-16 units, in which Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> Formatted:
    """Take the tags out as Telegram does.

    Raises:
        Refused: with Telegram's own words for an unknown, unclosed or unmatched tag.
    """
    result = Formatted()
    open_tags: list[OpenTag] = []
    for piece in PIECE.finditer(source):
        if piece[0].startswith("<"):
            at = len(source[: piece.start()].encode())
            read_tag(piece[0], at, result, open_tags)
        else:
            result.text += characters(piece[0])
    if open_tags:
        raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{open_tags[-1].name}"')
    result.entities.sort(key=lambda entity: (entity.offset, -entity.length, entity.kind))
    return result


def characters(piece: str) -> str:
    """The ampersand last, so that what it escaped stays as it was written."""
    if "&#" in piece:
        piece = NUMBERED.sub(lambda found: unescape(found[0]), piece)
    for name, character in NAMED:
        piece = name.sub(character, piece)
    return piece


def read_tag(piece: str, at: int, result: Formatted, open_tags: list[OpenTag]) -> None:
    tag = TAG.fullmatch(piece)
    if tag is None:
        raise cannot_parse(f"Unclosed start tag at byte offset {at}")
    name = tag["name"].lower()
    if tag["end"]:
        close_tag(name, at, result, open_tags)
    else:
        open_tags.append(opened(name, tag["attributes"], at, utf16_length(result.text)))


def opened(name: str, attributes: str, at: int, offset: int) -> OpenTag:
    if name not in ENTITY_OF_TAG:
        raise cannot_parse(f'Unsupported start tag "{name}" at byte offset {at}')
    values = {key: (value or "").strip("\"'") for key, value in ATTRIBUTE.findall(attributes)}
    if ATTRIBUTE.sub("", attributes).strip():
        raise cannot_parse(f'Empty attribute name in the tag "{name}" at byte offset {at}')
    if name == "span" and values.get("class") != "tg-spoiler":
        raise cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
    expandable = "expandable_" if name == "blockquote" and "expandable" in values else ""
    return OpenTag(name, expandable + ENTITY_OF_TAG[name], offset, unescape(values.get("href", "")))


def close_tag(name: str, at: int, result: Formatted, open_tags: list[OpenTag]) -> None:
    if not open_tags:
        raise cannot_parse(f"Unexpected end tag at byte offset {at}")
    tag = open_tags.pop()
    if name and name != tag.name:
        expected = f'expected "</{tag.name}>", found "</{name}>"'
        raise cannot_parse(f"Unmatched end tag at byte offset {at}, {expected}")
    length = utf16_length(result.text) - tag.offset
    if length and not (tag.kind == "text_link" and not tag.url):
        result.entities.append(Entity(tag.kind, tag.offset, length, tag.url))


def cannot_parse(why: str) -> Exception:
    return bad_request(f"can't parse entities: {why}")
