"""Opening and closing model folders from the window."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from cosydesk.engine.errors import EngineError
from cosydesk.engine.messages import Described
from cosydesk.engine.types import VoiceInfo
from cosydesk.jobs.queue import JobQueue
from cosydesk.jobs.server_look import ServerSeen
from cosydesk.studio.library import STARTER
from cosydesk.studio.models import BuiltIn, ModelEntry, Models
from cosydesk.ui import failures
from cosydesk.ui.voices import VoiceCatalogue


class ModelShelf(QObject):
    """Has the engine open a folder, and shows the voices it finds there.

    Signals:
        changed: models came or went.
        opening: name of a folder that the engine is reading.
        opened: id of a model whose voices are now in the library.
        failed: (message, remedy): a folder is no model, or a damaged one.
    """

    changed = Signal()
    opening = Signal(str)
    opened = Signal(str)
    failed = Signal(object, object)

    def __init__(
        self, models: Models, voices: VoiceCatalogue, queue: JobQueue, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._models = models
        self._voices = voices
        self._queue = queue

    @property
    def models(self) -> Models:
        """The list itself."""
        return self._models

    def entries(self) -> list[ModelEntry]:
        return self._models.entries()

    def address(self, model_id: str) -> str:
        """What the engine calls a model: its folder, or the starter voices' id."""
        return self._models.address(model_id)

    def name(self, model_id: str) -> str:
        """What to call a model in front of people."""
        return self.tr("Starter voices") if model_id == STARTER else Path(model_id).name

    def open_dialog(self, window: QWidget) -> None:
        """Ask for a folder and open it."""
        chosen = QFileDialog.getExistingDirectory(window, self.tr("Open a CosyVoice model folder"))
        if chosen:
            self.open(Path(chosen))

    def open(self, folder: Path, then: Callable[[EngineError | None], None] | None = None) -> None:
        """Open a folder; `opened` or `failed` follows.

        Args:
            then: gets why it failed, instead of `failed`, or None when it is open.
        """
        self.opening.emit(folder.name)
        self._queue.questions.describe(
            str(folder.resolve()), lambda answer: self._take_in(folder, answer, then)
        )

    def add_server(self, server: str, seen: ServerSeen) -> None:
        """Show the voices that were found on a server, by its address; `opened` follows."""
        can = seen.capabilities
        entry = self._models.add_server(
            server,
            seen.name,
            _voices(seen.voices),
            [mode.value for mode in can.modes],
            directs_clones=can.directs_clones,
        )
        self._voices.reload()
        self.changed.emit()
        self.opened.emit(entry.id)

    def close(self, model_id: str) -> None:
        """Take a model's voices out of the library. Lines keep them and can't be spoken until it is back."""
        self._models.remove(model_id)
        self._voices.reload()
        self.changed.emit()

    def _take_in(
        self,
        folder: Path,
        answer: Described | EngineError,
        then: Callable[[EngineError | None], None] | None,
    ) -> None:
        if isinstance(answer, EngineError):
            if then is not None:
                then(answer)
            else:
                self.failed.emit(*failures.words(answer))
            return
        can = answer.capabilities
        entry = self._models.add(
            folder,
            _voices(answer.voices),
            [mode.value for mode in can.modes],
            directs_clones=can.directs_clones,
        )
        self._voices.reload()
        self.changed.emit()
        self.opened.emit(entry.id)
        if then is not None:
            then(None)


def _voices(described: Iterable[VoiceInfo]) -> list[BuiltIn]:
    return [
        BuiltIn(voice.id, voice.name, voice.language, voice.gender, tuple(voice.tags)) for voice in described
    ]
