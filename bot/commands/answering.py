"""How a command does its work and says what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from bot.operations import Operation, Result

Awaited = TypeVar("Awaited")


def awaited(work: Coroutine[Any, Any, Awaited]) -> Awaited:
    """What this work comes to, in a loop of its own."""
    import asyncio

    return asyncio.run(work)


def operated(data: Path | None, operation: Operation) -> Result:
    """What `operation` comes to, done here or by the `serve` that holds the folder. Raises `Declined`."""
    from bot.operating import operate
    from bot.settings import data_folder

    return awaited(operate(data_folder(data), operation))


def show(result: Result, *, as_json: bool) -> None:
    """Each fact on a line by its name, or all as JSON."""
    import msgspec

    facts = msgspec.structs.asdict(result)
    if as_json:
        print_json(facts)
        return
    for name, value in facts.items():
        if value is not None:
            typer.echo(f"{name}: {value}")


def print_json(value: Any) -> None:
    import msgspec

    typer.echo(msgspec.json.format(msgspec.json.encode(value)).decode())
