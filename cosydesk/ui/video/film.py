"""The project's video as the window knows it: where it lies, whether it is there, and its sound being read."""

from __future__ import annotations

import threading
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from cosydesk.jobs.background import Background, Progress
from cosydesk.studio.errors import StudioError
from cosydesk.studio.original import Original, open_original
from cosydesk.studio.project import Project
from cosydesk.studio.video_file import found_path, kept_path
from cosydesk.ui import failures
from cosydesk.ui.document import Document


class FilmState(Enum):
    """How it stands: no video; it isn't where it was; it is no film; its sound is being read; all there."""

    NONE = auto()
    MISSING = auto()
    UNREADABLE = auto()
    READING = auto()
    READY = auto()


class Film(QObject):
    """Follows the document: opens what its settings name, and hands its sound to the project.

    Attributes:
        path: the file; None without a video. state: see `FilmState`.
        problem: (message, remedy) of what is wrong; both empty when nothing is.
        fraction: how much of the sound is read, 0 to 1.

    Signals:
        changed: path or state are others. progressed: `fraction` is.
    """

    changed = Signal()
    progressed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._background = Background(self)
        self._cancel = threading.Event()
        self._project: Project | None = None
        self.path: Path | None = None
        self.state = FilmState.NONE
        self.problem = ("", "")
        self.fraction = 0.0
        document.project_changed.connect(self._look)
        document.settings_changed.connect(self._look)
        self._look()

    @property
    def name(self) -> str:
        """What to call it; "" without a video."""
        return self.path.name if self.path is not None else ""

    def open(self, path: Path) -> None:
        """Make it the project's video, as a step of the history; read it anew when it is that already."""
        project = self._document.project
        edit = project.set_project(video=kept_path(path, project.path))
        if edit:
            self._document.apply(edit)
        else:
            self.look_again()

    def close(self) -> None:
        """Let the project have no video, as a step of the history."""
        self._document.apply(self._document.project.set_project(video=""))

    def look_again(self) -> None:
        """It may have come back, or be whole now."""
        self._project = None
        self._look()

    def shut_down(self) -> None:
        """Stop reading; for the end of the window."""
        self._cancel.set()
        self._background.shut_down()

    def _look(self) -> None:
        project = self._document.project
        kept = project.settings.video
        path = found_path(kept, project.path) if kept else None
        if project is self._project and path == self.path:
            return
        self._cancel.set()
        self._project, self.path = project, path
        self.problem, self.fraction = ("", ""), 0.0
        project.attach_original(None)
        if path is None:
            self.state = FilmState.NONE
        else:
            self.state = FilmState.READING
            cancel = self._cancel = threading.Event()

            def read(tell: Progress) -> Original:
                return open_original(path, tell, cancel)

            def tell(fraction: object) -> None:
                if cancel is self._cancel and isinstance(fraction, float):
                    self.fraction = fraction
                    self.progressed.emit()

            def done(result: object) -> None:
                if cancel is self._cancel and not cancel.is_set():
                    self._take(project, result)

            self._background.run(read, done, tell)
        self.changed.emit()

    def _take(self, project: Project, result: object) -> None:
        if isinstance(result, Original):
            self.state = FilmState.READY
            project.attach_original(result)
        else:
            missing = isinstance(result, StudioError) and result.code == "missing"
            self.state = FilmState.MISSING if missing else FilmState.UNREADABLE
            if isinstance(result, StudioError):
                self.problem = failures.words(result)
            else:
                self.problem = (self.tr("The video can't be opened."), self.tr("Details are in the log."))
        self.changed.emit()
