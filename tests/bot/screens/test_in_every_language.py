"""Every screen in every language that the built-in study offers, whole in either channel."""

from __future__ import annotations

from functools import cache

import pytest

from bot.actions import Consider
from bot.screens import newcomer_screen
from bot.screens.viewer import Channel
from bot.web.render import Frame, fragment
from prompts import prompts_in
from tests.bot.screens.looking import ADDRESSES, walk
from tests.bot.screens.test_every_screen import check, lived
from tests.given import BUILT_IN, Room
from workshops.arrangement import Form
from workshops.commands import ChooseLanguage
from workshops.model import Phase

pytestmark = pytest.mark.proof

OTHERS = BUILT_IN.languages[1:]


@cache
def room_in(phase: Phase) -> Room:
    return lived(phase, Form.HIERARCHY)


@pytest.mark.parametrize("who", ["P01", "F2"])
@pytest.mark.parametrize("phase", [Phase.THEMES, Phase.RANKING, Phase.CLOSED])
@pytest.mark.parametrize("language", OTHERS)
def test_every_screen_is_whole(language: str, phase: Phase, who: str) -> None:
    """With the longest words that people may type; the page says which way it runs."""
    room = room_in(phase).does(who, ChooseLanguage(language))
    direction = f'dir="{prompts_in(language).direction}"'

    for _, seen in walk(room.workshop, who):
        check(seen)
        assert direction in fragment(seen, Frame(language)).partition(">")[0]


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("language", OTHERS)
def test_a_newcomers_screens_are_whole(language: str, channel: Channel) -> None:
    workshop = room_in(Phase.THEMES).workshop
    for step in ("sheet", "boxes", "no"):
        check(newcomer_screen(workshop, Consider(language, "A", "", step), channel, ADDRESSES))
