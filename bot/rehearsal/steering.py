"""What a facilitator does besides moving on: time, messages, tables, people, paper, and the vote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.rehearsal.facilitator import Facilitator
from bot.rehearsal.person import Journey
from bot.rehearsal.wording import pattern

STEER = "steer.title"
GROUPS = "steer.groups"
ANSWERS = ("aloud", "all", "asker", "parked")


# --- time ---


async def starts_a_break(facilitator: Facilitator, minutes: int) -> Journey:
    async for _ in facilitator.goes_through(STEER, "steer.break", n=minutes):
        yield


async def ends_the_break(facilitator: Facilitator) -> Journey:
    async for _ in facilitator.goes_through("steer.end_break"):
        yield


async def gives_more_time(facilitator: Facilitator, minutes: int) -> Journey:
    async for _ in facilitator.goes_through(STEER, "steer.more_time", n=minutes):
        yield


async def pauses_the_room(facilitator: Facilitator) -> Journey:
    """Or ends the pause: the same button."""
    async for _ in facilitator.goes_through(STEER, "steer.hold"):
        yield


# --- word to the tables ---


async def reminds_the_tables(facilitator: Facilitator) -> Journey:
    async for _ in facilitator.goes_through(STEER, "steer.nudge"):
        yield


async def tells_everyone(facilitator: Facilitator) -> Journey:
    async for _ in facilitator.goes_through(STEER, "steer.message", "message.to_all"):
        yield
    await facilitator.types(facilitator.one_of("messages"))
    yield


async def answers_a_question(facilitator: Facilitator, number: int) -> Journey:
    """The one that has waited longest; the manner goes by its `number`."""
    async for _ in facilitator.goes_through("room.questions", "questions.answer"):
        yield
    to = ANSWERS[number % len(ANSWERS)]
    match to:
        case "aloud":
            await facilitator.taps("questions.aloud")
        case "parked":
            await facilitator.taps("questions.park")
        case _:
            await facilitator.taps(f"questions.write_{to}")
            yield
            await facilitator.types(facilitator.one_of("answers"))
    yield


async def notes_a_remark(facilitator: Facilitator) -> Journey:
    """Of the whole room's."""
    async for _ in facilitator.goes_through("room.notes", "note.paraphrase"):
        yield
    await facilitator.types(facilitator.one_of("remarks"))
    yield
    await facilitator.taps("notes.done")
    yield


# --- tables ---


async def moves_someone_to_a_new_table(facilitator: Facilitator) -> Journey:
    async for _ in facilitator.goes_through(STEER, GROUPS, "groups.add"):
        yield
    newest = facilitator.offers("groups.lead")[-1]
    letter = pattern(facilitator.language, "groups.lead").fullmatch(newest)
    async for _ in facilitator.goes_through("room.seating", "room.sits_at"):
        yield
    await facilitator.taps("person.seat")
    yield
    await facilitator.taps("room.table", group=letter[1] if letter else "")
    yield


async def merges_the_newest_table(facilitator: Facilitator) -> Journey:
    """Of those with people, into the one that has the fewest."""
    async for _ in facilitator.goes_through("room.seating"):
        yield
    sits = pattern(facilitator.language, "room.sits_at")
    places = [found[2] for label in facilitator.seen.buttons if (found := sits.fullmatch(label))]
    *others, newest = sorted(Counter(places).items())
    smallest, _ = min(others, key=lambda table: table[1])
    async for _ in facilitator.goes_through(STEER, GROUPS, "groups.merge", group=newest[0]):
        yield
    await facilitator.taps("groups.merge_target", group=smallest)
    yield
    await facilitator.taps("groups.merge_now")
    yield


async def leads(facilitator: Facilitator, letter: str) -> Journey:
    async for _ in facilitator.goes_through(STEER, GROUPS, "groups.lead", group=letter):
        yield


async def enters_from_paper(facilitator: Facilitator, letter: str, tiers: Sequence[Sequence[str]]) -> Journey:
    """The numbers stand beside the labels on the same screen."""
    async for _ in facilitator.goes_through(STEER, GROUPS, "groups.paper", group=letter):
        yield
    cards = re.findall(r"^(\d+)\. (.+)$", facilitator.seen.text, re.MULTILINE)
    await facilitator.types(", ".join(" = ".join(_number(words, cards) for words in tier) for tier in tiers))
    yield
    await facilitator.taps("handin.now")
    yield
    await facilitator.expects("handin.done")


def _number(words: str, cards: Sequence[tuple[str, str]]) -> str:
    """Of the card that says this, or begins like it where it is too long for a label."""
    for number, label in cards:
        if label == words or (label.endswith("…") and words.startswith(label[:-1])):
            return number
    raise KeyError(words)


# --- people ---


async def offers_support(facilitator: Facilitator) -> Journey:
    async for _ in facilitator.goes_through(STEER, "steer.support"):
        yield


async def counts_someone_unrecorded(facilitator: Facilitator) -> Journey:
    async for _ in facilitator.goes_through(STEER, "steer.count_unrecorded"):
        yield


async def sends_out(facilitator: Facilitator, number: str) -> Journey:
    """Having first asked them to write no more, which is taken back."""
    async for _ in facilitator.opens_the_page_of(number):
        yield
    for key in ("person.mute", "person.mute", "person.send_out"):
        await facilitator.taps(key)
        yield


async def goes_to_whoever_asked(facilitator: Facilitator) -> Journey:
    async for _ in facilitator.goes_through("call.coming"):
        yield


async def ends_the_call(facilitator: Facilitator) -> Journey:
    async for _ in facilitator.goes_through("call.done"):
        yield


# --- the vote ---


async def brings_together(facilitator: Facilitator, letters: Sequence[str], words: str) -> Journey:
    """The first statement that each of these tables has left; nothing where one has none."""
    async for _ in facilitator.goes_through(STEER, "steer.extras"):
        yield
    if all(facilitator.offers("merging.pick", group=letter) for letter in letters):
        for letter in letters:
            await facilitator.taps("merging.pick", group=letter)
            yield
        await facilitator.types(words)
        yield


async def records_what_a_table_says(facilitator: Facilitator, letter: str) -> Journey:
    """Aloud, that theirs may go in."""
    async for _ in facilitator.goes_through(STEER, "steer.extras"):
        yield
    if facilitator.offers("merging.aloud", group=letter):
        await facilitator.taps("merging.aloud", group=letter)
        yield


async def opens_the_vote(facilitator: Facilitator) -> Journey:
    async for _ in facilitator.goes_through("vote.open"):
        yield


async def shows_the_vote(facilitator: Facilitator) -> Journey:
    for key in ("vote.close", "vote.show"):
        async for _ in facilitator.goes_through(key):
            yield
