"""Export: what, how it sounds, what it is called; then progress with cancel; then what was written and where."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QWidget

from cosydesk.settings import Settings
from cosydesk.studio.delivery.deliver import Delivered, planned_files
from cosydesk.studio.delivery.plan import plan_delivery
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.errors import StudioError
from cosydesk.studio.store import Samples
from cosydesk.ui import failures, phrases
from cosydesk.ui.dialogs.base import Dialog
from cosydesk.ui.dialogs.question import Question
from cosydesk.ui.document import Document
from cosydesk.ui.export.cue_speaker import CueSpeaker
from cosydesk.ui.export.export_form import ExportForm
from cosydesk.ui.export.forecast import Concerns, bytes_of, concerns_of
from cosydesk.ui.export.job import DeliveryJob
from cosydesk.ui.export.notice_words import notice_words
from cosydesk.ui.export.result import Result
from cosydesk.ui.theme import Theme
from cosydesk.ui.time_left import time_left
from cosydesk.ui.timecode import short_time
from cosydesk.ui.widgets.basics import label, set_kind

_MEBI = 1 << 20
_CUE_SHARE = 0.1
"""Of the progress, that a spoken cue has."""


class ExportDialog(Dialog):
    """The project is taken as it is when the dialog opens."""

    def __init__(
        self,
        document: Document,
        cues: CueSpeaker,
        settings: Settings,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent, 620)
        cues.setParent(self)
        self._cues = cues
        self._plan = plan_delivery(document.project)
        self._concerns = concerns_of(document.project)
        self._title = document.title
        if not self._plan.name:
            self._plan = replace(self._plan, name=self._title)
        self._job: DeliveryJob | None = None
        self._making: Recipe | None = None
        self._delivered: Delivered | None = None
        self.form = ExportForm(self._plan, cues, settings, theme)
        self.outcome = Result(theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.form)
        self._stack.addWidget(self.outcome)
        self._warning = label("warn", wrap=True)
        self._state = label("muted", wrap=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.hide()
        self.content.addWidget(self._stack, 1)
        self.content.addWidget(self._warning)
        self.content.addWidget(self._bar)
        self.content.addWidget(self._state)
        self._show = self.add_button()
        self._show.clicked.connect(self._show_folder)
        self._show.hide()
        self.with_morse, self.without_cue = self.add_button(), self.add_button()
        for button, kind in ((self.with_morse, "morse"), (self.without_cue, "none")):
            button.clicked.connect(lambda _checked, kind=kind: self._begin(_with_cue(self.form.recipe, kind)))
            button.hide()
        self._again = self.add_button()
        self._again.clicked.connect(self._to_form)
        self._again.hide()
        self._cancel = self.add_button()
        self._cancel.clicked.connect(self.reject)
        self.go = self.add_button(primary=True)
        self.go.clicked.connect(self.export)
        cues.progressed.connect(self._cue_progressed)
        cues.waiting.connect(self._cue_waits)
        cues.spoken.connect(self._deliver)
        cues.failed.connect(self._cue_failed)
        cues.cancelled.connect(self._cancelled)
        self.form.presets.failed.connect(self._presets_failed)
        self.form.changed.connect(self._renew)
        self.retranslate()
        self.form.folder.setFocus()
        self.form.folder.selectAll()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Export"))
        self.heading.setText(self.tr("Export"))
        self._show.setText(self.tr("Show in folder"))
        self.with_morse.setText(self.tr("Use Morse code"))
        self.without_cue.setText(self.tr("Export without a cue"))
        self._again.setText(self.tr("Export more"))
        self.go.setText(self.tr("Export"))
        self._bar.setAccessibleName(self.tr("Progress"))
        self.form.retranslate()
        self.outcome.retranslate()
        if self._making is None:
            self._renew()
        self._show_buttons()

    @property
    def delivered(self) -> Delivered | None:
        """What was written last."""
        return self._delivered

    @property
    def state_text(self) -> str:
        return self._state.text()

    @property
    def warning_text(self) -> str:
        return self._warning.text()

    def export(self) -> None:
        """Begin; the dialog stays open and shows how it goes."""
        if self._making is not None or not self.go.isEnabled():
            return
        self.form.remember()
        recipe = self.form.recipe
        there = [path for path in planned_files(self._plan, recipe, self.form.target) if path.exists()]
        if there and not self._may_replace(there):
            return
        self._begin(recipe)

    def reject(self) -> None:
        if self._job is not None:
            self._job.cancel()
        elif self._making is not None:
            self._cues.stop()
            self._cancelled()
        elif self.form.presets.naming:
            self.form.presets.stop_naming()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._cues.stop()
        if self._job is not None:
            self._job.cancel()
            self._job.wait()
        super().closeEvent(event)

    # -- choosing --------------------------------------------------------------------------------------------

    def _renew(self) -> None:
        """Say what will be written, or why nothing will."""
        recipe = self.form.recipe
        files = planned_files(self._plan, recipe, Path())
        why = self._in_the_way(recipe, bool(files))
        self.go.setEnabled(not why and self._making is None)
        self.go.setToolTip(why)
        seconds = self._plan.length / self._plan.sample_rate
        size = bytes_of(self._plan, recipe)
        self._offer_other_cue(offered=False)
        set_kind(self._state, "muted")
        self._state.setText(
            why
            or " · ".join(
                (
                    self.tr("One file") if len(files) == 1 else self.tr("{n} files").format(n=len(files)),
                    self.tr("{time} of sound").format(time=short_time(seconds)),
                    self.tr("about {size} MB").format(
                        size=f"{size / _MEBI:.1f}" if size < 10 * _MEBI else size // _MEBI
                    ),
                )
            )
        )
        words = [text for count, text in self._said(self._concerns) if count]
        self._warning.setText(" · ".join(words))
        self._warning.setVisible(bool(words) and self._stack.currentWidget() is self.form)

    def _said(self, concerns: Concerns) -> list[tuple[int, str]]:
        """How many lines, and what is the matter with them."""
        one = (
            self.tr("One line was never spoken"),
            self.tr("One line has changed since it was spoken"),
            self.tr("One line is too long for its slot"),
        )
        more = (
            self.tr("{n} lines were never spoken"),
            self.tr("{n} lines have changed since they were spoken"),
            self.tr("{n} lines are too long for their slots"),
        )
        counts = (concerns.missing, concerns.stale, concerns.too_long)
        return [
            (count, single if count == 1 else several.format(n=count))
            for count, single, several in zip(counts, one, more, strict=True)
        ]

    def _in_the_way(self, recipe: Recipe, something: bool) -> str:
        if not self._plan.length:
            return self.tr("Nothing to export yet: speak a line first")
        if not something:
            return self.tr("Nothing is chosen to be exported")
        if recipe.timelines and not (recipe.mix or recipe.stems or recipe.lines):
            return self.tr("A timeline needs sound to refer to: choose the mix, stems or single lines")
        return "" if self.form.folder.text().strip() else self.tr("Choose a folder")

    def _presets_failed(self) -> None:
        set_kind(self._state, "error")
        self._state.setText(self.tr("The presets can't be written."))

    # -- exporting -------------------------------------------------------------------------------------------

    def _may_replace(self, there: list[Path]) -> bool:
        text = (
            self.tr("{name} is there already.").format(name=there[0].name)
            if len(there) == 1
            else self.tr("{n} files are there already, {name} among them.").format(
                n=len(there), name=there[0].name
            )
        )
        question = Question(
            self.theme, self, self.tr("Replace files?"), text, self.tr("Replace"), self.tr("Don't replace")
        )
        return question.exec() == Question.DialogCode.Accepted

    def _begin(self, recipe: Recipe) -> None:
        """Make the files of a recipe: first its spoken cue, if it has one."""
        self._making = recipe
        self._offer_other_cue(offered=False)
        self._lock(running=True)
        set_kind(self._state, "muted")
        self._bar.setValue(0)
        if recipe.speaks_cue:
            self._state.setText(self.tr("Speaking the cue…"))
            self._cues.speak(recipe)
        else:
            self._deliver(None)

    def _cue_progressed(self, fraction: float) -> None:
        self._state.setText(self.tr("Speaking the cue…"))
        self._bar.setValue(round(1000 * _CUE_SHARE * fraction))

    def _cue_waits(self) -> None:
        self._state.setText(
            self.tr("The queue is paused, and the cue waits in it. Cancel, and let the queue go on.")
        )

    def _cue_failed(self, message: str, remedy: str) -> None:
        self._making = None
        self._lock(running=False)
        set_kind(self._state, "error")
        self._state.setText(phrases.paragraph(self.tr("The cue can't be spoken."), f"{message} {remedy}"))
        self._offer_other_cue(offered=True)

    def _offer_other_cue(self, *, offered: bool) -> None:
        self.with_morse.setVisible(offered)
        self.without_cue.setVisible(offered)

    def _deliver(self, cue: Samples | None) -> None:
        assert self._making is not None
        producer = self.form.names.producer.text()
        job = DeliveryJob(self._plan, self._making, self.form.target, producer, cue)
        job.progressed.connect(self._progressed)
        job.ended.connect(self._ended)
        self._job = job
        self._state.setText(self.tr("Exporting…"))
        job.start()

    def _progressed(self, fraction: float) -> None:
        cue = _CUE_SHARE if self._making is not None and self._making.speaks_cue else 0.0
        self._bar.setValue(round(1000 * (cue + (1.0 - cue) * fraction)))
        left = time_left(self._job.seconds_left(fraction)) if self._job is not None else ""
        self._state.setText(" · ".join(filter(None, (self.tr("Exporting…"), left))))

    def _ended(self, result: object) -> None:
        job, self._job, self._making = self._job, None, None
        if job is not None:
            job.wait()
        self._lock(running=False)
        if isinstance(result, Delivered):
            self._delivered = result
            notices = [notice_words(each) for each in result.notices]
            self.outcome.show_delivered(result, self.form.target, notices)
            self._stack.setCurrentWidget(self.outcome)
        elif isinstance(result, StudioError) and result.code == "cancelled":
            self._cancelled()
        elif isinstance(result, StudioError):
            set_kind(self._state, "error")
            self._state.setText(phrases.paragraph(*failures.words(result)))
        self._show_buttons()

    def _cancelled(self) -> None:
        self._making = None
        self._lock(running=False)
        set_kind(self._state, "muted")
        self._state.setText(self.tr("Cancelled; nothing was written."))

    def _to_form(self) -> None:
        self._stack.setCurrentWidget(self.form)
        self._renew()
        self._show_buttons()

    def _show_buttons(self) -> None:
        done = self._stack.currentWidget() is self.outcome
        self._show.setVisible(done)
        self._again.setVisible(done)
        self._warning.setVisible(bool(self._warning.text()) and not done)
        self._state.setVisible(not done)
        self.go.setVisible(not done)
        self._cancel.setText(self.tr("Close") if done else self.tr("Cancel"))

    def _lock(self, *, running: bool) -> None:
        self.form.setEnabled(not running)
        self.go.setEnabled(not running)
        self._bar.setVisible(running)

    def _show_folder(self) -> None:
        if self._delivered is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.outcome.folder)))


def _with_cue(recipe: Recipe, kind: str) -> Recipe:
    """The recipe with this cue wherever it has a spoken one."""
    start, end = (kind if cue == "spoken" else cue for cue in (recipe.cue_start, recipe.cue_end))
    return replace(recipe, cue_start=start, cue_end=end)
