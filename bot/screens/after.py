"""Where a person is once they have acted: mostly where they were, one step on."""

from __future__ import annotations

from bot.actions import Action
from bot.screens import (
    day,
    evaluation,
    extras,
    facilitators,
    frame,
    handing_in,
    languages,
    lobby,
    notes,
    questions,
    seats,
    steering,
    tables,
    themes,
    voting,
    wishes,
)
from workshops import commands
from workshops.model import Actor, Role, Workshop
from workshops.protocol.board import group_of


def view_after(workshop: Workshop, action: Action, actor: Actor) -> str | None:
    """The view that `actor` sees next; empty for the phase's own screen, None for the one they have open."""
    match action:
        case commands.GiveFit():
            return None
        case commands.ExplainFit(theme=theme):
            return f"{themes.THEME} {theme}"
        case commands.AnswerProfile(question=question):
            asked = [known.id for known in workshop.study.profile]
            if question not in asked:
                return ""
            return lobby.question_after(workshop.study, asked.index(question) + 1)
        case commands.AnswerEvaluation(question=question):
            asked = [slot for slot, _ in evaluation.slots(workshop.study)]
            return f"{evaluation.EVALUATE} {asked.index(question) + 2}" if question in asked else ""
        case commands.MakeWish() | commands.BringSupport():
            return wishes.WISHES
        case commands.SetDay():
            return day.DAY
        case commands.ConfirmArrangement(answer="disagree"):
            return handing_in.DISSENT
        case commands.ChooseLanguage():
            return languages.LANGUAGE
        case commands.AskQuestion() | commands.AnswerQuestion():
            return questions.QUESTIONS
        case _ if actor.role is Role.FACILITATOR:
            return _facilitators(workshop, action, actor) or _at_table(workshop, action, actor)
        case _:
            return _at_table(workshop, action, actor)


def _at_table(workshop: Workshop, action: Action, actor: Actor) -> str:
    match action:
        case commands.ExplainUnplaced():
            return handing_in.HAND_IN
        case commands.ProposeStatement() | commands.AcceptProposal() | commands.DeclineProposal():
            return extras.EXTRAS
        case commands.RewordProposal(proposal=proposal):
            return f"{extras.PROPOSAL} {proposal}"
        case commands.LinkStatements() | commands.UnlinkStatements():
            return extras.LINKS
        case commands.WriteNote(group=group):
            own = (note for note in workshop.notes.values() if note.author == actor.id)
            written = [note.id for note in own if note.group == group]
            return f"{notes.NOTE} {written[-1]}" if written else notes.NOTES
        case commands.TagNote(note=note) | commands.ShareNote(note=note) | commands.EditNote(note=note):
            return f"{notes.NOTE} {note}"
        case _:
            return ""


def _facilitators(workshop: Workshop, action: Action, actor: Actor) -> str:
    """A facilitator comes back to the table they lead or copy for, not to the room."""
    match action:
        case (
            commands.TakePen(group=group)
            | commands.ChooseForm(group=group)
            | commands.PlaceStatement(group=group)
            | commands.UndoPlacement(group=group)
            | commands.HandIn(group=group)
            | commands.TakeBackHandIn(group=group)
            | commands.SayAgreedAloud(group=group)
        ):
            return frame.AT_TABLE if group_of(workshop, actor) == group else f"{tables.PAPER} {group}"
        case commands.EnterArrangement(group=group):
            return f"{tables.PAPER} {group}"
        case commands.LeadGroup() | commands.AddGroup() | commands.MergeGroups() | commands.SplitGroup():
            return tables.GROUPS
        case commands.AnswerMerge(group=group) if group_of(workshop, actor) == group:
            return frame.AT_TABLE
        case commands.MergeExtras() | commands.AnswerMerge():
            return voting.MERGING
        case (
            commands.MovePhaseEnd()
            | commands.HoldRoom()
            | commands.Nudge()
            | commands.OfferSupport()
            | commands.CountUnrecorded()
        ):
            return steering.STEER
        case commands.OfferFacilitation() | commands.CloseOffer() | commands.StopFacilitating():
            return facilitators.FACILITATORS
        case commands.MuteParticipant(participant=number):
            return f"{seats.PERSON} {number}"
        case _:
            return ""
