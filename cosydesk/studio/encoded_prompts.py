"""What recordings are encoded to, kept in the library's file: making it anew takes a model and its time."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from cosydesk.studio.errors import StudioError
from cosydesk.studio.library_file import LibraryFile, Step

_log = logging.getLogger(__name__)

KEPT_ENCODED = timedelta(days=60)
"""How long an encoded prompt that no voice of the library uses is kept after its last use."""


class EncodedPrompts:
    """The encoded forms of recordings: those of the library's voices, and of voices that came with a project. Any
    thread. What is missing here can be made again, so nothing that goes wrong is an error.
    """

    def __init__(self, file: LibraryFile) -> None:
        self._file = file

    def of(self, prompt: str) -> dict[str, bytes]:
        """What is kept of a recording's encoded forms: safetensors by the id of the encoder that made them.

        Args:
            prompt: hash of the recording.
        """
        try:
            rows = self._file.read("SELECT encoder, data FROM encoded_prompts WHERE prompt = ?", (prompt,))
        except StudioError:
            return {}
        return {str(encoder): data for encoder, data in rows if isinstance(data, bytes)}

    def keep(self, prompt: str, encoder: str, data: bytes) -> None:
        """Keep an encoded form of a recording; when that fails it is made again next time."""
        try:
            self._file.write(
                (
                    "INSERT OR REPLACE INTO encoded_prompts VALUES (?, ?, ?, ?)",
                    (prompt, encoder, data, datetime.now(UTC).isoformat()),
                )
            )
        except StudioError as error:
            _log.warning("An encoded prompt is not kept: %s", error.message)

    def expiry(self, now: datetime) -> Step:
        """The statement that lets go of those that nobody uses any more."""
        return (
            "DELETE FROM encoded_prompts WHERE used < ? AND prompt NOT IN (SELECT prompt FROM voices)",
            ((now - KEPT_ENCODED).isoformat(),),
        )
