"""Short codes with which someone goes on on another device: one at a time, used up once, good for minutes."""

from __future__ import annotations

from workshops.journal import Journal, Store
from workshops.people import hashed


class PersonalCodes:
    """All of it raises `NotSaved`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def make(self, workshop: str, number: str, code: str, *, at: int, expires_at: int) -> None:
        """Keeps the code in place of the person's last one; those of others that have run out go, too."""

        async def work(store: Store) -> None:
            await store("DELETE FROM personal_code WHERE expires_at <= ?", at)
            await store(
                "INSERT OR REPLACE INTO personal_code (workshop, number, code_hash, expires_at)"
                " VALUES (?, ?, ?, ?)",
                *(workshop, number, hashed(code), expires_at),
            )

        await self._journal.transact(work)

    async def take(self, code: str, now: int) -> tuple[str, str] | None:
        """Uses the code up. The workshop and number of the person, None for a code that opens nothing."""
        found = await self._journal.write(
            "DELETE FROM personal_code WHERE code_hash = ? AND expires_at > ? RETURNING workshop, number",
            *(hashed(code), now),
        )
        return (found[0][0], found[0][1]) if found else None
