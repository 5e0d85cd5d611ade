"""Did the themes fit? What speaks against them comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from exports.fitting import FitCounts, fit_counts
from exports.report.document import Block, Bullets, Heading, Paragraph, Quote, Table
from exports.report.sources import Sources
from exports.wording import say
from workshops.model import Fit, Participant, Reflects, Workshop

DISCONFIRMING = (Fit.DOES_NOT, Fit.PARTLY, Fit.FITS)


def themes(sources: Sources) -> Iterator[Block]:
    yield Heading(1, say("themes.heading"))
    counts = fit_counts(sources.recorded)
    answered = [theme for theme in counts if theme.answered]
    if answered:
        yield Paragraph(say("themes.about"))
        yield from _reasons(sources, counts)
        yield from sources.picture("fit")
        yield _table(counts)
    else:
        yield Paragraph(say("themes.not_asked"))
    yield from _together(sources)


def _reasons(sources: Sources, counts: list[FitCounts]) -> Iterator[Block]:
    """Why themes do not fit, then why only partly, then the rest, by theme."""
    for answer in DISCONFIRMING:
        quotes = [
            Quote(given.why, say("themes.source", theme=theme.title, id=theme.theme))
            for theme in counts
            for person in sources.people
            if (given := person.fits.get(theme.theme)) and given.why and given.fit == answer
        ]
        if quotes:
            yield Heading(2, say(f"themes.why_{answer}", n=len(quotes)))
            yield from quotes
    unsaid = [
        Quote(given.why, say("themes.source", theme=theme.title, id=theme.theme))
        for theme in counts
        for person in sources.people
        if (given := person.fits.get(theme.theme)) and given.why and not given.fit
    ]
    if unsaid:
        yield Heading(2, say("themes.why_unsaid", n=len(unsaid)))
        yield from unsaid


def _table(counts: list[FitCounts]) -> Table:
    rows = tuple(
        (
            f"{theme.title} ({theme.theme})",
            *(str(theme.counts.get(answer, 0)) for answer in DISCONFIRMING),
            say("count.of", n=theme.answered, of=theme.asked),
        )
        for theme in counts
    )
    header = (
        say("themes.theme"),
        *(say(f"fit.{answer}") for answer in DISCONFIRMING),
        say("themes.answered"),
    )
    return Table(header, rows, say("themes.caption"))


def _together(sources: Sources) -> Iterator[Block]:
    """What the room said at the end about the themes together."""
    yield Heading(2, say("themes.together"))
    for workshop in sources.workshops:
        answers = Counter(person.reflects for person in _kept(workshop) if person.reflects)
        if not answers:
            yield Paragraph(say("themes.together_none", workshop=workshop.code))
            continue
        counts = {answer.value: answers[answer.value] for answer in reversed(Reflects)}
        there = sum(1 for person in _kept(workshop) if person.admitted)
        total = sum(counts.values())
        yield Paragraph(say("themes.together_counts", workshop=workshop.code, n=total, of=there, **counts))
    for workshop in sources.workshops:
        missing = [person.missing for person in _kept(workshop) if person.missing]
        if missing:
            yield Heading(3, say("themes.missing", workshop=workshop.code))
            yield from (Quote(words, say("themes.missing_source")) for words in missing)


def _kept(workshop: Workshop) -> list[Participant]:
    return [person for person in workshop.participants.values() if not person.removed]


def questions(sources: Sources) -> Iterator[Block]:
    """What people asked, and what became of it; never who."""
    asked = [(w, question) for w in sources.workshops for question in w.questions.values() if question.words]
    if not asked:
        return
    yield Heading(1, say("questions.heading"))
    yield Paragraph(say("questions.about", n=len(asked)))
    for workshop, question in asked:
        theme = question.theme or say("questions.no_theme")
        became = say(f"questions.{question.answered or 'open'}")
        yield Quote(
            question.words, say("questions.source", theme=theme, workshop=workshop.code, became=became)
        )
        if question.answer:
            yield Paragraph(say("questions.answer", words=question.answer), note=True)


def evaluation(sources: Sources) -> Iterator[Block]:
    """Choices counted, texts as they stand, nobody's with anybody's."""
    yield Heading(1, say("evaluation.heading"))
    for workshop in sources.workshops:
        removed = {number for number, person in workshop.participants.items() if person.removed}
        given = [
            a for who, a in sorted(workshop.evaluation.items()) if who not in removed and any(a.values())
        ]
        if not given:
            yield Paragraph(say("evaluation.none", workshop=workshop.code))
            continue
        if sources.several:
            yield Heading(2, say("evaluation.workshop", workshop=workshop.code))
        yield Paragraph(say("evaluation.answered", n=len(given)))
        yield from _answers(workshop, given)


def _answers(workshop: Workshop, given: list[dict[str, str]]) -> Iterator[Block]:
    text = workshop.study.text(workshop.study.languages[0])
    for question in workshop.study.evaluation:
        keys = [question.id, *(f"{question.id}.{number}" for number in range(2, question.several + 1))]
        answers = [answer for one in given for key in keys if (answer := one.get(key, ""))]
        asked = text.evaluation[question.id]
        yield Heading(3, asked.question)
        if not answers:
            yield Paragraph(say("evaluation.no_answer"), note=True)
        elif asked.choices:
            counts = Counter(answers)
            parts = [f"{label}: {counts[choice]}" for choice, label in asked.choices.items()]
            yield Paragraph(say("evaluation.counts", counts="; ".join(parts), n=len(answers)))
        else:
            yield Bullets(tuple(_counted(answers)))


def _counted(answers: list[str]) -> Iterator[str]:
    """By the alphabet; what several wrote alike is there once, with how many did."""
    for answer, count in sorted(Counter(answers).items()):
        yield answer if count == 1 else say("evaluation.alike", answer=answer, n=count)
