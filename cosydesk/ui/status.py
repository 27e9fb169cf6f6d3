"""The bar at the bottom: engine, model, device, memory, speed, notes, last save, level."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from cosydesk.engine.messages import Devices
from cosydesk.jobs.engine_thread import ASKED, IDLE
from cosydesk.jobs.outlook import Outlook
from cosydesk.jobs.queue import JobQueue
from cosydesk.playback.player import Player
from cosydesk.playback.sound_server import sound_server
from cosydesk.servers import is_url, server_for
from cosydesk.settings import Settings
from cosydesk.studio.library import STARTER
from cosydesk.ui.actions import Actions
from cosydesk.ui.document import Document
from cosydesk.ui.meter_view import MeterView
from cosydesk.ui.output_button import OutputButton
from cosydesk.ui.process_memory import resident_bytes
from cosydesk.ui.speech import Speech
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import ElidedLabel, label, set_kind

_MEMORY_EVERY_MS = 2000
_TOKENS = {
    "off": "faint",
    "starting": "warn",
    "loading": "warn",
    "waiting": "warn",
    "ready": "ok",
    "speaking": "accent",
    "crashed": "error",
}


class StateDot(QWidget):
    """A dot whose colour repeats what the words beside it say."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._token = "faint"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_token(self, token: str) -> None:
        self._token = token
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(8, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color(self._token))
        painter.drawEllipse(QRectF(1, 1, 6, 6))


