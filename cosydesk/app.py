"""The composition root of the window: the only module that wires all layers."""

from __future__ import annotations

import argparse
import json
import logging
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from cosydesk import logs
from cosydesk.settings import Settings
from cosydesk.ui.application import Application
from cosydesk.ui.arrivals import Arrivals
from cosydesk.ui.endings import Endings
from cosydesk.ui.faults import Faults
from cosydesk.ui.hand_over import hand_over, is_project
from cosydesk.ui.reception import Reception
from cosydesk.ui.scaling import Scaling

if TYPE_CHECKING:
    from cosydesk.ui.main_window import MainWindow

log = logging.getLogger(__name__)


def build(application: QApplication, settings: Settings, project_path: Path | None = None) -> MainWindow:
    """Make everything the window needs, and the window; nothing is shown or started yet.

    Args:
        project_path: a project to open; None = what the last session left, or the welcome scene.
    """
    from cosydesk.engine.messages import Place
    from cosydesk.jobs.queue import JobQueue
    from cosydesk.playback.player import Player
    from cosydesk.studio.library import Library
    from cosydesk.studio.models import Models
    from cosydesk.ui import failures
    from cosydesk.ui.collector import Collector
    from cosydesk.ui.document import Document
    from cosydesk.ui.files import first_project
    from cosydesk.ui.main_window import MainWindow
    from cosydesk.ui.theme import Theme
    from cosydesk.ui.translation import Translation
    from cosydesk.ui.voices import VoiceCatalogue

    translation = Translation(application, settings.language)
    theme = Theme(application, settings.theme)
    project, failure = first_project(settings)
    library = Library()
    models = Models(library)
    document = Document(project, VoiceCatalogue(library))
    queue = JobQueue(
        threads=settings.engine_threads,
        idle_s=settings.idle_unload_s,
        place=Place(settings.engine_device, settings.engine_precision),
    )
    player = Player(project, settings.audio_output)
    window = MainWindow(document, queue, player, settings, translation, theme, models)
    for owned in (document, queue, player):
        owned.setParent(window)
    if library.problem is not None:
        window.messages.show_error(*failures.words(library.problem))
    if failure is not None:
        window.rescuing.offer(failure)
    window.files.tell_opened()
    if project_path is not None:
        window.files.open(project_path)
    Collector(window)
    return window


def main(arguments: Sequence[str] | None = None) -> int:
    """Show the window and run until it is closed. Returns the exit status.

    Args:
        arguments: ``[FILE ...] [--model-dir DIR]``, and for measuring ``--quit-after-first-frame``, which prints the
            milliseconds from the start of the process to the first frame, and whether torch is loaded, as JSON and
            ends.
    """
    parser = argparse.ArgumentParser(prog="cosydesk", allow_abbrev=False)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--model-dir", type=Path)
    parser.add_argument("--quit-after-first-frame", action="store_true")
    given = parser.parse_args(arguments)
    _set_up_log()
    settings = Settings.load()
    scaling = Scaling(settings.scale)
    token = os.environ.get("XDG_ACTIVATION_TOKEN", "")
    application = Application(sys.argv[:1])
    scaling.tell(application)
    files = hand_over([path.absolute() for path in given.files], token) if given.files else []
    if given.files and not files:
        return 0  # windows that are open have them
    faults = Faults(settings)
    faults.begin()
    project = next((path for path in files if is_project(path)), None)
    window = build(application, settings, project)
    arrivals = Arrivals(window)
    arrivals.window_wanted.connect(lambda path: scaling.start_anew(str(path)))
    reception = Reception(window, arrivals.wanted, arrivals.take)
    faults.watch(window)
    faults.tell_of_last_time()
    endings = _end_on_signals(window, faults)

    def welcome() -> None:
        window.dialogs.welcome()
        application.files_asked.connect(lambda: arrivals.take(application.fetch_files()))
        arrivals.take([*files, *application.fetch_files()])

    def first_frame() -> None:
        if given.quit_after_first_frame:
            found = {
                "first_frame_ms": round(1000 * _process_age_s()),
                "torch_loaded": "torch" in sys.modules,
            }
            print(json.dumps(found))
            QTimer.singleShot(0, window.close)
        elif given.model_dir is not None:
            QTimer.singleShot(50, lambda: window.models.open(given.model_dir))
        elif settings.warm_up:
            # The engine's start costs a core for a second or two: not before there is something to look at.
            QTimer.singleShot(50, lambda: window.queue.warm_up(settings.model))
        if not given.quit_after_first_frame:
            QTimer.singleShot(50, welcome)
            QTimer.singleShot(200, window.stock.look)

    anew: list[bool] = []

    def start_anew() -> None:
        if window.close():
            anew.append(True)

    window.dialogs.restart_wanted.connect(start_anew)
    window.shown.connect(first_frame)
    window.show()
    try:
        return application.exec()
    finally:
        reception.close()
        window.queue.shutdown()
        window.player.close()
        endings.close()
        faults.end()
        if anew:
            scaling.start_anew()


def _set_up_log() -> None:
    try:
        logs.set_up("window")
    except OSError as error:
        # A folder that can't be written is no reason not to open.
        print(f"cosydesk: no log is kept: {error}", file=sys.stderr)


def _end_on_signals(window: MainWindow, faults: Faults) -> Endings:
    """Ctrl+C and the system's wish to end (at a shutdown, say) close the window as a person does."""

    def asked_to_end(number: int) -> None:
        log.info("Asked to end by signal %d", number)
        if number == signal.SIGTERM:
            faults.end()  # nobody may wait for the answers to questions
        window.close()

    return Endings(asked_to_end, window)


def _process_age_s() -> float:
    """Seconds since this process was started; where the system doesn't say, since Python was."""
    try:
        ticks = int(Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()[19])
        uptime = float(Path("/proc/uptime").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return time.process_time()
    return uptime - ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
