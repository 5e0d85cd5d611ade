"""The languages that a workshop offers: to choose at any time, and which of them no speaker has reviewed."""

from __future__ import annotations

from collections.abc import Callable

from bot.actions import Action
from bot.languages import unreviewed
from bot.screens.blocks import Button, Heading, Hint, Screen, Weight
from bot.screens.look import Look
from prompts import name_of
from workshops.commands import ChooseLanguage
from workshops.model import Role

LANGUAGE = "language"


def language(look: Look, argument: str) -> Screen:
    """Each language by its own name, the viewer's marked."""
    offered = look.workshop.study.languages
    facilitates = look.viewer.actor.role is Role.FACILITATOR
    return look.screen(
        Heading(look.say("language.title")),
        not_reviewed(look) if facilitates else Hint(look.say("language.only_yours")),
        rows=(
            *((button,) for button in named(look, offered, ChooseLanguage)),
            (look.opens(look.say("room.to_room" if facilitates else "back"), "", Weight.QUIET),),
        ),
    )


def named(
    look: Look, languages: tuple[str, ...], action: Callable[[str], Action], weight: Weight = Weight.PLAIN
) -> tuple[Button, ...]:
    """A button for each language, in that language."""
    return tuple(
        look.button(name_of(each), action(each), weight, chosen=each == look.say.language, language=each)
        for each in languages
    )


def to_languages(look: Look) -> tuple[Button, ...]:
    """Leads to the choice, where there is one."""
    if len(look.workshop.study.languages) < 2:
        return ()
    return (look.opens(look.say("language.now", language=name_of(look.say.language)), LANGUAGE),)


def not_reviewed(look: Look) -> Hint | None:
    """To facilitators: whoever reads one of these should know that a slip may be the translation's."""
    names = look.say.listed([name_of(each) for each in unreviewed(look.workshop.study)])
    return Hint(look.say("language.not_reviewed", languages=names)) if names else None
