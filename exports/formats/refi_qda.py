"""project.qdpx: a REFI-QDA project, which NVivo, ATLAS.ti, MAXQDA and others open.

https://www.qdasoftware.org: QDA-XML project 1.0. Positions count Unicode code points from 0, the end is the
first one after the selection; a line ends in one LF.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree import ElementTree

from exports.formats.stable_zip import zip_of

NAMESPACE: Final = "urn:QDA-XML:project:1.0"
MADE_BY: Final = "feedback-workshop"

_GUIDS: Final = uuid5(NAMESPACE_URL, f"{NAMESPACE}/{MADE_BY}")
_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Code:
    """`key` tells it apart from every other code. One with codes under it only gathers them."""

    key: str
    name: str
    description: str = ""
    under: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """A part of a source's text, coded; `at` is when it was said, in UTC milliseconds."""

    start: int
    end: int
    codes: tuple[str, ...]
    name: str
    at: int


@dataclass(slots=True)
class Source:
    """A text as it is written, and what in it is coded. `values` describe the source as a whole."""

    key: str
    name: str
    values: dict[str, str]
    text: str = ""
    selections: list[Selection] = field(default_factory=list)

    def line(self, words: str = "", before: str = "", codes: Iterable[str] = (), at: int = 0) -> None:
        """One more line: `before`, then the words, which are coded where codes are given."""
        start = len(self.text) + len(before)
        self.text += before + visible(words)
        if coded := tuple(dict.fromkeys(codes)):
            name = " ".join(before.split()).rstrip(":")
            self.selections.append(Selection(start, len(self.text), coded, name, at))
        self.text += "\n"


def qdpx(
    name: str, description: str, created: int, codes: Sequence[Code], sources: Sequence[Source]
) -> bytes:
    """The project as a zip, the same bytes for the same project; `created` in UTC milliseconds."""
    root = _element(
        "Project",
        xmlns=NAMESPACE,
        name=name,
        origin=MADE_BY,
        creatingUserGUID=_guid("user"),
        creationDateTime=_iso_8601(created),
    )
    _under(_under(root, "Users"), "User", guid=_guid("user"), name=MADE_BY)
    _codes(_under(_under(root, "CodeBook"), "Codes"), codes)
    _variables(root, sources)
    if sources:
        gathered = _under(root, "Sources")
        for source in sources:
            _source(gathered, source, created)
    _under(root, "Description").text = visible(description)
    ElementTree.indent(root)
    project: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    texts = {f"sources/{_guid(source.key)}.txt": source.text.encode() for source in sources}
    return zip_of({"project.qde": project, **texts})


def visible(text: str) -> str:
    """The text with the sign for unknown characters in place of each that XML cannot hold; none is lost."""
    return _NO_XML.sub("\ufffd", text)


def _codes(parent: ElementTree.Element, codes: Sequence[Code]) -> None:
    for code in codes:
        codable = "false" if code.under else "true"
        element = _under(parent, "Code", guid=_guid(code.key), name=code.name, isCodable=codable)
        if code.description:
            _under(element, "Description").text = visible(code.description)
        _codes(element, code.under)


def _variables(root: ElementTree.Element, sources: Sequence[Source]) -> None:
    names = dict.fromkeys(name for source in sources for name in source.values)
    if names:
        variables = _under(root, "Variables")
        for name in names:
            _under(variables, "Variable", guid=_guid(f"variable/{name}"), name=name, typeOfVariable="Text")


def _source(gathered: ElementTree.Element, source: Source, created: int) -> None:
    guid = _guid(source.key)
    element = _under(
        gathered,
        "TextSource",
        guid=guid,
        name=source.name,
        plainTextPath=f"internal://{guid}.txt",
        creatingUser=_guid("user"),
        creationDateTime=_iso_8601(created),
    )
    for selection in source.selections:
        _selection(element, source, selection)
    for name, value in source.values.items():
        given = _under(element, "VariableValue")
        _under(given, "VariableRef", targetGUID=_guid(f"variable/{name}"))
        _under(given, "TextValue").text = visible(value)


def _selection(parent: ElementTree.Element, source: Source, selection: Selection) -> None:
    key = f"{source.key}/{selection.start}-{selection.end}"
    made = {"creatingUser": _guid("user"), "creationDateTime": _iso_8601(selection.at)}
    element = _under(
        parent,
        "PlainTextSelection",
        guid=_guid(key),
        name=selection.name,
        startPosition=str(selection.start),
        endPosition=str(selection.end),
        **made,
    )
    for code in selection.codes:
        coding = _under(element, "Coding", guid=_guid(f"{key}/{code}"), **made)
        _under(coding, "CodeRef", targetGUID=_guid(code))


def _element(tag: str, **attributes: str) -> ElementTree.Element:
    return ElementTree.Element(tag, {key: _one_line(value) for key, value in attributes.items()})


def _under(parent: ElementTree.Element, tag: str, **attributes: str) -> ElementTree.Element:
    element = _element(tag, **attributes)
    parent.append(element)
    return element


def _one_line(text: str) -> str:
    return " ".join(visible(text).split())


def _guid(key: str) -> str:
    guid: UUID = uuid5(_GUIDS, key)
    return str(guid)


def _iso_8601(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
