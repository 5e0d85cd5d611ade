"""changes.csv, team.csv, issues.csv and deviations.csv: what the team did and typed after the day."""

from __future__ import annotations

from msgspec.structs import replace

from tests.exports.recording import recorded, shown
from tests.given import BUILT_IN, Room, ranking, workshop
from workshops.commands import AmendStudy, ChangeTheme, CodeIssue, Withdraw, WriteForTeam
from workshops.model import Phase

NEW = "1" * 64
DAY = "2026-11-21"


def changed(theme: str, became: str, *titles: str, with_: tuple[str, ...] = ()) -> ChangeTheme:
    return ChangeTheme(theme, became, titles, with_, "Groups said so.", "A-n1", "AG", DAY)


def amended(room: Room) -> Room:
    minutes = {**BUILT_IN.minutes, "ranking": 75}
    room.amended[NEW] = replace(BUILT_IN, minutes=minutes, hands="all")
    return room.does("operator", AmendStudy(NEW, "=More time"))


def test_what_became_of_themes_in_the_order_of_the_study_then_what_was_added() -> None:
    room = workshop().does("operator", changed("N1", "added", "Money"), changed("T2", "split", "A", "B"))
    room.does("operator", changed("T1", "kept"), changed("T3", "merged", "C", with_=("T4",)))
    titles = {theme: words.title for theme, words in BUILT_IN.text("en").themes.items()}

    assert shown("changes", room, columns="theme,title,became,titles,merged_with,reason,typed_on") == (
        "theme,title,became,titles,merged_with,reason,typed_on\n"
        f"T1,{titles['T1']},kept,,,Groups said so.,{DAY}\n"
        f"T2,{titles['T2']},split,A; B,,Groups said so.,{DAY}\n"
        f"T3,{titles['T3']},merged,C,T4,Groups said so.,{DAY}\n"
        f"N1,,added,Money,,Groups said so.,{DAY}\n"
    )


def test_the_teams_words_as_they_last_stand() -> None:
    room = workshop().does("operator", WriteForTeam("reading", "Early.", "AG", DAY))
    room.does(
        "operator", WriteForTeam("roles", "Two.", "AG", DAY), WriteForTeam("reading", "Late.", "B", DAY)
    )

    assert shown("team", room) == (
        "workshop,subject,words,typed_by,typed_on,recorded_at\n"
        f"KTRWXY,reading,Late.,B,{DAY},2026-09-28T09:00:05.000Z\n"
        f"KTRWXY,roles,Two.,AG,{DAY},2026-09-28T09:00:04.000Z\n"
    )


def test_an_issue_has_every_relation_that_it_was_coded_with() -> None:
    room = ranking().added("P02", "P01", "Pay").added("P05", "P06", "Tea").added("P06", "P05", "Rest")
    room.does("operator", CodeIssue("statement", "A-x1", "Money", "new"))
    room.does("operator", CodeIssue("statement", "B-x1", "Money", "part of T2"))

    assert shown("issues", room, columns="issue,relation,groups") == (
        "issue,relation,groups\nMoney,new; part of T2,2\nRest,,1\n"
    )


def test_a_study_changed_after_the_first_consent_is_a_row_for_each_key() -> None:
    room = amended(ranking()).phase(Phase.REPORT_BACK)

    columns = "kind,phase,file,key,before_hash,after_hash,reason"
    assert shown("deviations", room, columns=columns).splitlines()[2:] == [
        f"study_amended,ranking,study.toml,{key},{'0' * 64},{NEW},'=More time"
        for key in ("minutes.ranking", "hands")
    ]


def test_the_workshop_names_the_study_that_was_frozen() -> None:
    assert shown("workshops", amended(ranking()), columns="study_hash").split()[1] == "0" * 64


def test_a_withdrawal_leaves_what_the_team_typed_to_the_team() -> None:
    room = ranking().does("operator", WriteForTeam("reading", "Culture first.", "AG", DAY))

    before = shown("team", room)

    assert shown("team", recorded(room.does("P01", Withdraw("P01", remove=True)))) == before
