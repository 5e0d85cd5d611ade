"""The tables of the analysis, from rankings that have been analysed once, for reports and figures too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from exports.analysed import Analysed
from exports.tables.consensus import (
    AgreementRow,
    ConsensusRow,
    PairwiseRow,
    agreement_rows,
    consensus_rows,
    found_in,
    pairwise_rows,
)
from exports.tables.frames import frame
from exports.tables.individuals import NearnessRow, WithinGroupRow, nearness_rows, within_group_rows
from workshops.model import Workshop

ANALYSIS_TABLES = ("consensus", "pairwise", "agreement", "within_groups", "nearness")


def analysis_tables(
    groups: Analysed | None, individuals: Analysed | None, rule: str = ""
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Those of `ANALYSIS_TABLES` for which there are rankings, by name; one is built when it is asked for."""
    found = found_in(level for level in (groups, individuals) if level)
    if found:
        yield _table("consensus", ConsensusRow, consensus_rows(found, rule))
        yield _table("pairwise", PairwiseRow, pairwise_rows(found))
        yield _table("agreement", AgreementRow, agreement_rows(found))
    if individuals:
        yield _table("within_groups", WithinGroupRow, within_group_rows(individuals))
    if groups and individuals:
        yield _table("nearness", NearnessRow, nearness_rows(groups, individuals))


def common_rule(workshops: Iterable[Workshop]) -> str:
    """The rule for consensus that all the studies state; empty where they do not, or not the same one."""
    rules = {workshop.study.rule for workshop in workshops}
    return rules.pop() if len(rules) == 1 else ""


def _table(name: str, row: type[Any], rows: Iterable[tuple[Any, ...]]) -> tuple[str, pd.DataFrame]:
    return name, frame(name, row._fields, list(rows))
