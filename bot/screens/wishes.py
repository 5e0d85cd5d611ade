"""Whom one would like to sit with, or not: asked in private, answered only if one likes."""

from __future__ import annotations

from collections.abc import Iterator

from bot.screens.blocks import Block, Button, Heading, Hint, Paragraph, Saved, Screen, Weight
from bot.screens.frame import Rows, home, in_rows
from bot.screens.look import Look
from workshops.commands import BringSupport, MakeWish
from workshops.model import Phase
from workshops.protocol.tables import is_peer
from workshops.wishes import NOT_WITH, PEERS, WITH, Wish

WISHES = "wishes"
MOST_TO_PICK_FROM = 60


def company_button(look: Look) -> Button:
    return look.opens(look.say("wishes.open"), WISHES)


def wishes(look: Look, kind: str) -> Screen:
    """What one wishes, with a way to take each back; `kind` opens the choice of whom."""
    say, me = look.say, look.me
    wishing = not me.group and look.workshop.phase in (Phase.LOBBY, Phase.THEMES)
    if kind in (WITH, NOT_WITH) and wishing:
        return _whom(look, kind)
    support = look.button(say("wishes.support"), BringSupport(not me.supported), chosen=me.supported)
    return look.screen(
        Heading(say("wishes.title")),
        Saved(say("wishes.support_saved")) if me.supported else None,
        *(_wish_blocks(look) if wishing else (Hint(say("wishes.at_table")),)),
        rows=((support,), *(_wish_rows(look) if wishing else ()), home(look)),
    )


def _whom(look: Look, kind: str) -> Screen:
    """By their number: picked, or typed."""
    others = [number for number in look.workshop.participants if number != look.number]
    picking = others if len(others) <= MOST_TO_PICK_FROM else []
    label = look.say(f"wishes.{kind}")
    return look.screen(
        Heading(label),
        rows=(
            *in_rows([look.button(number, MakeWish(kind, number, on=True)) for number in picking], 4),
            (look.opens(look.say("back"), WISHES, Weight.QUIET),),
        ),
        typed=look.typed(MakeWish(kind, "", on=True), look.say("wishes.number"), look.say("wishes.hint")),
    )


def _wish_blocks(look: Look) -> Iterator[Block]:
    say, kept = look.say, look.viewer.wishes
    yield Paragraph(say("wishes.how"))
    if kept is None:
        yield Hint(say("wishes.not_shown"))
    else:
        yield from (Saved(_in_words(look, wish)) for wish in kept)
    yield Hint(say("wishes.who_reads"))


def _wish_rows(look: Look) -> Rows:
    say, kept = look.say, look.viewer.wishes or ()
    choices = tuple(look.opens(say(f"wishes.{kind}"), f"{WISHES} {kind}") for kind in (WITH, NOT_WITH))
    at_peers = any(wish.kind == PEERS for wish in kept)
    peers = look.button(say("wishes.peers"), MakeWish(PEERS, "", on=not at_peers), chosen=at_peers)
    take_back = (
        look.button(
            say(f"wishes.take_back_{wish.kind}", number=wish.other),
            MakeWish(wish.kind, wish.other, on=False),
        )
        for wish in kept
        if wish.kind != PEERS
    )
    peers_too = (peers,) if is_peer(look.workshop, look.me) else ()
    return (choices, peers_too, *((button,) for button in take_back))


def _in_words(look: Look, wish: Wish) -> str:
    return look.say(f"wishes.kept_{wish.kind}", number=wish.other)
