"""What the columns beside a line say, read from the document at the moment of painting."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from cosydesk.engine.types import Capabilities
from cosydesk.jobs.job import JobState
from cosydesk.studio import voice_modes
from cosydesk.studio.library import STARTER
from cosydesk.studio.line import Line
from cosydesk.studio.my_voice import is_mine
from cosydesk.studio.pace import Pace, measure
from cosydesk.studio.voice_modes import spoken_mode
from cosydesk.ui import failures, phrases
from cosydesk.ui.document import Document
from cosydesk.ui.inspector.check_words import CheckWords

CapabilitiesFor = Callable[[str], Capabilities | None]
"""What the model of a voice can do; None while that is not known."""


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
        below: the sub-label: mode, and manner when there is one; why it failed where speaking it failed.
        alarm: the sub-label says what went wrong.
        speed: "1.10×"; `usual_speed` says that it is as the voice speaks.
        directed: its voice takes a manner.
        size: letters and seconds, as far as they can be told. over: why the line is too long, "" where it isn't.
        takes: "2/3", "—" while the first is made, "" when there is none.
    """

    speaker: str
    hue: int
    below: str
    takes: str
    state: RowState
    alarm: bool = False
    speed: str = ""
    usual_speed: bool = True
    directed: bool = False
    size: str = ""
    over: str = ""


class Rows(QObject):
    """Makes rows; an object for the sake of its translations."""

    def __init__(
        self, document: Document, capabilities_for: CapabilitiesFor, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._capabilities_for = capabilities_for
        self._checks = CheckWords(document, self)
        self._pace = Pace(document.project)
        document.project_changed.connect(self._new_pace)

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
        failed = state.token == "error" and bool(state.reason)
        return Row(
            speaker=self._document.voices.name(line.voice_id),
            hue=self._document.speaker_index(line.voice_id),
            below=state.reason if failed else self._below(line),
            takes=counted,
            state=state,
            alarm=failed,
            speed=f"{line.speed:.2f}×",
            usual_speed=line.speed == 1.0,
            directed=self.can_direct(line),
            size=self._size(line),
            over=self.over(line),
        )

    def over(self, line: Line) -> str:
        """Why the line is too long for its model; "" where it isn't, or isn't known to be."""
        known = self._capabilities_for(line.voice_id)
        letters = self._letters(line)
        if known is None or letters <= known.max_chars:
            return ""
        return self.tr("{count} characters: this voice speaks {most} at most. Split the line.").format(
            count=letters, most=known.max_chars
        )

    def can_direct(self, line: Line) -> bool:
        """Whether the line's voice is known to take a manner."""
        known = self._capabilities_for(line.voice_id)
        if known is None or not known.instruct:
            return False
        return known.directs_clones or not is_mine(line.voice_id)

    def total(self, lines: Iterable[Line]) -> tuple[int, float]:
        """Letters and estimated seconds of lines together."""
        letters, seconds = 0, 0.0
        for line in lines:
            letters += self._letters(line)
            seconds += self._pace.seconds(line)
        return letters, seconds

    def _letters(self, line: Line) -> int:
        return measure(self._document.project.take_request(line).sent).letters

    def _size(self, line: Line) -> str:
        letters = measure(line.text).letters
        if not letters:
            return ""
        seconds = self._pace.seconds(line)
        return self.tr("{count} · ≈ {seconds} s").format(count=letters, seconds=f"{seconds:.1f}")

    def _new_pace(self) -> None:
        self._pace = Pace(self._document.project)

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
                if take.check is not None and take.check.failed:
                    said = (self._checks.score(take.check), self._checks.short(take.check))
                    reason = self.tr("The take failed its check: {score}, {faults}").format(
                        score=said[0], faults=said[1]
                    )
                    return RowState("triangle-alert", "warn", text, reason)
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
