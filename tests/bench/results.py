"""Where results are kept: a table between two marks in docs/measurements.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from pathlib import Path

from tests.bench.row import Row

MEASUREMENTS = Path(__file__).parents[2] / "docs" / "measurements.md"
HEADINGS = Row("id", "what", "reach", "measured", "in figures; where the time goes")


def machine() -> str:
    """Processor, cores, Python and system, without the machine's name."""
    cores = f"{os.cpu_count()} cores"
    python = f"Python {platform.python_version()}"
    return ", ".join((_processor(), cores, python, f"{platform.system()} {platform.machine()}"))


def table(rows: Iterable[Row]) -> str:
    ruled = (HEADINGS, Row(*["---"] * len(HEADINGS)), *rows)
    return "\n".join(f"| {' | '.join(cell or ' ' for cell in row)} |" for row in ruled)


def keep(name: str, text: str, file: Path = MEASUREMENTS) -> None:
    """Puts `text` between the marks of this name, in place of what stood there."""
    begins, ends = f"<!-- {name} -->", f"<!-- end of {name} -->"
    before, _, rest = file.read_text(encoding="utf-8").partition(begins)
    _, found, after = rest.partition(ends)
    if not found:
        raise LookupError(f"{file.name} has no marks {begins} and {ends}.")
    file.write_text(f"{before}{begins}\n{text}\n{ends}{after}", encoding="utf-8")


def _processor() -> str:
    try:
        described = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    models = (line.partition(":")[2].strip() for line in described.splitlines() if "model name" in line)
    return next(models, platform.machine())
