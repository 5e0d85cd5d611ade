"""One group's board as a picture, in a process of its own: what to draw comes in as JSON, a PNG goes out.

`python -m exports.one_board < asked.json > board.png`
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

import msgspec

from exports.boards import Board
from exports.figures import drawn
from exports.figures.constellation import constellation
from exports.figures.hierarchies import hierarchy
from exports.figures.lettering import drawable
from exports.figures.sheet import NamedFigure, drawing
from exports.wording import said_as
from workshops.arrangement import Form


class Asked(msgspec.Struct, frozen=True):
    """A hierarchy or a constellation, handed in by one of `groups` groups.

    `words` are what is said in it in another language, by the names in report.toml.
    """

    board: Board
    groups: int
    words: Mapping[str, str] = {}


def png(asked: Asked) -> bytes:
    with drawing(), said_as(drawable_words(asked)):
        figure = _figure(asked)
    [picture] = drawn([figure])
    return picture.png


def drawable_words(asked: Asked) -> dict[str, str]:
    """What is said, and a blank for what the font has no letters for."""
    return {name: said if drawable(said) else " " for name, said in asked.words.items()}


def main() -> None:
    """Raises `msgspec.ValidationError` for what is no board."""
    asked = msgspec.json.decode(sys.stdin.buffer.read(), type=Asked)
    sys.stdout.buffer.write(png(asked))


def _figure(asked: Asked) -> NamedFigure:
    if asked.board.form is Form.CONSTELLATION:
        return constellation(asked.board, asked.groups)
    return hierarchy(asked.board, asked.groups)


if __name__ == "__main__":
    main()
