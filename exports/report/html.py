"""A report as one HTML file: styles and pictures inside, no scripts, nothing fetched, made to be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from exports.pictures import Picture
from exports.report.document import Block, Document, is_short, printed_height
from exports.wording import say

_NAMED = re.compile(r'(\bid="|href="#|url\(#)')
_METADATA = re.compile(r"<metadata>.*?</metadata>|<!--.*?-->", re.DOTALL)
_SHAPE = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')
_TEXT_WIDTH = 17 / 2.54
_CODE = re.compile(r"[A-Z][0-9]+|[A-Z]-x[0-9]+|[A-Z0-9]{6}( [A-Z]{1,2})?")
_SIZE = re.compile(r'\s(?:width|height)="[0-9.]+pt"')


def as_html(document: Document) -> bytes:
    """The document as UTF-8 HTML."""
    return "".join(html_parts(document)).encode("utf-8")


def html_parts(document: Document) -> Iterator[str]:
    """The same, piece by piece: with every group's pictures in it, a whole page can be too long to hold."""
    return (
        _environment()
        .get_template("report.html")
        .generate(
            document=document,
            restricted=say("report.restricted"),
            footer=say("report.footer"),
            figure_word=say("report.figure"),
            table_word=say("report.table"),
        )
    )


def inline_svg(picture: Picture) -> Markup:
    """The drawing as a part of the page: its own names for things in it, and its description as its label."""
    text = picture.svg.decode("utf-8")
    drawing = _METADATA.sub("", text[text.index("<svg") :])
    tag, _, rest = drawing.partition(">")
    named = _NAMED.sub(lambda found: f"{found[1]}{picture.name}-", rest)
    label = escape(picture.alt)
    size = "figure half" if _is_halved(tag) else "figure"
    whole = f'{_SIZE.sub("", tag)} class="{size}" role="img" aria-label="{label}">{named}'
    return Markup(whole)  # noqa: S704 - drawn by matplotlib, which has escaped every word in it


def _is_code(cell: str) -> bool:
    """Whether the cell names a statement, a group or a workshop, which is never broken into lines."""
    return bool(_CODE.fullmatch(cell))


def _is_halved(tag: str) -> bool:
    """Whether the drawing, as wide as the text, is made a little smaller so that two share a page."""
    shape = _SHAPE.search(tag)
    height = _TEXT_WIDTH * float(shape[2]) / float(shape[1]) if shape else 0
    return printed_height(height) < height


def _kind(block: Block) -> str:
    return type(block).__name__


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("exports.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"inline_svg": inline_svg, "kind": _kind, "short": is_short, "code": _is_code}
    return environment
