"""What can go wrong in the studio, as one typed error with a cause and a way out."""

from __future__ import annotations

from pathlib import Path


class StudioError(Exception):
    """A project, an edit or an export that can't go on.

    Attributes:
        message: one sentence in English that says what is wrong.
        remedy: one sentence in English that says what to do; may be empty.
        code: stable key for translations: ``foreign``, ``damaged``, ``refused``, ``newer``, ``missing``, ``locked``,
            ``read_only``, ``write``, ``audio``, ``cancelled``, ``unknown_id``, ``invalid``, ``duplicate``, ``pattern``,
            ``script_unreadable``, ``script_too_big``.
        path: the damaged project that it tells of, of which `cosydesk.studio.rescue` may save something.
    """

    def __init__(self, message: str, remedy: str = "", code: str = "studio") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.code = code
        self.path: Path | None = None
