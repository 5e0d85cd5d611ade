"""A study, and how it is written: `study.toml` is a `Design`, each language's file a `Wording`.

The limits stand in the types, with words that `misfits` puts into its reasons. They may only ever loosen: the
copies that running workshops keep are read with them again.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

# In the order in which a workshop goes through them.
PHASES = ("lobby", "themes", "individual", "ranking", "report_back", "plenary", "evaluation", "closed")
BREAK_AFTER = "break_after_"

# Shown as written, so nothing that steers a terminal or turns the direction of writing.
_VISIBLE = r"(?s)\A(?=.*\S)[^\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+\Z"

Id = Annotated[
    str,
    Meta(
        pattern=r"\A[A-Za-z][A-Za-z0-9]{0,7}\Z", description="a letter, then at most seven letters or digits"
    ),
]
StudyName = Annotated[
    str,
    Meta(
        pattern=r"\A[a-z0-9]+(-[a-z0-9]+)*\Z",
        max_length=60,
        description="small letters, digits and single hyphens, at most 60 characters",
    ),
]
Language = Annotated[
    str,
    Meta(
        pattern=r"\A[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}\Z",
        description="a language code such as en, cy or en-easy",
    ),
]
Label = Annotated[
    str,
    Meta(pattern=_VISIBLE, max_length=60, description="visible text of at most 60 characters"),
]
Line = Annotated[
    str,
    Meta(pattern=_VISIBLE, max_length=120, description="visible text of at most 120 characters"),
]
Sentence = Annotated[
    str,
    Meta(pattern=_VISIBLE, max_length=300, description="visible text of at most 300 characters"),
]
Paragraph = Annotated[
    str,
    Meta(pattern=_VISIBLE, max_length=1500, description="visible text of at most 1500 characters"),
]
Minutes = Annotated[int, Meta(ge=1, le=480, description="a whole number of minutes from 1 to 480")]
Days = Annotated[int, Meta(ge=1, le=36500, description="a whole number of days from 1 to 36500")]
Seats = Annotated[int, Meta(ge=2, le=12, description="a whole number from 2 to 12")]
Extras = Annotated[int, Meta(ge=0, le=9, description="a whole number from 0 to 9")]
Answers = Annotated[int, Meta(ge=1, le=5, description="a whole number from 1 to 5")]
Kind = Literal["choice", "text"]


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a study that a researcher writes; a key that it does not have is a mistake."""


class GroupSize(Written, frozen=True):
    least: Seats = 4
    most: Seats = 6


class Exemplar(Written, frozen=True):
    """`source` is the speaker's code; `sensitive` keeps it closed until tapped, and off the projector."""

    id: Id
    source: Label
    sensitive: bool = False


class Theme(Written, frozen=True):
    id: Id
    statement: Id
    exemplars: tuple[Exemplar, ...] = ()


class ConsentBox(Written, frozen=True):
    """Ticking the box that `links_evaluation` lets the evaluation be kept with one's number."""

    id: Id
    required: bool = True
    links_evaluation: bool = False


class ProfileQuestion(Written, frozen=True):
    """The words of an `identifying` answer are kept apart, where they can be deleted.

    `peers` are the choices of people who may wish for a table of their own.
    """

    id: Id
    kind: Kind = "choice"
    choices: tuple[Id, ...] = ()
    identifying: bool = False
    peers: tuple[Id, ...] = ()


class FitQuestion(Written, frozen=True):
    """Whether each theme's card asks "does this fit your experience?"; the three answers are fixed."""

    asked: bool = True


class EvaluationQuestion(Written, frozen=True):
    """`several` is how many separate answers there is room for."""

    id: Id
    kind: Kind = "text"
    choices: tuple[Id, ...] = ()
    several: Answers = 1


class StudySupport(Written, frozen=True):
    """Whom one can turn to; `line` is a number or address shown as it stands, in every language."""

    people: tuple[Label, ...] = ()
    line: Annotated[str, Meta(max_length=120, description="text of at most 120 characters")] = ""


