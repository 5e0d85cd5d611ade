"""A personal code leads to its person once, for as long as it is good, and is stored as a hash."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workshops.rows import everything_beside
from workshops.journal import Journal
from workshops.model import Role
from workshops.people import People
from workshops.personal_codes import PersonalCodes

MADE, OVER = 1_000, 2_000


@pytest.fixture
async def codes(journal: Journal) -> PersonalCodes:
    """Of a workshop with two participants."""
    people = People(journal)
    for chat in (11, 12):
        await people.reserve("KESTRL", Role.PARTICIPANT, at=1, telegram_chat=chat)
    return PersonalCodes(journal)


async def test_a_code_leads_to_its_person_once(codes: PersonalCodes) -> None:
    await codes.make("KESTRL", "P01", "KQ7P2XMB", at=MADE, expires_at=OVER)

    assert [await codes.take("KQ7P2XMB", OVER - 1) for _ in range(2)] == [("KESTRL", "P01"), None]


async def test_a_code_runs_out(codes: PersonalCodes) -> None:
    await codes.make("KESTRL", "P01", "KQ7P2XMB", at=MADE, expires_at=OVER)

    assert await codes.take("KQ7P2XMB", OVER) is None


async def test_a_new_code_takes_the_place_of_the_last(codes: PersonalCodes) -> None:
    await codes.make("KESTRL", "P01", "KQ7P2XMB", at=MADE, expires_at=OVER)
    await codes.make("KESTRL", "P01", "ZZZZ2222", at=MADE, expires_at=OVER)

    assert [await codes.take(code, MADE) for code in ("KQ7P2XMB", "ZZZZ2222")] == [None, ("KESTRL", "P01")]


async def test_others_codes_stay_until_they_have_run_out(codes: PersonalCodes, journal: Journal) -> None:
    await codes.make("KESTRL", "P01", "KQ7P2XMB", at=MADE, expires_at=OVER)
    await codes.make("KESTRL", "P02", "ZZZZ2222", at=OVER - 1, expires_at=OVER + 1)
    assert await numbers(journal) == ["P01", "P02"]

    await codes.make("KESTRL", "P02", "YYYY3333", at=OVER, expires_at=OVER + 1)

    assert await numbers(journal) == ["P02"]


async def test_a_code_goes_with_its_person(codes: PersonalCodes, journal: Journal) -> None:
    await codes.make("KESTRL", "P01", "KQ7P2XMB", at=MADE, expires_at=OVER)

    await People(journal).forget("KESTRL", "P01")

    assert await numbers(journal) == []


async def test_the_code_is_in_no_file(codes: PersonalCodes, path: Path) -> None:
    await codes.make("KESTRL", "P01", "KQ7P2XMB", at=MADE, expires_at=OVER)

    assert b"KQ7P2XMB" not in everything_beside(path)


async def numbers(journal: Journal) -> list[str]:
    return [number for (number,) in await journal.read("SELECT number FROM personal_code ORDER BY number")]
