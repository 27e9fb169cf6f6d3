"""Every voice that can be chosen, as the widgets see them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from cosydesk.studio.library import Library, Voice, VoiceOrder, voice_of
from cosydesk.studio.my_voice import MyVoice, is_mine
from cosydesk.studio.voice_store import VoiceStore


class VoiceCatalogue(QObject):
    """The library's voices and favourites, and the voices that the open project brought along, with a signal.

    Signals:
        changed: voices came, went or became others, or a favourite was set.
    """

    changed = Signal()

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._order: dict[str, int] = {}
        self._by_id: dict[str, Voice] = {}
        self._guests: tuple[MyVoice, ...] = ()
        library.mine.on_changed = self.reload
        self.reload()

    @property
    def mine(self) -> VoiceStore:
        """My voices in the library; whatever is done to them there shows here at once."""
        return self._library.mine

    def all(self) -> list[Voice]:
        """Every voice that a line can have: those at hand, and the guests that came with the project."""
        return list(self._by_id.values())

    def sorted(self, order: VoiceOrder) -> list[Voice]:
        """The voices at hand without the project's guests, favourites first, otherwise in this order."""
        found = self._library.sorted(self._library.voices(), order)
        return sorted(found, key=lambda voice: not self.is_favourite(voice.id))

    def get(self, voice_id: str) -> Voice | None:
        return self._by_id.get(voice_id)

    def name(self, voice_id: str) -> str:
        """What to call it; an unknown one (its model is gone) by its id, none at all by ""."""
        voice = self._by_id.get(voice_id)
        if voice is not None:
            return voice.name
        return self.tr("Deleted voice") if is_mine(voice_id) else voice_id

    def color_index(self, voice_id: str) -> int:
        found = self._order.get(voice_id)
        return found if found is not None else zlib.crc32(voice_id.encode())

    def is_favourite(self, voice_id: str) -> bool:
        return self._library.is_favourite(voice_id)

    def set_favourite(self, voice_id: str, favourite: bool) -> None:
        self._library.set_favourite(voice_id, favourite)
        self.changed.emit()

    def note_used(self, voice_id: str) -> None:
        """The voice has spoken a line now."""
        self._library.note_used(voice_id)

    def set_guests(self, guests: Iterable[MyVoice]) -> None:
        """Show the voices that came with the open project and are not in the library."""
        wanted = tuple(guests)
        if wanted != self._guests:
            self._guests = wanted
            self.reload()

    def is_guest(self, voice_id: str) -> bool:
        """Whether the voice came with the project and is not in the library."""
        return any(guest.id == voice_id for guest in self._guests) and self.mine.get(voice_id) is None

    def reload(self) -> None:
        voices = self._library.voices()
        self._by_id = {voice.id: voice for voice in voices}
        for guest in self._guests:
            self._by_id.setdefault(guest.id, voice_of(guest))
        # One's own have a hue by their id: it stays when others come and go.
        self._order = {voice.id: index for index, voice in enumerate(voices) if not voice.mine}
        self.changed.emit()
