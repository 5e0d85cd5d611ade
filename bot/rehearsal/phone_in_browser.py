"""A browser with its cookies, before the real web application: it sends forms and keeps up to date."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx

from bot.rehearsal.pages import Form, Page
from bot.rehearsal.phones import IN_BROWSER, Seen, plain

NOTHING_NEW = 204


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
        self._seen = Seen("", "", (), takes_words=False)

    async def open(self, address: str) -> Seen:
        return self._read(await self._http.get(address))

    async def look(self) -> Seen:
        """The page as it is by now: its script asks for what is new and gets it, or word that nothing is."""
        page = self._page
        if not page.address:
            return await self.open(self._address)
        asked = {"view": page.view, "shown": page.fingerprint}
        response = await self._http.get(f"{self._origin}{page.address}/screen", params=asked)
        if response.status_code == NOTHING_NEW:
            return self._seen
        return self._shows(Page(response.text), response, page.address)

    async def tap(self, label: str) -> Seen:
        return await self._send(next(form for form in self._page.forms if plain(form.label) == label))

    async def type(self, words: str) -> Seen:
        form = next(form for form in self._page.forms if form.box)
        return await self._send(form, **{form.box: words})

    async def _send(self, form: Form, **typed: str) -> Seen:
        fields = {**form.fields, **typed}
        address = f"{self._origin}{form.address}"
        return self._read(await self._http.post(address, data=fields, headers={"Origin": self._origin}))

    def _read(self, response: httpx.Response) -> Seen:
        self._address = str(response.url)
        page = Page(response.text)
        return self._shows(page, response, page.address)

    def _shows(self, page: Page, response: httpx.Response, address: str) -> Seen:
        page.address = address
        told = page.notice or (f"HTTP {response.status_code}" if response.is_error else "")
        buttons = tuple(plain(form.label) for form in page.forms)
        takes_words = any(form.box for form in page.forms)
        self._page, self._seen = page, Seen(page.title, page.text, buttons, takes_words, told)
        return self._seen

    @property
    def _origin(self) -> str:
        here = urlsplit(self._address)
        return f"{here.scheme}://{here.netloc}"
