"""The study in the browser: in fields, as files, brought along; and another workshop of it."""

from __future__ import annotations

import io
import zipfile
from asyncio import gather
from collections.abc import Mapping, Sequence

import pytest

from tests.bot.web.after_the_day import FAITH
from tests.bot.web.browser_people import BrowserPerson
from tests.bot.web.conftest import PEER_WORKER_ROLES, Served
from workshops.commands import StartPhase
from workshops.events import StudyAmended, StudyReadAgain, decode
from workshops.model import Phase

TITLE = "en.toml:themes/T2/title"


@pytest.fixture
async def faith(room: Served) -> BrowserPerson:
    return await room.facilitator()


async def page(room: Served, faith: BrowserPerson, part: str = "") -> BrowserPerson:
    return await faith.opens(f"/f/{room.code}/team/study{part}")


async def happened(room: Served, kind: type) -> list[object]:
    rows = await room.house.journal.rows(room.code)
    return [event for row in rows for event in decode(row.events) if isinstance(event, kind)]


# --- in fields ---


async def test_a_theme_is_renamed_and_moved(room: Served, faith: BrowserPerson) -> None:
    await page(room, faith, "/part/theme-T2")

    await faith.sends(faith.button("Save"), **{TITLE: "  A supportive place ", "place": "1"})

    faith.sees("Saved. The workshop runs from this version now.", "A supportive place")
    study = (await room.workshop()).study
    assert (study.themes[0].id, study.text("en").themes["T2"].title) == ("T2", "A supportive place")
    newcomer = await room.participant("A")
    await newcomer.opens(f"/w/{room.code}")
    assert len(await happened(room, StudyReadAgain)) == 1


async def test_saving_what_is_so_already_changes_nothing(room: Served, faith: BrowserPerson) -> None:
    for part in ("running", "words-en", "theme-T7"):
        await page(room, faith, f"/part/{part}")
        await faith.tap("Save")
        faith.sees("Saved.")

    assert await happened(room, StudyReadAgain) == []


async def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(
    room: Served, faith: BrowserPerson
) -> None:
    await page(room, faith, "/part/theme-T2")

    await faith.sends(faith.button("Save"), **{TITLE: "x" * 61, "en.toml:themes/T2/covers": "One\nTwo"})

    assert faith.status == 422
    faith.sees("1 thing to put right.", "visible text of at most 60 characters; it has 61")
    again = faith.button("Save").fields
    assert (again[TITLE], again["en.toml:themes/T2/covers"]) == ("x" * 61, "One\nTwo")
    invalid = [box.get("name") for box in faith.page.document.iter() if box.get("aria-invalid")]
    assert invalid == [TITLE]
    assert await happened(room, StudyReadAgain) == []


async def test_as_one_types_it_is_checked_and_not_saved(room: Served, faith: BrowserPerson) -> None:
    await page(room, faith, "/part/theme-T2")
    form = faith.button("Save")

    answer = await faith.http.post(
        form.address,
        data={**form.fields, TITLE: ""},
        headers={"Origin": faith.origin(), "X-Wants": "check"},
    )

    assert answer.status_code == 200
    assert "should be visible text of at most 60 characters" in answer.text
    sound = await faith.http.post(
        form.address,
        data=form.fields | {TITLE: "Sound"},
        headers={"Origin": faith.origin(), "X-Wants": "check"},
    )
    assert 'class="mistake"' not in sound.text
    assert await happened(room, StudyReadAgain) == []


async def test_a_theme_is_added_with_its_exemplar_and_taken_out_again(
    room: Served, faith: BrowserPerson
) -> None:
    await page(room, faith, "/part/theme-new")
    words = {"title": "Money", "covers": "Pay\n\nExpenses", "statement": "Pay people for their time."}
    exemplar = {"summary": "A peer worker paid for the bus.", "speaker": "Peer worker"}
    await faith.sends(
        faith.button("Save"),
        **{f"en.toml:themes/T9/{key}": value for key, value in words.items()},
        **{f"en.toml:themes/T9/exemplars/T9a/{key}": value for key, value in exemplar.items()},
        **{"study.toml:themes/T9/exemplars/T9a/source": "NPW"},
    )

    text = (await room.workshop()).study.text("en").themes["T9"]
    assert (text.title, text.covers) == ("Money", ("Pay", "Expenses"))
    assert [each.summary for each in text.exemplars.values()] == ["A peer worker paid for the bus."]
    await page(room, faith, "/part/theme-T9")
    await faith.tap("Take it out")
    assert "T9" not in (await room.workshop()).study.text("en").themes


