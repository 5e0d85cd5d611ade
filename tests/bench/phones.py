"""S10 and S11: what many phones cost a real `serve`, in time and in memory."""

from __future__ import annotations

import asyncio
import re
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import cycle
from pathlib import Path

import aiohttp

from bot.actions import encode
from prompts import prompts_in
from tests.bench.full_room import FACILITATOR, FullRoom, filled
from tests.bench.row import Row
from tests.bench.starting import Served, serve
from tests.fake_telegram import TOKEN, FakeTelegram, RealTime, serving
from tests.given import BUILT_IN
from workshops.commands import Command, PresentTheme, StartPhase
from workshops.model import Phase

ROUNDS = 7
FEW, MANY = 30, 300
EACH_WAY = 100
LIBRARIES = "Python 9 MB, Telegram's library 33, aiohttp and pydantic 25, ours the rest"
PATIENCE_SECONDS = 60
REPORTING = prompts_in("en")("report_back.about_to_start")
FINGERPRINT = re.compile(r'data-fingerprint="([^"]*)"')
LOADED = re.compile(r'(?:href|src)="(/static/[^"]+|/manifest[^"]*)"')


class Browsers:
    """Pages that do what our script does: they hear "stale", and fetch their screen."""

    def __init__(self, http: aiohttp.ClientSession, served: Served, room: FullRoom) -> None:
        self.http = http
        self.page = f"{served.address}/w/{room.code}"
        self.desk = f"{served.address}/f/{room.code}"
        self.room = room
        self.screens: dict[str, str] = {}
        self.seen_at: dict[str, float] = {}
        self.changed = asyncio.Event()

    async def open(self, session: str) -> None:
        """Shows the page, then listens; returns when the stream is there."""
        async with self.http.get(self.page, headers=self._cookie(session)) as answer:
            assert answer.status == 200
            self._show(session, await answer.text())

    async def listen(self, session: str) -> None:
        """Fetches the screen whenever it is stale, until cancelled."""
        async with self.http.get(f"{self.page}/live", headers=self._cookie(session)) as stream:
            async for line in stream.content:
                if line.startswith(b"event: stale"):
                    await self._refresh(session)

    async def everyone_sees(self, words: str, since: float) -> list[float]:
        """How long each waited until these words stood on the screen."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not all(words in screen for screen in self.screens.values()):
                self.changed.clear()
                await self.changed.wait()
        return [at - since for at in self.seen_at.values()]

    async def facilitator_does(self, command: Command) -> None:
        form = {"payload": encode(self.room.code, command), "key": f"key-{time.monotonic_ns()}", "view": ""}
        headers = {"Cookie": f"f-{self.room.code}={FACILITATOR}", "Origin": self.page.partition("/w/")[0]}
        async with self.http.post(self.desk, data=form, headers=headers, allow_redirects=False) as answer:
            assert answer.status == 303, await answer.text()

    async def _refresh(self, session: str) -> None:
        shown = FINGERPRINT.search(self.screens[session])
        query = {"view": "", "shown": shown[1] if shown else ""}
        headers = self._cookie(session)
        async with self.http.get(f"{self.page}/screen", params=query, headers=headers) as answer:
            if answer.status == 200:
                self._show(session, await answer.text())

    def _show(self, session: str, screen: str) -> None:
        self.screens[session] = screen
        self.seen_at[session] = time.perf_counter()
        self.changed.set()

    def _cookie(self, session: str) -> dict[str, str]:
        return {"Cookie": f"w-{self.room.code}={session}"}


@asynccontextmanager
async def browsers_in(served: Served, room: FullRoom, count: int) -> AsyncIterator[Browsers]:
    """So many of the room's browsers have their page open and hear what changes."""
    connections = aiohttp.TCPConnector(limit=0)
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(connector=connections, cookie_jar=jar) as http:
        browsers = Browsers(http, served, room)
        for session in room.sessions[:count]:
            await browsers.open(session)
        listening = [asyncio.create_task(browsers.listen(session)) for session in browsers.screens]
        await asyncio.sleep(1)
        yield browsers
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)


