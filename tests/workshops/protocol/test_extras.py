"""Extra statements: proposed by one, accepted by another, three at most; and how statements go together."""

from __future__ import annotations

import msgspec
import pytest

from tests import given
from tests.given import Room
from workshops.commands import (
    AcceptProposal,
    AdmitFacilitator,
    DeclineProposal,
    EnterArrangement,
    HandIn,
    LeadGroup,
    LinkStatements,
    MuteParticipant,
    PlaceStatement,
    ProposeStatement,
    RewordProposal,
    TakePen,
    UnlinkStatements,
    Withdraw,
)
from workshops.model import Extra, Link, Phase
from workshops.protocol.extras import MOST_LINKS, MOST_PROPOSALS


@pytest.fixture
def room() -> Room:
    return given.ranking().does("P01", TakePen("A"))


def extras(room: Room, letter: str = "A") -> dict[str, str]:
    return {extra.id: extra.words for extra in room.group(letter).extras.values()}


# Proposing and accepting


def test_a_statement_proposed_by_one_is_the_groups_once_another_accepts_it(room: Room) -> None:
    room.does("P02", ProposeStatement("A", "a place to rest"))
    assert extras(room) == {}

    room.does("P03", AcceptProposal("A", "A-p1", 1))
    assert room.group("A").extras == {"A-x1": Extra("A-x1", "a place to rest", "P02", room.now)}
    assert room.group("A").proposals == {}


def test_nobody_accepts_their_own_words(room: Room) -> None:
    room.does("P02", ProposeStatement("A", "rest")).refuses(
        "P02", AcceptProposal("A", "A-p1", 1), "own_proposal"
    )

    room.does("P03", RewordProposal("A", "A-p1", 1, "a place to rest"))
    room.refuses("P03", AcceptProposal("A", "A-p1", 2), "own_proposal").does(
        "P02", AcceptProposal("A", "A-p1", 2)
    )


def test_the_group_facilitator_may_accept_and_propose_but_not_both(room: Room) -> None:
    room.does("operator", AdmitFacilitator("F2", "en")).does("F2", LeadGroup("A"))
    room.does("P02", ProposeStatement("A", "rest")).does("F2", AcceptProposal("A", "A-p1", 1))
    room.does("F2", ProposeStatement("A", "tea")).refuses(
        "F2", AcceptProposal("A", "A-p2", 1), "own_proposal"
    )

    assert extras(room) == {"A-x1": "rest"}


def test_what_a_table_accepted_on_paper_one_facilitator_copies(room: Room) -> None:
    room.does("F1", EnterArrangement("B", "1"), ProposeStatement("B", "rest"), AcceptProposal("B", "B-p1", 1))

    assert extras(room, "B") == {"B-x1": "rest"}


def test_what_somebody_rewords_meanwhile_is_not_accepted_unread(room: Room) -> None:
    room.does("P02", ProposeStatement("A", "rest")).does("P03", RewordProposal("A", "A-p1", 1, "no rest"))

    room.refuses("P04", AcceptProposal("A", "A-p1", 1), "proposal_reworded")
    room.refuses("P02", RewordProposal("A", "A-p1", 1, "more rest"), "proposal_reworded")
    room.refuses("P04", DeclineProposal("A", "A-p1", 1), "proposal_reworded")
    assert room.group("A").proposals["A-p1"].words == "no rest"

    room.does("P04", AcceptProposal("A", "A-p1", 2))
    assert extras(room) == {"A-x1": "no rest"}


def test_what_is_accepted_meanwhile_is_not_reworded(room: Room) -> None:
    room.added("P02", "P03", "rest").refuses(
        "P02", RewordProposal("A", "A-p1", 1, "no rest"), "proposal_gone"
    )

    assert extras(room) == {"A-x1": "rest"}


def test_a_proposal_may_be_left_out_even_by_who_made_it(room: Room) -> None:
    room.does("P02", ProposeStatement("A", "rest"), DeclineProposal("A", "A-p1", 1))

    room.refuses("P03", AcceptProposal("A", "A-p1", 1), "proposal_gone")
    room.does("P02", ProposeStatement("A", "rest"))
    assert [*room.group("A").proposals] == ["A-p1", "A-p2"]


