"""Serving: this machine, the embedded default, and whole workshops lived through by simulated people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.answering import awaited
from bot.commands.options import Data, PublicUrl, TokenFile

if TYPE_CHECKING:
    from bot.house import House

app = typer.Typer(rich_markup_mode=None)


@app.command()
def serve(
    data: Data = None,
    host: Annotated[str, typer.Option(help="The address to bind to.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(help="The port to bind to; 0 takes a free one.", min=0, max=65_535)
    ] = 8080,
    public_url: PublicUrl = "",
    telegram_token_file: TokenFile = None,
    webhook: Annotated[bool, typer.Option("--webhook", help="Take Telegram's updates by webhook.")] = False,
) -> None:
    """Serve the browser and, with a bot's token, Telegram."""
    from bot.app import serve as serve_until_stopped
    from bot.settings import (
        Settings,
        check_webhook,
        data_folder,
        public_address,
        telegram_token,
        telegram_url,
    )

    settings = Settings(
        data=data_folder(data),
        host=host,
        port=port,
        public_url=public_address(public_url),
        token=telegram_token(telegram_token_file),
        telegram_url=telegram_url(),
        webhook=webhook,
    )
    check_webhook(settings)

    async def ready(house: House) -> None:
        typer.echo(f"ready {house.addresses.url}")

    awaited(serve_until_stopped(settings, ready))


@app.command()
def run(
    data: Data = None,
    phones: Annotated[bool, typer.Option("--phones", help="Reach phones on the same Wi-Fi.")] = False,
) -> None:
    """Serve this machine, with a workshop of the built-in study ready to join: what `make run` does."""
    from bot.running import run as run_here

    awaited(run_here(data, phones=phones))


@app.command()
def rehearse(
    study: Annotated[str, typer.Option(help="A built-in study's name, or a folder.")] = "peer-worker-roles",
    workshops: Annotated[int, typer.Option(help="How many workshops.", min=1)] = 2,
    participants: Annotated[int, typer.Option(help="How many people, in all.", min=1)] = 35,
    seed: Annotated[int, typer.Option(help="The same seed gives the same rehearsal.")] = 1,
    to: Annotated[Path | None, typer.Option("--to", help="Where to export it.")] = None,
    data: Data = None,
) -> None:
    """Simulated people live through whole workshops in both channels, then everything is exported."""
    from bot.rehearsal import rehearse as live_through
    from bot.studies import study_folder

    lived = awaited(live_through(study_folder(study), workshops, participants, seed, to, data))
    for line in lived:
        typer.echo(line)
