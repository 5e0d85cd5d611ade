"""A screen as semantic HTML: the part of a page that is drawn anew."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Collection
from functools import lru_cache, partial
from typing import assert_never

import msgspec
import segno
from markupsafe import Markup

from bot.screens.blocks import (
    Block,
    Board,
    Button,
    Document,
    Hand,
    Heading,
    Hint,
    Joining,
    Paragraph,
    Progress,
    Quote,
    Saved,
    Screen,
    Seats,
    Spot,
    Statements,
    Status,
    Tiles,
    Weight,
)
from bot.web.board_picture import board_picture
from bot.web.pages import environment, macro
from prompts import prompts_in


class Frame(msgspec.Struct, frozen=True):
    """What surrounds a screen: whose it is, where its buttons post to, and a word on what was just asked.

    `key` begins the key of each of its forms; `written` are words that are not stored yet. `panel` names the
    place on a page that shows several; the main one has no name.
    """

    language: str
    action: str = ""
    view: str = ""
    key: str = ""
    notice: str = ""
    written: str = ""
    panel: str = ""

    @property
    def mark(self) -> str:
        """Begins what must be there once on a page."""
        return f"{self.panel}-" if self.panel else ""


def fragment(screen: Screen, frame: Frame) -> Markup:
    """The screen, to stand in a page or to take the place of the one before."""
    say = prompts_in(frame.language)
    labels = _picked(screen)
    above, loud, quiet = _by_weight(screen, labels)
    text = environment.get_template("screen.html").render(
        screen=screen,
        frame=frame,
        above=above,
        loud=loud,
        quiet=quiet,
        fingerprint=fingerprint(screen, frame),
        blocks=[_drawn(block, frame, labels) for block in screen.blocks],
        say=say,
    )
    return Markup(text)  # noqa: S704 (the template has escaped it)


def fingerprint(screen: Screen, frame: Frame) -> str:
    """Tells whether a screen shows anything else than another one.

    A notice stays until there is something newer to show, and so do words that are not stored yet.
    """
    shown = msgspec.json.encode((screen, frame.language))
    return hashlib.sha256(shown).hexdigest()[:20]


def heading(screen: Screen) -> str:
    """What names the screen, for the title of its page."""
    return next((block.text for block in screen.blocks if isinstance(block, Heading)), "")


@lru_cache(maxsize=64)
def qr(url: str) -> Markup:
    """The address as a QR code, drawn as SVG without any style that the page's policy would refuse."""
    drawing = io.BytesIO()
    segno.make(url, error="m").save(
        drawing,
        kind="svg",
        xmldecl=False,
        svgns=False,
        border=4,
        omitsize=True,
        svgclass=None,
        lineclass=None,
    )
    return Markup(drawing.getvalue().decode())  # noqa: S704 (drawn from the pattern alone)


def _drawn(block: Block, frame: Frame, labels: Labels) -> Markup:
    say = prompts_in(frame.language)
    match block:
        case Heading():
            return _macro("heading")(block, 1 if frame.panel else 0)
        case Paragraph():
            return _macro("paragraph")(block)
        case Status():
            return _macro("status")(block)
        case Hint():
            return _macro("hint")(block)
        case Saved():
            return _macro("saved")(block)
        case Statements():
            return _macro("statements")(block, say)
        case Quote():
            return _macro("quote")(block)
        case Board():
            picture = board_picture(block, say("web.picture", title=block.title))
            hand = _macro("hand")(block.hand, frame, labels) if block.hand else ""
            return _macro("board")(block, say, picture, hand)
        case Progress():
            return _macro("progress")(block)
        case Tiles():
            return _macro("tiles")(block, say)
        case Seats():
            return _macro("seats")(block, frame, labels)
        case Joining():
            return _macro("joining")(block, qr(block.url))
        case Document():
            return _macro("document")(block)
        case _:
            assert_never(block)


_macro = partial(macro, "blocks.html")

Rows = list[tuple[Button, ...]]
Labels = dict[str, str]


def _by_weight(screen: Screen, elsewhere: Collection[str]) -> tuple[Rows, Rows, Rows]:
    """What comes before everything, what people may want now, and what is only always there, at the foot.

    A button whose payload is `elsewhere` on the screen stands there alone.
    """
    rows = [tuple(button for button in row if button.payload not in elsewhere) for row in screen.rows]
    left = [row for row in rows if row]
    above, quiet = (
        [row for row in left if all(button.weight is weight for button in row)]
        for weight in (Weight.ABOVE, Weight.QUIET)
    )
    return above, [row for row in left if row not in above and row not in quiet], quiet


def _picked(screen: Screen) -> Labels:
    """The buttons that stand on the cards which they take up: what each says, by its payload."""
    said = {button.payload: button.label for row in screen.rows for button in row}
    cards = (card for block in screen.blocks for spot in _spots(block) for card in spot.cards)
    return {card.pick: said[card.pick] for card in cards if card.pick in said}


def _spots(block: Block) -> tuple[Spot, ...]:
    match block:
        case Board(hand=Hand(spots=spots, tray=tray)):
            return (*spots, tray)
        case Seats(tables=tables):
            return tables
        case _:
            return ()
