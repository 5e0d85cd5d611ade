"""`workshop monitor`: the room live in the terminal, in counts, never taller than the window."""

from __future__ import annotations

import asyncio
import io
import re
import sys
from contextlib import aclosing
from pathlib import Path

import pytest
from rich.console import Console

from bot.monitor import Board, boards, watch
from bot.observing import observers_look, room_seen
from bot.operations import Declined
from tests import given
from tests.bot.in_use import in_use
from tests.bot.terminal import Terminal
from tests.given import BUILT_IN, Room
from workshops.arrangement import Form
from workshops.commands import (
    AnswerQuestion,
    AnswerReflects,
    AskForSomeone,
    AskQuestion,
    ChooseForm,
    ConfirmArrangement,
    CountUnrecorded,
    EndCall,
    GiveFit,
    HoldRoom,
    LinkStatements,
    MakeWorkshop,
    PlaceStatement,
    PresentGroup,
    ProposeStatement,
    RankStatement,
    StartBreak,
    SubmitIndividualRanking,
    TakePen,
    WriteNote,
)
from workshops.model import Confirmation, Fit, Phase

pytestmark = pytest.mark.proof

ROOMS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SHOW_CURSOR, LEAVE_SCREEN = "\x1b[?25h", "\x1b[?1049l"


def seated(letters: str, people: int) -> Room:
    """Every table with as many people, in the lobby."""
    room = given.workshop(groups=letters)
    for place, letter in enumerate(letters):
        numbers = range(place * people + 1, (place + 1) * people + 1)
        room.joined(*(f"P{number:02}" for number in numbers), table=letter)
    return room


def seven_tables() -> Room:
    """35 people in the middle of the group ranking: two tables have handed in, two are placing."""
    room = seated("ABCDEFG", 5).phase(Phase.RANKING)
    room.waits(12).handed_in("P01", *BUILT_IN.statements[:6])
    for number in ("P01", "P02", "P03"):
        room.does(number, ConfirmArrangement("A", 1, Confirmation.AGREE))
    room.waits(3).placed("P06", *BUILT_IN.statements[:3])
    room.waits(3).placed("P11", *BUILT_IN.statements[:7])
    return room.handed_in("P16", *BUILT_IN.statements)


def shown(
    room: Room, width: int = 80, height: int | None = 24, *, live: bool = False, unread: bool = False
) -> list[str]:
    """The board's lines in a window of this size, or, without a height, where there is no window."""
    return drawn(Board(room.workshop, room.now, live, unread), width, height)


def drawn(board: Board, width: int, height: int | None) -> list[str]:
    console = Console(file=io.StringIO(), width=width, color_system=None, force_terminal=True)
    console.print(board, height=height, end="")
    assert isinstance(console.file, io.StringIO)
    return [line.rstrip() for line in console.file.getvalue().splitlines()]


# --- what the board says ---


def test_seven_tables_of_five_fit_a_terminal_of_24_rows() -> None:
    assert shown(seven_tables(), live=True) == [
        "Tuesday                                                                   KTRWXY",
        "Group ranking · until about 10:50                                    as of 10:19",
        "35 people here, 35 at a table. 5 of 7 groups have not handed in: B, C, E, F, G.",
        "",
        "╭─ Table A ───────────────╮╭─ Table B ───────────────╮╭─ Table C ──────────────╮",
        "│ ✓ Handed in at 10:12    ││ 3 of 8 placed           ││ 7 of 8 placed          │",
        "│ 5 people                ││ 5 people                ││ 5 people               │",
        "│ 3 of 5 have answered    ││ Last change at 10:15    ││ Last change at 10:19   │",
        "╰─────────────────────────╯╰─────────────────────────╯╰────────────────────────╯",
        "╭─ Table D ───────────────╮╭─ Table E ───────────────╮╭─ Table F ──────────────╮",
        "│ ✓ Handed in at 10:19    ││ Talking                 ││ Talking                │",
        "│ 5 people                ││ 5 people                ││ 5 people               │",
        "│ 0 of 5 have answered    ││                         ││                        │",
        "╰─────────────────────────╯╰─────────────────────────╯╰────────────────────────╯",
        "╭─ Table G ───────────────╮",
        "│ Talking                 │",
        "│ 5 people                │",
        "│                         │",
        "╰─────────────────────────╯",
        "Ctrl-C ends this view. The workshop goes on.",
    ]


