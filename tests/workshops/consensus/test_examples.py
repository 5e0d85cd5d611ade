"""The worked examples in the docstrings hold."""

from __future__ import annotations

import doctest
from importlib import import_module
from pkgutil import iter_modules

import pytest

import workshops.consensus

MODULES = [module.name for module in iter_modules(workshops.consensus.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in(name: str) -> None:
    found = doctest.testmod(import_module(f"workshops.consensus.{name}"))
    assert found.failed == 0
