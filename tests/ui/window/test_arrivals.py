"""Files opened from outside: by argument, by the desktop, and handed over by a second start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from support.films import make_film
from support.studio import write_lines
from support.voices import add_voice

from cosydesk.studio import project_file
from cosydesk.ui.arrivals import Arrivals
from cosydesk.ui.importing.import_dialog import ImportDialog
from cosydesk.ui.main_window import MainWindow
from cosydesk.ui.reception import Reception, windows_dir
from cosydesk.ui.voice_dialog.voice_dialog import VoiceDialog

SUBTITLES = "1\n00:00:01,000 --> 00:00:02,500\nThe lamp is lit.\n"
PATIENCE_MS = 20_000
HAND_OVER = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from cosydesk.ui.hand_over import hand_over
application = QApplication([])
print(json.dumps([str(path) for path in hand_over([Path(name) for name in sys.argv[1:]])]))
"""

Kind = TypeVar("Kind", bound=QDialog)


@pytest.fixture
def arrivals(window: MainWindow) -> Arrivals:
    return Arrivals(window)


@pytest.fixture
def reception(window: MainWindow, arrivals: Arrivals) -> Iterator[Reception]:
    door = Reception(window, arrivals.wanted, arrivals.take)
    assert door.name
    yield door
    door.close()


@pytest.fixture
def second_start(qtbot: QtBot) -> Callable[..., list[Path]]:
    """Another process hands over files, while this one's window goes on; gives what is left to that process."""

    def start(*files: Path) -> list[Path]:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-c", HAND_OVER, *map(str, files)]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as other:
            qtbot.waitUntil(lambda: other.poll() is not None, timeout=PATIENCE_MS)
            assert other.stdout is not None
            return [Path(name) for name in json.loads(other.stdout.read())]

    return start


def make_project(path: Path, text: str) -> Path:
    project = project_file.create(path)
    write_lines(project, text)
    project_file.close(project)
    return path


def make_script(path: Path) -> Path:
    path.write_text(SUBTITLES, encoding="utf-8")
    return path


def make_voice(window: MainWindow, path: Path, name: str) -> Path:
    """A voice file of a voice that the library doesn't have."""
    mine = window.document.voices.mine
    voice = add_voice(mine, name, hz=100.0 + sum(map(ord, name)) % 90)
    mine.export(voice.id, path)
    mine.delete(voice.id)
    return path


def names(window: MainWindow) -> list[str]:
    return [voice.name for voice in window.document.voices.mine.all()]


def texts(window: MainWindow) -> list[str]:
    return [line.text for line in window.document.project.lines]


def shown(window: MainWindow, kind: type[Kind]) -> list[Kind]:
    return [dialog for dialog in window.findChildren(kind) if dialog.isVisible()]


def test_a_project_a_voice_and_a_script_are_opened_in_turn(
    window: MainWindow, arrivals: Arrivals, qtbot: QtBot, tmp_path: Path
) -> None:
    project = make_project(tmp_path / "灯 lamp.cosydesk", "Who lit it?")
    voice = make_voice(window, tmp_path / "Bea.cosyvoice", "Bea")
    arrivals.take([make_script(tmp_path / "film.srt"), voice, project])
    qtbot.waitUntil(lambda: bool(shown(window, ImportDialog)), timeout=PATIENCE_MS)
    assert texts(window) == ["Who lit it?"]
    assert names(window) == [], "the voice waits until the import is decided"
    dialog = shown(window, ImportDialog)[0]
    assert dialog.path.name == "film.srt"
    dialog.reject()
    qtbot.waitUntil(lambda: names(window) == ["Bea"], timeout=PATIENCE_MS)
    assert texts(window) == ["Who lit it?"]


def test_nothing_is_opened_under_the_tour(
    window: MainWindow, arrivals: Arrivals, qtbot: QtBot, tmp_path: Path
) -> None:
    for number in (1, 2):
        window.dialogs.show_tour()
        arrivals.take([make_script(tmp_path / f"{number}.srt")])
        QApplication.processEvents()
        assert window.dialogs.tour.isVisible()
        assert not shown(window, ImportDialog)
        window.dialogs.tour.end()
        qtbot.waitUntil(lambda: bool(shown(window, ImportDialog)), timeout=PATIENCE_MS)
        shown(window, ImportDialog)[0].reject()
        qtbot.waitUntil(lambda: not window.findChildren(ImportDialog), timeout=PATIENCE_MS)


def test_text_sound_and_film_have_their_places(
    window: MainWindow, arrivals: Arrivals, qtbot: QtBot, tmp_path: Path
) -> None:
    note = tmp_path / "NOTE.TXT"
    note.write_text("One.\nTwo.\n", encoding="utf-8")
    arrivals.take([note])
    qtbot.waitUntil(lambda: bool(shown(window, ImportDialog)), timeout=PATIENCE_MS)
    shown(window, ImportDialog)[0].reject()
    sound = tmp_path / "me.wav"
    add_voice(window.document.voices.mine)
    sound.write_bytes(b"RIFF")  # the dialog says what is wrong with it
    arrivals.take([sound])
    qtbot.waitUntil(lambda: bool(shown(window, VoiceDialog)), timeout=PATIENCE_MS)
    shown(window, VoiceDialog)[0].reject()
    film = make_film(tmp_path / "film.mp4", seconds=1.0)
    arrivals.take([film])
    qtbot.waitUntil(lambda: window.video.film.path == film, timeout=PATIENCE_MS)