def busy_tables() -> Room:
    """The same with everything that a room may have beside its boards."""
    room = seven_tables().added("P06", "P07", "Pay for travel.").does("F1", CountUnrecorded(1))
    room.does("P06", LinkStatements("B", "S1", "S2", "supports"), WriteNote("B", "reason", "First things."))
    room.does("P07", WriteNote("B", "other", "And this."), ProposeStatement("B", "Not accepted."))
    room.does("P21", TakePen("E"), ChooseForm("E", Form.DISCUSSION))
    room.does("P26", TakePen("F"), ChooseForm("F", Form.CONSTELLATION), PlaceStatement("F", "S3", "centre"))
    room.does("P30", AskForSomeone()).does("P31", AskQuestion("T1", False, "Why?")).waits(7)
    return room.does("P32", AskQuestion("T1", False, "And how?")).does("F1", StartBreak(1, 15))


def test_what_a_table_has_and_who_waits_still_fits_24_rows() -> None:
    assert shown(busy_tables(), live=True) == [
        "Tuesday                                                                   KTRWXY",
        "Group ranking · until about 10:50                                    as of 10:26",
        "35 people here, 35 at a table. 1 more is not recorded. On a break until 10:41. 2",
        "questions wait, up to 7 min. 5 of 7 groups have not handed in: B, C, E, F, G.",
        "",
        "╭─ Table A ───────────────╮╭─ Table B ───────────────╮╭─ Table C ──────────────╮",
        "│ ✓ Handed in at 10:12    ││ 3 of 9 placed           ││ 7 of 8 placed          │",
        "│ 5 people                ││ 5 people                ││ 5 people               │",
        "│                         ││ 1 own, 1 link, 2 notes  ││                        │",
        "│ 3 of 5 have answered    ││ Last change at 10:19    ││ Last change at 10:19   │",
        "╰─────────────────────────╯╰─────────────────────────╯╰────────────────────────╯",
        "╭─ Table D ───────────────╮╭─ Table E ───────────────╮╭─ Table F ──────────────╮",
        "│ ✓ Handed in at 10:19    ││ Talking                 ││ 1 of 8 placed          │",
        "│ 5 people                ││ 5 people · talk         ││ 5 people · centre      │",
        "│                         ││                         ││                        │",
        "│ 0 of 5 have answered    ││ Last change at 10:19    ││ Wants someone          │",
        "╰─────────────────────────╯╰─────────────────────────╯╰────────────────────────╯",
        "╭─ Table G ───────────────╮",
        "│ Talking                 │",
        "│ 5 people                │",
        "│                         │",
        "│                         │",
        "╰─────────────────────────╯",
        "Ctrl-C ends this view. The workshop goes on.",
    ]


def test_in_a_table_whatever_has_room_stands_beside_the_states() -> None:
    assert shown(busy_tables(), 90, 18)[5:] == [
        "Table   People   State                  Answered   Someone   Form     Own   Links   Notes",
        "─────────────────────────────────────────────────────────────────────────────────────────",
        "A            5   ✓ Handed in at 10:12   3 of 5",
        "B            5   3 of 9 placed                                          1       1       2",
        "C            5   7 of 8 placed",
        "D            5   ✓ Handed in at 10:19   0 of 5",
        "E            5   Talking                                     talk",
        "F            5   1 of 8 placed                     wanted    centre",
        "G            5   Talking",
    ]
    assert shown(busy_tables(), 60, 18)[6] == "Table   People   State                  Answered   Someone"


def test_a_call_is_answered_for_without_a_number_and_gone_when_it_is_over() -> None:
    room = seated("AB", 4).joined("P09").does("P09", AskForSomeone())
    assert said(room) == "Someone who has no table would like someone to come."

    room.does("F1", EndCall("C1"), HoldRoom(True))
    assert said(room) == "The room is paused."


def test_a_question_that_is_answered_or_kept_for_later_waits_no_more() -> None:
    room = seated("AB", 4).phase(Phase.THEMES).does("P01", AskQuestion("T1", False, "Why?"))
    room.does("F1", AnswerQuestion("Q1", "parked"))

    assert said(room) == "0 people have said whether a theme fits. Answering is optional."


def test_with_fewer_rows_the_tiles_become_a_table() -> None:
    assert shown(seven_tables(), 80, 18)[4:] == [
        "Table   People   State                  Answered   Last change",
        "──────────────────────────────────────────────────────────────",
        "A            5   ✓ Handed in at 10:12   3 of 5     10:12",
        "B            5   3 of 8 placed                     10:15",
        "C            5   7 of 8 placed                     10:19",
        "D            5   ✓ Handed in at 10:19   0 of 5     10:19",
        "E            5   Talking",
        "F            5   Talking",
        "G            5   Talking",
    ]


def test_with_still_fewer_rows_the_table_becomes_a_list() -> None:
    assert shown(seven_tables(), 80, 10)[4:] == [
        "A ✓ Handed in at 10:12   B 3 of 8 placed   C 7 of 8 placed",
        "D ✓ Handed in at 10:19   E Talking         F Talking",
        "G Talking",
    ]


