"""Those without a phone, whose numbered slips a facilitator enters."""

from __future__ import annotations

from bot.rehearsal.facilitator import Facilitator
from bot.rehearsal.participant import CONFIRMATIONS, FITS, REFLECTS
from bot.rehearsal.person import Journey


async def enrols(facilitator: Facilitator) -> Journey:
    """Someone who has consented on paper; their number stands on the slip."""
    async for _ in facilitator.goes_through("room.seating", "paper.enrol"):
        yield
    entering = await facilitator.expects("paper.entering")
    facilitator.slips.append(entering[1])


async def enters_the_slip(facilitator: Facilitator, number: str) -> Journey:
    """What they ticked: whether one of the themes fits, their board, and the whole-room question."""
    async for _ in facilitator.opens_the_page_of(number):
        yield
    await facilitator.taps("paper.slip")
    yield
    choice = facilitator.chance.choice
    await facilitator.taps(f"reflects.{choice(REFLECTS)}")
    yield
    await facilitator.taps("footer.themes")
    yield
    await facilitator.taps_label(choice(list(facilitator.labels.values())))
    yield
    await facilitator.taps(f"fit.{choice(FITS)}")
    yield
    await facilitator.taps("paper.board")
    yield
    answer = f"confirm.{choice(CONFIRMATIONS[:-1])}"
    if facilitator.offers(answer):
        await facilitator.taps(answer)
        yield
