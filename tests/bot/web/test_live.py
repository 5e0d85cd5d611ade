"""Word that a screen is stale, for those whose screen it is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.bot.web.browser_people import BrowserPerson
from tests.bot.web.conftest import Served


class Stream:
    """What a page hears; each event as the fields that it came with."""

    def __init__(self, lines: AsyncIterator[str]) -> None:
        self._lines = lines

    async def hears(self) -> dict[str, str]:
        event: dict[str, str] = {}
        async with asyncio.timeout(5):
            async for line in self._lines:
                if not line and event:
                    return event
                name, _, value = line.partition(": ")
                event[name] = value
        raise AssertionError("The stream has ended.")

    async def hears_nothing(self) -> bool:
        try:
            async with asyncio.timeout(0.2):
                async for line in self._lines:
                    assert line == ""
        except TimeoutError:
            return True
        return False


@asynccontextmanager
async def listening(person: BrowserPerson, address: str) -> AsyncIterator[Stream]:
    async with person.http.stream("GET", address) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield Stream(answer.aiter_lines())


async def test_it_begins_with_stale_so_that_nothing_is_missed(room: Served) -> None:
    ada = await room.participant()

    async with listening(ada, f"/w/{room.code}/live") as stream:
        assert await stream.hears() == {"id": "1", "event": "stale", "data": "stale", "retry": "3000"}


async def test_everyone_hears_when_someone_else_moves_the_workshop(room: Served) -> None:
    ada, faith = await room.participant(), await room.facilitator()

    async with listening(ada, f"/w/{room.code}/live") as stream:
        await stream.hears()
        await faith.tap("Next: Themes")
        assert (await stream.hears())["id"] == "2"

    await ada.opens(f"/w/{room.code}/screen")
    ada.sees("Themes · until about")


async def test_others_hear_nothing_of_a_private_answer(room: Served) -> None:
    ada, ben = await room.participant("A"), await room.participant("A")
    faith = await room.facilitator()
    await faith.tap("Next: Themes")
    await ada.opens(f"/w/{room.code}")
    await ada.tap("Themes")
    await ada.tap("Supportive culture")

    async with (
        listening(ben, f"/w/{room.code}/live") as bens,
        listening(faith, f"/f/{room.code}/live") as faiths,
    ):
        await bens.hears()
        await faiths.hears()
        await ada.tap("Fits")
        assert (await faiths.hears())["id"] == "2"
        assert await bens.hears_nothing()


async def test_the_projector_hears_of_a_newcomer(room: Served) -> None:
    wall = await room.opens(room.links.projector_url)
    wall.sees("0 people are here")

    async with listening(wall, f"{wall.path}/live") as stream:
        await stream.hears()
        await room.participant()
        assert (await stream.hears())["event"] == "stale"

    await wall.opens(f"{wall.path}/screen")
    wall.sees("1 person is here")


async def test_a_stranger_hears_nothing(room: Served) -> None:
    mallory = await room.opens(f"/w/{room.code}/live")

    assert mallory.status == 403
