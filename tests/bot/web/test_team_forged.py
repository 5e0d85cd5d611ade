"""Forged actions: every route of the team's pages, asked for by everyone who may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.routing import Route

from bot.web.routes import create_web
from tests.bot.web.after_the_day import FAITH, Over, over
from tests.bot.web.browser_people import BrowserPerson
from workshops.commands import LeadGroup, StartPhase, StopFacilitating
from workshops.model import Phase

PARTS = {
    "number": "P01",
    "name": "cards",
    "kind": "whole",
    "language": "en",
    "theme": "T1",
    "part": "running",
}
FIELDS = {
    "do": "code",
    "item": "fit/P01/T1",
    "issue": "Pay",
    "relation": "new",
    "what": "remove",
    "lines": "Zebedee",
    "more": "Zebedee",
    "kind": "whole",
    "became": "kept",
    "why": "It fits",
    "by": "AG",
}


def routes(room: Over) -> list[tuple[str, str]]:
    """The method and path of every route below the team's page, for this workshop."""
    web = create_web(room.house)
    found = [
        (method, route.path)
        for route in web.routes
        if isinstance(route, Route) and "/team" in route.path
        for method in sorted((route.methods or set()) - {"HEAD"})
    ]
    return [(method, path.replace("{code}", room.code).format(**PARTS)) for method, path in found]


async def asks(room: Over, person: BrowserPerson, method: str, path: str, **headers: str) -> int:
    headers = headers or {"Origin": person.origin()}
    fields = {**FIELDS, "item": f"{room.code}/{FIELDS['item']}"}
    if method == "GET":
        return (await person.http.get(path, headers=headers)).status_code
    return (await person.http.post(path, data=fields, headers=headers)).status_code


@pytest.mark.parametrize(
    "who", ["nobody", "participant", "group facilitator", "stopped", "of another workshop"]
)
async def test_only_the_team_gets_anywhere(tmp_path: Path, who: str) -> None:
    async with over(tmp_path, closed=False) as room:
        match who:
            case "nobody":
                person = await room.opens("/")
            case "participant":
                person = room.ada
            case "group facilitator":
                person = room.faith
                await room.does(FAITH, LeadGroup("A"))
            case "stopped":
                person = await room.facilitator()
                await room.does(FAITH, StopFacilitating("F2"))
            case _:
                other = await room.another("Wednesday")
                person = await room.opens(other.facilitator_url)
                await person.tap("I will run it from here")
        await room.does(FAITH, StartPhase(Phase.CLOSED, Phase.RANKING))
        before = await room.rows()

        answers = {route: await asks(room, person, *route) for route in routes(room)}

        assert len(answers) >= 30
        assert set(answers.values()) == {403}, answers
        assert await room.rows() == before


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}, {"X-None": ""}]
)
async def test_no_other_site_can_have_the_team_do_it(tmp_path: Path, headers: dict[str, str]) -> None:
    async with over(tmp_path) as room:
        before = await room.rows()
        posts = [route for route in routes(room) if route[0] == "POST"]

        answers = {route: await asks(room, room.faith, *route, **headers) for route in posts}

        assert set(answers.values()) == {403}, answers
        assert await room.rows() == before


async def test_before_closing_what_people_said_in_private_stays_closed(tmp_path: Path) -> None:
    async with over(tmp_path, closed=False) as room:
        before = await room.rows()
        private = [
            route for route in routes(room) if any(p in route[1] for p in ("coding", "redaction", "export"))
        ]

        answers = {route: await asks(room, room.faith, *route) for route in private}

        assert set(answers.values()) == {422}, answers
        assert await room.rows() == before
        (await room.looks_at()).sees("open here when the workshop is closed")


async def test_whoever_leads_a_group_is_told_how_to_open_them(tmp_path: Path) -> None:
    async with over(tmp_path, closed=False) as room:
        await room.does(FAITH, LeadGroup("A"))

        (await room.looks_at()).sees("in the room, tap “Steer the room”, then “Tables”.")

        await room.faith.opens(f"/f/{room.code}")
        assert "Study and data" not in room.faith.page.links()
        await room.does(FAITH, LeadGroup(""))
        await room.faith.looks()
        assert room.faith.page.links()["Study and data"].endswith(f"/f/{room.code}/team")
