"""What the person does to voices of their own: make, edit, rename, tag, copy, delete, export, import; and back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from cosydesk.jobs.queue import JobQueue
from cosydesk.playback.player import Player
from cosydesk.settings import Settings
from cosydesk.studio.errors import StudioError
from cosydesk.studio.my_voice import MyVoice
from cosydesk.studio.project import Project
from cosydesk.studio.voice_file import VOICE_SUFFIX, VoiceFile, read_voice_file
from cosydesk.ui import failures
from cosydesk.ui.dialogs.question import Question
from cosydesk.ui.document import Document
from cosydesk.ui.theme import Theme
from cosydesk.ui.words import Words

if TYPE_CHECKING:
    from cosydesk.ui.voice_dialog.voice_dialog import VoiceDialog

log = logging.getLogger(__name__)

_MOST_STEPS = 50


@dataclass(frozen=True)
class Step:
    """Something that was done. Attributes: voice_id: to whom. back: takes it back; may raise `StudioError`."""

    voice_id: str
    back: Callable[[], object]


class MyVoices(QObject):
    """Each change is kept at once and can be taken back; the project's history is another one.

    Signals:
        said: a word that may be missed. failed: (message, remedy).
        undoable: in words, what was just done and is worth a button that takes it back.
        shown: id of the voice to look at now.
        models_wanted: the better recogniser is wanted.
    """

    said = Signal(str)
    failed = Signal(object, object)
    undoable = Signal(object)
    shown = Signal(str)
    models_wanted = Signal()

    def __init__(
        self,
        document: Document,
        player: Player,
        queue: JobQueue,
        settings: Settings,
        theme: Theme,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._player = player
        self._queue = queue
        self._settings = settings
        self._theme = theme
        self._window = window
        self._store = document.voices.mine
        self._steps: list[Step] = []

    # -- the dialog ---------------------------------------------------------------------------------------------

    def make(self, path: Path | None = None) -> None:
        """Open the dialog for a new voice, with this recording if one is given."""
        dialog = self._dialog()
        dialog.kept.connect(self._made)
        dialog.open()
        if path is not None:
            dialog.open_file(path)

    def edit(self, voice_id: str) -> None:
        """Open the dialog for a voice."""
        voice = self._store.get(voice_id)
        if voice is None:
            return
        dialog = self._dialog(voice)
        back = self._way_back(voice)
        dialog.kept.connect(lambda _id: self._edited(voice, back))
        dialog.open()

    def _dialog(self, voice: MyVoice | None = None) -> VoiceDialog:
        from cosydesk.ui.voice_dialog.voice_dialog import VoiceDialog

        dialog = VoiceDialog(
            self._store, self._player, self._queue, self._settings, self._theme, self._window, voice=voice
        )
        dialog.models_wanted.connect(self.models_wanted)
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _made(self, voice_id: str) -> None:
        voice = self._store.get(voice_id)
        if voice is not None:
            self._note(voice_id, lambda: self._store.delete(voice_id))
            self.shown.emit(voice_id)
            self.said.emit(self.tr("“{name}” is in your voices").format(name=voice.name))

    def _edited(self, before: MyVoice, back: Callable[[], object]) -> None:
        now = self._store.get(before.id)
        if now is not None and now != before:
            self._note(before.id, back)
            self.undoable.emit(Words(lambda: self.tr("“{name}” changed.").format(name=now.name)))
        self.shown.emit(before.id)

    # -- changes in place ---------------------------------------------------------------------------------------

    def rename(self, voice_id: str, name: str) -> None:
        """Give it another name; an empty one is no name."""
        if name:
            self._change(voice_id, name=name)

    def tag(self, voice_id: str, tags: tuple[str, ...]) -> None:
        """Give it other tags."""
        self._change(voice_id, tags=tags)

    def duplicate(self, voice_id: str) -> None:
        """Add a copy under a name of its own."""

        def work() -> None:
            copy = self._store.duplicate(voice_id)
            self._note(copy.id, lambda: self._store.delete(copy.id))
            self.shown.emit(copy.id)

        self._try(work)

    def adopt(self, voice_ids: Iterable[str]) -> None:
        """Keep voices that only the project has in the library too."""
        project = self._document.project
        for voice_id in voice_ids:
            self._try(partial(self._adopt, project.voices[voice_id], project))

    def _adopt(self, voice: MyVoice, project: Project) -> None:
        self._welcome(self._store.add(voice, project.prompt(voice.id)))

    def delete(self, voice_id: str) -> None:
        """Take it out of the library; the lines that name it stay as they are."""

        def work() -> None:
            voice = self._store.delete(voice_id)
            self._note(voice_id, lambda: self._store.restore(voice_id))
            count = sum(line.voice_id == voice_id for line in self._document.project.lines)

            def told() -> str:
                text = self.tr("“{name}” deleted.").format(name=voice.name)
                if count:
                    text += " " + self.tr("Lines of this project with it: {n}.").format(n=count)
                return text

            self.undoable.emit(Words(told))

        self._try(work)

    def _change(self, voice_id: str, **values: object) -> None:
        voice = self._store.get(voice_id)
        if voice is None:
            return
        before = {name: getattr(voice, name) for name in values}

        def work() -> None:
            if self._store.change(voice_id, **values) != voice:
                self._note(voice_id, lambda: self._store.change(voice_id, **before))

        self._try(work)

    # -- taking back --------------------------------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to take back."""
        return bool(self._steps)

    def undo(self) -> None:
        """Take back what was done last."""
        if self._steps:
            step = self._steps.pop()
            self._try(step.back)
            self.shown.emit(step.voice_id)

    def _note(self, voice_id: str, back: Callable[[], object]) -> None:
        self._steps = [*self._steps[1 - _MOST_STEPS :], Step(voice_id, back)]

    def _way_back(self, before: MyVoice) -> Callable[[], object]:
        """How to make a voice again what it is now, its recording too."""
        try:
            prompt = self._store.prompt(before.id)
        except StudioError:
            prompt = None

        def back() -> None:
            if prompt is not None:
                self._store.replace_prompt(
                    before.id, prompt, before.consent, transcript=before.transcript, language=before.language
                )
            self._store.change(
                before.id,
                name=before.name,
                language=before.language,
                transcript=before.transcript,
                tags=before.tags,
            )

        return back

    # -- files --------------------------------------------------------------------------------------------------

    def export_dialog(self, voice_id: str) -> None:
        """Ask where to, and write the voice there as one file."""
        voice = self._store.get(voice_id)
        if voice is None:
            return
        name = "".join(" " if char in '/\\:*?"<>|' else char for char in voice.name).strip() or "voice"
        path, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Export voice"),
            str(self._folder() / f"{name}{VOICE_SUFFIX}"),
            self._kinds(),
        )
        if path:
            chosen = Path(path)
            if chosen.suffix != VOICE_SUFFIX:
                chosen = chosen.with_name(chosen.name + VOICE_SUFFIX)
            self.export(voice_id, chosen)

    def export(self, voice_id: str, path: Path) -> None:
        """Write the voice as one file."""
        if self._try(lambda: self._store.export(voice_id, path)):
            self._remember(path)
            self.said.emit(self.tr("Exported to {name}").format(name=path.name))

    def import_dialog(self) -> None:
        """Ask for voice files and take them in."""
        paths, _ = QFileDialog.getOpenFileNames(
            self._window, self.tr("Import voices"), str(self._folder()), self._kinds()
        )
        self.take_in(map(Path, paths))

    def take_in(self, paths: Iterable[Path]) -> None:
        """Import voice files; asks about those that are here already."""
        for path in paths:
            self._try(partial(self._take_in, path))
            self._remember(path)

    def _take_in(self, path: Path) -> None:
        file = read_voice_file(path)
        present = self._store.present(file)
        if present is None:
            self._welcome(self._store.take_in(file))
        elif present == file.voice:
            self.shown.emit(present.id)
            self.said.emit(self.tr("“{name}” is in your voices already").format(name=present.name))
        else:
            self._ask_about(file, present)

    def _ask_about(self, file: VoiceFile, present: MyVoice) -> None:
        question = Question(
            self._theme,
            self._window,
            self.tr("This voice is here already"),
            self.tr(
                "“{new}” of the file and “{old}” of your voices are the same voice, or sound the same."
            ).format(new=file.voice.name, old=present.name),
            self.tr("Keep both"),
            self.tr("Cancel"),
            self.tr("Replace mine"),
        )
        both = bool(question.exec())
        if question.lost:
            back = self._way_back(present)
            voice = self._store.take_in(file, replacing=present.id)
            self._note(present.id, back)
            self.shown.emit(voice.id)
            self.undoable.emit(Words(lambda: self.tr("“{name}” replaced.").format(name=voice.name)))
        elif both:
            self._welcome(self._store.take_in(file, copy=True))

    def _welcome(self, voice: MyVoice) -> None:
        self._note(voice.id, lambda: self._store.delete(voice.id))
        self.shown.emit(voice.id)
        self.said.emit(self.tr("“{name}” is in your voices").format(name=voice.name))

    def _kinds(self) -> str:
        return f"{self.tr('CosyDesk voice')} (*{VOICE_SUFFIX})"

    def _folder(self) -> Path:
        standard = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(self._settings.voice_folder or QStandardPaths.writableLocation(standard))

    def _remember(self, path: Path) -> None:
        self._settings.voice_folder = str(path.parent)
        try:
            self._settings.save()
        except OSError:
            log.exception("the settings could not be written")

    def _try(self, work: Callable[[], object]) -> bool:
        try:
            work()
        except StudioError as error:
            self.failed.emit(*failures.words(error))
            return False
        return True
