"""A page as someone reads it: its text, its buttons, its box."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

import msgspec
from lxml.html import HtmlElement, document_fromstring

TICKED = ("checkbox", "radio")
UNREAD = ("script", "style", "svg", "title")
LINES = ("h1", "h2", "h3", "p", "li", "button", "label", "summary", "dt", "dd", "a", "textarea")


class Form(msgspec.Struct, frozen=True):
    """Where a button's form goes and what it carries; `pressed` when it is marked as the stored answer."""

    label: str
    address: str
    fields: dict[str, str]
    pressed: bool = False


class Page:
    """`address` is where it was found, which its links and forms start from."""

    def __init__(self, html: str, address: str) -> None:
        self.html = html
        self.address = address
        self.document = document_fromstring(html)

    def text(self) -> str:
        """What there is to read, a line for each part."""
        parts = [
            line for line in self.document.iter(*LINES) if next(line.iterdescendants(*LINES), None) is None
        ]
        return "\n".join(filter(None, map(_words, parts)))

    def forms(self) -> list[Form]:
        return [self._form(button) for button in self.document.iter("button")]

    def links(self) -> dict[str, str]:
        """The links by their words."""
        return {_words(link): urljoin(self.address, link.get("href", "")) for link in self.document.iter("a")}

    def box(self) -> str | None:
        """What stands in the box for typing; None where there is none."""
        found = self.document.find(".//textarea")
        return None if found is None else (found.text or "").removeprefix("\n")

    def fingerprint(self) -> str:
        """By which the server tells whether the page shows what is so."""
        [screen] = self.document.findall(".//div[@id='screen']")
        return screen.get("data-fingerprint", "")

    def _form(self, button: HtmlElement) -> Form:
        form = next(parent for parent in button.iterancestors("form"))
        fields = {
            field.get("name", ""): field.get("value", "")
            for field in form.iter("input")
            if field.get("type") not in TICKED or field.get("checked") is not None
        }
        for box in form.iter("textarea"):
            fields[box.get("name", "")] = (box.text or "").removeprefix("\n")
        for select in form.iter("select"):
            options = list(select.iter("option"))
            chosen = next((one for one in options if one.get("selected") is not None), options[0])
            fields[select.get("name", "")] = chosen.get("value", "")
        if button.get("name"):
            fields[button.get("name", "")] = button.get("value", "")
        address = urljoin(self.address, form.get("action", ""))
        return Form(
            button.get("aria-label") or _words(button), address, fields, button.get("aria-pressed") == "true"
        )


def _words(element: HtmlElement) -> str:
    """What the element says, without the marks that only decorate it."""
    return re.sub(r"\s+", " ", "".join(_said(element))).strip()


def _said(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for part in element:
        if part.get("aria-hidden") != "true" and part.tag not in UNREAD:
            yield from _said(part)
        yield part.tail or ""
