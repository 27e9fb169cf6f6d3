"""Everything can be reached by keyboard, and says what it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from cosydesk.ui.actions import ActionId
from cosydesk.ui.main_window import MainWindow
from tests.support.accessible import nameless
from tests.support.studio import tone
from tests.ui.window.conftest import write


def filled(window: MainWindow) -> None:
    """A script with takes, a clip, a failure card's place, and a message."""
    ids = write(window, "Hello there.", "And <strong>more</strong> [breath] to say.")
    project = window.document.project
    for line_id in ids:
        project.add_take(line_id, project.take_request(project.line(line_id)), tone(0.5), 24_000)
    window.messages.show_error("Something is wrong.", "Do this.")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_widget_that_can_have_the_keyboard_has_a_name(window: MainWindow, language: str) -> None:
    window.translation.choose(language)
    filled(window)
    for tab in (0, 1, 2):
        window.inspector.show_tab(tab)
        assert nameless(window) == []
    window.inspector.show_tab(0)


@pytest.mark.parametrize(
    "name",
    ["preferences", "shortcuts", "about", "palette", "tour", "export", "clean_takes", "this_computer"],
)
def test_so_has_everything_in_what_opens_over_the_window(window: MainWindow, qtbot: QtBot, name: str) -> None:
    filled(window)
    show: dict[str, Callable[[], object]] = {"export": window.export}
    show.get(name, getattr(window.dialogs, f"show_{name}", lambda: None))()
    dialogs = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    opened: list[QWidget] = [*dialogs]
    if name in ("palette", "tour"):
        opened.append(getattr(window.dialogs, name))
    assert opened
    for part in opened:
        assert nameless(part) == []
    if name == "palette":
        window.dialogs.palette.close_palette()
    if name == "tour":
        window.dialogs.tour.end()


def panel_of(window: MainWindow, widget: QWidget | None) -> str:
    parts = {
        "top bar": window.top_bar,
        "library": window.library,
        "editor": window.editor,
        "inspector": window.inspector,
        "timeline": window.timeline,
    }
    for name, part in parts.items():
        if widget is not None and (widget is part or part.isAncestorOf(widget)):
            return name
    return ""


def test_f6_goes_round_all_panels_and_back(window: MainWindow, qtbot: QtBot) -> None:
    filled(window)
    window.activateWindow()
    window.editor.edit.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.editor.edit)
    seen = []
    for _ in range(5):
        window.actions_by_id[ActionId.NEXT_PANEL].trigger()
        seen.append(panel_of(window, QApplication.focusWidget()))
    assert seen == ["inspector", "timeline", "top bar", "library", "editor"]
    assert QApplication.focusWidget() is window.editor.edit
    window.actions_by_id[ActionId.PREVIOUS_PANEL].trigger()
    assert panel_of(window, QApplication.focusWidget()) == "library"
    window.actions_by_id[ActionId.SHOW_TIMELINE].trigger()
    for _ in range(4):
        window.actions_by_id[ActionId.NEXT_PANEL].trigger()
        assert panel_of(window, QApplication.focusWidget()) != "timeline"
    window.actions_by_id[ActionId.SHOW_TIMELINE].trigger()


def test_tab_goes_through_the_panels_in_the_order_of_the_window(window: MainWindow, qtbot: QtBot) -> None:
    filled(window)
    window.activateWindow()
    window.top_bar.menu_button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.top_bar.menu_button)
    order: list[str] = []
    for _ in range(120):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused is window.editor.edit:
            # Tab is not typed here; F6 and Ctrl+Tab leave the script.
            window.actions_by_id[ActionId.NEXT_PANEL].trigger()
        else:
            qtbot.keyClick(focused, Qt.Key.Key_Tab)
        name = panel_of(window, QApplication.focusWidget())
        if name and (not order or order[-1] != name):
            order.append(name)
        if QApplication.focusWidget() is window.top_bar.menu_button:
            break
    assert QApplication.focusWidget() is window.top_bar.menu_button
    places = [order.index(name) for name in ("library", "editor", "inspector", "timeline")]
    assert places == sorted(places), order


def test_the_focus_can_be_seen(window: MainWindow, qtbot: QtBot) -> None:
    """Each kind of control looks different while it has the keyboard."""
    filled(window)
    window.activateWindow()
    inspector = window.inspector.line
    for widget in (
        window.top_bar.speak,
        window.top_bar.transport.play,
        window.library.search,
        window.library.filter,
        window.inspector.queue_tab,
        inspector.voice,
        inspector.speed,
    ):
        window.editor.edit.setFocus()
        before = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(widget.hasFocus)
        assert widget.grab().toImage() != before, widget
