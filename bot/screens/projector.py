"""The projector: readable from ten metres, nobody named, nothing sensitive unasked, no buttons."""

from __future__ import annotations

from bot.screens.afterwards import reported
from bot.screens.blocks import Block, Heading, Joining, Paragraph, Progress, Screen, Statements
from bot.screens.look import Look
from bot.screens.themes import card_blocks
from bot.screens.voting import items_voted_on, result_blocks
from workshops.model import Phase
from workshops.progress import room_progress
from workshops.protocol.vote import VOTES


def projector(look: Look) -> Screen:
    if taken := look.workshop.on_break:
        until = look.say("break.back_at", time=look.clock(taken.until))
        return look.screen(Heading(look.say("break.title")), Paragraph(until))
    if look.workshop.held:
        return look.screen(Heading(look.say("held.title")), Paragraph(look.say("held.saved")))
    return look.screen(*_blocks(look))


def _blocks(look: Look) -> tuple[Block | None, ...]:
    say, workshop = look.say, look.workshop
    seen = room_progress(workshop)
    match workshop.phase:
        case Phase.LOBBY:
            return (
                Heading(workshop.title),
                Joining(
                    say("projector.join"), look.addresses.join(workshop), workshop.code, look.addresses.url
                ),
                Paragraph(say("projector.here", n=seen.present)),
            )
        case Phase.THEMES if workshop.presented:
            return card_blocks(look, workshop.presented, sensitive=False)
        case Phase.THEMES:
            return (Heading(say("themes.title")), _statements(look))
        case Phase.INDIVIDUAL:
            return (Heading(say("individual.title")), Paragraph(say("projector.individual")))
        case Phase.RANKING:
            done = seen.groups - len(seen.not_handed_in)
            return (
                Heading(look.words.task),
                _statements(look),
                Progress(say("projector.handed_in", done=done, of=seen.groups), done, seen.groups),
            )
        case Phase.REPORT_BACK if workshop.reporting:
            group = workshop.groups[workshop.reporting]
            return (Heading(say("ranking.table", group=group.letter)), *reported(look, group))
        case Phase.REPORT_BACK:
            return (Heading(say("report_back.title")), Paragraph(say("report_back.about_to_start")))
        case Phase.PLENARY if workshop.vote_shown:
            return (Heading(say("plenary.title")), *result_blocks(look))
        case Phase.PLENARY if workshop.vote_open:
            how = Paragraph(say("projector.vote", of=VOTES))
            return (Heading(say("projector.vote_title")), how, items_voted_on(look))
        case Phase.PLENARY:
            return (Heading(say("plenary.title")), Paragraph(say("plenary.reflect")), _statements(look))
        case Phase.EVALUATION:
            return (Heading(say("evaluation.title")), Paragraph(say("evaluation.invitation")))
        case Phase.CLOSED:
            return (Heading(say("closed.title")), Paragraph(say("closed.thanks")))


def _statements(look: Look) -> Statements:
    return Statements(tuple(look.line(statement) for statement in look.workshop.study.statements))
