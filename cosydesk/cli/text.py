"""The words to say, from wherever they come."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from cosydesk.cli.errors import UsageError

STANDARD = "-"


def read_text(words: Sequence[str], file: str | None) -> str:
    """The text given as words, in a file, or on standard input (``-``, or piped with neither given).

    Raises:
        UsageError: none, two of them, unreadable, not UTF-8, or empty.
    """
    if words and file is not None:
        raise UsageError("Give the text or a file with -f, not both.")
    if words:
        text, origin = " ".join(words), "The text"
    elif file is not None and file != STANDARD:
        text, origin = _decoded(_read(Path(file)), file), f"{file}"
    elif file == STANDARD or (sys.stdin is not None and not sys.stdin.isatty()):
        text, origin = _decoded(sys.stdin.buffer.read(), "standard input"), "Standard input"
    else:
        raise UsageError(
            'There is nothing to say: give a text, or a file with -f. Try "cosydesk say --help".'
        )
    if not text.strip():
        raise UsageError(f"{origin} is empty: there is nothing to say.")
    return text


def existing_file(path: str, what: str) -> Path:
    """The path of a file that can be read.

    Raises:
        UsageError: it is missing, a folder, or not readable.
    """
    try:
        with Path(path).open("rb"):
            return Path(path)
    except OSError as error:
        raise UsageError(f"{what} {path} can't be read: {reason(error)}.") from error


def reason(error: OSError) -> str:
    """Why it failed, in the system's words."""
    return (error.strerror or str(error)).lower()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} can't be read: {reason(error)}.") from error


def _decoded(data: bytes, origin: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{origin} is not UTF-8 text (byte {error.start}). Save it as UTF-8.") from error
