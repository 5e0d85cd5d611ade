"""The study changed after the first consent: a deviation, with its reason."""

from __future__ import annotations

from workshops.commands import AmendStudy
from workshops.events import StudyAmended
from workshops.model import Actor, Amendment, Refused, Role, Workshop
from workshops.protocol.rules import NOTHING, PHASES, Decision, decides, evolves
from workshops.study import differences, frozen_mistakes


@decides(AmendStudy, Role.FACILITATOR, Role.OPERATOR, during=PHASES, team=True)
def amend_study(workshop: Workshop, command: AmendStudy, actor: Actor, now: int) -> Decision:
    """Until the first consent the study is read in again instead."""
    if not workshop.participants:
        return Refused("nobody_consented")
    before, after = workshop.study, workshop.library(command.study)
    changed = differences(before, after)
    if not changed:
        return NOTHING
    if not command.reason:
        return Refused("amendment_without_reason")
    if frozen_mistakes(before, after):
        return Refused("study_has_to_stay")
    return [
        StudyAmended(
            study=command.study,
            before=workshop.study_hash,
            reason=command.reason,
            changed=tuple((each.file, each.key) for each in changed),
        )
    ]


@evolves(StudyAmended)
def study_amended(workshop: Workshop, event: StudyAmended, at: int) -> None:
    workshop.study = workshop.library(event.study)
    workshop.study_hash = event.study
    workshop.amendments.append(Amendment(event.before, event.study, event.reason, event.changed, at))
