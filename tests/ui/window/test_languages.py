"""The language changes under everything that is open, and no text of the old one stays."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from cosydesk.ui.actions import SPECS
from cosydesk.ui.main_window import MainWindow
from tests.ui.window.conftest import write

ROOT = Path(__file__).resolve().parents[3]
OWN_NAMES = {"English"}
"""Languages are called by their own names."""


@pytest.fixture(scope="module")
def translated() -> frozenset[str]:
    """English texts that have a Chinese one of their own wherever they stand."""
    spec = importlib.util.spec_from_file_location("translate", ROOT / "packaging" / "translate.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    texts: dict[tuple[str, str], str] = tool.texts(tool.TARGET)
    # What has no Chinese yet is the business of tests/ui/test_translation.py.
    lacking = {problem.split(": ", 2)[2] for problem in tool.problems()}
    changed = {source for (_, source), target in texts.items() if target and target != source}
    return frozenset(changed - lacking - OWN_NAMES)


def english(root: QWidget, translated: frozenset[str]) -> set[str]:
    """What still stands in English on and below a widget, in texts, tooltips, placeholders and names."""
    found: set[str] = set()
    for widget in (root, *root.findChildren(QWidget)):
        if isinstance(widget, QLabel | QAbstractButton):
            found.add(widget.text())
        if isinstance(widget, QLineEdit):
            found.add(widget.placeholderText())
        if isinstance(widget, QMenu):
            found |= {widget.title(), *(action.text() for action in widget.actions())}
        if isinstance(widget, QComboBox):
            found |= {widget.itemText(index) for index in range(widget.count())}
        found |= {widget.toolTip(), widget.accessibleName(), widget.windowTitle()}
    return found & translated


def until_none(qtbot: QtBot, ask: Callable[[], set[str]]) -> None:
    """Wait until nothing is left; the failure says what is."""

    def empty() -> None:
        assert ask() == set()

    qtbot.waitUntil(empty)


@pytest.mark.parametrize("name", ["preferences", "shortcuts", "palette", "tour", "export", "about"])
def test_what_is_open_changes_with_the_window(
    window: MainWindow, qtbot: QtBot, translated: frozenset[str], name: str
) -> None:
    show: dict[str, Callable[[], object]] = {"export": window.export}
    show.get(name, getattr(window.dialogs, f"show_{name}", lambda: None))()
    opened: QWidget = (
        getattr(window.dialogs, name)
        if name in ("palette", "tour")
        else next(dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())
    )
    if name not in ("palette", "tour"):
        assert english(opened, translated)
    window.translation.choose("zh_CN")
    until_none(qtbot, lambda: english(opened, translated))
    if name == "palette":
        window.dialogs.palette.close_palette()
    if name == "tour":
        window.dialogs.tour.end()


def test_window_menus_and_actions_change(
    window: MainWindow, qtbot: QtBot, translated: frozenset[str]
) -> None:
    write(window, "你好。", voice="starter:zf_xiaoxiao")
    assert len(english(window, translated)) > 20
    window.translation.choose("zh_CN")
    until_none(qtbot, lambda: english(window, translated))
    for action_id, spec in SPECS.items():
        if spec.text in translated:
            assert window.actions_by_id[action_id].text() != spec.text, action_id
    window.translation.choose("en")
    qtbot.waitUntil(lambda: len(english(window, translated)) > 20)


def test_messages_follow(window: MainWindow, qtbot: QtBot, translated: frozenset[str]) -> None:
    first, _ = write(window, "Hello.", "…")
    window.document.apply(window.document.project.edit_line(first, voice_id=""))
    window.commands.speak([first])
    assert window.messages.message == "Line 1 has no voice yet."
    assert "Choose one from the voices on the left." in english(window.messages, translated)
    window.translation.choose("zh_CN")
    until_none(qtbot, lambda: english(window.messages, translated))
    assert window.messages.message.startswith("第 1")
    window.translation.choose("en")
    qtbot.waitUntil(lambda: window.messages.message == "Line 1 has no voice yet.")
