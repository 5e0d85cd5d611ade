"""Numbers are given once, tokens stored as hashes, claims work once, and all of it can be forgotten."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.workshops.rows import everything_beside
from workshops.chats import Chats, ChatScreen, Quarantined
from workshops.journal import Journal
from workshops.model import Role
from workshops.people import Claim, People, Person, hashed

ADA, BEN = 11, 12


@pytest.fixture
def people(journal: Journal) -> People:
    return People(journal)


@pytest.fixture
def chats(journal: Journal) -> Chats:
    return Chats(journal)


async def comes(
    people: People, chat: int | None = None, workshop: str = "KESTRL", role: Role = Role.PARTICIPANT
) -> str:
    return (await people.reserve(workshop, role, at=1_000, telegram_chat=chat)).number


# --- numbers ---


async def test_each_gets_the_next_number_in_their_workshop_and_role(people: People) -> None:
    assert [await comes(people, chat) for chat in (ADA, BEN)] == ["P01", "P02"]
    assert await comes(people, role=Role.FACILITATOR) == "F1"
    assert await comes(people, workshop="MARTEN") == "P01"


async def test_many_at_once_get_different_numbers(people: People) -> None:
    numbers = await asyncio.gather(*(comes(people, chat) for chat in range(101, 201)))

    assert sorted(numbers) == sorted(f"P{number:02}" for number in range(1, 101))
    assert [person.number for person in await people.everyone("KESTRL")][-2:] == ["P99", "P100"]


async def test_who_comes_again_by_the_same_chat_has_their_number(people: People) -> None:
    assert [await comes(people, chat) for chat in (ADA, BEN, ADA)] == ["P01", "P02", "P01"]


async def test_who_comes_again_with_the_same_session_has_their_number(people: People) -> None:
    first = await people.reserve("KESTRL", Role.PARTICIPANT, at=1_000, session="cookie")
    other = await people.reserve("KESTRL", Role.PARTICIPANT, at=1_000, session="other cookie")

    assert await people.reserve("KESTRL", Role.PARTICIPANT, at=2_000, session="cookie") == first
    assert (first.number, other.number) == ("P01", "P02")


async def test_people_without_a_phone_each_get_a_number(people: People) -> None:
    assert [await comes(people) for _ in range(3)] == ["P01", "P02", "P03"]


async def test_a_number_that_the_journal_has_seen_is_not_given_again(people: People) -> None:
    await comes(people, ADA)
    await people.forget("KESTRL", "P01")

    again = await people.reserve("KESTRL", Role.PARTICIPANT, at=1_000, at_least=2, telegram_chat=ADA)

    assert again == Person("KESTRL", "P02", Role.PARTICIPANT, 1_000, telegram_chat=ADA)


# --- finding ---


async def test_a_chat_is_whoever_it_came_in_as_last(people: People) -> None:
    await comes(people, ADA, "KESTRL")
    await comes(people, ADA, "MARTEN")
    assert await people.in_chat(ADA) == await people.person("MARTEN", "P01")

    await comes(people, ADA, "KESTRL")
    assert await people.in_chat(ADA) == await people.person("KESTRL", "P01")
    assert await people.in_chat(BEN) is None


async def test_one_person_may_have_several_sessions_and_close_one(people: People) -> None:
    person = await people.reserve("KESTRL", Role.PARTICIPANT, at=1_000, session="phone")
    await people.open_session("KESTRL", "P01", "tablet", at=2_000)
    assert [await people.with_session(token) for token in ("phone", "tablet")] == [person, person]

    await people.close_session("phone")

    assert [await people.with_session(token) for token in ("phone", "tablet")] == [None, person]


async def test_tokens_are_in_no_file(people: People, journal: Journal, path: Path) -> None:
    await people.reserve("KESTRL", Role.PARTICIPANT, at=1_000, session="very-secret-session")
    await people.make_claim("KESTRL", "very-secret-claim", made_by="operator", at=1, expires_at=2)

    stored = everything_beside(path)

    assert b"very-secret" not in stored
    assert hashed("very-secret-session").encode() in stored


async def test_the_respondents_token_is_the_first_that_was_offered(people: People) -> None:
    await comes(people, ADA)

    assert await people.respondent("KESTRL", "P01", "first") == "first"
    assert await people.respondent("KESTRL", "P01", "second") == "first"
    assert await people.respondent("KESTRL", "P02", "nobody's") is None


async def test_a_nickname_is_kept_and_can_be_taken_back(people: People) -> None:
    await comes(people, ADA)
    names = []
    for nickname in ("Ada", None):
        await people.call("KESTRL", "P01", nickname)
        person = await people.person("KESTRL", "P01")
        assert person is not None
        names.append(person.nickname)

    assert names == ["Ada", None]


# --- identifying words ---


async def test_equal_words_have_equal_numbers_and_each_keeps_their_own_wording(people: People) -> None:
    for chat in (ADA, BEN, 13):
        await comes(people, chat)

    answers = [
        await people.keep_words("KESTRL", "P01", "organisation", "Harbour House"),
        await people.keep_words("KESTRL", "P02", "organisation", " harbour  house"),
        await people.keep_words("KESTRL", "P03", "organisation", "The Mill"),
        await people.keep_words("KESTRL", "P03", "organisation", "HARBOUR HOUSE"),
    ]

    assert answers == [1, 1, 2, 1]
    assert await people.words("KESTRL") == {
        ("P01", "organisation"): "Harbour House",
        ("P02", "organisation"): " harbour  house",
        ("P03", "organisation"): "HARBOUR HOUSE",
    }


# --- claims ---


async def made(people: People, token: str = "claim") -> None:
    await people.make_claim("KESTRL", token, made_by="operator", at=1_000, expires_at=2_000)


async def test_a_claim_is_good_for_one_person_however_often_they_come(people: People) -> None:
    await made(people)

    taken = [await people.take_claim("claim", by, 1_500) for by in ("F1", "F2", "F1")]

    assert taken == [True, False, True]
    assert await people.claim("claim") == Claim(hashed("claim"), "KESTRL", "operator", 1_000, 2_000, "F1")


async def test_of_many_at_once_one_gets_the_claim(people: People) -> None:
    await made(people)

    taken = await asyncio.gather(*(people.take_claim("claim", f"F{n}", 1_500) for n in range(20)))

    assert taken.count(True) == 1


async def test_a_claim_that_is_over_revoked_or_made_up_is_good_for_nobody(people: People) -> None:
    await made(people, "late")
    await made(people, "revoked")
    assert await people.revoke_claim("KESTRL", hashed("revoked")) is True

    assert await people.take_claim("late", "F1", 2_000) is False
    assert await people.take_claim("revoked", "F1", 1_500) is False
    assert await people.take_claim("made up", "F1", 1_500) is False
    assert [claim.open(1_999) for claim in await people.claims("KESTRL")] == [
        claim.token_hash == hashed("late") for claim in await people.claims("KESTRL")
    ]


async def test_a_used_claim_and_another_workshops_cannot_be_revoked(people: People) -> None:
    await made(people)
    assert await people.revoke_claim("MARTEN", hashed("claim")) is False

    await people.take_claim("claim", "F1", 1_500)

    assert await people.revoke_claim("KESTRL", hashed("claim")) is False


# --- chats ---


async def test_a_chats_screen_is_replaced_not_added_to(chats: Chats) -> None:
    await chats.keep(
        ChatScreen(ADA, "KESTRL", None, '{"card": "T1"}'), ChatScreen(BEN, "MARTEN", 5, "{}", "print")
    )
    await chats.keep(ChatScreen(ADA, "KESTRL", 7, '{"card": "T2"}', "finger", below=True))

    assert await chats.screen(ADA) == ChatScreen(ADA, "KESTRL", 7, '{"card": "T2"}', "finger", below=True)
    assert await chats.screens(["KESTRL"]) == [await chats.screen(ADA)]
    assert [screen.chat for screen in await chats.screens(["MARTEN", "KESTRL"])] == [ADA, BEN]
    await chats.forget(ADA)
    assert await chats.screen(ADA) is None


async def test_each_bot_has_its_own_offset_and_quarantine(chats: Chats) -> None:
    update = Quarantined(7, 900, ADA, "message", "ValueError", 1_000)
    await chats.keep_offset(7, 901)
    await chats.quarantine(update)
    await chats.quarantine(update)

    assert (await chats.offset(7), await chats.offset(8)) == (901, 0)
    assert await chats.quarantined() == [update]


# --- forgetting ---


async def full_of(people: People, chats: Chats, workshop: str, chat: int) -> str:
    number = await comes(people, chat, workshop)
    await people.open_session(workshop, number, f"{workshop}{number}", 1_000)
    await people.call(workshop, number, "canary")
    await people.keep_words(workshop, number, "organisation", "canary house")
    await chats.keep(ChatScreen(chat, workshop, 1, '"canary"'))
    await chats.quarantine(Quarantined(7, chat, chat, "message", "canary", 1_000))
    return number


async def test_who_is_forgotten_is_in_no_table_and_no_file_and_nobody_else_is_touched(
    people: People, chats: Chats, journal: Journal, path: Path
) -> None:
    await full_of(people, chats, "KESTRL", ADA)
    await comes(people, BEN)
    await people.keep_words("KESTRL", "P02", "organisation", "The Mill")
    await chats.keep(ChatScreen(BEN, "KESTRL", 1, "{}"))
    await comes(people, ADA, "MARTEN")

    await people.forget("KESTRL", "P01")
    await journal.truncate_log()

    assert [person.number for person in await people.everyone("KESTRL")] == ["P02"]
    assert await people.with_session("KESTRLP01") is None
    assert await people.words("KESTRL") == {("P02", "organisation"): "The Mill"}
    assert await chats.screens(["KESTRL"]) == [ChatScreen(BEN, "KESTRL", 1, "{}")]
    assert await chats.quarantined() == []
    assert await people.person("MARTEN", "P01") is not None
    assert b"canary" not in everything_beside(path)
