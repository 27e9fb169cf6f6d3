"""Voices of one's own for the pictures: a library with some, and the dialog in each of its states."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile

from cosydesk.playback.recorder import Recorder
from cosydesk.studio.my_voice import Consent, PromptAudio, new_voice
from cosydesk.studio.sound import Samples
from cosydesk.studio.voice_store import VoiceStore
from cosydesk.ui.main_window import MainWindow
from cosydesk.ui.voice_dialog.transcript_box import Verdict
from cosydesk.ui.voice_dialog.voice_dialog import VoiceDialog

_VOICES = (
    ("Ann", "en", ("calm", "narrator"), 0.0, 4.6),
    ("旁白", "zh", ("纪录片",), 3.0, 6.2),
    ("Lighthouse keeper", "en", (), 1.0, 9.4),
)


def add_voices(store: VoiceStore, speech: Samples, sample_rate: int) -> None:
    """Some voices with parts of this speech."""
    for name, language, tags, start_s, length_s in _VOICES:
        part = np.roll(speech, -int(start_s * sample_rate))[: int(length_s * sample_rate)]
        prompt = PromptAudio.of(part, sample_rate)
        consent = Consent.now("It is my own voice.")
        store.add(new_voice(name, prompt, consent, language=language, tags=tags), prompt)


class Tape:
    """A microphone that hears a recording again and again; see `recorder.AudioInput`."""

    description = "Tape"

    def __init__(self, samples: Samples, sample_rate: int) -> None:
        self.sample_rate = sample_rate
        self._samples = samples
        self._at = 0

    def take(self) -> Samples:
        count = self.sample_rate // 30
        self._at = (self._at + count) % max(1, len(self._samples) - count)
        return self._samples[self._at : self._at + count]

    def lost(self) -> bool:
        return False

    def close(self) -> None:
        self._at = 0


class DialogScenes:
    """Shows the dialog for a new voice in one state after the other.

    Attributes:
        dialog: the one that is open.
    """

    def __init__(self, window: MainWindow, speech: Samples, sample_rate: int, folder: Path) -> None:
        self._loud = folder / "too loud.wav"
        soundfile.write(self._loud, np.clip(speech * 9, -1, 1), sample_rate)
        self._trimmed = False
        self._good = folder / "scene one.wav"
        soundfile.write(self._good, speech, sample_rate)
        recorder = Recorder(factory=lambda _device: Tape(speech, sample_rate), beat_ms=400)
        self.dialog = VoiceDialog(
            window.document.voices.mine,
            window.player,
            window.queue,
            window.settings,
            window.theme,
            window,
            recorder=recorder,
        )
        self.dialog.open()

    def states(self) -> Iterator[str]:
        """Name of each state once the dialog is on its way to it; `ready` tells when it is there."""
        dialog, stage = self.dialog, self.dialog.stage
        yield "empty"
        stage.record()
        yield "counting"
        yield "recording"
        stage.stop_recording()
        dialog.open_file(self._loud)
        yield "findings"
        dialog.open_file(self._good)
        yield "ready"
        field = dialog.form.transcript
        words = field.toPlainText().split(" ")
        field.setPlainText(" ".join((*words[:1], "or so", *words[1:3], *words[4:])))
        yield "differs"
        stage.trim.noise.switch.click()
        yield "noise"

    def is_there(self, state: str) -> bool:
        """Whether the dialog shows this state; the last touches are put to it then."""
        dialog, stage = self.dialog, self.dialog.stage
        loaded = stage.sound.name if stage.sound is not None else ""
        match state:
            case "recording":
                return stage.recorder.seconds > 2.0
            case "findings":
                return loaded == self._loud.name
            case "ready":
                if loaded != self._good.name:
                    return False
                if not self._trimmed:
                    self._trimmed = True
                    stage.trim.use_best()
                if dialog.dictation.transcript is None:
                    return False
                dialog.form.name.setText("Ann")
                dialog.form.tags.setText("calm, narrator")
                dialog.form.consent.setChecked(True)
            case "differs":
                return dialog.form.words.verdict is Verdict.DIFFERS
            case "noise":
                return not stage.cleaner.busy
        return True

    def close(self) -> None:
        """Close without a question."""
        self.dialog.done(0)
