"""What every test relies on: durations as timedelta, and an honest word about missing Chromium."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

os.environ["PTB_TIMEDELTA"] = "1"  # read by python-telegram-bot when it is imported, so before anything else

import pytest

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter

# httpx asks for it at every call; told once that it is not there, Python looks through no folder again.
sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]

NO_CHROMIUM = "Chromium is not installed"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip browser tests where there is no Chromium; with NO_SKIPS=1 that ends the run."""
    browser_tests = [item for item in items if item.get_closest_marker("browser")]
    if not browser_tests or shutil.which("chromium"):
        return
    if os.environ.get("NO_SKIPS") == "1":
        raise pytest.UsageError(f"{NO_CHROMIUM}, and NO_SKIPS=1 allows no browser test to be skipped.")
    for item in browser_tests:
        item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Name each test that was left out for want of a browser."""
    skipped = [
        report.nodeid
        for report in terminalreporter.getreports("skipped")
        if isinstance(report, pytest.TestReport) and NO_CHROMIUM in str(report.longrepr)
    ]
    if not skipped:
        return
    terminalreporter.section(f"{NO_CHROMIUM}: {len(skipped)} browser tests SKIPPED", red=True, bold=True)
    for nodeid in skipped:
        terminalreporter.line(nodeid)
