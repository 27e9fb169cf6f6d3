"""What the columns beside a line say, read from the document at the moment of painting."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject

from cosydesk.jobs.job import JobState
from cosydesk.studio import voice_modes
from cosydesk.studio.library import STARTER
from cosydesk.studio.line import Line
from cosydesk.studio.my_voice import is_mine
from cosydesk.studio.voice_modes import spoken_mode
from cosydesk.ui import failures, phrases
from cosydesk.ui.document import Document


@dataclass(frozen=True)
class RowState:
    """How far a line is.

    Attributes:
        icon, token: a name in ``resources/icons`` and a palette field.
        text: beside the icon, may be "". reason: the tooltip.
        fraction: 0..1 while it is being spoken, else None.
        speakable: whether a press on it asks to speak the line.
    """

    icon: str = ""
    token: str = "muted"
    text: str = ""
    reason: str = ""
    fraction: float | None = None
    speakable: bool = False


@dataclass(frozen=True)
class Row:
    """One row.

    Attributes:
        speaker: the voice's name; "" when none is chosen. hue: index for `Theme.speaker_color`.
        below: the sub-label: mode, and manner when there is one.
        takes: "2/3", "—" while the first is made, "" when there is none.
    """

    speaker: str
    hue: int
    below: str
    takes: str
    state: RowState


class Rows(QObject):
    """Makes rows; an object for the sake of its translations."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document

    def row(self, line_id: str) -> Row | None:
        """The row of a line; None when the project doesn't have it."""
        project = self._document.project
        if not project.has_line(line_id):
            return None
        line = project.line(line_id)
        state = self.state(line)
        takes = project.takes_of(line_id)
        chosen = next((n for n, take in enumerate(takes, 1) if take.id == line.take_id), None)
        counted = f"{chosen}/{len(takes)}" if chosen is not None else ""
        if state.fraction is not None and not takes:
            counted = "—"
        return Row(
            speaker=self._document.voices.name(line.voice_id),
            hue=self._document.speaker_index(line.voice_id),
            below=self._below(line),
            takes=counted,
            state=state,
        )

    def state(self, line: Line) -> RowState:
        """How far the line is: its job if one is under way or failed, else what the project says."""
        job = self._document.line_job(line.id)
        if job is not None and job.state is JobState.FAILED:
            error = job.error
            reason = phrases.paragraph(*failures.words(error)) if error is not None else ""
            return RowState("triangle-alert", "error", self.tr("failed"), reason, speakable=True)
        if job is not None and job.state is JobState.QUEUED:
            return RowState("clock", "muted", self.tr("queued"), self.tr("Waits for its turn"))
        if job is not None and job.state.running:
            done = f"{round(job.fraction * 100)} %"
            return RowState("loader-circle", "accent_ink", done, self.tr("Being spoken"), job.fraction)
        match self._document.project.line_state(line.id):
            case "done":
                take = self._document.project.takes[line.take_id or ""]
                text = self.tr("{seconds} s").format(seconds=f"{take.length / take.sample_rate:.2f}")
                return RowState("check", "ok", text, "\n".join(map(phrases.notice, take.notices)))
            case "stale":
                reason = self.tr("Changed since it was spoken. Click to speak it again.")
                return RowState("refresh-cw", "warn", self.tr("stale"), reason, speakable=True)
            case "new":
                reason = self.tr("Not spoken yet. Click to speak it.")
                return RowState("circle-dashed", "muted", "", reason, speakable=True)
        return RowState()

    def _below(self, line: Line) -> str:
        if not line.voice_id:
            return self.tr("No voice chosen")
        voice = self._document.voices.get(line.voice_id)
        if voice is None:
            gone = is_mine(line.voice_id)
            return self.tr("This voice is gone") if gone else self.tr("This voice’s model is not open")
        match spoken_mode(line.voice_id, line.mode):
            case voice_modes.INSTRUCT if line.instruct:
                return self.tr("Instruct · {manner}").format(manner=line.instruct)
            case voice_modes.INSTRUCT:
                return self.tr("Instruct")
            case voice_modes.CLONE:
                return self.tr("Clone")
            case voice_modes.CROSS_LINGUAL:
                return self.tr("Cross-lingual")
        return self.tr("Starter voice") if voice.model_id == STARTER else self.tr("Built-in")
