"""How much of a file is read, so that none of them, made by accident or on purpose, holds up the program."""

from __future__ import annotations

from cosydesk.studio.errors import StudioError

MAX_BYTES = 32 * 1024 * 1024
"""Of a file, and of the text inside a packed one."""

MAX_CUES = 100_000

EXCERPT = 80
"""Characters of what is shown of something that couldn't be read."""


def unreadable(message: str, remedy: str = "") -> StudioError:
    """The error for a file that isn't a script."""
    return StudioError(
        message, remedy or "Save it as text or as subtitles and import that.", "script_unreadable"
    )


def too_big(message: str) -> StudioError:
    """The error for a file beyond the limits."""
    return StudioError(message, "Split it into several files and import them one by one.", "script_too_big")


def excerpt(text: str) -> str:
    """The beginning of a text, on one line, to show what is meant."""
    words = " ".join(text[: 4 * EXCERPT].split())
    return words if len(words) <= EXCERPT else words[: EXCERPT - 1] + "…"
