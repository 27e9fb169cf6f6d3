"""Export the timeline as a WAV file: choose, watch, cancel."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)

from cosydesk.settings import Settings
from cosydesk.studio.errors import StudioError
from cosydesk.studio.mixdown import SAMPLE_RATES, SUBTYPES, Exported, MixPlan, export_plan, plan_of
from cosydesk.ui import failures, phrases
from cosydesk.ui.dialogs.base import Dialog
from cosydesk.ui.document import Document
from cosydesk.ui.theme import Theme
from cosydesk.ui.timecode import short_time
from cosydesk.ui.widgets.basics import label, set_kind
from cosydesk.ui.widgets.segmented import Segmented

log = logging.getLogger(__name__)


class ExportJob(QObject):
    """One export in a thread of its own.

    Signals:
        progressed: 0..1. ended: an `Exported`, or the `StudioError` that prevented it.
    """

    progressed = Signal(float)
    ended = Signal(object)

    def __init__(self, plan: MixPlan, path: Path, subtype: str, rate: int, channels: int) -> None:
        super().__init__()
        self._cancel = threading.Event()
        self._told = -1
        self._arguments = (plan, path, subtype, rate, channels)
        self._thread = threading.Thread(target=self._run, name="export", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def cancel(self) -> None:
        self._cancel.set()

    def wait(self) -> None:
        self._thread.join()

    def _run(self) -> None:
        try:
            result: Exported | StudioError = export_plan(*self._arguments, self._tell, self._cancel)
        except StudioError as error:
            result = error
        except Exception:
            log.exception("export failed")
            result = StudioError("The export failed.", "Details are in the log.", "internal")
        self.ended.emit(result)

    def _tell(self, fraction: float) -> None:
        percent = int(100 * fraction)
        if percent != self._told:
            self._told = percent
            self.progressed.emit(fraction)


class ExportDialog(Dialog):
    """Format, rate, channels, file; then progress with cancel; then where it is."""

    def __init__(
        self, document: Document, settings: Settings, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent, 480)
        self._document = document
        self._settings = settings
        self._job: ExportJob | None = None
        self._done: Path | None = None
        m = theme.metrics
        self.subtype = Segmented(theme)
        self.subtype.set_index(SUBTYPES.index(settings.export_subtype))
        self.rate = Segmented(theme)
        self.rate.set_index(SAMPLE_RATES.index(settings.export_sample_rate))
        self.channels = Segmented(theme)
        self.channels.set_index(settings.export_channels - 1)
        self.path = QLineEdit(str(self._suggestion()))
        self._browse = QPushButton()
        self._browse.clicked.connect(self._choose)
        self._labels = [label("small") for _ in range(4)]
        row = QHBoxLayout()
        row.setSpacing(m.sm)
        row.addWidget(self.path, 1)
        row.addWidget(self._browse)
        grid = QGridLayout()
        grid.setHorizontalSpacing(m.lg)
        grid.setVerticalSpacing(m.md)
        for line, words in enumerate(self._labels):
            grid.addWidget(words, line, 0)
        for line, field in enumerate((self.subtype, self.rate, self.channels)):
            field.setMinimumWidth(270)
            grid.addWidget(field, line, 1)
        grid.addLayout(row, 3, 1)
        grid.setColumnStretch(1, 1)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._state = label("muted", wrap=True)
        self.content.addLayout(grid)
        self.content.addSpacing(m.sm)
        self.content.addWidget(self._bar)
        self.content.addWidget(self._state)
        self._show = self.add_button()
        self._show.clicked.connect(self._show_folder)
        self._cancel = self.add_button()
        self._cancel.clicked.connect(self.reject)
        self.go = self.add_button(primary=True)
        self.go.clicked.connect(self.export)
        self._show.hide()
        self._bar.setVisible(False)
        self.retranslate()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Export WAV"))
        self.heading.setText(self.tr("Export WAV"))
        names = (self.tr("Format"), self.tr("Sample rate"), self.tr("Channels"), self.tr("File"))
        fields = (self.subtype, self.rate, self.channels, self.path)
        for words, field, text in zip(self._labels, fields, names, strict=True):
            words.setText(text)
            field.setAccessibleName(text)
        self.subtype.set_texts([self.tr("16 bit"), self.tr("24 bit"), self.tr("32 bit float")])
        self.rate.set_texts([f"{rate / 1000:g} kHz" for rate in SAMPLE_RATES])
        self.channels.set_texts([self.tr("Mono"), self.tr("Stereo")])
        self._browse.setText(self.tr("Choose…"))
        self._show.setText(self.tr("Show in folder"))
        self._cancel.setText(self.tr("Close") if self._done else self.tr("Cancel"))
        self.go.setText(self.tr("Export"))
        if self._job is None and self._done is None:
            seconds = self._document.project.length() / self._document.project.sample_rate
            self._state.setText(self.tr("{time} of speech on the timeline").format(time=short_time(seconds)))

    def export(self) -> None:
        """Begin; the dialog stays open and shows how it goes."""
        if self._job is not None:
            return
        path = Path(self.path.text()).expanduser()
        if path.suffix.lower() != ".wav":
            path = path.with_name(path.name + ".wav")
        self._keep(path)
        self._done = None
        self._show.hide()
        job = ExportJob(
            plan_of(self._document.project),
            path,
            SUBTYPES[self.subtype.index],
            SAMPLE_RATES[self.rate.index],
            self.channels.index + 1,
        )
        job.progressed.connect(lambda fraction: self._bar.setValue(round(1000 * fraction)))
        job.ended.connect(self._ended)
        self._job = job
        self._lock(True)
        set_kind(self._state, "muted")
        self._state.setText(self.tr("Exporting…"))
        self._bar.setValue(0)
        job.start()

    @property
    def exported(self) -> Path | None:
        """The file that was written."""
        return self._done

    @property
    def state_text(self) -> str:
        return self._state.text()

    def reject(self) -> None:
        if self._job is not None:
            self._job.cancel()
        elif self._done is not None:
            self.accept()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job.wait()
        super().closeEvent(event)

    def _ended(self, result: object) -> None:
        if self._job is not None:
            self._job.wait()
        self._job = None
        self._lock(False)
        if isinstance(result, Exported):
            self._done = result.path
            set_kind(self._state, "ok")
            text = self.tr("Exported to {name}").format(name=result.path.name)
            if result.gain_db < 0:
                text += " · " + self.tr("lowered by {db} dB, it was too loud").format(
                    db=f"{-result.gain_db:.1f}"
                )
            self._state.setText(text)
            self._show.show()
        elif isinstance(result, StudioError):
            if result.code == "cancelled":
                set_kind(self._state, "muted")
                self._state.setText(self.tr("Cancelled; nothing was written."))
            else:
                set_kind(self._state, "error")
                self._state.setText(phrases.paragraph(*failures.words(result)))
        self._cancel.setText(self.tr("Close") if self._done else self.tr("Cancel"))

    def _lock(self, running: bool) -> None:
        for field in (self.subtype, self.rate, self.channels, self.path, self._browse, self.go):
            field.setEnabled(not running)
        self._bar.setVisible(running)

    def _suggestion(self) -> Path:
        folder = self._settings.export_folder or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.MusicLocation
        )
        return Path(folder) / f"{self._document.title}.wav"

    def _choose(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export WAV"), self.path.text(), self.tr("WAV sound") + " (*.wav)"
        )
        if path:
            self.path.setText(path)

    def _keep(self, path: Path) -> None:
        self._settings.export_subtype = SUBTYPES[self.subtype.index]
        self._settings.export_sample_rate = SAMPLE_RATES[self.rate.index]
        self._settings.export_channels = self.channels.index + 1
        self._settings.export_folder = str(path.parent)
        try:
            self._settings.save()
        except OSError:
            log.exception("the settings could not be written")

    def _show_folder(self) -> None:
        if self._done is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._done.parent)))