def test_further_projects_get_windows_of_their_own(
    window: MainWindow, arrivals: Arrivals, qtbot: QtBot, tmp_path: Path
) -> None:
    one, two, three = (make_project(tmp_path / f"{name}.cosydesk", name) for name in ("one", "two", "three"))
    wanted: list[Path] = []
    arrivals.window_wanted.connect(wanted.append)
    arrivals.take([one, two, three])
    qtbot.waitUntil(lambda: texts(window) == ["one"], timeout=PATIENCE_MS)
    assert wanted == [two, three]


def test_what_is_missing_or_strange_is_said(
    window: MainWindow, arrivals: Arrivals, qtbot: QtBot, tmp_path: Path
) -> None:
    arrivals.take([tmp_path / "gone.srt"])
    qtbot.waitUntil(lambda: window.messages.message == "gone.srt isn't there any more.", timeout=PATIENCE_MS)
    strange = tmp_path / "sheet.xlsx"
    strange.write_bytes(b"PK")
    arrivals.take([strange])
    qtbot.waitUntil(lambda: window.messages.message == "CosyDesk can't open sheet.xlsx.", timeout=PATIENCE_MS)
    arrivals.take([tmp_path / "gone.cosydesk"])
    qtbot.waitUntil(lambda: "gone.cosydesk" in window.messages.message, timeout=PATIENCE_MS)


def test_a_second_start_leaves_the_open_project_to_its_window(
    window: MainWindow,
    reception: Reception,
    second_start: Callable[..., list[Path]],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    mine = make_project(tmp_path / "mine.cosydesk", "Mine.")
    other = make_project(tmp_path / "other.cosydesk", "Other.")
    link = tmp_path / "link.cosydesk"
    link.symlink_to(mine)
    assert window.files.open(mine)
    window.showMinimized()
    assert second_start(link, other) == [other]
    qtbot.waitUntil(lambda: not window.isMinimized(), timeout=PATIENCE_MS)
    assert window.document.project.path == mine
    assert not window.document.project.read_only


def test_a_second_start_hands_voices_to_the_window_but_not_those_of_another_project(
    window: MainWindow,
    reception: Reception,
    second_start: Callable[..., list[Path]],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    voice = make_voice(window, tmp_path / "Cleo.cosyvoice", "Cleo")
    other = make_project(tmp_path / "other.cosydesk", "Other.")
    assert second_start(other, voice) == [other, voice]
    assert second_start(voice) == []
    qtbot.waitUntil(lambda: "Cleo" in names(window), timeout=PATIENCE_MS)


def test_a_script_comes_along_with_the_project_that_a_window_shows(
    window: MainWindow,
    reception: Reception,
    second_start: Callable[..., list[Path]],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    mine = make_project(tmp_path / "mine.cosydesk", "Mine.")
    assert window.files.open(mine)
    assert second_start(make_script(tmp_path / "film.srt"), mine) == []
    qtbot.waitUntil(lambda: bool(shown(window, ImportDialog)), timeout=PATIENCE_MS)


def test_what_a_killed_window_left_is_cleared_away(
    window: MainWindow, second_start: Callable[..., list[Path]], tmp_path: Path
) -> None:
    script = (
        "import os, signal\n"
        "from PySide6.QtWidgets import QApplication, QWidget\n"
        "from cosydesk.ui.reception import Reception\n"
        "application = QApplication([]); window = QWidget()\n"
        "assert Reception(window, list, print).name\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, check=False
    )
    assert len(list(windows_dir().iterdir())) == 1
    voice = tmp_path / "Dora.cosyvoice"
    assert second_start(voice) == [voice]
    assert list(windows_dir().iterdir()) == []


def test_nonsense_at_the_door_changes_nothing(
    window: MainWindow, reception: Reception, qtbot: QtBot, tmp_path: Path
) -> None:
    from PySide6.QtNetwork import QLocalSocket

    gone = QLocalSocket.LocalSocketState.UnconnectedState
    before = texts(window)
    for words in (b"nonsense\n", b'{"files": 3}\n', b"[]\n", b'{"token": "x"}\n', b"\xff\xfe\n"):
        socket = QLocalSocket()
        socket.connectToServer(reception.name)
        assert socket.waitForConnected(PATIENCE_MS)
        socket.write(words)
        qtbot.waitUntil(lambda socket=socket: socket.state() is gone, timeout=PATIENCE_MS)
        assert bytes(socket.readAll().data()) == b""
    assert texts(window) == before
