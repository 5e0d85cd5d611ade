"""What is kept of the viewer, shown to them alone."""

from __future__ import annotations

from collections.abc import Iterator

from bot.addresses import ALL_THAT_IS_KEPT
from bot.screens.blocks import Document, Heading, Hint, Line, Screen, Statements
from bot.screens.evaluation import slots
from bot.screens.frame import home
from bot.screens.look import Look
from bot.screens.voting import item_words

MY_DATA = "mydata"


def my_data(look: Look, argument: str) -> Screen:
    return look.screen(
        Heading(look.say("mydata.title")),
        Statements(tuple(_kept(look))),
        Hint(look.say("mydata.group_board")),
        Hint(look.say("mydata.removed_when")),
        None
        if look.in_telegram or look.me.on_paper
        else Document(look.say("mydata.as_stored"), ALL_THAT_IS_KEPT),
        rows=(home(look),),
    )


def _kept(look: Look) -> Iterator[Line]:
    say, me, zone = look.say, look.me, look.workshop.time_zone
    at = me.consent.at
    given = say(f"mydata.consent_{me.consent.where}", day=say.day(at, zone), time=look.clock(at))
    yield Line(
        say("mydata.consent"), "\n".join((given, *(look.words.consent[box] for box in me.consent.boxes)))
    )
    if me.group:
        yield Line(say("mydata.table"), me.group)
    if me.supported:
        yield Line(say("mydata.support"), say("wishes.support"))
    if look.viewer.wishes:
        wished = (say(f"wishes.kept_{wish.kind}", number=wish.other) for wish in look.viewer.wishes)
        yield Line(say("wishes.title"), "\n".join(wished))
    yield from _profile(look)
    for theme, answer in me.fits.items():
        said = [say(f"fit.{answer.fit}") if answer.fit else "", answer.why]
        title = look.words.themes[theme].title
        yield Line(say("mydata.fit", theme=title), "\n".join(part for part in said if part))
    if me.individual and me.individual.ranked:
        order = [f"{rank}. {look.words.label(s)}" for rank, s in enumerate(me.individual.ranked, start=1)]
        yield Line(say("mydata.individual"), "\n".join(order))
    if me.confirmed and me.confirmed.answer:
        said = [say(f"confirm.{me.confirmed.answer}"), me.confirmed.why]
        yield Line(say("mydata.confirmation"), "\n".join(part for part in said if part))
    if me.reflects:
        yield Line(say("mydata.reflects"), say(f"reflects.{me.reflects}"))
    if me.missing:
        yield Line(say("mydata.missing"), me.missing)
    yield from _written(look)
    yield from _evaluation(look)


def _written(look: Look) -> Iterator[Line]:
    """Notes, questions, proposals and votes; of a group's own statements, those that one proposed."""
    say, workshop = look.say, look.workshop
    for note in workshop.notes.values():
        if note.author == look.number and note.words:
            yield Line(say("mydata.note"), note.words)
    for question in workshop.questions.values():
        if question.asker in {look.number, look.viewer.asker} - {""} and question.words:
            yield Line(say("mydata.question"), question.words)
    for group in workshop.groups.values():
        for proposal in group.proposals.values():
            if proposal.by == look.number:
                yield Line(say("mydata.proposed"), proposal.words)
        for extra in group.extras.values():
            if extra.proposed_by == look.number:
                yield Line(say("mydata.proposed"), extra.words)
    if look.me.vote:
        yield Line(say("mydata.vote"), "\n".join(item_words(look, item) for item in look.me.vote))


def _profile(look: Look) -> Iterator[Line]:
    """An identifying answer is a number here; its words are kept apart."""
    for question in look.workshop.study.profile:
        answer = look.me.profile.get(question.id)
        if answer:
            texts = look.words.profile[question.id]
            apart = look.say("mydata.apart", number=answer)
            yield Line(texts.question, apart if question.identifying else texts.choices.get(answer, answer))


def _evaluation(look: Look) -> Iterator[Line]:
    given = look.workshop.evaluation.get(look.viewer.respondent, {})
    for slot, question in slots(look.workshop.study):
        if given.get(slot):
            texts = look.words.evaluation[question.id]
            yield Line(
                look.say("mydata.evaluation", question=texts.question),
                texts.choices.get(given[slot], given[slot]),
            )
