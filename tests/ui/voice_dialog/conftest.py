"""The dialog over a library of its own, with a microphone that plays a tape."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import PySide6.QtMultimedia  # noqa: F401 - what it warns of at loading belongs to no test
import pytest
import soundfile
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cosydesk.jobs.queue import JobQueue
from cosydesk.playback.player import Player
from cosydesk.playback.recorder import Recorder
from cosydesk.settings import Settings
from cosydesk.studio.library import Library
from cosydesk.studio.my_voice import MyVoice
from cosydesk.studio.voice_store import VoiceStore
from cosydesk.ui.dialogs.question import Question
from cosydesk.ui.theme import Theme
from cosydesk.ui.translation import Translation
from cosydesk.ui.voice_dialog.voice_dialog import VoiceDialog
from tests.support.ear import Ear
from tests.support.speech_like import speech_like
from tests.support.starter_speech import RATE as STARTER_RATE
from tests.support.starter_speech import starter_speech

RATE = 24_000


class Tape:
    """A microphone that hears a speaker, a block of 0.4 s at each look; and can be unplugged."""

    description = "Tape"
    sample_rate = RATE

    def __init__(self) -> None:
        self.sound = speech_like(30.0, seed=4)
        self.at = 0
        self.unplugged = False

    def take(self) -> np.ndarray:
        block = self.sound[self.at : self.at + int(0.4 * RATE)]
        self.at += len(block)
        return block

    def lost(self) -> bool:
        return self.unplugged

    def close(self) -> None:
        self.at = 0


class Desk:
    """Opens dialogs and closes them at the end.

    Attributes: store, settings, player, theme; queue and ear: what the dialogs ask and what they get to hear;
        tape, which the dialogs record from; None = no microphone.
    """

    def __init__(self, qtbot: QtBot, application: QApplication, folder: Path) -> None:
        self._qtbot = qtbot
        self.translation = Translation(application, "en")
        self.theme = Theme(application, "light")
        self.settings = Settings(folder / "settings.toml")
        self.library = Library(folder / "library.sqlite")
        self.store: VoiceStore = self.library.mine
        self.player = Player()
        self.queue = JobQueue()
        self.ear = Ear(self.queue)
        self.tape: Tape | None = Tape()

    def dialog(self, voice: MyVoice | None = None, recorder: Recorder | None = None) -> VoiceDialog:
        recorder = recorder or Recorder(factory=lambda _device: self.tape, beat_ms=10)
        dialog = VoiceDialog(
            self.store,
            self.player,
            self.queue,
            self.settings,
            self.theme,
            None,
            voice=voice,
            recorder=recorder,
        )
        self._qtbot.addWidget(dialog, before_close_func=throw_away)
        with self._qtbot.waitActive(dialog):
            dialog.open()
            dialog.activateWindow()
        if voice is not None:
            self._qtbot.waitUntil(lambda: dialog.stage.sound is not None)
        return dialog

    def load(self, dialog: VoiceDialog, path: Path) -> None:
        before = dialog.stage.sound
        dialog.open_file(path)
        self._qtbot.waitUntil(lambda: dialog.stage.sound is not before)


def throw_away(dialog: VoiceDialog) -> None:
    """Close without the question."""
    for question in dialog.findChildren(Question):
        question.reject()
    dialog.done(0)


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, qapp, tmp_path)
    yield made
    made.queue.shutdown()
    made.player.close()
    made.library.close()
    made.translation.choose("en")


@pytest.fixture
def real_queue() -> Iterator[JobQueue]:
    """The engine as it ships."""
    queue = JobQueue()
    yield queue
    queue.shutdown()


@pytest.fixture(scope="session")
def spoken_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence that a starter voice speaks, with a second of silence before and after it."""
    path = tmp_path_factory.mktemp("spoken") / "museum.wav"
    pause = np.zeros(STARTER_RATE, np.float32)
    soundfile.write(path, np.concatenate([pause, starter_speech("en"), pause]), STARTER_RATE)
    return path
