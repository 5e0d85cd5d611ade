"""`python -m tests.bench` measures all rows and keeps their table; `python -m tests.bench S1` prints some."""

from __future__ import annotations

import asyncio
import inspect
import os
import sys
import time
from importlib import import_module

from tests.bench.results import keep, machine, table
from tests.bench.row import Row

# Where each row is measured, in a function of its own name; loaded in its turn, for what is loaded weighs.
ROOMS = {
    "S1": "telegram",
    "S2": "telegram",
    "S3": "telegram",
    "S4": "telegram",
    "S8": "journal",
    "S9": "starting",
    "S10": "phones",
    "S11": "phones",
    "S5": "analysis",
    "S6": "analysis",
    "S7": "analysis",
    "S12": "growth",
    "S13": "tables",
}


def main() -> None:
    chosen = sys.argv[1:] or list(ROOMS)
    if unknown := [name for name in chosen if name not in ROOMS]:
        sys.exit(f"There is no row {', '.join(unknown)}: choose from {', '.join(ROOMS)}.")
    before = load()
    print(" ".join(["python -m tests.bench", *sys.argv[1:]]), machine(), sep="\n", flush=True)
    rows = [row for name in chosen for row in measured(name)]
    # What others do on the machine meanwhile makes ratios less sure.
    busy = f"Load over a minute: {before:.1f} at the start, {load():.1f} at the end."
    print(busy)
    if chosen == list(ROOMS):
        in_order = sorted(rows, key=lambda row: int(row.id[1:]))
        keep("bench", "\n\n".join(("`make bench`", machine(), busy, table(in_order))))


def measured(name: str) -> list[Row]:
    began = time.perf_counter()
    rows = asyncio.run(_rows(name))
    for row in rows:
        print("  ".join(row))
    print(f"({name}: {time.perf_counter() - began:.0f} s)", flush=True)
    return rows


def load() -> float:
    return os.getloadavg()[0]


async def _rows(name: str) -> list[Row]:
    rows = getattr(import_module(f"tests.bench.{ROOMS[name]}"), name.lower())()
    found: list[Row] = await rows if inspect.isawaitable(rows) else rows
    return found


if __name__ == "__main__":
    main()
