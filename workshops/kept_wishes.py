"""Where wishes are kept: beside the links between numbers and people, with which they are deleted."""

from __future__ import annotations

from workshops.journal import Journal, Store
from workshops.wishes import MOST_WISHES, NOT_WITH, WITH, Wish


class KeptWishes:
    """All of it raises `NotSaved`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def of(self, workshop: str, number: str) -> tuple[Wish, ...]:
        """One person's, for nobody else to see."""
        found = await self._journal.read(
            "SELECT number, kind, other FROM wish WHERE workshop = ? AND number = ? ORDER BY kind, other",
            *(workshop, number),
        )
        return tuple(Wish(*row) for row in found)

    async def everyone(self, workshop: str) -> tuple[Wish, ...]:
        """In one order always; for forming groups, and nothing else."""
        found = await self._journal.read(
            "SELECT number, kind, other FROM wish WHERE workshop = ? ORDER BY number, kind, other", workshop
        )
        return tuple(Wish(*row) for row in found)

    async def keep(self, workshop: str, wish: Wish) -> bool:
        """In place of what the person wished of the same one before. False when they have too many."""

        async def work(store: Store) -> bool:
            if wish.other:
                await store(
                    "DELETE FROM wish WHERE workshop = ? AND number = ? AND other = ? AND kind IN (?, ?)",
                    *(workshop, wish.who, wish.other, WITH, NOT_WITH),
                )
            [(count,)] = await store(
                "SELECT count(*) FROM wish WHERE workshop = ? AND number = ? AND (kind, other) <> (?, ?)",
                *(workshop, wish.who, wish.kind, wish.other),
            )
            if count >= MOST_WISHES:
                return False
            await store(
                "INSERT OR IGNORE INTO wish (workshop, number, kind, other) VALUES (?, ?, ?, ?)",
                *(workshop, wish.who, wish.kind, wish.other),
            )
            return True

        return await self._journal.transact(work)

    async def take_back(self, workshop: str, wish: Wish) -> None:
        await self._journal.write(
            "DELETE FROM wish WHERE workshop = ? AND number = ? AND kind = ? AND other = ?",
            *(workshop, wish.who, wish.kind, wish.other),
        )
