"""What ran, in counts and words, for the methods text and its tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from exports.issues_coding import codings_of
from exports.report.running import deviations, phase_name
from exports.report.sources import Sources, date_of, day
from exports.tables.flow import flow_rows
from exports.tables.people import FEWEST_ALIKE
from exports.wording import listed, say
from workshops.arrangement import Form
from workshops.model import Phase, Workshop

Facts = Mapping[str, str]
"""A sentence for each thing that ran, by its name in report.toml; what did not run is not in it."""


def facts(sources: Sources) -> Facts:
    found = {name: sentence(sources) for name, sentence in _SENTENCES.items()}
    return {name: words for name, words in found.items() if words}


def _held(phase: Phase) -> Callable[[Sources], str]:
    def sentence(sources: Sources) -> str:
        minutes = _minutes_in(sources, phase)
        return say("ran.held", minutes=listed(minutes)) if minutes else ""

    return sentence


def _minutes_in(sources: Sources, phase: Phase) -> list[str]:
    """One for each workshop that held it."""
    return [
        f"{row.value:.0f}"
        for one in sources.recorded
        for row in flow_rows(one)
        if row.phase == phase and not row.group and row.measure == "minutes"
    ]


def _minutes(sources: Sources) -> str:
    phases = [
        say("ran.minutes_of", phase=phase_name(phase), minutes=listed(minutes))
        for phase in Phase
        if (minutes := _minutes_in(sources, phase))
    ]
    return say("ran.minutes", phases="; ".join(phases)) if phases else ""


def _counted(key: str, count: Callable[[Workshop], int]) -> Callable[[Sources], str]:
    """A sentence with the sum over the workshops; nothing for none."""

    def sentence(sources: Sources) -> str:
        total = sum(map(count, sources.workshops))
        return say(key, n=total) if total else ""

    return sentence


def _form(form: Form) -> Callable[[Sources], str]:
    def sentence(sources: Sources) -> str:
        count = sum(board.form is form for board in sources.boards)
        return say("ran.of_groups", n=count, of=len(sources.boards)) if count else ""

    return sentence


def _workshops(sources: Sources) -> str:
    days = listed([day(workshop) for workshop in sources.workshops])
    return say("ran.workshops", n=len(sources.workshops), days=days)


def _people(sources: Sources) -> str:
    withdrew = sum(1 for w in sources.workshops for person in w.participants.values() if person.withdrew_at)
    everyone = sum(1 for w in sources.workshops for person in w.participants.values() if person.admitted)
    return say("ran.people", n=everyone, withdrew=withdrew)


def _group_sizes(sources: Sources) -> str:
    sizes = [
        size
        for workshop in sources.workshops
        for letter in workshop.groups
        if (size := sum(1 for p in workshop.participants.values() if p.group == letter and p.admitted))
    ]
    if not sizes:
        return ""
    return say("ran.group_sizes", n=len(sizes), least=min(sizes), most=max(sizes))


def _statements(sources: Sources) -> str:
    statements = {statement for workshop in sources.workshops for statement in workshop.study.statements}
    return say("ran.statements", n=len(statements))


def _led(sources: Sources) -> str:
    led = sum(1 for w in sources.workshops for person in w.facilitators.values() if person.leads)
    notes = sum(1 for w in sources.workshops for note in w.notes.values() if note.words)
    return say("ran.led", n=led, notes=say("count.notes", n=notes)) if led or notes else ""


def _profile(sources: Sources) -> str:
    """Answers that at least three people share; a rarer one could point at somebody."""
    parts = []
    study = sources.workshops[0].study
    text = study.text(study.languages[0])
    for question in study.profile:
        if question.identifying or not question.choices:
            continue
        counts = Counter(answer for person in sources.people if (answer := person.profile.get(question.id)))
        labels = text.profile[question.id].choices
        shown = [
            f"{labels.get(choice, choice)}: {n}" for choice, n in counts.most_common() if n >= FEWEST_ALIKE
        ]
        rest = sum(n for n in counts.values() if n < FEWEST_ALIKE)
        if rest:
            shown.append(say("ran.profile_rest", n=rest))
        if shown:
            parts.append(
                say("ran.profile", question=text.profile[question.id].question, counts="; ".join(shown))
            )
    return " ".join(parts)


def _consent(sources: Sources) -> str:
    consents = [person.consent for person in sources.people]
    where = Counter(consent.where for consent in consents)
    versions: dict[str, set[str]] = {}
    for consent in consents:
        versions.setdefault(consent.language, set()).add(consent.sheet)
    if not consents:
        return ""
    places = listed([say(f"ran.consent_{place}", n=n) for place, n in where.most_common()])
    sheets = say("count.sheets", n=max(map(len, versions.values())))
    languages = say("count.languages", n=len(versions))
    return say("ran.consent", n=len(consents), places=places, sheets=sheets, languages=languages)


def _setting(sources: Sources) -> str:
    known = [workshop for workshop in sources.workshops if workshop.day.place]
    places = [say("ran.place", workshop=workshop.code, place=workshop.day.place) for workshop in known]
    return " ".join([_workshops(sources), *places])


def _invited(sources: Sources) -> str:
    """Only where it was typed for every workshop: a sum over some would look like one over all."""
    invited = [workshop.day.invited for workshop in sources.workshops]
    if any(number is None for number in invited):
        return ""
    everyone = sum(1 for w in sources.workshops for person in w.participants.values() if person.admitted)
    return say("ran.invited", n=sum(filter(None, invited)), came=everyone)


def _stages(sources: Sources) -> str:
    return say("ran.stages", phases=_phases(sources))


def _coded(sources: Sources) -> str:
    codings = [coding for workshop in sources.workshops for coding in codings_of(workshop)]
    issues = {coding.issue for coding in codings}
    return say("ran.coded", n=len(codings), issues=len(issues)) if codings else ""


def _told(sources: Sources) -> str:
    told = [w for w in sources.workshops if w.changes_told_at]
    days = dict.fromkeys(date_of(workshop, workshop.changes_told_at) for workshop in told)
    return say("ran.told", days=listed(list(days))) if told else ""


def _rule(sources: Sources) -> str:
    rules = {workshop.study.rule for workshop in sources.workshops} - {""}
    return say("ran.rule", rule=listed(sorted(rules))) if rules else ""


def _deviations(sources: Sources) -> str:
    return " ".join(line for workshop in sources.workshops for line in deviations(workshop))


def _phases(sources: Sources) -> str:
    held = dict.fromkeys(run.phase for workshop in sources.workshops for run in workshop.runs)
    return listed([say(f"ran.phase_{phase.value}") for phase in Phase if phase in held])


def _ranked(sources: Sources) -> str:
    return say("ran.ranked", n=sources.groups.m, of=len(sources.boards)) if sources.groups else ""


def _exemplars(sources: Sources) -> str:
    study = sources.workshops[0].study
    number = sum(len(theme.exemplars) for theme in study.themes)
    return say("ran.exemplars", n=number) if number else ""


_SENTENCES: Mapping[str, Callable[[Sources], str]] = {
    "workshops": _workshops,
    "people": _people,
    "profile": _profile,
    "consent": _consent,
    "groups": _group_sizes,
    "themes": _held(Phase.THEMES),
    "minutes": _minutes,
    "exemplars": _exemplars,
    "statements": _statements,
    "extras": _counted("ran.extras", lambda w: sum(len(group.extras) for group in w.groups.values())),
    "ranking": _held(Phase.RANKING),
    "ranked": _ranked,
    "hierarchy": _form(Form.HIERARCHY),
    "constellation": _form(Form.CONSTELLATION),
    "discussion": _form(Form.DISCUSSION),
    "led": _led,
    "report_back": _held(Phase.REPORT_BACK),
    "plenary": _held(Phase.PLENARY),
    "evaluation": _held(Phase.EVALUATION),
    "fit": _counted(
        "ran.fit", lambda w: sum(any(f.fit for f in p.fits.values()) for p in w.participants.values())
    ),
    "individual": _held(Phase.INDIVIDUAL),
    "reasons": _counted("ran.reasons", lambda w: sum(len(group.reasons) for group in w.groups.values())),
    "confirmation": _counted(
        "ran.confirmation",
        lambda w: sum(bool(p.confirmed and p.confirmed.answer) for p in w.participants.values()),
    ),
    "aloud": _counted("ran.aloud", lambda w: sum(bool(group.agreed_aloud) for group in w.groups.values())),
    "links": _counted("ran.links", lambda w: sum(len(g.links) for g in w.groups.values() if g.handed_in)),
    "questions": _counted("ran.questions", lambda w: len(w.questions)),
    "vote": _counted("ran.vote", lambda w: sum(bool(person.vote) for person in w.participants.values())),
    "moves": _counted("ran.moves", lambda w: sum(group.moves_made for group in w.groups.values())),
    "paper": _counted(
        "ran.paper", lambda w: sum(g.handed_in and g.entry == "paper" for g in w.groups.values())
    ),
    "unrecorded": _counted("ran.unrecorded", lambda w: w.unrecorded),
    "facilitators": _counted("ran.facilitators", lambda w: len(w.facilitators)),
    "notes": _counted("ran.notes", lambda w: sum(bool(note.words) for note in w.notes.values())),
    "quotes": _counted("ran.quotes", lambda w: sum(note.kind == "quote" for note in w.notes.values())),
    "dissent": _counted(
        "ran.dissent",
        lambda w: (
            sum(note.kind == "dissent" for note in w.notes.values())
            + sum(bool(p.confirmed and p.confirmed.why) for p in w.participants.values())
        ),
    ),
    "rule": _rule,
    "deviations": _deviations,
    "phases": _phases,
    "stages": _stages,
    "setting": _setting,
    "invited": _invited,
    "coded": _coded,
    "told": _told,
}
