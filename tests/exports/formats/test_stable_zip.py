"""Zip files: the same bytes for the same files, and nothing lost."""

from __future__ import annotations

import io
import zipfile

from exports.formats.stable_zip import EARLIEST, stable_zip, zip_of


def zipped(*entries: tuple[str, bytes], date: tuple[int, int, int, int, int, int]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, content in entries:
            packed.writestr(zipfile.ZipInfo(name, date), content)
    return made.getvalue()


def test_order_and_time_make_no_difference() -> None:
    one = zipped(("a", b"1"), ("b/c", b"2" * 10_000), date=(2026, 9, 28, 10, 0, 0))
    other = zipped(("b/c", b"2" * 10_000), ("a", b"1"), date=(2027, 1, 1, 0, 0, 0))

    assert stable_zip(one) == stable_zip(other) == zip_of({"b/c": b"2" * 10_000, "a": b"1"})


def test_every_entry_is_there_by_name_and_dated_the_same() -> None:
    with zipfile.ZipFile(io.BytesIO(zip_of({"b": b"2", "ä/a": b"1", "empty": b""}))) as packed:
        assert packed.testzip() is None
        assert {name: packed.read(name) for name in packed.namelist()} == {
            "b": b"2",
            "empty": b"",
            "ä/a": b"1",
        }
        assert {entry.date_time for entry in packed.infolist()} == {EARLIEST}
