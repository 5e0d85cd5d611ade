"""What a study offers to the rest, and the built-in one."""

from __future__ import annotations

from pathlib import Path

import pytest

from prompts import STUDIES
from tests.workshops.study.writing import StudyFolder
from workshops.model import Phase
from workshops.study import BREAK_AFTER, PHASES, Study, check_study, load_study

BUILT_IN = STUDIES / "peer-worker-roles"


@pytest.fixture(scope="module")
def built_in() -> Study:
    return load_study(BUILT_IN)


@pytest.fixture
def small(tmp_path: Path) -> StudyFolder:
    return StudyFolder(tmp_path / "study")


def test_the_phases_are_those_of_the_workshop() -> None:
    assert tuple(Phase) == PHASES


def test_statements_are_looked_up_in_a_persons_language(small: StudyFolder) -> None:
    study = small.load()

    assert study.statements == ("S1", "S2")
    assert study.text("cy").statement("S2") == "Rhannu'r compost."
    assert study.text("cy").label("S2") == "Pridd"
    with pytest.raises(KeyError):
        study.text("cy").statement("A-x1")


def test_a_language_the_study_lacks_is_read_in_its_first(small: StudyFolder) -> None:
    study = small.load()

    assert study.text("pl") == study.text("en")


def test_the_days_stand_in_the_sheet_and_the_boxes(small: StudyFolder) -> None:
    text = small.load().text("en")

    assert text.information[1] == "Until 14 days after, answers can be removed."
    assert text.consent["use"] == "You may keep this for 90 days."


def test_individual_ranking_is_a_phase(small: StudyFolder) -> None:
    assert not small.load().individual_ranking

    small.change("study.toml", '"ranking",', '"individual", "ranking",')

    assert small.load().individual_ranking


def test_a_box_may_link_the_evaluation(small: StudyFolder) -> None:
    assert small.load().linking_box == ""

    small.change("study.toml", "[[profile]]", '[[consent_boxes]]\nid = "link"\nrequired = false\n[[profile]]')
    small.change("study.toml", "required = false", "required = false\nlinks_evaluation = true")
    for file in ("en.toml", "cy.toml"):
        small.change(file, "[consent]", '[consent]\nlink = "Link it?"')

    assert small.load().linking_box == "link"


def test_the_built_in_study_has_no_mistakes() -> None:
    assert check_study(BUILT_IN) == ()


def test_it_has_the_themes_that_the_workshops_saw(built_in: Study) -> None:
    text = built_in.text("en")

    assert [text.themes[theme.id].title for theme in built_in.themes] == [
        "Organisational structure",
        "Supportive culture",
        "‘Peerness’ and diversity",
        "The language of peer support",
        "The essence of the peer worker role",
        "Support for the peer worker",
        "Changing conversations",
        "Challenging boundaries",
    ]


def test_its_day_is_the_published_one(built_in: Study) -> None:
    assert built_in.minutes == {
        "lobby": 20,
        "themes": 40,
        f"{BREAK_AFTER}themes": 10,
        "ranking": 50,
        f"{BREAK_AFTER}ranking": 15,
        "report_back": 35,
        "plenary": 25,
        "evaluation": 10,
    }
    assert not built_in.individual_ranking


def test_its_statements_are_short_sentences(built_in: Study) -> None:
    statements = [built_in.text("en").statement(statement) for statement in built_in.statements]

    assert [s for s in statements if len(s) > 160 or not s.endswith(".") or s.count(".") > 1] == []


def test_its_exemplars_speak_in_the_third_person_of_their_source(built_in: Study) -> None:
    cases = {"N": "an NHS case", "P": "a partnership case", "V": "a voluntary sector case"}
    people = {"PW": "peer worker", "SM": "strategic manager", "MA": "manager", "ST": "member of staff"}
    for theme in built_in.themes:
        texts = built_in.text("en").themes[theme.id].exemplars
        assert 2 <= len(theme.exemplars) <= 3
        for exemplar in theme.exemplars:
            who = f"A {people[exemplar.source[1:]]} in {cases[exemplar.source[0]]}"
            assert texts[exemplar.id].summary.startswith(who)
            assert texts[exemplar.id].speaker.startswith(people[exemplar.source[1:]].capitalize())


def test_its_two_themes_without_a_slide_say_so(built_in: Study) -> None:
    themes = built_in.text("en").themes
    told = {
        theme
        for theme, text in themes.items()
        if all("this theme had no slide" in exemplar.speaker for exemplar in text.exemplars.values())
    }

    assert told == {"T1", "T6"}


def test_what_touches_suicide_or_restraint_is_closed_at_first(built_in: Study) -> None:
    touching = ("suicid", "restrain", "ligature", "unwell")
    found = {
        name
        for text in built_in.text("en").themes.values()
        for name, exemplar in text.exemplars.items()
        if any(word in exemplar.summary.lower() for word in touching)
    }

    assert found == {e.id for theme in built_in.themes for e in theme.exemplars if e.sensitive} == {"T7a"}


def test_it_invents_nobody_to_turn_to(built_in: Study) -> None:
    assert (built_in.support.people, built_in.support.line) == ((), "")
    assert built_in.text("en").support_line.startswith(
        "If anything today is hard for you, speak to any facilitator"
    )
