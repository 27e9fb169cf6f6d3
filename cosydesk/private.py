"""Takes out of a text what tells whose computer it is about."""

from __future__ import annotations

import getpass
import os
import platform
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from cosydesk.paths import HOME_VARIABLE

_NOBODY = frozenset(
    {"root", "admin", "administrator", "user", "guest", "localhost", "home", "linux", "dev", "test", "python"}
)
"""Names that tell nothing, and that stand in texts for other reasons."""

_SHORTEST = 3

_PEOPLE = re.compile(
    r"(?:/home|/Users|[A-Za-z]:[/\\]+[Uu]sers)[/\\]+(?!(?:Shared|Public)\b)[^/\\\s\"',;:)>]+"
)
"""Home folders of others: those of this system's user needn't be the ones that a text is about."""


def anonymous(
    text: str,
    homes: Iterable[Path] | None = None,
    users: Iterable[str] | None = None,
    hosts: Iterable[str] | None = None,
) -> str:
    """The text with ``~`` for home folders, ``user`` for the user's name and ``computer`` for the computer's.

    The folder that ``COSYDESK_HOME`` names is called by that name.

    Args:
        homes, users, hosts: stand for what this system says.
    """
    folders = [(str(home), "~") for home in (_homes() if homes is None else homes)]
    folders += [(str(own), f"<{HOME_VARIABLE}>") for own in _own_folder()]
    for folder, word in sorted(folders, key=lambda one: len(one[0]), reverse=True):
        text = _without_folder(text, folder.rstrip("/\\"), word)
    text = _PEOPLE.sub("~", text)
    for names, word in (
        (_users() if users is None else users, "user"),
        (_hosts() if hosts is None else hosts, "computer"),
    ):
        for name in sorted({name.strip() for name in names}, key=len, reverse=True):
            if len(name) >= _SHORTEST and name.casefold() not in _NOBODY:
                text = re.sub(rf"(?<![\w]){re.escape(name)}(?![\w])", word, text, flags=re.IGNORECASE)
    return text


def _without_folder(text: str, folder: str, word: str) -> str:
    """Whichever way its separators are written, doubled backslashes (of JSON) included."""
    parts = [part for part in re.split(r"[/\\]+", folder) if part]
    if not parts:
        return text
    start = r"[/\\]+" if folder[:1] in "/\\" else r""
    pattern = start + r"[/\\]+".join(map(re.escape, parts)) + r"(?![\w.-])"
    return re.sub(rf"(?<![\w]){pattern}", lambda _: word, text, flags=re.IGNORECASE)


def _own_folder() -> Iterator[Path]:
    if own := os.environ.get(HOME_VARIABLE):
        try:
            yield Path(own).expanduser().absolute()
        except RuntimeError:
            yield Path(own)


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
    host = platform.node()
    return [host, host.partition(".")[0], os.environ.get("COMPUTERNAME", "")]
