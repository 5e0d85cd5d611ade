"""What a screen is made of. Text is plain; each channel's renderer escapes and lays it out."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Heading(msgspec.Struct, frozen=True, tag=True):
    """`level` 1 names the screen, 2 a part of it."""

    text: str
    level: int = 1


class Paragraph(msgspec.Struct, frozen=True, tag=True):
    text: str


class Status(msgspec.Struct, frozen=True, tag=True):
    """Where the workshop is: the phase and until about when. First on a screen, changes are announced."""

    text: str


class Hint(msgspec.Struct, frozen=True, tag=True):
    """Small print: who will read this and when."""

    text: str


class Saved(msgspec.Struct, frozen=True, tag=True):
    """What is stored of the viewer's own."""

    text: str


class Statements(msgspec.Struct, frozen=True, tag=True):
    """A list of titled lines; `numbered` when their order says something."""

    items: tuple[Line, ...]
    numbered: bool = False


class Line(msgspec.Struct, frozen=True):
    """`label` is short (a theme's title), `text` what it says; `done` marks what has an answer.

    Where it is a card that the viewer may move: `pick` is the payload of the button among the screen's rows
    which takes it up, and `move` begins the payload of each of its moves.
    """

    label: str
    text: str = ""
    done: bool = False
    pick: str = ""
    move: str = ""


class Spot(msgspec.Struct, frozen=True):
    """Where a card may be let go, and what lies there. Without a `name` it is a gap between two others.

    `said` puts the move into words. `ends` are ways to end its payload, of which the first counts that does
    not name the card itself; without any, nothing can be put there.
    """

    said: str
    ends: tuple[str, ...]
    name: str = ""
    cards: tuple[Line, ...] = ()


class Hand(msgspec.Struct, frozen=True):
    """For whoever may arrange a board: the same as its tiers, to be taken up and put down.

    An extra where a channel has a use for it, since the screen's rows hold every move. `tray` is what lies
    nowhere yet.
    """

    spots: tuple[Spot, ...]
    tray: Spot


class Quote(msgspec.Struct, frozen=True, tag=True):
    """An exemplar. `mark` says what kind of text it is and where from; a `warning` keeps it closed."""

    text: str
    mark: str
    warning: str = ""


class Board(msgspec.Struct, frozen=True, tag=True):
    """A group's arrangement, the first tier on top; `left_out` with reasons, `links` as sentences.

    `rings` names all rings of a constellation from the centre out, and each tier's place is one of them.
    """

    title: str
    tiers: tuple[Tier, ...]
    empty: str
    left_out_title: str = ""
    left_out: tuple[Line, ...] = ()
    links: tuple[str, ...] = ()
    rings: tuple[str, ...] = ()
    hand: Hand | None = None


class Tier(msgspec.Struct, frozen=True):
    """`place` says the tier's place in words ("1st", "2nd to 3rd, tied")."""

    place: str
    statements: tuple[Line, ...]


class Progress(msgspec.Struct, frozen=True, tag=True):
    label: str
    done: int
    of: int


class Tiles(msgspec.Struct, frozen=True, tag=True):
    """The room at a glance: one tile a group."""

    tiles: tuple[Tile, ...]


class Seats(msgspec.Struct, frozen=True, tag=True):
    """Who sits where: people's numbers at each table, for whoever may seat them elsewhere."""

    tables: tuple[Spot, ...]


class Tile(msgspec.Struct, frozen=True):
    name: str
    state: str
    lines: tuple[str, ...] = ()
    done: bool = False


class Joining(msgspec.Struct, frozen=True, tag=True):
    """How to get in: an address, drawn as a QR code where the channel can, and a code to say aloud.

    `start` is where the code can be typed, for whoever sees this from afar and cannot open the address.
    """

    label: str
    url: str
    code: str = ""
    start: str = ""


class Document(msgspec.Struct, frozen=True, tag=True):
    """A page to keep, opened beside the screens; `address` is a path on this server."""

    label: str
    address: str


Block = (
    Heading
    | Paragraph
    | Status
    | Hint
    | Saved
    | Statements
    | Quote
    | Board
    | Progress
    | Tiles
    | Seats
    | Joining
    | Document
)


class Weight(StrEnum):
    """`main`: what most people want next. `quiet`: always there, never in the way. `above`: before all."""

    MAIN = "main"
    PLAIN = "plain"
    QUIET = "quiet"
    ABOVE = "above"


class Button(msgspec.Struct, frozen=True):
    """`payload` is an action as `actions` writes and reads it; `chosen` marks the stored answer.

    `language` is the one that the label is in, where it is not the viewer's.
    """

    label: str
    payload: str
    weight: Weight = Weight.PLAIN
    chosen: bool = False
    language: str = ""


class Typed(msgspec.Struct, frozen=True):
    """What typed words would mean here: the action that they complete, and what the box says about itself."""

    payload: str
    label: str
    hint: str
    limit: int
    value: str = ""
    send: str = ""


class Screen(msgspec.Struct, frozen=True):
    blocks: tuple[Block, ...]
    rows: tuple[tuple[Button, ...], ...] = ()
    typed: Typed | None = None
