"""What cannot be done is said in one sentence that names what is wrong and what to do; nothing is lost."""

from __future__ import annotations

import shutil
import signal
import sqlite3
from asyncio import StreamReader, StreamWriter, open_unix_connection, start_unix_server
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from bot.folder import locked
from bot.house import open_house
from bot.local_socket import ask, listening
from bot.network import address, is_everywhere, listener, venue_address
from bot.operating import operate
from bot.operations import Declined, MakeClaim, Redact
from bot.settings import Mistaken, Settings, check_webhook, public_address, telegram_token, telegram_url
from bot.telegram.connection import AWAY
from prompts import STUDIES
from tests.bot.both_channels import both_channels
from tests.bot.command_line import Operator, operator, workshop
from tests.bot.serve_process import serve_process
from tests.fake_telegram import FakeTelegram, RealTime

pytestmark = pytest.mark.proof

OTHER_TOKEN = "5151515151:AAAnotherTokenThatNobodyKnows_0123456"


@pytest.fixture(params=["while serve runs", "while nothing serves"])
async def either_way(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Operator]:
    async with operator(tmp_path) as anyone:
        if request.param == "while serve runs":
            await anyone.server.starts()
        yield anyone


@pytest.fixture
async def anyone(tmp_path: Path) -> AsyncIterator[Operator]:
    """Nothing is served."""
    async with operator(tmp_path) as someone:
        yield someone


# --- what operators name ---


async def test_a_workshop_or_participant_that_is_not_there(either_way: Operator) -> None:
    no_workshop = "There is no workshop with the code NOSUCH: run `workshop list` to see what there is."
    code = (await either_way.learns("new", "--title", "Tuesday"))["code"]

    for command in (
        ("claim", "NOSUCH"),
        ("withdraw", "NOSUCH", "P01"),
        ("monitor", "NOSUCH", "--once"),
        ("export", "NOSUCH", "--to", "nowhere"),
    ):
        assert await either_way.is_told(*command) == no_workshop
    for number in ("P01", "F1", "nobody", ""):
        assert await either_way.is_told("withdraw", code, number, "--remove") == (
            f"There is no participant {number} in workshop {code}."
        )


@pytest.mark.parametrize("title", ["", "  ", "\x07\x1b", "\u202e"])
async def test_a_title_of_nothing(title: str, anyone: Operator) -> None:
    assert await anyone.is_told("new", "--title", title) == "A workshop needs a title: give one with --title."


@pytest.mark.parametrize("title", ["x" * 121, "\udce9"], ids=["too long", "no text"])
async def test_a_title_that_cannot_be_used(title: str, anyone: Operator) -> None:
    assert await anyone.is_told("new", "--title", title) == (
        "The title cannot be used: give one of at most 120 characters with --title."
    )


@pytest.mark.parametrize("groups", ["-1", "41", "1000000000000"])
async def test_more_groups_than_a_room_holds_and_fewer_than_none(groups: str, anyone: Operator) -> None:
    assert await anyone.is_told("new", "--title", "T", "--groups", groups) == (
        f"A workshop has from 0 to 40 groups: {groups} will not do."
    )
    assert await anyone.learns("list") == []


async def test_a_study_that_is_not_there_or_has_mistakes(either_way: Operator, tmp_path: Path) -> None:
    broken = shutil.copytree(STUDIES / "peer-worker-roles", tmp_path / "broken")
    (broken / "en.toml").write_text("no = toml =", encoding="utf-8")

    assert await either_way.is_told("new", "--title", "T", "--study", "nosuch") == (
        "There is no study nosuch: give a folder, or one of the built-in studies: peer-worker-roles."
    )
    assert await either_way.is_told("new", "--title", "T", "--study", broken) == (
        f"The study {broken} has mistakes (1): run `workshop check {broken}` to see each."
    )


async def test_an_export_into_a_folder_that_holds_something(anyone: Operator, tmp_path: Path) -> None:
    code = (await anyone.learns("new", "--title", "Tuesday"))["code"]
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine")

    told = await anyone.is_told("export", code, "--to", tmp_path / "out")

    assert told == f"{tmp_path / 'out'} is not empty: name a folder that is empty or not there yet."
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["notes.txt"]


# --- where everything is stored ---


