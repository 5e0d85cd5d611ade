"""Who may import whom: the rooms of the tree stay apart, and the command line starts light."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "exports", "prompts", "workshops")

# What is imported: the folders (ending in /) and modules that may. An empty tuple is nobody.
ONLY: dict[str, tuple[str, ...]] = {
    "bot": ("bot/",),
    "exports": ("bot/", "exports/"),
    "prompts": ("bot/", "exports/", "prompts/"),
    "workshops": ("bot/", "exports/", "workshops/"),
    "workshops.desk": ("bot/",),
    "tests": (),
    "telegram": ("bot/telegram/",),
    "starlette": ("bot/web/",),
    "sse_starlette": ("bot/web/",),
    "sqlite3": ("workshops/database.py",),
    "aiosqlite": ("workshops/database.py",),
    "pandas": ("exports/",),
    "matplotlib": ("exports/",),
    "numpy": ("workshops/consensus/", "exports/"),
    "scipy": (),
    "rich": (
        "bot/exporting.py",
        "bot/listing.py",
        "bot/monitor.py",
        "bot/rehearsal/",
        "bot/running.py",
    ),
}
# Actor and time come from the edge, and outcomes stand in events: the protocol needs none of these.
IMPURE = ("asyncio", "secrets", "time", "uuid")

STATEMENT = re.compile(
    r"\s*(SELECT\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s"
    r"|(CREATE|DROP|ALTER)\s+(TABLE|INDEX|TRIGGER|VIEW)\s|PRAGMA\s)"
)


@pytest.mark.parametrize("imported", ONLY)
def test_only_the_rooms_that_may_import_it(imported: str) -> None:
    found = [line for path, source in sources() for line in trespasses(path, source, imported)]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("imported", IMPURE)
def test_the_protocol_decides_without_clock_chance_or_waiting(imported: str) -> None:
    found = [
        f"{path}:{line} imports {module}, which nothing under workshops/protocol/ may"
        for path, source in sources()
        if path.startswith("workshops/protocol/")
        for line, module in imports(path, source)
        if names(imported, module)
    ]
    assert found == [], "\n".join(found)


def test_sql_is_written_where_the_journals_file_is_kept_only() -> None:
    kept = ("chats", "database", "forgetting", "journal", "kept_wishes", "people", "personal_codes")
    allowed = tuple(f"workshops/{module}.py" for module in kept)
    found = [
        f"{path}:{line} holds SQL, which only {' and '.join(allowed)} may"
        for path, source in sources()
        if path not in allowed
        for line in statements(source)
    ]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("bot.cli", ("matplotlib", "numpy", "pandas", "scipy", "starlette", "telegram")),
        ("bot.app", ("matplotlib", "pandas", "scipy")),
    ],
)
def test_starting_loads_nothing_heavy(module: str, heavy: tuple[str, ...]) -> None:
    program = f"import sys, {module}; print(*sorted(set({heavy!r}) & sys.modules.keys()))"

    started = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)

    assert (started.stdout.split(), started.stderr) == ([], "")


@pytest.mark.parametrize(
    "line",
    [
        "import telegram.ext",
        "from telegram import Bot",
        "def late():\n    import telegram as library",
        "if TYPE_CHECKING:\n    from telegram.ext import Application",
    ],
)
def test_the_rule_sees_every_way_to_import(line: str) -> None:
    [trespass] = trespasses("workshops/model.py", line, "telegram")

    assert re.fullmatch(r"workshops/model\.py:\d imports telegram\S*, which only bot/telegram/ may", trespass)


@pytest.mark.parametrize(
    ("path", "line", "module"),
    [
        ("exports/tables.py", "from workshops import desk", "workshops.desk"),
        ("workshops/protocol/themes.py", "from ..desk import Desk", "workshops.desk.Desk"),
        ("workshops/protocol/__init__.py", "from .. import desk", "workshops.desk"),
    ],
)
def test_the_rule_follows_names_and_dots(path: str, line: str, module: str) -> None:
    assert trespasses(path, line, "workshops.desk") == [f"{path}:1 imports {module}, which only bot/ may"]


def test_the_rule_lets_pass_what_it_should() -> None:
    assert trespasses("bot/telegram/poller.py", "import telegram", "telegram") == []
    assert trespasses("bot/app.py", "from bot.telegram import poller", "telegram") == []
    assert trespasses("workshops/model.py", "import telegraph", "telegram") == []


def test_the_rule_tells_sql_from_a_sentence() -> None:
    source = 'one = "SELECT seq FROM journal"\ntwo = "Select a statement"\nthree = f"DELETE FROM {one}"'

    assert statements(source) == [1, 3]


@cache
def sources() -> tuple[tuple[str, str], ...]:
    """Every module of ours: its path from the root, and its text."""
    files = (file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py")))
    return tuple((file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")) for file in files)


@cache
def nodes(source: str) -> tuple[ast.Import | ast.ImportFrom | ast.Constant, ...]:
    """The imports and constants of a module."""
    return tuple(
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom | ast.Constant)
    )


def trespasses(path: str, source: str, imported: str) -> list[str]:
    """The lines of this module that import what it may not, in words."""
    allowed = ONLY[imported]
    if any(path.startswith(place) if place.endswith("/") else path == place for place in allowed):
        return []
    return [
        f"{path}:{line} imports {module}, which only {' and '.join(allowed) or 'the tests'} may"
        for line, module in imports(path, source)
        if names(imported, module)
    ]


def imports(path: str, source: str) -> Iterator[tuple[int, str]]:
    """Line and full name of everything a module imports, wherever in it the import stands."""
    for node in nodes(source):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = _origin(path, node)
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)


def names(imported: str, module: str) -> bool:
    """Whether this full name is the imported one, or something inside it."""
    return module == imported or module.startswith(f"{imported}.")


def statements(source: str) -> list[int]:
    """The lines where a string begins as an SQL statement does."""
    return [
        node.lineno
        for node in nodes(source)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and STATEMENT.match(node.value)
    ]


def _origin(path: str, node: ast.ImportFrom) -> str:
    """The full name after `from`, its leading dots resolved."""
    above = Path(path).parts[: -node.level] if node.level else ()
    return ".".join((*above, *filter(None, [node.module])))
