"""Someone without a phone: what stands on their numbered slip, entered by a facilitator."""

from __future__ import annotations

import msgspec

from bot.actions import FOR, OnBehalf, decode, encode
from bot.screens.blocks import Block, Board, Button, Hint, Screen, Weight
from bot.screens.look import Look


def on_behalf(look: Look, participant: str, screen: Screen) -> Screen:
    """The participant's own screen, with every button made the facilitator's for them."""
    rows = tuple(tuple(_theirs(participant, button) for button in row) for row in screen.rows)
    typed = screen.typed
    if typed:
        typed = msgspec.structs.replace(typed, payload=_payload(participant, typed.payload))
    further = (
        look.opens(look.say("footer.themes"), f"{view_of(participant)} themes"),
        look.opens(look.say("paper.board"), f"{view_of(participant)} board"),
        look.opens(look.say("plenary.title"), f"{view_of(participant)} plenary"),
    )
    to_room = look.opens(look.say("room.to_room"), "", Weight.QUIET)
    entering = Hint(look.say("paper.entering", number=participant))
    status, *blocks = map(_to_look_at, screen.blocks)
    return Screen((status, entering, *blocks), (*rows, further, (to_room,)), typed)


def view_of(participant: str) -> str:
    """The facilitator's view of the participant's slip."""
    return f"{FOR} {participant}"


def _to_look_at(block: Block) -> Block:
    """A slip has no hand that moves cards: its buttons do."""
    return msgspec.structs.replace(block, hand=None) if isinstance(block, Board) else block


def _theirs(participant: str, button: Button) -> Button:
    return msgspec.structs.replace(button, payload=_payload(participant, button.payload))


def _payload(participant: str, payload: str) -> str:
    code, action = decode(payload)
    return encode(code, OnBehalf(participant, action))