async def test_a_folder_in_which_nothing_was_made(anyone: Operator) -> None:
    nothing = f"There is nothing stored in {anyone.folder} yet: make a workshop with `workshop new`."

    for command in (("list",), ("monitor", "KTRWXY", "--once"), ("export", "KTRWXY", "--to", "nowhere")):
        assert await anyone.is_told(*command) == nothing
    assert not anyone.folder.exists()


@pytest.mark.parametrize("broken", ["foreign", "newer", "damaged", "unreadable"])
async def test_a_database_that_cannot_be_used_is_left_as_it_is(broken: str, anyone: Operator) -> None:
    code = (await anyone.learns("new", "--title", "Tuesday"))["code"]
    journal = anyone.folder / "journal.db"
    breaks(journal, broken)
    before = journal.read_bytes() if journal.is_file() else None
    sentence = {
        "foreign": "is not a journal of workshops: name another folder with --data.",
        "newer": "is from a newer version: install that one.",
        "damaged": "is damaged: put a backup in its place with `workshop restore`.",
        "unreadable": "cannot be opened",
    }[broken]

    for command in (("new", "--title", "W"), ("claim", code), ("list",), ("monitor", code, "--once")):
        told = await anyone.is_told(*command)
        assert told.startswith(f"{journal} {sentence}")
    assert (journal.read_bytes() if journal.is_file() else None) == before


def breaks(journal: Path, how: str) -> None:
    if how == "unreadable":
        journal.unlink()
        journal.mkdir()
        return
    with closing(sqlite3.connect(journal, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = DELETE")
        if how == "foreign":
            file.execute("PRAGMA application_id = 7")
        if how == "newer":
            file.execute("PRAGMA user_version = 99")
    if how == "damaged":
        content = bytearray(journal.read_bytes())
        content[4096:8192] = b"\xff" * 4096
        journal.write_bytes(content)


async def test_a_folder_that_is_served_already(tmp_path: Path) -> None:
    async with operator(tmp_path) as first:
        await first.server.starts()
        async with serve_process(first.folder, said=tmp_path / "second") as second:
            second.launches()
            assert await second.ends() == 1
            assert second.err == (
                f"{first.folder} is already served (by process {first.server.pid}): "
                "stop that one first, or name another folder with --data.\n"
            )
        await first.server.stops()


async def test_a_folder_of_others(anyone: Operator) -> None:
    anyone.folder.mkdir(mode=0o755)
    (anyone.folder / "thesis.docx").touch()

    assert await anyone.is_told("new", "--title", "Tuesday") == (
        f"{anyone.folder} holds other files and is open to others on this machine: "
        "name a new folder with --data, or close this one with `chmod 700`."
    )
    assert [file.name for file in anyone.folder.iterdir()] == ["thesis.docx"]


async def test_a_folder_whose_path_is_too_long_for_a_socket(tmp_path: Path) -> None:
    async with serve_process(tmp_path / ("long" * 30)) as server:
        server.launches()
        assert await server.ends() == 1
        assert "name a folder on this machine, with a short path, with --data." in server.err
        assert server.err.count("\n") == 1


async def test_a_serve_that_ends_before_it_answers_is_not_asked_twice(tmp_path: Path) -> None:
    asked: list[bytes] = []

    async def ends(reader: StreamReader, writer: StreamWriter) -> None:
        asked.append(await reader.readline())
        writer.close()

    with locked(tmp_path):
        async with await start_unix_server(ends, tmp_path / "serve.sock"):
            with pytest.raises(
                Declined, match=r"^`serve` ended before it answered: run `workshop list` to see "
            ):
                await operate(tmp_path, MakeClaim("KTRWXY"))

    assert len(asked) == 1


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b'{"type":"backup","to":"/a\\u0000b"}', "could not do this, and says where in its log"),
        (b'{"type":"backup","to":"backup"}', "name the whole path"),
        (b'{"type":"new","study":"/","title":"T","day":{"invited":"many"}}', "is not a number of people"),
        (b"[" * 100_000, "is another version"),
    ],
)
async def test_whatever_comes_by_the_socket_is_answered(tmp_path: Path, line: bytes, told: str) -> None:
    async with open_house(tmp_path) as house, listening(house):
        reader, writer = await open_unix_connection(tmp_path / "serve.sock")
        with closing(writer):
            writer.write(line + b"\n")
            answered = await reader.readline()

    assert told in answered.decode()
    assert not (Path.cwd() / "backup").exists()


