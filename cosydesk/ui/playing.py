"""Keeps the player in step with the document, and lets a line be heard while it is being spoken."""

from __future__ import annotations

from PySide6.QtCore import QObject

from cosydesk.engine.types import Samples
from cosydesk.playback.player import Player
from cosydesk.ui.document import Document
from cosydesk.ui.speech import Speech


class Playing(QObject):
    """The player follows the project by itself; here it changes projects, and plays what comes in live."""

    def __init__(
        self, document: Document, speech: Speech, player: Player, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._player = player
        self._heard: set[str] = set()
        self._ending: set[str] = (
            set()
        )  # their job is done: what is spoken for them later was not asked to be heard
        document.project_changed.connect(self._change_project)
        document.chunk_arrived.connect(self._play_chunk)
        speech.finished.connect(self._complete)
        speech.stopped.connect(self._drop)

    def listen_to(self, line_id: str) -> None:
        """Play this line as it is being spoken, unless the timeline is playing by then."""
        self.hush()
        self._heard.add(line_id)

    def hush(self) -> None:
        """Stop what is heard live."""
        for line_id in self._heard | self._ending:
            self._drop(line_id)

    def _change_project(self) -> None:
        self.hush()
        self._player.set_project(self._document.project)

    def _play_chunk(self, line_id: str, samples: Samples, sample_rate: int) -> None:
        if line_id in self._heard and not self._player.playing:
            self._player.append_live(line_id, samples, sample_rate)

    def _complete(self, line_id: str) -> None:
        if line_id in self._heard:
            self._heard.discard(line_id)
            self._ending.add(line_id)
            self._player.end_live(line_id)

    def _drop(self, line_id: str) -> None:
        if line_id in self._heard | self._ending:
            self._heard.discard(line_id)
            self._ending.discard(line_id)
            self._player.drop_live(line_id)
