"""Options that several commands take, and the words that options choose from."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[Path | None, typer.Option("--data", help="The folder that holds everything stored.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
PublicUrl = Annotated[str, typer.Option("--public-url", help="The address that links begin with.")]
TokenFile = Annotated[
    Path | None, typer.Option("--telegram-token-file", help="A file, mode 0600, with the bot's token.")
]


Place = Annotated[str | None, typer.Option(help="Where the workshop is: building and address.")]
Starts = Annotated[
    str | None, typer.Option(help='When people arrive, on the clock there: "2026-12-03 10:00".')
]
Zone = Annotated[str | None, typer.Option(help="The time zone there, where it is not the study's.")]
Directions = Annotated[str | None, typer.Option(help="How to get there and in.")]
Invited = Annotated[int | None, typer.Option(help="How many people were invited, for the report.", min=0)]


class Unplaced(StrEnum):
    REASONS = "reasons"
    BELOW = "below"
    MISSING = "missing"


class Level(StrEnum):
    GROUP = "group"
    INDIVIDUAL = "individual"


class Offered(StrEnum):
    CORE = "core"
    ALL = "all"
