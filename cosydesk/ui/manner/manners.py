"""What the window knows of manners: those of a line's model, and those used lately."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from cosydesk.settings import Settings
from cosydesk.studio.line import Line
from cosydesk.studio.manner import generation_of
from cosydesk.ui.manner.manner_menu import MannerMenu
from cosydesk.ui.manner.recent_manners import RecentManners


class Manners:
    """Attributes:
    recent: those used lately, in all projects.
    """

    def __init__(self, settings: Settings, folder_of: Callable[[Line], str]) -> None:
        """Args:
        folder_of: the folder of the model that speaks a line.
        """
        self.recent = RecentManners(settings)
        self._folder_of = folder_of

    def menu(self, line: Line, parent: QWidget | None = None) -> MannerMenu:
        """The manners that the line's model was trained with, and those used lately."""
        generation = generation_of(self._folder_of(line))
        return MannerMenu(generation, self.recent, line.instruct, parent)

    def note(self, manner: str) -> None:
        """A manner was chosen."""
        self.recent.note(manner)
