"""Four callouts on the first start: voices, script, speaking, timeline. Skippable at any moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cosydesk.ui.actions import ActionId, shortcut_text
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label

if TYPE_CHECKING:
    from cosydesk.ui.main_window import MainWindow

_WIDTH = 340
_VEIL = 0.45


@dataclass(frozen=True)
class Step:
    """One callout. Attributes: target (what it points at), title, text."""

    target: QWidget
    title: str
    text: str


class Tour(QWidget):
    """Darkens the window but for one part at a time and says beside it what it is for.

    Enter, Space and Right go on, Left and Backspace go back, Escape skips the rest.

    Attributes: number (of the step shown, from 0), skip, back, on (its buttons).

    Signals:
        ended: it was seen or skipped.
    """

    ended = Signal()

    def __init__(self, window: QWidget, theme: Theme, steps: Callable[[], list[Step]]) -> None:
        """Args: steps: asked anew for every language."""
        super().__init__(window)
        self.theme = theme
        self.number = 0
        self._window = window
        self._ask = steps
        self._steps = steps()
        self._before: QWidget | None = None
        m = theme.metrics
        self._card = QFrame(self)
        self._card.setProperty("kind", "card")
        self._card.setFixedWidth(_WIDTH)
        self._count = label("muted")
        self._title = label("title")
        self._text = label("", wrap=True)
        self.skip, self.back, self.on = QPushButton(), QPushButton(), QPushButton()
        self.skip.setProperty("kind", "ghost")
        self.on.setProperty("kind", "primary")
        buttons = QHBoxLayout()
        buttons.setSpacing(m.sm)
        buttons.addWidget(self.skip)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.on)
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(m.lg, m.lg, m.lg, m.lg)
        inside.setSpacing(m.sm)
        for part in (self._count, self._title, self._text):
            inside.addWidget(part)
        inside.addSpacing(m.sm)
        inside.addLayout(buttons)
        self.skip.clicked.connect(self.end)
        self.back.clicked.connect(lambda: self.go(-1))
        self.on.clicked.connect(lambda: self.go(1))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        window.installEventFilter(self)
        self.hide()

    def begin(self) -> None:
        """Show the first step."""
        if self.isHidden():
            self._before = self._window.focusWidget()
        self.number = 0
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.retranslate()
        self.on.setFocus(Qt.FocusReason.PopupFocusReason)

    def go(self, by: int) -> None:
        """Go on (1) or back (-1); past the last step it ends."""
        if self.number + by >= len(self._steps):
            self.end()
            return
        self.number = max(0, self.number + by)
        self._show_step()

    def end(self) -> None:
        """Hide it and give the keyboard back."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.ended.emit()

    @property
    def title(self) -> str:
        """What the present callout is headed."""
        return self._title.text()

    def retranslate(self) -> None:
        self._steps = self._ask()
        self.setAccessibleName(self.tr("Tour"))
        self.skip.setText(self.tr("Skip the tour"))
        self.back.setText(self.tr("Back"))
        self._show_step()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            self.retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._window.rect())
            self._place()
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()  # the window's own keys rest meanwhile
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.end()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right, Qt.Key.Key_Space):
            self.go(1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Backspace):
            self.go(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self.theme.metrics.radius
        hole = QRectF(self._hole())
        veil = QPainterPath()
        veil.addRect(QRectF(self.rect()))
        bright = QPainterPath()
        bright.addRoundedRect(hole, radius, radius)
        shade = QColor(self.theme.palette.shadow)
        shade.setAlphaF(_VEIL)
        painter.fillPath(veil.subtracted(bright), shade)
        painter.setPen(QPen(self.theme.color("accent"), self.theme.metrics.focus_width))
        painter.drawPath(bright)

    def _show_step(self) -> None:
        step = self._steps[self.number]
        self._count.setText(self.tr("{n} of {total}").format(n=self.number + 1, total=len(self._steps)))
        self._title.setText(step.title)
        self._text.setText(step.text)
        self._card.setAccessibleName(f"{step.title}. {step.text}")
        last = self.number + 1 == len(self._steps)
        self.on.setText(self.tr("Start working") if last else self.tr("Next"))
        self.back.setVisible(self.number > 0)
        self.skip.setVisible(not last)
        self._place()

    def _hole(self) -> QRect:
        target = self._steps[self.number].target
        corner = target.mapTo(self._window, QPoint(0, 0))
        edge = self.theme.metrics.focus_width
        return QRect(corner, target.size()).adjusted(-edge, -edge, edge, edge).intersected(self.rect())

    def _place(self) -> None:
        """Beside what it points at, where there is most room, and never outside the window."""
        self._card.adjustSize()
        gap = self.theme.metrics.lg
        hole, size = self._hole(), self._card.size()
        room = {
            "right": self.width() - hole.right(),
            "left": hole.left(),
            "below": self.height() - hole.bottom(),
            "above": hole.top(),
        }
        needed = {"right": size.width(), "left": size.width(), "below": size.height(), "above": size.height()}
        # A low target, as a button in a bar, is pointed at from below: beside it others would be hidden.
        order = (
            ("below", "above") if hole.height() < size.height() // 2 else ("right", "left", "below", "above")
        )
        side = next((name for name in order if room[name] >= needed[name] + 2 * gap), "")
        at = {
            "right": QPoint(hole.right() + gap, hole.top() + gap),
            "left": QPoint(hole.left() - gap - size.width(), hole.top() + gap),
            "below": QPoint(hole.center().x() - size.width() // 2, hole.bottom() + gap),
            "above": QPoint(hole.center().x() - size.width() // 2, hole.top() - gap - size.height()),
        }.get(side, hole.center() - QPoint(size.width() // 2, size.height() // 2))
        inner = self.rect().adjusted(gap, gap, -gap, -gap)
        x = max(inner.left(), min(at.x(), inner.right() - size.width()))
        y = max(inner.top(), min(at.y(), inner.bottom() - size.height()))
        self._card.move(x, y)
        self.update()


def steps_of(window: MainWindow) -> list[Step]:
    """The four steps for the real window; hidden panels are pointed at by the top bar."""

    def keys(action_id: ActionId) -> str:
        return shortcut_text(window.actions_by_id[action_id])

    def shown(panel: QWidget) -> QWidget:
        return panel if panel.isVisible() else window.top_bar

    translate = QCoreApplication.translate
    return [
        Step(
            shown(window.library),
            translate("Tour", "Voices"),
            translate(
                "Tour", "Press ▶ to hear one. Drag a voice onto a line, or double-click it, to cast it."
            ),
        ),
        Step(
            window.editor,
            translate("Tour", "Script"),
            translate(
                "Tour",
                "One line, one voice. Type as in any text; select words to make them strong or to laugh them.",
            ),
        ),
        Step(
            window.top_bar.speak_stale,
            translate("Tour", "Speak"),
            translate(
                "Tour",
                "{stale} speaks every line that is new or has changed, {line} the one you are in. "
                "Try it now: the scene is ready.",
            ).format(stale=keys(ActionId.SPEAK_STALE), line=keys(ActionId.SPEAK_LINE)),
        ),
        Step(
            shown(window.timeline),
            translate("Tour", "Timeline and export"),
            translate(
                "Tour",
                "Clips follow the script; drag one and it stays. {play} plays, {export} exports the sound.",
            ).format(play=keys(ActionId.PLAY), export=keys(ActionId.EXPORT)),
        ),
    ]
