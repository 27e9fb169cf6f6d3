"""Every voice that can be chosen, as the widgets see them."""

from __future__ import annotations

import zlib

from PySide6.QtCore import QObject, Signal

from cosydesk.studio.library import Library, Voice


class VoiceCatalogue(QObject):
    """The library's voices and favourites, with a signal.

    Signals:
        changed: voices came or went, or a favourite was set.
    """

    changed = Signal()

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._order: dict[str, int] = {}
        self._by_id: dict[str, Voice] = {}
        self.reload()

    def all(self) -> list[Voice]:
        return list(self._by_id.values())

    def get(self, voice_id: str) -> Voice | None:
        return self._by_id.get(voice_id)

    def name(self, voice_id: str) -> str:
        """What to call it; an unknown one (its model is gone) by its id, none at all by ""."""
        voice = self._by_id.get(voice_id)
        return voice.name if voice is not None else voice_id

    def color_index(self, voice_id: str) -> int:
        found = self._order.get(voice_id)
        return found if found is not None else zlib.crc32(voice_id.encode())

    def is_favourite(self, voice_id: str) -> bool:
        return self._library.is_favourite(voice_id)

    def set_favourite(self, voice_id: str, favourite: bool) -> None:
        self._library.set_favourite(voice_id, favourite)
        self.changed.emit()

    def reload(self) -> None:
        voices = self._library.voices()
        self._by_id = {voice.id: voice for voice in voices}
        self._order = {voice.id: index for index, voice in enumerate(voices)}
        self.changed.emit()
