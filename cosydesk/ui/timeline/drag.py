"""What every drag on the canvas has in common: it follows the mouse, shows what would be, and ends in one edit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt

from cosydesk.studio.edit import Edit
from cosydesk.studio.project import Project
from cosydesk.ui.timeline.clip_table import ClipTable
from cosydesk.ui.timeline.snap import SnapTargets
from cosydesk.ui.timeline.viewport import Viewport


@dataclass(frozen=True)
class Pointer:
    """The mouse over the canvas while a button is held.

    Attributes:
        x, y: px of the canvas. row: number of the row there, None where there is none to drop on.
        targets: what it snaps to, None while snapping is off.
    """

    view: Viewport
    x: float
    y: float
    row: int | None
    targets: SnapTargets | None

    @property
    def sample(self) -> float:
        return self.view.left + self.x * self.view.samples_per_pixel


@dataclass(frozen=True)
class Badge:
    """A few words beside what is dragged: a time, a gain."""

    sample: int
    row: int
    text: str


class Drag(Protocol):
    """From the press to the release; the document isn't touched meanwhile, so that Escape has nothing to undo.

    Attributes:
        clip_ids: what it holds; when one of them goes the drag is off.
        begun: the mouse has moved far enough to mean it.
        target: the sample that it snapped to, None where it didn't.
        cursor: the mouse's shape.
    """

    begun: bool
    clip_ids: list[str]
    target: int | None
    cursor: Qt.CursorShape

    def move(self, to: Pointer) -> None:
        """The mouse is there now."""

    def shown_in(self, table: ClipTable) -> ClipTable:
        """The rows as they would be after a release here."""

    def edit(self, project: Project) -> Edit | None:
        """What a release here does."""

    def reach(self) -> int:
        """The last sample that it touches: the view must be able to follow."""

    def badge(self) -> Badge | None:
        """What is written beside it."""