async def test_more_than_the_socket_takes_is_not_sent(tmp_path: Path) -> None:
    long = {f"word {number}": "x" * 100 for number in range(10_000)}

    with pytest.raises(Declined, match="do it in parts, or while nothing is served"):
        await ask(tmp_path, Redact("KTRWXY", long))


@pytest.mark.parametrize("command", [("list",), ("doctor",), ("purge",), ("export", "KTRWXY", "--to", "to")])
def test_a_folder_with_a_name_that_is_too_long(tmp_path: Path, command: tuple[str, ...]) -> None:
    ended = workshop(*command, "--data", tmp_path / ("x" * 300))

    assert (ended.code, len(ended.err.splitlines())) == (1, 1)


# --- where it is served ---


async def test_a_port_in_use(anyone: Operator) -> None:
    with closing(listener("127.0.0.1", 0)) as taken:
        anyone.server.url = address(taken)
        anyone.server.launches()

        assert await anyone.server.ends() == 1
        assert anyone.server.err == (
            f"Port {taken.getsockname()[1]} on 127.0.0.1 cannot be used (address already in use): "
            "choose another with --host or --port, or stop what uses it.\n"
        )


def test_the_next_free_port_is_taken_where_that_is_asked_for() -> None:
    with closing(listener("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with closing(listener("127.0.0.1", port, tries=20)) as next_free:
            assert port < next_free.getsockname()[1] < port + 20
    with pytest.raises(
        Mistaken, match=r"^No port from 8080 to 8081 on 203\.0\.113\.1 can be used \(cannot assign"
    ):
        listener("203.0.113.1", 8080, tries=2)


@pytest.mark.parametrize("everywhere", ["", "0.0.0.0", "::"])
def test_links_never_lead_to_everywhere(everywhere: str) -> None:
    with closing(listener(everywhere, 0)) as opened:
        port = opened.getsockname()[1]
        try:
            here = venue_address()
        except Mistaken:
            with pytest.raises(Mistaken, match=r"^This machine is in no network: "):
                address(opened)
        else:
            assert address(opened) == f"http://{here}:{port}"
            assert not is_everywhere(here)


@pytest.mark.parametrize(
    "nonsense",
    [
        "workshop.example.org",
        "ftp://workshop.example.org",
        "https://",
        "https:///path",
        "https://a b",
        "https://example.org:99999",
        "https://example.org:port",
        "https://name:word@example.org",
        "https://example.org/below",
        "https://example.org?x=1",
        "https://example.org#x",
        "https://[::1",
        "https://example.org\n",
    ],
)
async def test_a_public_address_that_is_none(nonsense: str, anyone: Operator) -> None:
    with pytest.raises(Mistaken):
        public_address(nonsense)

    told = await anyone.is_told("new", "--title", "T", "--public-url", nonsense)
    assert told == (
        f"The public address {nonsense!r} cannot be used: give one like https://workshop.example.org, "
        "with a port if need be and nothing after it."
    )


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        ("https://workshop.example.org/", "https://workshop.example.org"),
        ("http://Example.org:8443", "http://Example.org:8443"),
        ("http://192.168.1.7:8080", "http://192.168.1.7:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_a_public_address_that_is_one(given: str, kept: str) -> None:
    assert public_address(given) == kept


# --- Telegram ---


async def test_a_token_that_telegram_does_not_know_stops_it(tmp_path: Path) -> None:
    telegram = FakeTelegram(RealTime())
    async with serve_process(tmp_path / "data", telegram, {"TELEGRAM_BOT_TOKEN": OTHER_TOKEN}) as server:
        server.launches()

        assert await server.ends() == 1
        assert server.out == ""
        assert server.err == (
            "Telegram does not know this bot token: compare TELEGRAM_BOT_TOKEN, or the file given with "
            "--telegram-token-file, with what @BotFather shows.\n"
        )


async def test_without_a_network_the_browser_works_and_it_is_said_once(tmp_path: Path) -> None:
    nowhere = {"TELEGRAM_BOT_TOKEN": OTHER_TOKEN, "TELEGRAM_API_URL": "http://127.0.0.1:1"}
    async with serve_process(tmp_path / "data", environment=nowhere) as server:
        await server.starts()

        async with httpx.AsyncClient(base_url=server.url) as browser:
            assert (await browser.get("/healthz")).status_code == 200
        await server.stops()

        assert server.err.count("\n") == 1
        assert server.err.endswith(f" {AWAY}\n")
        assert OTHER_TOKEN not in server.out + server.err


async def test_told_to_stop_it_finishes_what_it_has_and_tells_telegram(tmp_path: Path) -> None:
    telegram = FakeTelegram(RealTime())
    async with both_channels(tmp_path / "data", telegram=telegram) as venue:
        ann = await venue.in_telegram("Ann", "A")
    async with serve_process(tmp_path / "data", telegram) as server:
        await server.starts()
        _, tap = ann.tap_unawaited("Skip this")
        await telegram.until(lambda: tap.answered)

        await server.stops()

        assert server.err == ""
        assert telegram.world.updates.pending() == []
        assert {path.name for path in server.folder.iterdir()} == {"journal.db", "lock", "studies"}


async def test_ctrl_c_while_it_starts_stops_it_in_order(anyone: Operator) -> None:
    anyone.server.launches()
    await anyone.server.has_the_folder()
    anyone.server.told(signal.SIGINT)

    assert (await anyone.server.ends(), anyone.server.err) == (0, "")
    await anyone.does("new", "--title", "Tuesday")


@pytest.mark.parametrize(
    ("mode", "content", "sentence"),
    [
        (0o640, OTHER_TOKEN, "Others can read the token file {file}: run chmod 600 {file} and start again."),
        (0o600, " \n", "The token file {file} is empty: put the bot's token into it."),
        (
            0o600,
            "hunter2",
            "What {file} holds is not a bot token: copy it from @BotFather, digits, a colon and letters.",
        ),
    ],
)
def test_a_token_file_that_will_not_do(mode: int, content: str, sentence: str, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(content)
    file.chmod(mode)

    with pytest.raises(Mistaken) as refused:
        telegram_token(file)
    assert str(refused.value) == sentence.format(file=file)


def test_a_token_file_that_is_not_there(tmp_path: Path) -> None:
    for file in (tmp_path / "nosuch", tmp_path):
        with pytest.raises(Mistaken, match=rf"^The token file {file} cannot be read: check the path"):
            telegram_token(file)


def test_a_token_comes_from_the_file_else_from_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{OTHER_TOKEN}\n")
    file.chmod(0o600)

    assert telegram_token(file, {"TELEGRAM_BOT_TOKEN": "1:x"}) == OTHER_TOKEN
    assert telegram_token(None, {"TELEGRAM_BOT_TOKEN": f" {OTHER_TOKEN} "}) == OTHER_TOKEN
    assert telegram_token(None, {}) == ""
    with pytest.raises(Mistaken, match=r"^What TELEGRAM_BOT_TOKEN holds is not a bot token"):
        telegram_token(None, {"TELEGRAM_BOT_TOKEN": "hunter2"})


def test_another_bot_api_server_is_an_address_or_nothing() -> None:
    assert telegram_url({}) == "https://api.telegram.org"
    assert telegram_url({"TELEGRAM_API_URL": "http://127.0.0.1:8081/below/"}) == "http://127.0.0.1:8081/below"
    with pytest.raises(Mistaken, match=r"^TELEGRAM_API_URL is 'nonsense': give an address like https://"):
        telegram_url({"TELEGRAM_API_URL": "nonsense"})


def test_a_webhook_needs_a_bot_and_https(tmp_path: Path) -> None:
    for token, url, refused in (
        ("", "https://example.org", "--webhook needs a bot"),
        (OTHER_TOKEN, "", "--webhook needs an address"),
        (OTHER_TOKEN, "http://example.org", "--webhook needs an address"),
    ):
        with pytest.raises(Mistaken, match=f"^{refused}"):
            check_webhook(Settings(data=tmp_path, token=token, public_url=url, webhook=True))
    check_webhook(Settings(data=tmp_path, token=OTHER_TOKEN, public_url="https://example.org", webhook=True))
    check_webhook(Settings(data=tmp_path))
