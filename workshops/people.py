"""Who the numbers are: their channels, sessions, claims and identifying words.

All of it can be deleted; the protocol needs none of it. It stands in tables of its own in the journal's file.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any, TypeVar

import msgspec

from workshops.journal import Journal, Store
from workshops.model import Role

Kind = TypeVar("Kind")

NUMBERED = {Role.PARTICIPANT: "P{:02}", Role.FACILITATOR: "F{}", Role.OBSERVER: "O{}"}

PERSON = """
    SELECT workshop, number, role, created_at, telegram_chat, respondent, nickname FROM person
    WHERE workshop = ? AND number = ?
"""
PEOPLE = """
    SELECT workshop, number, role, created_at, telegram_chat, respondent, nickname FROM person
    WHERE workshop = ? ORDER BY substr(number, 1, 1), length(number), number
"""
LATEST_IN_CHAT = """
    SELECT workshop, number, role, created_at, telegram_chat, respondent, nickname FROM person
    WHERE telegram_chat = ? ORDER BY turned_to DESC LIMIT 1
"""
WITH_SESSION = """
    SELECT workshop, number, role, person.created_at, telegram_chat, respondent, nickname
    FROM person JOIN session USING (workshop, number) WHERE token_hash = ?
"""
KNOWN = """
    SELECT number FROM person LEFT JOIN session USING (workshop, number)
    WHERE workshop = ? AND role = ? AND (telegram_chat = ? OR token_hash = ?)
"""
CLAIM = """
    SELECT token_hash, workshop, made_by, made_at, expires_at, used_by, revoked FROM claim
    WHERE token_hash = ?
"""
CLAIMS = """
    SELECT token_hash, workshop, made_by, made_at, expires_at, used_by, revoked FROM claim
    WHERE workshop = ? ORDER BY made_at, token_hash
"""


class Person(msgspec.Struct, frozen=True, array_like=True):
    """Someone known by number in a workshop; `respondent` is the token they evaluate it under."""

    workshop: str
    number: str
    role: Role
    created_at: int
    telegram_chat: int | None = None
    respondent: str | None = None
    nickname: str | None = None

    @property
    def asker(self) -> str:
        """Who they are when they ask anonymously: leads to nobody, and not to their evaluation either."""
        return hashed(f"asker {self.respondent}")[:22] if self.respondent else ""


class Claim(msgspec.Struct, frozen=True, array_like=True):
    """A facilitator's link: good for one, until `expires_at` (UTC milliseconds), unless revoked."""

    token_hash: str
    workshop: str
    made_by: str
    made_at: int
    expires_at: int
    used_by: str | None = None
    revoked: bool = False

    def open(self, now: int) -> bool:
        return self.used_by is None and not self.revoked and now < self.expires_at


def hashed(token: str) -> str:
    """What is stored of a token: enough to know it again, not to use it."""
    return sha256(token.encode()).hexdigest()


