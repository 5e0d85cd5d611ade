"""Finds a workshop by the secret in its join link or its projector's."""

from __future__ import annotations

from workshops.desk import Desk
from workshops.model import Workshop


class Links:
    """Secrets never change, so each workshop is asked for its own once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._seen: set[str] = set()
        self._joining: dict[str, str] = {}
        self._projecting: dict[str, str] = {}

    async def joining(self, secret: str) -> Workshop | None:
        return await self._workshop(self._joining, secret)

    async def projecting(self, secret: str) -> Workshop | None:
        return await self._workshop(self._projecting, secret)

    async def _workshop(self, links: dict[str, str], secret: str) -> Workshop | None:
        if secret not in links:
            await self._learn()
        code = links.get(secret)
        return await self._desk.workshop(code) if code else None

    async def _learn(self) -> None:
        for code in await self._desk.codes():
            if code in self._seen or not (workshop := await self._desk.workshop(code)):
                continue
            self._seen.add(code)
            self._joining[workshop.join_secret] = code
            self._projecting[workshop.projector_secret] = code
