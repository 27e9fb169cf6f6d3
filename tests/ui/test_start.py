"""Starting: what the first and later starts show, and what the window's process must not load."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from support.studio import write_lines

from cosydesk.settings import Settings
from cosydesk.studio import project_file
from cosydesk.ui.files import first_project

PROBE = """
import json, sys
from PySide6.QtWidgets import QApplication
from cosydesk.app import build
from cosydesk.settings import Settings
application = QApplication([])
window = build(application, Settings.load())
window.show()
application.processEvents()
heavy = [name for name in sys.modules if name.split(".")[0] in ("torch", "torchaudio", "onnxruntime", "spacy", "av")]
heavy += [name for name in sys.modules if name == "cosydesk.ui.video.panel"]
engine = [name for name in sys.modules if name.startswith("cosydesk.engine.")]
print(json.dumps([sorted(set(n.split(".")[0] for n in heavy)), engine]))
window.queue.shutdown(); window.player.close(); window.close()
"""


def run(code: list[str], home: Path) -> str:
    environment = {**os.environ, "COSYDESK_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, *code], env=environment, capture_output=True, text=True, timeout=120, check=True
    )
    return done.stdout


def test_window_loads_neither_torch_nor_the_models(home: Path) -> None:
    heavy, engine = json.loads(run(["-c", PROBE], home).splitlines()[-1])
    assert heavy == []
    models = {
        "frontend",
        "llm",
        "flow",
        "vocoder",
        "starter",
        "layers",
        "pipeline",
        "cosyvoice1",
        "checkpoint",
    }
    assert not {name.split(".")[2] for name in engine} & models


def test_first_frame_is_reported_and_the_process_ends(home: Path) -> None:
    output = run(["-m", "cosydesk", "--quit-after-first-frame"], home)
    assert 0 < json.loads(output)["first_frame_ms"] < 60_000


def test_first_start_shows_the_welcome_scene_and_later_ones_the_last_project(
    home: Path, tmp_path: Path
) -> None:
    settings = Settings.load()
    project, failure = first_project(settings)
    assert failure is None
    assert len(project.lines) >= 5
    assert len({line.voice_id for line in project.lines}) == 3
    path = tmp_path / "mine.cosydesk"
    project_file.save_as(project, path)
    project_file.close(project)
    settings.last_project = str(path)
    again, _ = first_project(settings)
    assert again.path == path
    project_file.close(again)


def test_damaged_last_project_is_reported_and_left_alone(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.cosydesk"
    path.write_bytes(b"SQLite format 3\x00 but no more")
    settings = Settings.load()
    settings.last_project = str(path)
    project, failure = first_project(settings)
    assert failure is not None
    assert [line.text for line in project.lines] == [""]
    assert path.read_bytes().startswith(b"SQLite format 3")
    project_file.close(project)


OPENINGS = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QFileOpenEvent
from cosydesk import app
from cosydesk.ui.application import Application

make = app.build
early, late = map(Path, sys.argv[1:])

def build(application, settings, project):
    assert isinstance(application, Application) and not application.windowIcon().isNull()
    application.postEvent(application, QFileOpenEvent(QUrl.fromLocalFile(str(early))))
    window = make(application, settings, project)
    def texts():
        return [line.text for line in window.document.project.lines]
    def first():
        if texts() != ["Early."]:
            return QTimer.singleShot(10, first)
        application.postEvent(application, QFileOpenEvent(str(late)))
        second()
    def second():
        if texts() != ["Late."]:
            return QTimer.singleShot(10, second)
        print(json.dumps(window.windowTitle()))
        window.close()
    QTimer.singleShot(0, first)
    return window

app.build = build
app.main([])
"""


def test_what_the_system_asks_for_is_opened_before_and_after_there_is_a_window(
    home: Path, tmp_path: Path
) -> None:
    """As macOS does it."""
    settings = Settings.load()
    settings.first_start_seen = settings.tour_seen = True
    settings.save()
    paths = []
    for word in ("Early", "Late"):
        project = project_file.create(tmp_path / f"{word.lower()}.cosydesk")
        write_lines(project, f"{word}.")
        paths.append(str(project.path))
        project_file.close(project)
    output = run(["-c", OPENINGS, *paths], home)
    assert json.loads(output.splitlines()[-1]) == "late — CosyDesk"


def test_a_start_with_the_project_of_an_open_window_ends_at_once(home: Path, tmp_path: Path) -> None:
    settings = Settings.load()
    settings.first_start_seen = settings.tour_seen = True
    settings.save()
    project = project_file.create(tmp_path / "灯 lamp.cosydesk")
    write_lines(project, "Mine.")
    project_file.close(project)
    environment = {**os.environ, "COSYDESK_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "cosydesk"]
    first = subprocess.Popen([*command, str(project.path)], env=environment)
    try:
        entries = home / "cache" / "windows"
        deadline = time.monotonic() + 60
        while not (entries.is_dir() and any(entries.iterdir())) and time.monotonic() < deadline:
            threading.Event().wait(0.05)
        assert project.path is not None
        # By its address, as a file manager may give it: this process is to end, for that window has it.
        again = subprocess.run([*command, project.path.as_uri()], env=environment, timeout=60, check=False)
        assert again.returncode == 0
        assert first.poll() is None
    finally:
        first.terminate()
        first.wait(60)
    assert not any(entries.iterdir())
