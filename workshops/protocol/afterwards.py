"""What the team does with a workshop afterwards, from the command line: redacting what was typed."""

from __future__ import annotations

from workshops.commands import CountRedacted
from workshops.events import WordsRedacted
from workshops.model import Actor, Role, Workshop
from workshops.protocol.rules import NOTHING, PHASES, Decision, decides, evolves


@decides(CountRedacted, Role.OPERATOR, during=PHASES)
def count_redacted(workshop: Workshop, command: CountRedacted, actor: Actor, now: int) -> Decision:
    if command.count < 1 or command.number != workshop.redactions + 1:
        return NOTHING
    return [WordsRedacted(command.count)]


@evolves(WordsRedacted)
def words_redacted(workshop: Workshop, event: WordsRedacted, at: int) -> None:
    workshop.redactions += 1
