"""What differs between two versions of a study, and what may not once somebody has consented."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from tests.given import BUILT_IN
from workshops.study import Difference, Study, brief, differences, frozen_mistakes
from workshops.study.shape import Exemplar, StudyText, Theme, ThemeText

ENGLISH = BUILT_IN.text("en")
FIRST, SECOND, *REST = BUILT_IN.themes


def amended(**changes: Any) -> Study:
    return replace(BUILT_IN, **changes)


def worded(**changes: Any) -> Study:
    """With other English words."""
    return amended(texts={**BUILT_IN.texts, "en": replace(ENGLISH, **changes)})


def titled(theme: str, **changes: Any) -> Study:
    words: dict[str, ThemeText] = {**ENGLISH.themes, theme: replace(ENGLISH.themes[theme], **changes)}
    return worded(themes=words)


def with_themes(*themes: Theme) -> Study:
    return amended(themes=themes)


MORE_QUESTIONS = (*BUILT_IN.evaluation, replace(BUILT_IN.evaluation[0], id="more"))
FIRST_BOX, FIRST_ASKED = BUILT_IN.consent_boxes[0].id, BUILT_IN.evaluation[0].id
CHOSEN = next(question.id for question in BUILT_IN.profile if question.choices)
FEWER_CHOICES = tuple(
    replace(question, choices=question.choices[1:]) if question.id == CHOSEN else question
    for question in BUILT_IN.profile
)
ONE_MORE = Exemplar("Zz1", "NPW")


@pytest.mark.parametrize(
    ("study", "different"),
    [
        (BUILT_IN, ""),
        (amended(minutes={**BUILT_IN.minutes, "ranking": 75}), "study.toml: minutes.ranking"),
        (titled("T1", title="Beyond words"), "en.toml: themes.T1.title"),
        (titled("T1", covers=("One thing",)), "en.toml: themes.T1.covers"),
        (with_themes(SECOND, FIRST, *REST), "study.toml: themes"),
        (with_themes(replace(FIRST, statement="S9"), SECOND, *REST), "study.toml: themes.T1.statement"),
        (with_themes(SECOND, *REST), "study.toml: themes.T1"),
        (amended(evaluation=MORE_QUESTIONS), "study.toml: evaluation.more"),
        (worded(what_next="You will hear from us.", title="Roles"), "en.toml: title, what_next"),
    ],
)
def test_each_difference_is_named_by_its_file_and_key(study: Study, different: str) -> None:
    assert brief(differences(BUILT_IN, study)) == different


@pytest.mark.parametrize(
    "study",
    [
        amended(minutes={}, hands="all"),
        amended(evaluation=MORE_QUESTIONS),
        titled("T1", statement="Another wording of the same statement."),
        with_themes(replace(FIRST, exemplars=(*FIRST.exemplars, ONE_MORE)), SECOND, *REST),
        worded(information=("Other words.",), consent_version="another version"),
    ],
)
def test_these_may_change(study: Study) -> None:
    assert frozen_mistakes(BUILT_IN, study) == []


@pytest.mark.parametrize(
    ("study", "stays"),
    [
        (with_themes(SECOND, FIRST, *REST), "study.toml: themes"),
        (with_themes(SECOND, *REST), "study.toml: themes.T1"),
        (with_themes(replace(FIRST, id="T0"), SECOND, *REST), "study.toml: themes.T1, themes.T0"),
        (with_themes(replace(FIRST, statement="S9"), SECOND, *REST), "study.toml: themes.T1.statement"),
        (amended(rule="top3 >= 0.7"), "study.toml: rule"),
        (amended(tiers=("centre", "near", "far")), "study.toml: tiers"),
        (amended(consent_boxes=BUILT_IN.consent_boxes[1:]), f"study.toml: consent_boxes.{FIRST_BOX}"),
        (amended(evaluation=BUILT_IN.evaluation[1:]), f"study.toml: evaluation.{FIRST_ASKED}"),
        (amended(profile=FEWER_CHOICES), f"study.toml: profile.{CHOSEN}.choices"),
        (worded(information=("Other words.",)), "en.toml: consent_version"),
    ],
)
def test_these_stay(study: Study, stays: str) -> None:
    mistakes = frozen_mistakes(BUILT_IN, study)

    assert brief([Difference(mistake.file, mistake.key) for mistake in mistakes]) == stays


def test_people_keep_the_language_in_which_they_read() -> None:
    irish: StudyText = ENGLISH
    more = amended(languages=(*BUILT_IN.languages, "ga"), texts={**BUILT_IN.texts, "ga": irish})

    assert frozen_mistakes(BUILT_IN, more) == []
    assert [str(mistake) for mistake in frozen_mistakes(more, BUILT_IN)] == [
        "study.toml: languages: people may be reading in ga; keep it, with its file"
    ]