async def test_times_phases_and_people_to_turn_to(room: Served, faith: BrowserPerson) -> None:
    await page(room, faith, "/part/running")
    fields = faith.button("Save").fields
    del fields["study.toml:phases/evaluation?"]

    await faith.sends(
        faith.button("Save").__class__("Save", faith.button("Save").address, fields),
        **{
            "study.toml:phases/individual?": "yes",
            "study.toml:minutes/individual": "15",
            "study.toml:minutes/break_after_ranking": "",
            "study.toml:support/people": "Grace\nHeidi",
        },
    )

    study = (await room.workshop()).study
    assert study.phases == ("lobby", "themes", "individual", "ranking", "report_back", "plenary", "closed")
    assert study.minutes == {
        "lobby": 20,
        "themes": 40,
        "break_after_themes": 10,
        "individual": 15,
        "ranking": 50,
        "report_back": 35,
        "plenary": 25,
    }
    assert study.support.people == ("Grace", "Heidi")


async def test_a_language_comes_with_the_first_ones_words_beside_it_and_goes(
    room: Served, faith: BrowserPerson
) -> None:
    await page(room, faith)
    await faith.sends(faith.button("Add the language"), language=" GA ")
    faith.sees("Words in Gaeilge")

    await page(room, faith, "/part/words-ga")
    faith.sees("Peer worker roles: what needs to be done")
    await faith.sends(faith.button("Save"), **{"ga.toml:title": "Oibrithe piaraí", "ga.toml:task": ""})

    study = (await room.workshop()).study
    assert (study.text("ga").title, study.text("ga").task) == ("Oibrithe piaraí", study.text("en").task)
    await faith.tap("Take Gaeilge out")
    assert (await room.workshop()).study.languages == study.languages[:-1]


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "That language is there already."),
        ("../x", "a language code such as en"),
        ("", "a language code"),
    ],
)
async def test_what_is_no_language_is_not_added(
    room: Served, faith: BrowserPerson, language: str, says: str
) -> None:
    await page(room, faith)

    await faith.sends(faith.button("Add the language"), language=language)

    assert faith.status == 422
    faith.sees(says)
    assert await happened(room, StudyReadAgain) == []


async def test_two_who_change_it_at_once_do_not_undo_each_other_unseen(
    room: Served, faith: BrowserPerson
) -> None:
    await page(room, faith, "/part/theme-T2")
    early = faith.button("Save")
    other = await room.facilitator()
    await page(room, other, "/part/theme-T3")
    await other.sends(other.button("Save"), **{"en.toml:themes/T3/title": "Peerness"})

    await faith.sends(early, **{TITLE: "Support"})

    faith.sees("Somebody else has changed the study meanwhile.")
    await faith.tap("Save")
    themes = (await room.workshop()).study.text("en").themes
    assert (themes["T2"].title, themes["T3"].title) == ("Support", "Peerness")


# --- once somebody has consented ---


async def test_after_the_first_consent_a_change_has_its_reason_and_what_was_promised_stays(
    room: Served, faith: BrowserPerson
) -> None:
    await room.participant("A")
    await page(room, faith, "/part/running")
    faith.sees("Somebody has agreed to take part")

    await faith.sends(faith.button("Save"), **{"study.toml:minutes/ranking": "60"})
    assert faith.status == 422
    faith.sees("A change after the first consent needs its reason.")

    await faith.sends(
        faith.button("Save"), **{"study.toml:retention_days": "9", "reason": "We were asked to"}
    )
    faith.sees("has stood fast since the first consent")

    await faith.sends(faith.button("Save"), **{"study.toml:retention_days": "365"})
    faith.sees("Saved.")
    [amended] = await happened(room, StudyAmended)
    assert isinstance(amended, StudyAmended)
    assert (amended.reason, amended.changed) == ("We were asked to", (("study.toml", "minutes.ranking"),))


