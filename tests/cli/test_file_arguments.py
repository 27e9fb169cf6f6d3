"""What on the command line is a file for the window, and what is a command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cosydesk.__main__ import opens_window
from cosydesk.cli.file_arguments import path_of


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["scene.cosydesk"],
        ["SCENE.COSYDESK"],
        ["Ann.cosyvoice", "film.srt", "script.docx"],
        ["file:///home/ann/%E7%81%AF.cosydesk"],
        ["--model-dir", "models/one"],
        ["scene.cosydesk", "--model-dir", "models/one"],
        ["--quit-after-first-frame", "scene.cosydesk"],
    ],
)
def test_files_open_the_window(arguments: list[str]) -> None:
    assert opens_window(arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        ["voices"],
        ["say", "film.srt"],
        ["--version"],
        ["sya", "hello"],
        ["nowhere.mp4"],
        ["scene.cosydesk", "--loudness"],
        ["a\0b.mp4"],
    ],
)
def test_commands_and_slips_do_not(arguments: list[str]) -> None:
    assert not opens_window(arguments)


def test_what_is_there_may_be_of_any_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "voices").mkdir()
    (tmp_path / "film.mp4").write_bytes(b"")
    assert opens_window(["film.mp4"])
    assert opens_window([str(tmp_path / "voices")])
    assert not opens_window(["voices"]), "a command, although a folder has its name"


def test_paths_and_addresses_become_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert path_of("a/灯.srt") == tmp_path / "a" / "灯.srt"
    file = tmp_path / "灯 & lamp #1.srt"
    assert path_of(file.as_uri()) == file
    assert path_of(file.as_uri().replace("file://", "file://localhost")) == file


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_without_a_display_a_file_gets_one_line(tmp_path: Path) -> None:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in names}
    command = [sys.executable, "-m", "cosydesk", "film.srt"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.strip() == "cosydesk: There is no display to open film.srt on."
