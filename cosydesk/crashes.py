"""Reports of what ended unexpectedly: kept in the log folder, for the person to look at and send, never sent by us."""

from __future__ import annotations

import logging
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cosydesk import __version__
from cosydesk.paths import log_dir
from cosydesk.private import anonymous

log = logging.getLogger(__name__)

KEPT = 20
"""Reports that are kept; older ones are removed."""

LOG_LINES = 200
"""Lines of each log that a report has."""

_SUFFIX = ".txt"
_LIBRARIES = ("PySide6", "numpy", "torch", "onnxruntime", "spacy", "modelscope-hub")
_TAIL_BYTES = 200_000
_OF_PROCESS = re.compile(r"\d{4}-\d\d-\d\d [\d:,]+ (\d+) ")


@dataclass(frozen=True)
class LogOf:
    """Whose last lines belong into a report.

    Attributes:
        name: of the log file, without ``.log``.
        pid: only what this process wrote; None: whoever wrote it.
    """

    name: str
    pid: int | None = None


def crash_dir() -> Path:
    """The folder of the reports; made when first asked for."""
    path = log_dir() / "crashes"
    path.mkdir(parents=True, exist_ok=True)
    return path


def reports() -> list[Path]:
    """All reports, oldest first."""
    return sorted(crash_dir().glob(f"*{_SUFFIX}"), key=lambda path: path.stem)


def delete_reports() -> int:
    """Delete all of them; returns how many there were."""
    found = reports()
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


def write_report(what: str, details: str, logs: Sequence[LogOf], now: float | None = None) -> Path | None:
    """Keep a report, and remove the oldest beyond `KEPT`. Never raises: it is called when something is wrong already.

    Args:
        what: ``window``, ``thread``, ``engine``, ``download`` or ``command``; part of the file's name.
        details: what happened, with the traceback if there is one.
        logs: whose last lines are added.
        now: seconds since the epoch; None: now.

    Returns:
        The file; None when none could be written.
    """
    try:
        stamp = time.localtime(time.time() if now is None else now)
        parts = [_head(what, stamp), details.strip(), *(f"{_title(of)}\n{_tail(of)}" for of in logs)]
        path = _write(
            f"{time.strftime('%Y-%m-%d %H-%M-%S', stamp)} {what}", anonymous("\n\n".join(parts)) + "\n"
        )
        # Never this one, whose name may come first after the clock was set back.
        for old in [report for report in reports() if report != path][: 1 - KEPT]:
            old.unlink(missing_ok=True)
    except OSError as error:
        log.warning("No crash report can be kept: %s", error)
        return None
    log.info("A crash report is in %s", path)
    return path


def _write(name: str, text: str) -> Path:
    number = 1
    while True:
        path = crash_dir() / (name + (f" {number}" if number > 1 else "") + _SUFFIX)
        try:
            with path.open("x", encoding="utf-8", errors="replace", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            number += 1
        else:
            return path


def _head(what: str, stamp: time.struct_time) -> str:
    import platform  # not needed at the start

    lines = [
        f"CosyDesk {__version__}: {what}, {time.strftime('%Y-%m-%d %H:%M:%S %z', stamp)}",
        f"Python {sys.version.split()[0]}, {platform.platform()}",
        ", ".join(filter(None, map(_version, _LIBRARIES))),
    ]
    return "\n".join(lines)


def _version(library: str) -> str:
    from importlib import metadata

    try:
        return f"{library} {metadata.version(library)}"
    except metadata.PackageNotFoundError:
        return ""


def _title(of: LogOf) -> str:
    return f"--- the last lines of {of.name}.log" + (f" of process {of.pid}" if of.pid is not None else "")


def _tail(of: LogOf) -> str:
    """The last `LOG_LINES` lines, also from before the file was rotated."""
    lines: list[str] = []
    for number in range(4):
        path = log_dir() / (f"{of.name}.log" + (f".{number}" if number else ""))
        lines = [*_lines(path, of.pid), *lines]
        if len(lines) >= LOG_LINES:
            break
    return "\n".join(lines[-LOG_LINES:]) or "(nothing)"


def _lines(path: Path, pid: int | None) -> list[str]:
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return []
    lines = text.splitlines()
    return lines if pid is None else _of_process(lines, pid)


def _of_process(lines: Sequence[str], pid: int) -> list[str]:
    """Lines of one process; one without a head belongs to the line before it."""
    kept, own = [], False
    for line in lines:
        head = _OF_PROCESS.match(line)
        own = own if head is None else int(head[1]) == pid
        if own:
            kept.append(line)
    return kept
