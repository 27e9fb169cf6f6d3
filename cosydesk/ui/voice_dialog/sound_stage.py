"""The recording in the dialog, from the empty frame over recording to the trimmed waveform."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from cosydesk.engine.errors import EngineError
from cosydesk.jobs.queue import JobQueue
from cosydesk.playback.player import Player
from cosydesk.playback.recorder import Recorder
from cosydesk.settings import Settings
from cosydesk.studio.best_stretch import best_stretch
from cosydesk.studio.errors import StudioError
from cosydesk.studio.prompt_check import Recorded
from cosydesk.studio.sound import Samples
from cosydesk.studio.sound_file import SUFFIXES
from cosydesk.ui import failures
from cosydesk.ui.theme import Theme
from cosydesk.ui.voice_dialog.cleaner import Cleaner
from cosydesk.ui.voice_dialog.drop_page import DropPage
from cosydesk.ui.voice_dialog.record_page import RecordPage
from cosydesk.ui.voice_dialog.sound_loader import Sound, SoundLoader
from cosydesk.ui.voice_dialog.speech_finder import SpeechFinder
from cosydesk.ui.voice_dialog.trim_page import TrimPage
from cosydesk.ui.widgets.basics import label

_HEIGHT = 236
_SHORTEST_RECORDING_S = 0.3


class SoundStage(QWidget):
    """Attributes:
    original: what was recorded or read; None at first.
    sound: the chosen form of it, with its noise or without.
    finder: knows where it has speech. cleaner: takes its noise out.
    replaced: whether it is another sound than the one the dialog began with.

    Signals:
        changed: another sound, another form of it, or another selection.
        found: it is known better where there is speech.
        named: a file was read: its name without the ending.
        recording: a recording begins or ends.
    """

    changed = Signal()
    found = Signal()
    named = Signal(str)
    recording = Signal(bool)

    def __init__(
        self,
        recorder: Recorder,
        player: Player,
        queue: JobQueue,
        settings: Settings,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.recorder = recorder
        self._settings = settings
        self._fresh = False
        self._problem = ""
        self._clean_wanted = False
        self._noise_error: EngineError | StudioError | None = None
        self.original: Sound | None = None
        self.sound: Sound | None = None
        self.replaced = False
        self.loader = SoundLoader(self)
        self.finder, self.cleaner = SpeechFinder(queue, self), Cleaner(queue, self)
        self.drop, self.trim = DropPage(theme), TrimPage(player, theme)
        self.record_page = RecordPage(recorder, theme)
        self._pages = QStackedWidget()
        for page in (self.drop, self.record_page, self.trim):
            self._pages.addWidget(page)
        self._pages.setFixedHeight(_HEIGHT)
        self._message = label("error", wrap=True)
        self._message.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.metrics.xs)
        layout.addWidget(self._pages)
        layout.addWidget(self._message)
        for page in (self.drop, self.trim):
            page.choose.connect(self.choose)
            page.record.connect(self.record)
        self.drop.cancelled.connect(self._cancel_reading)
        self.record_page.stopped.connect(self.stop_recording)
        self.record_page.device_chosen.connect(self._use_device)
        self.trim.wave.changed.connect(lambda _start, _end: self._selected())
        self.trim.noise.switched.connect(self._reduce_noise)
        self.finder.found.connect(self._take_speech)
        self.cleaner.ready.connect(self._exchange)
        self.cleaner.failed.connect(self._noise_stays)
        self.cleaner.changed.connect(self._show_noise)
        self.loader.loaded.connect(self._take_in)
        self.loader.failed.connect(self._refuse)
        recorder.failed.connect(self._recorder_failed)

    @property
    def selection(self) -> tuple[int, int]:
        """Start and end in samples."""
        return self.trim.wave.selection

    @property
    def untouched(self) -> bool:
        """Whether it is what the dialog began with, untrimmed."""
        return self.sound is None or (
            not self.replaced
            and self.sound.recorded is self.original_recorded
            and self.selection == (0, len(self.sound.recorded.samples))
        )

    @property
    def original_recorded(self) -> Recorded | None:
        """The recording as it came."""
        return self.original.recorded if self.original is not None else None

    @property
    def message(self) -> str:
        """What is wrong with the last try; empty when nothing is."""
        return self._message.text() if self._message.isVisibleTo(self) else ""

    @property
    def is_recording(self) -> bool:
        return self._pages.currentWidget() is self.record_page

    def selected(self) -> Samples:
        """The samples of the selection."""
        assert self.sound is not None
        start, end = self.selection
        return self.sound.recorded.samples[start:end]

    # -- where it comes from ------------------------------------------------------------------------------------

    def begin_with(self, samples: Samples, sample_rate: int) -> None:
        """The recording that a voice has already."""
        self._fresh = False
        self.drop.show_reading(self.tr("the recording"))
        self.loader.look(samples, sample_rate)

    def choose(self) -> None:
        """Ask for a file."""
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Choose a recording"),
            self._settings.voice_folder,
            f"{self.tr('Sound and film')} ({kinds});;{self.tr('All files')} (*)",
        )
        if path:
            self._settings.voice_folder = str(Path(path).parent)
            self.open(Path(path))

    def open(self, path: Path) -> None:
        """Read a file; what was there before stays until it is read."""
        self._end_recording()
        self.trim.stop()
        self._say("")
        self._fresh = True
        self.drop.show_reading(path.name)
        self._show(self.drop)
        self.loader.read(path)

    def record(self) -> None:
        """Count in and record; what was there before stays until there is something new."""
        self.loader.cancel()
        self.drop.show_reading("")
        self.trim.stop()
        self._say("")
        self._show(self.record_page)
        self.record_page.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self.recording.emit(True)
        self.recorder.start()

    def stop_recording(self) -> None:
        """Keep what was recorded; nothing while it is still counting."""
        self.recorder.stop()
        self._keep_recording()

    def close_all(self) -> None:
        """Let go of microphone, player and files."""
        self.recorder.close()
        self.loader.cancel()
        self.finder.forget()
        self.cleaner.cancel()
        self.trim.stop()

    def set_hot(self, hot: bool) -> None:
        """A file that can be taken is held over the dialog."""
        self.drop.set_hot(hot)

    # -- inside -------------------------------------------------------------------------------------------------

    def _take_in(self, sound: Sound) -> None:
        self.replaced = self.replaced or self._fresh
        self.original = self.sound = None  # what the wave says while it changes concerns nobody
        self._clean_wanted, self._noise_error = False, None
        self.cleaner.reset()
        self.trim.show_sound(sound, *sound.first_choice())
        self.original = self.sound = sound
        self.finder.look_at(sound.recorded, *self.selection)
        if self.finder.spoken is not None:
            self.trim.show_spoken(self.finder.spoken)
        self._show_noise()
        self._show(self.trim)
        self.drop.show_reading("")
        self.changed.emit()
        if sound.name:
            self.named.emit(Path(sound.name).stem)

    def _selected(self) -> None:
        if self.original is None:
            return
        self.finder.follow(*self.selection)
        if self._clean_wanted and not self.cleaner.covers(*self.selection):
            self.cleaner.clean(self.original, *self.selection)
        self._show_noise()
        self.changed.emit()

    def _take_speech(self) -> None:
        """It is known better where there is speech: so is the best stretch, and what was chosen by it."""
        spoken, original = self.finder.spoken, self.original
        if spoken is None or original is None:
            return
        self.trim.show_spoken(spoken)
        recorded, before = original.recorded, original.best
        if spoken.covers(0, len(recorded.samples)):
            best = best_stretch(recorded, spoken.frames(recorded))
            self.original = replace(original, best=best)
            self._exchange()
            chosen = before is not None and self.selection == (before.start, before.end)
            if best is not None and chosen and not original.fits:
                self.trim.use_best()
        self.found.emit()

    def _reduce_noise(self, on: bool) -> None:
        self._clean_wanted, self._noise_error = on, None
        if self.original is None:
            return
        if not on:
            self.cleaner.cancel()
        elif not self.cleaner.covers(*self.selection):
            self.cleaner.clean(self.original, *self.selection)
        self._exchange()

    def _exchange(self) -> None:
        """Show the chosen form."""
        original, cleaned = self.original, self.cleaner.cleaned
        if original is None:
            return
        forms = None if cleaned is None else (original, replace(cleaned, best=original.best))
        self.sound = forms[True] if forms is not None and self._clean_wanted else original
        self.trim.exchange(self.sound, forms)
        self._show_noise()
        self.changed.emit()

    def _noise_stays(self, error: EngineError | StudioError) -> None:
        self._clean_wanted, self._noise_error = False, error
        self._exchange()

    def _show_noise(self) -> None:
        error = self._noise_error
        self.trim.noise.show_state(
            on=self._clean_wanted,
            busy=self.cleaner.busy,
            comparable=self.cleaner.cleaned is not None,
            quieter_db=self.cleaner.quieter_db(*self.selection),
            failure=" ".join(filter(None, failures.words(error))) if error is not None else "",
        )

    def _refuse(self, error: StudioError) -> None:
        self._cancel_reading()
        self._say(" ".join(filter(None, failures.words(error))))

    def _cancel_reading(self) -> None:
        self.loader.cancel()
        if self.sound is not None:
            self._show(self.trim)
        self.drop.show_reading("")

    def _show(self, page: QWidget) -> None:
        """Turn to a page; the keyboard stays in the stage where it was there."""
        focused = self.window().focusWidget()
        inside = focused is not None and self._pages.isAncestorOf(focused)
        self._pages.setCurrentWidget(page)
        if inside:
            target = self.drop.first_button if page is self.drop else self.trim.play_button
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_what_there_is(self) -> None:
        self._show(self.drop if self.sound is None else self.trim)

    def _use_device(self, device: str) -> None:
        self._settings.audio_input = device
        self.recorder.set_device(device)
        if self.is_recording:
            self.recorder.stop()
            self.recorder.start()

    def _end_recording(self) -> None:
        if self.is_recording:
            self.recorder.stop()
            self.recording.emit(False)

    def _keep_recording(self) -> None:
        if not self.is_recording:
            return
        if self.recorder.seconds < _SHORTEST_RECORDING_S:
            self._show_what_there_is()
        else:
            self._fresh = True
            self.drop.show_reading(self.tr("the recording"))
            self._show(self.drop)
            self.loader.look(self.recorder.samples(), self.recorder.sample_rate)
        self.recording.emit(False)

    def _recorder_failed(self, code: str) -> None:
        self._problem = code
        self._keep_recording()
        self.retranslate()
        self._message.show()

    def _say(self, text: str) -> None:
        self._problem = ""
        self._message.setText(text)
        self._message.setVisible(bool(text))

    def retranslate(self) -> None:
        self._show_noise()
        kept = self.recorder.seconds >= _SHORTEST_RECORDING_S
        match self._problem:
            case "no_device":
                self._message.setText(self.tr("There is no microphone. Connect one, or choose a file."))
            case "device_lost" | "device_silent" if kept:
                self._message.setText(
                    self.tr("The microphone was lost. What was recorded until then is kept.")
                )
            case "device_lost" | "device_silent":
                self._message.setText(
                    self.tr("The microphone gives no sound. Is it switched on, and may CosyDesk use it?")
                )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
