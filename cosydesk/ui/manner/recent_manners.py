"""The manners that a person used lately, in all projects."""

from __future__ import annotations

import logging

from cosydesk.settings import Settings

log = logging.getLogger(__name__)

MOST = 12


class RecentManners:
    """Newest first, kept in the settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def all(self) -> list[str]:
        return self._settings.recent_manners

    def note(self, text: str) -> None:
        """A manner was used."""
        text = " ".join(text.split())
        if not text or self.all()[:1] == [text]:
            return
        self._keep([text, *(known for known in self.all() if known != text)][:MOST])

    def clear(self) -> None:
        self._keep([])

    def _keep(self, manners: list[str]) -> None:
        self._settings.recent_manners = manners
        try:
            self._settings.save()
        except OSError:
            log.exception("the settings could not be written")
