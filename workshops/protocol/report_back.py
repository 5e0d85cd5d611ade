"""Report back: group after group on the projector and the phones."""

from __future__ import annotations

from workshops.commands import PresentGroup
from workshops.events import GroupPresented
from workshops.model import Actor, Phase, Refused, Role, Workshop
from workshops.protocol.rules import NOTHING, Decision, decides, evolves


@decides(PresentGroup, Role.FACILITATOR, during=(Phase.REPORT_BACK,))
def present_group(workshop: Workshop, command: PresentGroup, actor: Actor, now: int) -> Decision:
    group = workshop.groups.get(command.group)
    if group is None:
        return Refused("group_unknown")
    if not group.handed_in:
        return Refused("not_handed_in")
    return NOTHING if workshop.reporting == command.group else [GroupPresented(command.group)]


@evolves(GroupPresented)
def group_presented(workshop: Workshop, event: GroupPresented, at: int) -> None:
    workshop.reporting = event.group
