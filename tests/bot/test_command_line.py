"""The command line does the same whether `serve` runs or not, and programs can rely on what it prints."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.network import listener
from bot.settings import Mistaken
from prompts import STUDIES, name_of
from tests.bot.both_channels import both_channels
from tests.bot.command_line import Operator, operator, workshop
from tests.bot.serve_process import ROOT, until, without_settings
from tests.bot.terminal import Terminal
from tests.bot.web.browser_people import BrowserPerson
from tests.bot.web.conftest import joins
from tests.fake_telegram import FakeTelegram, RealTime
from workshops.study import load_study

pytestmark = pytest.mark.proof

LINKS = {
    "code",
    "join_url",
    "facilitator_url",
    "projector_url",
    "telegram_join_url",
    "telegram_facilitator_url",
}
CANARY = "Wagtail"


@pytest.fixture(params=["while serve runs", "while nothing serves"])
async def either_way(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Operator]:
    async with operator(tmp_path) as anyone:
        if request.param == "while serve runs":
            await anyone.server.starts()
        yield anyone


async def is_served(anyone: Operator) -> None:
    """From now on, if not before."""
    if not anyone.server.url:
        await anyone.server.starts()


# --- new, list, claim ---


async def test_a_workshop_is_made_and_listed(either_way: Operator) -> None:
    made = await either_way.learns("new", "--title", "  Tuesday\x07 at the  town hall ", "--groups", "3")

    [listed] = await either_way.learns("list")
    assert (listed["code"], listed["title"], listed["groups"]) == (
        made["code"],
        "Tuesday at the town hall",
        3,
    )
    assert made["code"] in await either_way.does("list")
    assert made.keys() == LINKS
    assert (made["telegram_join_url"], made["telegram_facilitator_url"]) == (None, None)

    await is_served(either_way)
    newcomer = await either_way.opens(made["join_url"])
    newcomer.sees("What this is", "Go on")
    projector = await either_way.opens(made["projector_url"])
    assert projector.status == 200
    facilitator = await either_way.opens(made["facilitator_url"])
    await facilitator.tap("I will run it from here")
    facilitator.sees("Arriving")


async def test_a_claim_is_for_one_and_the_earlier_ones_stay(either_way: Operator) -> None:
    made = await either_way.learns("new", "--title", "Tuesday")
    fresh = await either_way.learns("claim", made["code"].lower())
    await is_served(either_way)

    assert {name: fresh[name] for name in LINKS if "facilitator" not in name} == {
        name: made[name] for name in LINKS if "facilitator" not in name
    }
    for link in (fresh["facilitator_url"], made["facilitator_url"]):
        facilitator = await either_way.opens(link)
        await facilitator.tap("I will run it from here")
        assert facilitator.path == f"/f/{made['code']}"
        late = await either_way.opens(link)
        late.sees("This link has been used")


def test_where_people_read_each_fact_has_a_line(tmp_path: Path) -> None:
    printed = workshop("new", "--title", "Tuesday", "--data", tmp_path).out

    assert [line.partition(": ")[0] for line in printed.splitlines()] == [
        "code",
        "facilitator_url",
        "join_url",
        "projector_url",
    ]


def test_whoever_sits_at_a_terminal_is_told_when_the_links_open(tmp_path: Path) -> None:
    command = (sys.executable, "-m", "bot", "new", "--title", "Tuesday", "--data", str(tmp_path))

    with Terminal(command) as at:
        at.shows("These links open while `workshop serve` runs.")


async def test_links_begin_with_what_was_asked_for_else_with_what_was_served(tmp_path: Path) -> None:
    async with operator(tmp_path) as anyone:
        asked = await anyone.learns("new", "--title", "T", "--public-url", "https://workshop.example.org/")
        never_served = await anyone.learns("claim", asked["code"])
        await anyone.server.starts()
        while_served = await anyone.learns("claim", asked["code"])
        await anyone.server.stops()
        once_served = await anyone.learns("claim", asked["code"])

        assert [
            links["join_url"].removesuffix(urlsplit(asked["join_url"]).path)
            for links in (asked, never_served, while_served, once_served)
        ] == ["https://workshop.example.org", "http://127.0.0.1:8080", anyone.server.url, anyone.server.url]


async def test_links_into_telegram_are_given_once_its_token_has_been_seen(tmp_path: Path) -> None:
    telegram = FakeTelegram(RealTime())
    async with operator(tmp_path, telegram) as anyone:
        await anyone.server.starts()
        while_served = await anyone.learns("new", "--title", "Tuesday")
        await anyone.server.stops()
        afterwards = await anyone.learns("claim", while_served["code"])
        without = await anyone.learns("new", "--title", "Wednesday", "--no-telegram")

        bot = "https://t.me/workshop_test_bot?start="
        secret = while_served["join_url"].rpartition("/")[2]
        assert while_served["telegram_join_url"] == afterwards["telegram_join_url"] == f"{bot}join-{secret}"
        token = afterwards["facilitator_url"].rpartition("/")[2]
        assert afterwards["telegram_facilitator_url"] == f"{bot}claim-{token}"
        assert (without["telegram_join_url"], without["telegram_facilitator_url"]) == (None, None)


# --- withdraw ---


async def test_what_a_withdrawn_person_said_is_nowhere_any_more(either_way: Operator) -> None:
    runs_already = bool(either_way.server.url)
    await is_served(either_way)
    made = await either_way.learns("new", "--title", "Tuesday", "--groups", "1")
    ada = await says_something(either_way, made["join_url"])
    assert CANARY in words_in(either_way.folder)
    if not runs_already:
        await either_way.server.stops()

    printed = await either_way.does("withdraw", made["code"], "p01", "--remove")

    assert printed == f"code: {made['code']}\nparticipant: P01\nremoved: True\n"
    assert CANARY not in words_in(either_way.folder)
    assert await either_way.does("withdraw", made["code"], "P01", "--remove") == printed
    if not runs_already:
        await either_way.server.starts()
    await ada.looks()
    ada.sees("This browser is not part of a workshop here yet, or no longer.")


async def test_withdrawn_without_removal_they_keep_their_page_and_may_have_it_removed_later(
    tmp_path: Path,
) -> None:
    async with operator(tmp_path) as anyone:
        await anyone.server.starts()
        made = await anyone.learns("new", "--title", "Tuesday", "--groups", "1")
        ada = await says_something(anyone, made["join_url"])

        await anyone.does("withdraw", made["code"], "P01")

        assert CANARY in words_in(anyone.folder)
        await ada.looks()
        ada.sees("You have withdrawn", "What you said until now stays in.")
        await anyone.does("withdraw", made["code"], "P01", "--remove")
        assert CANARY not in words_in(anyone.folder)


async def test_in_telegram_the_chat_says_so(tmp_path: Path) -> None:
    telegram = FakeTelegram(RealTime())
    async with both_channels(tmp_path / "data", telegram=telegram) as venue:
        ann = await venue.in_telegram("Ann", "A")
        code = venue.code
    async with operator(tmp_path, telegram) as anyone:
        await anyone.server.starts()

        await anyone.does("withdraw", code, "P01", "--remove")

        await ann.waits_for("What you said has been removed")
        assert ann.buttons() == []


async def says_something(anyone: Operator, join_url: str) -> BrowserPerson:
    """Someone who has joined and told us the name of their organisation."""
    ada = await anyone.opens(join_url)
    await joins(ada)
    await ada.opens(f"{ada.path}?view=profile 3")
    await ada.types(CANARY)
    return ada


def words_in(folder: Path) -> str:
    """All that stands in all of the files, deleted or not."""
    return "".join(file.read_bytes().decode("latin-1") for file in folder.rglob("*") if file.is_file())


# --- what only reads ---


async def test_who_only_reads_is_told_the_same_while_it_runs_and_afterwards(tmp_path: Path) -> None:
    async with operator(tmp_path) as anyone:
        await anyone.server.starts()
        made = await anyone.learns("new", "--title", "Tuesday", "--groups", "1")
        await says_something(anyone, made["join_url"])

        board = await anyone.does("monitor", made["code"], "--once")
        listed = await anyone.does("list")
        await anyone.does("export", made["code"], "--to", tmp_path / "export")
        await anyone.server.stops()

        assert "Tuesday" in board
        assert await anyone.does("monitor", made["code"], "--once") == board
        assert await anyone.does("list") == listed
        [_, row] = (tmp_path / "export" / "participants.csv").read_text(encoding="utf-8").splitlines()
        assert row.startswith(f"{made['code']},P01,")


def test_a_sound_study_is_said_to_be_sound_and_which_of_its_languages_nobody_has_reviewed() -> None:
    folder = STUDIES / "peer-worker-roles"
    english, *others = load_study(folder).languages

    lines = [f"{each} ({name_of(each)}): not yet reviewed by a speaker.\n" for each in others]
    assert english == "en"
    assert workshop("check", folder) == (0, "".join([f"{folder} is a sound study.\n", *lines]), "")


# --- make run ---


async def test_make_run_opens_its_workshop_again_with_all_the_links(tmp_path: Path) -> None:
    async with operator(tmp_path) as anyone:
        with suppress(Mistaken), closing(listener("127.0.0.1", 8080)):
            await anyone.server.starts("run")
        first = anyone.server.out
        assert anyone.server.url != "http://127.0.0.1:8080"
        [made] = await anyone.learns("list")
        links = [line for line in first.splitlines() if line.startswith(anyone.server.url)]
        facilitator, newcomer, projector = [await anyone.opens(link) for link in links]
        facilitator.sees("I will run it from here")
        newcomer.sees("Go on")
        assert projector.status == 200
        assert made["code"] in first
        await anyone.server.stops()

        await anyone.server.starts("run")

        assert await anyone.learns("list") == [made]
        again = anyone.server.out.removeprefix(first)
        assert urlsplit(links[1]).path in again
        assert "Ctrl-C" in again
        await anyone.server.stops()
        assert anyone.server.err == ""


async def test_with_phones_it_shows_a_code_to_scan_and_warns(tmp_path: Path) -> None:
    async with operator(tmp_path) as anyone:
        anyone.server.launches("run", "--phones")
        await until(lambda: "ready" in anyone.server.out or "no network" in anyone.server.err, "Not ready.")
        if "no network" in anyone.server.err:
            return
        assert "█" in anyone.server.out
        assert "everyone on this Wi-Fi can reach these pages" in anyone.server.out
        assert "http://127.0.0.1" not in anyone.server.out
        await anyone.server.stops()


# --- how it is called ---


def test_the_data_folder_comes_from_the_option_else_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSHOP_DATA", str(tmp_path / "environment"))

    workshop("new", "--title", "There")
    workshop("new", "--title", "Here", "--data", tmp_path / "option")

    assert "There" in workshop("list").out
    assert "Here" in workshop("list", "--data", tmp_path / "option").out
    assert {path.name for path in tmp_path.iterdir()} == {"environment", "option"}


@pytest.mark.parametrize(
    "command",
    [
        "serve",
        "run",
        "new",
        "claim",
        "withdraw",
        "purge",
        "list",
        "monitor",
        "check",
        "export",
        "analyse",
        "rehearse",
    ],
)
def test_every_command_explains_itself(command: str) -> None:
    ended = workshop(command, "--help")

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("Usage: ")
    assert f" {command} " in ended.out.splitlines()[0]


def test_a_rehearsals_options_are_those_that_were_promised() -> None:
    explained = workshop("rehearse", "--help").out

    for option in ("--study", "--workshops", "--participants", "--seed", "--to", "--data"):
        assert option in explained


@pytest.mark.parametrize(
    "wrong",
    [
        ("nosuch",),
        ("list", "--nosuch"),
        ("claim",),
        ("new", "--groups", "many", "--title", "T"),
        ("serve", "--port", "99999"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_code_2(wrong: tuple[str, ...]) -> None:
    ended = workshop(*wrong)

    assert (ended.code, ended.out) == (2, "")
    assert "Traceback" not in ended.err


def test_the_module_is_the_console_script(tmp_path: Path) -> None:
    script = Path(sys.executable).with_name("workshop")

    [by_script, by_module] = [
        subprocess.run([*command, "list", "--json"], cwd=ROOT, env=in_folder(tmp_path), capture_output=True)
        for command in ([script], [sys.executable, "-m", "bot"])
    ]

    assert by_script.returncode == by_module.returncode == 1
    assert by_script.stderr == by_module.stderr != b""


# --- the other end of the pipe ---


def test_nobody_reading_on_is_no_failure_to_speak_of(tmp_path: Path) -> None:
    workshop("new", "--title", "Tuesday", "--data", tmp_path)
    command = f"{sys.executable} -m bot list | true; exit ${{PIPESTATUS[0]}}"

    ended = subprocess.run(["bash", "-c", command], cwd=ROOT, env=in_folder(tmp_path), capture_output=True)

    assert ended.stderr == b""
    assert ended.returncode in (0, 1)


def test_a_terminal_that_is_not_utf_8_shows_what_it_can(tmp_path: Path) -> None:
    workshop("new", "--title", "Żółw", "--data", tmp_path)
    command = [sys.executable, "-m", "bot", "list"]

    ended = subprocess.run(
        command, cwd=ROOT, env=in_folder(tmp_path) | {"PYTHONIOENCODING": "ascii"}, capture_output=True
    )

    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"???w" in ended.stdout


def in_folder(folder: Path) -> dict[str, str]:
    return {**without_settings(), "WORKSHOP_DATA": str(folder)}
