"""A real timeline over a real project: two voices, sine bursts as takes, a player without a device."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cosydesk.playback.output import SilentOutput
from cosydesk.playback.player import Player
from cosydesk.studio.library import Library, Voice
from cosydesk.studio.line import Line
from cosydesk.studio.project import Project
from cosydesk.ui.document import Document
from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline import TimelineView
from cosydesk.ui.timeline.sizes import ROW_HEIGHT
from cosydesk.ui.voices import VoiceCatalogue

RATE = 24_000
ANN, BEN, EVE = "starter:ann", "starter:ben", "starter:eve"


def burst(seconds: float, loud_from: float, loud_to: float, rate: int = RATE) -> npt.NDArray[np.float32]:
    """Silence with a loud tone from one second to another."""
    time = np.arange(round(seconds * rate)) / rate
    tone = 0.9 * np.sin(2 * np.pi * 440 * time)
    return np.where((time >= loud_from) & (time < loud_to), tone, 0.0).astype(np.float32)


def speak(project: Project, line_id: str, samples: npt.NDArray[np.float32], rate: int = RATE) -> None:
    """What the engine does, without the engine."""
    line = project.line(line_id)
    project.add_take(line_id, project.take_request(line), samples, rate)


def mouse(
    widget: QWidget,
    kind: QEvent.Type,
    at: QPoint,
    button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """A mouse event, delivered at once (those of QTest move the cursor and come when they come)."""
    moved, released = kind == QEvent.Type.MouseMove, kind == QEvent.Type.MouseButtonRelease
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(
        kind,
        QPointF(at),
        QPointF(widget.mapToGlobal(at)),
        none if moved else button,
        none if released else button,
        modifiers,
    )
    QApplication.sendEvent(widget, event)


@dataclass
class Desk:
    """The timeline with everything it stands on, and the hands to use it."""

    view: TimelineView
    document: Document
    player: Player

    @property
    def project(self) -> Project:
        return self.document.project

    def start_of(self, line_id: str) -> int:
        return next(placed.start for placed in self.project.layout() if placed.clip.line_id == line_id)

    def clip_of(self, line_id: str) -> str:
        return self.project.clips_of(line_id)[0].id

    def point(self, sample: float, row: int = 0) -> QPoint:
        """Where a sample of a row is on the canvas."""
        y = (row + 0.5) * ROW_HEIGHT - self.view.state.row_scroll
        return QPointF(self.view.state.view.to_px(sample), y).toPoint()

    def press(self, at: QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        mouse(self.view.canvas, QEvent.Type.MouseButtonPress, at, button)

    def move(self, at: QPoint, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """With the left button held."""
        mouse(self.view.canvas, QEvent.Type.MouseMove, at, modifiers=modifiers)

    def release(
        self,
        at: QPoint,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        mouse(self.view.canvas, QEvent.Type.MouseButtonRelease, at, button, modifiers)

    def drag(self, start: QPoint, end: QPoint) -> None:
        self.press(start)
        self.move(start + QPoint(15 if end.x() > start.x() else -15, 0))
        self.move(end)
        self.release(end)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.view.canvas, key, modifier)

    def settle(self) -> None:
        """Peaks read, everything painted."""
        QApplication.processEvents()
        self.view.grab()  # what is painted asks for its peaks
        while not self.view.state.loader.is_idle:
            self.view.state.loader.load_some()
        QApplication.processEvents()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, "light")
    yield made
    qapp.setStyleSheet("")


@pytest.fixture
def empty_desk(qtbot: QtBot, theme: Theme, home: object) -> Iterator[Desk]:
    """Three lines, nothing spoken yet."""
    project = Project()
    lines = [
        Line("one", "The first line.", ANN),
        Line("two", "第二句话。", BEN),
        Line("three", "The third line.", ANN),
    ]
    project.apply(project.edit_lines([], lines, 0))
    names = ((ANN, "Ann"), (BEN, "Ben"), (EVE, "Eve"))
    voices = [Voice(voice_id, "starter", name.lower(), name, "en-US") for voice_id, name in names]
    library = Library(voices=voices)
    document = Document(project, VoiceCatalogue(library))
    player = Player(
        project, factory=lambda pull, rate, _device, _lost, parent: SilentOutput(pull, rate, parent)
    )
    view = TimelineView(document, theme, player)
    qtbot.addWidget(view)
    view.resize(1440, 260)
    view.show()
    qtbot.waitExposed(view)
    yield Desk(view, document, player)
    player.close()
    library.close()


@pytest.fixture
def desk(empty_desk: Desk) -> Desk:
    """All three lines spoken: 2 s each, loud from 0.5 to 1.5 s."""
    for line_id in ("one", "two", "three"):
        speak(empty_desk.project, line_id, burst(2.0, 0.5, 1.5))
    empty_desk.settle()
    return empty_desk
