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
COMPOSED = re.compile(r"""["']([a-z_.]+\.)["'] ~ \w+(?: ~ ["'](\w+)["'])?""")
QUOTED = re.compile(r"""["']([a-z_]+(?:\.[a-z_]+)*)["']""")
SAID_BY = {"say", "_say", "tell", "_tell", "expects", "_spoken_to"}
ANY_WORD = "[a-z_-]+"


@cache
def modules(*folders: str) -> tuple[ast.Module, ...]:
    """Of everything but what rehearses: that reads sentences, and says none."""
    files = [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]
    speaking = [file for file in files if "rehearsal" not in file.parts]
    return tuple(ast.parse(file.read_text(encoding="utf-8")) for file in speaking)


@cache
def templates() -> tuple[str, ...]:
    return tuple(file.read_text(encoding="utf-8") for file in sorted((ROOT / "bot").rglob("*.html")))


@cache
def literals() -> frozenset[str]:
    """Every string that stands in the source or in a template."""
    found = {
        node.value
        for module in modules(*FOLDERS)
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    found |= {found for template in templates() for found in QUOTED.findall(template)}
    of_commands = {word.replace(" ", "_") for word in found if re.fullmatch("[a-z]+ [a-z]+", word)}
    return frozenset(found | of_commands)


@cache
def composed() -> tuple[re.Pattern[str], ...]:
    """The patterns of keys that are put together, such as `phase.` and something."""
    strings = (
        node for module in modules(*FOLDERS) for node in ast.walk(module) if isinstance(node, ast.JoinedStr)
    )
    patterns = {
        "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else f"({ANY_WORD})"
            for part in string.values
        )
        for string in strings
    }
    for template in templates():
        for before, after in COMPOSED.findall(template):
            patterns.add(f"{re.escape(before)}({ANY_WORD}){after}")
    return tuple(
        re.compile(each) for each in sorted(patterns) if re.match(r"[a-z_]+\\\.|\([^)]*\)\\\.", each)
    )


def is_said(name: str) -> bool:
    """As it stands, or put together of a beginning and of words that stand somewhere, too."""
    if name in literals():
        return True
    matches = (pattern.fullmatch(name) for pattern in composed())
    return any(match is not None and set(match.groups()) <= literals() for match in matches)


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
