"""Where a study stands: built in, by its name, or in a folder."""

from __future__ import annotations

from pathlib import Path

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