def test_what_does_not_fit_at_all_is_not_left_out_in_silence() -> None:
    assert shown(seven_tables(), 80, 6)[3:] == [
        "",
        "A ✓ Handed in at 10:12   B 3 of 8 placed   C 7 of 8 placed",
        "Not everything fits: make the window larger.",
    ]


@pytest.mark.parametrize("width", [20, 40, 51, 60, 80, 200])
@pytest.mark.parametrize("letters", ["", "A", "ABCDEFG", ROOMS])
def test_the_board_is_never_larger_than_the_window(letters: str, width: int) -> None:
    room = seated(letters, 2).phase(Phase.RANKING)

    for height in (1, 2, 5, 9, 14, 23, 24, 40):
        lines = shown(room, width, height, live=True, unread=True)

        assert len(lines) <= height
        assert max(map(len, lines)) <= width


def test_where_there_is_no_window_every_table_has_its_row() -> None:
    lines = shown(seated(ROOMS, 2).phase(Phase.RANKING), 80, None)

    assert [line.split() for line in lines[-26:]] == [[letter, "2", "Talking"] for letter in ROOMS]


def test_each_phase_says_what_it_waits_for() -> None:
    room = seated("AB", 4)
    assert said(room) == "8 people here, 8 at a table."
    room.phase(Phase.THEMES).does("P01", GiveFit("T1", Fit.FITS))
    assert said(room) == "1 person has said whether a theme fits. Answering is optional."
    room.phase(Phase.RANKING).handed_in("P01", "S2")
    assert said(room) == "1 of 2 groups has not handed in: B."
    room.handed_in("P05", "S1")
    assert said(room) == "All groups have handed in: 2 of 2."
    room.phase(Phase.REPORT_BACK)
    assert said(room) == "No table is on the wall yet."
    room.does("F1", PresentGroup("B"))
    assert said(room) == "Now on the wall: table B."
    room.phase(Phase.PLENARY).does("P01", AnswerReflects("mostly"))
    assert said(room) == "1 of 8 have answered the first question"
    room.phase(Phase.EVALUATION)
    assert said(room) == "0 of 8 have answered something"
    room.phase(Phase.CLOSED)
    export = "workshop export KTRWXY --to FOLDER"
    where = "Export it under “Study and data”, or on the computer that keeps it"
    assert said(room) == f"The workshop has closed. {where}: {export}"


def test_an_individual_round_counts_who_has_submitted() -> None:
    room = given.workshop(given.WITH_INDIVIDUAL_RANKING).joined("P01", "P02", table="A")
    room.phase(Phase.INDIVIDUAL).does("P01", RankStatement("S1", 1), SubmitIndividualRanking(1))

    assert said(room) == "1 of 2 have submitted"


def test_an_open_table_without_people_is_empty_and_a_rehearsal_says_so() -> None:
    room = Room().does(
        "operator", MakeWorkshop("Trial", "0" * 64, ("A",), "join", "projector", rehearsal=True)
    )

    assert shown(room, 40) == [
        "Trial (rehearsal)                 KTRWXY",
        "Arriving                     as of 10:00",
        "0 people here, 0 at a table.",
        "",
        "╭─ Table A ────────────────────────────╮",
        "│ Empty                                │",
        "│ 0 people                             │",
        "│                                      │",
        "╰──────────────────────────────────────╯",
    ]


def test_a_late_joiner_is_at_the_door_until_admitted() -> None:
    room = seated("AB", 4).phase(Phase.THEMES).joined("P09")

    assert shown(room)[2] == "8 people here, 8 at a table. 1 person is waiting to be admitted. 0 people have"


def test_an_observer_learns_nobodys_answer() -> None:
    """Two rooms alike but for what was answered in private look the same."""

    def answered(fit: Fit, confirmation: Confirmation) -> list[str]:
        room = seated("AB", 4).phase(Phase.THEMES).does("P02", GiveFit("T1", fit)).phase(Phase.RANKING)
        room.handed_in("P01", "S2", "S1").does("P02", ConfirmArrangement("A", 1, confirmation))
        return shown(room)

    content = answered(Fit.FITS, Confirmation.AGREE)

    assert content == answered(Fit.DOES_NOT, Confirmation.DISAGREE)
    assert "1 of 4 have answered" in "\n".join(content)
    assert not re.search(r"P\d\d|F1", "\n".join(content))


# --- where it comes from ---


async def test_what_is_stored_meanwhile_is_there_at_the_next_look(tmp_path: Path) -> None:
    async with in_use(tmp_path) as room:
        code = await room.makes("Tuesday")
        async with aclosing(boards(tmp_path, code.lower(), room.clock)) as looks:
            before = lines_of(await anext(looks))[2]
            await room.joined(code, "P01", "P02", table="A")
            after = lines_of(await anext(looks))[2]

    assert (before, after) == ("0 people here, 0 at a table.", "2 people here, 2 at a table.")


