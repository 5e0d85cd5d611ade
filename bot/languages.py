"""Which of a workshop's languages people should be told about before they rely on them."""

from __future__ import annotations

from collections.abc import Iterator

from prompts import name_of, reviewed, spoken
from workshops.study import Study


def unreviewed(study: Study) -> list[str]:
    """The languages in which no speaker has read over what we say, or what the study says."""
    return [each for each in study.languages if not (reviewed(each) and study.text(each).reviewed)]


def language_notes(study: Study) -> Iterator[str]:
    """What `workshop check` says beside mistakes."""
    ours = spoken()
    for each in unreviewed(study):
        yield f"{each} ({name_of(each)}): not yet reviewed by a speaker."
    for each in (each for each in study.languages if each not in ours):
        yield f"{each} ({name_of(each)}): what the study does not say is said in English."
