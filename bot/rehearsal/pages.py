"""A page as someone without JavaScript has it: what there is to read, and forms that can be sent."""

from __future__ import annotations

from html.parser import HTMLParser

import msgspec

UNREAD = frozenset({"script", "style", "svg", "title"})
VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "progress", "source", "wbr"})
INLINE = frozenset({"a", "b", "em", "i", "span", "strong"})


class Form(msgspec.Struct):
    """`box` is the field that a person types into, if there is one."""

    address: str
    fields: dict[str, str]
    label: str = ""
    box: str = ""


class Page(HTMLParser):
    """Reads the whole of `html`. `title` is the heading, `notice` the sentence that stands out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._read: list[str] = []
        self._open: list[tuple[str, dict[str, str]]] = []
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
            self._open.append((tag, attributes))
        if tag not in INLINE:
            self._read.append("\n")
        match tag:
            case "form":
                self.forms.append(Form(attributes.get("action", ""), {}))
            case "input" | "textarea" | "button" if self._inside("form"):
                self._field(tag, attributes)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        while self._open and tag not in VOID:
            ended, _ = self._open.pop()
            if ended == tag:
                break
        if tag == "button" and self.forms:
            self.forms[-1].label = _joined(self._parts["button"])
            self._parts["button"].clear()
        if tag not in INLINE:
            self._read.append("\n")

    def handle_data(self, data: str) -> None:
        if any(_is_unread(tag, attributes) for tag, attributes in self._open):
            return
        if self._inside("textarea"):
            self.forms[-1].fields[self.forms[-1].box] += data
            return
        self._read.append(data)
        for tag, attributes in self._open:
            name = "notice" if attributes.get("class") == "notice" else tag
            if name in self._parts:
                self._parts[name].append(data)

    def _field(self, tag: str, attributes: dict[str, str]) -> None:
        form, name = self.forms[-1], attributes.get("name", "")
        if not name:
            return
        form.fields[name] = attributes.get("value", "")
        if tag != "button" and attributes.get("type") != "hidden":
            form.box = name

    def _inside(self, wanted: str) -> bool:
        return any(tag == wanted for tag, _ in self._open)


def _is_unread(tag: str, attributes: dict[str, str]) -> bool:
    return tag in UNREAD or attributes.get("aria-hidden") == "true" or "hidden" in attributes


def _joined(parts: list[str]) -> str:
    return " ".join("".join(parts).split())
