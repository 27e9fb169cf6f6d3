"""The words to say, from wherever they come."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO

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


def arriving_lines(words: Sequence[str], file: str | None) -> Iterator[str]:
    """The lines of standard input, each when it comes.

    Raises:
        UsageError: there is a text or a file beside it, or nobody writes there; while it is read: it isn't UTF-8.
    """
    if words or file not in (None, STANDARD):
        raise UsageError("--as-it-comes reads standard input: give neither a text nor another file.")
    if sys.stdin is None or (file is None and sys.stdin.isatty()):
        raise UsageError('There is nothing to say: pipe a text in, or type it with "-f -".')
    return _lines(sys.stdin.buffer)


def first_words(lines: Iterator[str]) -> tuple[str, Iterator[str]]:
    """The first line with something in it, and all lines from it on.

    Raises:
        UsageError: there is none.
    """
    first = next((line for line in lines if line.strip()), None)
    if first is None:
        raise UsageError("Standard input is empty: there is nothing to say.")
    return first, chain((first,), lines)


def _lines(stream: BinaryIO) -> Iterator[str]:
    before = 0
    while data := stream.readline():
        try:
            yield data.decode("utf-8-sig" if before == 0 else "utf-8")
        except UnicodeDecodeError as error:
            at = before + error.start
            raise UsageError(f"standard input is not UTF-8 text (byte {at}). Send it as UTF-8.") from error
        before += len(data)


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
