"""New, open, save, recent: which project the window shows."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from cosydesk.settings import Settings
from cosydesk.studio import project_file, welcome
from cosydesk.studio.errors import StudioError
from cosydesk.studio.project import Project
from cosydesk.ui import failures
from cosydesk.ui.document import Document
from cosydesk.ui.words import Words

log = logging.getLogger(__name__)

_RECENT = 10
_ENGLISH_VOICE = "starter:af_heart"
_CHINESE_VOICE = "starter:zf_xiaoxiao"


class ProjectFiles(QObject):
    """Signals:
    failed: (message, remedy).
    damaged(StudioError): a project can't be opened, but perhaps rescued.
    noted: (message, remedy): something to know about the project that was opened.
    said: a short word for what went well.
    leaving: the project is about to be replaced or closed; jobs for it must end.
    recent_changed: the list of recent files.
    """

    failed = Signal(object, object)
    damaged = Signal(object)
    noted = Signal(object, object)
    said = Signal(str)
    leaving = Signal()
    recent_changed = Signal()

    def __init__(self, document: Document, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._settings = settings
        self._window = window
        self._watch(document.project)

    def new(self) -> bool:
        """Show an empty untitled project."""
        try:
            project = project_file.create(None)
            _begin(project, self._settings)
        except StudioError as error:
            self._fail(error)
            return False
        self._replace(project)
        return True

    def open_dialog(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Open project"), self._folder(), self._filter()
        )
        if path:
            self.open(Path(path))

    def open(self, path: Path) -> bool:
        """Open a project file; the present one stays open when that fails."""
        if _same_file(self._document.project.path, path):
            return True
        try:
            project = project_file.open(path)
        except StudioError as error:
            if error.code == "missing":
                self._forget(path)
            self._fail(error)
            return False
        self._replace(project)
        self._remember(path)
        self.tell_opened()
        return True

    def tell_opened(self) -> None:
        """Say what is special about the project that the window shows: only to look at, or recovered."""
        project = self._document.project
        name = self._document.title
        if project.read_only and project.store.held_elsewhere:
            self.noted.emit(
                Words(
                    lambda: self.tr("{name} is open to look at only: another window has it.").format(
                        name=name
                    )
                ),
                Words(
                    lambda: self.tr(
                        "Close it there and open it again, or save it under another name to edit."
                    )
                ),
            )
        elif project.read_only:
            self.noted.emit(
                Words(
                    lambda: self.tr("{name} is open to look at only: its file can't be written.").format(
                        name=name
                    )
                ),
                Words(lambda: self.tr("Save it under another name to edit.")),
            )
        elif project.recovered:
            self.noted.emit(
                Words(lambda: self.tr("Recovered {name}.").format(name=name)),
                Words(
                    lambda: self.tr(
                        "CosyDesk did not end properly last time; everything up to the last second is here."
                    )
                ),
            )

    def save(self) -> bool:
        """Untitled projects ask for a name; others are saved already, and made safe on the disk."""
        if project_file.is_untitled(self._document.project) or self._document.project.read_only:
            return self.save_as()
        try:
            project_file.save(self._document.project)
        except StudioError as error:
            self._fail(error)
            return False
        self._document.mark_saved()
        self._document.tell_written()
        self.said.emit(self.tr("Saved"))
        return True

    def save_as(self) -> bool:
        path = self._ask_where(self.tr("Save project as"), self._document.title)
        return path is not None and self.save_to(path)

    def save_copy(self) -> bool:
        """Write a copy beside and go on in the present file."""
        path = self._ask_where(
            self.tr("Save a copy"), self.tr("{name} copy").format(name=self._document.title)
        )
        return path is not None and self.copy_to(path)

    def copy_to(self, path: Path) -> bool:
        """Write a copy of the project to `path`."""
        path = _suffixed(path)
        try:
            project_file.save_copy(self._document.project, path)
        except StudioError as error:
            self._fail(error)
            return False
        self.said.emit(self.tr("Copy saved as {name}").format(name=path.name))
        return True

    def has_unwritten(self) -> bool:
        """Whether something is in memory only, although it was just tried once more to write it."""
        project = self._document.project
        if not project.store.failing:
            return False
        try:
            project_file.save(project)
        except StudioError:
            return True
        return False

    def save_to(self, path: Path) -> bool:
        """Write the project to `path` and go on there."""
        path = _suffixed(path)
        before = self._settings.last_project
        # Known before the old file goes: whatever ends the program from here on, one of the two comes back.
        self._settings.last_project = str(path.absolute())
        self._save_settings()
        try:
            project_file.save_as(self._document.project, path)
        except StudioError as error:
            self._settings.last_project = before
            self._save_settings()
            self._fail(error)
            return False
        self._remember(path)
        self._document.mark_saved()
        self._document.title_changed.emit()
        self.said.emit(self.tr("Saved as {name}").format(name=path.name))
        return True

    def close(self) -> None:
        """End the session with the present project."""
        self.leaving.emit()
        _close(self._document.project)

    def _replace(self, project: Project) -> None:
        self.leaving.emit()
        old = self._document.project
        self._watch(project)
        self._document.set_project(project)
        _close(old)
        self._settings.last_project = str(project.path or "")
        self._save_settings()

    def untitled(self) -> list[Path]:
        """Projects of earlier sessions that never got a name, newest first."""
        present = self._document.project.path
        return [path for path in project_file.untitled_files() if path != present]

    def _ask_where(self, title: str, name: str) -> Path | None:
        path, _ = QFileDialog.getSaveFileName(
            self._window, title, str(Path(self._folder()) / f"{name}{project_file.SUFFIX}"), self._filter()
        )
        return Path(path) if path else None

    def _watch(self, project: Project) -> None:
        project.store.on_write_failed = lambda error: self._fail(error)

    def _remember(self, path: Path) -> None:
        if path.parent == project_file.untitled_folder():
            return
        name = str(path.absolute())
        recent = [name, *(known for known in self._settings.recent_files if known != name)]
        self._settings.recent_files = recent[:_RECENT]
        self._settings.last_project = name
        self._save_settings()
        self.recent_changed.emit()

    def forget_all(self) -> None:
        """Empty the list of recent files; the files stay."""
        self._settings.recent_files = []
        self._save_settings()
        self.recent_changed.emit()

    def _forget(self, path: Path) -> None:
        name = str(path.absolute())
        self._settings.recent_files = [known for known in self._settings.recent_files if known != name]
        self._save_settings()
        self.recent_changed.emit()

    def _save_settings(self) -> None:
        try:
            self._settings.save()
        except OSError:
            log.exception("the settings could not be written")

    def _fail(self, error: StudioError) -> None:
        log.warning("%s (%s)", error.message, error.code)
        if error.path is not None:
            self.damaged.emit(error)
            return
        self.failed.emit(*failures.words(error))

    def _filter(self) -> str:
        return self.tr("CosyDesk projects") + f" (*{project_file.SUFFIX})"

    def _folder(self) -> str:
        project = self._document.project
        if project.path is not None and not project_file.is_untitled(project):
            return str(project.path.parent)
        return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def first_project(settings: Settings) -> tuple[Project, StudioError | None]:
    """What the window opens with: the last project, else what was left untitled, else the welcome scene.

    Returns:
        The project, and why the last one couldn't be opened.
    """
    failure: StudioError | None = None
    candidates = [Path(settings.last_project)] if settings.last_project else []
    candidates += project_file.untitled_files()
    if not settings.reopen_last:
        candidates = []
    for path in candidates:
        try:
            if path.exists():
                project = project_file.open(path)
                if not project.read_only:
                    settings.last_project = str(path)
                    return project, failure
                project_file.close(project)
        except StudioError as error:
            log.warning("%s can't be opened: %s", path, error.message)
            failure = failure or error
    project = project_file.create(None)
    first = not settings.recent_files and not settings.last_project
    if first:
        welcome.fill(project)
    else:
        _begin(project, settings)
    settings.last_project = str(project.path or "")
    return project, failure


def _close(project: Project) -> None:
    try:
        project_file.close(project)
    except StudioError:
        # The person was asked, and gave up what could not be written.
        log.exception("the project could not be closed cleanly")
        project_file.abandon(project)


def _same_file(one: Path | None, other: Path) -> bool:
    """Whether both paths lead to one file, links and letter case included."""
    try:
        return one is not None and os.path.samefile(one, other)
    except OSError:
        return one == other.absolute()


def _suffixed(path: Path) -> Path:
    return path if path.suffix == project_file.SUFFIX else path.with_name(path.name + project_file.SUFFIX)


def _begin(project: Project, settings: Settings) -> None:
    """One empty line, in a voice that speaks the language of the window, and the gaps that the person likes."""
    voice_id = _CHINESE_VOICE if QLocale().language() is QLocale.Language.Chinese else _ENGLISH_VOICE
    project.apply(project.edit_lines([], [project.new_line(voice_id=voice_id)], 0))
    project.apply(project.set_project(gap_ms=settings.gap_ms))
