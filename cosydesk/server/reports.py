"""Crash reports of a service: kept as the window keeps its own, if the person wants any."""

from __future__ import annotations

import logging
import os
import threading
import traceback

from cosydesk import crashes
from cosydesk.crashes import LogOf
from cosydesk.settings import Settings

log = logging.getLogger(__name__)

_known: set[str] = set()
_lock = threading.Lock()


def keep_report(what: str, error: BaseException, pid: int | None = None) -> None:
    """Keep a report of a fault, once for each place in the code: what fails with every request fills no folder.

    An error without a traceback, such as the death of a process, is kept each time. Never raises.

    Args:
        what: ``engine`` or ``service``.
        pid: of the engine process that is to blame.
    """
    trace = "\n".join(getattr(error, "__notes__", ()))  # what another process said of it
    if not trace and error.__traceback__ is not None:
        trace = "".join(traceback.format_exception(error))
    if trace and not _is_new(trace):
        return
    try:
        if not Settings.load().keep_crash_reports:
            return
    except OSError:
        return  # where settings can't be, neither can reports
    logs = [LogOf("serve", os.getpid()), *([LogOf("engine", pid)] if pid is not None else [])]
    crashes.write_report(what, f"{error}\n\n{trace}", logs)


def _is_new(trace: str) -> bool:
    place = next((line for line in reversed(trace.splitlines()) if line.startswith("  File ")), trace)
    with _lock:
        known = place in _known
        _known.add(place)
    return not known
