"""The venue's network: a computer and a phone in network namespaces of their own, joined by a cable."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest
import segno

from tests.bot.serve_process import ROOT, serve_process

pytestmark = pytest.mark.proof

COMPUTER, PHONE = "192.168.71.1", "192.168.71.2"
# What someone does who scans the code; and the same with an address in mind that is not the workshop's.
A_PHONE = """
import asyncio, sys
from urllib.parse import urlsplit
from tests.bot.web.browser_people import BrowserPerson
from tests.bot.web.conftest import joins

async def main(link):
    base = "http://" + urlsplit(link).netloc
    ada, lost = BrowserPerson(base), BrowserPerson(base, {"Host": "192.168.71.9"})
    await joins(await ada.opens(link))
    ada.sees("You are in")
    print(ada.status, (await lost.opens(link)).status)
    await ada.closes()
    await lost.closes()

asyncio.run(main(sys.argv[1]))
"""


class Venue(NamedTuple):
    """The commands that run another in the computer's network, and in the phone's."""

    computer: tuple[str, ...]
    phone: tuple[str, ...]


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


@pytest.fixture
def venue() -> Iterator[Venue]:
    if os.geteuid() != 0 or shutil.which("ip") is None:
        pytest.skip("Only root can join two networks, by the command ip (package iproute2).")
    computer, phone = f"computer-{os.getpid()}", f"phone-{os.getpid()}"
    made: list[str] = []
    try:
        for name in (computer, phone):
            ip("netns", "add", name)
            made.append(name)
        ip("link", "add", "wifi", "netns", computer, "type", "veth", "peer", "name", "wifi", "netns", phone)
        for name, address in ((computer, COMPUTER), (phone, PHONE)):
            ip("-n", name, "addr", "add", f"{address}/24", "dev", "wifi")
            for device in ("lo", "wifi"):
                ip("-n", name, "link", "set", device, "up")
        ip("-n", computer, "route", "add", "default", "via", PHONE)
        yield Venue(("ip", "netns", "exec", computer), ("ip", "netns", "exec", phone))
    finally:
        for name in made:
            ip("netns", "del", name)


async def test_a_phone_on_the_same_wifi_joins_by_the_code_on_the_screen(venue: Venue, tmp_path: Path) -> None:
    async with serve_process(tmp_path / "data", within=venue.computer) as computer:
        await computer.starts("run", "--phones")
        [join] = [line for line in computer.out.splitlines() if line.startswith(f"{computer.url}/join/")]

        visit = subprocess.run(
            [*venue.phone, sys.executable, "-c", A_PHONE, join], cwd=ROOT, capture_output=True, text=True
        )

        assert computer.url.startswith(f"http://{COMPUTER}:")
        assert (visit.stdout.split(), visit.stderr) == (["200", "400"], "")
        assert to_scan(join) in computer.out
        assert "everyone on this Wi-Fi can reach these pages" in computer.out
        await computer.stops()


async def test_without_phones_nobody_else_on_the_network_gets_in(venue: Venue, tmp_path: Path) -> None:
    async with serve_process(tmp_path / "data", within=venue.computer) as computer:
        await computer.starts("run")
        knock = (
            f"import socket; socket.create_connection(({COMPUTER!r}, {computer.url.rpartition(':')[2]}), 2)"
        )

        visit = subprocess.run([*venue.phone, sys.executable, "-c", knock], capture_output=True, text=True)

        assert visit.stderr.splitlines()[-1:] == ["ConnectionRefusedError: [Errno 111] Connection refused"]
        await computer.stops()


def to_scan(link: str) -> str:
    shown = StringIO()
    segno.make(link, error="m").terminal(shown, compact=True)
    return shown.getvalue()