class StatusBar(QWidget):
    """Attributes:
    state: what the engine does: ``off``, ``starting``, ``loading``, ``ready``, ``speaking``, ``crashed``.
    """

    def __init__(
        self,
        document: Document,
        queue: JobQueue,
        outlook: Outlook,
        speech: Speech,
        player: Player,
        settings: Settings,
        actions: Actions,
        theme: Theme,
    ) -> None:
        super().__init__()
        self.theme = theme
        self.state = "off"
        self._settings = settings
        self._model = self._server = ""
        self._devices: Devices | None = None
        self._queue = queue
        self._outlook = outlook
        self._speech = speech
        self._player = player
        self._detail = ""
        self._saved_at = ""
        self._memory = 0
        m = theme.metrics
        self.setProperty("kind", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(m.status_bar)
        self._dot = StateDot(theme)
        self._state = label("muted")
        self._engine = ElidedLabel(kind="muted")
        self._note = ElidedLabel(kind="warn")
        self._saved = label("muted")
        self.output = OutputButton(player, settings, theme)
        self.meter = MeterView(player, settings, actions, theme)
        tabular = theme.font(theme.type.small, tabular=True)
        for part in (self._state, self._engine, self._saved):
            part.setFont(tabular)
        self._saved.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        self._note.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(m.md, 0, m.md, 0)
        layout.setSpacing(m.sm)
        layout.addWidget(self._dot)
        layout.addWidget(self._state)
        layout.addWidget(self._engine, 3)
        layout.addWidget(self._note, 2)
        layout.addSpacing(m.sm)
        layout.addWidget(self._saved)
        layout.addWidget(self.meter)
        layout.addWidget(self.output)

        self._timer = QTimer(self)
        self._timer.setInterval(_MEMORY_EVERY_MS)
        self._timer.timeout.connect(self._measure)
        queue.engine_state_changed.connect(self._engine_changed)
        queue.devices_listed.connect(self._take_devices)
        queue.paused_changed.connect(lambda _paused: self._show())
        queue.unload_due_changed.connect(lambda _due: self._show())
        outlook.changed.connect(self._show)
        speech.measured.connect(self._show)
        player.output_changed.connect(lambda _name: self._show())
        self._document = document
        document.saved.connect(self._show_saved)
        document.project_changed.connect(lambda: self._show_saved(""))
        self.retranslate()

    def show_beside(self, part: QWidget) -> None:
        """Show another part between what is said of the engine and of the project."""
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.insertWidget(layout.indexOf(self._note) + 1, part)

    def retranslate(self) -> None:
        self._keep_widths()
        self._show_saved(self._saved_at)
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def engine_text(self) -> str:
        """What the bar says about the engine."""
        return f"{self._state.text()} · {self._engine.text()}".removesuffix(" · ")

    def _engine_changed(self, state: str, detail: str) -> None:
        self.state, self._detail = state, detail
        if state in ("loading", "waiting", "speaking") and detail:
            self._model = detail
            self._server = server_for(detail).label if is_url(detail) else ""
            if state == "loading" and not self._server and detail != STARTER and self._devices is None:
                self._queue.list_devices()
        if state in ("off", "crashed"):
            self._timer.stop()
            self._memory = 0
            self._model = self._server = ""
        elif not self._timer.isActive():
            self._timer.start()
            self._measure()
        self._show()

    def _measure(self) -> None:
        pid = self._queue.engine_pid
        self._memory = resident_bytes(pid) if pid else 0
        self._show()

    def _show(self) -> None:
        self._dot.set_token(_TOKENS.get(self.state, "faint"))
        self._state.setText(self._state_words())
        parts = []
        if self._server:
            parts.append(self.tr("on {server}").format(server=self._server))
        elif self._model:
            parts.append(self.tr("Starter voices") if self._model == STARTER else Path(self._model).name)
        if device := self._device():
            parts.append(device)
        if self._speech.rtf:
            parts.append(f"RTF {self._speech.rtf:.2f}")
        if self._memory and not self._server:
            parts.append(f"{self._memory / 2**30:.1f} GB")
        explained = [self.tr("What speaks, where it runs, and the memory it takes")] if self._model else []
        if self._speech.rtf:
            explained.append(self.tr("RTF: seconds of computing per second of speech, lower is better"))
        if self._queue.unload_due:
            parts.append(self.tr("unloaded when done"))
            explained.append(self.tr("The models are unloaded after the lines that are waiting"))
        self._engine.setText(" · ".join(parts))
        self._engine.explain("\n".join(explained))
        self._state.setToolTip(self._state_tip())
        silent = self._player.silent
        words = self.tr("No sound device: playing without sound")
        if silent and sound_server().gone:
            words = self.tr("Sound server lost: restart CosyDesk to hear")
        self._note.setText(words if silent else "")
        self._note.setVisible(silent)

    def _state_words(self) -> str:
        waiting = self._outlook.total - self._outlook.done
        if self._queue.paused and waiting and self.state != "speaking":
            return self.tr("Paused")
        if self.state == "speaking" and self._outlook.total > 1 and waiting:
            number = min(self._outlook.done + 1, self._outlook.total)
            return self.tr("Speaking {n} of {total}").format(n=number, total=self._outlook.total)
        unloaded = self._detail in (IDLE, ASKED)
        words = {
            "off": self.tr("Models unloaded") if unloaded else self.tr("Engine asleep"),
            "starting": self.tr("Starting the engine…"),
            "loading": self.tr("Connecting…") if self._server else self.tr("Loading the model…"),
            "waiting": self.tr("Waiting for the server…"),
            "ready": self.tr("Ready"),
            "speaking": self.tr("Speaking…"),
            "crashed": self.tr("The engine stopped; it starts again with the next job"),
        }
        return words.get(self.state, self.state)

    def _state_tip(self) -> str:
        """Why nothing is in memory, and that this needs nothing to be done."""
        if self.state != "off":
            return ""
        if self._detail == IDLE:
            return self.tr("Nothing was spoken for a while; the next line loads the model again.")
        return self.tr("No memory is taken; the next line loads the model.")

    def _keep_widths(self) -> None:
        """What changes all the time keeps its room, so that nothing beside it moves."""
        usual = (
            self.tr("Ready"),
            self.tr("Speaking…"),
            self.tr("Loading the model…"),
            self.tr("Speaking {n} of {total}").format(n=88, total=88),
        )
        _widen(self._state, usual)
        _widen(self._saved, (self.tr("Autosaved {time}").format(time="00:00:00"),))

    def _device(self) -> str:
        """Where the loaded model runs, as its maker calls it; "" when nothing is loaded or it isn't known."""
        if not self._model or self._server:
            return ""
        if self._model == STARTER:
            return "CPU"
        chosen = self._settings.engine_device
        if chosen == "auto" and self._devices is not None:
            chosen = self._devices.auto
        offers = self._devices.offers if self._devices is not None else ()
        name = next((offer.name for offer in offers if offer.device == chosen), "")
        if chosen == "cpu":
            return "CPU"
        return name or ("" if chosen == "auto" else chosen.upper())

    def _take_devices(self, devices: Devices) -> None:
        self._devices = devices
        self._show()

    def saved_text(self) -> str:
        """What the bar says about the project file."""
        return self._saved.text()

    def _show_saved(self, at: str) -> None:
        self._saved_at = at
        project = self._document.project
        kind, tip = "muted", self.tr("Every edit is saved at once")
        if project.read_only:
            kind, text = "warn", self.tr("Read-only")
            tip = self.tr("Nothing can be changed here. Save it under another name to edit.")
        elif project.store.failing:
            kind, text = "error", self.tr("Not saved")
            tip = self.tr("The project file can't be written; your changes are kept in memory.")
        else:
            text = self.tr("Autosaved {time}").format(time=at) if at else self.tr("Saved")
        set_kind(self._saved, kind)
        self._saved.setText(text)
        self._saved.setToolTip(tip)


def _widen(words: QLabel, usual: Iterable[str]) -> None:
    metrics = QFontMetricsF(words.font())
    words.setMinimumWidth(math.ceil(max(metrics.horizontalAdvance(text) for text in usual)))
