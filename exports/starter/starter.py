"""A start in Python: the order in which the groups put the statements, from this folder's CSV files.

Run it in this folder with pandas and matplotlib installed: python starter.py
It prints the order as a table and draws it as starter.png. codebook.md says what every file and column means.
starter.R does the same in R.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd

FOLDER = Path(__file__).parent

# What it may mean that a statement was not placed, and the mark for each. What holds under one only is no
# finding.
MARKS = {"reasons": "o", "below": "s", "missing": "^"}

# One apostrophe stands before a text that a spreadsheet would take for a formula; see codebook.md.
GUARDED = re.compile(r"^'(?='*\s*[=+\-@＝＋－＠\t\r\n])")


def read(table: str) -> pd.DataFrame:
    """A table of the export. Only empty cells are missing: NA would be a text that somebody wrote."""
    return pd.read_csv(FOLDER / f"{table}.csv", keep_default_na=False, na_values=[""])


def words(text: str) -> str:
    """A text as it was written."""
    return GUARDED.sub("", text)


def pooled(table: str) -> pd.DataFrame:
    """The rows on the groups of all workshops together; individuals are never mixed with them."""
    rows = read(table)
    return rows[(rows["level"] == "group") & rows["workshop"].isna()]


def order() -> pd.DataFrame:
    """The statements from the top, with their place under each reading, and ranges under the chosen one."""
    if not (FOLDER / "consensus.csv").exists() or pooled("consensus").empty:
        sys.exit("No group has handed in a ranking: there is nothing to draw.")
    consensus, agreement = pooled("consensus"), pooled("agreement")
    chosen = agreement.loc[agreement["chosen"], "unplaced"].item()
    found: pd.DataFrame = consensus[consensus["unplaced"] == chosen].set_index("statement")
    for unplaced in MARKS:
        found[unplaced] = consensus[consensus["unplaced"] == unplaced].set_index("statement")["position"]
    shown = [*MARKS, "loo_low", "loo_high", "range95_low", "range95_high", "placed", "rankings"]
    return found.sort_values("position", kind="stable").filter(shown)


def draw(found: pd.DataFrame) -> None:
    """A line a statement: a mark for each reading, a bar over leave-one-out, a line over resampled places."""
    labels = read("statements").drop_duplicates("statement").set_index("statement")["label"]
    figure, axes = plt.subplots(figsize=(9, 0.5 * len(found) + 1.8), layout="constrained")
    for row, (_, each) in enumerate(found.iterrows()):
        axes.plot(each[["loo_low", "loo_high"]], [row, row], color="0.8", linewidth=9, solid_capstyle="butt")
        axes.plot(each[["range95_low", "range95_high"]], [row, row], color="0.5", marker="|")
        for aside, (unplaced, mark) in enumerate(MARKS.items()):
            axes.plot(each[unplaced], row - 0.15 * aside, mark, color="0.1", markerfacecolor="white")
        axes.text(
            len(found) + 0.7, row, f"placed by {each['placed']:.0f} of {each['rankings']:.0f}", va="center"
        )
    axes.set_yticks(range(len(found)), [f"{words(labels[each])} ({each})" for each in found.index])
    axes.set(
        xlim=(0.5, len(found) + 0.5), ylim=(len(found) - 0.5, -0.5), xlabel="place, 1 for the most important"
    )
    handles = [axes.plot([], [], mark, color="0.1", markerfacecolor="white")[0] for mark in MARKS.values()]
    axes.legend(handles, MARKS, ncols=3, frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1.0))
    figure.savefig(FOLDER / "starter.png", dpi=150)


def main() -> None:
    found = order()
    found.to_csv(sys.stdout, lineterminator="\n")
    draw(found)


if __name__ == "__main__":
    main()
