"""Playing samples from the command line: the window's player in an event loop without a window."""

from __future__ import annotations

import logging
import signal

from PySide6.QtCore import QCoreApplication, QMessageLogContext, QtMsgType, qInstallMessageHandler

from cosydesk.engine.types import Samples
from cosydesk.playback.player import Player

log = logging.getLogger(__name__)


def play(samples: Samples, sample_rate: int) -> bool:
    """Play samples (float32 mono) on the default device to their end; False when there is no device.

    Raises:
        KeyboardInterrupt: Ctrl+C.
    """
    qInstallMessageHandler(_log_message)
    application = QCoreApplication.instance() or QCoreApplication([])
    player = Player()
    interrupted = False

    def interrupt(*_: object) -> None:
        nonlocal interrupted
        interrupted = True
        application.quit()

    # Raised inside a Qt callback, a KeyboardInterrupt would only be printed.
    previous = signal.signal(signal.SIGINT, interrupt)
    try:
        player.open()
        if player.silent:
            return False
        player.once_ended.connect(application.quit)
        player.play_once(samples, sample_rate)
        application.exec()
    finally:
        signal.signal(signal.SIGINT, previous)
        player.close()
    if interrupted:
        raise KeyboardInterrupt
    return True


def _log_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Qt tells which sound libraries it looked for; that belongs into the log."""
    log.info("Qt: %s", message)
