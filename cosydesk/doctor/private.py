"""Takes out of a text what tells whose computer it is about."""

from __future__ import annotations

import getpass
import os
import re
import socket
from collections.abc import Iterable
from pathlib import Path

_NOBODY = frozenset({"root", "admin", "administrator", "user", "localhost", "home", "linux"})
"""Names that tell nothing, and that stand in texts for other reasons."""

_SHORTEST = 3


def anonymous(
    text: str,
    homes: Iterable[Path] | None = None,
    users: Iterable[str] | None = None,
    hosts: Iterable[str] | None = None,
) -> str:
    """The text with ``~`` for the home folder, ``user`` for the user's name and ``computer`` for the computer's.

    Args:
        homes, users, hosts: stand for what this system says.
    """
    for home in sorted(map(str, _homes() if homes is None else homes), key=len, reverse=True):
        text = _without_home(text, home.rstrip("/\\"))
    for names, word in (
        (_users() if users is None else users, "user"),
        (_hosts() if hosts is None else hosts, "computer"),
    ):
        for name in sorted({name.strip() for name in names}, key=len, reverse=True):
            if len(name) >= _SHORTEST and name.casefold() not in _NOBODY:
                text = re.sub(rf"(?<![\w]){re.escape(name)}(?![\w])", word, text, flags=re.IGNORECASE)
    return text


def _without_home(text: str, home: str) -> str:
    """Whichever way its separators are written, doubled backslashes (of JSON) included."""
    parts = [part for part in re.split(r"[/\\]+", home) if part]
    if not parts:
        return text
    start = r"[/\\]+" if home[:1] in "/\\" else r""
    pattern = start + r"[/\\]+".join(map(re.escape, parts)) + r"(?![\w.-])"
    return re.sub(rf"(?<![\w]){pattern}", "~", text, flags=re.IGNORECASE)


def _homes() -> list[Path]:
    try:
        home = Path.home()
    except RuntimeError:
        return []
    found = {home, Path(os.path.realpath(home))}
    return [path for path in found if path != path.parent]


def _users() -> list[str]:
    names = [os.environ.get(name, "") for name in ("USER", "USERNAME", "LOGNAME")]
    try:
        names.append(getpass.getuser())
        names.append(Path.home().name)
    except (OSError, KeyError, ImportError, RuntimeError):
        pass  # a user whom the system doesn't know
    return names


def _hosts() -> list[str]:
    host = socket.gethostname()
    return [host, host.partition(".")[0], os.environ.get("COMPUTERNAME", "")]
