"""People who look at their screens: what they see in words, and every screen that buttons lead them to."""

from __future__ import annotations

from collections.abc import Iterator

from bot.actions import FOR, Action, OnBehalf, Open, decode
from bot.addresses import Addresses
from bot.screens import projector_screen, screen_for
from bot.screens.blocks import Screen
from bot.screens.meanwhile import split_since
from bot.screens.viewer import Channel, Viewer
from bot.telegram.render import html, paged, typed_html
from prompts import prompts_in
from tests.fake_telegram.formatting import parse_html
from tests.given import actor
from workshops.model import Workshop
from workshops.wishes import Wish

ADDRESSES = Addresses("https://workshop.example", "a_bot")
TOKENS = {f"P{number:02}": (f"respondent {number}", f"asker {number}") for number in range(1, 20)}


WISHES = {"P14": (Wish("P14", "not_with", "P05"), Wish("P14", "peers"), Wish("P14", "with", "P02"))}


def viewer(who: str, view: str = "") -> Viewer:
    respondent, asker = TOKENS.get(who, ("", ""))
    wishes = WISHES.get(who, ()) if split_since(view)[0].partition(" ")[0] in ("wishes", "mydata") else None
    return Viewer(actor(who), Channel.TELEGRAM, view, respondent, asker, wishes)


def screen(workshop: Workshop, who: str, view: str = "") -> Screen:
    return screen_for(workshop, viewer(who, view), ADDRESSES)


def walk(workshop: Workshop, who: str, start: str = "") -> Iterator[tuple[str, Screen]]:
    """Every view that can be reached by buttons, with its screen."""
    waiting, known = [start], {start}
    while waiting:
        view = waiting.pop()
        found = screen(workshop, who, view)
        yield view, found
        for button in (button for row in found.rows for button in row):
            opened = view_of(decode(button.payload)[1])
            if opened is not None and opened not in known:
                known.add(opened)
                waiting.append(opened)


def view_of(action: Action) -> str | None:
    """The view that a button opens, also on somebody's slip; None for one that does something."""
    match action:
        case Open(view=view):
            return view
        case OnBehalf(participant=number, action=Open(view=view)):
            return f"{FOR} {number} {view}".rstrip()
        case _:
            return None


def pages(found: Screen) -> list[str]:
    """The messages that Telegram would show, without their tags."""
    texts = [html(block) for block in found.blocks]
    if found.typed:
        texts.append(typed_html(found.typed, prompts_in("en")))
    return [parse_html(page).text for page in paged(texts)]


def words(found: Screen) -> str:
    """All that a screen says, buttons and box included."""
    said = pages(found)
    said += [button.label for row in found.rows for button in row]
    if found.typed:
        said += [found.typed.label, found.typed.hint, found.typed.value]
    return "\n".join(said)


def everything(workshop: Workshop, who: str) -> str:
    """All that this person can come to see; `the wall` is the projector."""
    if who == "the wall":
        return words(projector_screen(workshop, ADDRESSES))
    return "\n".join(f"[{view}] {words(found)}" for view, found in sorted(walk(workshop, who), key=str))
