"""A tripwire for files that must never run anything: what hostile files name, and what notices when it runs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

fired: list[str] = []
"""What has run."""

_FORBIDDEN = frozenset(
    {"os.system", "os.exec", "os.posix_spawn", "os.fork", "subprocess.Popen", "socket.connect", "os.putenv"}
    | {"shutil.rmtree", "os.remove", "os.rename", "os.mkdir", "os.chmod", "ctypes.dlopen", "code.__new__"}
)
_watching = False
_hooked = False


def fire(*_: object, **__: object) -> dict[str, object]:
    """What hostile files call."""
    fired.append("called")
    return {}


class Fire:
    """What hostile files make."""

    def __init__(self, *_: object, **__: object) -> None:
        fired.append("made")

    def __setstate__(self, _: object) -> None:
        fired.append("set")


@contextmanager
def nothing_runs() -> Iterator[None]:
    """Fails when something in it is called that only code in a file could ask for."""
    global _watching, _hooked
    if not _hooked:
        sys.addaudithook(_notice)  # there is no way to take one off again
        _hooked = True
    fired.clear()
    _watching = True
    try:
        yield
    finally:
        _watching = False
    assert not fired, fired


def _notice(event: str, _: tuple[object, ...]) -> None:
    if _watching and event in _FORBIDDEN:
        fired.append(event)