async def test_under_way_without_anyone_it_waits_for_the_lobby(room: Served, faith: BrowserPerson) -> None:
    await room.house.desk.handle(room.code, FAITH, StartPhase(Phase.THEMES, Phase.LOBBY), cause=None)
    await page(room, faith, "/part/running")

    faith.sees("take the workshop back to its first phase")
    assert faith.buttons() == []


# --- as files ---


async def test_the_files_are_changed_as_text(room: Served, faith: BrowserPerson) -> None:
    await page(room, faith, "/files")
    form = faith.button("Save")

    await faith.sends(
        form, **{"file:study.toml": form.fields["file:study.toml"].replace("extras = 3", "extras = 33")}
    )
    assert faith.status == 422
    faith.sees("extras: should be a whole number from 0 to 9")
    again = faith.button("Save")
    assert "extras = 33" in again.fields["file:study.toml"]
    await faith.sends(again, **{"file:study.toml": again.fields["file:study.toml"].replace("33", "2")})

    assert (await room.workshop()).study.extras == 2


async def test_a_zip_comes_back_changed(room: Served, faith: BrowserPerson) -> None:
    await faith.opens(f"/f/{room.code}/team/study/files.zip")
    with zipfile.ZipFile(io.BytesIO(faith.response.content)) as packed:
        files = {f"my-study/{name}": packed.read(name) for name in packed.namelist()}
    files["my-study/study.toml"] = files["my-study/study.toml"].replace(b"extras = 3", b"extras = 1")

    await uploads(room, faith, ("study.zip", zipped(files)))

    faith.sees("Saved.")
    assert (await room.workshop()).study.extras == 1


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("study.zip", b"PK\x05\x06" + bytes(18), "There is no study among these files"),
        ("notes.txt", b"hello", "There is no study among these files"),
        ("study.toml", b"id = ", "is not TOML"),
        ("study.toml", b"\xff", "is not UTF-8"),
        ("en.toml", b"", "is missing"),
    ],
)
async def test_what_is_no_study_is_named_and_changes_nothing(
    room: Served, faith: BrowserPerson, name: str, content: bytes, says: str
) -> None:
    await uploads(room, faith, (name, content))

    assert faith.status == 422
    faith.sees(says)
    assert await happened(room, StudyReadAgain) == []


async def test_a_zip_that_unpacks_to_more_than_a_study_is_refused(room: Served, faith: BrowserPerson) -> None:
    await uploads(room, faith, ("study.zip", zipped({"study.toml": b"#" * 3_000_000})))

    assert faith.status == 422
    faith.sees("One of these files is too large")


async def uploads(room: Served, faith: BrowserPerson, *files: tuple[str, bytes]) -> None:
    response = await faith.http.post(
        f"/f/{room.code}/team/study/files/upload",
        data={"reason": ""},
        files=[("files", file) for file in files],
        headers={"Origin": faith.origin()},
    )
    faith._keep(response)


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return made.getvalue()


# --- another workshop ---


async def test_another_workshop_of_the_same_study_is_run_from_here(
    room: Served, faith: BrowserPerson
) -> None:
    await faith.opens("/")
    assert faith.page.links()["Make another workshop"].endswith("/new")
    await faith.opens(f"/new?from={room.code}")

    made = await makes(faith, title=" Wednesday  morning", groups="3")

    faith.sees("The workshop is made, and you run it from here.", "Wednesday morning")
    workshop = await room.house.desk.workshop(made)
    assert workshop is not None
    assert workshop.study_hash == (await room.workshop()).study_hash
    assert (list(workshop.groups), list(workshop.facilitators)) == (["A", "B", "C"], ["F1"])


async def test_the_same_form_twice_makes_one_workshop(room: Served, faith: BrowserPerson) -> None:
    await faith.opens("/new")
    fields = faith.button("Make the workshop").fields

    first = await makes(faith, fields, title="Wednesday")
    second = await makes(faith, fields, title="Wednesday")

    assert first == second
    assert len(await room.house.desk.codes()) == 2


