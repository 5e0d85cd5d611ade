"""What people ask for. Every command is absolute: it names what should be so, never a step from what is.

A command's tag is its verb, its fields are the verb's arguments in the order in which a button carries them.
What a person types (`words`) and what chance gives (`seed`) come from the edge and travel in no button.
"""

from __future__ import annotations

import msgspec


class Command(msgspec.Struct, frozen=True):
    """Who asks and when are given to `decide` beside the command, never inside it."""


class MakeWorkshop(Command, frozen=True, tag="make"):
    title: str
    study: str
    groups: tuple[str, ...]
    join_secret: str
    projector_secret: str
    telegram: bool = True
    rehearsal: bool = False


class AdmitFacilitator(Command, frozen=True, tag="facilitate"):
    facilitator: str
    language: str


class GiveConsent(Command, frozen=True, tag="consent"):
    """`participant` is a number reserved in `people`; `sheet` the hash of what was shown; `group` a table.

    `seed` shuffles the order in which an individual ranking will offer the statements.
    """

    participant: str
    language: str
    sheet: str
    boxes: tuple[str, ...]
    where: str = "here"
    group: str = ""
    seed: int = 0


class ChooseLanguage(Command, frozen=True, tag="language"):
    language: str


class AnswerProfile(Command, frozen=True, tag="profile"):
    """`answer` is a choice, or, where the answer identifies, the number that stands for it in `people`."""

    question: str
    answer: str = ""
    words: str = ""


class SitDown(Command, frozen=True, tag="sit"):
    """At the table whose code one scanned."""

    group: str


class SeatParticipant(Command, frozen=True, tag="seat"):
    """A facilitator's: also admits a late joiner."""

    participant: str
    group: str


class FormGroups(Command, frozen=True, tag="form"):
    """Everyone without a group gets one; `seed` decides who sits where."""

    seed: int = 0


class StartPhase(Command, frozen=True, tag="phase"):
    """`leaving` is the phase the button was shown in: pressed again later, it moves nobody."""

    phase: str
    leaving: str


class PresentTheme(Command, frozen=True, tag="present"):
    theme: str


class GiveFit(Command, frozen=True, tag="fit"):
    theme: str
    fit: str


class ExplainFit(Command, frozen=True, tag="fitwhy"):
    theme: str
    words: str = ""


class RankStatement(Command, frozen=True, tag="rank"):
    """Valid only while `rank` is the next free one."""

    statement: str
    rank: int


class UndoRank(Command, frozen=True, tag="unrank"):
    """Takes back the statement at `rank`, the last one given."""

    rank: int


class SubmitIndividualRanking(Command, frozen=True, tag="submit"):
    """`ranked` is how many statements the person was shown as ranked."""

    ranked: int


class TakePen(Command, frozen=True, tag="pen"):
    group: str


class PlaceStatement(Command, frozen=True, tag="place"):
    group: str
    statement: str
    place: str


class UndoPlacement(Command, frozen=True, tag="undo"):
    """`move` is the number of the move to undo, the group's last one."""

    group: str
    move: int


class ExplainUnplaced(Command, frozen=True, tag="unplaced"):
    """`statement` is one unplaced statement, or `all` for each that has no reason yet."""

    group: str
    statement: str
    reason: str


class HandIn(Command, frozen=True, tag="handin"):
    """`moves` is how many moves the board had made when it was shown."""

    group: str
    moves: int


class TakeBackHandIn(Command, frozen=True, tag="takeback"):
    group: str
    hand_in: int


class ConfirmArrangement(Command, frozen=True, tag="confirm"):
    group: str
    hand_in: int
    answer: str


class ExplainDissent(Command, frozen=True, tag="dissent"):
    words: str = ""


class PresentGroup(Command, frozen=True, tag="report"):
    group: str


class AnswerReflects(Command, frozen=True, tag="reflects"):
    answer: str


class SayMissing(Command, frozen=True, tag="missing"):
    words: str = ""


class AnswerEvaluation(Command, frozen=True, tag="evaluate"):
    """`question` is a question's id, with `.2` or `.3` for a further answer to it."""

    question: str
    choice: str = ""
    words: str = ""


class Pause(Command, frozen=True, tag="pause"):
    pass


class Return(Command, frozen=True, tag="return"):
    pass


class Leave(Command, frozen=True, tag="leave"):
    """Quietly: what was said stays, nothing more is asked."""


class Withdraw(Command, frozen=True, tag="withdraw"):
    participant: str
    remove: bool
