"""What has come while someone had a view open: it stands above the view, with one button that leads there.

The view stays, and so does what is being typed. It carries the stretch of the day that it was opened in, as
`theme T3.2`, so that a phase begun since can be told from the phase it was opened in.
"""

from __future__ import annotations

import msgspec

from bot.screens.blocks import Block, Heading, Paragraph, Screen, Weight
from bot.screens.handing_in import is_asked
from bot.screens.look import Look
from workshops.model import Phase, Workshop
from workshops.numbering import number_written

SINCE = "."


def opened(workshop: Workshop, view: str) -> str:
    """The view as opened now. One that says already when it was opened is only another page of the same."""
    plain = view[:1].isalpha() and SINCE not in view
    return f"{view}{SINCE}{len(workshop.runs)}" if plain else view


def split_since(view: str) -> tuple[str, int]:
    """The view, and in which stretch it was opened, 0 where it does not say."""
    name, mark, stretch = view.rpartition(SINCE)
    known = number_written(stretch) if mark else None
    return (view, 0) if known is None else (name, known)


def with_what_came(look: Look, screen: Screen, since: int) -> Screen:
    """A break, a pause or the end over the view; of another phase, or a board handed in, one line."""
    came = _came(look, since)
    if came is None:
        return screen
    blocks, label = came
    if isinstance(blocks[0], Heading):
        screen = msgspec.structs.replace(screen, blocks=tuple(map(_below, screen.blocks)))
    there = look.opens(label, "", Weight.MAIN)
    rows = (tuple(button for button in row if button.payload != there.payload) for row in screen.rows)
    return Screen(
        (*screen.blocks[:1], *blocks, *screen.blocks[1:]),
        ((there,), *(row for row in rows if row)),
        screen.typed,
    )


def _came(look: Look, since: int) -> tuple[tuple[Block, ...], str] | None:
    say, workshop = look.say, look.workshop
    changed = 0 < since < len(workshop.runs)
    if taken := workshop.on_break:
        time = look.clock(taken.until)
        on_break = (Heading(say("break.title")), Paragraph(say("break.back_at", time=time)))
        return on_break, say("meanwhile.to_break", time=time)
    if workshop.held:
        return (Heading(say("held.title")), Paragraph(say("held.saved"))), say("meanwhile.to_pause")
    if changed and workshop.phase is Phase.CLOSED:
        closed = (Heading(say("closed.title")), Paragraph(say("closed.thanks")))
        return closed, say("meanwhile.to_end")
    if changed:
        phase = say(f"phase.{workshop.phase.value}")
        return (Paragraph(say("meanwhile.phase", phase=phase)),), say("meanwhile.to_phase", phase=phase)
    if workshop.phase is Phase.RANKING and is_asked(look):
        return (Paragraph(say("confirm.still_fine")),), say("ranking.back_to_board")
    return None


def _below(block: Block) -> Block:
    return msgspec.structs.replace(block, level=2) if isinstance(block, Heading) else block
