"""Where a study stands: built in, by its name, or in a folder."""

from __future__ import annotations

from pathlib import Path

from bot.declined import UNSAVED, Declined
from workshops.study import StudyMistakes, copy_study

STUDIES = Path(__file__).parent.parent / "prompts" / "studies"


class NoSuchStudy(Exception):
    """Neither a built-in study nor a folder; the message is one sentence."""


def study_folder(name_or_folder: str) -> Path:
    """The folder of the study. Raises `NoSuchStudy`."""
    built_in = STUDIES / name_or_folder
    if "/" not in name_or_folder and (built_in / "study.toml").is_file():
        return built_in
    folder = Path(name_or_folder).absolute()
    if folder.is_dir():
        return folder
    names = ", ".join(sorted(path.name for path in STUDIES.iterdir() if path.is_dir()))
    raise NoSuchStudy(
        f"There is no study {name_or_folder}: give a folder, or one of the built-in studies: {names}."
    )


def copied_study(study: str, data: Path) -> str:
    """The hash under which the study in this folder is kept from now on. Raises `Declined`."""
    try:
        return copy_study(Path(study), data)
    except OSError as broken:
        raise Declined(UNSAVED) from broken
    except StudyMistakes as mistaken:
        count = len(mistaken.mistakes)
        raise Declined(
            f"The study {study} has mistakes ({count}): run `workshop check {study}` to see each."
        ) from mistaken
