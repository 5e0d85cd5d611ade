"""`workshop export`: workshops out of the journal into a folder, and a sentence when that cannot be."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.exporting import export_codes
from bot.operations import Declined
from exports.folder import REHEARSAL, RESTRICTED, SHAREABLE, ExportRefused
from tests.bot.in_use import InUse, in_use
from tests.bot.terminal import Terminal
from workshops.model import Phase


async def ranked(room: InUse, title: str, *, rehearsal: bool = False) -> str:
    """The code of a workshop in which table A has handed in."""
    code = await room.makes(title, rehearsal=rehearsal)
    await room.joined(code, "P01", "P02", table="A")
    await room.phase(code, Phase.RANKING)
    await room.handed_in(code, "P01", "A", 3)
    return code


def content(folder: Path) -> dict[str, str]:
    """Every file's name and the hash of its bytes."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def exported(folder: Path) -> set[str]:
    """The codes of the workshops that an export is about."""
    _, *rows = (folder / "workshops.csv").read_text(encoding="utf-8").splitlines()
    return {row.split(",")[0] for row in rows}


@pytest.mark.proof
async def test_it_says_what_it_wrote_and_that_it_is_restricted(tmp_path: Path) -> None:
    data, to = tmp_path / "data", tmp_path / "out"
    async with in_use(data) as room:
        code = await ranked(room, "Tuesday")

        lines = await export_codes(data, [code.lower()], to)

    assert lines == [
        f"Written to {to}: {len(content(to))} files about workshop {code}; start with report.html.",
        RESTRICTED,
    ]
    assert exported(to) == {code}


