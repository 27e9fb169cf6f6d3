"""The list of voices as an item model, filtered by search and by a choice."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from cosydesk.studio.library import Voice, VoiceOrder
from cosydesk.ui.library.languages import language_name
from cosydesk.ui.library.voice_line import voice_line
from cosydesk.ui.voices import VoiceCatalogue

MIME_TYPE = "application/x-cosydesk-voice"
"""Dragging a voice: its id in UTF-8."""

Index = QModelIndex | QPersistentModelIndex


class VoiceRole(IntEnum):
    VOICE = Qt.ItemDataRole.UserRole + 1
    FAVOURITE = Qt.ItemDataRole.UserRole + 2
    PROGRESS = Qt.ItemDataRole.UserRole + 3
    PLAYING = Qt.ItemDataRole.UserRole + 4


class VoiceModel(QAbstractListModel):
    """Voices that match the search text and the chosen language or favourites."""

    def __init__(self, voices: VoiceCatalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._voices = voices
        self._shown: list[Voice] = []
        self._search = ""
        self._language = ""
        self._favourites_only = False
        self._mine_only = False
        self._order = VoiceOrder.MODEL
        self._progress: dict[str, float] = {}
        self._playing = ""
        voices.changed.connect(self._reload)
        self._reload()

    def set_filter(
        self, search: str, language: str = "", *, favourites_only: bool = False, mine_only: bool = False
    ) -> None:
        """Show voices that match all of: words of `search`, primary language code, being a favourite, or mine."""
        self._search = search.strip().casefold()
        self._language = language
        self._favourites_only = favourites_only
        self._mine_only = mine_only
        self._reload()

    def set_order(self, order: VoiceOrder) -> None:
        """Favourites first, otherwise in this order."""
        self._order = order
        self._reload()

    def set_progress(self, voice_id: str, fraction: float | None) -> None:
        """Audition of the voice is being made (0..1), or no more (None)."""
        if fraction is None:
            self._progress.pop(voice_id, None)
        else:
            self._progress[voice_id] = fraction
        self._touch(voice_id)

    def set_playing(self, voice_id: str) -> None:
        """The voice that can be heard right now; "" for none."""
        before, self._playing = self._playing, voice_id
        self._touch(before)
        self._touch(voice_id)

    def row_of(self, voice_id: str) -> int:
        return next((row for row, voice in enumerate(self._shown) if voice.id == voice_id), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        voice = self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return voice.name
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._described(voice)
            case Qt.ItemDataRole.ToolTipRole:
                return None
            case VoiceRole.VOICE:
                return voice
            case VoiceRole.FAVOURITE:
                return self._voices.is_favourite(voice.id)
            case VoiceRole.PROGRESS:
                return self._progress.get(voice.id)
            case VoiceRole.PLAYING:
                return voice.id == self._playing
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def mimeTypes(self) -> list[str]:
        return [MIME_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        for index in indexes:
            voice = self._shown[index.row()]
            data.setData(MIME_TYPE, QByteArray(voice.id.encode()))
        return data

    def _reload(self) -> None:
        self.beginResetModel()
        self._shown = [voice for voice in self._voices.sorted(self._order) if self._matches(voice)]
        self.endResetModel()

    def _matches(self, voice: Voice) -> bool:
        if self._favourites_only and not self._voices.is_favourite(voice.id):
            return False
        if self._mine_only and not voice.mine:
            return False
        if self._language and voice.language.partition("-")[0] != self._language:
            return False
        if not self._search:
            return True
        words = " ".join(
            (voice.name, voice.language, language_name(voice.language), voice.gender, *voice.tags)
        ).casefold()
        return all(word in words for word in self._search.split())

    def _described(self, voice: Voice) -> str:
        """For screen readers: what the card shows besides the name."""
        parts = [voice_line(voice)]
        if self._voices.is_favourite(voice.id):
            parts.append(self.tr("favourite"))
        return ", ".join(parts)

    def _touch(self, voice_id: str) -> None:
        row = self.row_of(voice_id)
        if row >= 0:
            index = self.index(row)
            self.dataChanged.emit(index, index)
