"""The report: what it says and never says, and one content whatever it is written as."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html.parser import HTMLParser

import msgspec
import pytest

from exports.analysed import analysed
from exports.figures import drawn, figures_of
from exports.methods import methods_md
from exports.pictures import Picture
from exports.ranking_rows import Level
from exports.report.assembly import report_html, report_of
from exports.report.document import Block, Bullets, Document, Heading, Illustration, Paragraph, Quote, Table
from tests.exports.recording import published, recorded
from tests.exports.whole_day import MONEY, whole_day
from tests.given import BUILT_IN, Room, ranking, workshop
from workshops.commands import (
    AdmitFacilitator,
    AmendStudy,
    AnswerEvaluation,
    ChangeTheme,
    CodeIssue,
    ExplainUnplaced,
    MakeWorkshop,
    Withdraw,
    WriteForTeam,
)
from workshops.model import Phase
from workshops.study import Study

pytestmark = pytest.mark.proof

NOT_COLLECTED = "Not collected."
RULED = msgspec.structs.replace(BUILT_IN, rule="top3 >= 0.6 and median_rank <= 3")
NEVER_MET = msgspec.structs.replace(BUILT_IN, rule="median_rank < 1")


def report(*rooms: Room, pictures: Sequence[Picture] = ()) -> Document:
    pooled = [recorded(room, code) for room, code in zip(rooms, ("KTRWXY", "MNPQRS"), strict=False)]
    individuals = analysed(pooled, Level.INDIVIDUAL)
    return report_of(pooled, analysed(pooled), pictures, individuals)


def typed(room: Room, subject: str, words: str) -> Room:
    return room.does("operator", WriteForTeam(subject, words, "AG", "2026-11-21"))


def changed(theme: str, became: str, *titles: str, with_: tuple[str, ...] = ()) -> ChangeTheme:
    return ChangeTheme(theme, became, titles, with_, "Groups said so.", "A-n1", "AG", "2026-11-21")


@cache
def illustrated() -> Document:
    """The report of a whole day with its pictures, drawn once for all tests that look at them."""
    pooled = [recorded(whole_day())]
    return report(whole_day(), pictures=tuple(drawn(figures_of(pooled, analysed(pooled)))))


def ranked(*orders: str, study: Study = BUILT_IN) -> Room:
    """A table for each order, such as `S1 S2`, handed in by one person each."""
    tables = "ABCDEFGHI"[: len(orders)]
    room = workshop(study, tables)
    people = [f"P{number:02}" for number in range(1, len(orders) + 1)]
    for person, table in zip(people, tables, strict=True):
        room.joined(person, table=table)
    room.phase(Phase.RANKING)
    for person, order in zip(people, orders, strict=True):
        room.handed_in(person, *order.split())
    return room


def one_puts_first_what_others_leave_out() -> Room:
    return ranked(*["S1 S2 S3 S4 S5 S6 S7"] * 2, "S8 S1 S2 S3 S4 S5 S6 S7")


def chapter(document: Document, title: str) -> list[Block]:
    """The blocks under the heading of this title, up to the next of its level."""
    start = next(
        i for i, block in enumerate(document.blocks) if isinstance(block, Heading) and block.text == title
    )
    level = document.blocks[start].level  # type: ignore[union-attr]
    found: list[Block] = []
    for block in document.blocks[start + 1 :]:
        if isinstance(block, Heading) and block.level <= level:
            break
        found.append(block)
    return found


def findings(*rooms: Room) -> tuple[str, ...]:
    [bullets] = [block for block in chapter(report(*rooms), "What can be said") if isinstance(block, Bullets)]
    return bullets.items


def texts(document: Document) -> str:
    """Every word of the report."""
    parts = [document.opening, document.title, document.subtitle]
    for block in document.blocks:
        match block:
            case Heading() | Paragraph():
                parts.append(block.text)
            case Bullets():
                parts.extend(block.items)
            case Quote():
                parts += [block.words, block.source]
            case Table():
                parts += [block.caption, *block.header, *(cell for row in block.rows for cell in row)]
            case Illustration():
                parts += [block.picture.title, block.picture.alt]
    return "\n".join(parts)


def rows(document: Document, caption: str) -> dict[str, tuple[str, ...]]:
    """A table's rows by their first cell."""
    [table] = [block for block in document.blocks if isinstance(block, Table) and block.caption == caption]
    return {row[0]: row[1:] for row in table.rows}


