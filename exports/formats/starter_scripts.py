"""starter.py and starter.R: scripts that read an export's tables and draw what the groups ranked."""

from __future__ import annotations

from pathlib import Path

from exports import starter

NAMES = ("starter.py", "starter.R")


def starter_scripts() -> dict[str, bytes]:
    """The scripts by their names; they hold no data, and read it from the folder that they lie in."""
    folder = Path(starter.__file__).parent
    return {name: (folder / name).read_bytes() for name in NAMES}
