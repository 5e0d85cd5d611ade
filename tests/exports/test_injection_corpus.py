"""The corpus through tables, report and pictures: each opened again, only words in it, and all of them.

XLSX, PrefLib, REFI-QDA, coding lists and the shareable export have the same in their own test modules.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import docx
import lxml.html
import pytest
from lxml import etree

from bot.words import LONGEST_ANSWER, clean
from exports.analysed import analysed
from exports.boards import Board
from exports.codebook import codebook
from exports.figures import drawn
from exports.figures.hierarchies import hierarchies
from exports.figures.sheet import drawing
from exports.formats.csv_files import unguarded, write_csv
from exports.report.assembly import report_docx, report_html, report_of
from exports.report.document import Document
from exports.tables.answers import EvaluationRow
from exports.tables.frames import frame
from tests.exports.injection_corpus import CORPUS
from tests.exports.recording import recorded
from tests.given import ranking
from workshops.arrangement import Form
from workshops.commands import ChangeTheme, ShareNote, WriteForTeam, WriteNote
from workshops.model import Phase

HARMLESS = tuple(f"words {number}" for number in range(len(CORPUS)))
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def report(texts: Sequence[str]) -> Document:
    """The report on two groups, one of which wrote these notes; the team has typed some of them again."""
    room = ranking()
    for number, text in enumerate(texts, start=1):
        room.does("P01", WriteNote("A", "reason", text), ShareNote(f"A-n{number}", True))
    room.handed_in("P01", "S1", "S2").handed_in("P05", "S2", "S1").phase(Phase.REPORT_BACK)
    for theme, text in zip(room.study.themes, texts, strict=False):
        room.does("operator", ChangeTheme(theme.id, "kept", (), (), text, text, "AG", "2026-11-21"))
    room.does("operator", WriteForTeam("reading", texts[0]), WriteForTeam("guideline.ethics", texts[1]))
    pooled = [recorded(room)]
    return report_of(pooled, analysed(pooled), ())


def lines(text: str) -> str:
    """The words, however lines are broken, without the two characters that XML cannot hold."""
    return " ".join(re.sub("[\ufffd\ufffe\uffff]", "", text).split())


def missing(texts: Iterable[str], shown: str) -> list[str]:
    return [text for text in texts if lines(text) not in lines(shown)]


def elements(root: etree._Element) -> Counter[str]:
    """Every element with the names of its attributes."""
    return Counter(f"{each.tag} {sorted(each.attrib)}" for each in root.iter(etree.Element))


def test_there_are_150_different_texts() -> None:
    assert len(set(CORPUS)) == len(CORPUS) == 150


def test_each_is_left_as_it_is_when_it_is_typed() -> None:
    assert [clean(text, LONGEST_ANSWER) for text in CORPUS] == list(CORPUS)


def test_csv_gives_every_text_back_and_begins_none_like_a_formula(tmp_path: Path) -> None:
    rows = [
        EvaluationRow("KTRWXY", f"E{n:02}", "", "better", 1, text) for n, text in enumerate(CORPUS, start=1)
    ]

    write_csv(tmp_path / "e.csv", frame("evaluation", EvaluationRow._fields, rows), codebook()["evaluation"])

    with (tmp_path / "e.csv").open(encoding="utf-8", newline="") as opened:
        answers = [row["answer"] for row in csv.DictReader(opened)]
    assert [unguarded(answer) for answer in answers] == list(CORPUS)
    assert [answer for answer in answers if answer.lstrip()[:1] in tuple("=+-@＝＋－＠")] == []


def test_the_report_as_a_page_shows_every_text_and_has_no_element_more() -> None:
    page = lxml.html.document_fromstring(report_html(report(CORPUS)))
    plain = lxml.html.document_fromstring(report_html(report(HARMLESS)))

    assert missing(CORPUS, " ".join(str(part) for part in page.itertext())) == []
    assert elements(page) == elements(plain)
    assert [each.get("href") for each in page.iter("a")] == [each.get("href") for each in plain.iter("a")]


def test_the_report_in_word_shows_every_text_and_has_no_link_or_field_more() -> None:
    made = report_docx(report(CORPUS))

    document = docx.Document(io.BytesIO(made))

    shown = " ".join("".join(part.itertext()) for part in document.element.body)
    assert missing(CORPUS, shown) == []
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        found = elements(etree.fromstring(parts.read("word/document.xml")))
        relations = b"".join(parts.read(name) for name in parts.namelist() if name.endswith(".rels"))
    active = ("hyperlink", "fldSimple", "instrText", "object", "altChunk")
    assert [name for name in found if name.split()[0].removeprefix(WORD) in active] == []
    assert b"External" not in relations


@pytest.mark.proof
def test_pictures_are_whole_and_nothing_in_them_acts() -> None:
    with drawing():
        figures = [hierarchies("KTRWXY", [board], 1) for board in boards_of(CORPUS)]

    for picture in drawn(figures):
        root = etree.fromstring(picture.svg)
        tags = {etree.QName(each).localname for each in root.iter(etree.Element)}
        assert tags.isdisjoint({"script", "a", "foreignObject", "image", "iframe"})
        names = [etree.QName(name).localname for each in root.iter(etree.Element) for name in each.attrib]
        assert [name for name in names if name.startswith("on")] == []


def boards_of(texts: Sequence[str]) -> Iterable[Board]:
    """Boards of 50 statements each, which are these texts."""
    for start in range(0, len(texts), 50):
        names = {f"A-x{number}": text for number, text in enumerate(texts[start : start + 50], start=1)}
        tiers = tuple((statement,) for statement in names)
        yield Board("KTRWXY", "A", Form.HIERARCHY, tiers, (), names, frozenset(names), (), {})
