"""What keys and fields do to the slot of the current line."""

from __future__ import annotations

from collections.abc import Callable

from cosydesk.studio import slots
from cosydesk.studio.edit import Edit
from cosydesk.studio.project import Project
from cosydesk.ui.document import Document


class SlotCommands:
    """Each is one step of the history; without a line nothing happens."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def begin(self, at: int | None) -> None:
        """Let the slot begin at a sample; None: anywhere."""
        self._apply(lambda project, line_id: slots.set_slot_in(project, line_id, at))

    def end(self, at: int | None) -> None:
        """Let the slot end at a sample; None: anywhere."""
        self._apply(lambda project, line_id: slots.set_slot_out(project, line_id, at))

    def clear(self) -> None:
        """Free the line."""
        self._apply(slots.clear_slot)

    def _apply(self, build: Callable[[Project, str], Edit]) -> None:
        line = self._document.current_line()
        if line is not None:
            self._document.apply(build(self._document.project, line.id))
