"""What a change of a setting does in the window, besides being kept."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from cosydesk import crashes
from cosydesk.playback.recorder import input_names
from cosydesk.settings import Settings
from cosydesk.ui.scaling import running_percent
from cosydesk.weights import models_root

if TYPE_CHECKING:
    from cosydesk.ui.main_window import MainWindow

log = logging.getLogger(__name__)


class Doings(QObject):
    """Every change counts, and is kept, at once; only another size waits for the next start.

    Signals:
        changed(str): this setting has another value now.
        done(str): this command was carried out.
        not_kept: the settings can't be written.
    """

    changed = Signal(str)
    done = Signal(str)
    not_kept = Signal()

    def __init__(self, window: MainWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self.settings: Settings = window.settings
        self._effects: dict[str, Callable[[], object]] = {
            "language": self._use_language,
            "theme": self._use_theme,
            "audio_output": lambda: window.player.set_output(self.settings.audio_output),
            "hear_live": self._use_hear_live,
            "loudness_shown": window.status.meter.renew,
            "engine_threads": lambda: window.queue.set_threads(self.settings.engine_threads),
            "engine_device": self._use_place,
            "engine_precision": self._use_place,
            "models_folder": window.stock.look,
            "more_model_folders": window.stock.look,
            "idle_unload_s": lambda: window.queue.set_idle_s(self.settings.idle_unload_s),
        }
        self._commands: dict[str, Callable[[], object]] = {
            "clear_recent": window.files.forget_all,
            # These when the dialog is gone.
            "set_up": lambda: QTimer.singleShot(0, window.dialogs.show_first_start),
            "tour": lambda: QTimer.singleShot(0, window.dialogs.show_tour_when_free),
            "delete_crashes": crashes.delete_reports,
        }

    def set(self, values: Mapping[str, Any]) -> None:
        """Give these settings these values."""
        self._change({name: partial(setattr, self.settings, name, value) for name, value in values.items()})

    def reset(self, *names: str) -> None:
        """Give these settings their defaults back."""
        self._change({name: partial(self.settings.reset, name) for name in names})

    def press(self, command: str) -> None:
        """Carry out the command of a button."""
        self._commands[command]()
        self.done.emit(command)

    def can_press(self, command: str) -> bool:
        """Whether there is anything to do for it."""
        match command:
            case "clear_recent":
                return bool(self.settings.recent_files)
            case "delete_crashes":
                return bool(crashes.reports())
            case _:
                return True

    def devices(self, kind: str) -> list[str]:
        """The sound devices at hand, the default one first."""
        return self._window.player.devices() if kind == "output" else input_names()

    def waits_for_restart(self, name: str) -> bool:
        """Whether the setting has a value that only the next start will see."""
        return name == "scale" and self.settings.scale != running_percent()

    def _change(self, changes: Mapping[str, Callable[[], object]]) -> None:
        folder = models_root(self.settings)
        before = {name: getattr(self.settings, name) for name in (*changes, "more_model_folders")}
        for change in changes.values():
            change()
        if models_root(self.settings) != folder:
            self._keep_in_use(folder)
        changed = [name for name, value in before.items() if getattr(self.settings, name) != value]
        try:
            self.settings.save()
        except OSError:
            log.exception("the settings could not be written")
            self.not_kept.emit()
        for effect in dict.fromkeys(self._effects[name] for name in changed if name in self._effects):
            effect()
        for name in changed:
            self.changed.emit(name)

    def _keep_in_use(self, folder: Path) -> None:
        """Models that lie in the folder of before are found there from now on."""
        others = [
            path for path in self.settings.more_model_folders if Path(path) != models_root(self.settings)
        ]
        with contextlib.suppress(OSError):
            if str(folder) not in others and any(folder.iterdir()):
                others.append(str(folder))
        self.settings.more_model_folders = others

    def _use_language(self) -> None:
        self._window.translation.choose(self.settings.language)
        self._window.states.check_choices()

    def _use_theme(self) -> None:
        self._window.theme.choose(self.settings.theme)
        self._window.states.check_choices()

    def _use_hear_live(self) -> None:
        self._window.states.check_choices()
        if not self.settings.hear_live:
            self._window.playing.hush()

    def _use_place(self) -> None:
        self._window.queue.place(self.settings.engine_device, self.settings.engine_precision)
