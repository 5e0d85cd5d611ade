"""What people ask for. Every command is absolute: it names what should be so, never a step from what is.

A command's tag is its verb, its fields are the verb's arguments in the order in which a button carries them.
What a person types (`words`), what chance gives (`seed`) and what is kept in private (`wishes`) come from the
edge and travel in no button.
"""

from __future__ import annotations

import msgspec

from workshops.wishes import Wish


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
    """`offer` is the number of the link they took, 0 for one that the journal does not know."""

    facilitator: str
    language: str
    offer: int = 0


class OfferFacilitation(Command, frozen=True, tag="offer"):
    """A link for one more facilitator, the workshop's `number`th; with a `group`, for its group facilitator.

    With `hand_over` whoever makes it stops when it is taken. `mark` comes from the edge: part of the token's
    hash, by which `people` knows the link.
    """

    number: int
    group: str = ""
    hand_over: bool = False
    mark: str = ""


class CloseOffer(Command, frozen=True, tag="offer_close"):
    number: int


class StopFacilitating(Command, frozen=True, tag="stop"):
    facilitator: str


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


class ConsentOnPaper(Command, frozen=True, tag="consent_paper"):
    """As `GiveConsent`, entered by a facilitator for someone without a phone."""

    participant: str
    language: str
    sheet: str
    boxes: tuple[str, ...]
    seed: int = 0


class SetDay(Command, frozen=True, tag="day"):
    """`part`: place, zone, starts, directions or invited; empty words take it back."""

    part: str
    words: str = ""


class Arrive(Command, frozen=True, tag="arrive"):
    """Whoever has agreed beforehand is there, at the table whose code they scanned, if any."""

    group: str = ""


class BringSupport(Command, frozen=True, tag="with_support"):
    on: bool


class MakeWish(Command, frozen=True, tag="wish"):
    """`kind`: with, not_with or peers; who is meant stands in `participant`, or is typed."""

    kind: str
    participant: str
    on: bool
    words: str = ""


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
    """Everyone without a group gets one; `seed` decides who sits where, as far as `wishes` leave it open."""

    seed: int = 0
    wishes: tuple[Wish, ...] = ()


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


class ChooseForm(Command, frozen=True, tag="form_as"):
    """`form`: hierarchy, constellation or discussion."""

    group: str
    form: str


class LinkStatements(Command, frozen=True, tag="link"):
    """`words` only for the kind `own`."""

    group: str
    source: str
    target: str
    kind: str
    words: str = ""


class UnlinkStatements(Command, frozen=True, tag="unlink"):
    group: str
    source: str
    target: str
    kind: str


class ProposeStatement(Command, frozen=True, tag="propose"):
    group: str
    words: str = ""


class RewordProposal(Command, frozen=True, tag="reword"):
    """`version` is the wording that was shown."""

    group: str
    proposal: str
    version: int
    words: str = ""


class AcceptProposal(Command, frozen=True, tag="accept"):
    """`version` is the wording that was shown."""

    group: str
    proposal: str
    version: int


class DeclineProposal(Command, frozen=True, tag="decline"):
    group: str
    proposal: str
    version: int


class EnterArrangement(Command, frozen=True, tag="enter"):
    """A result on paper: `words` are the numbers of its cards, such as `2, 5 = 6, 3`."""

    group: str
    words: str = ""


class SayAgreedAloud(Command, frozen=True, tag="aloud"):
    group: str
    hand_in: int


class WriteNote(Command, frozen=True, tag="note"):
    """`group` is empty for a note on the whole room, which facilitators write."""

    group: str
    kind: str
    words: str = ""


class EditNote(Command, frozen=True, tag="note_edit"):
    note: str
    words: str = ""


class TagNote(Command, frozen=True, tag="note_tag"):
    note: str
    statement: str
    on: bool


class ShareNote(Command, frozen=True, tag="note_share"):
    note: str
    on: bool


class AskQuestion(Command, frozen=True, tag="ask"):
    """An anonymous one is asked by a respondent, whom nobody can name."""

    theme: str
    anonymous: bool
    words: str = ""


class AnswerQuestion(Command, frozen=True, tag="answer"):
    """`to`: asker, all, aloud or parked."""

    question: str
    to: str
    words: str = ""


