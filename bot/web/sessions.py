"""Who a browser is: a cookie for each workshop and role, or a token in a header; only hashes are stored."""

from __future__ import annotations

import re
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from workshops.model import Role
from workshops.people import People, Person

CODE = re.compile(r"[A-Z0-9]{4,12}")
LETTERS = {Role.PARTICIPANT: "w", Role.FACILITATOR: "f"}
HALF_A_YEAR = 182 * 24 * 60 * 60


class Sessions:
    """A browser may be participant and facilitator of one workshop at once. `url`: the public address."""

    def __init__(self, people: People, url: Callable[[], str]) -> None:
        self._people = people
        self._url = url

    async def person(self, request: Request, code: str, role: Role) -> Person | None:
        """Whom this browser is in this workshop; None for a stranger."""
        token = _borne(request)
        if token is None:
            token = request.cookies.get(_cookie(code, role), "")
        known = await self._people.with_session(token) if token else None
        return known if known and (known.workshop, known.role) == (code, role) else None

    async def everyone(self, request: Request) -> list[Person]:
        """All that this browser is, in every workshop."""
        found = [
            await self.person(request, code, role)
            for role, letter in LETTERS.items()
            for code in _codes(request, letter)
        ]
        return [person for person in found if person]

    def remember(self, response: Response, person: Person, token: str) -> None:
        """Has the browser that gets this response show `token`, which stands for the person, from now on."""
        response.set_cookie(
            _cookie(person.workshop, person.role),
            token,
            max_age=HALF_A_YEAR,
            secure=self._url().startswith("https:"),
            httponly=True,
            samesite="lax",
        )


def page_of(person: Person) -> str:
    """The path of the person's own page."""
    return f"/{LETTERS[person.role]}/{person.workshop}"


def _borne(request: Request) -> str | None:
    """The token of a page that keeps it in memory; with one, even a wrong one, cookies count for nothing."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else None


def _cookie(code: str, role: Role) -> str:
    return f"{LETTERS[role]}-{code}"


def _codes(request: Request, letter: str) -> list[str]:
    """The workshops for which the browser sent a cookie."""
    parts = (name.partition("-") for name in sorted(request.cookies))
    return [code for kind, _, code in parts if kind == letter and CODE.fullmatch(code)]
