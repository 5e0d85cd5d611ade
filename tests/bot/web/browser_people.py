"""People at a browser without JavaScript: they open pages, tap buttons, type words and see what is there."""

from __future__ import annotations

import ssl
from urllib.parse import urljoin

import httpx

from tests.bot.web.reading import Form, Page

# All of this is plain HTTP; reading the system's certificates for each browser would take most of the time.
NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class BrowserPerson:
    """One browser with its cookies. What fails says what stood on the screen."""

    def __init__(self, base: str, headers: dict[str, str] | None = None) -> None:
        self.http = httpx.AsyncClient(
            base_url=base, follow_redirects=True, headers=headers, timeout=10, verify=NO_CERTIFICATES
        )
        self.response = httpx.Response(204)
        self._page: Page | None = None

    async def opens(self, address: str) -> BrowserPerson:
        self._keep(await self.http.get(address))
        return self

    async def tap(self, label: str) -> None:
        """Presses the button that says this."""
        await self.sends(self.button(label))

    async def looks(self) -> None:
        """Opens the page anew: a plain page shows what is so only then."""
        await self.opens(self.path)

    async def types(self, words: str, label: str = "") -> None:
        """Types into the box and sends it: with the box's own button, or the one that says `label`."""
        boxes = [form for form in self.page.forms() if "words" in form.fields]
        assert boxes, f"There is nowhere to type.\n\n{self.screen()}"
        await self.sends(self.button(label) if label else boxes[0], words=words)

    async def sends(self, form: Form, **changed: str) -> None:
        """Posts a form as the browser would, with some of its fields changed."""
        self._keep(
            await self.http.post(
                form.address, data={**form.fields, **changed}, headers={"Origin": self.origin()}
            )
        )

    def origin(self) -> str:
        return str(self.http.base_url).rstrip("/")

    def button(self, label: str) -> Form:
        for form in self.page.forms():
            if form.label == label:
                return form
        raise AssertionError(f"There is no button “{label}”.\n\n{self.screen()}\n\n{self.buttons()}")

    def sees(self, *words: str) -> None:
        missing = [part for part in words if part not in self.screen()]
        assert not missing, f"Not on the screen: {missing}\n\n{self.screen()}"

    def does_not_see(self, *words: str) -> None:
        found = [part for part in words if part in self.screen()]
        assert not found, f"On the screen: {found}\n\n{self.screen()}"

    def buttons(self) -> list[str]:
        return [form.label for form in self.page.forms()]

    def screen(self) -> str:
        return self.page.text()

    @property
    def page(self) -> Page:
        assert self._page is not None, "No page has been opened yet."
        return self._page

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def path(self) -> str:
        """Where the browser is by now."""
        return self.response.url.path

    async def closes(self) -> None:
        await self.http.aclose()

    def _keep(self, response: httpx.Response) -> None:
        self.response = response
        if response.headers.get("content-type", "").startswith("text/html"):
            self._page = Page(response.text, urljoin(self.origin(), str(response.url)))
