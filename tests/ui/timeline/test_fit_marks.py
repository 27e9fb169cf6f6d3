"""What the menu of a clip does about its slot and its tempo, and what the clip says of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cosydesk.studio.fit import FitState, fit_state
from cosydesk.ui.fit_words import badge
from cosydesk.ui.timeline.geometry import clip_rect
from cosydesk.ui.timeline.number_popover import NumberPopover

from .conftest import RATE, Desk
from .test_mouse import choose, menu_at

SLOTS = {"one": (1.0, 1.8), "two": (1.85, 2.25), "three": (2.3, 5.0)}
"""Seconds. The speech of each line is a second long: it fits when it is played faster, is too long, and fits."""


@pytest.fixture
def slotted(desk: Desk) -> Desk:
    for line_id, (start, end) in SLOTS.items():
        desk.document.apply(
            desk.project.edit_line(line_id, slot_in=round(start * RATE), slot_out=round(end * RATE))
        )
    desk.settle()
    return desk


def on_clip(desk: Desk, line_id: str, row: int = 0) -> QPoint:
    return desk.point(desk.start_of(line_id) + RATE // 2, row)


def fits(desk: Desk, line_id: str) -> bool:
    state = fit_state(desk.project, desk.project.line(line_id))
    return state is not None and state.on_time


def test_the_menu_fits_the_line_of_a_clip(slotted: Desk) -> None:
    count = slotted.document.undo.count()
    choose(menu_at(slotted, on_clip(slotted, "one")), "Fit to its slot")
    assert fits(slotted, "one")
    assert not fits(slotted, "two")
    assert slotted.document.undo.undoText() == "Fit line"
    assert slotted.document.undo.count() == count + 1
    slotted.document.undo.undo()
    assert not fits(slotted, "one")


def test_the_menu_fits_all_that_are_selected_in_one_step(slotted: Desk) -> None:
    count = slotted.document.undo.count()
    slotted.document.set_selected_clips([slotted.clip_of("one"), slotted.clip_of("two")])
    choose(menu_at(slotted, on_clip(slotted, "one")), "Fit to its slot")
    assert [fits(slotted, line_id) for line_id in ("one", "two", "three")] == [True, True, False]
    assert slotted.document.undo.undoText() == "Fit lines"
    assert slotted.document.undo.count() == count + 1


def test_without_a_slot_the_menu_says_why_it_can_not_be_fitted(desk: Desk) -> None:
    menu = menu_at(desk, on_clip(desk, "one"))
    fit = next(action for action in menu.actions() if action.text().startswith("Fit to its slot"))
    assert not fit.isEnabled()
    assert fit.toolTip() == "The line's slot has no beginning"
    menu.close()


def test_the_menu_asks_for_a_tempo_and_takes_it_back(desk: Desk, qtbot: QtBot) -> None:
    clip = desk.clip_of("one")
    choose(menu_at(desk, on_clip(desk, "one")), "Tempo")
    popover = QApplication.activePopupWidget()
    assert isinstance(popover, NumberPopover)
    assert popover.number.text() == "1.000×"
    popover.number.setValue(1.25)
    qtbot.keyClick(popover, Qt.Key.Key_Return)
    assert desk.project.clips[clip].tempo == 1.25
    choose(menu_at(desk, on_clip(desk, "one")), "Tempo")
    again = QApplication.activePopupWidget()
    assert isinstance(again, NumberPopover)
    assert again.number.value() == 1.25
    assert again.reset_button is not None
    qtbot.mouseClick(again.reset_button, Qt.MouseButton.LeftButton)
    assert desk.project.clips[clip].tempo == 1.0


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (FitState(0.5, 0.0, 1.0, 0.0, 0.0), ("", "")),
        (FitState(0.5, 0.0, 1.12, 0.0, 0.0), ("muted", "1.12×")),
        (FitState(0.5, 0.0, 1.31, 0.0, 0.0), ("warn", "1.31×")),
        (FitState(0.5, 0.0, 1.5, 0.42, 0.0), ("error", "+0.4 s")),
        (FitState(0.5, 0.0, 1.5, 0.003, 0.0), ("error", "+0.1 s")),
        (FitState(0.0, 0.0, 1.0, 0.0, 1.26), ("warn", "+1.3 s")),
        (FitState(0.0, 0.0, 1.0, 0.0, -1.26), ("warn", "−1.3 s")),
        (FitState(0.0, 0.0, 1.0, 0.0, -0.043), ("warn", "−0.1 s")),
    ],
)
def test_a_badge_tells_what_matters_most(state: FitState, shown: tuple[str, str]) -> None:
    assert badge(state) == shown


def test_badges_are_on_the_clips_that_need_them(slotted: Desk) -> None:
    view = slotted.view
    for line_id in SLOTS:
        slotted.document.set_selected_clips([slotted.clip_of(line_id)])
        view.clips.fit([line_id])
    slotted.document.set_selected_clips([])
    view.zoom.fit()
    slotted.settle()
    image = view.canvas.grab().toImage()
    assert [coloured(slotted, image, line_id) for line_id in SLOTS] == ["warn", "error", ""]


def coloured(desk: Desk, image: QImage, line_id: str) -> str:
    """The colour of the badge in the lower right corner of a clip."""
    state = desk.view.state
    place = state.table.find(desk.clip_of(line_id))
    assert place is not None
    rect = clip_rect(state.view, state.row_scroll, place[1], place[0]).toRect()
    corner = [
        image.pixelColor(x, y)
        for x in range(rect.right() - 40, rect.right() - 4)
        for y in range(rect.bottom() - 16, rect.bottom())
    ]

    def seen(token: str) -> int:
        return corner.count(QColor(desk.view.theme.color(token)))

    if seen("surface") < 100:  # what badges stand on
        return ""
    return next((token for token in ("error", "warn", "muted") if seen(token) > 10), "")
