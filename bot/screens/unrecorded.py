"""Takes part without being recorded: the room to follow, the themes to read, nothing to answer."""

from __future__ import annotations

from bot.actions import Consider, encode
from bot.screens.afterwards import reported
from bot.screens.as_picture import REPORTED
from bot.screens.blocks import Block, Button, Document, Heading, Paragraph, Saved, Screen, Weight
from bot.screens.frame import in_rows
from bot.screens.look import Look
from bot.screens.projector import projector
from bot.screens.themes import THEME, card_blocks
from workshops.model import Phase

HERE = "here"
THEMES = "themes"
BOARDS = "boards"


def unrecorded(look: Look, consider: Consider) -> Screen:
    """The step of `consider` is `here`, and what is open: `here theme T1`."""
    _, _, view = consider.step.partition(" ")
    name, _, argument = view.partition(" ")
    if name == THEME and argument in look.words.themes:
        return _card(look, consider, argument)
    if name == THEMES:
        return _themes(look, consider)
    if name == BOARDS and look.workshop.phase in REPORTED:
        return _boards(look, consider)
    return _room(look, consider)


def is_here(consider: Consider) -> bool:
    return consider.step.partition(" ")[0] == HERE


def _room(look: Look, consider: Consider) -> Screen:
    """What stands on the wall, below the word that nothing is kept of them."""
    say, wall = look.say, projector(look)
    # Before it starts, the wall says how to join and counts who has; neither is for them.
    starting = look.workshop.phase is Phase.LOBBY and not look.workshop.on_break
    shown = (Paragraph(say("lobby.starts_soon")),) if starting else wall.blocks[1:]
    held = Paragraph(say("held.saved")) if look.workshop.held else None
    boards = look.workshop.phase in REPORTED and any(g.handed_in for g in look.workshop.groups.values())
    return look.screen(
        Heading(say("unrecorded.title")),
        Saved(say("unrecorded.counted")),
        held,
        *(_below(block) for block in shown),
        look.support(),
        *_read_again_block(look, consider),
        rows=(
            (_opens(look, consider, say("footer.themes"), THEMES),),
            (_opens(look, consider, say("closed.all_boards"), BOARDS),) if boards else (),
            _read_again_button(look, consider),
        ),
    )


def _themes(look: Look, consider: Consider) -> Screen:
    titles = {theme.id: look.words.themes[theme.id].title for theme in look.workshop.study.themes}
    return look.screen(
        Heading(look.say("themes.all")),
        Paragraph(look.words.task),
        rows=(
            *((_opens(look, consider, title, f"{THEME} {theme}"),) for theme, title in titles.items()),
            _back(look, consider),
        ),
    )


def _card(look: Look, consider: Consider, theme: str) -> Screen:
    all_themes = _opens(look, consider, look.say("themes.all"), THEMES)
    return look.screen(*card_blocks(look, theme), look.support(), rows=((all_themes,), _back(look, consider)))


def _boards(look: Look, consider: Consider) -> Screen:
    groups = [group for group in look.workshop.groups.values() if group.handed_in]
    return look.screen(
        Heading(look.say("closed.all_boards")),
        *(block for group in groups for block in reported(look, group)),
        rows=(_back(look, consider),),
    )


def _back(look: Look, consider: Consider) -> tuple[Button, ...]:
    return (_opens(look, consider, look.say("back"), "", Weight.QUIET),)


def _opens(look: Look, consider: Consider, label: str, view: str, weight: Weight = Weight.PLAIN) -> Button:
    step = f"{HERE} {view}".rstrip()
    return look.button(label, Consider(consider.language, consider.group, step=step), weight)


def _read_again_block(look: Look, consider: Consider) -> tuple[Document, ...]:
    """In a browser the way to change one's mind is a page by itself."""
    if look.in_telegram or look.workshop.phase is Phase.CLOSED:
        return ()
    again = encode(look.workshop.code, Consider(consider.language, consider.group))
    return (Document(look.say("newcomer.read_again"), look.addresses.joining(look.workshop, again)),)


def _read_again_button(look: Look, consider: Consider) -> tuple[Button, ...]:
    if not look.in_telegram or look.workshop.phase is Phase.CLOSED:
        return ()
    again = Consider(consider.language, consider.group)
    return in_rows([look.button(look.say("newcomer.read_again"), again, Weight.QUIET)], 1)[0]


def _below(block: Block) -> Block:
    return Heading(block.text, 2) if isinstance(block, Heading) else block
