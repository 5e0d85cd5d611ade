"""An export made in a process of its own, since what it needs is heavy: lines of progress, then a zip.

python -m bot.export_child FOLDER whole|shareable CODE...
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec

PLACE = ".download-"
WHOLE, SHAREABLE = "whole", "shareable"


class Told(msgspec.Struct, frozen=True):
    """A line on stderr: what is begun, how much is done and of how much; or a sentence: why there is none."""

    file: str = ""
    done: int = 0
    of: int = 0
    refused: str = ""


def main(folder: Path, kind: str, codes: Sequence[str]) -> int:
    """Writes the zip to stdout. 1 when it was refused."""
    from bot.exporting import recorded_in
    from exports.folder import ExportRefused, write_export
    from exports.formats.stable_zip import zip_of
    from exports.shareable import TooFew

    kept = asyncio.run(recorded_in(folder, codes))
    with tempfile.TemporaryDirectory(prefix=PLACE, dir=folder) as place:
        to = Path(place).resolve() / "export"
        try:
            files = write_export(kept, to, shareable=kind == SHAREABLE, progress=_tell)
        except (ExportRefused, TooFew) as refused:
            _say(Told(refused=str(refused)))
            return 1
        packed = zip_of({path.relative_to(to).as_posix(): path.read_bytes() for path in files})
    sys.stdout.buffer.write(packed)
    return 0


def _tell(file: str, done: int, of: int) -> None:
    _say(Told(file, done, of))


def _say(told: Told) -> None:
    sys.stderr.buffer.write(msgspec.json.encode(told) + b"\n")
    sys.stderr.buffer.flush()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:]))
