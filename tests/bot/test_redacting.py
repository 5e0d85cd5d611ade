"""`workshop redact`: what may be names is listed; what a file names goes out of all files, served or not."""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.folder import JOURNAL, locked
from bot.local_socket import listening
from bot.operating import operate
from bot.operations import Declined, Redact, Redacted
from bot.reading import reading, rows_of
from bot.redacting import NONE_FOUND, WHAT_NEXT, candidate_lines, words_file
from tests.bot.in_use import InUse, in_use
from workshops.commands import AnswerQuestion, AskQuestion, ExplainFit, GiveFit
from workshops.events import WordsRedacted, decode
from workshops.model import Fit, Phase

CANARY = "Zebedee"


async def spoken(room: InUse) -> str:
    """The code of a workshop in which somebody was named, in a reason and in an answer."""
    code = await room.makes("Tuesday")
    await room.joined(code, "P01", table="A")
    await room.phase(code, Phase.THEMES)
    await room.does(code, "P01", GiveFit("T1", Fit.FITS), ExplainFit("T1", f"Ask {CANARY}, or {CANARY}s"))
    await room.does(code, "P01", AskQuestion("T1", False, "Who?"))
    await room.does(code, "F1", AnswerQuestion("Q1", "all", f"It was {CANARY}."))
    return code


def bytes_of(folder: Path) -> bytes:
    """The journal, and the write-ahead log beside it."""
    return b"".join(file.read_bytes() for file in sorted(folder.glob(f"{JOURNAL}*")))


async def happened(folder: Path, code: str) -> list[object]:
    async with reading(folder) as journal:
        return [event for row in await rows_of(journal, code) for event in decode(row.events)]


async def test_candidates_are_listed_and_nothing_is_changed(tmp_path: Path) -> None:
    async with in_use(tmp_path) as room:
        code = await spoken(room)
        before = await happened(tmp_path, code)

        assert await candidate_lines(tmp_path, code.lower()) == [
            "    2  Zebedee  (answer, fit)",
            "    1  Zebedees  (fit)",
            "",
            WHAT_NEXT.format(code=code),
        ]
        assert await happened(tmp_path, code) == before


async def test_without_candidates_it_is_said_that_reading_is_still_needed(tmp_path: Path) -> None:
    async with in_use(tmp_path) as room:
        code = await room.makes("Tuesday")

        assert await candidate_lines(tmp_path, code) == [NONE_FOUND]


@pytest.mark.parametrize("served", [True, False])
async def test_the_words_are_in_no_file_afterwards_and_the_log_tells_only_how_many(
    tmp_path: Path, served: bool
) -> None:
    async with AsyncExitStack() as open_while_asked:
        async with in_use(tmp_path) as room:
            code = await spoken(room)
            assert CANARY.encode() in bytes_of(tmp_path)
        if served:
            open_while_asked.enter_context(locked(tmp_path))
            room = await open_while_asked.enter_async_context(in_use(tmp_path))
            await open_while_asked.enter_async_context(listening(room.house))
            await room.house.desk.workshop(code)

        done = await operate(tmp_path, Redact(code, {CANARY: "[…]", f"{CANARY}s": "others"}))

        assert done == Redacted(code, 3)
        assert CANARY.encode() not in bytes_of(tmp_path)
        assert (await happened(tmp_path, code))[-1] == WordsRedacted(3)
        if served:
            workshop = await room.house.desk.workshop(code)
            assert workshop
            assert workshop.participants["P01"].fits["T1"].why == "Ask […], or others"
            assert workshop.questions["Q1"].answer == "It was […]."


async def test_what_stands_nowhere_leaves_no_trace(tmp_path: Path) -> None:
    async with in_use(tmp_path) as room:
        code = await spoken(room)
    before = await happened(tmp_path, code)

    assert await operate(tmp_path, Redact(code, {"Nobody": "[…]"})) == Redacted(code, 0)
    assert await happened(tmp_path, code) == before


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    latin = tmp_path / "latin.txt"
    latin.write_bytes(b"Z\xe9")

    with pytest.raises(Declined, match=r"none.txt cannot be read \(No such file"):
        words_file(tmp_path / "none.txt")
    with pytest.raises(Declined, match=r"latin.txt is not UTF-8 text"):
        words_file(latin)
