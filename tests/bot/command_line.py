"""Someone at the command line, whether `serve` runs or not."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from bot.cli import main
from tests.bot.serve_process import ServeProcess, serve_process
from tests.bot.web.browser_people import BrowserPerson
from tests.fake_telegram import FakeTelegram


class Ended(NamedTuple):
    """A command's exit code, and what it printed."""

    code: int
    out: str
    err: str


def workshop(*arguments: str | Path) -> Ended:
    """Runs a command as the console script does, in this process: starting Python takes most of the time."""
    code, out, err = 0, StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0
    return Ended(code, out.getvalue(), err.getvalue())


class Operator:
    """Who looks after a data folder. `serves` is a process of its own; people's browsers reach that."""

    def __init__(self, folder: Path, server: ServeProcess, stack: AsyncExitStack) -> None:
        self.folder = folder
        self.server = server
        self._stack = stack

    async def does(self, command: str, *arguments: str | Path) -> str:
        """What the command prints."""
        ended = await self.run(command, *arguments)
        assert (ended.code, ended.err) == (0, ""), ended
        return ended.out

    async def is_told(self, command: str, *arguments: str | Path) -> str:
        """The one sentence with which the command is refused."""
        ended = await self.run(command, *arguments)
        assert (ended.code, ended.out) == (1, ""), ended
        [sentence] = ended.err.splitlines()
        return sentence

    async def learns(self, command: str, *arguments: str | Path) -> Any:
        """What the command prints as JSON."""
        return json.loads(await self.does(command, *arguments, "--json"))

    async def opens(self, link: str) -> BrowserPerson:
        """Someone whose browser follows a link, on whichever port this machine serves now."""
        person = BrowserPerson(self.server.url)
        self._stack.push_async_callback(person.closes)
        return await person.opens(urlsplit(link).path)

    async def run(self, command: str, *arguments: str | Path) -> Ended:
        """However it ends."""
        return await asyncio.to_thread(workshop, command, *arguments, "--data", self.folder)


@asynccontextmanager
async def operator(folder: Path, telegram: FakeTelegram | None = None) -> AsyncIterator[Operator]:
    """In `folder` there is the data; nothing is made or served yet."""
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(serve_process(folder / "data", telegram))
        yield Operator(folder / "data", server, stack)
