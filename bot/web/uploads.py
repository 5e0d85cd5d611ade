"""Files that a form brings: what a browser sends of them, and a study's files among them, packed or not."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from email.message import Message
from pathlib import PurePosixPath

import msgspec
from starlette.requests import Request

from bot.web.forms import read_body
from bot.web.gate import LARGEST_STUDY
from bot.web.pages import Said

MULTIPART = "multipart/form-data"
MOST_PARTS, MOST_FILES, LARGEST_FILE = 100, 60, 500_000
USUAL = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}\.toml")


class Sent(msgspec.Struct, frozen=True):
    """The fields with words, by name, and the files that were picked, each with the name it had."""

    fields: dict[str, str]
    files: tuple[tuple[str, bytes], ...]


class NoStudyFiles(Exception):
    """What was picked holds no study; `key` says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


async def read_sent(request: Request) -> Sent:
    """Raises `Said` when it is too large or is no form with files."""
    body = await read_body(request, LARGEST_STUDY)
    try:
        return _sent(body, _boundary(request.headers.get("content-type", "")))
    except ValueError as broken:
        raise Said("web.no_form", 400) from broken


def _boundary(content_type: str) -> bytes:
    """What stands between the parts of such a form. Raises `Said` for any other."""
    header = Message()
    header["content-type"] = content_type
    try:
        boundary = (header.get_boundary() or "").encode("ascii")
    except (TypeError, ValueError) as broken:  # a boundary in two ways at once is a TypeError
        raise Said("web.no_form", 400) from broken
    if header.get_content_type() != MULTIPART or not boundary:
        raise Said("web.no_form", 400)
    return boundary


def study_files(files: tuple[tuple[str, bytes], ...]) -> dict[str, bytes]:
    """The TOML files among them, by their own names, those in a zip too. Raises `NoStudyFiles`.

    What a zip holds counts each time it is unpacked, so that a small one cannot fill the memory.
    """
    found: dict[str, bytes] = {}
    size = 0
    for own, inside in _all_files(files):
        size += len(inside)
        found[own] = inside
        if size > LARGEST_STUDY:
            raise NoStudyFiles("team.files.too_large")
        if len(found) > MOST_FILES:
            raise NoStudyFiles("team.files.too_many")
    if not found:
        raise NoStudyFiles("team.files.none")
    return found


def _all_files(files: tuple[tuple[str, bytes], ...]) -> Iterator[tuple[str, bytes]]:
    for name, content in files:
        if zipfile.is_zipfile(io.BytesIO(content)):
            yield from _unpacked(content)
        elif NAME.fullmatch(name):
            yield name, content


def _unpacked(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Each TOML file of a zip, in whichever folder it lies. Raises `NoStudyFiles`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for entry in packed.infolist()[: MOST_FILES * 10]:
                own = PurePosixPath(entry.filename).name
                if entry.is_dir() or not NAME.fullmatch(own):
                    continue
                if entry.compress_type not in USUAL:
                    raise NoStudyFiles("team.files.broken")
                with packed.open(entry) as opened:
                    inside = opened.read(LARGEST_FILE + 1)
                if len(inside) > LARGEST_FILE:
                    raise NoStudyFiles("team.files.too_large")
                yield own, inside
    except (
        zipfile.BadZipFile,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
        struct.error,
        zlib.error,
    ) as broken:
        raise NoStudyFiles("team.files.broken") from broken


def _sent(body: bytes, boundary: bytes) -> Sent:
    fields: dict[str, str] = {}
    files: list[tuple[str, bytes]] = []
    parts = (b"\r\n" + body).split(b"\r\n--" + boundary)[1:-1]
    if len(parts) > MOST_PARTS:
        raise ValueError("too many parts")
    for part in parts:
        head, _, content = part.partition(b"\r\n\r\n")
        name, file = _named(head.decode("utf-8"))
        if file is None:
            fields[name] = content.decode("utf-8")
        elif file:
            files.append((PurePosixPath(file.replace("\\", "/")).name, content))
    return Sent(fields, tuple(files))


def _named(head: str) -> tuple[str, str | None]:
    """The field's name, and for a file its own: empty where none was picked."""
    for line in head.split("\r\n"):
        if line.lower().startswith("content-disposition:"):
            name = re.search(r'[; ]name="([^"]*)"', line)
            file = re.search(r'[; ]filename="([^"]*)"', line)
            if name:
                return name[1], file[1] if file else None
    raise ValueError("a part without a name")
