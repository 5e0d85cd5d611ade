"""The projector, and whether the server is well."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from bot.folder import JOURNAL
from tests.bot.web.conftest import Served


async def test_the_projector_shows_the_way_in(room: Served) -> None:
    wall = await room.opens(room.links.projector_url)

    wall.sees("A Tuesday in spring", " ".join(room.code), room.house.addresses.url)
    wall.does_not_see(room.links.join_url)
    assert len(list(wall.page.document.iter("svg"))) == 1


async def test_the_projector_names_nobody_and_has_no_buttons(room: Served) -> None:
    await room.participant("A")

    wall = await room.opens(room.links.projector_url)

    wall.does_not_see("P01")
    assert wall.buttons() == []


async def test_a_link_that_opens_no_projector(room: Served) -> None:
    secret = (await room.workshop()).join_secret

    wall = await room.opens(f"/projector/{secret}")

    wall.sees("This link does not open a projector.")
    assert wall.status == 404


async def test_it_is_well_when_the_journal_takes_rows(room: Served) -> None:
    probe = await room.opens("/healthz")

    assert (probe.status, probe.response.text) == (200, "ok")


async def test_it_is_not_well_when_the_journal_does_not(room: Served) -> None:
    with closing(sqlite3.connect(room.house.folder / JOURNAL, isolation_level=None)) as other:
        other.execute(
            "CREATE TRIGGER trouble BEFORE INSERT ON setting BEGIN SELECT raise(ABORT, 'trouble'); END"
        )

    probe = await room.opens("/healthz")

    assert (probe.status, probe.response.text) == (503, "the journal cannot be written")
