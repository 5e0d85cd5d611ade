"""Lobby: people consent, say a little about themselves, and sit down at tables of four to six."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest

from tests import given
from tests.given import Room, consent
from workshops.commands import (
    AdmitFacilitator,
    AnswerProfile,
    ChooseLanguage,
    FormGroups,
    Leave,
    MakeWorkshop,
    SeatParticipant,
    SitDown,
)
from workshops.events import IndividualOrderShuffled
from workshops.grouping import letters
from workshops.model import Phase, Refused

SIX = ("P01", "P02", "P03", "P04", "P05", "P06")


def numbers(people: int) -> list[str]:
    return [f"P{number:02}" for number in range(1, people + 1)]


def sizes(room: Room) -> list[int]:
    return [len(room.workshop.members(letter)) for letter in room.workshop.groups]


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


# Tables


def test_a_tables_code_seats_whoever_scans_it() -> None:
    room = given.workshop(groups="AB").joined("P01", "P02", table="A").joined("P03")
    room.does("P03", SitDown("B")).changes_nothing("P03", SitDown("B"))

    assert (room.members("A"), room.members("B")) == ("P01 P02", "P03")


def test_a_seventh_is_not_seated_by_a_code() -> None:
    room = given.workshop(groups="AB").joined(*SIX, table="A").joined("P07")

    room.refuses("P07", SitDown("A"), "group_full")


def test_consent_with_the_code_of_a_full_table_lets_in_without_a_seat() -> None:
    room = given.workshop(groups="AB").joined(*SIX, "P07", table="A")

    assert room.someone("P07").admitted
    assert (room.someone("P07").group, room.someone("P07").asked_for) == ("", "A")


def test_the_facilitator_may_seat_a_seventh_by_hand() -> None:
    room = given.workshop(groups="AB").joined(*SIX, "P07", table="A")
    room.does("F1", SeatParticipant("P07", "A")).changes_nothing("F1", SeatParticipant("P07", "A"))

    assert room.members("A") == "P01 P02 P03 P04 P05 P06 P07"
    assert room.someone("P07").asked_for == ""


def test_who_has_left_a_table_gives_up_their_seat() -> None:
    room = given.workshop(groups="AB").joined(*SIX, table="A").joined("P07")
    room.does("P01", Leave()).does("P07", SitDown("A"))

    assert room.members("A") == "P02 P03 P04 P05 P06 P07"


def test_there_is_no_table_of_another_letter() -> None:
    room = given.workshop(groups="AB").joined("P01")
    room.refuses("P01", SitDown("Z"), "group_unknown").refuses("P01", SitDown(""), "group_unknown")
    room.refuses("F1", SeatParticipant("P01", "Z"), "group_unknown")
    room.does("newcomer", consent("P02", table="Z"))

    assert (room.someone("P02").group, room.someone("P02").asked_for) == ("", "")


def test_only_those_who_are_there_are_seated() -> None:
    room = given.workshop().joined("P01").does("P01", Leave())

    room.refuses("F1", SeatParticipant("P01", "A"), "not_here")
    room.refuses("F1", SeatParticipant("P09", "A"), "not_here")


def test_after_the_lobby_people_stay_where_they_sit_unless_the_facilitator_moves_them() -> None:
    room = given.workshop(groups="AB").joined("P01", table="A").phase(Phase.THEMES)
    room.refuses("P01", SitDown("B"), "wrong_phase").does("F1", SeatParticipant("P01", "B"))

    assert room.members("B") == "P01"


# Late joiners


def test_a_late_joiner_waits_until_a_facilitator_admits_them_to_a_table() -> None:
    room = given.workshop(groups="AB").joined("P01", table="A").phase(Phase.THEMES).joined("P02", table="A")

    assert [waiting.number for waiting in room.workshop.waiting()] == ["P02"]
    assert room.someone("P02").asked_for == "A"
    assert room.members("A") == "P01"
    room.refuses("P02", given.TAP, "not_admitted")

    room.does("F1", SeatParticipant("P02", "A")).does("P02", given.TAP)

    assert room.workshop.waiting() == []
    assert room.members("A") == "P01 P02"


def test_someone_who_waits_can_say_who_they_are_and_leave() -> None:
    room = given.workshop().phase(Phase.THEMES).joined("P01").does("P01", AnswerProfile("role", "peer"))
    room.does("P01", Leave())

    assert room.workshop.waiting() == []


def test_a_late_joiner_is_no_one_that_groups_are_formed_from() -> None:
    room = given.workshop(groups="A").joined("P01").phase(Phase.THEMES).joined("P02").groups_formed()

    assert room.members("A") == "P01"


# Groups on request


@pytest.mark.parametrize(
    ("people", "tables"),
    [(3, [3]), (4, [4]), (6, [6]), (7, [4, 3]), (8, [4, 4]), (9, [5, 4]), (11, [6, 5]), (35, [5] * 7)],
)
def test_groups_are_as_equal_as_can_be(people: int, tables: list[int]) -> None:
    room = given.workshop(groups="").joined(*numbers(people)).groups_formed()

    assert sorted(sizes(room), reverse=True) == tables
    assert tuple(room.workshop.groups) == letters(len(tables))


def test_forming_groups_again_moves_nobody() -> None:
    given.workshop().joined(*numbers(8)).groups_formed().changes_nothing("F1", FormGroups(seed=2))


def test_whoever_has_a_seat_keeps_it_and_the_others_fill_up() -> None:
    room = (
        given.workshop(groups="ABC").joined("P01", "P02", table="B").joined(*numbers(10)[2:]).groups_formed()
    )

    assert sizes(room) == [5, 5, 0]
    assert room.members("B").startswith("P01 P02 ")


def test_tables_where_someone_sits_are_never_given_up() -> None:
    room = given.workshop(groups="ABC")
    for person, table in zip(numbers(3), "ABC", strict=True):
        room.joined(person, table=table)
    room.joined("P04", "P05").groups_formed()

    assert sorted(sizes(room)) == [1, 2, 2]


def test_who_sits_where_comes_from_the_seed_and_stands_in_the_journal() -> None:
    seatings = [given.workshop().joined(*numbers(8)).groups_formed(seed) for seed in (1, 1, 2)]

    first, again, other = ([room.someone(number).group for number in numbers(8)] for room in seatings)
    assert first == again
    assert first != other


def test_colleagues_sit_apart() -> None:
    room = given.workshop().joined(*numbers(12))
    for place, number in enumerate(numbers(12)):
        room.does(number, AnswerProfile("organis", str(place // 2)))
    room.groups_formed()

    assert sizes(room) == [6, 6]
    for one, other in list(pairwise(numbers(12)))[::2]:
        assert room.someone(one).group != room.someone(other).group


def test_groups_are_formed_before_they_rank_or_not_at_all() -> None:
    room = given.workshop().joined("P01").phase(Phase.RANKING)

    assert room.tries("F1", FormGroups(1)) == Refused("wrong_phase")
