"""Recording in the dialog: which microphone, how loud, the count-in, the time, stop."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cosydesk.playback.recorder import Recorder, RecorderState, input_names
from cosydesk.ui.theme import Theme
from cosydesk.ui.voice_dialog.count_down import CountDown
from cosydesk.ui.widgets.basics import label
from cosydesk.ui.widgets.combo_box import ComboBox
from cosydesk.ui.widgets.hint_button import HintButton
from cosydesk.ui.widgets.input_meter import InputMeter

_ENOUGH_S = 10.0


class RecordPage(QFrame):
    """Shown while it counts and records.

    Signals:
        stopped: the person has said enough, or too little: nothing is kept of a count-in.
        device_chosen: the microphone's description.
    """

    stopped = Signal()
    device_chosen = Signal(str)

    def __init__(self, recorder: Recorder, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._recorder = recorder
        self.setProperty("kind", "card")
        m = theme.metrics
        self.count = CountDown(theme)
        self.time = label("title")
        self.time.setFont(theme.font(theme.type.title, QFont.Weight.DemiBold, tabular=True))
        self.hint = label("muted", wrap=True)
        self.meter = InputMeter(theme)
        self.devices = ComboBox()
        self.devices.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.devices.setMinimumContentsLength(18)
        self.stop = HintButton(theme, "square")
        self.stop.set_icon("square", filled=True)
        self.stop.setAutoDefault(False)
        self._device_label = label("muted")
        words = QVBoxLayout()
        words.setSpacing(m.xs)
        words.addStretch(1)
        words.addWidget(self.time)
        words.addWidget(self.hint)
        words.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(m.lg)
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addLayout(words, 1)
        head.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignVCenter)
        foot = QHBoxLayout()
        foot.setSpacing(m.sm)
        foot.addWidget(self._device_label)
        foot.addWidget(self.devices, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.lg, m.md, m.lg, m.md)
        layout.setSpacing(m.sm)
        layout.addLayout(head, 1)
        layout.addWidget(self.meter)
        layout.addLayout(foot)
        self.stop.clicked.connect(self.stopped)
        self.devices.activated.connect(self._choose)
        recorder.counted.connect(self._counted)
        recorder.grown.connect(self._grown)
        recorder.level_changed.connect(self.meter.set_level)
        recorder.state_changed.connect(lambda _state: self.refresh())
        recorder.devices_changed.connect(self.fill_devices)
        self.retranslate()

    def retranslate(self) -> None:
        self._device_label.setText(self.tr("Microphone"))
        self.devices.setAccessibleName(self.tr("Microphone"))
        self.devices.setToolTip(self.tr("Another one begins the recording anew"))
        self.meter.setAccessibleName(self.tr("Level"))
        self.meter.setToolTip(self.tr("Aim for the range under the green line"))
        self.fill_devices()
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def fill_devices(self) -> None:
        """List the microphones at hand; the chosen one is kept where it is there."""
        self.devices.clear()
        names = input_names()
        self.devices.addItem(self.tr("As the system has it"), "")
        for name in names:
            self.devices.addItem(name, name)
        self.devices.setCurrentIndex(max(0, self.devices.findData(self._recorder.device)))

    def refresh(self) -> None:
        """Words and count for what the recorder does now."""
        counting = self._recorder.state is RecorderState.COUNTING
        self.stop.set_parts(self.tr("Cancel") if counting else self.tr("Stop"))
        if counting:
            self.time.setText(self.tr("Get ready"))
            self.hint.setText(self.tr("Read a few sentences as you would want to hear the voice."))
            self.meter.clear()
        else:
            self.count.show_recording()
            self._grown(self._recorder.seconds)

    def _counted(self, number: int) -> None:
        self.count.show_number(number)

    def _grown(self, seconds: float) -> None:
        self.time.setText(f"{seconds:.1f} s")
        if self.meter.hot:
            self.hint.setText(self.tr("Too loud: move away from the microphone a little."))
        elif seconds < _ENOUGH_S:
            self.hint.setText(self.tr("Recording. About 10 seconds of speech are best."))
        else:
            self.hint.setText(self.tr("That is enough: stop when the sentence is done."))

    def _choose(self, index: int) -> None:
        self.device_chosen.emit(str(self.devices.itemData(index) or ""))
