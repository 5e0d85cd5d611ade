"""Lobby: a few questions about oneself, and a table."""

from __future__ import annotations

from bot.screens.blocks import Button, Heading, Hint, Paragraph, Saved, Screen, Weight
from bot.screens.frame import footer
from bot.screens.invitation import expected
from bot.screens.look import Look
from bot.screens.wishes import company_button
from workshops.commands import AnswerProfile, SitDown
from workshops.numbering import number_written
from workshops.study import Study

PROFILE = "profile"


def lobby(look: Look) -> Screen:
    say = look.say
    questions = len(look.workshop.study.profile)
    answered = len(look.me.profile)
    about_you = say("lobby.about_you", answered=answered, questions=questions)
    return look.screen(
        Heading(say("lobby.welcome")),
        Saved(say("lobby.number", number=look.me.number)),
        *_table(look),
        rows=(
            *_tables(look),
            (look.opens(about_you, f"{PROFILE} 1"),) if questions else (),
            (company_button(look),),
            *footer(look),
        ),
    )


def home_before_the_themes(look: Look) -> Screen:
    if look.me.expected:
        return expected(look)
    return lobby(look) if look.me.admitted else waiting(look)


def waiting(look: Look) -> Screen:
    """A late joiner, until a facilitator admits them."""
    return look.screen(
        Heading(look.say("lobby.welcome")),
        Paragraph(look.say("lobby.waiting", number=look.me.number)),
        rows=footer(look),
    )


def profile(look: Look, argument: str) -> Screen:
    """One question about oneself; every one can be skipped."""
    questions = look.workshop.study.profile
    number = number_written(argument) or 1
    if not 1 <= number <= len(questions):
        return home_before_the_themes(look)
    question = questions[number - 1]
    texts = look.words.profile[question.id]
    given = look.me.profile.get(question.id, "")
    choices = (
        (look.button(texts.choices[choice], AnswerProfile(question.id, choice), chosen=choice == given),)
        for choice in question.choices
    )
    typed = None
    if question.kind == "text":
        typed = look.typed(AnswerProfile(question.id), texts.question, look.say("lobby.who_reads_profile"))
    return look.screen(
        Heading(look.say("lobby.question", number=number, questions=len(questions))),
        Paragraph(texts.question) if not typed else None,
        Saved(look.say("saved")) if given else None,
        Hint(look.say("lobby.who_reads_profile")) if not typed else None,
        rows=(
            *choices,
            (look.opens(look.say("skip"), question_after(look.workshop.study, number), Weight.QUIET),),
        ),
        typed=typed,
    )


def question_after(study: Study, number: int) -> str:
    """The view of the next question about oneself; after the last one, the phase's own screen."""
    return f"{PROFILE} {number + 1}" if number < len(study.profile) else ""


def _table(look: Look) -> tuple[Paragraph, ...]:
    group = look.me.group
    if not group:
        return (Paragraph(look.say("lobby.no_table")),)
    others = len(look.workshop.members(group)) - 1
    company = look.say("lobby.others", n=others) if others else look.say("lobby.others.zero")
    return (
        Paragraph(look.say("lobby.at_table", group=group, others=company)),
        Paragraph(look.say("lobby.starts_soon")),
    )


def _tables(look: Look) -> tuple[tuple[Button, ...], ...]:
    most = look.workshop.study.group_size.most
    free = [
        letter
        for letter in look.workshop.groups
        if letter != look.me.group and len(look.workshop.members(letter)) < most
    ]
    key = "lobby.move" if look.me.group else "lobby.sit"
    buttons = [look.button(look.say(key, group=letter), SitDown(letter)) for letter in free]
    return tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))
