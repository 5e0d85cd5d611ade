"""Everything that is stored of the person who asks, and of nobody else."""

from __future__ import annotations

from tests.bot.web.conftest import BOXES, Served


async def test_a_stranger_is_told_that_nothing_is_kept(room: Served) -> None:
    mallory = await room.opens("/mydata")

    mallory.sees("Nothing is kept about you here")


async def test_the_foot_of_the_page_leads_to_sentences_and_from_there_to_all_that_is_stored(
    room: Served,
) -> None:
    ada = await room.participant("A")

    await ada.opens(ada.page.links()["What is kept about me"])
    ada.sees("What is kept about me", "Consent", "Given on")
    await ada.opens(ada.page.links()["Everything as it is stored"])

    ada.sees("A Tuesday in spring: you are P01")


async def test_whoever_has_left_still_comes_to_all_that_is_stored(room: Served) -> None:
    ada = await room.participant("A")
    for label in ("More", "Leave quietly", "Leave quietly"):
        await ada.tap(label)

    await ada.opens(ada.page.links()["What is kept about me"])

    ada.sees("A Tuesday in spring: you are P01")


async def test_all_that_is_stored_is_introduced_in_the_language_of_whoever_asks(room: Served) -> None:
    ada = await room.opens(f"{room.links.join_url}/A")
    await ada.tap("Cymraeg")
    for label in ("Ymlaen", *(f"{number}. Ticio" for number in range(1, BOXES + 1))):
        await ada.tap(label)
    await ada.tap("Rwy'n cytuno ac yn ymuno")

    await ada.opens("/mydata")

    ada.sees("Beth sy'n cael ei gadw amdanaf")


async def test_a_person_sees_and_downloads_what_is_stored(room: Served) -> None:
    ada = await room.participant("A")
    await ada.tap("Move to table B")
    await ada.opens("/mydata")
    ada.sees("A Tuesday in spring: you are P01")

    download = await ada.http.get(ada.page.links()["Download this"])

    kept = download.json()
    assert download.headers["content-disposition"] == f'attachment; filename="{room.code}-P01.json"'
    assert sorted(kept) == ["done", "evaluation", "identifying_words", "person", "state", "title", "wishes"]
    assert (kept["person"]["number"], kept["state"]["group"]) == ("P01", "B")
    assert kept["done"] == [
        {
            "at": "2026-09-21T14:13:20Z",
            "events": [{"type": "ParticipantSeated", "participant": "P01", "group": "B"}],
        }
    ]


async def test_whom_one_would_sit_with_or_not_is_among_it(room: Served) -> None:
    ada, _ = await room.participant(), await room.participant()
    await ada.sends(ada.button("More"), payload=f"{room.code}|wish|not_with|P02|true")

    kept = (await ada.http.get(f"/mydata/{room.code}/P01")).json()

    assert kept["wishes"] == [{"who": "P01", "kind": "not_with", "other": "P02"}]


async def test_what_others_have_typed_is_not_among_it(room: Served) -> None:
    ada, ben = await room.participant(), await room.participant()
    for person, words in ((ada, "Northside Trust"), (ben, "Southside Trust")):
        await person.sends(person.button("More"), payload=f"{room.code}|profile|organis|", words=words)

    kept = (await ada.http.get(f"/mydata/{room.code}/P01")).json()

    assert kept["identifying_words"] == {"organis": "Northside Trust"}
    assert "Southside" not in str(kept)


async def test_nobody_downloads_what_is_stored_of_someone_else(room: Served) -> None:
    ada = await room.participant()
    ben = await room.participant()

    answer = await ben.http.get(f"/mydata/{room.code}/P01")

    assert answer.status_code == 403
    assert (await ada.http.get(f"/mydata/{room.code}/P01")).status_code == 200
