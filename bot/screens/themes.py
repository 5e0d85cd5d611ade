"""Theme cards: the one presented, all of them, and whether each fits."""

from __future__ import annotations

from bot.screens.blocks import (
    Block,
    Button,
    Heading,
    Hint,
    Line,
    Paragraph,
    Quote,
    Saved,
    Screen,
    Statements,
    Weight,
)
from bot.screens.frame import footer, home
from bot.screens.look import Look
from workshops.commands import ExplainFit, GiveFit
from workshops.model import Fit, FitAnswer, Phase
from workshops.study import Exemplar, ExemplarText

THEME = "theme"
WHY = "why"


def themes(look: Look) -> Screen:
    """While the facilitator presents: one calm line, whether it fits in one tap, the card behind a button."""
    if look.workshop.study.themes_presented != "presented":
        return all_themes(look)
    presented = look.workshop.presented
    if not presented:
        return look.screen(
            Heading(look.say("themes.title")),
            Paragraph(look.say("themes.about_to_start")),
            rows=footer(look),
        )
    given, asked = _given(look.me.fits, presented), look.workshop.study.fit.asked
    return look.screen(
        Heading(look.say("themes.title")),
        Paragraph(look.say("themes.on_the_wall", theme=look.words.themes[presented].title)),
        *(_fit_blocks(look, given) if asked else ()),
        rows=(
            *(_fit_rows(look, presented, given) if asked else ()),
            (look.opens(look.say("themes.read_card"), f"{THEME} {presented}", Weight.MAIN),),
            *footer(look),
        ),
    )


def all_themes(look: Look, argument: str = "") -> Screen:
    fits = look.me.fits
    own = (look.workshop.phase is Phase.THEMES) and look.workshop.study.themes_presented != "presented"
    return look.screen(
        Heading(look.say("themes.all")),
        Paragraph(look.words.task),
        Statements(
            tuple(
                Line(
                    look.words.themes[theme.id].title,
                    look.words.themes[theme.id].statement,
                    bool(_given(fits, theme.id).fit),
                )
                for theme in look.workshop.study.themes
            )
        ),
        rows=(
            *(
                (look.opens(look.words.themes[theme.id].title, f"{THEME} {theme.id}"),)
                for theme in look.workshop.study.themes
            ),
            *(footer(look) if own else (home(look),)),
        ),
    )


def card(look: Look, theme: str) -> Screen:
    if theme not in look.words.themes:
        return all_themes(look)
    given = _given(look.me.fits, theme)
    still_open = look.workshop.phase not in (Phase.LOBBY, Phase.CLOSED)
    return look.screen(
        *card_blocks(look, theme),
        look.support(),
        *(_fit_blocks(look, given) if still_open and look.workshop.study.fit.asked else ()),
        rows=(
            *(_fit_rows(look, theme, given) if still_open and look.workshop.study.fit.asked else ()),
            (look.opens(look.say("questions.title"), f"ask {theme}"),) if still_open else (),
            *_neighbours(look, theme),
        ),
    )


def card_blocks(look: Look, theme: str, *, sensitive: bool = True) -> tuple[Block, ...]:
    """Title, what it covers, statement, exemplars; `sensitive` ones only where they can be kept closed."""
    texts = look.words.themes[theme]
    exemplars = next(known.exemplars for known in look.workshop.study.themes if known.id == theme)
    return (
        Heading(texts.title),
        Paragraph(look.say("themes.covers", covers=look.say("list.clauses").join(texts.covers))),
        Paragraph(look.say("themes.statement", statement=texts.statement)),
        *(
            _quote(look, exemplar, texts.exemplars[exemplar.id])
            for exemplar in exemplars
            if sensitive or not exemplar.sensitive
        ),
    )


def _quote(look: Look, exemplar: Exemplar, text: ExemplarText) -> Quote:
    mark = look.say("themes.summary_mark", speaker=text.speaker, source=exemplar.source)
    about = text.sensitive or look.say("themes.distress")
    return Quote(text.summary, mark, look.say("themes.sensitive", about=about) if exemplar.sensitive else "")


def why(look: Look, theme: str) -> Screen:
    if theme not in look.words.themes:
        return all_themes(look)
    given = _given(look.me.fits, theme)
    say = look.say
    return look.screen(
        Heading(look.words.themes[theme].title),
        Saved(say("themes.why_saved", words=given.why)) if given.why else None,
        rows=((look.opens(say("themes.back_to_card"), f"{THEME} {theme}", Weight.QUIET),),),
        typed=look.typed(ExplainFit(theme), say("themes.why"), say("themes.who_reads_why"), given.why),
    )


def _given(fits: dict[str, FitAnswer], theme: str) -> FitAnswer:
    return fits.get(theme, FitAnswer())


def _fit_blocks(look: Look, given: FitAnswer) -> tuple[Block, ...]:
    say = look.say
    if not given.fit:
        return (Heading(say("themes.fit"), 2), Hint(say("themes.who_reads_fit")))
    return (Heading(say("themes.fit"), 2), Saved(say("themes.fit_saved", answer=say(f"fit.{given.fit}"))))


def _fit_rows(look: Look, theme: str, given: FitAnswer) -> tuple[tuple[Button, ...], ...]:
    answers = tuple(
        look.button(look.say(f"fit.{fit.value}"), GiveFit(theme, fit.value), chosen=given.fit == fit)
        for fit in Fit
    )
    if not given.fit:
        return (answers,)
    key = "themes.change_why" if given.why else "themes.say_why"
    return (answers, (look.opens(look.say(key), f"{WHY} {theme}"),))


def _neighbours(look: Look, theme: str) -> tuple[tuple[Button, ...], ...]:
    ids = [known.id for known in look.workshop.study.themes]
    at = ids.index(theme)
    row = []
    if at:
        row.append(look.opens(look.say("themes.previous"), f"{THEME} {ids[at - 1]}"))
    if at + 1 < len(ids):
        row.append(look.opens(look.say("themes.next"), f"{THEME} {ids[at + 1]}"))
    all_cards = look.opens(look.say("themes.all"), "themes", Weight.QUIET)
    return (tuple(row), (all_cards, *home(look)))
