"""Zip files that are the same bytes whenever and wherever they are made."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Mapping

EARLIEST = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16
_UNIX = 3


def stable_zip(data: bytes) -> bytes:
    """The same entries in the order of their names, all dated 1 January 1980, as early as a zip can say."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(made, "w") as packed:
        for name in sorted(given.namelist()):
            with given.open(name) as source, packed.open(_entry(name), "w") as target:
                shutil.copyfileobj(source, target)
    return made.getvalue()


def zip_of(entries: Mapping[str, bytes]) -> bytes:
    """A zip of these files by their names, such as `stable_zip` gives."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name in sorted(entries):
            packed.writestr(_entry(name), entries[name])
    return made.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = _UNIX  # whatever system it is made on
    entry.external_attr = _READABLE
    return entry
