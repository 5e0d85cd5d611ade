"""One group's constellation: a centre, what stands around it, and how statements go together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product
from math import cos, pi, sin
from textwrap import shorten

from matplotlib.axes import Axes
from matplotlib.patches import Ellipse, FancyArrowPatch, FancyBboxPatch

from exports.boards import Board
from exports.figures.hierarchies import in_words, left_out_lines
from exports.figures.lettering import MOST_CHARACTERS, drawable, name_of, wrapped
from exports.figures.sheet import GREY, INK, PAPER, SMALL, WIDTH, Heading, NamedFigure, in_inches, sheet
from exports.wording import say
from workshops.model import Link

Point = tuple[float, float]
_Placed = tuple[Point, FancyBboxPatch]
_Ring = tuple[Point, list[Point]]

_HALF_WIDTH, _HALF_HEIGHT = 2.62, 1.9
_BETWEEN = 1.5
_LETTERS = 20
_BOX_WIDTH = 1.36
_COLUMN, _ROW = 0.86, 0.6
_BEND = 0.14
_CLEAR = 0.36
_HALF_A_LETTER = 0.03
_TALL_BOX = 0.56
_MOST_LINES = 3
_LONGEST_WORD = 24
_TURNS = 24
_LINE = 0.14
_OWN = "#e6e6e6"
# Kinds differ in line and arrow, not in colour.
_DRAWN_AS = {
    "must_come_first": ("-|>", "-", 1.3),
    "supports": ("->", "-", 0.8),
    "is_part_of": ("->", (0, (1, 1.5)), 1.0),
    "in_tension": ("<->", (0, (5, 3)), 0.9),
    "own": ("-", "-", 0.7),
}


def constellation(board: Board, groups: int) -> NamedFigure:
    """A constellation handed in by one of `groups` groups."""
    title = say("figure.constellation.title", group=board.group, workshop=board.workshop)
    heading = Heading(title, _counted(board, groups), _marks(board))
    below = left_out_lines(board, 108)
    scale = crowding(board.tiers)
    rings = 2 * (_HALF_HEIGHT * scale + 0.35)
    height = rings + (_LINE * (len(below) + 1.5) if below else 0)
    figure, axes = sheet(heading, height)
    in_inches(axes, WIDTH, height)
    _draw(axes, board, (WIDTH / 2, rings / 2), scale)
    if below:
        text = "\n".join([say("figure.board.left_out"), *below])
        axes.text(
            0, rings + 0.08, text, size=SMALL - 0.5, color=GREY, va="top", style="italic", linespacing=1.2
        )
    linked = [_link_in_words(board, link) for link in board.links]
    alt = " ".join([title, heading.counted, in_words(board), *linked])
    return NamedFigure(f"constellation-{board.workshop}-{board.group}", title, alt, figure)


def places(count: int, half_width: float, half_height: float, turn: float = 0.0) -> list[Point]:
    """`count` points on an ellipse around 0, clockwise, the first `turn` of a step past the top.

    >>> [(round(x, 1) + 0, round(y, 1) + 0) for x, y in places(4, 2.0, 1.0)]
    [(0.0, -1.0), (2.0, 0.0), (0.0, 1.0), (-2.0, 0.0)]
    """
    angles = [2 * pi * (at + turn) / count for at in range(count)]
    return [(half_width * sin(angle), -half_height * cos(angle)) for angle in angles]


def _counted(board: Board, groups: int) -> str:
    placed = sum(len(ring) for ring in board.tiers)
    return say(
        "figure.constellation.counted",
        placed=placed,
        offered=len(board.names),
        centre=len(board.tiers[0]) if board.tiers else 0,
        groups=say("count.groups", n=groups),
    )


def _marks(board: Board) -> str:
    kinds = dict.fromkeys(link.kind for link in board.links)
    lines = [say(f"figure.constellation.line.{kind}") for kind in kinds]
    return " ".join([say("figure.constellation.marks"), *lines])


def crowding(tiers: Sequence[Sequence[str]]) -> float:
    """Higher when there are many rings or one is crowded; wider than the text it cannot be."""
    fullest = max((len(ring) for ring in tiers[1:]), default=0)
    around = pi * (_HALF_WIDTH + _HALF_HEIGHT)
    rings = 1 + 0.45 * max(0, len(tiers) - 2)
    centre = (_disc(len(tiers[0]))[1] + 0.75) / _HALF_HEIGHT if tiers else 0
    return max(rings, centre, fullest * _BETWEEN / around)


def _draw(axes: Axes, board: Board, middle: Point, scale: float) -> None:
    drawn: dict[str, _Placed] = {}
    rings = arranged([len(ring) for ring in board.tiers], scale)
    for number, (ring, (size, points)) in enumerate(zip(board.tiers, rings, strict=True)):
        _ring(axes, board, number, middle, size)
        for statement, (x, y) in zip(ring, points, strict=True):
            at = (middle[0] + x, middle[1] + y)
            drawn[statement] = (at, _statement(axes, board, statement, at))
    for link in board.links:
        if link.source in drawn and link.target in drawn:
            _link(axes, link, drawn)


def arranged(counts: Sequence[int], scale: float) -> list[_Ring]:
    """Half width, half height and points for each ring of so many statements, the centre first.

    Each ring is turned until as few of its statements as can be cover those already placed.
    """
    rings: list[_Ring] = []
    taken: list[Point] = []
    outer = max(1, len(counts) - 1)
    for number, count in enumerate(counts):
        share = (1 + number / outer) / 2
        size = (_HALF_WIDTH * share, _HALF_HEIGHT * scale * share) if number else _disc(count)
        turned = [places(count, *size, turn=step / _TURNS) for step in range(_TURNS)]
        points = min(turned, key=lambda some: covering(some, taken)) if number else at_the_centre(count)
        rings.append((size, points))
        taken += points
    return rings


def covering(points: Sequence[Point], taken: Sequence[Point]) -> int:
    """How many of the points are too near to one that is taken, or to one another, for both to be read."""
    pairs = [*product(points, taken), *combinations(points, 2)]
    return sum(abs(x - u) < _BOX_WIDTH + 0.06 and abs(y - v) < _TALL_BOX for (x, y), (u, v) in pairs)


def at_the_centre(count: int) -> list[Point]:
    """Points around 0 in two columns, a single one or an odd last one in the middle.

    >>> at_the_centre(1), [x for x, _ in at_the_centre(3)]
    ([(0.0, 0.0)], [-0.86, 0.86, 0.0])
    """
    rows = -(-count // 2)
    points = []
    for place in range(count):
        row, alone = place // 2, place == count - 1 and count % 2 == 1
        y = _ROW * (row - (rows - 1) / 2)
        points.append((0.0 if alone else _COLUMN * (-1) ** (place % 2 + 1), y))
    return points


def _disc(count: int) -> Point:
    """Half width and half height of the disc under so many statements."""
    rows = -(-count // 2)
    return (1.0 if count < 2 else 1.8), 0.62 + _ROW * 0.62 * max(0, rows - 1)


def _ring(axes: Axes, board: Board, number: int, middle: Point, size: Point) -> None:
    x, y = middle
    half_width, half_height = size
    axes.add_patch(
        Ellipse(
            middle,
            2 * half_width,
            2 * half_height,
            facecolor="#f4f4f4" if number == 0 else "none",
            edgecolor=GREY,
            linewidth=0.6,
            linestyle="-" if number == 0 else (0, (2, 3)),
            zorder=1 if number == 0 else 0,
        )
    )
    name = board.rings[number] if number < len(board.rings) else ""
    if drawable(name) and number == 0:
        axes.text(
            x, y - half_height - 0.04, name, size=SMALL - 0.5, color=GREY, ha="center", va="bottom", zorder=2
        )


def short_lines(statement: str, name: str) -> list[str]:
    """What stands in a box: as much of the name as three lines hold, so that no box covers another.

    >>> short_lines("S2", "Supportive culture"), len(short_lines("A-x1", "word " * 40))
    (['Supportive culture', '(S2)'], 3)
    """
    cut = (
        wrapped(name_of(statement, name, most), _LETTERS) for most in (MOST_CHARACTERS, 60, 44, 36, 28, 20)
    )
    return next((lines for lines in cut if len(lines) <= _MOST_LINES), [statement])


def _statement(axes: Axes, board: Board, statement: str, at: Point) -> FancyBboxPatch:
    lines = short_lines(statement, board.names[statement])
    own = statement in board.own
    width, height = _BOX_WIDTH, len(lines) * _LINE + 0.1
    box = FancyBboxPatch(
        (at[0] - width / 2, at[1] - height / 2),
        width,
        height,
        boxstyle="round,pad=0,rounding_size=0.06",
        facecolor=_OWN if own else PAPER,
        edgecolor=INK,
        linewidth=0.7,
        zorder=4,
    )
    axes.add_patch(box)
    axes.text(
        *at,
        "\n".join(lines),
        size=SMALL,
        ha="center",
        va="center",
        linespacing=1.15,
        style="italic" if own else "normal",
        zorder=5,
    )
    return box


def _link(axes: Axes, link: Link, drawn: dict[str, _Placed]) -> None:
    arrow, line, width = _DRAWN_AS[link.kind]
    (start, source), (end, target) = drawn[link.source], drawn[link.target]
    axes.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle=arrow,
            connectionstyle=f"arc3,rad={_BEND}",
            patchA=source,
            patchB=target,
            mutation_scale=10,
            linestyle=line,
            linewidth=width,
            color=INK,
            zorder=3,
        )
    )
    if link.kind == "own" and drawable(link.word):
        word = shorten(link.word, _LONGEST_WORD, placeholder=" …")
        at = free_point(start, end, [place for place, _ in drawn.values()], word)
        if at is None:
            return
        axes.text(
            *at,
            word,
            size=SMALL - 1,
            ha="center",
            va="center",
            zorder=6,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.8},
        )


def free_point(start: Point, end: Point, boxes: Sequence[Point], word: str) -> Point | None:
    """A point on the bent line, as near its middle as can be, where the word covers no statement.

    None where there is none: the group's page has its links in words.
    """
    across, down = end[0] - start[0], end[1] - start[1]
    bend = ((start[0] + end[0]) / 2 - _BEND * down, (start[1] + end[1]) / 2 + _BEND * across)
    half_width = _BOX_WIDTH / 2 + _HALF_A_LETTER * len(word)
    for t in (0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72):
        x, y = (
            (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t**2 * c
            for a, b, c in zip(start, bend, end, strict=True)
        )
        if all(abs(x - u) > half_width or abs(y - v) > _CLEAR for u, v in boxes):
            return x, y
    return None


def _link_in_words(board: Board, link: Link) -> str:
    word = link.word if link.kind == "own" else say(f"link.{link.kind}")
    return f"{link.source} {word} {link.target}."
