"""The data folder is private, and one process holds it."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.folder import FolderRefused, FolderServed, locked

ROOT = Path(__file__).parents[2]

HOLD = """
import sys
from pathlib import Path
from bot.folder import locked

with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def refusal(folder: Path) -> str:
    with pytest.raises(FolderRefused) as refused, locked(folder):
        pass
    return str(refused.value)


def test_a_new_folder_is_made_and_nobody_else_may_look_in(tmp_path: Path) -> None:
    folder = tmp_path / "over" / "there"

    with locked(folder):
        assert {path.name: mode(path) for path in (folder, *folder.iterdir())} == {
            "there": 0o700,
            "lock": 0o600,
        }


@pytest.mark.parametrize("inside", [[], ["journal.db", "studies"]])
def test_a_folder_of_ours_that_is_open_to_others_is_closed(tmp_path: Path, inside: list[str]) -> None:
    tmp_path.chmod(0o755)
    for name in inside:
        (tmp_path / name).touch()

    with locked(tmp_path):
        assert mode(tmp_path) == 0o700


def test_a_folder_of_other_files_that_is_open_to_others_is_left_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "holiday.jpg").touch()

    assert refusal(tmp_path) == (
        f"{tmp_path} holds other files and is open to others on this machine: "
        "name a new folder with --data, or close this one with `chmod 700`."
    )
    assert mode(tmp_path) == 0o755
    assert [path.name for path in tmp_path.iterdir()] == ["holiday.jpg"]


def test_a_file_in_the_folders_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").touch()

    assert refusal(tmp_path / "data") == (
        f"{tmp_path / 'data'} cannot be used (File exists): "
        "make it yours to read and write, or name another with --data."
    )


def test_a_folder_that_is_served_says_by_whom_until_that_one_ends(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as serving:
        assert serving.stdout is not None
        assert serving.stdout.readline() == b"held\n"

        with pytest.raises(FolderServed) as served, locked(tmp_path):
            pass
        assert str(served.value) == (
            f"{tmp_path} is already served (by process {serving.pid}): "
            "stop that one first, or name another folder with --data."
        )
        serving.send_signal(signal.SIGKILL)

    with locked(tmp_path):
        assert (tmp_path / "lock").read_text() == str(os.getpid())


def test_once_let_go_the_folder_can_be_held_again(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("4194304 was a longer number")
    for _ in range(2):
        with locked(tmp_path):
            assert (tmp_path / "lock").read_text() == str(os.getpid())
