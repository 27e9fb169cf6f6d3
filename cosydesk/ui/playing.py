"""Keeps the player in step with the document."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from cosydesk.playback.player import Player
from cosydesk.studio.mixdown import plan_of
from cosydesk.ui.document import Document


class Playing(QObject):
    """After each change of the timeline the player gets a new plan, once per turn of the event loop."""

    def __init__(self, document: Document, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._player = player
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(0)
        self._due.timeout.connect(self._renew)
        document.timeline_changed.connect(self._due.start)
        document.project_changed.connect(self._rewind)
        self._renew()

    def _renew(self) -> None:
        self._player.set_plan(plan_of(self._document.project))

    def _rewind(self) -> None:
        self._renew()
        self._player.seek(0)
