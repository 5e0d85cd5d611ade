"""Each sentence is said somewhere, and each that is asked for is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import bot
from prompts import ENGLISH, sentences
from tests.prompts.catalogue import names_of

ROOT = Path(bot.__file__).parent.parent
FOLDERS = ("bot", "exports", "prompts", "workshops")
COMPOSED = re.compile(r"""["']([a-z_.]+[._])["'] ~ (?:\w+|\([^()]*\))(?: ~ ["'](\w+)["'])?""")
QUOTED = re.compile(r"""["']([a-z_]+(?:\.[a-z_]+)*)["']""")
SAID_BY = {"say", "_say", "tell", "_tell", "expects", "_spoken_to"}


@cache
def modules(*folders: str) -> tuple[ast.Module, ...]:
    """Of everything but what rehearses: that reads sentences, and says none."""
    files = [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]
    speaking = [file for file in files if "rehearsal" not in file.parts]
    return tuple(map(parsed, speaking))


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def templates() -> tuple[str, ...]:
    return tuple(file.read_text(encoding="utf-8") for file in sorted((ROOT / "bot").rglob("*.html")))


@cache
def literals() -> frozenset[str]:
    """Every string that stands in the source or in a template, also after an address's question mark."""
    found = {
        node.value
        for module in modules(*FOLDERS)
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    found |= {word for template in templates() for word in QUOTED.findall(template)}
    of_commands = {word.replace(" ", "_") for word in found if re.fullmatch("[a-z]+ [a-z]+", word)}
    asked = {value for word in found for value in re.findall(r"[?&]\w+=(\w+)", word)}
    return frozenset(found | of_commands | asked)


@cache
def composed() -> frozenset[tuple[str, ...]]:
    """How keys are put together: what stands as it is, and an empty string for each word that is put in."""
    found = {
        tuple(str(part.value) if isinstance(part, ast.Constant) else "" for part in node.values)
        for module in modules(*FOLDERS)
        for node in ast.walk(module)
        if isinstance(node, ast.JoinedStr)
    }
    found |= {
        (before, "", *([after] if after else []))
        for template in templates()
        for before, after in COMPOSED.findall(template)
    }
    return frozenset(parts for parts in found if "." in "".join(parts[:2]))


def is_said(name: str) -> bool:
    """As it stands, or put together of words that stand somewhere, too."""
    return name in literals() or any(is_put_together(parts, name) for parts in composed())


def is_put_together(parts: tuple[str, ...], name: str) -> bool:
    if not parts:
        return not name
    first, *others = parts
    if first:
        return name.startswith(first) and is_put_together(tuple(others), name.removeprefix(first))
    ends = (at for at in range(1, len(name) + 1) if name[:at] in literals())
    return any(is_put_together(tuple(others), name[at:]) for at in ends)


def asked_for() -> Iterator[str]:
    """Every key that code gives to whatever says sentences, where it stands as it is."""
    for module in modules("bot"):  # reports have sentences of their own
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and node.args and _says(node.func):
                yield from _constants(node.args[0])
    for template in templates():
        for arguments in re.findall(r"\bsay\(([^()]*)\)", template):
            yield from (key for key in QUOTED.findall(COMPOSED.sub("", arguments)) if "." in key)


def _says(function: ast.expr) -> bool:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name in SAID_BY
        case ast.Call(func=ast.Name(id="prompts_in")):
            return True
        case _:
            return False


def _constants(argument: ast.expr) -> Iterator[str]:
    match argument:
        case ast.Constant(value=str(key)):
            yield key
        case ast.IfExp(body=body, orelse=otherwise):
            yield from _constants(body)
            yield from _constants(otherwise)


def test_every_sentence_is_said_somewhere() -> None:
    assert [name for name in names_of(ENGLISH) if not is_said(name)] == []


def test_every_sentence_that_is_asked_for_is_there() -> None:
    known = {*names_of(ENGLISH), *sentences(ENGLISH)}
    asked = set(asked_for())

    assert len(asked) > 300
    assert sorted(asked - known) == []
