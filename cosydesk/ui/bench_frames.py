"""How soon a key or a turn of the wheel is on the screen, in the real window."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from cosydesk.studio import project_file
from cosydesk.studio.project import Project
from cosydesk.ui.actions import ActionId
from cosydesk.ui.bench_scene import long_script, many_clips, many_takes

if TYPE_CHECKING:
    from cosydesk.ui.main_window import MainWindow

_KEYS = 120
_ENTERS = 40
_UNDOS = 40
_FRAMES = 120
_OPENINGS = 5
_PATIENCE_MS = 10_000
_NOTCH = 120
"""What one notch of a wheel turns, in eighths of a degree."""

_NONE = Qt.KeyboardModifier.NoModifier


class PaintWatch(QObject):
    """Notices when a widget paints itself."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._painted = False
        widget.installEventFilter(self)

    def time(self, act: Callable[[], object]) -> float:
        """Milliseconds from `act` until the widget has painted what came of it.

        Raises:
            TimeoutError: it doesn't paint at all.
        """
        QApplication.processEvents()
        clock = QElapsedTimer()
        self._painted = False
        clock.start()
        act()
        while not self._painted:
            if clock.elapsed() > _PATIENCE_MS:
                raise TimeoutError("Nothing was painted.")
            QApplication.processEvents()
        return clock.nsecsElapsed() / 1e6

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._painted = True
        return False


def key_to_paint_ms(window: MainWindow, lines: int) -> dict[str, object]:
    """p50, p95 and worst of typing letters, of Enter and of undo, in the middle of a script of so many lines."""
    with tempfile.TemporaryDirectory(prefix="cosydesk-bench-") as folder:
        _show(window, Path(folder) / "script.cosydesk", lambda project: long_script(project, lines))
        editor = window.editor.edit
        watch = PaintWatch(editor.viewport())
        window.editor.focus_line(window.document.project.lines[lines // 2].id)
        editor.setFocus()
        letters = ("quick words " * _KEYS)[:_KEYS]
        typed = [watch.time(partial(_type, editor, letter)) for letter in letters]
        entered = []
        for _ in range(_ENTERS):
            entered.append(watch.time(lambda: _press(editor, Qt.Key.Key_Return, "\r")))
            _type(editor, "a")
        undo = window.actions_by_id[ActionId.UNDO]
        undone = [watch.time(undo.trigger) for _ in range(_UNDOS)]
        window.files.new()
    return {
        "lines": lines,
        "type": spread(typed),
        "enter": spread(entered),
        "undo": spread(undone),
    }


def find_ms(window: MainWindow, lines: int) -> dict[str, object]:
    """Finding in a script of so many lines: until all is found, the longest turn of the loop meanwhile, keys while
    matches are marked, and replacing them all.
    """
    with tempfile.TemporaryDirectory(prefix="cosydesk-bench-") as folder:
        _show(window, Path(folder) / "script.cosydesk", lambda project: long_script(project, lines))
        finding, editor = window.editor.finding, window.editor.edit
        finding.open()
        searched, turns = [], []
        for words in ("a", "and", "the", "he", "e"):
            began = perf_counter()
            turns.append(_timed(partial(finding.bar.field.setText, words)))
            while finding.session.found().searching:
                turns.append(_timed(QApplication.processEvents))
            searched.append(1000 * (perf_counter() - began))
        found = finding.session.found().total
        window.editor.focus_line(window.document.project.lines[lines // 2].id)
        watch = PaintWatch(editor.viewport())
        typed = [watch.time(partial(_type, editor, letter)) for letter in ("quick words " * _KEYS)[:_KEYS]]
        finding.bar.template.setText("E")
        replaced = _timed(finding.bar.replace_all_wanted.emit)
        finding.close()
        window.files.new()
    return {
        "lines": lines,
        "found": found,
        "search": spread(searched),
        "turn": spread(turns),
        "type": spread(typed),
        "replace_all": round(replaced, 1),
    }


def _timed(act: Callable[[], object]) -> float:
    """Milliseconds that something takes."""
    began = perf_counter()
    act()
    return 1000 * (perf_counter() - began)


def timeline_frame_ms(window: MainWindow, clips: int) -> dict[str, object]:
    """p50, p95 and worst of the frames of a pan and of a zoom over one hour with so many clips."""
    with tempfile.TemporaryDirectory(prefix="cosydesk-bench-") as folder:
        _show(window, Path(folder) / "hour.cosydesk", lambda project: many_clips(project, clips))
        canvas = window.timeline.canvas
        watch = PaintWatch(canvas)
        window.timeline.zoom.fit()
        for _ in range(18):  # to where a dozen clips are in sight, as when one works on them
            _turn(canvas, _NOTCH, Qt.KeyboardModifier.ControlModifier)
        panned = [
            watch.time(lambda: _turn(canvas, -_NOTCH, Qt.KeyboardModifier.ShiftModifier))
            for _ in range(_FRAMES)
        ]
        window.timeline.zoom.fit()
        zoomed = []
        for step in range(_FRAMES):
            notch = _NOTCH if step // 20 % 2 == 0 else -_NOTCH
            zoomed.append(watch.time(partial(_turn, canvas, notch, Qt.KeyboardModifier.ControlModifier)))
        window.files.new()
    return {"clips": clips, "pan": spread(panned), "zoom": spread(zoomed)}


def open_ms(window: MainWindow, takes: int, hours: float) -> dict[str, object]:
    """p50, p95 and worst of opening a project of so many takes and hours, until its timeline is on the screen."""
    with tempfile.TemporaryDirectory(prefix="cosydesk-bench-") as folder:
        path = Path(folder) / "day.cosydesk"
        _make(path, lambda project: many_takes(project, takes, hours))
        watch = PaintWatch(window.timeline.canvas)
        times = []
        for _ in range(_OPENINGS):
            window.files.new()
            times.append(watch.time(lambda: window.files.open(path)))
        found = len(window.document.project.takes)
        window.files.new()
    return {"takes": found, "hours": hours, **spread(times)}


def spread(times: list[float]) -> dict[str, float]:
    """Milliseconds: the middle, the 95th of a hundred, and the worst."""
    p50, p95 = np.percentile(times, [50, 95])
    return {"p50": round(float(p50), 2), "p95": round(float(p95), 2), "worst": round(max(times), 2)}


def _make(path: Path, fill: Callable[[Project], None]) -> None:
    project = project_file.create(path)
    fill(project)
    project_file.close(project)


def _show(window: MainWindow, path: Path, fill: Callable[[Project], None]) -> None:
    _make(path, fill)
    if not window.files.open(path):
        raise RuntimeError("The project that was made can't be opened.")
    QApplication.processEvents()


def _type(widget: QWidget, letter: str) -> None:
    key = Qt.Key.Key_Space if letter == " " else Qt.Key(ord(letter.upper()))
    _press(widget, key, letter)


def _press(widget: QWidget, key: Qt.Key, text: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, _NONE, text))


def _turn(widget: QWidget, by: int, modifiers: Qt.KeyboardModifier) -> None:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(middle.toPoint())),
        QPoint(0, 0),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