class Page(HTMLParser):
    """A page as a browser takes it apart."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(html.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [
            value or "" for name, value in attrs if name in ("href", "xlink:href", "src", "action")
        ]
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


# --- what it says ---


def test_pictures_and_words_come_first_and_methods_last() -> None:
    chapters = [b.text for b in report(whole_day()).blocks if isinstance(b, Heading) and b.level == 1]

    assert chapters == [
        "In short",
        "What the groups made",
        "Did the themes fit?",
        "The order",
        "What the room raised",
        "Dissent",
        "Notes, theme by theme",
        "Questions that were asked",
        "What people thought of the workshops",
        "How the workshops ran",
        "Group A, workshop KTRWXY",
        "Group B, workshop KTRWXY",
        "Group C, workshop KTRWXY",
        "Group D, workshop KTRWXY",
        "Methods",
    ]


def test_the_first_line_says_restricted_and_so_does_every_groups_page() -> None:
    document = report(whole_day())

    assert document.opening.startswith("Restricted: groups of four to six re-identify easily.")
    restricted = [b.text for b in document.blocks if isinstance(b, Heading) and b.restricted]
    assert restricted == [f"Group {letter}, workshop KTRWXY" for letter in "ABCD"]
    assert all(b.new_page for b in document.blocks if isinstance(b, Heading) and b.restricted)


def test_a_rehearsal_says_so_on_the_first_line() -> None:
    made = MakeWorkshop("Trial", "0" * 64, ("A",), "join", "projector", rehearsal=True)

    document = report(Room().does("operator", made, AdmitFacilitator("F1", "en")))

    assert document.opening.endswith("the people in it are simulated, and nothing in it is data.")


def test_what_does_not_fit_is_read_before_what_does() -> None:
    blocks = chapter(report(whole_day()), "Did the themes fit?")

    assert blocks[1] == Heading(2, "Why a theme does not fit (1 answer)")
    assert blocks[2] == Quote("Contracts came last with us.", "On Organisational structure (T1)")


def test_a_groups_page_has_its_board_links_dissent_and_notes() -> None:
    blocks = chapter(report(whole_day()), "Group A, workshop KTRWXY")

    [board] = [block for block in blocks if isinstance(block, Table)]
    assert board.rows[:3] == (
        ("1", "Supportive culture (S2)"),
        ("2", "The essence of the peer worker role (S5)"),
        ("3", f"Support for the peer worker (S6); {MONEY} (A-x1, the group’s own)"),
    )
    assert ("not placed: inside S2", "‘Peerness’ and diversity (S3)") in board.rows
    assert Paragraph("How statements go together: S2 must come first, before S5.") in blocks
    assert [block for block in blocks if isinstance(block, Quote)] == [
        Quote("Pay is missing.", "disagrees with the group’s result"),
        Quote("Culture carries the rest.", "Reason, on S2, shared with the room"),
    ]


def test_a_discussion_is_a_result_and_no_ranking() -> None:
    document = report(whole_day())

    assert Paragraph("In workshop KTRWXY, group C discussed without ranking.") in document.blocks
    assert (
        rows(document, "The workshops")["Tuesday (KTRWXY)"][-1]
        == "2 hierarchies, 1 constellation, 1 discussion"
    )
    assert chapter(document, "The order")[0] == Paragraph(
        "3 groups ranked 8 core statements. 1 more group discussed without ranking."
    )


def test_what_the_room_raised_has_its_own_statements_and_its_vote() -> None:
    document = report(whole_day())

    assert rows(document, "Statements that groups added") == {
        "KTRWXY A": ("A-x1", "Pay for the role out of lasting budgets.", "3 of 3")
    }
    assert rows(document, "Votes") == {
        "Supportive culture (S2)": ("1 of 2",),
        "Pay for the role out of lasting budgets. (A-x1)": ("1 of 2",),
    }


def test_questions_say_what_became_of_them_and_never_who_asked() -> None:
    assert chapter(report(whole_day()), "Questions that were asked")[1:] == [
        Quote("Does this include families?", "On T3; workshop KTRWXY; parked")
    ]


def test_what_must_come_first_stands_apart_by_n_of_n_groups() -> None:
    assert rows(report(whole_day()), "Statements that must come first") == {
        "Supportive culture (S2)": ("1 of 4 groups",)
    }


def test_phases_that_were_not_held_are_deviations() -> None:
    document = report(ranked("S1 S2"))

    assert Bullets(
        ("KTRWXY: not held: Themes, Report back, Whole-room discussion, Evaluation and Closed.",)
    ) in (document.blocks)


# --- what may be said ---


def test_without_a_ranking_there_is_no_order() -> None:
    assert findings(ranking()) == (
        "No group handed in a ranking, so there is no order of the statements to report.",
    )


def test_one_ranking_is_that_groups_own() -> None:
    assert findings(ranked("S1 S2 S3")) == (
        "One group handed in a ranking. It is that group’s own; there is nothing to compare it with.",
    )


def test_of_two_groups_hardly_anything_is_said() -> None:
    assert findings(published()) == (
        "Two groups ranked. Two rankings cannot show what a room holds, so they stand side by side and "
        "no order is drawn from them.",
    )
    assert [b for b in chapter(report(published()), "The order") if isinstance(b, Table)] == []


def test_two_that_have_the_same_on_top_are_told_so() -> None:
    assert findings(ranked("S2 S1", "S2 S5"))[1:] == ("Both groups have Supportive culture (S2) at the top.",)


def test_what_holds_whichever_group_is_left_out_is_said_so() -> None:
    every = "S2 S1 S3 S4 S5 S6 S7 S8"

    assert findings(ranked(every, every, every))[:4] == (
        "3 of 3 groups that ranked have Supportive culture (S2) alone at the top.",
        "Over 3 groups’ rankings, Supportive culture (S2) comes first, also when any one group is left out.",
        "Challenging boundaries (S8) comes last.",
        "Of 28 pairs of statements, 28 stand the same way round under all three readings; about the others "
        "the rankings are tied or leave it open.",
    )


def test_what_hangs_on_one_group_is_said_so() -> None:
    one, other = "S1 S2 S3 S4 S5 S6 S7 S8", "S2 S1 S3 S4 S5 S6 S7 S8"

    assert findings(ranked(one, one, other))[1] == (
        "Over 3 groups’ rankings, Organisational structure (S1) comes first; leaving out a single group can "
        "move it as far as place 1.5."
    )


def test_a_first_that_depends_on_how_unplaced_is_read_is_not_named() -> None:
    assert findings(one_puts_first_what_others_leave_out())[1] == (
        "Which statement comes first depends on how statements that groups did not place are read; "
        "so none is named here."
    )


def test_readings_stand_side_by_side() -> None:
    room = one_puts_first_what_others_leave_out()

    places = rows(report(room), "Places under the three readings, 3 rankings")

    assert places["Challenging boundaries (S8)"] == ("1", "8", "1")
    assert places["Organisational structure (S1)"] == ("2", "1", "2")


def test_rankings_that_turn_each_other_round_show_no_order() -> None:
    one, other = "S1 S2 S3 S4 S5 S6 S7 S8", "S8 S7 S6 S5 S4 S3 S2 S1"

    assert findings(ranked(one, other, one, other))[0] == (
        "The 4 rankings show no order that they have in common."
    )


@pytest.mark.parametrize("room", [whole_day(), ranking(), published(), ranked("S1", "S2", study=NEVER_MET)])
def test_the_word_consensus_is_not_used_where_no_rule_is_met(room: Room) -> None:
    assert "consensus" not in texts(report(room)).lower()
    assert b"consensus" not in report_html(report(room)).lower()


def test_the_word_consensus_names_what_meets_the_stated_rule() -> None:
    every = "S2 S1 S3 S4 S5 S6 S7 S8"

    said = findings(ranked(every, every, every, study=RULED))

    assert said[4] == (
        "Consensus, by the rule that the team stated before the start (top3 >= 0.6 and median_rank <= 3), is "
        "reached on: Organisational structure (S1): top3 3 of 3, median_rank 2; "
        "Supportive culture (S2): top3 3 of 3, median_rank 1; "
        "‘Peerness’ and diversity (S3): top3 3 of 3, median_rank 3."
    )


def test_no_percentage_and_nobodys_number_is_in_a_report() -> None:
    words = texts(illustrated())

    assert "%" not in words
    assert re.findall(r"\bP\d\d\b", words) == []


def test_removed_words_and_answers_are_gone() -> None:
    room = whole_day().does("P01", Withdraw("P01", remove=True))

    words = texts(report(room))

    assert "Contracts came last with us." not in words
    assert "16 people took part; 1 withdrew. 15 people consented box by box" in words
    assert "Pay for the role out of lasting budgets." in words  # the group's own, whoever proposed it


def test_workshops_with_different_statements_are_pooled_over_those_they_share() -> None:
    without = msgspec.structs.replace(BUILT_IN, themes=BUILT_IN.themes[:7])

    document = report(ranked("S1 S2"), ranked("S1 S2", "S2 S1", study=without))

    assert chapter(document, "The order")[0] == Paragraph(
        "3 groups ranked 7 core statements. The studies of these workshops differ: what is pooled leaves "
        "out what stands in some only (S8)."
    )


# --- methods ---


def test_the_protocol_table_tells_kept_left_out_and_added_from_what_ran() -> None:
    parts = rows(report(whole_day()), "The published protocol and these workshops")

    assert parts["Hierarchies"] == ("yes; kept", "2 of 4 groups that handed in.")
    assert parts["Asked in private whether each theme fits"] == ("no; added", "3 people answered.")
    assert rows(report(published()), "The published protocol and these workshops")[
        "Constellations: a few at the centre"
    ] == ("yes; left out", "did not take place")


def test_guidelines_are_answered_from_data_by_the_team_or_openly_not() -> None:
    document = report(typed(whole_day(), "guideline.ethics", "A committee approved it."))

    asked = rows(document, "Reporting guidelines")

    assert asked["Who facilitated, and how many"] == ("COREQ 1", "1 facilitator.")
    assert asked["Who approved the study"] == ("ACCORD", "A committee approved it. [Typed by AG, 2026-11-21]")
    assert asked["Facilitators’ own interests, assumptions and possible bias"] == ("COREQ 8", NOT_COLLECTED)


def test_the_teams_own_reading_stands_beside_the_computed_one() -> None:
    document = report(typed(whole_day(), "reading", "Culture first, we think."))

    assert chapter(document, "The team’s own reading") == [
        Quote("Culture first, we think.", "Typed by AG, 2026-11-21")
    ]


def test_what_is_typed_alike_for_two_workshops_is_there_once_and_otherwise_by_workshop() -> None:
    first, second = typed(whole_day(), "roles", "Two researchers."), typed(whole_day(), "roles", "Alike.")
    alike = report(typed(first, "reading", "Culture."), typed(second, "reading", "Culture."))

    assert chapter(alike, "The team’s own reading") == [Quote("Culture.", "Typed by AG, 2026-11-21")]
    assert chapter(alike, "The facilitators’ roles") == [
        Quote("Two researchers.", "Typed by AG, 2026-11-21, of KTRWXY"),
        Quote("Alike.", "Typed by AG, 2026-11-21, of MNPQRS"),
    ]


def test_what_became_of_each_theme_is_a_table_with_reasons_and_evidence() -> None:
    room = whole_day()
    room.does("operator", changed("T1", "kept"), changed("T3", "merged", "Doing", with_=("T4",)))
    room.does("operator", changed("T4", "merged", "Doing", with_=("T3",)), changed("N1", "added", "Money"))
    room.does("operator", changed("T2", "split", "One", "Other"))

    themes = BUILT_IN.text("en").themes
    beside = ("Groups said so.", "A-n1")
    assert rows(report(room), "What the team did with each theme") == {
        f"{themes['T1'].title} (T1)": ("Kept", *beside),
        f"{themes['T3'].title} (T3) and {themes['T4'].title} (T4)": ("Made one: “Doing”", *beside),
        "New": ("Added: “Money”", *beside),
        f"{themes['T2'].title} (T2)": ("Split into “One” and “Other”", *beside),
    }
    assert chapter(report(room), "What was changed afterwards")[1:] == [
        Paragraph("Typed by AG, 2026-11-21.", note=True)
    ]
    assert chapter(report(whole_day()), "What was changed afterwards") == [
        Paragraph(
            "Not collected: what the team kept, merged, split, renamed or added, and on what evidence.",
            note=True,
        )
    ]


def test_what_several_wrote_alike_in_the_evaluation_is_there_once_with_how_many() -> None:
    room = whole_day()
    for who, words in (("y", "Tea."), ("z", "Coffee.")):
        room.does(f"respondent:{who}", AnswerEvaluation("better", words=words))

    [asked] = [each.question for name, each in BUILT_IN.text("en").evaluation.items() if name == "better"]
    assert chapter(report(room), asked) == [Bullets(("Coffee.", "Tea. (2 wrote this)"))]


def test_a_table_of_a_few_rows_stays_on_one_page() -> None:
    page = report_html(report(whole_day())).decode()

    together = page.count('<div class="scrolls together">')
    assert 0 < together < page.count('<div class="scrolls')


def test_what_names_a_statement_or_a_group_is_not_broken_into_lines() -> None:
    page = report_html(report(whole_day())).decode()

    for name in ("S1", "A-x1", "KTRWXY A"):
        assert f'<td dir="auto" class="one-line">{name}</td>' in page
    assert f'class="one-line">{MONEY}' not in page


def test_a_study_that_was_changed_after_the_first_consent_is_a_deviation_with_its_reason() -> None:
    room = whole_day()
    room.amended["1" * 64] = msgspec.structs.replace(BUILT_IN, hands="all")
    room.does("operator", AmendStudy("1" * 64, "Groups asked for it."))

    assert (
        "KTRWXY: the study was changed after the first consent (28 September 2026; study.toml: hands). "
        "Reason: Groups asked for it."
    ) in texts(report(room))


def test_the_methods_are_markdown_in_which_words_are_only_words() -> None:
    pooled = [recorded(typed(whole_day(), "guideline.ethics", "<b>[x](http://x)</b> | *y*"))]

    text = methods_md(pooled, analysed(pooled))

    assert text.startswith(
        "# Methods\n\n## The workshops\n\nOne feedback workshop was held (28 September 2026)."
    )
    assert "| &lt;b>&#91;x](http://x)&lt;/b> &#124; &#42;y&#42; &#91;Typed by AG, 2026-11-21] |" in text


# --- the page ---


def test_the_page_holds_all_it_needs_and_runs_nothing() -> None:
    page = Page(report_html(illustrated()))

    assert page.tags.count("svg") == 9
    assert set(page.tags) & {"script", "link", "iframe", "img", "object", "form", "a"} == set()
    assert [link for link in page.links if not link.startswith("#")] == []


def test_things_in_pictures_have_names_of_their_own() -> None:
    html = report_html(illustrated()).decode()

    names = re.findall(r'\bid="([^"]+)"', html)
    assert len(names) == len(set(names))
    assert {link[1:] for link in Page(html.encode()).links} <= set(names)


@pytest.mark.parametrize(
    "words", ['<script>alert("1")</script>', "</blockquote><b>", "{{ 7 * 7 }}", "a & b &amp; c"]
)
def test_what_people_wrote_is_shown_as_they_wrote_it(words: str) -> None:
    room = whole_day(note=words)
    page = Page(report_html(report(room)))

    assert words in page.words
    assert set(page.tags) & {"script", "b"} == set()


def test_the_same_report_is_the_same_bytes() -> None:
    assert report_html(report(whole_day())) == report_html(report(whole_day()))
    assert report_html(illustrated()) == report_html(illustrated())


def test_two_workshops_make_one_report() -> None:
    document = report(whole_day(), published())

    assert document.subtitle == (
        "Report of 2 workshops: Tuesday (KTRWXY), 28 September 2026; Tuesday (MNPQRS), 28 September 2026."
    )
    assert Heading(2, "Workshop by workshop") in document.blocks


def test_a_reason_is_read_with_the_statement() -> None:
    room = ranking().placed("P01", "S1").does("P01", ExplainUnplaced("A", "all", "no_time")).handed_in("P01")

    board = rows(report(room), "What group A of KTRWXY handed in")

    assert board["not placed: ran out of time"]


def test_what_the_team_has_coded_stands_where_it_said_that_nothing_was() -> None:
    caption = "Issues that the team named, and groups’ own statements that it has not coded"
    missing = "Not collected: the team has not coded statements and notes into issues yet."
    room = whole_day()
    assert missing in texts(report(room))

    room.does("operator", CodeIssue("statement", "A-x1", "Resources", "new"))

    assert rows(report(room), caption)["Resources"] == ("new", "1", "KTRWXY/A")
    assert missing not in texts(report(room))
