"""`workshop code`: a list of what was said, filled in and read back; what it says stands in the exports."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from bot.coding import keep_codings, list_to_fill_in
from bot.folder import locked
from bot.local_socket import listening
from bot.reading import reading, rows_of
from exports.issues_coding import CodingMistakes
from tests.bot.in_use import InUse, in_use
from workshops.commands import ExplainFit, GiveFit
from workshops.events import IssueCoded, decode
from workshops.model import Fit, Phase

HEADER = "workshop,group,source,item,issue,relation"


async def said(room: InUse) -> str:
    """The code of a workshop in which two people gave a reason."""
    code = await room.makes("Tuesday")
    await room.joined(code, "P01", "P02", table="A")
    await room.phase(code, Phase.THEMES)
    for who, why in (("P01", "Nobody is paid"), ("P02", "Pay, and tea")):
        await room.does(code, who, GiveFit("T1", Fit.DOES_NOT), ExplainFit("T1", why))
    return code


def filled_in(folder: Path, *rows: str) -> Path:
    file = folder / "issues.csv"
    file.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return file


async def coded(folder: Path, code: str) -> list[tuple[str, str, str]]:
    """Every mapping in the journal, in order."""
    async with reading(folder) as journal:
        events = [event for row in await rows_of(journal, code) for event in decode(row.events)]
    return [(each.item, each.issue, each.relation) for each in events if isinstance(each, IssueCoded)]


def listed(text: str) -> list[tuple[str, str, str]]:
    return [(row["item"], row["issue"], row["relation"]) for row in csv.DictReader(io.StringIO(text))]


async def test_a_filled_in_list_is_kept_and_the_next_list_shows_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with in_use(data) as room:
        code = await said(room)
        assert listed(await list_to_fill_in(data, [code])) == [("P01/T1", "", ""), ("P02/T1", "", "")]
    rows = [
        f"{code},A,fit,P01/T1,Pay,new",
        f"{code},A,fit,P02/T1,Pay,new",
        f"{code},A,fit,P02/T1,Tea,part of T2",
    ]

    kept = await keep_codings(data, [code.lower()], filled_in(tmp_path, *rows))

    assert kept == [f"Workshop {code}: 3 codings read, 3 changed."]
    assert listed(await list_to_fill_in(data, [code])) == [
        ("P01/T1", "Pay", "new"),
        ("P02/T1", "Pay", "new"),
        ("P02/T1", "Tea", "part of T2"),
    ]
    assert await keep_codings(data, [code], filled_in(tmp_path, *rows)) == [
        f"Workshop {code}: 3 codings read, 0 changed."
    ]


async def test_coded_anew_the_latest_counts_and_the_journal_keeps_all(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with in_use(data) as room:
        code = await said(room)
    await keep_codings(data, [code], filled_in(tmp_path, f"{code},A,fit,P01/T1,Pay,new"))

    await keep_codings(data, [code], filled_in(tmp_path, f"{code},A,fit,P01/T1,Money,qualifies T1"))

    assert listed(await list_to_fill_in(data, [code]))[0] == ("P01/T1", "Money", "qualifies T1")
    assert await coded(data, code) == [
        ("P01/T1", "Pay", "new"),
        ("P01/T1", "Pay", ""),
        ("P01/T1", "Money", "qualifies T1"),
    ]


async def test_one_mistake_and_nothing_is_kept(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with in_use(data) as room:
        code = await said(room)
    file = filled_in(tmp_path, f"{code},A,fit,P01/T1,Pay,new", f"{code},A,fit,P02/T1,Pay,new to T9")

    with pytest.raises(CodingMistakes, match="line 3, relation: “new to T9” is not known"):
        await keep_codings(data, [code], file)

    assert await coded(data, code) == []


@pytest.mark.proof
async def test_it_goes_through_serve_while_that_runs(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with in_use(data) as room:
        code = await said(room)
    rows = [f"{code},A,fit,P01/T1,Issue {number},new" for number in range(600)]
    with locked(data):
        async with in_use(data) as room, listening(room.house):
            await keep_codings(data, [code], filled_in(tmp_path, *rows))

            workshop = await room.house.desk.workshop(code)

    assert workshop
    assert len(workshop.coded["fit", "P01/T1"]) == 600