class Design(Written, frozen=True):
    """What `study.toml` says: everything about a study but its words."""

    id: StudyName
    languages: Annotated[
        tuple[Language, ...], Meta(min_length=1, max_length=20, description="a list of 1 to 20 languages")
    ]
    time_zone: str
    phases: tuple[str, ...]
    themes: Annotated[
        tuple[Theme, ...], Meta(min_length=2, max_length=20, description="a list of 2 to 20 themes")
    ]
    consent_boxes: Annotated[
        tuple[ConsentBox, ...], Meta(min_length=1, max_length=9, description="a list of 1 to 9 boxes")
    ]
    retention_days: Days
    link_table_days: Days
    minutes: dict[str, Minutes] = {}
    group_size: GroupSize = GroupSize()
    extras: Extras = 3
    tiers: Annotated[
        tuple[Id, ...],
        Meta(min_length=2, max_length=5, description="a list of 2 to 5 names, from the inside"),
    ] = ("centre", "around")
    hands: Literal["one", "all"] = "one"
    themes_presented: Literal["presented", "own_pace"] = "presented"
    themes_ahead: bool = False
    rule: Annotated[str, Meta(max_length=200, description="text of at most 200 characters")] = ""
    fit: FitQuestion = FitQuestion()
    profile: tuple[ProfileQuestion, ...] = ()
    evaluation: tuple[EvaluationQuestion, ...] = ()
    support: StudySupport = StudySupport()

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of the core statements, in the study's order."""
        return tuple(theme.statement for theme in self.themes)

    @property
    def individual_ranking(self) -> bool:
        return "individual" in self.phases

    @property
    def linking_box(self) -> str:
        """The id of the consent box that links the evaluation to one's number; empty where no box does."""
        return next((box.id for box in self.consent_boxes if box.links_evaluation), "")


class ExemplarText(Written, frozen=True):
    """`speaker` says in words who the source is, `sensitive` what a sensitive exemplar touches."""

    summary: Annotated[
        str, Meta(pattern=_VISIBLE, max_length=600, description="visible text of at most 600 characters")
    ]
    speaker: Line
    sensitive: Annotated[str, Meta(max_length=120, description="text of at most 120 characters")] = ""


class ThemeText(Written, frozen=True):
    """`title` stands on buttons too, so it is short; `covers` lists what the theme is about."""

    title: Label
    covers: tuple[Line, ...]
    statement: Sentence
    exemplars: dict[str, ExemplarText] = {}


class QuestionText(Written, frozen=True):
    question: Sentence
    choices: dict[str, Label] = {}


class Wording(Written, frozen=True):
    """What one language's file says. `reviewed` is false while no speaker has read it over."""

    title: Line
    information: Annotated[
        tuple[Paragraph, ...], Meta(min_length=1, max_length=40, description="a list of 1 to 40 paragraphs")
    ]
    consent_version: Label
    consent: dict[str, Sentence]
    task: Sentence
    tiers: dict[str, Label]
    themes: dict[str, ThemeText]
    what_next: Paragraph
    support_line: Sentence
    profile: dict[str, QuestionText] = {}
    evaluation: dict[str, QuestionText] = {}
    reviewed: bool = True


class StudyText(Wording, frozen=True, kw_only=True):
    """A study's words in one language. `theme_of` names each core statement's theme."""

    theme_of: dict[str, str]

    def statement(self, statement_id: str) -> str:
        """The wording of a core statement. Raises `KeyError`."""
        return self.themes[self.theme_of[statement_id]].statement

    def label(self, statement_id: str) -> str:
        """A core statement's short name, its theme's title. Raises `KeyError`."""
        return self.themes[self.theme_of[statement_id]].title


class Study(Design, frozen=True, kw_only=True):
    """A whole study: its design, and its words by language."""

    texts: dict[str, StudyText]

    def text(self, language: str) -> StudyText:
        """The words in this language, or in the study's first where it has none in this one."""
        return self.texts.get(language) or self.texts[self.languages[0]]
