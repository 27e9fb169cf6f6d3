"""A new voice, or another look at one: recording, checks, words, consent."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cosydesk.jobs.queue import JobQueue
from cosydesk.playback.player import Player
from cosydesk.playback.recorder import Recorder
from cosydesk.settings import Settings
from cosydesk.studio.errors import StudioError
from cosydesk.studio.my_voice import MyVoice, PromptAudio, new_voice
from cosydesk.studio.prompt_check import Finding, Severity
from cosydesk.studio.prompt_words import judge_words
from cosydesk.studio.sound_file import is_sound
from cosydesk.studio.speech_check import Heard, judge_heard, judge_spoken
from cosydesk.studio.voice_store import VoiceStore
from cosydesk.ui import failures
from cosydesk.ui.dialogs.base import Dialog
from cosydesk.ui.dialogs.question import Question
from cosydesk.ui.theme import Theme
from cosydesk.ui.voice_dialog.dictation import Dictation
from cosydesk.ui.voice_dialog.finding_list import FindingList
from cosydesk.ui.voice_dialog.finding_words import finding_words
from cosydesk.ui.voice_dialog.noise_row import COMPARE_KEYS
from cosydesk.ui.voice_dialog.sound_stage import SoundStage
from cosydesk.ui.voice_dialog.transcript_box import Verdict
from cosydesk.ui.voice_dialog.voice_form import VoiceForm
from cosydesk.ui.widgets.basics import ElidedLabel, label
from cosydesk.ui.widgets.fitting_scroll import FittingScroll

log = logging.getLogger(__name__)

_WIDTH = 800
_CHECKS = 248
_SPARE = 210
_HEARD = {
    Verdict.AS_HEARD: Heard.FITS,
    Verdict.FITS: Heard.FITS,
    Verdict.DIFFERS: Heard.NEARLY,
    Verdict.OTHER: Heard.OTHER,
}


class VoiceDialog(Dialog):
    """Attributes:
    stage: the recording. form: what is typed. checks: what is said of both. keep: the button that keeps it.
    dictation: writes down what is said.

    Signals:
        kept: id of the voice that was made or changed.
        models_wanted: the person wants the better recogniser.
    """

    kept = Signal(str)
    models_wanted = Signal()

    def __init__(
        self,
        store: VoiceStore,
        player: Player,
        queue: JobQueue,
        settings: Settings,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        voice: MyVoice | None = None,
        recorder: Recorder | None = None,
    ) -> None:
        """Args:
        voice: the one to change; None makes a new one.
        """
        super().__init__(theme, parent, _WIDTH)
        m = theme.metrics
        self._store = store
        self._settings = settings
        self._voice = voice
        self._findings: tuple[Finding, ...] = ()
        self._leaving = False
        recorder = recorder if recorder is not None else Recorder(settings.audio_input)
        recorder.setParent(self)
        self.stage = SoundStage(recorder, player, queue, settings, theme, self)
        self.dictation = Dictation(queue, settings, self)
        self.form = VoiceForm(theme, self.dictation, self)
        self.checks = FindingList(theme)
        self._checks_label = label("section")
        self._failure = label("error", wrap=True)
        self._failure.hide()
        left = QVBoxLayout()
        left.setSpacing(m.md)
        left.addWidget(self.stage)
        left.addWidget(self.form.words)
        left.addStretch(1)
        checks = QWidget()
        checks.setFixedWidth(_CHECKS)
        right = QVBoxLayout(checks)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(m.sm)
        right.addWidget(self._checks_label)
        right.addWidget(self.checks, 1)
        upper = QHBoxLayout()
        upper.setSpacing(m.xl)
        upper.addLayout(left, 1)
        upper.addWidget(checks)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.sm)
        column.addLayout(upper)
        column.addSpacing(m.sm)
        column.addWidget(self.form)
        column.addWidget(self._failure)
        self.content.addWidget(FittingScroll(body, _SPARE), 1)
        self._missing = ElidedLabel(kind="muted")
        self.buttons.takeAt(0)
        self.buttons.addWidget(self._missing, 1)
        self.cancel = self.add_button()
        self.cancel.clicked.connect(self.reject)
        self.keep = self.add_button(primary=True)
        self.keep.clicked.connect(self.accept)
        self.setAcceptDrops(True)
        for keys, run in (
            ("Ctrl+O", self.stage.choose),
            ("Ctrl+R", self._record),
            ("Ctrl+Space", self._play),
            (COMPARE_KEYS, self.stage.trim.compare),
        ):
            QShortcut(QKeySequence(keys), self, run)
        self.stage.changed.connect(self._look)
        self.stage.found.connect(self._look)
        self.stage.cleaner.changed.connect(self._judge_all)
        self.stage.named.connect(self.form.suggest_name)
        self.stage.recording.connect(lambda _on: self._judge_all())
        self.form.changed.connect(self._look)
        self.dictation.changed.connect(self._judge_all)
        self.form.language_chosen.connect(self._listen)
        self.form.words.judged.connect(self._judge_all)
        self.form.words.models_wanted.connect(self.models_wanted)
        if voice is not None:
            self.form.fill(voice)
            self._begin_with(voice)
        self.retranslate()
        self._look()

    def retranslate(self) -> None:
        title = self.tr("New voice") if self._voice is None else self.tr("Edit voice")
        self.setWindowTitle(title)
        self.heading.setText(title)
        self._checks_label.setText(self.tr("Checks"))
        self.cancel.setText(self.tr("Cancel"))
        self.keep.setText(self.tr("Create voice") if self._voice is None else self.tr("Save"))
        self._judge_all()

    # -- state --------------------------------------------------------------------------------------------------

    @property
    def edited(self) -> bool:
        """Whether something would be lost by closing."""
        return self.form.edited or not self.stage.untouched

    @property
    def failure(self) -> str:
        """Why it could not be kept; empty when nothing failed."""
        return self._failure.text() if self._failure.isVisibleTo(self) else ""

    def missing(self) -> str:
        """What is still to be done before the voice can be kept, in words; empty when nothing is."""
        if self.stage.is_recording:
            return self.tr("Stop the recording first")
        if self.stage.sound is None:
            return self.tr("Add a recording first")
        if self.stage.cleaner.busy:
            return self.tr("The recording is being cleaned")
        problem = next((one for one in self._findings if one.severity is Severity.PROBLEM), None)
        if problem is not None:
            return finding_words(problem)[0]
        if not self.form.name.text().strip():
            return self.tr("Give the voice a name")
        if not self.form.consent.isChecked():
            return self.tr("Confirm that you may use this voice")
        return ""

    def open_file(self, path: Path) -> None:
        """Take a recording from a file."""
        self.stage.open(path)

    # -- keeping ------------------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Keep the voice; the dialog stays where that fails."""
        if self.missing():
            return
        try:
            voice_id = self._make() if self._voice is None else self._change(self._voice)
        except StudioError as error:
            log.warning("the voice is not kept: %s", error.message)
            self._failure.setText(" ".join(filter(None, failures.words(error))))
            self._failure.show()
            return
        self._leaving = True
        super().accept()
        self.kept.emit(voice_id)

    def reject(self) -> None:
        """Leave without keeping; asks once when something would be lost. A recording is only stopped."""
        if self.stage.is_recording:
            self.stage.stop_recording()
            return
        if not self._leaving and self.edited:
            question = Question(
                self.theme,
                self,
                self.tr("Leave without keeping it?"),
                self.tr("The recording and what you typed will be lost."),
                self.tr("Throw away"),
                self.tr("Go on editing"),
            )
            if not question.exec():
                return
        self._leaving = True
        super().reject()

    def done(self, result: int) -> None:
        self.dictation.stop()
        self.stage.close_all()
        super().done(result)

    def _make(self) -> str:
        sound = self.stage.sound
        assert sound is not None
        name, language, transcript, tags = self.form.values()
        prompt = PromptAudio.of(self.stage.selected(), sound.recorded.sample_rate)
        voice = new_voice(
            name,
            prompt,
            self.form.agreement(anew=True),
            language=language,
            transcript=transcript,
            tags=tags,
        )
        return self._store.add(voice, prompt).id

    def _change(self, voice: MyVoice) -> str:
        name, language, transcript, tags = self.form.values()
        if not self.stage.untouched and self.stage.sound is not None:
            prompt = PromptAudio.of(self.stage.selected(), self.stage.sound.recorded.sample_rate)
            consent = self.form.agreement(anew=self.stage.replaced)
            self._store.replace_prompt(voice.id, prompt, consent, transcript=transcript, language=language)
        self._store.change(voice.id, name=name, language=language, transcript=transcript, tags=tags)
        return voice.id

    # -- inside -------------------------------------------------------------------------------------------------

    def _begin_with(self, voice: MyVoice) -> None:
        try:
            prompt = self._store.prompt(voice.id)
            self.stage.begin_with(prompt.samples(), prompt.sample_rate)
        except StudioError as error:
            self._failure.setText(" ".join(filter(None, failures.words(error))))
            self._failure.show()

    def _look(self) -> None:
        if self.stage.replaced:
            self.form.ask_consent_anew()
        self._failure.hide()
        self._listen()
        self._judge_all()

    def _listen(self) -> None:
        """Have written down what is selected, with its noise: cleaning changes no words."""
        original, spoken = self.stage.original, self.stage.finder.spoken
        if original is not None and spoken is not None:
            self.dictation.follow(original.recorded, spoken, *self.stage.selection, self.form.said_language)

    def _judge_all(self) -> None:
        sound, spoken = self.stage.sound, self.stage.finder.spoken
        if sound is None or spoken is None:
            self._findings = ()
        else:
            start, end = self.stage.selection
            spoken_s = spoken.samples(start, end) / sound.recorded.sample_rate
            words = judge_words(self.form.words.text, spoken_s)
            heard = judge_heard(words, _HEARD.get(self.form.words.verdict))
            # A transcript that is on its way is not missing.
            coming = self.dictation.busy and not self.form.words.text
            self._findings = (
                *judge_spoken(sound.recorded, spoken, start, end),
                *(() if coming else (heard,)),
            )
        self.checks.show_findings(self._findings)
        missing = self.missing()
        self._missing.setText(missing)
        self.keep.setEnabled(not missing)
        self.keep.setToolTip(missing)

    def _record(self) -> None:
        if self.stage.is_recording:
            self.stage.stop_recording()
        else:
            self.stage.record()

    def _play(self) -> None:
        if self.stage.sound is not None and not self.stage.is_recording:
            self.stage.trim.toggle_play()

    # -- drops --------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if sound_in(event.mimeData()) is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.stage.set_hot(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.stage.set_hot(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.stage.set_hot(False)
        path = sound_in(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.open_file(path)


def sound_in(data: QMimeData) -> Path | None:
    """The first sound file among what is dragged."""
    paths = (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return next((path for path in paths if is_sound(path)), None)
