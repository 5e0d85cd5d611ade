"""The page inside Telegram: its shell, its session from what Telegram signed, and its owner's screens."""

from __future__ import annotations

import random
from urllib.parse import urlencode

import httpx
import pytest

from bot.actions import Agree
from bot.addresses import Addresses
from bot.web.mini_app import POLICY
from bot.web.routes import create_web
from tests.bot.web.conftest import MINUTE, NOON, Served, free_port, serving
from tests.bot.web.reading import Page
from tests.bot.web.telegram_signed import fields_of, signed

ADA = 1001
NOW = NOON // 1000


async def joins_in_telegram(room: Served, chat: int = ADA, code: str = "") -> None:
    """Someone consents in a Telegram chat."""
    workshop = await room.workshop()
    boxes = "".join(str(number) for number in range(len(workshop.study.consent_boxes)))
    await room.house.admitting.agree(
        code or room.code, Agree("en", "A", boxes), cause=None, telegram_chat=chat
    )


async def opens_mini_app(room: Served, init_data: str, **headers: str) -> httpx.Response:
    """What the shell's script asks for. It has no cookies."""
    phone = await room.opens("/mini")
    assert list(phone.http.cookies) == []
    sent = {"Origin": phone.origin(), **headers}
    return await phone.http.post("/mini/session", data={"initData": init_data}, headers=sent)


class MiniApp:
    """The page once it has its token, which is in memory alone."""

    def __init__(self, phone: httpx.AsyncClient, token: str, address: str) -> None:
        self.phone = phone
        self.address = address
        self.headers = {"Authorization": f"Bearer {token}", "Origin": str(phone.base_url).rstrip("/")}

    @classmethod
    async def opened(cls, room: Served, chat: int = ADA) -> MiniApp:
        told = (await opens_mini_app(room, signed(fields_of(chat, NOW)))).json()
        phone = await room.opens("/mini")
        return cls(phone.http, told["token"], told["address"])

    async def gets(self, path: str = "") -> httpx.Response:
        return await self.phone.get(self.address + path, headers=self.headers)

    async def taps(self, label: str) -> httpx.Response:
        page = Page((await self.gets()).text, self.address)
        [form] = [form for form in page.forms() if form.label == label]
        return await self.phone.post(
            form.address, data=form.fields, headers={**self.headers, "X-Wants": "screen"}
        )


async def test_the_shell_may_be_framed_by_telegram_and_load_its_script_and_no_other_page_may(
    room: Served,
) -> None:
    shell, start = await room.opens("/mini"), await room.opens("/")

    assert shell.response.headers["content-security-policy"] == POLICY
    assert "script-src 'self' https://telegram.org;" in POLICY
    assert "telegram" not in start.response.headers["content-security-policy"]


async def test_the_shell_waits_for_nothing_from_elsewhere(room: Served) -> None:
    shell = await room.opens("/mini")

    scripts = {script.get("src", ""): dict(script.attrib) for script in shell.page.document.iter("script")}
    elsewhere = [name for name in scripts if not name.startswith("/static/")]
    assert elsewhere == ["https://telegram.org/js/telegram-web-app.js"]
    assert "async" in scripts[elsewhere[0]]


async def test_who_joined_in_the_chat_has_their_page(room: Served) -> None:
    await joins_in_telegram(room)

    ada = await MiniApp.opened(room)

    assert ada.address == f"/w/{room.code}"
    assert "Here you are P01" in Page((await ada.gets()).text, "").text()


async def test_what_is_tapped_there_is_done(room: Served) -> None:
    await joins_in_telegram(room)
    ada = await MiniApp.opened(room)

    answer = await ada.taps("Move to table B")

    assert (answer.status_code, "You are at table B" in answer.text) == (200, True)
    assert "set-cookie" not in answer.headers
    assert (await room.workshop()).participants["P01"].group == "B"


async def test_it_hears_when_its_screen_is_stale(room: Served) -> None:
    await joins_in_telegram(room)
    ada = await MiniApp.opened(room)

    async with ada.phone.stream("GET", f"{ada.address}/live", headers=ada.headers) as answer:
        assert "event: stale" in await anext(answer.aiter_text())


