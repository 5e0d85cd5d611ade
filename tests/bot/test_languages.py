"""People read in the language they pick, at joining and later, in either channel and within one group."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from prompts import name_of, prompts_in
from tests.bot.both_channels import Venue, both_channels
from tests.bot.web.browser_people import BrowserPerson
from tests.bot.web.conftest import joins
from workshops.commands import ChooseLanguage, PlaceStatement, TakePen
from workshops.model import Actor, Phase, Role

POLISH, WELSH = prompts_in("pl"), prompts_in("cy")


@pytest.fixture
async def venue(tmp_path: Path) -> AsyncIterator[Venue]:
    async with both_channels(tmp_path / "data") as opened:
        yield opened


def written_in(person: BrowserPerson) -> tuple[str, str]:
    """What the page says of its language and direction."""
    root = person.page.document
    return root.get("lang", ""), root.get("dir", "")


async def test_a_page_speaks_the_browsers_language_and_offers_the_others(venue: Venue) -> None:
    ola = await venue.newcomer_in_browser()
    ola.http.headers["Accept-Language"] = "de, pl-PL;q=0.9, en;q=0.5"
    await ola.opens(ola.path)

    ola.sees(POLISH("newcomer.sheet"))
    assert written_in(ola) == ("pl", "ltr")

    await ola.tap(name_of("cy"))
    ola.sees(WELSH("newcomer.sheet"))
    assert written_in(ola) == ("cy", "ltr")


async def test_a_chat_speaks_telegrams_language_and_offers_the_others(venue: Venue) -> None:
    ola = venue.stranger("Ola", "pl")
    await ola.send("/start")
    ola.sees(POLISH("telegram.welcome"))

    await ola.send(f"/start {venue.start_link()}")
    ola.sees(POLISH("newcomer.sheet"))
    await ola.tap(name_of("cy"))
    ola.sees(WELSH("newcomer.sheet"))


async def test_who_has_joined_picks_another_language_and_is_answered_in_it(venue: Venue) -> None:
    ada = await venue.in_browser("A")
    await ada.tap("More")
    await ada.tap("Language: English")
    await ada.tap("Polski")

    ada.sees(POLISH("language.title"))
    assert written_in(ada) == ("pl", "ltr")
    await ada.tap(POLISH("back"))
    more = ada.button(POLISH("footer.more"))
    await ada.sends(more, payload=f"{venue.code}|fit|T1|fits")
    ada.sees(POLISH("refused.wrong_phase"))


async def test_a_chats_menu_changes_its_language_too(venue: Venue) -> None:
    ada = await venue.in_telegram("Ada", "A")
    await ada.send("/more")
    await ada.tap("Language: English")
    await ada.tap("Cymraeg")

    ada.sees(WELSH("language.title"))
    assert WELSH("telegram.command.themes") in ada.menu_in_words()


async def test_facilitators_are_told_what_nobody_has_reviewed_and_choose_for_themselves(venue: Venue) -> None:
    faith = await venue.facilitator()
    offered = (await venue.workshop()).study.languages
    names = ", ".join(name_of(language) for language in offered[1:])
    faith.sees(prompts_in("en")("language.not_reviewed", languages=names))

    await faith.tap("Steer the room")
    await faith.tap("Language: English")
    await faith.tap("Cymraeg")
    await faith.tap(WELSH("room.to_room"))

    faith.sees(WELSH("room.join"))
    assert (await venue.workshop()).facilitators["F1"].language == "cy"


async def test_a_table_sees_one_board_each_in_their_own_language(venue: Venue) -> None:
    """Ada reads English, Ola Polish in her chat, and Nia Welsh."""
    ada, nia = await venue.in_browser("A"), await venue.newcomer_in_browser()
    await nia.opens(f"{venue.links.join_url}/A")
    await joins(nia)
    ola = await venue.in_telegram("Ola", "A")
    for number, language in (("P02", "cy"), ("P03", "pl")):
        await venue.does(Actor(Role.PARTICIPANT, number), ChooseLanguage(language))
    await venue.facilitator()
    await venue.reaches(Phase.RANKING)
    await venue.does(
        Actor(Role.PARTICIPANT, "P01"),
        TakePen("A"),
        PlaceStatement("A", "S2", "top"),
        PlaceStatement("A", "S6", "below S2"),
    )

    study = (await venue.workshop()).study
    for person, language in ((ada, "en"), (nia, "cy"), (ola, "pl")):
        await (person.looks() if isinstance(person, BrowserPerson) else person.send("/screen"))
        words = study.text(language)
        person.sees(prompts_in(language)("board.title", group="A"), words.label("S2"), words.label("S6"))
        seen = person.screen()
        assert [each for each in ("en", "cy", "pl") if study.text(each).label("S2") in seen] == [language]
