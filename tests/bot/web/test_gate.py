"""What every request passes, and what goes with every answer."""

from __future__ import annotations

import re

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from bot.web.gate import Gate
from bot.web.pages import Pages
from bot.web.routes import create_web
from tests.bot.web.browser_people import BrowserPerson
from tests.bot.web.conftest import Served, free_port, serving
from tests.bot.web.reading import Page

POLICY = (
    "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
PAGES = ("/", "/w/{code}", "/mydata", "{join}", "{join}/A", "{projector}", "/nowhere", "/healthz")


async def test_a_host_that_is_not_ours_is_refused(room: Served) -> None:
    strange = ("evil.example", "127.0.0.1.evil.example", "", "[", "evil.example:80@127.0.0.1")

    answers = {host: (await room.opens("/", Host=host)).status for host in strange}

    assert answers == dict.fromkeys(strange, 400)


async def test_a_strange_host_is_answered_with_a_sentence(room: Served) -> None:
    answer = await room.opens("/", Host="evil.example")

    answer.sees("This address is not one that the workshop is served at.")


async def test_this_machines_own_names_are_known(room: Served) -> None:
    own = ("localhost", "127.0.0.1:9", "[::1]:8080", "LOCALHOST")

    answers = {host: (await room.opens("/", Host=host)).status for host in own}

    assert answers == dict.fromkeys(own, 200)


async def test_the_venues_address_is_known_when_it_is_bound(room: Served) -> None:
    with free_port() as listening:
        async with serving(create_web(room.house, hosts=["192.168.1.5"]), listening):
            url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
            async with httpx.AsyncClient() as phone:
                answers = [
                    (await phone.get(url, headers={"Host": host})).status_code
                    for host in ("192.168.1.5:8080", "192.168.1.6:8080")
                ]

    assert answers == [200, 400]


ELSEWHERE: tuple[dict[str, str], ...] = (
    {},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://[::1"},
    {"Referer": "http://["},
    {"Referer": "https://evil.example/page"},
    {"Origin": "{here}", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "{here}", "Sec-Fetch-Site": "same-site"},
    {"Origin": "{here}", "Sec-Fetch-Site": "none"},
)
HERE: tuple[dict[str, str], ...] = (
    {"Origin": "{here}"},
    {"Referer": "{here}/w/X"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
)


async def test_a_form_on_another_site_changes_nothing(room: Served) -> None:
    ada = await room.participant(group="A")

    answers = [await posts(ada, headers) for headers in ELSEWHERE]

    assert [answer.status_code for answer in answers] == [403] * len(ELSEWHERE)
    assert "That did not come from a page of this workshop" in Page(answers[0].text, "").text()
    assert (await room.workshop()).participants["P01"].group == "A"


async def test_a_form_on_our_own_page_is_taken(room: Served) -> None:
    ada = await room.participant(group="A")

    answers = [await posts(ada, headers) for headers in HERE]

    assert [answer.status_code for answer in answers] == [200] * len(HERE)
    assert (await room.workshop()).participants["P01"].group == "B"


async def posts(person: BrowserPerson, headers: dict[str, str]) -> httpx.Response:
    """Sends the form of a page with these headers and no others that say where it stood."""
    form = person.button("Move to table B")
    given = {name: value.format(here=person.origin()) for name, value in headers.items()}
    return await person.http.post(form.address, data=form.fields, headers=given)


async def test_every_answer_carries_its_protection(room: Served) -> None:
    expected = {
        "content-security-policy": POLICY,
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "cache-control": "no-store",
    }

    found = {
        page: {name: answer.headers.get(name) for name in expected}
        for page, answer in (await everywhere(room)).items()
    }

    assert found == dict.fromkeys(PAGES, expected)


async def test_no_page_needs_what_its_policy_refuses(room: Served) -> None:
    answers = await everywhere(room)

    refused = {
        page: re.findall(r"<style|\sstyle=|\son\w+=|javascript:|<script>", answer.text)
        for page, answer in answers.items()
    }

    assert refused == {page: [] for page in PAGES}


async def everywhere(room: Served) -> dict[str, httpx.Response]:
    """What someone who has joined gets at every kind of address."""
    ada = await room.participant()
    links = {"code": room.code, "join": room.links.join_url, "projector": room.links.projector_url}
    return {page: await ada.http.get(page.format(**links)) for page in PAGES}


async def test_style_and_script_are_kept_for_good(room: Served) -> None:
    ada = await room.participant()
    names = re.findall(r'"(/static/[^"]+)"', ada.page.html)

    answers = [await ada.http.get(name) for name in names]

    assert {answer.headers["content-type"] for answer in answers} == {
        "image/png",
        "image/svg+xml",
        "text/css; charset=utf-8",
        "text/javascript; charset=utf-8",
    }
    assert {answer.headers["cache-control"] for answer in answers} == {"public, max-age=31536000, immutable"}


async def test_a_phones_first_page_is_small(room: Served) -> None:
    ada = await room.participant()
    names = re.findall(r'(?:src|href)="(/static/[^"]+)"', ada.page.html)

    parts = [len((await ada.http.get(name)).content) for name in names]

    assert len(ada.response.content) + sum(parts) <= 80_000


async def test_a_page_that_is_not_there(room: Served) -> None:
    ada = await room.opens("/nowhere")

    ada.sees("There is no such page.")
    assert ada.status == 404


async def test_a_way_of_asking_that_no_page_has(room: Served) -> None:
    ada = await room.opens("/")

    answer = await ada.http.delete("/")

    assert answer.status_code == 405
    assert "Please start from the start page." in Page(answer.text, "").text()


async def test_what_breaks_is_a_calm_page_and_no_words_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError("Ada wrote this")

    with free_port() as listening:
        here = f"http://127.0.0.1:{listening.getsockname()[1]}"
        async with serving(Gate(broken, Pages(), (), lambda: here), listening), httpx.AsyncClient() as phone:
            answer = await phone.get(here)

    assert answer.status_code == 500
    assert "it is not your doing" in Page(answer.text, "").text()
    assert [record.levelname for record in caplog.records if record.name.startswith("bot")] == ["ERROR"]
    assert "RuntimeError at test_gate.py:" in caplog.text
    assert "Ada wrote this" not in caplog.text
