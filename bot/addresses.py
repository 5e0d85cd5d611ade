"""Where people reach a workshop: the browser's links and Telegram's deep links."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

import msgspec

from workshops.model import Workshop

DEFAULT_URL = "http://127.0.0.1:8080"
THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
JOIN = "join"
CLAIM = "claim"
CALENDAR = "calendar"
WEBHOOK_PATH = "/telegram/updates"
MINI_APP_PATH = "/mini"
ALL_THAT_IS_KEPT = "/mydata"


class Addresses(msgspec.Struct, frozen=True):
    """`url` has no slash at its end; `telegram_bot` is the bot's name, empty until a token has been seen."""

    url: str = DEFAULT_URL
    telegram_bot: str = ""

    @property
    def only_here(self) -> bool:
        """Whether only this machine opens these links, and nobody's own phone."""
        return urlsplit(self.url).hostname in THIS_MACHINE

    def join(self, workshop: Workshop, group: str = "") -> str:
        return "/".join(part for part in (self.url, JOIN, workshop.join_secret, group) if part)

    def joining(self, workshop: Workshop, payload: str) -> str:
        """A path: where a newcomer is who has come as far as the payload says."""
        return f"/{JOIN}/{workshop.join_secret}?{urlencode({'at': payload})}"

    def calendar_path(self, workshop: Workshop) -> str:
        return f"/{CALENDAR}/{workshop.join_secret}"

    def calendar(self, workshop: Workshop) -> str:
        return f"{self.url}{self.calendar_path(workshop)}"

    def person(self, workshop: Workshop) -> str:
        return f"{self.url}/w/{workshop.code}"

    def handout(self, workshop: Workshop) -> str:
        """A path, since a browser is known only under the name by which it has come."""
        return f"/w/{workshop.code}/handout"

    def printed_handout(self, workshop: Workshop, participant: str) -> str:
        """The same for someone without a phone, for a facilitator to print."""
        return f"/f/{workshop.code}/handout/{participant}"

    def projector(self, workshop: Workshop) -> str:
        return f"{self.url}{self.projector_page(workshop)}"

    def projector_page(self, workshop: Workshop) -> str:
        """The same as a path, for whoever is on this server already."""
        return f"/projector/{workshop.projector_secret}"

    def facilitator(self, claim: str) -> str:
        return f"{self.url}/{CLAIM}/{claim}"

    def mini_app(self) -> str:
        """Telegram opens no page that does not come over HTTPS: empty where ours does not."""
        return f"{self.url}{MINI_APP_PATH}" if self.url.startswith("https://") else ""

    def telegram_join(self, workshop: Workshop, group: str = "") -> str:
        """Empty where the workshop is not on Telegram."""
        if not self.telegram_bot or not workshop.telegram:
            return ""
        return f"https://t.me/{self.telegram_bot}?start={JOIN}-{workshop.join_secret}-{group}".removesuffix(
            "-"
        )

    def telegram_facilitator(self, workshop: Workshop, claim: str) -> str:
        """Empty where the workshop is not on Telegram."""
        if not self.telegram_bot or not workshop.telegram:
            return ""
        return f"https://t.me/{self.telegram_bot}?start={CLAIM}-{claim}"
