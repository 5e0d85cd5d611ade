"""The report in Word: what the page has, in the same order, opened again by a reader of its own."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from exports.report.assembly import report_docx
from exports.report.document import Bullets, Document, Heading, Illustration, Quote, Table
from tests.exports.test_report import illustrated, report
from tests.exports.whole_day import whole_day

pytestmark = pytest.mark.proof


def opened(document: Document) -> WordDocument:
    return docx.Document(io.BytesIO(report_docx(document)))


def test_it_has_the_same_headings_tables_lists_and_quotes_in_the_same_order() -> None:
    document = report(whole_day())
    word = opened(document)

    headings = [
        (p.style.name, p.text) for p in word.paragraphs if p.style and p.style.name.startswith("Heading")
    ]
    assert headings == [(f"Heading {b.level}", b.text) for b in document.blocks if isinstance(b, Heading)]
    tables = [[tuple(cell.text for cell in row.cells) for row in table.rows] for table in word.tables]
    assert tables == [[b.header, *b.rows] for b in document.blocks if isinstance(b, Table)]
    bullets = [p.text for p in word.paragraphs if p.style and p.style.name == "List Bullet"]
    assert bullets == [item for b in document.blocks if isinstance(b, Bullets) for item in b.items]
    quotes = [p.text for p in word.paragraphs if p.style and p.style.name == "Quote"]
    assert quotes == [f"{b.words}\n{b.source}" for b in document.blocks if isinstance(b, Quote)]


def test_the_first_line_says_restricted() -> None:
    assert opened(report(whole_day())).paragraphs[0].text.startswith("Restricted: groups of four to six")


def test_each_groups_page_begins_anew() -> None:
    word = opened(report(whole_day()))

    begin = [p.text for p in word.paragraphs if p.paragraph_format.page_break_before]
    assert [text for text in begin if text.startswith("Group")] == [
        f"Group {letter}, workshop KTRWXY" for letter in "ABCD"
    ]


def test_every_picture_is_described_and_fits_the_page() -> None:
    word = opened(illustrated())
    pictures = [b.picture for b in illustrated().blocks if isinstance(b, Illustration)]

    shapes = word.inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in shapes] == [picture.alt for picture in pictures]
    assert all(shape.width.cm <= 17.1 and shape.height.cm <= 23 for shape in shapes)
    captions = [p.text for p in word.paragraphs if p.style and p.style.name == "Caption"]
    assert [text for text in captions if text.startswith("Figure")] == [
        f"Figure {number}. {picture.title}" for number, picture in enumerate(pictures, start=1)
    ]


def test_header_rows_are_said_again_on_every_page() -> None:
    for table in opened(report(whole_day())).tables:
        marked = [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows]
        assert marked == [True] + [False] * (len(table.rows) - 1)


def test_who_may_have_it_and_the_page_stand_at_the_foot_of_every_page() -> None:
    footer = opened(report(whole_day())).sections[0].footer

    assert footer.paragraphs[0].text.startswith("Restricted to the research team\t")
    fields = [field.get(qn("w:instr")) for field in footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("words", ["<w:p/> & ]]>", "=1+1", "حمایت", "💷 a\tb\nc", "a\x07b", "{{ x }}"])
def test_what_people_wrote_stands_as_they_wrote_it(words: str) -> None:
    word = opened(report(whole_day(note=words)))

    assert sum(p.text.startswith(words.replace("\x07", "")) for p in word.paragraphs) == 2


def test_the_same_report_is_the_same_bytes_dated_by_what_happened_last() -> None:
    document = illustrated()

    first = report_docx(document)

    assert first == report_docx(document)
    assert {entry.date_time for entry in ZipFile(io.BytesIO(first)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    about = docx.Document(io.BytesIO(first)).core_properties
    last = datetime.fromtimestamp(document.at // 1000, UTC)
    assert (about.created, about.modified) == (last, last)
    assert (about.author, about.title) == ("", "Feedback workshops: Peer worker roles: what needs to be done")


def test_a_report_of_many_workshops_says_all_of_them_on_the_page_and_some_in_its_properties() -> None:
    names = "; ".join(f"Rehearsal {number} (KTRW{number:02}), 3 March 2026" for number in range(100))
    word = opened(replace(report(whole_day()), subtitle=names))

    assert [p.text for p in word.paragraphs].count(names) == 1
    short = word.core_properties.subject.removesuffix(" …")
    assert names.startswith(short)
    assert 200 < len(short) <= 255


def test_nothing_in_it_is_fetched_from_elsewhere() -> None:
    package = ZipFile(io.BytesIO(report_docx(illustrated())))

    relations = [package.read(name) for name in package.namelist() if name.endswith(".rels")]
    assert [part for part in relations if b"External" in part] == []
    assert not [name for name in package.namelist() if "vba" in name]


def test_it_says_which_language_it_is_in() -> None:
    word = opened(report(whole_day()))

    assert word.core_properties.language == "en-GB"
    assert {each.get(qn("w:val")) for each in word.styles.element.iter(qn("w:lang"))} == {"en-GB"}


def test_words_from_the_right_stand_from_the_right() -> None:
    word = opened(report(whole_day(note="حمایت")))

    from_the_right = [p.text for p in word.paragraphs if p._p.xpath("./w:pPr/w:bidi")]
    assert [text.split("\n")[0] for text in from_the_right] == ["حمایت", "حمایت"]
