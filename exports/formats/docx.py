"""A report as a Word document: real headings, lists and tables, and pictures that are also described."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from functools import singledispatch
from textwrap import shorten
from unicodedata import bidirectional

from docx import Document as new_document
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Inches, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from exports.formats.stable_zip import stable_zip
from exports.formats.word_body import add_paragraph, add_picture, add_table
from exports.report.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Illustration,
    Paragraph,
    Quote,
    Table,
    is_short,
    printed_height,
)
from exports.wording import say

BODY, HEADINGS = "Georgia", "Arial"
LANGUAGE = "en-GB"
_GREY = RGBColor(0x40, 0x40, 0x40)
_BLACK = RGBColor(0, 0, 0)
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LONGEST_PROPERTY = 255
_TALLEST = 8.6
_TEXT_WIDTH = 17.0
_CM_A_LETTER = 0.19


def as_docx(document: Document) -> bytes:
    """The document as DOCX, the same bytes for the same document."""
    return stable_zip(_saved(document))


def _saved(document: Document) -> bytes:
    """As python-docx writes it; what it was made of is no longer held then."""
    word = new_document()
    _styles(word)
    _properties(word, document)
    _footer(word)
    _mark(add_paragraph(word), document.opening, bold=True)
    add_paragraph(word, _clean(document.title), "Title")
    _mark(add_paragraph(word), document.subtitle, grey=True)
    for block in document.blocks:
        _add(block, word)
    written = io.BytesIO()
    word.save(written)
    return written.getvalue()


def _clean(text: str) -> str:
    """Without what XML cannot hold."""
    return _NOT_IN_XML.sub("", text)


@singledispatch
def _add(block: Block, word: WordDocument) -> None:
    raise TypeError(f"no such block: {block!r}")


@_add.register
def _(block: Heading, word: WordDocument) -> None:
    heading = add_paragraph(word, _clean(block.text), f"Heading {block.level}")
    heading.paragraph_format.page_break_before = block.new_page
    if block.restricted:
        _mark(add_paragraph(word), say("report.restricted"), bold=True, size=8)


@_add.register
def _(block: Paragraph, word: WordDocument) -> None:
    _mark(add_paragraph(word), block.text, grey=block.note, size=9 if block.note else None)


@_add.register
def _(block: Bullets, word: WordDocument) -> None:
    for item in block.items:
        add_paragraph(word, _clean(item), "List Bullet")


@_add.register
def _(block: Quote, word: WordDocument) -> None:
    paragraph = add_paragraph(word, _clean(block.words), "Quote")
    _direct(paragraph, block.words)
    source = paragraph.add_run()
    source.add_break(WD_BREAK.LINE)
    source.add_text(_clean(block.source))
    source.italic = False
    source.font.size = Pt(8.5)
    source.font.color.rgb = _GREY


@_add.register
def _(block: Table, word: WordDocument) -> None:
    if block.caption:
        _caption(word, say("report.table"), block.number, block.caption, before=True)
    table = add_table(word, 1 + len(block.rows), len(block.header), Cm(_TEXT_WIDTH), "Table Grid")
    table.autofit = False
    widths = _widths(block)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    last = block.rows[-1] if block.rows else block.header
    for cells, row in zip(table.rows, [block.header, *block.rows], strict=True):
        for cell, text, width in zip(cells.cells, row, widths, strict=True):
            cell.width = Cm(width)
            _mark(cell.paragraphs[0], text, bold=row is block.header, size=8.5)
            cell.paragraphs[0].paragraph_format.space_after = Pt(1)
            cell.paragraphs[0].paragraph_format.keep_with_next = is_short(block) and row is not last
    _lines_between_rows(table)
    _repeat_header(table)
    add_paragraph(word).paragraph_format.space_after = Pt(2)


@_add.register
def _(block: Illustration, word: WordDocument) -> None:
    picture = block.picture
    number = block.number or 0
    paragraph, shape = add_picture(word, picture.png, Inches(picture.width), number)
    paragraph.paragraph_format.keep_with_next = True
    height = Inches(min(_TALLEST, printed_height(shape.height.inches)))
    if shape.height > height:
        shape.width, shape.height = Emu(round(shape.width * height / shape.height)), height
    about = shape._inline.docPr
    about.set("name", picture.name)
    about.set("descr", _clean(picture.alt))
    _caption(word, say("report.figure"), block.number, picture.title, before=False)


def _mark(
    paragraph: WordParagraph, text: str, *, bold: bool = False, grey: bool = False, size: float | None = None
) -> None:
    run = paragraph.add_run(_clean(text))
    _direct(paragraph, text)
    run.bold = bold
    if size:
        run.font.size = Pt(size)
    if grey:
        run.font.color.rgb = _GREY


def _direct(paragraph: WordParagraph, text: str) -> None:
    """Sets a text that begins from the right from the right."""
    strong = next((kind for letter in text if (kind := bidirectional(letter)) in ("L", "R", "AL")), "L")
    if strong != "L":
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for run in paragraph.runs:
            run.font.rtl = True


def _caption(word: WordDocument, kind: str, number: int | None, text: str, *, before: bool) -> None:
    caption = add_paragraph(word, f"{kind} {number}. {_clean(text)}", "Caption")
    caption.paragraph_format.keep_with_next = before


def _widths(block: Table) -> list[float]:
    """Centimetres for each column: by its longest word at least, beyond that by its longest text."""
    columns = list(zip(block.header, *block.rows, strict=True))
    words = [max((len(word) for text in column for word in text.split()), default=1) for column in columns]
    texts = [max(map(len, column)) for column in columns]
    least = [min(_CM_A_LETTER * word + 0.4, _TEXT_WIDTH / len(columns)) for word in words]
    wish = [
        max(0.0, min(_CM_A_LETTER * text + 0.4, _TEXT_WIDTH) - low)
        for text, low in zip(texts, least, strict=True)
    ]
    spare = _TEXT_WIDTH - sum(least)
    return [
        low + spare * (more / sum(wish) if sum(wish) else 1 / len(columns))
        for low, more in zip(least, wish, strict=True)
    ]


def _lines_between_rows(table: WordTable) -> None:
    """Thin lines under the rows, none between columns."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "nil" if side in ("left", "right", "insideV") else "single")
        line.set(qn("w:sz"), "4")
        line.set(qn("w:color"), "808080")
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _repeat_header(table: WordTable) -> None:
    """The header row again on every page, and no row divided between two."""
    for place, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        for name in ("w:cantSplit", "w:tblHeader") if place == 0 else ("w:cantSplit",):
            mark = OxmlElement(name)
            mark.set(qn("w:val"), "true")
            properties.append(mark)


