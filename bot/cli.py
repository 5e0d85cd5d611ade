"""The command line: the commands together, and how a refusal ends one."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import NoReturn

import typer

from bot.commands import afterwards, copies, days, rights, serving

app = typer.Typer(
    name="workshop",
    help="Feedback workshops: take a study's themes back to the people they came from.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for room in (serving, days, afterwards, rights, copies):
    app.add_typer(room.app)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command, this process's own unless given; a refusal is a sentence on stderr and exit code 1."""
    from bot.failures import sentence

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot show a letter shows a question mark, and the command goes on.
            stream.reconfigure(errors="replace")
    try:
        app(arguments)
    except BrokenPipeError:
        _nobody_reads()
    except Exception as failure:
        told = sentence(failure)
        if told is None:
            raise
        typer.echo(told, err=True)
        sys.exit(1)


def _nobody_reads() -> NoReturn:
    """Ends in silence; Python would complain once more when it closes what is left of the output."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(1)
