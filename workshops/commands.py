"""What people ask for. Every command is absolute: it names what should be so, never a step from what is.

A command's tag is its verb and its fields are the verb's arguments, in the order in which a button carries them.
What a person types (`words`) and what chance gives (`seed`) come from the edge and travel in no button.
"""

from __future__ import annotations

import msgspec


class Command(msgspec.Struct, frozen=True):
    """Who asks and when are given to `decide` beside the command, never inside it."""


class MakeWorkshop(Command, tag="make"):
    title: str
    study: str
    groups: tuple[str, ...]
    join_secret: str
    projector_secret: str
    telegram: bool = True
    rehearsal: bool = False


class AdmitFacilitator(Command, tag="facilitate"):
    facilitator: str
    language: str


class GiveConsent(Command, tag="consent"):
    """`participant` is the number that `people` reserved; `sheet` the hash of what was shown; `group` a table's.

    `seed` shuffles the order in which an individual ranking will offer the statements.
    """

    participant: str
    language: str
    sheet: str
    boxes: tuple[str, ...]
    where: str = "here"
    group: str = ""
    seed: int = 0


class ChooseLanguage(Command, tag="language"):
    language: str


class AnswerProfile(Command, tag="profile"):
    """`answer` is a choice, or for an identifying question the number that stands for its words in `people`."""

    question: str
    answer: str = ""
    words: str = ""


class SitDown(Command, tag="sit"):
    """At the table whose code one scanned."""

    group: str


class SeatParticipant(Command, tag="seat"):
    """A facilitator's: also admits a late joiner."""

    participant: str
    group: str


class FormGroups(Command, tag="form"):
    """Everyone without a group gets one; `seed` decides who sits where."""

    seed: int = 0


class StartPhase(Command, tag="phase"):
    """`leaving` is the phase the button was shown in: pressed again later, it moves nobody."""

    phase: str
    leaving: str


class PresentTheme(Command, tag="present"):
    theme: str


class GiveFit(Command, tag="fit"):
    theme: str
    fit: str


class ExplainFit(Command, tag="fitwhy"):
    theme: str
    words: str = ""


class RankStatement(Command, tag="rank"):
    """Valid only while `rank` is the next free one."""

    statement: str
    rank: int


class UndoRank(Command, tag="unrank"):
    """Takes back the statement at `rank`, the last one given."""

    rank: int


class SubmitIndividualRanking(Command, tag="submit"):
    """`ranked` is how many statements the person was shown as ranked."""

    ranked: int


class TakePen(Command, tag="pen"):
    group: str


class PlaceStatement(Command, tag="place"):
    group: str
    statement: str
    place: str


class UndoPlacement(Command, tag="undo"):
    """`move` is the number of the move to undo, the group's last one."""

    group: str
    move: int


class ExplainUnplaced(Command, tag="unplaced"):
    """`statement` is one unplaced statement, or `all` for each that has no reason yet."""

    group: str
    statement: str
    reason: str


class HandIn(Command, tag="handin"):
    """`moves` is how many moves the board had made when it was shown."""

    group: str
    moves: int


class TakeBackHandIn(Command, tag="takeback"):
    group: str
    hand_in: int


class ConfirmArrangement(Command, tag="confirm"):
    hand_in: int
    answer: str


class ExplainDissent(Command, tag="dissent"):
    words: str = ""


class PresentGroup(Command, tag="report"):
    group: str


class AnswerReflects(Command, tag="reflects"):
    answer: str


class SayMissing(Command, tag="missing"):
    words: str = ""


class AnswerEvaluation(Command, tag="evaluate"):
    """`question` is a question's id, with `.2` or `.3` for a further answer to it."""

    question: str
    choice: str = ""
    words: str = ""


class Pause(Command, tag="pause"):
    pass


class Return(Command, tag="return"):
    pass


class Leave(Command, tag="leave"):
    """Quietly: what was said stays, nothing more is asked."""


class Withdraw(Command, tag="withdraw"):
    participant: str
    remove: bool
