"""What anyone does at their table besides the board: statements of their own, links, notes."""

from __future__ import annotations

from collections.abc import Sequence

from bot.rehearsal.person import Journey, Person


async def proposes(person: Person, words: str) -> Journey:
    async for _ in _opens_own_statements(person):
        yield
    await person.types(words)
    yield
    async for _ in person.returns_to_table():
        yield


async def rewords(person: Person, words: str) -> Journey:
    """Finds other words for what somebody else has proposed."""
    async for _ in _opens_proposal(person):
        yield
    await person.types(words)
    yield
    async for _ in person.returns_to_table():
        yield


async def decides(person: Person, *, accepts: bool) -> Journey:
    """On what somebody else has proposed, or worded last."""
    async for _ in _opens_proposal(person):
        yield
    await person.taps("extras.accept" if accepts else "extras.decline")
    yield
    async for _ in person.returns_to_table():
        yield


async def links(person: Person, source: str, kind: str, target: str, words: str = "") -> Journey:
    async for _ in person.returns_to_table():
        yield
    await person.taps("links.open")
    yield
    await person.taps_label(source)
    yield
    await person.taps(f"link.{kind}")
    yield
    await person.taps_label(target)
    yield
    if words:
        await person.types(words)
        yield
    async for _ in person.returns_to_table():
        yield


async def unlinks(person: Person) -> Journey:
    """The first link that there is."""
    async for _ in person.returns_to_table():
        yield
    for key in ("links.open", "links.remove"):
        await person.taps(key)
        yield
    async for _ in person.returns_to_table():
        yield


async def writes_a_note(
    person: Person,
    kind: str,
    words: str,
    *,
    about: Sequence[str] = (),
    shared: bool = False,
    better: str = "",
) -> Journey:
    """`about` are the labels of statements; `better` are the words that they change it to at once."""
    async for _ in person.returns_to_table():
        yield
    for key in ("notes.open", f"note.{kind}"):
        await person.taps(key)
        yield
    for typed in filter(None, (words, better)):
        await person.types(typed)
        yield
    for label in about:
        await person.taps_label(label)
        yield
    for key in ("notes.share", "notes.done") if shared else ("notes.done",):
        await person.taps(key)
        yield
    async for _ in person.returns_to_table():
        yield


async def _opens_own_statements(person: Person) -> Journey:
    async for _ in person.returns_to_table():
        yield
    await person.taps("extras.waiting" if person.offers("extras.waiting") else "extras.open")
    yield


async def _opens_proposal(person: Person) -> Journey:
    async for _ in _opens_own_statements(person):
        yield
    await person.taps("extras.decide")
    yield
