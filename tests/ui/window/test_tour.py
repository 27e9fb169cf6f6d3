"""The tour: four steps, by keyboard, shown once, and again when asked for."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from cosydesk.settings import Settings
from cosydesk.ui.actions import ActionId
from cosydesk.ui.main_window import MainWindow


def test_four_steps_by_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    window.settings.tour_seen = False
    window.activateWindow()
    window.actions_by_id[ActionId.TOUR].trigger()
    tour = window.dialogs.tour
    assert tour.isVisible()
    titles = [tour.title]
    for _ in range(3):
        qtbot.keyClick(tour, Qt.Key.Key_Right)
        titles.append(tour.title)
    assert titles == ["Voices", "Script", "Speak", "Timeline and export"]
    qtbot.keyClick(tour, Qt.Key.Key_Left)
    assert tour.title == "Speak"
    qtbot.keyClick(tour, Qt.Key.Key_Right)
    assert tour.isVisible()
    qtbot.keyClick(tour, Qt.Key.Key_Return)
    assert not tour.isVisible()
    assert Settings.load(window.settings.path).tour_seen


def test_escape_and_the_button_skip_it(window: MainWindow, qtbot: QtBot) -> None:
    tour = window.dialogs.tour
    tour.begin()
    with qtbot.waitSignal(tour.ended):
        qtbot.keyClick(tour, Qt.Key.Key_Escape)
    tour.begin()
    with qtbot.waitSignal(tour.ended):
        qtbot.mouseClick(tour.skip, Qt.MouseButton.LeftButton)
    assert not tour.isVisible()


def test_callouts_stay_inside_and_beside_what_they_point_at(window: MainWindow, qtbot: QtBot) -> None:
    tour = window.dialogs.tour
    for size in ((960, 600), (1440, 900)):
        window.resize(*size)
        tour.begin()
        for step in range(4):
            card = tour._card.geometry()
            assert tour.rect().contains(card), (size, step)
            tour.go(1)
    assert not tour.isVisible()
    window.resize(1440, 900)


def test_language_changes_under_the_open_tour(window: MainWindow, qtbot: QtBot) -> None:
    tour = window.dialogs.tour
    tour.begin()
    english = tour.skip.text()
    window.translation.choose("zh_CN")
    qtbot.waitUntil(lambda: tour.skip.text() != english or window.top_bar.speak.text() == "朗读本句")
    corner = tour.mapToGlobal(QPoint(0, 0))
    assert corner == window.mapToGlobal(QPoint(0, 0))
    tour.end()
