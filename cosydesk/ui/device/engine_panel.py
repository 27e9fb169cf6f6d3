"""What the engine does now: its memory, the models that are open, and when they are unloaded."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout

from cosydesk.doctor.sizes import memory_words, span_words
from cosydesk.engine.fact_types import EngineFacts, OpenModel
from cosydesk.jobs.queue import JobQueue
from cosydesk.settings import Settings
from cosydesk.studio.library import STARTER
from cosydesk.ui.device.fact_table import LABEL_WIDTH
from cosydesk.ui.process_memory import resident_bytes
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label
from cosydesk.ui.widgets.combo_box import ComboBox

EVERY_MS = 1000

_MINUTE_S = 60
_CHOICES_S = (60, 300, 600, 1800, 3600, 0)


class EnginePanel(QFrame):
    """Attributes:
    unload: frees the memory. idle: after how long that is done by itself.

    Signals:
        unload_wanted: the person pressed the button.
        idle_chosen(int): seconds; 0 = never.
    """

    unload_wanted = Signal()
    idle_chosen = Signal(int)

    def __init__(
        self,
        queue: JobQueue,
        settings: Settings,
        theme: Theme,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._queue = queue
        self._settings = settings
        self._clock = clock
        self._state = "ready" if queue.engine_pid is not None else "off"
        self._models: tuple[OpenModel, ...] = ()
        self._told_at = 0.0
        m = theme.metrics
        self._title = label("section")
        self._memory_name, self._models_name, self._idle_name = (label("muted") for _ in range(3))
        self._memory = label("small", wrap=True)
        self._open = label("small", wrap=True)
        tabular = theme.font(theme.type.small, tabular=True)
        for part in (self._memory, self._open):
            part.setFont(tabular)
        self.idle = ComboBox()
        self.idle.setMinimumWidth(160)
        self._idle_name.setBuddy(self.idle)
        self.unload = QPushButton()
        self.unload.setAutoDefault(False)
        self.unload.clicked.connect(self.unload_wanted)
        grid = QGridLayout()
        grid.setHorizontalSpacing(m.lg)
        grid.setVerticalSpacing(m.xs + 2)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._memory_name, 0, 0, top)
        grid.addWidget(self._memory, 0, 1)
        grid.addWidget(self._models_name, 1, 0, top)
        grid.addWidget(self._open, 1, 1)
        choices = QHBoxLayout()
        choices.setSpacing(m.sm)
        choices.addWidget(self.idle)
        choices.addStretch(1)
        choices.addWidget(self.unload)
        grid.setRowMinimumHeight(2, m.control + m.xs)
        grid.addWidget(self._idle_name, 2, 0)
        grid.addLayout(choices, 2, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.lg, m.md, m.lg, m.md)
        layout.setSpacing(m.sm)
        layout.addWidget(self._title)
        layout.addLayout(grid)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()
        queue.engine_state_changed.connect(self._engine_changed)
        queue.unload_due_changed.connect(self._due_changed)
        self.idle.activated.connect(self._idle_activated)
        self.retranslate()

    def show_facts(self, facts: EngineFacts) -> None:
        """What the engine said just now."""
        self._models = facts.models
        self._told_at = self._clock()
        self.refresh()

    def refresh(self) -> None:
        """Measure, and let the idle times pass."""
        pid = self._queue.engine_pid
        self._memory.setText(self._memory_words(resident_bytes(pid) if pid is not None else 0))
        self._open.setText(self._open_words(pid is not None))
        self.unload.setEnabled(pid is not None and not self._queue.unload_due)
        self.unload.setToolTip("" if pid is not None else self.tr("The engine has no memory to free"))

    @property
    def memory_text(self) -> str:
        return self._memory.text()

    @property
    def models_text(self) -> str:
        return self._open.text()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Models in memory"))
        self.setAccessibleName(self._title.text())
        self._memory_name.setText(self.tr("Memory of the engine"))
        self._models_name.setText(self.tr("Open models"))
        self._idle_name.setText(self.tr("Unload by itself"))
        self.idle.setAccessibleName(self.tr("Unload the models by themselves"))
        self.unload.setText(self.tr("Unload now"))
        self._fill_idle()
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _engine_changed(self, state: str, _detail: str) -> None:
        self._state = state
        if state in ("off", "crashed"):
            self._models = ()
        self.refresh()

    def _due_changed(self, _due: bool) -> None:
        self.refresh()

    def _memory_words(self, size: int) -> str:
        if not size:
            return self.tr("none: the engine is asleep and starts with the next line")
        if self._queue.unload_due:
            return self.tr("{size}, freed after the lines that are waiting").format(size=memory_words(size))
        return memory_words(size)

    def _open_words(self, running: bool) -> str:
        if not self._models:
            return self.tr("none") if not running or self._told_at else self.tr("asking the engine…")
        passed = self._clock() - self._told_at
        return "\n".join(
            self._model_words(model, passed, newest=number == 0) for number, model in enumerate(self._models)
        )

    def _model_words(self, model: OpenModel, passed: float, *, newest: bool) -> str:
        name = self.tr("Starter voices") if model.model == STARTER else model.name
        parts = [name, model.device.upper() if model.device == "cpu" else model.device, model.precision]
        if newest and self._state in ("speaking", "loading"):
            parts.append(self.tr("at work"))
        else:
            parts.append(self.tr("idle for {time}").format(time=span_words(model.idle_s + passed)))
        return " · ".join(filter(None, parts))

    def _fill_idle(self) -> None:
        chosen = self._settings.idle_unload_s
        self.idle.clear()
        for seconds in sorted({*_CHOICES_S, chosen}, key=lambda seconds: seconds or float("inf")):
            self.idle.addItem(self._idle_words(seconds), seconds)
        self.idle.setCurrentIndex(self.idle.findData(chosen))

    def _idle_words(self, seconds: int) -> str:
        if not seconds:
            return self.tr("Never")
        if seconds % _MINUTE_S:
            return self.tr("After {n} s without work").format(n=seconds)
        return self.tr("After {n} min without work").format(n=seconds // _MINUTE_S)

    def _idle_activated(self, index: int) -> None:
        self.idle_chosen.emit(int(self.idle.itemData(index)))
