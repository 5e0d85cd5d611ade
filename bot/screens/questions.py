"""Questions: asked from a card, with one's number or without; answered to the asker, to all, or parked."""

from __future__ import annotations

from bot.screens.blocks import Heading, Hint, Line, Paragraph, Screen, Statements, Weight
from bot.screens.frame import home
from bot.screens.look import Look, shortened
from workshops.commands import AnswerQuestion, AskQuestion
from workshops.model import Phase, Question
from workshops.protocol.questions import ALOUD, ASKER, EVERYONE, PARKED

ASK = "ask"
QUESTIONS = "questions"
QUESTION = "question"
ANONYMOUSLY = "anonymously"


def ask(look: Look, argument: str) -> Screen:
    theme, _, manner = argument.partition(" ")
    say = look.say
    anonymous = manner == ANONYMOUSLY
    known = theme if theme in look.words.themes else ""
    other = look.opens(
        say("questions.with_number" if anonymous else "questions.anonymous"),
        f"{ASK} {known}" if anonymous else f"{ASK} {known} {ANONYMOUSLY}",
    )
    title = look.words.themes[known].title if known else say("questions.title")
    hint = say("questions.who_reads_anonymous" if anonymous else "questions.who_reads")
    return look.screen(
        Heading(title),
        rows=((other,), (look.opens(say("questions.mine"), QUESTIONS),), home(look)),
        typed=look.typed(AskQuestion(known, anonymous), say("questions.ask"), hint),
    )


def my_questions(look: Look, argument: str) -> Screen:
    """One's own questions, and those answered for all."""
    say = look.say
    lines = tuple(Line(q.words, _answer_words(look, q), done=bool(q.answered)) for q in look.questions())
    return look.screen(
        Heading(say("questions.mine")),
        Statements(lines) if lines else Paragraph(say("questions.none")),
        rows=(home(look),),
    )


def queue(look: Look, argument: str) -> Screen:
    """The facilitators' list: what waits first, nothing lost."""
    say = look.say
    asked = sorted(
        (q for q in look.workshop.questions.values() if q.words), key=lambda q: (bool(q.answered), q.at)
    )
    lines = tuple(Line(_from(look, q), q.words, done=bool(q.answered)) for q in asked)
    over = look.workshop.phase is Phase.CLOSED
    waiting = [q for q in asked if q.answered in ("", PARKED) and not over]
    return look.screen(
        Heading(say("questions.queue")),
        Statements(lines) if lines else Paragraph(say("questions.none_yet")),
        rows=(
            *(
                (look.opens(say("questions.answer", words=shortened(q.words)), f"{QUESTION} {q.id}"),)
                for q in waiting
            ),
            home(look),
        ),
    )


def question(look: Look, argument: str) -> Screen:
    name, _, to = argument.partition(" ")
    asked = look.workshop.questions.get(name)
    if asked is None or not asked.words or look.workshop.phase is Phase.CLOSED:
        return queue(look, "")
    say = look.say
    if to in (ASKER, EVERYONE):
        hint = say(f"questions.to_{to}")
        return look.screen(
            Heading(say("questions.queue")),
            Paragraph(f"“{asked.words}”"),
            rows=((look.opens(say("back"), f"{QUESTION} {name}", Weight.QUIET),),),
            typed=look.typed(AnswerQuestion(name, to), say("questions.answer_box"), hint, asked.answer),
        )
    return look.screen(
        Heading(say("questions.queue")),
        Hint(_from(look, asked)),
        Paragraph(f"“{asked.words}”"),
        rows=(
            (look.button(say("questions.aloud"), AnswerQuestion(name, ALOUD)),),
            (look.opens(say("questions.write_all"), f"{QUESTION} {name} {EVERYONE}"),),
            (look.opens(say("questions.write_asker"), f"{QUESTION} {name} {ASKER}"),),
            (look.button(say("questions.park"), AnswerQuestion(name, PARKED)),),
            (look.opens(say("back"), QUESTIONS, Weight.QUIET),),
        ),
    )


def _answer_words(look: Look, asked: Question) -> str:
    return asked.answer or look.say(
        f"questions.is_{asked.answered}" if asked.answered else "questions.is_waiting"
    )


def _from(look: Look, asked: Question) -> str:
    who = look.say("questions.anonymous_asker") if asked.anonymous else asked.asker
    theme = look.words.themes[asked.theme].title if asked.theme in look.words.themes else ""
    return look.say("questions.from", who=who, theme=theme, time=look.clock(asked.at))
