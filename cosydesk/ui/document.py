"""The document as the widgets see it: project, undo history, what is current, what is being spoken."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QObject, QTime, Signal
from PySide6.QtGui import QUndoStack

from cosydesk.jobs.job import Job
from cosydesk.studio.edit import Edit
from cosydesk.studio.errors import StudioError
from cosydesk.studio.line import Line
from cosydesk.studio.project import Project
from cosydesk.ui import failures
from cosydesk.ui.commands import EditCommand
from cosydesk.ui.voices import VoiceCatalogue


class Document(QObject):
    """One per window; `set_project` swaps what it shows, and every widget refreshes by the signals.

    Attributes:
        project: the open project. Read it freely; change it only through `apply`.
        undo: the named history.
        voices: every voice that can be chosen.
        current_line_id: the line that the inspector shows and Speak speaks; "" when there is none.
        selected_clip_ids: clips marked on the timeline.
        selected_line_ids: lines that the marked part of the script reaches over, when it is more than one.

    Signals:
        project_changed: another project is open; `lines_changed(None)` and the others follow.
        lines_changed: a frozenset of the ids of lines whose fields changed, or None when lines came, went or
            moved.
        timeline_changed: clips, tracks or lengths changed; ask ``project.layout()`` again.
        markers_changed, settings_changed, dictionary_changed: as they say, of the project.
        takes_changed: id of a line whose takes, or the chosen one, changed.
        line_state_changed: id of a line whose job moved on (queued, speaking with its fraction, failed …).
        chunk_arrived: (line id, float32 mono samples, sample rate): speech of a running job.
        current_line_changed, selection_changed, title_changed: as they say.
        lines_selected: `selected_line_ids` is another.
        saved: "HH:MM:SS" of the last write to the project file; "" when it could not be written.
        refused: (message, remedy): something can't be done to the project as it is.
    """

    project_changed = Signal()
    lines_changed = Signal(object)
    timeline_changed = Signal()
    markers_changed = Signal()
    settings_changed = Signal()
    dictionary_changed = Signal()
    takes_changed = Signal(str)
    line_state_changed = Signal(str)
    chunk_arrived = Signal(str, object, int)
    current_line_changed = Signal(str)
    selection_changed = Signal()
    lines_selected = Signal()
    title_changed = Signal()
    saved = Signal(str)
    refused = Signal(object, object)

    def __init__(self, project: Project, voices: VoiceCatalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo = QUndoStack(self)
        self.undo.setUndoLimit(1000)
        # The stack speaks up once more when it is destroyed, and nobody is there to listen.
        self.destroyed.connect(partial(self.undo.blockSignals, True))
        self.voices = voices
        self.selected_clip_ids: frozenset[str] = frozenset()
        self.selected_line_ids: tuple[str, ...] = ()
        self._current = ""
        self._last_index = 0
        self._jobs: dict[str, Job] = {}
        self._unsubscribe: Callable[[], None] | None = None
        self.project = project
        self.mark_saved(saved=project.name != "")
        self._attach(project)

    @property
    def current_line_id(self) -> str:
        return self._current

    @property
    def title(self) -> str:
        """The project's name; untitled ones have a translated one."""
        return self.project.name or self.tr("Untitled")

    def set_project(self, project: Project) -> None:
        """Show another project. The history starts anew; jobs of the old one must have been cancelled."""
        self.undo.clear()
        self.mark_saved(saved=project.name != "")
        self._jobs.clear()
        self.selected_clip_ids = frozenset()
        self.project = project
        self._attach(project)
        self.project_changed.emit()
        self.lines_changed.emit(None)
        self.timeline_changed.emit()
        self.markers_changed.emit()
        self.settings_changed.emit()
        self.dictionary_changed.emit()
        self.title_changed.emit()
        self.current_line_changed.emit(self._current)

    def apply(self, edit: Edit) -> None:
        """Do an edit as one named step of the history. Edits without changes are left out."""
        if edit.changes and self.may_change():
            self.undo.push(EditCommand(self.project, edit))

    def mark_saved(self, *, saved: bool = True) -> None:
        """Mark where the history stands now as saved; False: nowhere. A project without a name has no such place,
        though all of it is in its file.
        """
        if saved:
            self.undo.setClean()
        else:
            self.undo.resetClean()

    def tell_written(self) -> None:
        """Say whether everything is in the project file, and since when."""
        self.saved.emit("" if self.project.store.failing else QTime.currentTime().toString("HH:mm:ss"))

    def retranslate(self) -> None:
        """Call the steps of the history what the window's language calls them."""
        for number in range(self.undo.count()):
            step = self.undo.command(number)
            if isinstance(step, EditCommand):
                step.retranslate()
        self.undo.undoTextChanged.emit(self.undo.undoText())
        self.undo.redoTextChanged.emit(self.undo.redoText())

    def may_change(self) -> bool:
        """Whether the project can be changed; says why not when it can't."""
        if self.project.read_only:
            error = StudioError("This project is open to look at only.", code="read_only")
            self.refused.emit(*failures.words(error))
        return not self.project.read_only

    def line(self, line_id: str) -> Line | None:
        """The line with this id, or None."""
        return self.project.line(line_id) if self.project.has_line(line_id) else None

    def current_line(self) -> Line | None:
        return self.line(self._current)

    def line_number(self, line_id: str) -> int:
        """1-based place in the script; 0 when it isn't there."""
        return self.project.index_of(line_id) + 1 if self.project.has_line(line_id) else 0

    def set_current_line(self, line_id: str) -> None:
        self._last_index = max(0, self.line_number(line_id) - 1)
        if line_id != self._current:
            self._current = line_id
            self.current_line_changed.emit(line_id)

    def set_selected_lines(self, line_ids: tuple[str, ...]) -> None:
        if line_ids != self.selected_line_ids:
            self.selected_line_ids = line_ids
            self.lines_selected.emit()

    def lines_to_edit(self, line_id: str = "") -> list[str]:
        """The lines that a change of this one (default: the current one) is for: all marked ones if it is of them."""
        line_id = line_id or self._current
        wanted = self.selected_line_ids if line_id in self.selected_line_ids else (line_id,)
        return [one for one in wanted if self.project.has_line(one)]

    def set_selected_clips(self, clip_ids: Iterable[str]) -> None:
        chosen = frozenset(clip_ids)
        if chosen != self.selected_clip_ids:
            self.selected_clip_ids = chosen
            self.selection_changed.emit()

    def speaker_index(self, voice_id: str) -> int:
        """Index for `Theme.speaker_color`: the same voice has the same hue everywhere."""
        return self.voices.color_index(voice_id)

    def line_job(self, line_id: str) -> Job | None:
        """The line's unfinished or failed job; None when nothing is under way."""
        return self._jobs.get(line_id)

    def lines_under_way(self) -> set[str]:
        """Ids of the lines with a job that waits or runs."""
        return {line_id for line_id, job in self._jobs.items() if not job.state.ended}

    def note_job(self, job: Job, *, done: bool = False) -> None:
        """Remember where a line's job stands; `done` forgets it. Called by `Speech`."""
        if job.line_id is None:
            return
        if done:
            self._jobs.pop(job.line_id, None)
        else:
            self._jobs[job.line_id] = job
        self.line_state_changed.emit(job.line_id)

    def _attach(self, project: Project) -> None:
        self._layout = project.layout()
        self._cloning_model = project.settings.cloning_model
        if self._unsubscribe is not None:
            self._unsubscribe()
        self._unsubscribe = project.subscribe(self._touched)
        lines = project.lines
        self._current = lines[0].id if lines else ""

    def _touched(self, touched: frozenset[tuple[str, str]]) -> None:
        kinds = {kind for kind, _ in touched}
        if "lines" in kinds:
            self._keep_current()
            self.lines_changed.emit(None)
        elif changed := self._changed_lines(touched):
            self.lines_changed.emit(changed)
        for line_id in self._lines_with_new_takes(touched):
            self.takes_changed.emit(line_id)
        layout = self.project.layout()
        # The same list says that nothing lies elsewhere: a letter in a line moves no clip.
        if kinds & {"lines", "clip", "track", "take", "original"} or layout is not self._layout:
            self._layout = layout
            self.timeline_changed.emit()
        if "marker" in kinds:
            self.markers_changed.emit()
        if "respelling" in kinds:
            self.dictionary_changed.emit()
        if "project" in kinds:
            self.settings_changed.emit()
            self.title_changed.emit()
        self.tell_written()

    def _changed_lines(self, touched: frozenset[tuple[str, str]]) -> frozenset[str]:
        """The lines that changed, and those that ask for something else now, because their voice has changed or the
        project's own voices have another model.
        """
        changed = {name for kind, name in touched if kind == "line"}
        voices = {name for kind, name in touched if kind == "voice"}
        model = self.project.settings.cloning_model
        if model != self._cloning_model:
            self._cloning_model = model
            voices = set(self.project.voices)
        if voices:
            changed |= {line.id for line in self.project.lines if line.voice_id in voices}
        return frozenset(changed)

    def _lines_with_new_takes(self, touched: frozenset[tuple[str, str]]) -> set[str]:
        found = {name for kind, name in touched if kind == "line"}
        for kind, name in touched:
            if kind == "take" and (take := self.project.takes.get(name)) is not None:
                found.add(take.line_id)
        return found

    def _keep_current(self) -> None:
        if not self.project.has_line(self._current):
            lines = self.project.lines
            self.set_current_line(lines[min(self._last_index, len(lines) - 1)].id if lines else "")
