"""S12: what ten and a hundred times the work cost, for the analysis, the export and the replay.

What counts is the processors' time, so that what others do on the machine does not look like growth. The
figure goes to build/growth.svg, which is not kept; the table says the same in numbers.
"""

from __future__ import annotations

import asyncio
import math
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import pairwise as neighbours
from pathlib import Path
from typing import NamedTuple

from matplotlib.figure import Figure

from tests.bench.analysis import as_groups, strict_rankings
from tests.bench.journal import folder, taps
from tests.bench.many_workshops import TABLES, fill
from tests.bench.row import Row
from tests.bench.starting import installed
from tests.given import BUILT_IN, CODE
from workshops.consensus.analysis import analyse
from workshops.journal import Journal
from workshops.replay import replay

FIGURE = Path(__file__).parents[2] / "build" / "growth.svg"
SIZES = (1, 10, 100)
ROUNDS = 3
REACH = "<= 12 x a step (n log n)"
LOOK_EVERY_SECONDS = 0.1


class Grown(NamedTuple):
    """The processors' seconds that each of the sizes took."""

    what: str
    taken: tuple[float, ...]

    @property
    def steps(self) -> str:
        return " and ".join(f"{after / before:.1f} x" for before, after in neighbours(self.taken))

    @property
    def power(self) -> float:
        """The p by which the cost grows as the work to the p; 1 is linear."""
        return math.log(self.taken[-1] / self.taken[0]) / math.log(SIZES[-1] / SIZES[0])


class Exported(NamedTuple):
    """By the clock, by the processors, and the most memory that all its processes held together."""

    waited: float
    worked: float
    megabytes: float


async def s12() -> list[Row]:
    """Each is measured at three sizes; of `workshop export` the whole command counts."""
    analysis, replaying = analysed(), await replayed()
    exports = await exported()
    workshops = f"1, 10, 100 workshops of {len(TABLES)} groups"
    exporting = Grown(f"export of {workshops}", tuple(one.worked for one in exports))
    draw(analysis, replaying, exporting)
    waited = ", ".join(f"{one.waited:.0f} s" for one in exports)
    held = ", ".join(f"{one.megabytes:.0f} MB" for one in exports)
    processes = f"on {os.cpu_count()} processors"
    return [
        *map(row, (analysis, replaying, exporting)),
        Row("S12", f"until {workshops} are exported", "-", waited, processes),
        Row("S12", f"memory to export {workshops}", "-", held, "of all its processes together"),
    ]


def row(grown: Grown) -> Row:
    times = ", ".join(f"{1000 * each:.3g} ms" if each < 1 else f"{each:.3g} s" for each in grown.taken)
    return Row("S12", grown.what, REACH, grown.steps, f"{times}; as the work to the {grown.power:.2f}")


def analysed() -> Grown:
    rooms = [as_groups(strict_rankings(35 * size, 10)) for size in SIZES]
    taken = tuple(worked(partial(analyse, rankings)) for rankings in rooms)
    return Grown("analysis of 35, 350, 3,500 rankings of 10", taken)


def worked(work: Callable[[], object]) -> float:
    """The median of the processors' seconds that some work takes, after one run to warm up."""
    work()
    taken = []
    for _ in range(ROUNDS):
        before = time.process_time()
        work()
        taken.append(time.process_time() - before)
    return statistics.median(taken)


async def replayed() -> Grown:
    """One workshop's journal, opened and folded."""
    rows = taps(500 * SIZES[-1])
    taken = []
    for size in SIZES:
        with folder() as path:
            journal = await Journal.open(path)
            await asyncio.gather(*map(journal.append, rows[: 500 * size]))
            taken.append(statistics.median([await _replayed(journal) for _ in range(ROUNDS)]))
            await journal.close()
    return Grown("replay of 500, 5,000, 50,000 taps", tuple(taken))


async def _replayed(journal: Journal) -> float:
    before = time.process_time()
    await replay(journal, CODE, lambda study: BUILT_IN)
    return time.process_time() - before


async def exported() -> list[Exported]:
    found = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            codes = await fill(Path(name), size)
            found.append(export(Path(name), codes))
    return found


def export(data: Path, codes: list[str]) -> Exported:
    """By a process of its own, watched for the most that it and its helpers hold together."""
    command = [sys.executable, "-m", "bot", "export", *codes, "--data", str(data), "--to", str(data / "out")]
    began, before, most = time.perf_counter(), children_worked(), 0.0
    with subprocess.Popen(command, env=installed({}), stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, resident_megabytes(process.pid))
            time.sleep(LOOK_EVERY_SECONDS)
    assert process.returncode == 0, f"{' '.join(command)} has failed."
    return Exported(time.perf_counter() - began, children_worked() - before, most)


def children_worked() -> float:
    """The processors' seconds of the processes that this one has waited for, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def resident_megabytes(process: int) -> float:
    """Of a process and its children; what they share counts in each."""
    place = Path("/proc") / str(process)
    try:
        own = int((place / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
        children = [
            int(child)
            for task in (place / "task").iterdir()
            for child in (task / "children").read_text().split()
        ]
    except OSError:
        return 0.0
    return own + sum(map(resident_megabytes, children))


def draw(*curves: Grown) -> None:
    """Times against sizes, both by powers of ten, beside what grows in step with the work."""
    figure = Figure(figsize=(6, 4))
    axes = figure.add_subplot(
        xscale="log", yscale="log", xlabel="times the work", ylabel="seconds of the processors"
    )
    for grown in curves:
        axes.plot(SIZES, grown.taken, marker="o", label=grown.what)
        axes.plot(SIZES, [grown.taken[0] * size for size in SIZES], color="grey", linewidth=0.6)
    axes.legend(fontsize=7)
    FIGURE.parent.mkdir(exist_ok=True)
    figure.savefig(FIGURE)