async def test_a_study_is_brought_along(room: Served, faith: BrowserPerson) -> None:
    await faith.opens("/new")
    files = {path.name: path.read_bytes() for path in PEER_WORKER_ROLES.glob("*.toml")}
    files["study.toml"] = files["study.toml"].replace(b'id = "peer-worker-roles"', b'id = "allotments"')

    made = await makes(faith, None, [("z.zip", zipped(files))], title="Ours", study="upload")

    workshop = await room.house.desk.workshop(made)
    assert workshop is not None
    assert workshop.study.id == "allotments"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"title": " "}, "The workshop needs a name."),
        ({"title": "x" * 121}, "121 characters"),
        ({"title": "T", "groups": "41"}, "a whole number of tables from 0 to 40"),
        ({"title": "T", "groups": "many"}, "a whole number of tables from 0 to 40"),
        ({"title": " ", "study": "of:NOBODYS"}, "The workshop needs a name."),
        ({"title": "T", "study": "upload"}, "There is no study among these files"),
    ],
)
async def test_what_will_not_do_is_named_and_makes_nothing(
    room: Served, faith: BrowserPerson, fields: dict[str, str], says: str
) -> None:
    await faith.opens("/new")

    await makes(faith, **fields)

    assert faith.status == 422
    faith.sees(says)
    assert faith.button("Make the workshop").fields["title"] == fields["title"]
    assert await room.house.desk.codes() == [room.code]


async def test_a_study_with_mistakes_makes_no_workshop_and_they_are_named(
    room: Served, faith: BrowserPerson
) -> None:
    await faith.opens("/new")

    await makes(faith, None, [("study.toml", b'id = "x y"')], title="Ours", study="upload")

    assert faith.status == 422
    faith.sees("The study has mistakes", "study.toml: id: should be small letters")
    assert await room.house.desk.codes() == [room.code]


@pytest.mark.parametrize("who", ["nobody", "participant", "group facilitator", "from elsewhere"])
async def test_only_the_team_of_a_workshop_makes_another(
    room: Served, faith: BrowserPerson, who: str
) -> None:
    match who:
        case "nobody":
            person = await room.opens("/")
        case "participant":
            person = await room.participant("A")
        case "group facilitator":
            person = faith
            (await room.workshop()).facilitators["F1"].leads = "A"
        case _:
            person = faith
    headers = {"Origin": "https://elsewhere.example" if who == "from elsewhere" else person.origin()}

    answer = await person.http.post(
        "/new",
        data={"title": "T", "study": "built-in:peer-worker-roles"},
        files=[("x", b"")],
        headers=headers,
    )

    assert answer.status_code == 403
    assert await room.house.desk.codes() == [room.code]


async def test_nobody_makes_one_of_a_study_that_is_not_theirs(room: Served, faith: BrowserPerson) -> None:
    other = await room.another("Wednesday")
    await faith.opens("/new")

    await makes(faith, title="T", study=f"of:{other.code}")

    assert faith.status == 400
    assert len(await room.house.desk.codes()) == 2


async def makes(
    faith: BrowserPerson,
    form: Mapping[str, str] | None = None,
    files: Sequence[tuple[str, bytes]] = (("", b""),),
    /,
    **changed: str,
) -> str:
    """The code of the workshop that the browser then is at; empty where it stays."""
    fields = form or faith.button("Make the workshop").fields
    response = await faith.http.post(
        "/new",
        data={name: value for name, value in {**fields, **changed}.items() if name != "files"},
        files=[("files", file) for file in files],
        headers={"Origin": faith.origin()},
    )
    faith._keep(response)
    return faith.path.split("/")[2] if "/f/" in faith.path else ""


# --- two at one moment ---


async def test_of_two_who_save_at_one_moment_one_is_told(room: Served, faith: BrowserPerson) -> None:
    gwen = await room.facilitator()
    for person in (faith, gwen):
        await page(room, person, "/part/theme-T2")

    await gather(
        faith.sends(faith.button("Save"), **{TITLE: "A supportive place"}),
        gwen.sends(gwen.button("Save"), **{TITLE: "Support"}),
    )

    assert sorted([faith.status, gwen.status]) == [200, 422]
    assert len(await happened(room, StudyReadAgain)) == 1


async def test_files_that_stand_on_an_old_page_do_not_undo_what_was_saved_since(
    room: Served, faith: BrowserPerson
) -> None:
    gwen = await room.facilitator()
    await page(room, gwen, "/files")
    await page(room, faith, "/part/theme-T2")
    await faith.sends(faith.button("Save"), **{TITLE: "A supportive place"})

    await gwen.sends(gwen.button("Save"))

    assert gwen.status == 422
    assert (await room.workshop()).study.text("en").themes["T2"].title == "A supportive place"
