"""A journal on a real file, and a desk with one workshop."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.workshops.desks import MAKE, OPERATOR, admit, at_once
from workshops.desk import Desk
from workshops.journal import Journal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture
async def journal(path: Path) -> AsyncIterator[Journal]:
    opened = await Journal.open(path)
    yield opened
    await opened.close()


@pytest.fixture
async def desk(journal: Journal) -> Desk:
    """Has one workshop, KESTRL, with one facilitator, F1."""
    desk = at_once(journal)
    await desk.handle("KESTRL", OPERATOR, MAKE, cause="make")
    await desk.handle("KESTRL", OPERATOR, admit(1), cause="claim")
    return desk