async def test_the_latest_workshop_of_the_chat_is_the_one(room: Served) -> None:
    other = await room.another("A Wednesday")
    await joins_in_telegram(room, code=other.code)
    await joins_in_telegram(room)
    assert (await MiniApp.opened(room)).address == f"/w/{room.code}"

    await joins_in_telegram(room, code=other.code)
    assert (await MiniApp.opened(room)).address == f"/w/{other.code}"


async def test_a_token_opens_one_persons_pages_only(room: Served) -> None:
    await joins_in_telegram(room)
    other = await room.another("A Wednesday")
    ada = await MiniApp.opened(room)

    statuses = [
        (await ada.phone.get(path, headers=ada.headers)).status_code
        for path in (f"/w/{other.code}", f"/f/{room.code}", f"/w/{room.code}")
    ]

    assert statuses == [403, 403, 200]


async def test_a_wrong_token_is_nobody_whatever_the_cookies_say(room: Served) -> None:
    ben = await room.participant()

    answer = await ben.http.get(f"/w/{room.code}", headers={"Authorization": "Bearer made-up"})

    assert answer.status_code == 403


async def test_only_a_hash_of_the_token_is_stored(room: Served) -> None:
    await joins_in_telegram(room)
    ada = await MiniApp.opened(room)
    token = ada.headers["Authorization"].removeprefix("Bearer ")

    stored = b"".join(path.read_bytes() for path in room.house.folder.rglob("*") if path.is_file())

    assert len(token) >= 22
    assert token.encode() not in stored


async def test_a_removed_persons_page_is_gone_at_once(room: Served) -> None:
    await joins_in_telegram(room)
    ada = await MiniApp.opened(room)

    await room.house.people.forget(room.code, "P01")

    assert (await ada.gets()).status_code == 403


async def test_a_chat_that_is_in_no_workshop_is_told_what_to_do(room: Served) -> None:
    answer = await opens_mini_app(room, signed(fields_of(ADA, NOW)))

    assert (answer.status_code, answer.json()) == (
        403,
        {
            "said": "This chat is not part of a workshop yet, or no longer. "
            "Please close this page and join in the chat first."
        },
    )


async def test_after_an_hour_the_same_words_open_nothing(room: Served) -> None:
    await joins_in_telegram(room)
    words = signed(fields_of(ADA, NOW))
    assert (await opens_mini_app(room, words)).status_code == 200

    room.clock.at += 61 * MINUTE
    again = await opens_mini_app(room, words)

    assert again.status_code == 403
    assert "older than an hour" in again.json()["said"]


async def test_a_page_elsewhere_cannot_ask_for_a_session(room: Served) -> None:
    await joins_in_telegram(room)

    answer = await opens_mini_app(room, signed(fields_of(ADA, NOW)), Origin="https://evil.example")

    assert answer.status_code == 403
    assert "token" not in answer.text


@pytest.mark.proof
async def test_whatever_is_sent_there_is_refused_calmly(room: Served) -> None:
    await joins_in_telegram(room)
    phone = await room.opens("/mini")
    chance = random.Random(1)
    genuine = urlencode({"initData": signed(fields_of(ADA, NOW))}).encode()
    form = {"Origin": phone.origin(), "Content-Type": "application/x-www-form-urlencoded"}

    bodies = [b"", b"initData=", b"initData", genuine * 2, *(mutated(genuine, chance) for _ in range(300))]
    answers = [await phone.http.post("/mini/session", content=body, headers=form) for body in bodies]

    assert {answer.status_code for answer in answers} == {400, 403}


def mutated(genuine: bytes, chance: random.Random) -> bytes:
    """The same with one byte changed."""
    at = chance.randrange(len(b"initData="), len(genuine))
    other = chance.choice([byte for byte in range(256) if byte != genuine[at]])
    return genuine[:at] + bytes([other]) + genuine[at + 1 :]


async def test_without_a_bot_there_is_no_such_page(room: Served) -> None:
    with free_port() as listening:
        async with serving(create_web(room.house), listening), httpx.AsyncClient() as phone:
            answer = await phone.get(f"http://127.0.0.1:{listening.getsockname()[1]}/mini")

    assert answer.status_code == 404


def test_telegram_is_only_told_of_a_page_that_comes_over_https() -> None:
    assert Addresses("https://workshop.example").mini_app() == "https://workshop.example/mini"
    assert Addresses("http://127.0.0.1:8080").mini_app() == ""
