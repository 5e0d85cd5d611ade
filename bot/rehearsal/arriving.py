"""How somebody comes in, up to the lobby."""

from __future__ import annotations

import re

from bot.rehearsal.participant import Participant
from bot.rehearsal.person import Journey

NUMBER = re.compile(r"P\d+")


async def arrives(person: Participant, address: str, code: str = "", *, hesitates: bool = False) -> Journey:
    """By a link, or at the start page with the code that was said aloud."""
    await person.opens(address)
    yield
    if code:
        await person.types(code)
        yield
    for key in ("newcomer.no_thanks", "newcomer.read_again") if hesitates else ():
        await person.taps(key)
        yield
    if person.offers("telegram.page"):
        await person.taps("telegram.page")
        yield
    async for _ in _consents(person):
        yield
    async for _ in _introduces_themselves(person):
        yield


async def agrees_beforehand(person: Participant, address: str) -> Journey:
    """From the invitation; most say whom they would like to sit with."""
    await person.opens(address)
    yield
    if person.offers("telegram.page"):
        await person.taps("telegram.page")
        yield
    async for _ in _consents(person):
        yield
    async for _ in _introduces_themselves(person):
        yield
    async for _ in person.goes_home():
        yield
    await person.arrives_at("expected.title")
    async for _ in wishes_for_company(person):
        yield


async def is_here(person: Participant, address: str) -> Journey:
    """Back on the day, with the same phone."""
    await person.opens(address)
    yield
    await person.taps("expected.here_at" if person.offers("expected.here_at") else "expected.here")
    yield


async def wishes_for_company(person: Participant) -> Journey:
    """With somebody, not with somebody, with peers; some bring someone to support them."""
    if not person.offers("wishes.open"):
        return
    await person.taps("wishes.open")
    yield
    for kind in ("with", "not_with"):
        if person.offers(f"wishes.{kind}") and person.inclined(0.6):
            await person.taps(f"wishes.{kind}")
            yield
            if others := [label for label in person.seen.buttons if NUMBER.fullmatch(label)]:
                await person.taps_label(person.chance.choice(others))
                yield
            else:
                await person.taps("back")
                yield
    for key in ("wishes.peers", "wishes.support"):
        if person.offers(key) and person.inclined(0.5):
            await person.taps(key)
            yield
    async for _ in person.goes_home():
        yield


async def declines(person: Participant, address: str) -> Journey:
    """Reads what it is about, would rather not be recorded, and takes part all the same."""
    await person.opens(address)
    yield
    await person.taps("newcomer.no_thanks")
    yield
    await person.arrives_at("newcomer.declined")
    await person.taps("newcomer.unrecorded")
    yield
    await person.arrives_at("unrecorded.title")


async def _consents(person: Participant) -> Journey:
    """Ticks until nothing that is required is missing; some also tick what is up to them."""
    await person.taps("newcomer.go_on")
    yield
    generous = person.inclined(0.5)
    while not person.offers("newcomer.agree") or (generous and person.offers("newcomer.box")):
        await person.taps("newcomer.box")
        yield
    await person.taps("newcomer.agree")
    yield


async def _introduces_themselves(person: Participant) -> Journey:
    await person.looks()
    if person.offers("lobby.about_you") and person.inclined(person.keen):
        await person.taps("lobby.about_you")
        yield
    while person.reads("lobby.question"):
        if person.inclined(0.25):
            await person.taps("skip")
        elif person.seen.takes_words:
            await person.types(person.one_of("organisations"))
        else:
            await person.taps_label(person.chance.choice(person.besides("skip")))
        yield
        if person.no_more_than_asked:
            return
