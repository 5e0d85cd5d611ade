"""Adding to the end of a Word document, in the same time however long it is already.

python-docx looks through the whole document for each of these: twice the pages took four times as long.
"""

from __future__ import annotations

import io
from typing import cast

from docx.document import Document as WordDocument
from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement
from docx.oxml.shape import CT_Inline
from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P
from docx.parts.image import ImagePart
from docx.shape import InlineShape
from docx.shared import Length
from docx.table import Table
from docx.text.paragraph import Paragraph


def add_paragraph(word: WordDocument, text: str = "", style: str = "") -> Paragraph:
    """In the style of this name, or in plain text."""
    paragraph = Paragraph(cast(CT_P, OxmlElement("w:p")), word._body)
    _append(word, paragraph._p)
    if text:
        paragraph.add_run(text)
    if style:
        paragraph._p.style = _id(style)
    return paragraph


def add_table(word: WordDocument, rows: int, columns: int, width: Length, style: str) -> Table:
    """An empty one."""
    table = Table(CT_Tbl.new_tbl(rows, columns, width), word._body)
    _append(word, table._tbl)
    table._tbl.tblStyle_val = _id(style)
    return table


def add_picture(word: WordDocument, png: bytes, width: Length, number: int) -> tuple[Paragraph, InlineShape]:
    """In a paragraph of its own; no two pictures of a document have the same number."""
    paragraph = add_paragraph(word)
    image = Image.from_file(io.BytesIO(png))
    part = ImagePart.from_image(image, PackURI(f"/word/media/image{number}.png"))
    relation = word.part.rels.add_relationship(RELATIONSHIP_TYPE.IMAGE, part, f"rIdImage{number}")
    inline = CT_Inline.new_pic_inline(
        number, relation.rId, f"image{number}.png", *image.scaled_dimensions(width)
    )
    paragraph.add_run()._r.add_drawing(inline)
    return paragraph, InlineShape(inline)


def _append(word: WordDocument, element: CT_P | CT_Tbl) -> None:
    """Before the description of the pages, with which a document ends."""
    word.element.body[-1].addprevious(element)


def _id(style: str) -> str:
    """In the template the styles are known by their names without spaces."""
    return style.replace(" ", "")
