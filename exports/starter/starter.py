"""A start in Python: what the groups ranked, from this folder's CSV files, as a table and as a picture.

Run it in this folder with pandas and matplotlib installed: python starter.py
It prints a table and writes starter.png. codebook.md says what every file and column means. starter.R does
the same in R.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd

FOLDER = Path(__file__).parent

# One apostrophe stands before a text that a spreadsheet would take for a formula; see codebook.md.
GUARDED = re.compile(r"^'(?='*\s*[=+\-@＝＋－＠\t\r\n])")


def read(table: str) -> pd.DataFrame:
    """A table of the export. Only empty cells are missing: NA would be a text that somebody wrote."""
    return pd.read_csv(FOLDER / f"{table}.csv", keep_default_na=False, na_values=[""])


def words(text: str) -> str:
    """A text as it was written."""
    return GUARDED.sub("", text)


def group_rankings() -> pd.DataFrame:
    """A row for each core statement in each group's ranking; those who discussed instead ranked nothing."""
    rankings = read("rankings")
    by_groups = (rankings["level"] == "group") & (rankings["form"] != "discussion")
    return rankings[by_groups & (rankings["origin"] == "core")]


def summary(rankings: pd.DataFrame) -> pd.DataFrame:
    """How each statement was ranked, the highest first. What a group did not place is tied last."""
    ranks = rankings.groupby("statement", sort=False)["rank_core"]
    found = pd.DataFrame(
        {
            "placed": rankings.groupby("statement", sort=False)["placed"].sum(),
            "groups": ranks.size(),
            "mean_rank": ranks.mean(),
            "q1": ranks.quantile(0.25),
            "median_rank": ranks.median(),
            "q3": ranks.quantile(0.75),
        }
    )
    return found.sort_values(["mean_rank", "median_rank"], kind="stable")


def draw(rankings: pd.DataFrame, found: pd.DataFrame) -> None:
    """A line for each statement: a dot for each group, a bar over the middle half, a mark at the mean."""
    labels = read("statements").drop_duplicates("statement").set_index("statement")["label"]
    figure, axes = plt.subplots(figsize=(8, 0.5 * len(found) + 1.5), layout="constrained")
    for row, (statement, each) in enumerate(found.iterrows()):
        ranks = rankings.loc[rankings["statement"] == statement, "rank_core"]
        axes.plot([each["q1"], each["q3"]], [row, row], color="0.8", linewidth=9, solid_capstyle="butt")
        axes.plot(ranks, [row] * len(ranks), "o", color="0.2", markersize=4)
        axes.plot(each["mean_rank"], row, "D", color="white", markeredgecolor="black")
    axes.set_yticks(range(len(found)), [f"{words(labels[each])} ({each})" for each in found.index])
    axes.set_ylim(len(found) - 0.5, -0.5)
    axes.set_xlabel("rank among the core statements, 1 for the most important")
    axes.set_title(f"What {rankings.groupby(['workshop', 'group']).ngroups} groups ranked")
    figure.savefig(FOLDER / "starter.png", dpi=150)


def main() -> None:
    rankings = group_rankings()
    if rankings.empty:
        sys.exit("No group has handed in a ranking: there is nothing to draw.")
    found = summary(rankings)
    found.to_csv(sys.stdout, lineterminator="\n")
    draw(rankings, found)


if __name__ == "__main__":
    main()
