"""The waveform with what belongs to it: hear the selection, take the best stretch, begin anew."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cosydesk.playback.player import Player
from cosydesk.ui.theme import Theme
from cosydesk.ui.voice_dialog.sound_loader import Sound
from cosydesk.ui.voice_dialog.trim_wave import TrimWave
from cosydesk.ui.widgets.basics import ElidedLabel, label
from cosydesk.ui.widgets.hint_button import HintButton
from cosydesk.ui.widgets.icon_button import IconButton

_FRAME_MS = 30


class TrimPage(QWidget):
    """Signals:
    choose, record: another file; a new recording.
    """

    choose = Signal()
    record = Signal()

    def __init__(self, player: Player, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._player = player
        self._sound: Sound | None = None
        self._playing = False
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._follow)
        m = theme.metrics
        self._name = ElidedLabel(kind="section")
        self._length = label("muted")
        self._length.setFont(theme.font(theme.type.small, tabular=True))
        self.choose_button = IconButton(theme, "folder-open", token="muted", edge=m.compact)
        self.record_button = IconButton(theme, "mic", token="muted", edge=m.compact)
        self.wave = TrimWave(theme)
        self.play_button = HintButton(theme, "play")
        self.best_button = HintButton(theme, "wand-sparkles")
        for button in (self.play_button, self.best_button):
            button.setAutoDefault(False)
        self._range = label("muted")
        self._range.setFont(theme.font(theme.type.small, tabular=True))
        head = QHBoxLayout()
        head.setSpacing(m.sm)
        head.addWidget(self._name, 1)
        head.addWidget(self._length)
        head.addWidget(self.choose_button)
        head.addWidget(self.record_button)
        foot = QHBoxLayout()
        foot.setSpacing(m.sm)
        foot.addWidget(self.play_button)
        foot.addWidget(self.best_button)
        foot.addStretch(1)
        foot.addWidget(self._range)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.xs)
        layout.addLayout(head)
        layout.addWidget(self.wave)
        layout.addLayout(foot)
        layout.addStretch(1)
        self.choose_button.clicked.connect(self.choose)
        self.record_button.clicked.connect(self.record)
        self.play_button.clicked.connect(self.toggle_play)
        self.best_button.clicked.connect(self.use_best)
        self.wave.heard.connect(self.toggle_play)
        self.wave.changed.connect(lambda _start, _end: self._moved())
        player.once_ended.connect(self._ended)
        self.retranslate()

    @property
    def playing(self) -> bool:
        """Whether the selection is being heard."""
        return self._playing

    def show_sound(self, sound: Sound, start: int, end: int) -> None:
        self.stop()
        self._sound = sound
        self.wave.show_sound(sound, start, end)
        self.retranslate()

    def toggle_play(self) -> None:
        """Hear the selection from its start; a second time stops it."""
        if self._playing:
            self.stop()
        elif self._sound is not None:
            start, end = self.wave.selection
            recorded = self._sound.recorded
            self._player.play_once(recorded.samples[start:end], recorded.sample_rate)
            self._playing = True
            self._clock.start()
            self._timer.start()
            self._refresh()

    def stop(self) -> None:
        if self._playing:
            self._player.stop_once()
            self._ended()

    def use_best(self) -> None:
        """Select the stretch that suits best."""
        if self._sound is not None and self._sound.best is not None:
            self.wave.show_sound(self._sound, self._sound.best.start, self._sound.best.end)
            self._moved()

    def retranslate(self) -> None:
        name = self._sound.name if self._sound is not None else ""
        self._name.setText(name or self.tr("Recording"))
        self.choose_button.setToolTip(self.tr("Choose another file…"))
        self.choose_button.setAccessibleName(self.tr("Choose another file…"))
        self.record_button.setToolTip(self.tr("Record instead"))
        self.record_button.setAccessibleName(self.tr("Record instead"))
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _moved(self) -> None:
        self.stop()
        self._refresh()

    def _follow(self) -> None:
        if self._sound is not None:
            rate = self._sound.recorded.sample_rate
            start, end = self.wave.selection
            self.wave.show_playhead(min(end, start + round(self._clock.elapsed() / 1000 * rate)))

    def _ended(self) -> None:
        self._playing = False
        self._timer.stop()
        self.wave.show_playhead(None)
        self._refresh()

    def _refresh(self) -> None:
        self.play_button.set_parts(self.tr("Stop") if self._playing else self.tr("Play selection"))
        self.play_button.set_icon("square" if self._playing else "play", filled=self._playing)
        sound = self._sound
        if sound is None:
            return
        rate = sound.recorded.sample_rate
        start, end = self.wave.selection
        self._length.setText(self.tr("{n} s in all").format(n=f"{sound.recorded.seconds:.1f}"))
        self._range.setText(f"{start / rate:.2f} – {end / rate:.2f} s")
        best = sound.best
        if best is None:
            self.best_button.set_parts(self.tr("Use the best stretch"))
        else:
            seconds = f"{(best.end - best.start) / rate:.1f}"
            self.best_button.set_parts(self.tr("Use the best stretch ({n} s)").format(n=seconds))
        chosen = best is not None and (best.start, best.end) == (start, end)
        self.best_button.setEnabled(best is not None and not chosen)
        self.best_button.setToolTip(
            self.tr("There are no 3 seconds of speech to choose from")
            if best is None
            else self.tr("It is selected")
            if chosen
            else self.tr("The densest and cleanest part, from pause to pause: the green line")
        )
