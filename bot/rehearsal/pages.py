"""A page as someone without JavaScript has it: what there is to read, and forms that can be sent."""

from __future__ import annotations

from html.parser import HTMLParser

import msgspec

UNREAD = frozenset({"script", "style", "svg", "title"})
VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "progress", "source", "wbr"})
INLINE = frozenset({"a", "b", "em", "i", "span", "strong"})
HIDDEN = "what is not read"
SCREEN = "screen"


class Form(msgspec.Struct):
    """`label` is what the button is called when read aloud; `box` is the field to type into, if any."""

    address: str
    fields: dict[str, str]
    label: str = ""
    box: str = ""


class Page(HTMLParser):
    """Reads the whole of `html`. `title` is the heading, `notice` the sentence that stands out.

    `address` is where the page asks what is new, `view` and `fingerprint` say what it shows by now; all are
    empty on a page that stays as it is.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.address = self.view = self.fingerprint = ""
        self._read: list[str] = []
        self._tags: list[str] = []
        self._kinds: list[str] = []
        self._parts: dict[str, list[str]] = {"h1": [], "notice": [], "button": []}
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        lines = "".join(self._read).split("\n")
        return "\n".join(filter(None, (_joined([line]) for line in lines)))

    @property
    def title(self) -> str:
        return _joined(self._parts["h1"])

    @property
    def notice(self) -> str:
        return _joined(self._parts["notice"])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._tags.append(tag)
            self._kinds.append(_kind(tag, attributes))
        if tag not in INLINE:
            self._read.append("\n")
        match tag:
            case "main":
                self.address = attributes.get("data-address", "")
            case "div" if attributes.get("id") == SCREEN:
                self.view = attributes.get("data-view", "")
                self.fingerprint = attributes.get("data-fingerprint", "")
            case "form":
                self.forms.append(Form(attributes.get("action", ""), {}))
            case "input" | "textarea" | "button" if "form" in self._kinds:
                self._field(tag, attributes)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        while self._tags and tag not in VOID:
            self._kinds.pop()
            if self._tags.pop() == tag:
                break
        if tag == "button" and self.forms:
            self.forms[-1].label = self.forms[-1].label or _joined(self._parts["button"])
            self._parts["button"].clear()
        if tag not in INLINE:
            self._read.append("\n")

    def handle_data(self, data: str) -> None:
        if HIDDEN in self._kinds:
            return
        if "textarea" in self._kinds:
            self.forms[-1].fields[self.forms[-1].box] += data
            return
        self._read.append(data)
        for kind, part in self._parts.items():
            if kind in self._kinds:
                part.append(data)

    def _field(self, tag: str, attributes: dict[str, str]) -> None:
        form, name = self.forms[-1], attributes.get("name", "")
        if not name:
            return
        form.fields[name] = attributes.get("value", "")
        form.label = attributes.get("aria-label", "")
        if tag != "button" and attributes.get("type") != "hidden":
            form.box = name


def _kind(tag: str, attributes: dict[str, str]) -> str:
    """What stands in it: the tag's name says, or that it stands out, or that nobody reads it."""
    if tag in UNREAD or attributes.get("aria-hidden") == "true" or "hidden" in attributes:
        return HIDDEN
    return "notice" if attributes.get("class") == "notice" else tag


def _joined(parts: list[str]) -> str:
    return " ".join("".join(parts).split())