async def test_look_after_look_it_is_the_workshop_as_the_desk_has_it(tmp_path: Path) -> None:
    async with in_use(tmp_path) as room:
        code = await room.makes("Tuesday")
        async with aclosing(boards(tmp_path, code, room.clock)) as looks:
            await anext(looks)
            await room.joined(code, "P01", "P02", table="A")
            await anext(looks)
            await room.phase(code, Phase.RANKING)
            await room.handed_in(code, "P01", "A", 3)
            followed = (await anext(looks)).workshop
        kept = await room.house.desk.workshop(code)

    assert kept is not None
    assert (followed.runs, followed.participants, followed.groups) == (
        kept.runs,
        kept.participants,
        kept.groups,
    )


async def test_nobody_is_held_up_between_two_looks(tmp_path: Path) -> None:
    async with in_use(tmp_path) as room:
        code = await room.makes("Tuesday")
        async with aclosing(boards(tmp_path, code, room.clock)) as looks:
            await anext(looks)

            # Not possible while anyone reads from the log.
            async with asyncio.timeout(5):
                await room.house.journal.truncate_log()


async def test_it_goes_on_when_the_server_is_restarted(tmp_path: Path) -> None:
    async with in_use(tmp_path) as room:
        code = await room.makes("Tuesday")
    async with aclosing(boards(tmp_path, code, room.clock)) as looks:
        await anext(looks)
        async with in_use(tmp_path) as restarted:
            await restarted.joined(code, "P01", table="B")

            board = await anext(looks)

    assert lines_of(board)[2] == "1 person here, 1 at a table."
    assert not board.unread


async def test_while_the_journal_is_away_the_last_board_stays_and_says_so(tmp_path: Path) -> None:
    async with in_use(tmp_path) as room:
        code = await room.makes("Tuesday")
    journal, elsewhere = tmp_path / "journal.db", tmp_path / "elsewhere.db"
    async with aclosing(boards(tmp_path, code, room.clock)) as looks:
        before = lines_of(await anext(looks))
        journal.rename(elsewhere)
        away = [lines_of(await anext(looks)) for _ in range(2)]
        elsewhere.rename(journal)
        again = lines_of(await anext(looks))

    notice = "What is stored cannot be read just now. This is how it last stood; trying again."
    assert away == [[*before, notice]] * 2
    assert again == before


async def test_a_code_that_no_workshop_has_is_named(tmp_path: Path) -> None:
    async with in_use(tmp_path) as room:
        await room.makes("Tuesday")

        with pytest.raises(Declined) as declined:
            await watch(tmp_path, "nosuch", once=True)

    assert str(declined.value) == (
        "There is no workshop with the code nosuch: run `workshop list` to see what there is."
    )


# --- the command ---


async def test_into_a_file_it_prints_once_without_control_codes(tmp_path: Path) -> None:
    async with in_use(tmp_path) as room:
        code = await room.makes("Tuesday", groups=1)
        console = Console(file=io.StringIO(), width=60)
        await watch(tmp_path, code, console=console, clock=room.clock)

    assert isinstance(console.file, io.StringIO)
    assert [line.rstrip() for line in console.file.getvalue().splitlines()] == [
        f"Tuesday                                               {code}",
        "Arriving                                         as of 10:00",
        "0 people here, 0 at a table.",
        "",
        "Table   People   State   Answered",
        "─────────────────────────────────",
        "A            0   Empty",
    ]


async def test_in_a_terminal_it_lives_until_ctrl_c_and_gives_the_screen_back(tmp_path: Path) -> None:
    async with in_use(tmp_path) as room:
        code = await room.makes("Tuesday")
        with Terminal([sys.executable, "-m", "bot", "monitor", code, "--data", str(tmp_path)]) as terminal:
            await asyncio.to_thread(terminal.shows, "0 people here, 0 at a table.")
            await room.joined(code, "P01", "P02", table="A")
            await asyncio.to_thread(terminal.shows, "2 people here, 2 at a table.")
            terminal.interrupt()

    assert terminal.ended_with == 0
    assert terminal.output.endswith(f"{SHOW_CURSOR}{LEAVE_SCREEN}")


def said(room: Room) -> str:
    """What the board says of the phase: all that follows on who is here."""
    sentences = " ".join(room_seen(observers_look(room.workshop), room.now).sentences)
    return re.sub(r"^\d+ people here, \d+ at a table\. (?=.)", "", sentences)


def lines_of(board: Board) -> list[str]:
    return drawn(board, 80, 24)
