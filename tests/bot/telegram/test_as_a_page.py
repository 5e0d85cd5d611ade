"""The way from the chat to the same as a page: at the foot of one's own screens, where Telegram takes it."""

from __future__ import annotations

from pathlib import Path

from bot.addresses import Addresses
from tests.bot.both_channels import both_channels

AS_A_PAGE = "Open as a page"


async def test_over_https_every_screen_of_ones_own_offers_the_page_and_keeps_its_buttons(
    tmp_path: Path,
) -> None:
    async with both_channels(tmp_path / "data") as venue:
        ada = await venue.in_telegram("Ada", "A")
        await ada.send("/screen")
        before = ada.buttons()
        venue.house.addresses = Addresses("https://workshop.example", venue.house.addresses.telegram_bot)

        await ada.send("/screen")

        assert ada.buttons() == [*before, AS_A_PAGE]
        assert ada.message().buttons[-1].web_app == "https://workshop.example/mini"


async def test_whoever_has_not_consented_is_not_offered_the_page(tmp_path: Path) -> None:
    async with both_channels(tmp_path / "data") as venue:
        venue.house.addresses = Addresses("https://workshop.example", venue.house.addresses.telegram_bot)

        ada = await venue.newcomer("Ada", "A")

        ada.sees("Before you join")
        assert AS_A_PAGE not in ada.buttons()


async def test_without_https_nothing_is_offered_that_telegram_would_refuse(tmp_path: Path) -> None:
    async with both_channels(tmp_path / "data") as venue:
        ada = await venue.in_telegram("Ada", "A")

        assert AS_A_PAGE not in ada.buttons()
