"""`workshop team` and `workshop amend`: what they write, read back, record, say and refuse."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.declined import Declined
from bot.folder import locked
from bot.local_socket import listening
from bot.operating import operate
from bot.operations import QUOTED_BY_THE_TEAM, Redact, Redacted, Withdrawn, WithdrawSomeone
from bot.reading import reading, rows_of
from bot.recording import Amend, Amended
from bot.studies import study_folder
from bot.team import amended_lines, record, write_template
from exports.team_file import TeamFileMistakes
from tests.bot.in_use import in_use
from workshops.events import Event, StudyAmended, StudyReadAgain, TeamWrote, ThemeChanged, decode
from workshops.model import Phase

WHO = 'by = "AG"\non = 2026-11-21\n'
KEPT = "[themes.T1]\nbecame = 'kept'\nwhy = 'It fits.'\n"


def filled_in(folder: Path, text: str) -> Path:
    file = folder / "filled-in.toml"
    file.write_text(WHO + text, encoding="utf-8")
    return file


async def events(data: Path, code: str) -> list[Event]:
    async with reading(data) as journal:
        return [event for row in await rows_of(journal, code) for event in decode(row.events)]


async def typed(data: Path, code: str) -> list[tuple[str, str]]:
    """All that the team has ever typed, in order."""
    found = await events(data, code)
    return [
        (event.theme, event.became) if isinstance(event, ThemeChanged) else (event.subject, event.words)
        for event in found
        if isinstance(event, ThemeChanged | TeamWrote)
    ]


def study_with(folder: Path, old: str, new: str, file: str = "en.toml") -> Path:
    """The built-in study, with something else in one of its files."""
    copy = folder / "study"
    shutil.copytree(study_folder("peer-worker-roles"), copy, dirs_exist_ok=True)
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy


async def test_a_file_is_written_filled_in_and_recorded_in_each_workshop(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "team.toml"
    async with in_use(data) as room:
        codes = [await room.makes("Tuesday"), await room.makes("Thursday")]

    assert await write_template(data, [codes[0].lower(), codes[1]], file) == [
        f"Written to {file}. Fill it in, then: workshop team {codes[0]} {codes[1]} --file {file}"
    ]
    text = file.read_text(encoding="utf-8").replace('by = ""', 'by = "AG"')
    text = text.replace('\non = ""', "\non = 2026-11-21")
    file.write_text(text.replace('reading = ""', 'reading = "Culture first."'), encoding="utf-8")

    said = await record(data, codes, file, tell=False)

    assert said == [f"Workshop {code}: 1 entries read, 1 new or different, 0 taken back." for code in codes]
    assert [await typed(data, code) for code in codes] == [[("reading", "Culture first.")]] * 2


async def test_a_file_that_is_there_already_is_not_written_over(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with in_use(data) as room:
        code = await room.makes("Tuesday")
    file = filled_in(tmp_path, KEPT)

    with pytest.raises(Declined, match="is there already: name a file that is not"):
        await write_template(data, [code], file)

    assert file.read_text(encoding="utf-8") == WHO + KEPT


async def test_what_the_file_no_longer_says_is_taken_back_and_every_version_is_kept(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with in_use(data) as room:
        code = await room.makes("Tuesday")
    await record(data, [code], filled_in(tmp_path, "reading = 'Early.'\n" + KEPT), tell=False)

    said = await record(data, [code], filled_in(tmp_path, "reading = 'Late.'\n"), tell=False)

    assert said == [f"Workshop {code}: 1 entries read, 1 new or different, 1 taken back."]
    assert await typed(data, code) == [
        ("T1", "kept"),
        ("reading", "Early."),
        ("T1", ""),
        ("reading", "Late."),
    ]


async def test_one_mistake_and_nothing_is_recorded(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with in_use(data) as room:
        code = await room.makes("Tuesday")

    with pytest.raises(TeamFileMistakes, match=r"themes.T9\d: .* has no such theme"):
        await record(data, [code], filled_in(tmp_path, KEPT + KEPT.replace("T1", "T99")), tell=False)

    assert await typed(data, code) == []


async def test_participants_are_told_once_it_has_closed_also_through_serve(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with in_use(data) as room:
        code = await room.makes("Tuesday")
    with pytest.raises(Declined, match="has not closed yet: what the team typed is kept"):
        await record(data, [code], filled_in(tmp_path, KEPT), tell=True)
    assert await typed(data, code) == [("T1", "kept")]
    with locked(data):
        async with in_use(data) as room, listening(room.house):
            await room.joined(code, "P01")
            await room.phase(code, Phase.CLOSED)
            with pytest.raises(Declined, match="says of no theme what became of it"):
                await record(data, [code], filled_in(tmp_path, "reading = 'Late.'\n"), tell=True)

            said = await record(data, [code], filled_in(tmp_path, KEPT), tell=True)

            workshop = await room.house.desk.workshop(code)
    assert said[1:] == ["Participants see in their handout what became of the themes."]
    assert workshop
    assert workshop.changes_told_at


async def test_a_study_is_read_in_again_before_the_first_consent(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with in_use(data) as room:
        code = await room.makes("Tuesday")
    study = study_with(tmp_path, "ranking = 50", "ranking = 75", "study.toml")

    done = await operate(data, Amend(code.lower(), str(study), "  More time  "))

    assert amended_lines(done) == [
        f"Workshop {code}: Read in again before the first consent. Different: study.toml: minutes.ranking."
    ]
    found = [type(event) for event in await events(data, code)]
    assert (found.count(StudyReadAgain), found.count(StudyAmended)) == (1, 0)
    again = await operate(data, Amend(code, str(study), "More time"))
    assert amended_lines(again) == [f"Workshop {code} has this study already; nothing was changed."]


async def test_after_the_first_consent_it_is_a_deviation_and_what_has_to_stay_is_named(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    async with in_use(data) as room:
        code = await room.makes("Tuesday")
        await room.joined(code, "P01")
    done = await operate(
        data,
        Amend(code, str(study_with(tmp_path, "ranking = 50", "ranking = 75", "study.toml")), "Asked for"),
    )
    assert isinstance(done, Amended)
    assert (done.changed, done.deviation) == ("study.toml: minutes.ranking", True)

    with pytest.raises(Declined) as refused:
        await operate(
            data,
            Amend(
                code, str(study_with(tmp_path, 'rule = ""', 'rule = "top3 >= 0.7"', "study.toml")), "Why not"
            ),
        )

    assert str(refused.value).splitlines() == [
        f"Workshop {code} goes on with its study as it is, for this has to stay:",
        "study.toml: rule: has stood fast since the first consent; bring it back as it was",
    ]


async def test_once_the_room_has_begun_it_stays_even_if_nobody_has_consented(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with in_use(data) as room:
        code = await room.makes("Tuesday")
        await room.phase(code, Phase.THEMES)
    study = study_with(tmp_path, "ranking = 50", "ranking = 75", "study.toml")

    with pytest.raises(Declined, match="take it back to the lobby, and its study is read in again"):
        await operate(data, Amend(code, str(study), "Nobody is there"))


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [("  ", "needs its reason"), ("x" * 501, "at most 500 characters with --reason")],
)
async def test_a_change_has_a_reason_that_can_be_printed(tmp_path: Path, reason: str, sentence: str) -> None:
    data = tmp_path / "data"
    async with in_use(data) as room:
        code = await room.makes("Tuesday")
    study = study_with(tmp_path, "ranking = 50", "ranking = 75", "study.toml")

    with pytest.raises(Declined, match=sentence):
        await operate(data, Amend(code, str(study), reason))


async def test_a_removal_says_that_what_the_team_typed_may_quote_the_person(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with in_use(data) as room:
        code = await room.makes("Tuesday")
        await room.joined(code, "P01", "P02")
    before = await operate(data, WithdrawSomeone(code, "P01", remove=True))
    await record(data, [code], filled_in(tmp_path, KEPT), tell=False)

    after = await operate(data, WithdrawSomeone(code, "P02", remove=True))

    assert before == Withdrawn(code, "P01", removed=True)
    assert after == Withdrawn(code, "P02", removed=True, team=QUOTED_BY_THE_TEAM)


async def test_names_go_out_of_what_the_team_typed_in_every_version(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with in_use(data) as room:
        code = await room.makes("Tuesday")
    split = "[themes.T1]\nbecame = 'split'\ntitles = ['Ada Lowe', 'Deeds']\nwhy = 'Ada Lowe said so.'\n"
    await record(data, [code], filled_in(tmp_path, f"reading = 'As Ada Lowe put it.'\n{split}"), tell=False)
    await record(data, [code], filled_in(tmp_path, "reading = 'Late.'\n"), tell=False)

    done = await operate(data, Redact(code, {"Ada Lowe": "[…]"}))

    assert done == Redacted(code, 3)
    assert b"Ada Lowe" not in (data / "journal.db").read_bytes()
    assert await typed(data, code) == [
        ("T1", "split"),
        ("reading", "As […] put it."),
        ("T1", ""),
        ("reading", "Late."),
    ]
