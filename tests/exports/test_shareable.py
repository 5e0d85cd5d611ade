"""The shareable export: nothing in it, or that follows from it, is about fewer people than the least."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, combinations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.shareable import TooFew, shareable_files
from exports.suppression import fewest_groups, suppressed
from exports.tables.recorded import Recorded
from tests.exports.injection_corpus import CORPUS
from tests.exports.recording import recorded
from tests.given import BUILT_IN, CODE, Room, consent, ranking, workshop
from workshops.arrangement import Form
from workshops.commands import (
    AnswerEvaluation,
    AskQuestion,
    ChangeTheme,
    ExplainFit,
    GiveFit,
    ProposeStatement,
    SayMissing,
    Withdraw,
    WriteForTeam,
    WriteNote,
)
from workshops.model import Confirmed, Consent, Fit, FitAnswer, Group, Participant, Phase, Reflects, Workshop

TITLE = "Feedback workshop KTRWXY"
FITS = (*Fit, "no_answer")

Counts = tuple[int, ...]


@dataclass(frozen=True)
class People:
    """What each person answered to two questions, and how many groups of five placed S1."""

    fits: tuple[str, ...]
    reflects: tuple[str, ...]
    placed: int = 0


def room_of(people: People) -> Recorded:
    """A workshop in which just that was answered."""
    room = Workshop(CODE, lambda study_hash: BUILT_IN)
    room.study = BUILT_IN
    agreed = Consent("0" * 64, "en", (), "here", 1)
    for number, (fit, reflects) in enumerate(zip(people.fits, people.reflects, strict=True), start=1):
        person = Participant(
            f"P{number:02}", "en", agreed, admitted=True, group=chr(ord("A") + (number - 1) // 5)
        )
        person.fits["T1"] = FitAnswer("" if fit == "no_answer" else fit)
        person.reflects = "" if reflects == "no_answer" else reflects
        room.participants[person.number] = person
    for number, letter in enumerate(sorted({person.group for person in room.participants.values()})):
        _handed_in(room, letter, "S1" if number < people.placed else "S2")
    return Recorded(room, ())


def _handed_in(room: Workshop, letter: str, statement: str) -> None:
    group = Group(letter)
    group.handed_in_at, group.hand_in, group.handed_in_tiers = 1, 1, ((statement,),)
    room.groups[letter] = group


def shared(people: People, least: int = 10) -> dict[str, bytes]:
    return shareable_files([room_of(people)], TITLE, least)


def rows(files: dict[str, bytes]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files["counts.csv"].decode(), newline="")))


def counts(files: dict[str, bytes], measure: str, item: str = "") -> dict[str, str]:
    return {
        row["answer"]: row["count"] for row in rows(files) if (row["measure"], row["item"]) == (measure, item)
    }


def answered(**numbers: int) -> tuple[str, ...]:
    return tuple(answer for answer, number in numbers.items() for _ in range(number))


def worlds(total: int, answers: int) -> Iterator[Counts]:
    """Every way in which so many people can give so many answers."""
    if answers == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in worlds(total - first, answers - 1):
            yield (first, *rest)


def transfers(before: Counts, changing: int) -> Iterator[tuple[int, int, Counts]]:
    """Every way to move people between one answer and another: which, how many, and what comes of it."""
    for other in range(len(before)):
        for people in range(-before[changing], before[other] + 1):
            if other != changing and people:
                after = list(before)
                after[changing] += people
                after[other] -= people
                yield other, people, tuple(after)


def test_counts_that_are_large_enough_are_shared_all_of_them() -> None:
    people = People(answered(fits=20, partly=10, does_not=10, no_answer=11), answered(yes=51), placed=8)

    files = shared(people)

    assert counts(files, "participants") == {"": "51"}
    assert counts(files, "fit", "T1") == {"fits": "20", "partly": "10", "does_not": "10", "no_answer": "11"}
    assert counts(files, "placed", "S1") == {"placed": "8", "not_placed": "3"}


def test_a_small_count_takes_the_smallest_other_with_it() -> None:
    people = People(answered(fits=25, partly=12, does_not=3, no_answer=12), answered(yes=52), placed=1)

    files = shared(people)

    assert counts(files, "fit", "T1") == {"fits": "25", "partly": "", "does_not": "", "no_answer": ""}
    assert set(counts(files, "reflects").values()) == {""}
    assert counts(files, "placed", "S1") == {"placed": "", "not_placed": ""}


def test_the_first_lines_say_what_it_is_and_what_was_held_back() -> None:
    files = shared(People(answered(fits=25, partly=12, does_not=3, no_answer=12), answered(yes=52)))

    lines = files["README.txt"].decode().split("\n\n")
    held_back = sum(row["held_back"] == "true" for row in rows(files))
    assert lines[:2] == ["Shareable: counts over at least 10 people, and nothing else.", TITLE]
    assert lines[2].startswith(
        f"Held back: {held_back} of {len(rows(files))} counts, each because it is over"
    )
    assert lines[3].startswith("Not in this export at all: words that anybody wrote; anything by group")


def test_with_too_few_people_everything_is_held_back() -> None:
    files = shared(People(answered(fits=9), answered(yes=9)))

    assert rows(files) == []
    assert "Held back: everything, as fewer than 10 people took part." in files["README.txt"].decode()


def test_nobody_may_ask_for_counts_over_fewer_than_five() -> None:
    with pytest.raises(TooFew) as refused:
        shared(People(answered(fits=30), answered(yes=30)), least=4)

    assert str(refused.value) == "Counts over fewer than 5 people are never shared: ask for more."


@pytest.mark.parametrize("answers", [2, 3, 4])
@pytest.mark.parametrize("total", range(5, 21))
def test_who_knows_the_rule_can_work_out_no_small_count_nor_any_sum_of_some(total: int, answers: int) -> None:
    seen: dict[tuple[int | None, ...], list[Counts]] = {}
    for world in worlds(total, answers):
        seen.setdefault(tuple(suppressed(world, 5)), []).append(world)

    for shown, possible in seen.items():
        hidden = [place for place, count in enumerate(shown) if count is None]
        assert all(count >= 5 for count in shown if count is not None)
        for some in chain.from_iterable(combinations(hidden, size) for size in range(1, len(hidden) + 1)):
            sums = {sum(world[place] for place in some) for world in possible}
            assert len(sums) > 1 or min(sums) >= 5, f"{shown}: {some} add up to {sums}"


@pytest.mark.proof
@settings(max_examples=100, deadline=None)
@given(
    st.integers(5, 10),
    st.lists(
        st.tuples(st.sampled_from(FITS), st.sampled_from((*Reflects, "no_answer"))), min_size=10, max_size=45
    ),
    st.data(),
)
def test_another_room_with_another_small_count_gives_the_very_same_export(
    least: int, answers: list[tuple[str, str]], data: st.DataObject
) -> None:
    """So the export cannot tell them apart, whatever a reader knows of how it is made."""
    placed = data.draw(st.integers(0, (len(answers) + 4) // 5))
    people = People(tuple(fit for fit, _ in answers), tuple(reflects for _, reflects in answers), placed)
    files = shared(people, least)

    assert all(int(row["count"]) >= least for row in rows(files) if row["count"] and row["unit"] == "people")
    counted = Counter(people.fits)
    before = tuple(counted[fit] for fit in FITS)
    for place, fit in enumerate(FITS):
        if counts(files, "fit", "T1").get(fit) == "":
            assert any(
                shared(_changed(people, fit, str(FITS[other]), number), least) == files
                for other, number, after in transfers(before, place)
                if suppressed(after, least) == suppressed(before, least)
            ), f"{before}: {fit} can be worked out"


def _changed(people: People, fit: str, other: str, number: int) -> People:
    """So many people more give `fit` rather than `other`; fewer when negative."""
    source, target = (other, fit) if number > 0 else (fit, other)
    left, fits = abs(number), []
    for answer in people.fits:
        changes = left and answer == source
        fits.append(target if changes else answer)
        left -= bool(changes)
    return replace(people, fits=tuple(fits))


@given(st.lists(st.integers(0, 7), max_size=9), st.integers(5, 12))
def test_so_many_groups_always_hold_the_least(sizes: list[int], least: int) -> None:
    fewest = fewest_groups(sizes, least)

    assert all(sum(some) >= least for some in combinations(sizes, fewest))
    assert fewest > len(sizes) or any(sum(some) < least for some in combinations(sizes, fewest - 1))


def large_room() -> Room:
    """Twelve people who write and answer whatever can be written and answered."""
    room = workshop(groups="ABC").joined(*(f"P{number:02}" for number in range(1, 13)))
    return room.groups_formed().phase(Phase.THEMES)


def test_no_words_get_into_it() -> None:
    room = large_room()
    for text in CORPUS:
        room.does("P01", WriteNote(room.someone("P01").group, "other", text))
    room.does("P01", GiveFit("T1", Fit.FITS), ExplainFit("T1", "canary of fit"))
    room.does("P01", AskQuestion("T1", False, "canary of a question"))
    room.phase(Phase.RANKING).does(
        "P01", ProposeStatement(room.someone("P01").group, "canary of a statement")
    )
    room.phase(Phase.PLENARY).does("P01", SayMissing("canary of the plenary"))
    room.phase(Phase.EVALUATION).does(
        "respondent:token", AnswerEvaluation("better", words="canary at the end")
    )
    room.does("operator", WriteForTeam("reading", "canary of the team", "canary", "2026-11-21"))
    room.does("operator", ChangeTheme("T1", "renamed", ("canary of a title",), (), "canary", "canary"))

    files = shareable_files([recorded(room)], TITLE)

    everything = b"".join(files.values()).decode()
    assert "canary" not in everything
    assert [row for row in rows(files) if row["asked"] in CORPUS or row["label"] in CORPUS] == []
    assert "P01" not in everything


def test_removed_people_and_late_ones_who_were_not_let_in_are_in_no_count() -> None:
    room = large_room().does("newcomer", consent("P13")).does("P01", Withdraw("P01", remove=True))

    assert counts(shareable_files([recorded(room)], TITLE), "participants") == {"": "11"}


def test_it_says_when_it_was_a_rehearsal() -> None:
    one = recorded(ranking())
    one.workshop.rehearsal = True

    assert "Rehearsal: the people in it are simulated" in shareable_files([one], TITLE)["README.txt"].decode()


def test_what_only_one_of_the_pooled_studies_asks_is_left_out() -> None:
    people = People(answered(fits=30), answered(yes=30))
    one, other = room_of(people), room_of(people)
    other.workshop.study = msgspec.structs.replace(BUILT_IN, themes=BUILT_IN.themes[1:])

    asked = {row["item"] for row in rows(shareable_files([one, other], TITLE)) if row["measure"] == "fit"}

    assert asked == {theme.id for theme in BUILT_IN.themes[1:]}


def test_a_study_that_does_not_ask_whether_themes_fit_has_no_such_counts() -> None:
    room = room_of(People(answered(fits=30), answered(yes=30)))
    room.workshop.study = msgspec.structs.replace(
        BUILT_IN, fit=msgspec.structs.replace(BUILT_IN.fit, asked=False)
    )

    assert [row for row in rows(shareable_files([room], TITLE)) if row["measure"] == "fit"] == []


def test_what_identifies_is_not_counted() -> None:
    room = room_of(People(answered(fits=30), answered(yes=30)))
    profile = tuple(msgspec.structs.replace(question, identifying=True) for question in BUILT_IN.profile)
    room.workshop.study = msgspec.structs.replace(BUILT_IN, profile=profile)

    assert [row for row in rows(shareable_files([room], TITLE)) if row["measure"] == "profile"] == []


def test_only_groups_that_ranked_are_counted() -> None:
    room = room_of(People(answered(fits=45), answered(yes=45), placed=5))
    room.workshop.groups["I"].handed_in_form = Form.DISCUSSION
    room.workshop.groups["H"].handed_in_at = 0

    assert counts(shareable_files([room], TITLE), "placed", "S1") == {"placed": "5", "not_placed": "2"}


def test_an_answer_to_an_earlier_board_counts_as_none() -> None:
    room = room_of(People(answered(fits=50), answered(yes=50)))
    for number, person in enumerate(room.workshop.participants.values()):
        person.confirmed = Confirmed(("agree", "can_live_with_it", "disagree")[number % 3], int(number >= 20))

    assert counts(shareable_files([room], TITLE), "confirmation") == {
        "agree": "10",
        "can_live_with_it": "10",
        "disagree": "10",
        "no_answer": "20",
    }


def test_the_same_workshops_give_the_same_bytes() -> None:
    people = People(answered(fits=30), answered(yes=30))

    assert shared(people) == shared(people)
