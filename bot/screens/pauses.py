"""What stands before the phase's own screen: one's own break, the room's, or the room paused."""

from __future__ import annotations

from bot.screens.blocks import Heading, Paragraph, Screen, Weight
from bot.screens.frame import footer, someone
from bot.screens.look import Look
from bot.screens.voting import merge_rows
from workshops.commands import Return


def on_break(look: Look) -> Screen:
    """Extras are merged in the break, so a table is asked here."""
    taken = look.workshop.on_break
    until = look.clock(taken.until) if taken else ""
    return look.screen(
        Heading(look.say("break.title")),
        Paragraph(look.say("break.back_at", time=until)),
        rows=(*merge_rows(look, look.group), *footer(look)),
    )


def held(look: Look) -> Screen:
    return look.screen(
        Heading(look.say("held.title")), Paragraph(look.say("held.saved")), look.support(), rows=footer(look)
    )


def paused(look: Look) -> Screen:
    return look.screen(
        Heading(look.say("paused.title")),
        Paragraph(look.say("paused.saved")),
        look.support(),
        rows=(
            (look.button(look.say("paused.come_back"), Return(), Weight.MAIN),),
            (someone(look), look.opens(look.say("footer.more"), "more", Weight.QUIET)),
        ),
    )
