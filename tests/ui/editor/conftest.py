"""A script editor on a real document, in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cosydesk.studio.library import Library
from cosydesk.studio.project import Project
from cosydesk.ui.document import Document
from cosydesk.ui.theme import Theme
from cosydesk.ui.voices import VoiceCatalogue
from tests.ui.editor.desk import VOICES, Desk


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


@pytest.fixture
def document(qapp: QApplication, tmp_path: Path) -> Iterator[Document]:
    made = Document(Project(), VoiceCatalogue(Library(tmp_path / "library.sqlite", VOICES)))
    yield made
    # A stack that is found by the garbage collector would delete its commands a second time.
    made.undo.clear()


@pytest.fixture
def desk(qtbot: QtBot, document: Document, theme: Theme, tmp_path: Path) -> Desk:
    return Desk(qtbot, document, theme, tmp_path)
