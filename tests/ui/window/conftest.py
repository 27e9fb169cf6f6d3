"""The real window with the real engine process, built once for a module and given a fresh project for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import PySide6.QtMultimedia  # noqa: F401 - what it warns of at loading belongs to no test
import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from cosydesk import app
from cosydesk.engine.random_model import write_random_model
from cosydesk.settings import Settings
from cosydesk.ui.main_window import MainWindow
from tests.ui.window.model_hub import desk  # noqa: F401 - a fixture

ENGLISH = "starter:af_heart"
CHINESE = "starter:zf_xiaoxiao"
TINY = "Tiny:中文女"
"""A voice of the model that `opened` has open."""
DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def built(qapp: QApplication) -> Iterator[MainWindow]:
    settings = Settings.load()
    settings.language, settings.theme = "en", "light"
    window = app.build(qapp, settings)
    window.show()
    yield window
    window.queue.shutdown()
    window.player.close()
    window.close()
    window.deleteLater()


@pytest.fixture
def window(built: MainWindow, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window with one empty line, in English and light."""
    built.translation.choose("en")
    built.theme.choose("light")
    assert built.files.new()
    built.messages.hide()
    yield built
    built.queue.cancel_all()
    built.player.stop()
    for dialog in built.findChildren(QDialog):
        dialog.close()
        dialog.setParent(None)
        dialog.deleteLater()
    built.translation.choose("en")
    built.theme.choose("light")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small model of random weights in the release's layout."""
    path = tmp_path_factory.mktemp("模型 models") / "Tiny"
    write_random_model(path, config=DATA / "tiny.yaml")
    return path


@pytest.fixture
def opened(window: MainWindow, folder: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window with that model open."""
    with qtbot.waitSignal(window.models.opened, timeout=60_000):
        window.models.open(folder)
    yield window
    for entry in window.models.entries():
        window.models.close(entry.id)


def write(window: MainWindow, *texts: str, voice: str = ENGLISH) -> list[str]:
    """Make these the script; returns the ids of the lines."""
    project = window.document.project
    lines = [project.new_line(text, voice) for text in texts]
    window.document.apply(project.edit_lines([line.id for line in project.lines], lines, 0))
    window.editor.focus_line(lines[0].id)
    window.document.set_current_line(lines[0].id)
    return [line.id for line in lines]
