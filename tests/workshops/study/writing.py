"""A small study that tests write and then spoil: two themes, two languages, every key that has no default."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workshops.study import Study, check_study, load_study

DESIGN = """\
id = "allotments"
languages = ["en", "cy"]
time_zone = "Europe/London"
phases = ["lobby", "ranking", "closed"]
retention_days = 90
link_table_days = 14

[minutes]
ranking = 50
break_after_ranking = 10

[[themes]]
id = "T1"
statement = "S1"
exemplars = [{ id = "E1", source = "A", sensitive = true }]

[[themes]]
id = "T2"
statement = "S2"

[[consent_boxes]]
id = "use"

[[profile]]
id = "role"
choices = ["digs", "weeds"]

[[evaluation]]
id = "better"
"""

ENGLISH = """\
title = "Allotments"
information = ["We ask what allotments need.", "Until {link_table_days} days after, answers can be removed."]
consent_version = "1"
task = "Which matters most?"
what_next = "We read it all."
support_line = "Ask anyone."

[consent]
use = "You may keep this for {retention_days} days."

[tiers]
centre = "At the centre"
around = "Around it"

[themes.T1]
title = "Water"
covers = ["Rain", "Taps"]
statement = "Lay a tap to every plot."

[themes.T1.exemplars.E1]
summary = "A gardener described carrying water."
speaker = "Gardener"
sensitive = "hard work"

[themes.T2]
title = "Soil"
covers = ["Compost"]
statement = "Share the compost."

[profile.role]
question = "What do you do?"
choices = { digs = "I dig", weeds = "I weed" }

[evaluation.better]
question = "What would have been better?"
"""

WELSH = (
    ENGLISH.replace("Water", "Dŵr")
    .replace("Soil", "Pridd")
    .replace("Share the compost.", "Rhannu'r compost.")
)

GOOD = {"study.toml": DESIGN, "en.toml": ENGLISH, "cy.toml": WELSH}


class StudyFolder:
    """A folder with the good study in it, to be changed as a researcher would."""

    def __init__(self, path: Path, files: Mapping[str, str] = GOOD) -> None:
        self.path = path
        path.mkdir(exist_ok=True)
        for name, text in files.items():
            (path / name).write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> StudyFolder:
        """Puts `new` where `old` first stands, which must be there."""
        text = (self.path / name).read_text(encoding="utf-8")
        assert old in text, f"{name} does not say {old!r}"
        (self.path / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        return self

    def mistakes(self) -> list[str]:
        return [str(mistake) for mistake in check_study(self.path)]

    def load(self) -> Study:
        return load_study(self.path)


def as_toml(table: Mapping[str, Any]) -> str:
    """One line for each key at the top, everything below it written inline."""
    return "".join(f"{_string(key)} = {_inline(value)}\n" for key, value in table.items())


def _inline(value: Any) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{_string(key)} = {_inline(inner)}" for key, inner in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_inline, value)) + "]"
        case str():
            return _string(value)
        case bool():
            return str(value).lower()
    return str(value)


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
