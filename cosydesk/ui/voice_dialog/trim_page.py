"""The waveform with what belongs to it: hear the selection, trim it, reduce its noise, begin anew."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cosydesk.playback.player import Player
from cosydesk.studio.spoken import Spoken
from cosydesk.ui.theme import Theme
from cosydesk.ui.voice_dialog.noise_row import NoiseRow
from cosydesk.ui.voice_dialog.sound_loader import Sound
from cosydesk.ui.voice_dialog.trim_wave import TrimWave
from cosydesk.ui.widgets.basics import ElidedLabel, label
from cosydesk.ui.widgets.hint_button import HintButton
from cosydesk.ui.widgets.icon_button import IconButton

_FRAME_MS = 30
_TRIMMED_S = 0.02


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
        self._forms: tuple[Sound, Sound] | None = None
        self._spoken: Spoken | None = None
        self._sounding: Sound | None = None
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
        self.trim_button = HintButton(theme, "scissors")
        self.best_button = HintButton(theme, "wand-sparkles")
        self.noise = NoiseRow(theme)
        for button in (self.play_button, self.trim_button, self.best_button):
            button.setAutoDefault(False)
        self._range = label("muted")
        self._range.setFont(theme.font(theme.type.small, tabular=True))
        head = QHBoxLayout()
        head.setSpacing(m.sm)
        head.addWidget(self._name, 1)
        head.addWidget(self._range)
        head.addWidget(self._length)
        head.addWidget(self.choose_button)
        head.addWidget(self.record_button)
        foot = QHBoxLayout()
        foot.setSpacing(m.sm)
        foot.addWidget(self.play_button)
        foot.addWidget(self.trim_button)
        foot.addWidget(self.best_button)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.xs)
        layout.addLayout(head)
        layout.addWidget(self.wave)
        layout.addLayout(foot)
        layout.addWidget(self.noise)
        layout.addStretch(1)
        self.choose_button.clicked.connect(self.choose)
        self.record_button.clicked.connect(self.record)
        self.play_button.clicked.connect(self.toggle_play)
        self.trim_button.clicked.connect(self.trim_to_speech)
        self.best_button.clicked.connect(self.use_best)
        self.noise.heard.connect(self.hear)
        self.wave.heard.connect(self.toggle_play)
        self.wave.changed.connect(lambda _start, _end: self._moved())
        player.once_ended.connect(self._ended)
        self.retranslate()

    @property
    def playing(self) -> bool:
        """Whether the selection is being heard."""
        return self._sounding is not None

    @property
    def sounding_clean(self) -> bool | None:
        """Which form is heard: with less noise (True), as recorded, or neither."""
        if self._forms is None or self._sounding is None:
            return None
        return self._sounding.recorded is self._forms[True].recorded

    def show_sound(self, sound: Sound, start: int, end: int) -> None:
        self.stop()
        self._sound = sound
        self._forms = None
        self.wave.show_sound(sound, start, end)
        self.retranslate()

    def exchange(self, sound: Sound, forms: tuple[Sound, Sound] | None) -> None:
        """Another form of the same sound; what is heard goes on in it.

        Args:
            forms: before and after noise reduction, to compare.
        """
        self._sound, self._forms = sound, forms
        self.wave.exchange(sound)
        if self._sounding is not None and self._sounding.recorded is not sound.recorded:
            self._play(sound)
        self._refresh()

    def show_spoken(self, spoken: Spoken) -> None:
        """Where there is speech to trim to."""
        self._spoken = spoken
        self._refresh()

    def toggle_play(self) -> None:
        """Hear the selection from its start; a second time stops it."""
        if self.playing:
            self.stop()
        elif self._sound is not None:
            self._play(self._sound)

    def hear(self, clean: bool) -> None:
        """Hear the form before or after noise reduction, from where the other one is; a second time stops it."""
        if self._forms is None:
            return
        wanted = self._forms[clean]
        if self._sounding is not None and self._sounding.recorded is wanted.recorded:
            self.stop()
        else:
            self._play(wanted)

    def compare(self) -> None:
        """Hear the other form from here on; begins with what was recorded."""
        if self._forms is not None:
            before, after = self._forms
            sounding = self._sounding is not None and self._sounding.recorded is before.recorded
            self._play(after if sounding else before)

    def stop(self) -> None:
        if self.playing:
            self._player.stop_once()
            self._ended()

    def trim_to_speech(self) -> None:
        """Leave out the silence before and after the speech of the selection."""
        trimmed = self._trimmed()
        if trimmed is not None:
            self.wave.select(*trimmed)
            self._moved()

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

    def _play(self, sound: Sound) -> None:
        start, end = self.wave.selection
        recorded = sound.recorded
        samples = recorded.samples[start:end]
        if not (self.playing and self._player.switch_once(samples, recorded.sample_rate)):
            self._player.play_once(samples, recorded.sample_rate)
            self._clock.start()
            self._timer.start()
        self._sounding = sound
        self._refresh()

    def _trimmed(self) -> tuple[int, int] | None:
        """What trimming would leave; None where it changes nothing."""
        if self._sound is None or self._spoken is None:
            return None
        start, end = self.wave.selection
        rate = self._sound.recorded.sample_rate
        trimmed = self._spoken.trimmed(start, end, rate)
        if trimmed is None or (trimmed[0] - start) + (end - trimmed[1]) < _TRIMMED_S * rate:
            return None
        return trimmed

    def _moved(self) -> None:
        self.stop()
        self._refresh()

    def _follow(self) -> None:
        if self._sound is not None:
            rate = self._sound.recorded.sample_rate
            start, end = self.wave.selection
            self.wave.show_playhead(min(end, start + round(self._clock.elapsed() / 1000 * rate)))

    def _ended(self) -> None:
        self._sounding = None
        self._timer.stop()
        self.wave.show_playhead(None)
        self._refresh()

    def _refresh(self) -> None:
        self.play_button.set_parts(self.tr("Stop") if self.playing else self.tr("Play selection"))
        self.play_button.set_icon("square" if self.playing else "play", filled=self.playing)
        self.noise.show_sounding(self.sounding_clean)
        self.trim_button.set_parts(self.tr("Trim"))
        trimmed = self._trimmed()
        self.trim_button.setEnabled(trimmed is not None)
        self.trim_button.setToolTip(
            self.tr("There is no silence before or after the speech")
            if trimmed is None
            else self.tr("To the speech: leaves out the silence before and after it")
        )
        sound = self._sound
        if sound is None:
            return
        rate = sound.recorded.sample_rate
        start, end = self.wave.selection
        self._length.setText(self.tr("of {n} s").format(n=f"{sound.recorded.seconds:.1f}"))
        self._range.setText(f"{start / rate:.2f} – {end / rate:.2f}")
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
