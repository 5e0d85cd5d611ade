"""A study that is changed while its workshop stands: a deviation, with its reason."""

from __future__ import annotations

from msgspec.structs import replace

from tests import given
from tests.given import BUILT_IN, Room
from workshops.commands import AmendStudy
from workshops.model import Amendment
from workshops.study import Study

OLD, NEW = "0" * 64, "1" * 64
MORE_TIME = replace(BUILT_IN, minutes={**BUILT_IN.minutes, "ranking": 75})
WITH_RULE = replace(BUILT_IN, rule="top3 >= 0.7")


def kept(room: Room, study: Study) -> Room:
    """The data folder holds this study, too."""
    room.amended[NEW] = study
    return room


def test_before_anybody_has_consented_it_is_no_amendment() -> None:
    kept(given.workshop(), WITH_RULE).refuses("operator", AmendStudy(NEW, "A rule"), "nobody_consented")


def test_after_the_first_consent_it_is_changed_with_its_reason_as_a_deviation() -> None:
    room = kept(given.ranking(), MORE_TIME).does("operator", AmendStudy(NEW, "The room asked for more time"))

    assert room.workshop.study.minutes["ranking"] == 75
    assert room.workshop.amendments == [
        Amendment(
            OLD,
            NEW,
            "The room asked for more time",
            (("study.toml", "minutes.ranking"),),
            at=room.now,
        )
    ]


def test_what_people_consented_to_and_ranked_stays() -> None:
    room = kept(given.ranking(), WITH_RULE).refuses(
        "operator", AmendStudy(NEW, "Too late"), "study_has_to_stay"
    )

    assert room.workshop.study == BUILT_IN


def test_the_same_study_is_no_change_and_a_change_has_its_reason() -> None:
    room = kept(given.ranking(), MORE_TIME).changes_nothing("operator", AmendStudy(OLD, "Again"))

    room.refuses("operator", AmendStudy(NEW, ""), "amendment_without_reason")


def test_a_journal_is_replayed_with_the_study_of_each_moment() -> None:
    room = kept(given.ranking(), MORE_TIME).does("operator", AmendStudy(NEW, "More time"))
    room.does("operator", AmendStudy(OLD, "Less time after all"))

    assert room.replayed(room.acts[:-1]).study == MORE_TIME
    assert room.replayed() == room.workshop
    assert room.workshop.study == BUILT_IN