def _styles(word: WordDocument) -> None:
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    for name, font, size in (
        ("Normal", BODY, 10.5),
        ("Title", HEADINGS, 20),
        ("Heading 1", HEADINGS, 15),
        ("Heading 2", HEADINGS, 12),
        ("Heading 3", HEADINGS, 10.5),
        ("Caption", HEADINGS, 9),
        ("Quote", BODY, 10.5),
    ):
        style = word.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = font, Pt(size), _BLACK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        fonts.set(qn("w:hAnsi"), font)
    for underline in word.styles["Title"].element.xpath(".//w:pBdr"):
        underline.getparent().remove(underline)
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def _footer(word: WordDocument) -> None:
    """Who may have it, and the page out of how many, on every page."""
    paragraph = word.sections[0].footer.paragraphs[0]
    stops = word.styles["Footer"].paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Cm(_TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    _mark(paragraph, f"{say('report.footer')}\t", grey=True, size=8)
    for field, after in (("PAGE", " / "), ("NUMPAGES", "")):
        counted = OxmlElement("w:fldSimple")
        counted.set(qn("w:instr"), field)
        paragraph._p.append(counted)
        _mark(paragraph, "1", grey=True, size=8)
        counted.append(paragraph.runs[-1]._r)  # what stands there until the reader counts
        if after:
            _mark(paragraph, after, grey=True, size=8)


def _properties(word: WordDocument, document: Document) -> None:
    at = datetime.fromtimestamp(document.at // 1000, UTC).replace(tzinfo=None)
    about = word.core_properties
    about.title, about.subject = _property(document.title), _property(document.subtitle)
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.language = LANGUAGE
    about.created = about.modified = at
    about.revision = 1


def _property(text: str) -> str:
    """As much as the file's properties hold, which people see in a list of files; the page has it whole."""
    return shorten(_clean(text), LONGEST_PROPERTY, placeholder=" …")