def test_the_same_proposal_twice_is_one(room: Room) -> None:
    room.does("P02", ProposeStatement("A", "rest")).changes_nothing("P02", ProposeStatement("A", "rest"))
    room.changes_nothing("P03", ProposeStatement("A", "rest"), RewordProposal("A", "A-p1", 1, "rest"))


def test_a_fourth_is_kept_as_a_note(room: Room) -> None:
    for words in ("one", "two", "three", "four"):
        room.added("P02", "P03", words)

    assert extras(room) == {"A-x1": "one", "A-x2": "two", "A-x3": "three"}
    note = room.workshop.notes["A-n1"]
    assert (note.words, note.author, note.group, note.shared) == ("four", "P02", "A", False)
    room.refuses("P03", AcceptProposal("A", "A-p4", 1), "proposal_gone")


def test_a_study_says_how_many(room: Room) -> None:
    none = given.ranking(msgspec.structs.replace(given.BUILT_IN, extras=0)).added("P02", "P03", "rest")

    assert none.group("A").extras == {}
    assert none.workshop.notes["A-n1"].words == "rest"


def test_an_accepted_statement_waits_to_be_placed(room: Room) -> None:
    room.placed("P01", "S1").added("P02", "P03", "rest")
    assert room.board("A") == "S1"

    room.does("P01", PlaceStatement("A", "A-x1", "below S1"))
    assert room.board("A") == "S1 > A-x1"
    room.does("P05", TakePen("B")).refuses("P05", PlaceStatement("B", "A-x1", "top"), "statement_unknown")


def test_a_statement_accepted_meanwhile_is_seen_before_the_board_is_handed_in(room: Room) -> None:
    room.placed("P01", "S1").added("P02", "P03", "rest")

    room.refuses("P01", HandIn("A", 1), "changed_since").does("P01", HandIn("A", 2))


def test_what_is_handed_in_takes_no_more_statements(room: Room) -> None:
    room.does("P02", ProposeStatement("A", "rest")).handed_in("P01", "S1")

    room.refuses("P03", AcceptProposal("A", "A-p1", 1), "handed_in_already")
    room.refuses("P03", ProposeStatement("A", "tea"), "handed_in_already")


def test_words_are_needed_and_only_at_ones_own_table(room: Room) -> None:
    room.refuses("P02", ProposeStatement("A", ""), "words_missing")
    room.refuses("P05", ProposeStatement("A", "rest"), "other_group")
    room.does("P02", ProposeStatement("A", "rest")).refuses(
        "P03", RewordProposal("A", "A-p1", 1, ""), "words_missing"
    )
    room.refuses("P05", AcceptProposal("A", "A-p1", 1), "other_group")
    room.refuses("P03", AcceptProposal("A", "A-p9", 1), "proposal_gone")


def test_a_list_of_proposals_stays_readable(room: Room) -> None:
    for number in range(MOST_PROPOSALS):
        room.does("P02", ProposeStatement("A", f"number {number}"))

    room.refuses("P02", ProposeStatement("A", "one more"), "too_many_proposals")


def test_whoever_may_not_write_for_now_may_still_accept(room: Room) -> None:
    room.does("P02", ProposeStatement("A", "rest")).does("F1", MuteParticipant("P03", True))

    room.refuses("P03", ProposeStatement("A", "tea"), "muted")
    room.refuses("P03", RewordProposal("A", "A-p1", 1, "tea"), "muted")
    room.does("P03", AcceptProposal("A", "A-p1", 1))


# Removal


def test_what_is_accepted_stays_the_groups_and_its_proposer_goes(room: Room) -> None:
    room.added("P02", "P03", "rest").does("operator", Withdraw("P02", remove=True))

    assert room.group("A").extras["A-x1"].words == "rest"
    assert room.group("A").extras["A-x1"].proposed_by == ""


