"""What `make run` does: this machine, the built-in study, one workshop that is ready to join."""

from __future__ import annotations

from pathlib import Path

import msgspec
import segno
import typer
from rich.console import Console

from bot.app import serve
from bot.house import House
from bot.network import EVERYWHERE, HERE
from bot.operations import Links, MakeClaim, MakeNew, perform
from bot.settings import Settings, data_folder, telegram_token, telegram_url
from bot.studies import study_folder
from workshops.model import Phase, Workshop

BUILT_IN = "peer-worker-roles"
FIRST_PORT = 8080
PORTS = 100


async def run(data: Path | None, *, phones: bool) -> None:
    """Serves until stopped, from the next free port. Raises what `serve` raises."""
    settings = Settings(
        data=data_folder(data),
        host=EVERYWHERE if phones else HERE,
        port=FIRST_PORT,
        tries=PORTS,
        token=telegram_token(None),
        telegram_url=telegram_url(),
    )

    async def ready(house: House) -> None:
        links = await _open_or_new(house)
        _welcome(links, phones=phones)
        typer.echo(f"ready {house.addresses.url}")

    await serve(settings, ready)


async def _open_or_new(house: House) -> Links:
    """The newest workshop of the built-in study that is still open, or a new one."""
    for code in reversed(await house.desk.codes()):
        workshop = await house.desk.workshop(code)
        if workshop and _is_ready(workshop):
            return await _performed(house, MakeClaim(code))
    return await _performed(house, MakeNew(str(study_folder(BUILT_IN)), "Feedback workshop"))


def _is_ready(workshop: Workshop) -> bool:
    return not workshop.rehearsal and workshop.phase is not Phase.CLOSED and workshop.study.id == BUILT_IN


async def _performed(house: House, operation: MakeNew | MakeClaim) -> Links:
    result = await perform(house, operation)
    return msgspec.convert(result, Links, from_attributes=True)


def _welcome(links: Links, *, phones: bool) -> None:
    console = Console(highlight=False, soft_wrap=True)
    console.print()
    console.print(
        "[bold]Facilitator[/bold]  opens once, for whoever opens it first", links.facilitator_url, sep="\n"
    )
    console.print()
    console.print(
        f"[bold]Join[/bold]         the code is [bold]{links.code}[/bold]", links.join_url, sep="\n"
    )
    if links.telegram_join_url:
        console.print(links.telegram_join_url)
    console.print()
    console.print("[bold]Projector[/bold]", links.projector_url, sep="\n")
    console.print()
    if phones:
        segno.make(links.join_url, error="m").terminal(compact=True)
        console.print(
            "[bold]Take care:[/bold] everyone on this Wi-Fi can reach these pages, and without HTTPS someone "
            "there could read along. Use a network that you trust."
        )
    console.print("Stop with Ctrl-C; everything is saved.")
