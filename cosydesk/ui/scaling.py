"""The size of everything: Qt takes one factor, before the application exists."""

from __future__ import annotations

import os
import subprocess

from PySide6.QtCore import QCoreApplication

from cosydesk.own_command import own_command

_VARIABLE = "QT_SCALE_FACTOR"
_PROPERTY = "scale_percent"


class Scaling:
    """Set from the settings at the start. A factor that the person's environment has is multiplied."""

    def __init__(self, percent: int) -> None:
        self.percent = percent
        self._before = os.environ.get(_VARIABLE)
        if percent != 100:
            try:
                base = float(self._before or 1)
            except ValueError:
                base = 1.0
            os.environ[_VARIABLE] = f"{base * percent / 100:g}"

    def tell(self, application: QCoreApplication) -> None:
        """Let `running_percent` know."""
        application.setProperty(_PROPERTY, self.percent)

    def start_anew(self, *arguments: str) -> None:
        """Start the program once more, with these arguments, to live on after this process."""
        environment = {name: value for name, value in os.environ.items() if name != _VARIABLE}
        if self._before is not None:
            environment[_VARIABLE] = self._before
        subprocess.Popen([*own_command(), *arguments], env=environment, start_new_session=True)


def running_percent() -> int:
    """The size with which this process was started."""
    application = QCoreApplication.instance()
    return int(application.property(_PROPERTY) or 100) if application is not None else 100