class StartBreak(Command, frozen=True, tag="break"):
    """`number` is which break of the workshop it is, so that a late tap starts none."""

    number: int
    minutes: int


class EndBreak(Command, frozen=True, tag="break_end"):
    number: int


class MovePhaseEnd(Command, frozen=True, tag="until"):
    """`until` in UTC milliseconds."""

    phase: str
    until: int


class Nudge(Command, frozen=True, tag="nudge"):
    phase: str


class HoldRoom(Command, frozen=True, tag="hold"):
    on: bool


class SendMessage(Command, frozen=True, tag="message"):
    """`group` is empty for all."""

    group: str
    words: str = ""


class AddGroup(Command, frozen=True, tag="group_add"):
    group: str


class MergeGroups(Command, frozen=True, tag="group_merge"):
    source: str
    into: str


class SplitGroup(Command, frozen=True, tag="group_split"):
    """Half of `group` goes to `into`, a table that this makes."""

    group: str
    into: str


class LeadGroup(Command, frozen=True, tag="lead"):
    """Becomes the group's facilitator; an empty `group` leads none."""

    group: str


class OfferSupport(Command, frozen=True, tag="support"):
    on: bool


class MuteParticipant(Command, frozen=True, tag="mute"):
    participant: str
    on: bool


class SendOut(Command, frozen=True, tag="send_out"):
    participant: str


class CountUnrecorded(Command, frozen=True, tag="unrecorded"):
    """Somebody takes part without being recorded; `count` is how many that makes."""

    count: int


class AskForSomeone(Command, frozen=True, tag="someone"):
    pass


class AnswerCall(Command, frozen=True, tag="call"):
    call: str


class EndCall(Command, frozen=True, tag="call_end"):
    call: str


class WidenCall(Command, frozen=True, tag="call_widen"):
    """The clock's: nobody has answered for two minutes."""

    call: str


class MergeExtras(Command, frozen=True, tag="merge"):
    """`extras` are the ids, with a plus sign between them."""

    extras: str
    words: str = ""


class AnswerMerge(Command, frozen=True, tag="merge_say"):
    merge: str
    group: str
    yes: bool


class OpenVote(Command, frozen=True, tag="vote_open"):
    on: bool


class ShowVote(Command, frozen=True, tag="vote_show"):
    on: bool


class VoteFor(Command, frozen=True, tag="vote"):
    item: str
    on: bool


class CountRedacted(Command, frozen=True, tag="redacted"):
    """The team's: words have been taken out of the journal in `count` places, for the `number`th time."""

    number: int
    count: int


class CodeIssue(Command, frozen=True, tag="code_issue"):
    """The team's: how the team reads an item, such as the note `A-n1`; an empty relation takes it back.

    `relation`: new, or qualifies, or part of, and a theme's id.
    """

    source: str
    item: str
    issue: str
    relation: str


class ReadStudyAgain(Command, frozen=True, tag="study"):
    """The team's, before the first consent: from now on the study is the copy with the hash `study`."""

    study: str


class RecordExport(Command, frozen=True, tag="export"):
    """The team's: the `number`th copy leaves, for the research team or, `shareable`, for anyone."""

    number: int
    shareable: bool


class DeleteLinks(Command, frozen=True, tag="links_delete"):
    """The team's: nobody is to be told by a number any more; the days that the study gave are over."""


class ChangeTheme(Command, frozen=True, tag="team_theme"):
    """The team's: what the team did with a theme afterwards; an empty `became` takes it back.

    `titles`: what it is called now; `merged_with`: the other themes; `typed_by` and `typed_on` as typed.
    """

    theme: str
    became: str
    titles: tuple[str, ...] = ()
    merged_with: tuple[str, ...] = ()
    why: str = ""
    evidence: str = ""
    typed_by: str = ""
    typed_on: str = ""


class WriteForTeam(Command, frozen=True, tag="team_words"):
    """The team's: the team's words on a subject of `workshops.team`; without any they are taken back."""

    subject: str
    words: str = ""
    typed_by: str = ""
    typed_on: str = ""


class TellChanges(Command, frozen=True, tag="tell_changes"):
    """The team's: those who took part may now see what became of the themes."""


class AmendStudy(Command, frozen=True, tag="amend"):
    """The team's, after the first consent: from now on the study is this copy, for the reason given."""

    study: str
    reason: str
