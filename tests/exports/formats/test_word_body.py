"""What is added to a Word document, as its own reader finds it again."""

from __future__ import annotations

import io

import docx
from docx.document import Document as WordDocument
from docx.shared import Cm
from docx.table import Table
from matplotlib.figure import Figure

from exports.formats.word_body import add_paragraph, add_picture, add_table


def opened_again(word: WordDocument) -> WordDocument:
    written = io.BytesIO()
    word.save(written)
    return docx.Document(written)


def drawing(inches: float) -> bytes:
    written = io.BytesIO()
    Figure(figsize=(inches, 1)).savefig(written, format="png")
    return written.getvalue()


def test_all_stands_in_the_order_and_style_in_which_it_was_added() -> None:
    word = docx.Document()
    add_paragraph(word, "Themes", "Heading 1")
    add_table(word, 2, 3, Cm(12), "Table Grid")
    add_paragraph(word, "A point", "List Bullet")
    add_paragraph(word)

    found = [
        f"{len(part.rows)} × {len(part.columns)}, {part.style.name if part.style else ''}"
        if isinstance(part, Table)
        else f"{part.text}, {part.style.name if part.style else ''}"
        for part in opened_again(word).iter_inner_content()
    ]
    assert found == ["Themes, Heading 1", "2 × 3, Table Grid", "A point, List Bullet", ", Normal"]


def test_each_picture_is_there_as_wide_as_was_said_and_numbered() -> None:
    word = docx.Document()
    pictures = [drawing(1), drawing(2)]
    for number, png in enumerate(pictures, start=1):
        add_picture(word, png, Cm(4), number)

    again = opened_again(word)
    shapes = [shape._inline for shape in again.inline_shapes]
    assert [round(shape.width.cm, 2) for shape in again.inline_shapes] == [4, 4]
    assert [shape.docPr.id for shape in shapes] == [1, 2]
    relations = [shape.graphic.graphicData.pic.blipFill.blip.embed for shape in shapes]
    blobs = [again.part.related_parts[relation].blob for relation in relations]
    assert blobs == pictures
