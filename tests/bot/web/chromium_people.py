"""People at a real browser: the same vocabulary as `browser_people`, and what only one of them can tell."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from prompts import name_of, prompts_in
from prompts.languages import ENGLISH
from tests.bot.web.conftest import BOXES

SCREENSHOTS = Path(__file__).parents[3] / "screenshots"
WIDTHS = (320, 390, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
LEAST_TARGET = 44

# The links and buttons that are smaller than a thumb, or run out of the page.
MISFITS = f"""() => {{
  const small = [...document.querySelectorAll("main button, main a, summary, .page-foot a")]
    .filter(one => one.offsetParent && one.getBoundingClientRect().height < {LEAST_TARGET})
    .map(one => "small: " + one.textContent.trim());
  const wide = document.scrollingElement.scrollWidth > window.innerWidth ? ["wider than the screen"] : [];
  return small.concat(wide);
}}"""


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The system's own browser."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(ARGUMENTS), headless=True
        )
        try:
            yield browser
        finally:
            await browser.close()


class ChromiumPerson:
    """One phone or computer.

    `by_keyboard`: it has no other way to press anything. `reloads`: its page is loaded anew after each step.
    """

    def __init__(
        self, page: Page, *, language: str = ENGLISH, by_keyboard: bool = False, reloads: bool = False
    ) -> None:
        self.page = page
        self.say = prompts_in(language)
        self.by_keyboard = by_keyboard
        self.reloads = reloads
        self.troubles: list[str] = []
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", lambda said: self.troubles.append(said.text) if said.type == "error" else None)

    @classmethod
    async def comes(
        cls,
        browser: Browser,
        address: str,
        *,
        width: int = 390,
        scheme: Literal["light", "dark"] = "light",
        javascript: bool = True,
        by_keyboard: bool = False,
        reloads: bool = False,
    ) -> ChromiumPerson:
        context = await browser.new_context(
            viewport={"width": width, "height": 844},
            color_scheme=scheme,
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        person = cls(await context.new_page(), by_keyboard=by_keyboard, reloads=reloads)
        await person.page.goto(address)
        return person

    async def tap(self, label: str) -> None:
        button = self.page.get_by_role("button", name=label, exact=True).first
        await self._press(button)
        if self.reloads:
            await expect(self.page.locator("button.busy")).to_have_count(0)
            await self.page.reload()

    async def types(self, words: str, send: str = "") -> None:
        await self.page.get_by_role("textbox").fill(words)
        await self.tap(send or self.say("typed.save"))

    async def reads_in(self, language: str) -> None:
        """Before joining, from a sheet in another language."""
        self.say = prompts_in(language)
        await self.tap(name_of(language))
        await self.sees(self.say("newcomer.sheet"))

    async def sees(self, *words: str) -> None:
        for part in words:
            await expect(self.page.locator("body")).to_contain_text(part)

    async def joins(self) -> None:
        say = self.say
        await self.tap(say("newcomer.go_on"))
        await self.sees(say("newcomer.consent"))
        for number in range(1, BOXES + 1):
            await self.tap(say("newcomer.box", number=number))
            await self.sees(say("newcomer.box_ticked", number=number))
        await self.tap(say("newcomer.agree"))
        await self.sees(say("lobby.welcome"))

    async def looks(self, name: str) -> dict[str, list[str]]:
        """What is wrong with how this page looks, at every width, light and dark; and a picture of each."""
        before = self.page.viewport_size
        found = {}
        for scheme in SCHEMES:
            await self.page.emulate_media(color_scheme=scheme)
            for width in WIDTHS:
                await self.page.set_viewport_size({"width": width, "height": 844})
                picture = SCREENSHOTS / f"{name}-{width}-{scheme}.png"
                await self.page.screenshot(path=picture, full_page=True)
                found[f"{name} {width} {scheme}"] = [*await self._violations(), *await self._misfits()]
        if before:
            await self.page.set_viewport_size(before)
        await self.page.emulate_media(color_scheme=None)
        return {where: wrong for where, wrong in found.items() if wrong}

    async def _violations(self) -> list[str]:
        results = await Axe().run(self.page)
        return [
            f"{violation['id']}: {node['html']}"
            for violation in results.response["violations"]
            for node in violation["nodes"]
        ]

    async def _misfits(self) -> list[str]:
        misfits: list[str] = await self.page.evaluate(MISFITS)
        return misfits

    async def _press(self, button: Locator) -> None:
        if self.by_keyboard:
            await self._tab_to(button)
            await self.page.keyboard.press("Enter")
        else:
            await button.click()

    async def _tab_to(self, button: Locator) -> None:
        await button.wait_for()
        for _ in range(60):
            if await button.evaluate("button => button === document.activeElement"):
                return
            await self.page.keyboard.press("Tab")
        raise AssertionError(f"The keyboard does not reach {button}.")
