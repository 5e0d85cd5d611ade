"""What a button carries, the same in both channels: `CODE|verb|argument|…`, at most 64 bytes.

Never the actor, and never words people wrote: those travel beside it and are joined on by `completed`.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from workshops import commands
from workshops.commands import Command
from workshops.wishes import Wish

MOST_BYTES = 64
FOR = "for"
FROM_THE_EDGE = ("words", "seed", "wishes", "mark")


class Open(msgspec.Struct, frozen=True, tag="open"):
    """Shows something; changes nothing that anyone else sees. An empty view is the phase's own screen."""

    view: str = ""


class Consider(msgspec.Struct, frozen=True, tag="consider"):
    """Where a newcomer is before consent: kept nowhere but here. `ticked`: the boxes' numbers, as digits.

    `step`: sheet, boxes, no, or read, with a theme's id for its card.
    `sheet` tells which wording of the information sheet they have read; empty before they have.
    """

    language: str
    group: str = ""
    ticked: str = ""
    step: str = "sheet"
    sheet: str = ""


class Agree(msgspec.Struct, frozen=True, tag="agree"):
    """Completes the consent that a `Consider` has gathered."""

    language: str
    group: str = ""
    ticked: str = ""
    sheet: str = ""


class TakePartUnrecorded(msgspec.Struct, frozen=True, tag="unrecorded_here"):
    """A newcomer's: counted as present, and nothing else."""

    language: str
    group: str = ""


class Enrol(msgspec.Struct, frozen=True, tag="enrol"):
    """A facilitator's: someone has consented on paper; `participant` is the next free number."""

    participant: str


class OnBehalf(msgspec.Struct, frozen=True, tag="for"):
    """What someone without a phone wrote on their slip, entered by a facilitator."""

    participant: str
    action: Action


Action = Command | Open | Consider | Agree | TakePartUnrecorded | Enrol | OnBehalf

_FROM_OUTSIDE = (
    commands.MakeWorkshop,
    commands.AdmitFacilitator,
    commands.GiveConsent,
    commands.ConsentOnPaper,
    commands.WidenCall,
    commands.CountRedacted,
    commands.CodeIssue,
    commands.ReadStudyAgain,
    commands.RecordExport,
    commands.DeleteLinks,
    commands.ChangeTheme,
    commands.WriteForTeam,
    commands.TellChanges,
    commands.AmendStudy,
)

_KINDS: tuple[type[Action], ...] = (
    *Command.__subclasses__(),
    Open,
    Consider,
    Agree,
    TakePartUnrecorded,
    Enrol,
)

_VERBS: dict[str, type[Action]] = {
    str(kind.__struct_config__.tag): kind for kind in _KINDS if kind not in _FROM_OUTSIDE
}


class NotAButton(ValueError):
    """The payload is none that this version writes."""


def encode(code: str, action: Action) -> str:
    """The payload for a button of the workshop `code`. Raises `ValueError` when it would not fit."""
    payload = "|".join((code, *_parts(action)))
    if not _fits(payload):
        raise ValueError(f"{payload!r} is longer than {MOST_BYTES} bytes, or holds more than codes and ids")
    return payload


def decode(payload: str) -> tuple[str, Action]:
    """The workshop's code and the action. Raises `NotAButton`."""
    code, _, rest = payload.partition("|")
    if not code or not _fits(payload):
        raise NotAButton(payload[:MOST_BYTES])
    verb, *arguments = rest.split("|")
    if verb == FOR and len(arguments) > 1:
        return code, OnBehalf(arguments[0], _read(*arguments[1:]))
    return code, _read(verb, *arguments)


def completed(
    command: Command, *, words: str = "", seed: int = 0, wishes: tuple[Wish, ...] = (), mark: str = ""
) -> Command:
    """The command with what only the edge can give: typed words, chance, private wishes, a link's mark."""
    given = {"words": words, "seed": seed, "wishes": wishes, "mark": mark}
    wanted = {name: given[name] for name in FROM_THE_EDGE if name in command.__struct_fields__}
    return msgspec.structs.replace(command, **wanted) if wanted else command


def takes_words(action: Action) -> bool:
    return "words" in action.__struct_fields__


def _parts(action: Action) -> Iterator[str]:
    yield str(action.__struct_config__.tag)
    if isinstance(action, OnBehalf):
        yield action.participant
        yield from _parts(action.action)
    else:
        yield from (_write(getattr(action, name)) for name in _arguments(type(action)))


def _read(verb: str, *arguments: str) -> Action:
    kind = _VERBS.get(verb)
    if kind is None:
        raise NotAButton(verb)
    names = _arguments(kind)
    if len(arguments) != len(names):
        raise NotAButton(verb)
    try:
        return msgspec.convert(dict(zip(names, arguments, strict=True)), kind, strict=False)
    except msgspec.ValidationError as broken:
        raise NotAButton(verb) from broken


def _arguments(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    return tuple(name for name in kind.__struct_fields__ if name not in FROM_THE_EDGE)


def _fits(payload: str) -> bool:
    """Codes and ids are plain ASCII, so that a character is a byte."""
    return payload.isascii() and payload.isprintable() and len(payload) <= MOST_BYTES


def _write(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
