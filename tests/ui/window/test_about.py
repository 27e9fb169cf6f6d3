"""The About box: versions to copy, the licences of others, the logs."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

import cosydesk
from cosydesk import paths
from cosydesk.licences import Component, Part, notices, save
from cosydesk.ui.actions import ActionId
from cosydesk.ui.dialogs.about_dialog import AboutDialog
from cosydesk.ui.dialogs.versions import versions
from cosydesk.ui.main_window import MainWindow
from cosydesk.ui.reading.licences_dialog import LicencesDialog
from tests.support.accessible import nameless


@pytest.fixture
def about(window: MainWindow) -> AboutDialog:
    window.actions_by_id[ActionId.ABOUT].trigger()
    (dialog,) = window.findChildren(AboutDialog)
    return dialog


@pytest.fixture
def opened_links(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that would have been opened outside."""
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    return opened


def licences_of(about: AboutDialog, qtbot: QtBot) -> LicencesDialog:
    qtbot.mouseClick(about.licences, Qt.MouseButton.LeftButton)
    (dialog,) = about.findChildren(LicencesDialog)
    qtbot.waitUntil(lambda: bool(dialog.components), timeout=30_000)
    return dialog


def shown(dialog: LicencesDialog) -> list[str]:
    rows = range(dialog.names.count())
    return [dialog.names.item(row).text() for row in rows if not dialog.names.isRowHidden(row)]


def test_it_tells_the_versions_and_copies_them(about: AboutDialog, qtbot: QtBot) -> None:
    told = dict(versions())
    assert told["CosyDesk"] == cosydesk.__version__
    assert told["Python"] == platform.python_version()
    assert told["PyTorch"] == version("torch")
    assert told["FFmpeg"][0].isdigit()
    assert {*told.values()} - {cosydesk.__version__} <= {label.text() for label in about.findChildren(QLabel)}
    qtbot.mouseClick(about.copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied == [f"{name} {number}" for name, number in told.items()]
    assert about.copy.text() == "Copied"


def test_it_opens_the_folder_of_the_logs(about: AboutDialog, qtbot: QtBot, opened_links: list[str]) -> None:
    qtbot.mouseClick(about.logs, Qt.MouseButton.LeftButton)
    assert [QUrl(link).toLocalFile() for link in opened_links] == [str(paths.log_dir())]


@pytest.mark.slow
def test_licences_are_found_by_name_licence_and_what_is_inside(
    about: AboutDialog, qtbot: QtBot, opened_links: list[str]
) -> None:
    dialog = licences_of(about, qtbot)
    assert dialog.components == notices()
    assert len(shown(dialog)) == len(dialog.components)
    qtbot.keyClicks(dialog.field, "NUMPY")
    assert f"numpy {version('numpy')}" in shown(dialog)
    dialog.field.setText("lgpl")
    assert "PySide6 " + version("PySide6") in shown(dialog)
    assert all("LGPL" in dialog.components[row].licence for row in visible(dialog))
    dialog.field.setText("num2words")
    text = dialog.page.toPlainText()
    assert "LGPL-2.1-or-later" in text
    assert "you may put another version of it there" in text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text.upper()
    dialog.page.anchorClicked.emit(QUrl("https://example.org/"))
    assert opened_links == ["https://example.org/"]
    dialog.field.setText("nothing of this name")
    assert shown(dialog) == []


def visible(dialog: LicencesDialog) -> list[int]:
    return [row for row in range(dialog.names.count()) if not dialog.names.isRowHidden(row)]


def test_a_packaged_program_shows_what_its_build_wrote(
    about: AboutDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = Component(
        "whatever <b>", "3", "MIT", texts=(("LICENSE", "Do & let do."),), parts=(Part("p", "1", ""),)
    )
    save([entry], tmp_path / "third-party.json")
    monkeypatch.setattr("cosydesk.licences.resource", lambda _name: tmp_path / "third-party.json")
    dialog = licences_of(about, qtbot)
    assert shown(dialog) == ["whatever <b> 3"]
    for words in ("whatever <b> 3", "Do & let do.", "Contains p 1"):
        assert words in dialog.page.toPlainText()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_everything_in_it_has_a_name(
    window: MainWindow, about: AboutDialog, qtbot: QtBot, language: str
) -> None:
    dialog = licences_of(about, qtbot)
    window.translation.choose(language)
    title = "Third-party licences" if language == "en" else "第三方许可"
    qtbot.waitUntil(lambda: dialog.windowTitle() == title)
    assert nameless(about) == []
    assert nameless(dialog) == []
