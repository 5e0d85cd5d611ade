"""`workshop purge`: what a study promised to delete goes when its days are over, and no day sooner."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.folder import JOURNAL
from bot.operations import Declined, Purge, Purged, WithdrawSomeone, perform
from bot.purging import before_day, purged_lines
from tests.bot.in_use import InUse, in_use
from tests.given import BUILT_IN, MINUTE, TEN_O_CLOCK
from workshops.commands import ExplainFit, GiveFit
from workshops.model import Fit, Phase

CANARY = "Zebedee"
A_DAY = 24 * 60


async def closed(room: InUse, title: str) -> str:
    """A workshop in which somebody said something, and which was closed."""
    code = await room.makes(title)
    await room.joined(code, "P01", table="A")
    await room.phase(code, Phase.THEMES)
    await room.does(code, "P01", GiveFit("T1", Fit.FITS), ExplainFit("T1", CANARY))
    await room.phase(code, Phase.CLOSED)
    return code


def on_disk(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.glob(f"{JOURNAL}*")))


async def test_first_the_list_then_everything_and_nothing_before_its_day(tmp_path: Path) -> None:
    async with in_use(tmp_path) as room:
        code = await closed(room, f"{CANARY}'s Tuesday")
        still_open = await room.makes("Wednesday")
        links, days = BUILT_IN.link_table_days, BUILT_IN.retention_days

        room.waits((links - 1) * A_DAY)
        assert await perform(room.house, Purge()) == Purged((), (), ())
        room.waits(A_DAY)
        assert await perform(room.house, Purge()) == Purged((code,), (), (still_open,))
        assert await perform(room.house, Purge()) == Purged((), (), (still_open,))
        with pytest.raises(Declined, match=f"Workshop {code} no longer knows whose answers are whose"):
            await perform(room.house, WithdrawSomeone(code, "P01", remove=True))

        room.waits((days - links) * A_DAY - 1)
        assert await perform(room.house, Purge()) == Purged((), (), (still_open,))
        assert CANARY.encode() in on_disk(tmp_path)
        room.waits(1)
        assert await perform(room.house, Purge()) == Purged((), (code,), (still_open,))
        assert CANARY.encode() not in on_disk(tmp_path)
        assert await room.house.desk.codes() == [still_open]
    async with in_use(tmp_path) as room:
        assert await room.house.desk.codes() == [still_open]
        assert CANARY.encode() not in on_disk(tmp_path)


async def test_before_a_date_only_what_was_due_by_then(tmp_path: Path) -> None:
    async with in_use(tmp_path) as room:
        early = await closed(room, "Tuesday")
        room.waits(A_DAY)
        late = await closed(room, "Wednesday")
        due = TEN_O_CLOCK + (BUILT_IN.link_table_days * A_DAY + A_DAY // 2) * MINUTE
        room.waits(BUILT_IN.link_table_days * A_DAY)

        assert await perform(room.house, Purge(due)) == Purged((early,), (), ())
        assert await perform(room.house, Purge()) == Purged((late,), (), ())


@pytest.mark.parametrize(
    ("written", "why"),
    [("tomorrow", "tomorrow is no date: write it as 2026-11-30"), ("2999-01-01", "is still to come")],
)
def test_a_date_that_will_not_do_is_named(written: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        before_day(written, TEN_O_CLOCK)


def test_what_was_done_is_said() -> None:
    assert purged_lines((), (), ()) == ["Nothing is due."]
    assert purged_lines(["KESTRL"], ["MARTEN"], ["WAGTAL"]) == [
        "Workshop KESTRL: the list that ties numbers to people is deleted.",
        "Workshop MARTEN: everything is deleted.",
        "Workshop WAGTAL has never been closed, so its days have not begun: close it in the console.",
    ]
