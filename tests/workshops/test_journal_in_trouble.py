"""Full disks, other programs, files taken away, kills: nothing is confirmed that is not stored."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from tests.workshops.rows import everything_beside, log_size, outcome, row
from workshops.journal import Journal, NotSaved

ROOT = Path(__file__).parents[2]


async def test_on_a_full_disk_nothing_is_confirmed_and_afterwards_all_goes_on(journal: Journal) -> None:
    await journal.append(row(1))
    await journal.write("PRAGMA max_page_count = 1")
    long = msgspec.json.encode(["words " * 10_000]).decode()

    full = [row(2, events=long), row(1, "MARTEN", events=long)]
    assert await asyncio.gather(*(outcome(journal, each) for each in full)) == ["not saved"] * 2
    assert await journal.rows("KESTRL") == [row(1)]

    await journal.write("PRAGMA max_page_count = 100000")
    assert await asyncio.gather(*(outcome(journal, each) for each in full)) == ["saved"] * 2


async def test_while_another_program_holds_the_file_nothing_is_confirmed(
    journal: Journal, path: Path
) -> None:
    await journal.write("PRAGMA busy_timeout = 20")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        assert await outcome(journal, row(1)) == "not saved"
        assert await journal.writable() is False

    assert await journal.writable() is True
    assert await outcome(journal, row(1)) == "saved"


async def test_a_file_taken_away_confirms_nothing_until_it_is_back(journal: Journal, path: Path) -> None:
    await journal.append(row(1))
    path.rename(path.with_name("elsewhere.db"))

    assert await outcome(journal, row(2)) == "not saved"
    assert await journal.writable() is False
    with pytest.raises(NotSaved, match="is no longer there"):
        await journal.rows("KESTRL")

    path.with_name("elsewhere.db").rename(path)
    assert await outcome(journal, row(2)) == "saved"


KILLED = """
import asyncio, sys
from pathlib import Path
from workshops.journal import HandledCommand, Journal

async def taps(journal, workshop):
    for seq in range(1, 100_000):
        await journal.append(HandledCommand(workshop, seq, f"{workshop}:{seq}", "", "operator", seq, "[]"))
        print(workshop, seq, flush=True)

async def main():
    journal = await Journal.open(Path(sys.argv[1]))
    await asyncio.gather(*(taps(journal, workshop) for workshop in "ABCDEFGH"))

asyncio.run(main())
"""


@pytest.mark.parametrize("acknowledged", [1, 40, 400])
async def test_what_was_acknowledged_is_there_after_a_kill(path: Path, acknowledged: int) -> None:
    with subprocess.Popen([sys.executable, "-c", KILLED, path], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(acknowledged)]
        process.send_signal(signal.SIGKILL)
        said += process.stdout.readlines()

    journal = await Journal.open(path)
    last = {workshop: len(await journal.rows(workshop)) for workshop in "ABCDEFGH"}
    for workshop, seq in (line.split() for line in said if line.endswith(b"\n")):
        assert last[workshop.decode()] >= int(seq)
    assert (
        await asyncio.gather(*(outcome(journal, row(seq + 1, code)) for code, seq in last.items()))
        == ["saved"] * 8
    )
    await journal.close()


# --- blanking ---


async def test_blanked_words_are_in_no_file_any_more(journal: Journal, path: Path) -> None:
    canary = "the canary sings at noon"
    rows = [row(seq, events=msgspec.json.encode([f"{seq} {canary}"]).decode()) for seq in range(1, 1_502)]
    await asyncio.gather(*(journal.append(each) for each in rows))
    assert canary.encode() in everything_beside(path)

    changed = await journal.replace(
        "KESTRL",
        lambda old: old if old.seq == 7 else msgspec.structs.replace(old, events="[]", request_hash=""),
    )
    await journal.truncate_log()

    assert changed == 1_500
    assert everything_beside(path).count(canary.encode()) == 1
    assert [each.seq for each in await journal.rows("KESTRL")] == list(range(1, 1_502))
    assert (await journal.rows("KESTRL"))[6] == rows[6]


async def test_the_log_is_truncated_once_the_last_reader_of_the_old_words_is_done(
    journal: Journal, path: Path
) -> None:
    await journal.append(row(1))
    await journal.write("PRAGMA busy_timeout = 20")
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM handled_command").fetchone()
        await journal.append(row(2))
        truncating = asyncio.create_task(journal.truncate_log())
        await asyncio.sleep(0.2)
        assert not truncating.done()

    await truncating
    assert log_size(path) == 0
