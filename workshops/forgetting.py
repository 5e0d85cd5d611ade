"""What goes when its days are over: the list that ties numbers to people, and then the whole workshop."""

from __future__ import annotations

from workshops.journal import Journal, Store
from workshops.model import Role

GONE = "gone:"


class Forgetting:
    """Each method is one transaction. All of it raises `NotSaved`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def links(self, workshop: str) -> None:
        """Deletes who the participants are; from then on we cannot tell either. Facilitators stay known."""

        async def work(store: Store) -> None:
            participants = (workshop, Role.PARTICIPANT.value)
            await store(
                "DELETE FROM quarantine WHERE chat IN"
                " (SELECT telegram_chat FROM person WHERE workshop = ? AND role = ?)",
                *participants,
            )
            await store(
                "DELETE FROM screen WHERE workshop = ? AND chat IN"
                " (SELECT telegram_chat FROM person WHERE workshop = ? AND role = ?)",
                *(workshop, *participants),
            )
            await store("DELETE FROM sent_message WHERE workshop = ?", workshop)
            await store("DELETE FROM person WHERE workshop = ? AND role = ?", *participants)
            # A delivery's name was made with a person's number, or is Telegram's own.
            await store(
                "UPDATE handled_command SET cause = NULL, request_hash = '' WHERE workshop = ?", workshop
            )

        await self._journal.transact(work)

    async def everything(self, workshop: str, at: int) -> None:
        """Deletes the workshop; only its code is known from then on, and when that was (UTC milliseconds)."""

        async def work(store: Store) -> None:
            await store(
                "DELETE FROM quarantine WHERE chat IN (SELECT telegram_chat FROM person WHERE workshop = ?)",
                workshop,
            )
            for statement in (
                "DELETE FROM screen WHERE workshop = ?",
                "DELETE FROM sent_message WHERE workshop = ?",
                "DELETE FROM claim WHERE workshop = ?",
                "DELETE FROM person WHERE workshop = ?",
                "DELETE FROM handled_command WHERE workshop = ?",
            ):
                await store(statement, workshop)
            await store(
                "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", f"{GONE}{workshop}", str(at)
            )

        await self._journal.transact(work)

    async def gone(self) -> dict[str, int]:
        """The codes of workshops that were deleted as a whole, with when."""
        found = await self._journal.read("SELECT key, value FROM setting WHERE key LIKE ?", f"{GONE}%")
        return {key.removeprefix(GONE): int(value) for key, value in found}
