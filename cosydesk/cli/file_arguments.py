"""Files on the command line, as file managers and people write them: what the window is to open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cosydesk.studio.importing.cue import SUFFIXES as SCRIPTS

DOCUMENTS = (".cosydesk", ".cosyvoice", *SCRIPTS)
"""Projects, voices and scripts: meant to be opened, whether they are there or not."""


def are_files(arguments: Sequence[str]) -> bool:
    """Whether each of them names a file or folder to open, and none is a command or an option."""
    return all(map(_is_file, arguments))


def path_of(argument: str) -> Path:
    """The absolute path that an argument names, as a path or as a ``file:`` address."""
    if _is_address(argument):
        from urllib.parse import urlsplit
        from urllib.request import url2pathname

        parts = urlsplit(argument)
        host = f"//{parts.netloc}" if parts.netloc not in ("", "localhost") else ""
        return Path(url2pathname(host + parts.path)).absolute()
    return Path(argument).absolute()


def _is_file(argument: str) -> bool:
    if _is_address(argument):
        return True
    if argument.startswith("-"):
        return False
    if argument.lower().endswith(DOCUMENTS):
        return True
    # Commands have neither dots nor separators, so a folder named like one is not meant.
    path = Path(argument)
    try:
        return ("." in argument or len(path.parts) > 1) and path.exists()
    except (OSError, ValueError):
        return False


def _is_address(argument: str) -> bool:
    return argument[:5].lower() == "file:"
