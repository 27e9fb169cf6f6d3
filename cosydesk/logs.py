"""The log files: one rotating file per kind of process. Only entry points call anything here."""

from __future__ import annotations

import logging
import logging.handlers
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from cosydesk import __version__
from cosydesk.paths import log_dir

_MAX_BYTES = 2_000_000
_BACKUPS = 3
_FORMAT = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"

log = logging.getLogger(__name__)


def set_up(process_name: str, level: int = logging.INFO) -> Path:
    """Send this process's log to ``log_dir()/<process_name>.log`` and return that path.

    Calling it again replaces the file of the first call. Nothing goes to the terminal.
    """
    path = log_dir() / f"{process_name}.log"
    handler = _LogFile(path, maxBytes=_MAX_BYTES, backupCount=_BACKUPS, encoding="utf-8", errors="replace")
    handler.setFormatter(logging.Formatter(_FORMAT))
    root = logging.getLogger()
    for old in [handler for handler in root.handlers if isinstance(handler, _LogFile)]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(level)
    logging.captureWarnings(True)
    log.info("CosyDesk %s, Python %s, %s", __version__, sys.version.split()[0], sys.platform)
    return path


def catch_the_rest(report: Callable[[BaseException], object] | None = None) -> None:
    """Log every exception that nobody caught, in any thread, and hand it to `report`.

    `report` is called in the thread where the exception came up. Ctrl+C keeps its meaning.
    """

    def record(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        error = kind() if error is None else error
        log.critical("Unexpected fault", exc_info=(kind, error, trace))
        if report is not None:
            report(error.with_traceback(trace))

    def in_main(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            record(kind, error, trace)

    def in_thread(arguments: threading.ExceptHookArgs) -> None:
        if not issubclass(arguments.exc_type, SystemExit):
            record(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    sys.excepthook = in_main
    threading.excepthook = in_thread


class _LogFile(logging.handlers.RotatingFileHandler):
    """The type tells our handler from those of others, such as pytest's."""

    def doRollover(self) -> None:
        try:
            super().doRollover()
        except OSError:
            # On Windows a second process of the same kind holds the file: go on with the long one.
            self.stream = self._open()