@pytest.mark.proof
async def test_any_order_of_codes_gives_the_same_bytes_each_workshop_once(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with in_use(data) as room:
        first, second = await ranked(room, "Tuesday"), await ranked(room, "Thursday")

    [line, _] = await export_codes(data, [first, second], tmp_path / "one")
    [other, _] = await export_codes(data, [second, first, second.lower()], tmp_path / "other")

    assert content(tmp_path / "one") == content(tmp_path / "other")
    assert line == other.replace(str(tmp_path / "other"), str(tmp_path / "one"))
    assert f"about workshops {first}, {second};" in line
    assert exported(tmp_path / "one") == {first, second}


async def test_what_may_be_shared_is_said_to_be_so(tmp_path: Path) -> None:
    data, to = tmp_path / "data", tmp_path / "out"
    async with in_use(data) as room:
        code = await ranked(room, "Tuesday")

    lines = await export_codes(data, [code], to, shareable=True)

    assert lines == [
        f"Written to {to}: 2 files about workshop {code}; README.txt says what is in each.",
        SHAREABLE,
    ]
    assert sorted(content(to)) == ["README.txt", "counts.csv"]


@pytest.mark.proof
async def test_the_convention_for_the_unplaced_is_chosen_on_the_command_line(tmp_path: Path) -> None:
    data, to = tmp_path / "data", tmp_path / "out"
    async with in_use(data) as room:
        code = await ranked(room, "Tuesday")

    program = [sys.executable, "-m", "bot", "export", code, "--to", str(to), "--data", str(data)]
    done = subprocess.run([*program, "--unplaced", "missing"], capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")
    analysis = json.loads((to / "analysis.json").read_text(encoding="utf-8"))
    assert analysis["group"]["pooled"]["unplaced"] == "missing"


@pytest.mark.proof
async def test_a_rehearsal_says_so(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with in_use(data) as room:
        code = await ranked(room, "Trial", rehearsal=True)

    assert (await export_codes(data, [code], tmp_path / "out"))[1:] == [RESTRICTED, REHEARSAL]


async def test_a_code_that_no_workshop_has_stops_it_before_anything_is_written(tmp_path: Path) -> None:
    data, to = tmp_path / "data", tmp_path / "out"
    async with in_use(data) as room:
        code = await ranked(room, "Tuesday")

    with pytest.raises(Declined, match=r"^There is no workshop with the code NOSUCH: run `workshop list` "):
        await export_codes(data, [code, "NOSUCH"], to)

    assert not to.exists()


@pytest.mark.proof
async def test_workshops_of_several_data_folders_are_pooled_and_only_read(tmp_path: Path) -> None:
    one, other, to = tmp_path / "one", tmp_path / "other", tmp_path / "out"
    async with in_use(one) as room:
        first = await ranked(room, "Tuesday")
    async with in_use(other, seed=2) as room:
        second = await ranked(room, "Thursday")
    before = [(other / "journal.db").read_bytes(), *(file.name for file in (other / "studies").iterdir())]

    [line, _] = await export_codes(one, [second.lower(), first], to, also=[other, one])

    assert f"files about workshops {', '.join(sorted([first, second]))};" in line
    assert exported(to) == {first, second}
    after = [(other / "journal.db").read_bytes(), *(file.name for file in (other / "studies").iterdir())]
    assert after == before


async def test_a_code_in_two_folders_or_in_none_of_them_is_named(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        async with in_use(folder) as room:
            code = await ranked(room, "Tuesday")

    with pytest.raises(Declined) as clash:
        await export_codes(one, [code], tmp_path / "out", also=[other])
    with pytest.raises(Declined) as nowhere:
        await export_codes(one, ["NOSUCH"], tmp_path / "out", also=[other])

    assert str(clash.value) == (
        f"The code {code} stands in {one} and {other}: one may be a copy of the other; "
        "leave out the folder that you do not mean."
    )
    assert str(nowhere.value) == f"There is no workshop with the code NOSUCH in {one} and {other}."


async def test_a_rehearsal_of_another_folder_is_not_pooled_either(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    async with in_use(one) as room:
        first = await ranked(room, "Tuesday")
    async with in_use(other, seed=2) as room:
        second = await ranked(room, "Trial", rehearsal=True)

    with pytest.raises(ExportRefused, match=f"{second} is a rehearsal, {first} not; export them apart"):
        await export_codes(one, [first, second], tmp_path / "out", also=[other])


async def test_what_a_newer_version_wrote_is_named(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with in_use(data) as room:
        code = await room.makes("Tuesday")
    with sqlite3.connect(data / "journal.db") as journal:
        journal.execute("""UPDATE handled_command SET events = '[{"type":"Unheard"}]' WHERE seq = 2""")

    with pytest.raises(Declined, match=f"Workshop {code} in .* was written by a newer version"):
        await export_codes(data, [code], tmp_path / "out")


async def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path: Path) -> None:
    data, to = tmp_path / "data", tmp_path / "out"
    to.mkdir()
    (to / "notes.txt").write_text("mine")
    async with in_use(data) as room:
        code = await ranked(room, "Tuesday")

    with pytest.raises(
        ExportRefused, match=r" is not empty: name a folder that is empty or not there yet\.$"
    ):
        await export_codes(data, [code], to)

    assert [file.name for file in to.iterdir()] == ["notes.txt"]


@pytest.mark.proof
async def test_a_refusal_is_one_sentence_and_exit_code_1(tmp_path: Path) -> None:
    data, to = tmp_path / "data", tmp_path / "out"
    async with in_use(data) as room:
        code = await ranked(room, "Tuesday")
        await export_codes(data, [code], to)

        program = [sys.executable, "-m", "bot", "export", code, "--to", str(to), "--data", str(data)]
        done = subprocess.run(program, capture_output=True, text=True)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{to} is not empty: name a folder that is empty or not there yet.\n"


@pytest.mark.proof
async def test_in_a_terminal_a_bar_names_each_file_and_goes_away(tmp_path: Path) -> None:
    data, to = tmp_path / "data", tmp_path / "out"
    async with in_use(data) as room:
        code = await ranked(room, "Tuesday")
    program = [sys.executable, "-m", "bot", "export", code, "--to", str(to), "--data", str(data)]

    with Terminal(program) as terminal:
        terminal.shows("rankings.csv")

    assert terminal.ended_with == 0
    notice = " ".join(terminal.output.replace("\r\n", "").split("\x1b[2K")[-1].split())
    assert notice.startswith(f"Written to {to}: ")
