"""Lobby: the workshop is made, people consent and say a little about themselves."""

from __future__ import annotations

import msgspec
import pytest

from tests import given
from tests.given import Room, consent
from workshops.commands import (
    AdmitFacilitator,
    AnswerProfile,
    ChooseLanguage,
    MakeWorkshop,
)
from workshops.events import IndividualOrderShuffled
from workshops.grouping import letters
from workshops.model import Phase

# The workshop is made


def made_with(groups: tuple[str, ...]) -> MakeWorkshop:
    return MakeWorkshop("Tuesday", "0" * 64, groups, "join", "projector")


def test_a_workshop_is_made_once() -> None:
    room = given.workshop(groups="AB")

    room.refuses("operator", made_with(("A",)), "made_already")


def test_a_workshop_is_as_it_was_ordered() -> None:
    ordered = MakeWorkshop(
        "Tuesday", "0" * 64, ("A", "B"), "join", "projector", telegram=False, rehearsal=True
    )
    made = Room().does("operator", ordered).workshop

    assert (made.title, made.study_hash, list(made.groups)) == ("Tuesday", "0" * 64, ["A", "B"])
    assert (made.join_secret, made.projector_secret) == ("join", "projector")
    assert (made.telegram, made.rehearsal) == (False, True)
    assert made.phase is Phase.LOBBY


def test_a_workshop_has_forty_tables_at_most() -> None:
    Room().refuses("operator", made_with(letters(41)), "too_many_groups").does(
        "operator", made_with(letters(40))
    )


@pytest.mark.parametrize("groups", [("A", "C"), ("a",), ("",), ("A", "A"), ("B", "A")])
def test_tables_are_lettered_from_a_without_a_gap(groups: tuple[str, ...]) -> None:
    Room().refuses("operator", made_with(groups), "group_unknown")


def test_nothing_happens_in_a_workshop_that_was_never_made() -> None:
    Room().refuses("newcomer", consent("P01"), "code_unknown")
    Room().refuses("operator", AdmitFacilitator("F1", "en"), "code_unknown")


def test_a_claim_taken_twice_makes_one_facilitator() -> None:
    room = given.workshop()

    room.changes_nothing("operator", AdmitFacilitator("F1", "en"))

    assert list(room.workshop.facilitators) == ["F1"]


# Consent


def test_consent_is_kept_with_its_sheet_its_boxes_and_its_time() -> None:
    room = given.workshop().joined("P01")

    kept = room.someone("P01").consent
    assert (kept.sheet, kept.boxes, kept.where) == (
        consent("P01").sheet,
        ("choice", "use", "removal"),
        "here",
    )
    assert (kept.language, kept.at) == ("en", room.now)


@pytest.mark.parametrize("left_unticked", given.REQUIRED_BOXES)
def test_without_every_required_box_nobody_takes_part(left_unticked: str) -> None:
    ticked = tuple(box for box in ("choice", "use", "removal", "quote", "link") if box != left_unticked)
    room = given.workshop().refuses("newcomer", consent("P01", boxes=ticked), "consent_incomplete")

    assert room.workshop.participants == {}


def test_consent_to_a_sheet_that_has_changed_since_is_asked_for_again() -> None:
    outdated = msgspec.structs.replace(consent("P01"), sheet="0" * 64)

    given.workshop().refuses("newcomer", outdated, "sheet_changed")


def test_consent_is_given_in_a_language_that_the_study_has() -> None:
    unknown = msgspec.structs.replace(consent("P01"), language="tlh")

    given.workshop().refuses("newcomer", unknown, "language_unknown")


def test_consent_sent_twice_lets_one_person_in() -> None:
    room = given.workshop().joined("P01", table="A")

    room.changes_nothing("newcomer", consent("P01", table="A"))

    assert room.members("A") == "P01"


def test_nobody_consents_once_the_workshop_is_closed() -> None:
    given.workshop().phase(Phase.CLOSED).refuses("newcomer", consent("P01"), "closed")


def test_where_individuals_rank_each_gets_an_order_of_their_own_that_stands_in_the_journal() -> None:
    room = given.workshop(given.WITH_INDIVIDUAL_RANKING).joined("P01", "P02")

    shuffled = [e.order for act in room.acts for e in act.events if isinstance(e, IndividualOrderShuffled)]
    assert [sorted(order) for order in shuffled] == [list(room.study.statements)] * 2
    assert shuffled[0] != shuffled[1]
    assert [p.individual and p.individual.offered for p in room.workshop.participants.values()] == shuffled


def test_where_only_groups_rank_nobody_gets_an_order() -> None:
    assert given.workshop().joined("P01").someone("P01").individual is None


# Language and profile


def test_the_language_can_be_changed_at_any_time() -> None:
    welsh_too = msgspec.structs.replace(
        given.BUILT_IN,
        languages=("en", "cy"),
        texts={**given.BUILT_IN.texts, "cy": given.BUILT_IN.text("en")},
    )
    room = given.workshop(welsh_too).joined("P01").does("P01", ChooseLanguage("cy"))
    room.does("F1", ChooseLanguage("cy")).changes_nothing("P01", ChooseLanguage("cy"))
    room.refuses("P01", ChooseLanguage("tlh"), "language_unknown")
    room.phase(Phase.CLOSED).does("P01", ChooseLanguage("en"))

    assert room.someone("P01").language == "en"
    assert room.workshop.facilitators["F1"].language == "cy"


def test_a_profile_answer_is_one_of_the_choices_and_can_be_changed() -> None:
    room = given.workshop().joined("P01").does("P01", AnswerProfile("role", "peer"))
    room.changes_nothing("P01", AnswerProfile("role", "peer")).does("P01", AnswerProfile("role", "manager"))
    room.refuses("P01", AnswerProfile("role", "astronaut"), "answer_unknown")
    room.refuses("P01", AnswerProfile("shoesize", "44"), "question_unknown")

    assert room.someone("P01").profile == {"role": "manager"}


def test_where_one_works_is_kept_as_a_number_and_never_as_words() -> None:
    room = given.workshop().joined("P01").does("P01", AnswerProfile("organis", "7"))
    room.refuses("P01", AnswerProfile("organis", words="St Elsewhere"), "identifying_words")
    room.refuses("P01", AnswerProfile("organis", "St Elsewhere"), "answer_unknown")

    assert room.someone("P01").profile == {"organis": "7"}


def test_what_is_typed_in_answer_to_an_open_question_comes_as_words_alone() -> None:
    *choices, organisation = given.BUILT_IN.profile
    open_question = msgspec.structs.replace(organisation, identifying=False)
    study = msgspec.structs.replace(given.BUILT_IN, profile=(*choices, open_question))
    room = given.workshop(study).joined("P01").does("P01", AnswerProfile("organis", words="a small one"))
    room.refuses("P01", AnswerProfile("organis", "in a button"), "answer_unknown")
    assert room.someone("P01").profile == {"organis": "a small one"}

    room.does("P01", AnswerProfile("organis"))
    assert room.someone("P01").profile == {"organis": ""}
