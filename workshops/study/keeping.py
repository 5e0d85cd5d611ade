"""A workshop's own copy of its study, named by its hash; and the hash of what people consent to."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from workshops.study.check import sound_files, study_from
from workshops.study.files import StudyFiles, Table, read_files
from workshops.study.shape import Study

STUDIES = "studies"


class StudyNotKept(Exception):
    """A workshop's copy is missing or no longer what it was; the message says where it should be."""


def copy_study(folder: Path, data: Path) -> str:
    """Copies the study into `data`, unless it is there, and returns its hash. Raises `StudyMistakes`."""
    files = sound_files(folder)
    study_hash = hash_of_tables(files.tables)
    copies = data / STUDIES
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    copies.mkdir(mode=0o700, exist_ok=True)
    if not _is_whole(copies / study_hash, study_hash):
        _put(files, copies / study_hash)
    return study_hash


def kept_study(data: Path, study_hash: str) -> Study:
    """The study that was copied under this hash, read from its copy. Raises `StudyNotKept`."""
    folder = data / STUDIES / study_hash
    if not re.fullmatch(r"[0-9a-f]{64}", study_hash):
        raise StudyNotKept(f"{study_hash!r} is not the hash of a study.")
    files = read_files(folder)
    if files.mistakes or hash_of_tables(files.tables) != study_hash:
        raise StudyNotKept(f"{folder} is missing or has been changed; bring it back from a backup.")
    try:
        return study_from(files.tables)
    except msgspec.ValidationError as broken:
        raise StudyNotKept(f"{folder} was made by a newer version of this software ({broken}).") from broken


def consent_hash(study: Study, language: str) -> str:
    """The sha256 of what a person is shown before consenting: the information sheet and every box."""
    text = study.text(language)
    boxes = [[box.id, box.required, text.consent[box.id]] for box in study.consent_boxes]
    return _sha256([text.consent_version, text.information, boxes])


def sheet_mark(study: Study, language: str) -> str:
    """A few letters of that hash, enough to notice on a button that the sheet was changed meanwhile."""
    return consent_hash(study, language)[:4]


def hash_of_tables(tables: dict[str, Table]) -> str:
    """Of what the files say: comments, layout, the order of keys and our own version make no difference."""
    return _sha256(tables)


def _sha256(content: Any) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _is_whole(copy: Path, study_hash: str) -> bool:
    files = read_files(copy)
    return not files.mistakes and hash_of_tables(files.tables) == study_hash


def _put(files: StudyFiles, place: Path) -> None:
    """Writes the whole copy beside its place and moves it there, so that half a copy never stands."""
    beside = Path(tempfile.mkdtemp(prefix=".copying-", dir=place.parent))
    try:
        for name, content in files.contents.items():
            _write(beside / name, content)
        _sync(beside)
        if place.exists():
            shutil.rmtree(place)  # damaged, or it would not be written again
        beside.rename(place)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    _sync(place.parent)


def _write(file: Path, content: bytes) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())


def _sync(folder: Path) -> None:
    """Makes the names in the folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
