"""The doctor: what is fine is said in a line, and what is wrong with what to do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.folder import JOURNAL
from tests.bot.command_line import Ended, Operator, operator, workshop
from tests.fake_telegram import FakeTelegram, RealTime
from tests.fake_telegram.loopback import serving as telegram_serving


@pytest.fixture
async def anyone(tmp_path: Path) -> AsyncIterator[Operator]:
    async with operator(tmp_path) as anyone:
        await anyone.does("new", "--title", "Tuesday")
        yield anyone


def wrong(found: Ended) -> list[str]:
    return [line.removeprefix("wrong").strip() for line in found.out.splitlines() if line.startswith("wrong")]


async def test_a_healthy_folder(anyone: Operator, tmp_path: Path) -> None:
    await anyone.does("backup", tmp_path / "backup")
    found = await anyone.run("doctor")

    assert (found.code, found.err, wrong(found)) == (0, "", [])
    assert found.out.splitlines()[1:] == [
        f"fine   {anyone.folder} is closed to others on this machine.",
        "fine   The journal is whole; workshops in it that live through again: 1.",
        "fine   The clock is not behind what is stored.",
        "note   Links begin with http://127.0.0.1:8080: only this machine opens them.",
        f"fine   The newest backup that can be reached from here is {tmp_path / 'backup'}.",
        "fine   The journal takes what comes, and has it on the disk before anyone is told so.",
        "note   There is no bot token: people join in the browser.",
    ]


async def test_while_it_is_served(anyone: Operator) -> None:
    await anyone.server.starts()

    found = await anyone.run("doctor")

    assert (found.code, wrong(found)) == (0, [])
    assert "fine   `serve` holds the folder now;" in found.out


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    found = workshop("doctor", "--data", tmp_path / "nowhere")

    assert (found.code, len(wrong(found))) == (1, 1)
    assert f"There is no folder {tmp_path / 'nowhere'}" in found.out


async def test_files_that_others_can_read(anyone: Operator) -> None:
    (anyone.folder / JOURNAL).chmod(0o644)

    assert wrong(await anyone.run("doctor")) == [
        f"Others on this machine can reach {anyone.folder / JOURNAL}: run chmod go-rwx on it."
    ]


async def test_a_damaged_journal(anyone: Operator) -> None:
    journal = anyone.folder / JOURNAL
    journal.write_bytes(journal.read_bytes()[:5_000] + b"\0" * 60_000)

    found = await anyone.run("doctor")

    assert found.code == 1
    assert "put a backup in its place with `workshop restore`" in found.out


async def test_a_study_that_has_been_changed(anyone: Operator) -> None:
    [words] = (anyone.folder / "studies").glob("*/en.toml")
    words.chmod(0o600)
    words.write_text(words.read_text().replace("Supportive culture", "Another culture"))

    assert "is missing or has been changed; bring it back from a backup." in "".join(
        wrong(await anyone.run("doctor"))
    )


async def test_with_a_bot(anyone: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    telegram = FakeTelegram(RealTime())
    async with telegram_serving(telegram) as url:
        monkeypatch.setenv("TELEGRAM_API_URL", url)
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", telegram.token)
        known = await anyone.does("doctor")
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:wrong")
        unknown = await anyone.run("doctor")

    assert "fine   Telegram knows the bot as @" in known
    assert "fine   No webhook is set: updates are fetched." in known
    assert [line[:52] for line in wrong(unknown)] == ["Telegram does not know this bot token: compare TELEG"]
    assert telegram.token not in known + unknown.out
