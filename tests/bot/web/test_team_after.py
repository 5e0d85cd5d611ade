"""After the day: coding, names and places, withdrawal, the export, and what is kept until when."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.day_setting import ChangeDay
from bot.folder import JOURNAL
from bot.operations import perform
from prompts import prompts_in
from tests.bot.web.after_the_day import EXTRA, FAITH, NOTE, WHY, Over, over
from tests.bot.web.browser_people import BrowserPerson
from tests.given import BUILT_IN
from workshops.commands import StartPhase
from workshops.events import IssueCoded, WordsRedacted, decode
from workshops.model import Phase
from workshops.redaction import TYPED
from workshops.retention import DAY


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Over]:
    async with over(tmp_path) as room:
        yield room


async def logged(room: Over, kind: type) -> list[object]:
    rows = await room.house.journal.rows(room.code)
    return [event for row in rows for event in decode(row.events) if isinstance(event, kind)]


def on_disk(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.glob(f"{JOURNAL}*")))


# --- coding ---


async def test_an_item_is_coded_and_the_next_is_open(room: Over) -> None:
    faith = await room.looks_at("/coding")
    faith.sees(EXTRA, NOTE, WHY, "Not coded yet (3)", "Extra statement · Group A")

    await faith.sends(faith.button("Code it"), issue="  Unpaid   hours ", relation="part of T2")

    assert (await room.workshop()).coded == {("statement", "A-x1"): {"Unpaid hours": "part of T2"}}
    faith.sees("Coded.", "Not coded yet (2)", "Raised by 1 group, in 1 of the items.")
    assert faith.button("Code it").fields["item"] == f"{room.code}/note/A-n1"


async def test_a_likely_twin_is_coded_with_one_tap_as_the_issue_is(room: Over) -> None:
    faith = await room.looks_at("/coding")
    await faith.sends(faith.button("Code it"), issue="Unpaid hours", relation="qualifies T2")

    await faith.tap("Likely: Unpaid hours (Qualifies “Supportive culture”). Code it so")

    assert (await room.workshop()).coded["note", "A-n1"] == {"Unpaid hours": "qualifies T2"}


async def test_an_issue_named_again_keeps_its_spelling_and_relation(room: Over) -> None:
    faith = await room.looks_at("/coding")
    await faith.sends(faith.button("Code it"), issue="Unpaid hours", relation="qualifies T2")

    await faith.sends(faith.button("Code it"), issue="UNPAID  hours", relation="")

    assert (await room.workshop()).coded["note", "A-n1"] == {"Unpaid hours": "qualifies T2"}


async def test_a_coding_is_taken_back_and_both_are_logged(room: Over) -> None:
    faith = await room.looks_at("/coding")
    await faith.sends(faith.button("Code it"), issue="Pay", relation="")

    await faith.tap("Take back Pay: Extra statement · Group A")

    faith.sees("Taken back.", "Not coded yet (3)")
    assert await logged(room, IssueCoded) == [
        IssueCoded("statement", "A-x1", "Pay", "new"),
        IssueCoded("statement", "A-x1", "Pay", ""),
    ]


async def test_renaming_an_issue_to_another_joins_the_two(room: Over) -> None:
    faith = await room.looks_at("/coding")
    await faith.sends(faith.button("Code it"), issue="Pay", relation="")
    await faith.sends(faith.button("Code it"), issue="Money", relation="part of T1")

    rename = next(
        form for form in faith.page.forms() if form.fields.get("issue") == "Money" and "to" in form.fields
    )
    await faith.sends(rename, to="Pay")

    faith.sees("Renamed.")
    coded = (await room.workshop()).coded
    assert coded == {("statement", "A-x1"): {"Pay": "new"}, ("note", "A-n1"): {"Pay": "part of T1"}}


@pytest.mark.parametrize(
    ("issue", "says"),
    [("", "The issue has no name yet"), (" \n ", "The issue has no name yet"), ("x" * 121, "121 characters")],
)
async def test_a_name_that_will_not_do_loses_nothing(room: Over, issue: str, says: str) -> None:
    faith = await room.looks_at("/coding")

    await faith.sends(faith.button("Code it"), issue=issue, relation="part of T3")

    assert faith.status == 422
    faith.sees(says)
    assert faith.button("Code it").fields["issue"] == issue
    assert faith.button("Code it").fields["relation"] == "part of T3"
    assert (await room.workshop()).coded == {}


async def test_workshops_of_one_study_are_coded_together(room: Over) -> None:
    other = await room.another("Wednesday")
    claimed = await room.faith.opens(other.facilitator_url)
    await claimed.tap("I will run it from here")
    await room.does(FAITH, StartPhase(Phase.CLOSED, Phase.LOBBY), code=other.code)

    faith = await room.faith.opens(f"/f/{other.code}/team/coding?with={room.code}")
    faith.sees(EXTRA, "Extra statement · Group A · A Tuesday in spring")
    await faith.sends(faith.button("Code it"), issue="Pay", relation="")

    assert (await room.workshop()).coded == {("statement", "A-x1"): {"Pay": "new"}}
    assert f"with={room.code}" in str(faith.response.url)


async def test_what_only_another_team_may_code_is_not_even_shown(room: Over) -> None:
    other = await room.another("Wednesday")
    stranger = await room.opens(other.facilitator_url)
    await stranger.tap("I will run it from here")
    await room.does(FAITH, StartPhase(Phase.CLOSED, Phase.LOBBY), code=other.code)

    await stranger.opens(f"/f/{other.code}/team/coding?with={room.code}")

    stranger.does_not_see(EXTRA)
    stranger.sees("Nothing was said in words that could be coded.")


# --- names and places ---


async def test_names_are_replaced_only_after_a_second_look(room: Over, tmp_path: Path) -> None:
    faith = await room.looks_at("/redaction")
    faith.sees("Leeds once, in: why a theme fits")
    plan = faith.button("Show what would change")

    await faith.sends(plan, **{"go.Leeds": "yes", "as.Leeds": "a city", "more": "Zebedee"})

    faith.sees("This would change 2 places. Nothing has been changed yet.", "Leeds → a city: 1 place", WHY)
    assert b"Zebedee" in on_disk(tmp_path)
    await faith.tap("Replace these now, for good")
    faith.sees("Replaced in 2 places. It is logged.")
    assert b"Zebedee" not in on_disk(tmp_path)
    workshop = await room.workshop()
    assert workshop.participants["P01"].fits["T1"].why == "Nobody at a city asked"
    assert await logged(room, WordsRedacted) == [WordsRedacted(2)]


def test_every_kind_of_text_in_which_a_name_may_stand_has_its_words() -> None:
    say = prompts_in("en")

    assert [kind for _, kind in TYPED.values() if f"team.redaction.kind.{kind.split()[0]}" not in say] == []


async def test_a_place_that_is_named_like_someone_is_listed_with_the_rest(room: Over) -> None:
    await perform(room.house, ChangeDay(room.code, {"place": "The Riverside Hall"}))

    faith = await room.looks_at("/redaction")

    assert faith.status == 200
    faith.sees("Riverside once, in: where and how to get there")


async def test_a_list_that_cannot_be_taken_is_shown_again_with_what_is_wrong(room: Over) -> None:
    faith = await room.looks_at("/redaction")
    plan = faith.button("Show what would change")

    await faith.sends(plan, more="Ada\nBen =", **{"go.Leeds": "yes"})

    assert faith.status == 422
    faith.sees("Your list, line 2: nothing stands after the =; write “Ben” alone to blank it.", "Ada")
    assert faith.button("Show what would change").fields["go.Leeds"] == "yes"


# --- withdrawal ---


async def test_someone_leaves_and_what_they_gave_stays_then_goes(room: Over, tmp_path: Path) -> None:
    faith = await room.looks_at("/withdrawal")
    assert list(faith.page.links())[-2:] == ["P01", "P02"]

    await faith.opens(f"/f/{room.code}/team/withdrawal/P01")
    await faith.tap("P01 leaves, and it stays")
    faith.sees("Done: they have left, and what they gave stays.", "Has withdrawn; what they gave stays in.")
    assert (await room.workshop()).participants["P01"].fits["T1"].why == WHY

    await faith.opens(f"/f/{room.code}/team/withdrawal/P01?sure=remove")
    faith.sees("It cannot be undone.")
    await faith.tap("Remove what P01 gave")
    faith.sees("Done: what they gave has been removed.")
    assert WHY.encode() not in on_disk(tmp_path)
    assert EXTRA.encode() in on_disk(tmp_path)
    await room.ada.looks()
    room.ada.sees("This browser is not part of a workshop here")


async def test_once_the_list_is_gone_nothing_can_be_removed(room: Over) -> None:
    room.clock.at += BUILT_IN.link_table_days * DAY
    faith = await room.looks_at()
    await faith.tap("Delete the list now")
    faith.sees("The list that ties numbers to people is deleted.", "Deleted on")

    await faith.opens(f"/f/{room.code}/team/withdrawal/P01?sure=remove")

    faith.sees("nobody can tell any more which answers are whose")
    assert faith.buttons() == ["P01 leaves, and it stays"]


# --- retention ---


async def test_dates_are_shown_and_what_is_overdue_says_so(room: Over) -> None:
    faith = await room.looks_at()
    faith.sees("30 days after closing. Until 21 October 2026.", "365 days after closing. Until")
    faith.does_not_see("Overdue")
    assert faith.buttons() == []

    room.clock.at += BUILT_IN.link_table_days * DAY
    await faith.looks()

    faith.sees("Overdue: to be deleted since 21 October 2026.")
    assert faith.buttons() == ["Delete the list now"]
    await faith.opens(f"/f/{room.code}")
    faith.sees("Study and data: something is overdue")


async def test_everything_goes_when_it_is_due_and_no_day_sooner(room: Over, tmp_path: Path) -> None:
    early = await room.looks_at("/everything")
    assert early.status == 422
    room.clock.at += BUILT_IN.retention_days * DAY

    faith = await room.looks_at("/everything")
    faith.sees("nobody can bring them back")
    await faith.tap("Delete everything now")

    faith.sees(f"Everything of workshop {room.code} is deleted here.")
    assert EXTRA.encode() not in on_disk(tmp_path)
    assert await room.house.desk.codes() == []
    assert (await room.looks_at()).status == 403


# --- printing ---


async def test_each_page_is_there_to_print_and_all_of_them_as_one_file(room: Over) -> None:
    faith = await room.looks_at("/print")
    faith.sees("Cards with the statements", "Table codes", "The run sheet", "Numbered slips")
    faith.sees("The invitation", "The invitation, in Cymraeg")
    faith.sees("which only this computer opens")

    await faith.opens(f"/f/{room.code}/team/print/slips")
    assert faith.status == 200
    assert "default-src 'none'" in faith.response.headers["content-security-policy"]
    await faith.opens(f"/f/{room.code}/team/print/all.zip")

    with zipfile.ZipFile(io.BytesIO(faith.response.content)) as packed:
        assert {"cards.html", "tables.html", "run-sheet.html", "slips.html"} <= set(packed.namelist())
    assert (await room.looks_at("/print/nothing")).status == 404


# --- export ---


@pytest.mark.proof
async def test_the_shareable_export_is_made_downloaded_and_named_to_whoever_withdraws(room: Over) -> None:
    faith = await room.looks_at("/export")
    await faith.tap("Make the shareable export")
    await is_ready(room, faith)

    await faith.tap("Download To share")

    assert faith.response.headers["content-disposition"] == (
        f'attachment; filename="shareable-{room.code}.zip"'
    )
    with zipfile.ZipFile(io.BytesIO(faith.response.content)) as packed:
        assert packed.namelist() == ["README.txt", "counts.csv"]
    await room.looks_at("/withdrawal/P01?sure=remove")
    faith.sees("These copies have been downloaded here", ": shareable")


@pytest.mark.proof
async def test_what_was_made_before_a_removal_is_not_handed_out_after_it(room: Over) -> None:
    faith = await room.looks_at("/export")
    await faith.tap("Make the shareable export")
    await is_ready(room, faith)
    download = faith.button("Download To share")
    await faith.opens(f"/f/{room.code}/team/withdrawal/P01?sure=remove")
    await faith.tap("Remove what P01 gave")

    await faith.sends(download)

    assert faith.status == 404
    faith.sees("something has been taken out of the workshop since")
    assert (await room.workshop()).exports == []


@pytest.mark.proof
async def test_a_removal_ends_an_export_that_is_being_made_of_it(room: Over) -> None:
    faith = await room.looks_at("/export")
    await faith.tap("Make the export for the team")
    for _ in range(400):
        if NOTE.encode() in everything_in(room.house.folder):
            break
        await asyncio.sleep(0.01)
    else:
        raise AssertionError("Nothing was being made.")
    await faith.opens(f"/f/{room.code}/team/withdrawal/P01?sure=remove")

    await faith.tap("Remove what P01 gave")

    assert NOTE.encode() not in everything_in(room.house.folder)
    await room.looks_at("/export")
    assert "Make the export for the team" in faith.buttons()


def everything_in(folder: Path) -> bytes:
    """But the journal and its log, which a write-ahead page may still be in for as long as it is read."""
    found = b""
    for file in folder.rglob("*"):
        with suppress(OSError):
            found += b"" if file.name.startswith(JOURNAL) or not file.is_file() else file.read_bytes()
    return found


@pytest.mark.proof
async def test_copies_taken_at_one_moment_are_each_recorded(room: Over) -> None:
    faith = await room.looks_at("/export")
    await faith.tap("Make the shareable export")
    await is_ready(room, faith)
    form = faith.button("Download To share")

    await asyncio.gather(
        *(
            faith.http.post(form.address, data=form.fields, headers={"Origin": faith.origin()})
            for _ in range(4)
        )
    )

    assert [copy.shareable for copy in (await room.workshop()).exports] == [True] * 4


async def is_ready(room: Over, faith: BrowserPerson) -> None:
    for _ in range(200):
        await room.looks_at("/export")
        if "Ready: " in faith.screen():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(faith.screen())


async def test_where_nothing_is_ranked_the_page_says_so(tmp_path: Path, room: Over) -> None:
    (await room.looks_at("/export")).does_not_see("No group has handed in a ranking yet.")

    group = (await room.workshop()).groups["A"]
    group.handed_in_at = 0

    (await room.looks_at("/export")).sees("No group has handed in a ranking yet.")