def test_what_is_not_accepted_goes_with_its_proposer(room: Room) -> None:
    room.does("P02", ProposeStatement("A", "rest")).does("operator", Withdraw("P02", remove=True))

    assert room.group("A").proposals["A-p1"].words == ""
    room.refuses("P03", AcceptProposal("A", "A-p1", 1), "proposal_gone")


def test_words_that_another_has_put_instead_stay(room: Room) -> None:
    room.does("P02", ProposeStatement("A", "rest")).does(
        "P03", RewordProposal("A", "A-p1", 1, "a place to rest")
    )
    room.does("operator", Withdraw("P02", remove=True)).does("P04", AcceptProposal("A", "A-p1", 2))

    assert extras(room) == {"A-x1": "a place to rest"}


# Links


def test_links_have_a_direction_and_a_kind(room: Room) -> None:
    room.does("P01", LinkStatements("A", "S1", "S2", "must_come_first"))
    room.changes_nothing("P01", LinkStatements("A", "S1", "S2", "must_come_first"))
    room.does(
        "P01", LinkStatements("A", "S2", "S1", "must_come_first"), LinkStatements("A", "S1", "S2", "supports")
    )

    assert [link.names for link in room.group("A").links] == [
        ("S1", "S2", "must_come_first"),
        ("S2", "S1", "must_come_first"),
        ("S1", "S2", "supports"),
    ]


def test_a_link_in_the_groups_own_words_can_be_worded_anew(room: Room) -> None:
    room.refuses("P01", LinkStatements("A", "S1", "S2", "own"), "words_missing")
    room.does(
        "P01",
        LinkStatements("A", "S1", "S2", "own", "feeds"),
        LinkStatements("A", "S1", "S2", "own", "fuels"),
    )

    assert room.group("A").links == [Link("S1", "S2", "own", "fuels", "P01")]


def test_words_are_kept_for_own_words_only(room: Room) -> None:
    room.does("P01", LinkStatements("A", "S1", "S2", "supports", "feeds"))

    assert room.group("A").links == [Link("S1", "S2", "supports", "", "P01")]


def test_a_link_is_taken_away_once(room: Room) -> None:
    room.does(
        "P01", LinkStatements("A", "S1", "S2", "supports"), UnlinkStatements("A", "S1", "S2", "supports")
    )
    room.changes_nothing("P01", UnlinkStatements("A", "S1", "S2", "supports"))

    assert room.group("A").links == []


def test_links_join_two_statements_that_the_group_has(room: Room) -> None:
    for source, target in (("S1", "S1"), ("S1", "S99"), ("A-x1", "S1"), ("", "S1")):
        room.refuses("P01", LinkStatements("A", source, target, "supports"), "statement_unknown")
    room.refuses("P01", LinkStatements("A", "S1", "S2", "likes"), "answer_unknown")

    room.added("P02", "P03", "rest").does("P01", LinkStatements("A", "A-x1", "S1", "in_tension"))


def test_links_are_for_the_pen_in_every_form_until_the_board_is_handed_in(room: Room) -> None:
    room.refuses("P02", LinkStatements("A", "S1", "S2", "supports"), "pen_elsewhere").handed_in("P01", "S1")

    room.refuses("P01", LinkStatements("A", "S1", "S2", "supports"), "handed_in_already")
    room.refuses("P01", UnlinkStatements("A", "S1", "S2", "supports"), "handed_in_already")


def test_there_is_an_end_to_links(room: Room) -> None:
    pairs = [(f"S{one}", f"S{other}") for one in range(1, 9) for other in range(1, 9) if one != other]
    for source, target in pairs[:MOST_LINKS]:
        room.does("P01", LinkStatements("A", source, target, "supports"))

    room.refuses("P01", LinkStatements("A", *pairs[-1], "supports"), "too_many_links")


def test_statements_are_added_while_the_groups_rank(room: Room) -> None:
    room.phase(Phase.PLENARY).refuses("P02", ProposeStatement("A", "rest"), "wrong_phase")
