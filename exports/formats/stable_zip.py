"""Zip files that are the same bytes whenever and wherever they are made."""

from __future__ import annotations

import io
import zipfile

EARLIEST = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16


def stable_zip(data: bytes) -> bytes:
    """The same entries in the order of their names, all of 1 January 1980, the earliest that a zip can say."""
    with zipfile.ZipFile(io.BytesIO(data)) as given:
        return zip_of({name: given.read(name) for name in given.namelist()})


def zip_of(entries: dict[str, bytes]) -> bytes:
    """A zip of these files, in the order of their names."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(entries):
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # as on Unix, wherever it is made
            entry.external_attr = _READABLE
            packed.writestr(entry, entries[name])
    return made.getvalue()
