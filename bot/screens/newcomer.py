"""Before consent: language, information sheet, consent box by box; the buttons carry it, nothing keeps it."""

from __future__ import annotations

import msgspec

from bot.actions import Agree, Consider, TakePartUnrecorded
from bot.screens.blocks import Block, Button, Heading, Hint, Line, Paragraph, Screen, Statements, Weight
from bot.screens.frame import Rows, in_rows
from bot.screens.invitation import READ, invitation_blocks, may_read_ahead, read_ahead
from bot.screens.languages import named
from bot.screens.look import Look
from bot.screens.unrecorded import is_here, unrecorded
from workshops.model import Phase
from workshops.study import ConsentBox, sheet_mark

SHEET = "sheet"
BOXES = "boxes"
NO = "no"


def newcomer(look: Look, consider: Consider) -> Screen:
    if is_here(consider):
        return unrecorded(look, consider)
    if look.workshop.phase is Phase.CLOSED:
        return look.screen(Heading(look.words.title), Paragraph(look.say("newcomer.closed")))
    match consider.step:
        case "boxes" if _has_changed(look, consider):
            return information_sheet(look, msgspec.structs.replace(consider, ticked="", step=SHEET))
        case "boxes":
            return consent_boxes(look, consider)
        case "no":
            return declined(look, consider)
        case step if step.partition(" ")[0] == READ and may_read_ahead(look):
            return read_ahead(look, consider)
        case _:
            return information_sheet(look, consider)


def information_sheet(look: Look, consider: Consider) -> Screen:
    say = look.say
    late = look.workshop.phase is not Phase.LOBBY
    ahead = look.button(say("invitation.read_ahead"), _step(consider, READ))
    blocks: list[Block | None] = [
        Paragraph(say("refused.sheet_changed")) if _has_changed(look, consider) else None,
        Heading(look.workshop.title),
        Paragraph(look.words.title),
        Paragraph(say("newcomer.late")) if late else None,
        *invitation_blocks(look),
        Hint(say("expected.agreed_elsewhere")) if look.workshop.expected() else None,
        Heading(say("newcomer.sheet"), 2),
        *(Paragraph(paragraph) for paragraph in look.words.information),
    ]
    if look.in_telegram:
        blocks.append(Paragraph(say("newcomer.telegram_keeps")))
        blocks.append(
            Paragraph(say("newcomer.use_browser", url=look.addresses.join(look.workshop, consider.group)))
        )
    return look.screen(
        *blocks,
        rows=(
            *_languages(look, consider),
            (look.button(say("newcomer.go_on"), _having_read(look, consider), Weight.MAIN),),
            (ahead,) if may_read_ahead(look) else (),
            (look.button(say("newcomer.no_thanks"), _step(consider, NO), Weight.QUIET),),
        ),
    )


def consent_boxes(look: Look, consider: Consider) -> Screen:
    say = look.say
    boxes = look.workshop.study.consent_boxes
    complete = all(str(number) in consider.ticked for number, box in enumerate(boxes) if box.required)
    agree = look.button(
        say("newcomer.agree"),
        Agree(consider.language, consider.group, consider.ticked, consider.sheet),
        Weight.MAIN,
    )
    return look.screen(
        Heading(say("newcomer.consent")),
        Paragraph(say("newcomer.tick_each")),
        Statements(
            tuple(_box_line(look, consider, number, box) for number, box in enumerate(boxes)), numbered=True
        ),
        Hint(say("newcomer.nothing_kept_yet")),
        rows=(
            *((_box_button(look, consider, number),) for number in range(len(boxes))),
            (agree,) if complete else (),
            (
                look.button(say("back"), _step(consider, SHEET), Weight.QUIET),
                look.button(say("newcomer.no_thanks"), _step(consider, NO), Weight.QUIET),
            ),
        ),
    )


def declined(look: Look, consider: Consider) -> Screen:
    """Nobody has to ask for it aloud: counted as present with one tap, and nothing else is kept."""
    unrecorded_too = TakePartUnrecorded(consider.language, consider.group)
    return look.screen(
        Heading(look.say("newcomer.declined")),
        Paragraph(look.say("newcomer.declined_kept")),
        rows=(
            (look.button(look.say("newcomer.unrecorded"), unrecorded_too),),
            (look.button(look.say("newcomer.read_again"), _step(consider, SHEET)),),
        ),
    )


def _step(consider: Consider, step: str) -> Consider:
    return msgspec.structs.replace(consider, step=step)


def _having_read(look: Look, consider: Consider) -> Consider:
    """On to the boxes, with word of which sheet stood above them."""
    read = sheet_mark(look.workshop.study, consider.language)
    return msgspec.structs.replace(consider, step=BOXES, sheet=read)


def _has_changed(look: Look, consider: Consider) -> bool:
    """Whether the team has changed the sheet since this newcomer read it."""
    return consider.sheet not in ("", sheet_mark(look.workshop.study, consider.language))


def _box_line(look: Look, consider: Consider, number: int, box: ConsentBox) -> Line:
    label = look.words.consent[box.id]
    note = "" if box.required else look.say("newcomer.optional")
    return Line(label, note, done=str(number) in consider.ticked)


def _box_button(look: Look, consider: Consider, number: int) -> Button:
    ticked = set(consider.ticked) ^ {str(number)}
    toggled = msgspec.structs.replace(consider, ticked="".join(sorted(ticked)), step=BOXES)
    key = "newcomer.box_ticked" if str(number) in consider.ticked else "newcomer.box"
    return look.button(look.say(key, number=number + 1), toggled, chosen=str(number) in consider.ticked)


def _languages(look: Look, consider: Consider) -> Rows:
    """The other languages, each named in itself, three beside each other."""
    others = tuple(each for each in look.workshop.study.languages if each != consider.language)
    return in_rows(
        named(look, others, lambda each: Consider(each, consider.group, consider.ticked), Weight.ABOVE), 3
    )
