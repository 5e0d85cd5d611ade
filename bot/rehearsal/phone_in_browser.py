"""A browser with its cookies and no JavaScript, before the real web application."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx

from bot.rehearsal.pages import Form, Page
from bot.rehearsal.phones import IN_BROWSER, Seen, plain


class PhoneInBrowser:
    """`transport` leads to the application, `language` is what the browser asks for."""

    channel = IN_BROWSER

    def __init__(self, transport: httpx.AsyncBaseTransport, language: str) -> None:
        self._http = httpx.AsyncClient(
            transport=transport,
            follow_redirects=True,
            trust_env=False,
            headers={"Accept-Language": language},
        )
        self._address = ""
        self._page = Page("")

    async def open(self, address: str) -> Seen:
        return self._read(await self._http.get(address))

    async def look(self) -> Seen:
        """The page as it is by now: what the page's own script would have fetched."""
        return await self.open(self._address)

    async def tap(self, label: str) -> Seen:
        return await self._send(next(form for form in self._page.forms if plain(form.label) == label))

    async def type(self, words: str) -> Seen:
        form = next(form for form in self._page.forms if form.box)
        return await self._send(form, **{form.box: words})

    async def _send(self, form: Form, **typed: str) -> Seen:
        here = urlsplit(self._address)
        origin = f"{here.scheme}://{here.netloc}"
        fields = {**form.fields, **typed}
        return self._read(
            await self._http.post(f"{origin}{form.address}", data=fields, headers={"Origin": origin})
        )

    def _read(self, response: httpx.Response) -> Seen:
        self._address = str(response.url)
        self._page = page = Page(response.text)
        told = page.notice or (f"HTTP {response.status_code}" if response.is_error else "")
        buttons = tuple(plain(form.label) for form in page.forms)
        return Seen(page.title, page.text, buttons, any(form.box for form in page.forms), told)
