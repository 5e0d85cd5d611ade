"""What is asked of everyone takes few taps: each is one, from the screen that is open anyway."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from bot.actions import decode
from bot.screens import view_after
from tests import given
from tests.bot.screens.looking import screen, words
from tests.given import Room, actor
from workshops.commands import (
    AnswerReflects,
    Command,
    ConfirmArrangement,
    GiveFit,
    OpenVote,
    PresentTheme,
    VoteFor,
)
from workshops.model import Phase


def offered(room: Room, who: str, kind: type[Command]) -> list[Command]:
    """The buttons of this kind on the screen that they see without opening anything."""
    buttons = (button for row in screen(room.workshop, who).rows for button in row)
    actions = [decode(button.payload)[1] for button in buttons]
    return [action for action in actions if isinstance(action, kind)]


def presented() -> Room:
    return given.ranking().phase(Phase.THEMES).does("F1", PresentTheme("T2"))


def handed_in() -> Room:
    return given.ranking().handed_in("P01", "S1")


def voting() -> Room:
    return given.ranking().phase(Phase.PLENARY).does("F1", OpenVote(True))


@pytest.mark.parametrize(
    ("room", "kind", "choices"),
    [
        (presented, GiveFit, 3),
        (handed_in, ConfirmArrangement, 3),
        (voting, AnswerReflects, 4),
        (voting, VoteFor, 8),
    ],
)
def test_what_is_asked_is_answered_where_one_is(
    room: Callable[[], Room], kind: type[Command], choices: int
) -> None:
    assert len(offered(room(), "P02", kind)) == choices


def test_whoever_says_that_a_theme_fits_stays_where_they_are() -> None:
    room = presented()
    fits = GiveFit("T2", "fits")

    room.does("P02", fits)

    assert view_after(room.workshop, fits, actor("P02")) is None
    for view in ("", "theme T2"):
        assert "Saved: Fits." in words(screen(room.workshop, "P02", view))
    assert "Say why, if you like" in words(screen(room.workshop, "P02"))


def test_while_another_theme_is_shown_the_tap_is_about_that_one() -> None:
    room = presented().does("F1", PresentTheme("T3"))

    assert {action.theme for action in offered(room, "P02", GiveFit) if isinstance(action, GiveFit)} == {"T3"}


def test_where_the_study_does_not_ask_nobody_is_asked() -> None:
    unasked = msgspec.structs.replace(given.BUILT_IN.fit, asked=False)
    study = msgspec.structs.replace(given.BUILT_IN, fit=unasked)
    room = given.ranking(study).phase(Phase.THEMES).does("F1", PresentTheme("T2"))

    assert offered(room, "P02", GiveFit) == []
    assert "Does this fit your experience?" not in words(screen(room.workshop, "P02"))