class People:
    """Each method is one statement or one transaction. All of it raises `NotSaved`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def reserve(
        self,
        workshop: str,
        role: Role,
        *,
        at: int,
        at_least: int = 1,
        telegram_chat: int | None = None,
        session: str | None = None,
    ) -> Person:
        """A number for whoever comes by this chat or session; the same one every time.

        A new one is not below `at_least`: the caller knows which numbers the journal has seen.
        """

        async def work(store: Store) -> Person:
            number = await _known(store, workshop, role, telegram_chat, session)
            if number is None:
                number = await _next_number(store, workshop, role, at_least)
                await store(
                    "INSERT INTO person (workshop, number, role, created_at, telegram_chat, turned_to)"
                    " VALUES (?, ?, ?, ?, ?, 0)",
                    *(workshop, number, role.value, at, telegram_chat),
                )
            await store(
                "UPDATE person SET turned_to = (SELECT 1 + max(turned_to) FROM person)"
                " WHERE workshop = ? AND number = ?",
                *(workshop, number),
            )
            if session:
                await _open_session(store, workshop, number, session, at)
            [person] = _records(Person, await store(PERSON, workshop, number))
            return person

        return await self._journal.transact(work)

    async def person(self, workshop: str, number: str) -> Person | None:
        return _first(Person, await self._journal.read(PERSON, workshop, number))

    async def everyone(self, workshop: str) -> list[Person]:
        """In the order of their numbers."""
        return _records(Person, await self._journal.read(PEOPLE, workshop))

    async def in_chat(self, telegram_chat: int) -> Person | None:
        """Whoever this chat last came in as, of all the workshops it was in."""
        return _first(Person, await self._journal.read(LATEST_IN_CHAT, telegram_chat))

    async def with_session(self, token: str) -> Person | None:
        return _first(Person, await self._journal.read(WITH_SESSION, hashed(token)))

    async def open_session(self, workshop: str, number: str, token: str, at: int) -> None:
        """One more device for this person."""
        await self._journal.transact(lambda store: _open_session(store, workshop, number, token, at))

    async def close_session(self, token: str) -> None:
        await self._journal.write("DELETE FROM session WHERE token_hash = ?", hashed(token))

    async def respondent(self, workshop: str, number: str, offered: str) -> str | None:
        """The person's token for the evaluation: `offered` unless there is one; None when forgotten."""
        found = await self._journal.write(
            "UPDATE person SET respondent = ifnull(respondent, ?) WHERE workshop = ? AND number = ?"
            " RETURNING respondent",
            *(offered, workshop, number),
        )
        return found[0][0] if found else None

    async def call(self, workshop: str, number: str, nickname: str | None) -> None:
        """Keeps what the person wants to be called."""
        await self._journal.write(
            "UPDATE person SET nickname = ? WHERE workshop = ? AND number = ?", nickname, workshop, number
        )

    async def keep_words(self, workshop: str, number: str, question: str, words: str) -> int:
        """Keeps an identifying answer, and gives the number that stands for it: equal words have the same."""

        async def work(store: Store) -> int:
            said = await store(
                "SELECT answer, words FROM identifying_words WHERE workshop = ? AND question = ?",
                *(workshop, question),
            )
            same = [answer for answer, others in said if _plain(others) == _plain(words)]
            answer = same[0] if same else 1 + max((answer for answer, _ in said), default=0)
            await store(
                "INSERT OR REPLACE INTO identifying_words (workshop, number, question, answer, words)"
                " VALUES (?, ?, ?, ?, ?)",
                *(workshop, number, question, answer, words),
            )
            return int(answer)

        return await self._journal.transact(work)

    async def words(self, workshop: str) -> dict[tuple[str, str], str]:
        """Every identifying answer, by the person's number and the question."""
        found = await self._journal.read(
            "SELECT number, question, words FROM identifying_words WHERE workshop = ?", workshop
        )
        return {(number, question): words for number, question, words in found}

    async def make_claim(self, workshop: str, token: str, *, made_by: str, at: int, expires_at: int) -> None:
        await self._journal.write(
            "INSERT INTO claim (token_hash, workshop, made_by, made_at, expires_at) VALUES (?, ?, ?, ?, ?)",
            *(hashed(token), workshop, made_by, at, expires_at),
        )

    async def claim(self, token: str) -> Claim | None:
        """The claim as it stands, without taking it."""
        return _first(Claim, await self._journal.read(CLAIM, hashed(token)))

    async def claims(self, workshop: str) -> list[Claim]:
        """Used and revoked ones too, the oldest first."""
        return _records(Claim, await self._journal.read(CLAIMS, workshop))

    async def take_claim(self, token: str, by: str, now: int) -> bool:
        """Uses the claim up for the person numbered `by`; again for the same person it stays theirs."""
        return bool(
            await self._journal.write(
                "UPDATE claim SET used_by = ?1 WHERE token_hash = ?2 AND NOT revoked"
                " AND (used_by = ?1 OR used_by IS NULL AND expires_at > ?3) RETURNING 1",
                *(by, hashed(token), now),
            )
        )

    async def revoke_claim(self, workshop: str, token_hash: str) -> bool:
        """False when there is no such claim of the workshop, or someone has used it."""
        return bool(
            await self._journal.write(
                "UPDATE claim SET revoked = 1 WHERE workshop = ? AND token_hash = ? AND used_by IS NULL"
                " RETURNING 1",
                *(workshop, token_hash),
            )
        )

    async def forget(self, workshop: str, number: str) -> None:
        """Deletes all that tells who this number is, with what their chat shows."""

        async def work(store: Store) -> None:
            person = (workshop, number)
            await store(
                "DELETE FROM quarantine WHERE chat ="
                " (SELECT telegram_chat FROM person WHERE workshop = ? AND number = ?)",
                *person,
            )
            await store(
                "DELETE FROM screen WHERE (workshop, chat) ="
                " (SELECT workshop, telegram_chat FROM person WHERE workshop = ? AND number = ?)",
                *person,
            )
            await store(
                "DELETE FROM sent_message WHERE (workshop, chat) ="
                " (SELECT workshop, telegram_chat FROM person WHERE workshop = ? AND number = ?)",
                *person,
            )
            await store("DELETE FROM person WHERE workshop = ? AND number = ?", *person)

        await self._journal.transact(work)


async def _known(
    store: Store, workshop: str, role: Role, telegram_chat: int | None, session: str | None
) -> str | None:
    token_hash = hashed(session) if session else None
    found = await store(KNOWN, workshop, role.value, telegram_chat, token_hash)
    return found[0][0] if found else None


async def _next_number(store: Store, workshop: str, role: Role, at_least: int) -> str:
    [(highest,)] = await store(
        "SELECT ifnull(max(CAST(substr(number, 2) AS INTEGER)), 0) FROM person"
        " WHERE workshop = ? AND role = ?",
        *(workshop, role.value),
    )
    return NUMBERED[role].format(max(at_least, highest + 1))


async def _open_session(store: Store, workshop: str, number: str, token: str, at: int) -> None:
    await store(
        "INSERT OR REPLACE INTO session (token_hash, workshop, number, created_at) VALUES (?, ?, ?, ?)",
        *(hashed(token), workshop, number, at),
    )


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


def _records(kind: type[Kind], rows: Sequence[Any]) -> list[Kind]:
    return [msgspec.convert(row, kind, strict=False) for row in rows]


def _first(kind: type[Kind], rows: Sequence[Any]) -> Kind | None:
    return _records(kind, rows)[0] if rows else None
