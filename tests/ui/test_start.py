"""Starting: what the first and later starts show, and what the window's process must not load."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

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
