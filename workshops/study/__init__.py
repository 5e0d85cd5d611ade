"""A study: what a research team takes back to the people it came from, written as a folder of text files.

`docs/studies.md` says how to write one. Everything here takes paths; where studies stand, others know.
"""

from workshops.study.amending import Difference, brief, differences, frozen_mistakes
from workshops.study.check import check_study, load_study
from workshops.study.keeping import StudyNotKept, consent_hash, copy_study, kept_study, sheet_mark
from workshops.study.mistakes import Mistake, StudyMistakes
from workshops.study.shape import (
    BREAK_AFTER,
    PHASES,
    ConsentBox,
    EvaluationQuestion,
    Exemplar,
    ExemplarText,
    FitQuestion,
    GroupSize,
    ProfileQuestion,
    QuestionText,
    Study,
    StudySupport,
    StudyText,
    Theme,
    ThemeText,
)

__all__ = [
    "BREAK_AFTER",
    "PHASES",
    "ConsentBox",
    "Difference",
    "EvaluationQuestion",
    "Exemplar",
    "ExemplarText",
    "FitQuestion",
    "GroupSize",
    "Mistake",
    "ProfileQuestion",
    "QuestionText",
    "Study",
    "StudyMistakes",
    "StudyNotKept",
    "StudySupport",
    "StudyText",
    "Theme",
    "ThemeText",
    "brief",
    "check_study",
    "consent_hash",
    "copy_study",
    "differences",
    "frozen_mistakes",
    "kept_study",
    "load_study",
    "sheet_mark",
]
