"""A group's board as a picture, drawn in a child process: what draws is heavy, and the server stays light."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from typing import Any

import msgspec

from prompts import ENGLISH, Prompts, prompts_in
from workshops.arrangement import INSIDE, PLAIN_REASONS, Form
from workshops.model import Group, Workshop
from workshops.protocol.extras import LINK_KINDS

DRAW = (sys.executable, "-m", "exports.one_board")
SECONDS = 20.0
MOST_KEPT = 32


class NotDrawn(Exception):
    """There is no picture: the child failed, or took too long."""


class Pictures:
    """One child at a time, each for at most `seconds`; a board that everybody asks for is drawn once."""

    def __init__(self, command: Sequence[str] = DRAW, seconds: float = SECONDS) -> None:
        self._command = command
        self._seconds = seconds
        self._drawing = asyncio.Lock()
        self._kept: dict[bytes, bytes] = {}

    async def board(self, workshop: Workshop, group: Group, language: str, *, reasons: bool = True) -> bytes:
        """A PNG of what the group handed in, its names in this language. Raises `NotDrawn`.

        With `reasons` it says why the rest was left out, which is for the group itself.
        """
        asked = described(workshop, group, language, reasons=reasons)
        async with self._drawing:
            if asked not in self._kept:
                if len(self._kept) == MOST_KEPT:
                    del self._kept[next(iter(self._kept))]
                self._kept[asked] = await self._drawn(asked)
            return self._kept[asked]

    async def _drawn(self, asked: bytes) -> bytes:
        child = None
        try:
            child = await asyncio.create_subprocess_exec(
                *self._command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
            )
            async with asyncio.timeout(self._seconds):
                png, _ = await child.communicate(asked)
        except (OSError, TimeoutError) as broken:
            raise NotDrawn from broken
        finally:
            await _ended(child)
        if child.returncode or not png:
            raise NotDrawn
        return png


def has_picture(group: Group) -> bool:
    """What was handed in can be drawn, unless the group talked instead."""
    return group.handed_in and group.handed_in_form is not Form.DISCUSSION


def described(workshop: Workshop, group: Group, language: str, *, reasons: bool = True) -> bytes:
    """What the child is asked for: `exports.one_board.Asked` as JSON."""
    text = workshop.study.text(language)
    own = {statement: extra.words for statement, extra in group.extras.items()}
    names = {statement: text.label(statement) for statement in workshop.study.statements} | own
    placed = {statement for tier in group.handed_in_tiers for statement in tier}
    board: dict[str, Any] = {
        "workshop": workshop.code,
        "group": group.letter,
        "form": group.handed_in_form,
        "tiers": group.handed_in_tiers,
        "rings": [text.tiers[ring] for ring in workshop.study.tiers],
        "names": names,
        "own": list(own),
        "links": group.links,
        "left_out": {s: group.reasons.get(s, "") if reasons else "" for s in names if s not in placed},
    }
    left_out = len(board["left_out"])
    words = _words(prompts_in(language), group, left_out) if language != ENGLISH else {}
    return msgspec.json.encode({"board": board, "groups": len(workshop.seated_groups()), "words": words})


def _words(say: Prompts, group: Group, left_out: int) -> dict[str, str]:
    """What a picture says, by the names that reports have for it."""
    title = say("board.title", group=group.letter)
    reasons = {f"reason.{reason}": say(f"reason.{reason}") for reason in PLAIN_REASONS}
    lines = {f"figure.constellation.line.{kind}": say(f"picture.line.{kind}") for kind in LINK_KINDS}
    return {
        "figure.group": say("ranking.table", group=group.letter),
        "figure.hierarchy.title": title,
        "figure.constellation.title": title,
        "figure.hierarchy.counted": " ",
        "figure.constellation.counted": " ",
        "figure.hierarchies.marks": say("picture.hierarchy"),
        "figure.constellation.marks": say("picture.constellation"),
        "figure.board.left_out": say("board.not_placed", n=left_out),
        **reasons,
        **lines,
        f"reason.{INSIDE}": say("reason.inside", other="{statement}"),
    }


async def _ended(child: Process | None) -> None:
    """A child that took too long, or that nobody waits for any more, is ended."""
    if child and child.returncode is None:
        child.kill()
        await child.wait()