async def s10() -> list[Row]:
    """One change, the next theme presented, until all phones show it."""
    with tempfile.TemporaryDirectory() as name:
        room = await filled(Path(name), browsers=MANY)
        with serve(Path(name)) as served:
            nobody = served.megabytes()
            page, parts = await first_page(served, room)
            few, _ = await until_all_have_it(served, room, FEW)
            many, megabytes = await until_all_have_it(served, room, MANY)
    note = (
        f"{1000 * many:.0f} ms against {1000 * few:.0f} ms; a fifth drawing, most of the rest uvicorn and h11"
    )
    what = f"one change on {MANY} phones, p95, against {FEW}"
    held = f"{nobody:.0f} MB before they came; {1000 * (megabytes - nobody) / MANY:.0f} kB a phone"
    return [
        Row("S10", what, "<= 10 x", f"{many / few:.1f} x", note),
        Row(
            "S10",
            f"memory of serve, browser alone, {MANY} phones listening",
            "-",
            f"{megabytes:.0f} MB",
            held,
        ),
        Row("S10", "a phone's first page, all it loads", "<= 80 kB", f"{page / 1000:.1f} kB", parts),
    ]


async def until_all_have_it(served: Served, room: FullRoom, count: int) -> tuple[float, float]:
    """The median over some changes of the 95th percentile over the phones; what `serve` then holds."""
    themes = cycle(BUILT_IN.themes)
    taken = []
    async with browsers_in(served, room, count) as browsers:
        for _ in range(ROUNDS):
            theme = next(themes).id
            began = time.perf_counter()
            await browsers.facilitator_does(PresentTheme(theme))
            title = BUILT_IN.text("en").themes[theme].title
            waits = await browsers.everyone_sees(title, began)
            taken.append(statistics.quantiles(waits, n=20)[18])
        return statistics.median(taken), served.megabytes()


async def first_page(served: Served, room: FullRoom) -> tuple[int, str]:
    """The bytes of someone's page and of all that it loads, as sent to a browser that takes gzip."""
    headers = {"Cookie": f"w-{room.code}={room.sessions[0]}", "Accept-Encoding": "gzip"}
    own = f"/w/{room.code}"
    async with aiohttp.ClientSession(served.address, headers=headers) as http, http.get(own) as answer:
        paths = [own, *LOADED.findall(await answer.text())]
    async with aiohttp.ClientSession(served.address, headers=headers, auto_decompress=False) as http:
        page, *parts = [await sent(http, path) for path in paths]
    return page + sum(parts), f"page {page / 1000:.1f} kB, {len(parts)} files {sum(parts) / 1000:.1f} kB"


async def sent(http: aiohttp.ClientSession, path: str) -> int:
    async with http.get(path) as answer:
        assert answer.status == 200
        return len(await answer.read())


async def s11() -> list[Row]:
    """Resident memory with both channels, first without anyone, then with every phone in use."""
    idle, full = await idle_megabytes(), await full_megabytes()
    what = f"with {2 * EACH_WAY} phones in a full workshop, half by each way"
    note = f"{1000 * (full - idle) / (2 * EACH_WAY):.0f} kB a phone"
    return [
        Row("S11", "memory of serve, idle, both channels", "<= 90 MB", f"{idle:.0f} MB", LIBRARIES),
        Row("S11", what, "<= 160 MB", f"{full:.0f} MB", note),
    ]


async def idle_megabytes() -> float:
    telegram = FakeTelegram(RealTime())
    with tempfile.TemporaryDirectory() as name:
        async with serving_both(Path(name), telegram) as served:
            await until(lambda: bool(telegram.made("setMyCommands")))
            return served.megabytes()


async def full_megabytes() -> float:
    """What `serve` holds once everyone has seen the ranking, and then the next phase."""
    telegram = FakeTelegram(RealTime())
    people = [telegram.person(f"P{number}") for number in range(EACH_WAY)]
    with tempfile.TemporaryDirectory() as name:
        room = await filled(Path(name), browsers=EACH_WAY, chats=EACH_WAY, phase=Phase.RANKING)
        for person in people:
            person.write("/start")
        async with (
            serving_both(Path(name), telegram) as served,
            browsers_in(served, room, EACH_WAY) as browsers,
        ):
            await until(lambda: all(person.buttons() for person in people))
            began = time.perf_counter()
            await browsers.facilitator_does(StartPhase(Phase.REPORT_BACK, Phase.RANKING))
            await browsers.everyone_sees(REPORTING, began)
            await until(lambda: all(REPORTING in person.screen() for person in people))
            return served.megabytes()


@asynccontextmanager
async def serving_both(folder: Path, telegram: FakeTelegram) -> AsyncIterator[Served]:
    async with serving(telegram) as address:
        with serve(folder, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=address) as served:
            yield served


async def until(reached: Callable[[], bool]) -> None:
    for _ in range(PATIENCE_SECONDS * 10):
        if reached():
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"What was waited for has not come about in {PATIENCE_SECONDS} s.")
