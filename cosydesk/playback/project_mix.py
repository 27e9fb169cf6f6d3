"""What is played of a project: the plan of its mix, which follows the edits."""

from __future__ import annotations

import operator
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from cosydesk.studio.mix import plan_of, silence
from cosydesk.studio.project import DEFAULT_SAMPLE_RATE, Project


class ProjectMix(QObject):
    """Plans the mix of one project after the other anew when what is heard of it was edited.

    Attributes:
        plan: as of the last look; silence before there is a project.

    Signals:
        changed: `plan` is another.
    """

    changed = Signal()

    def __init__(self, sample_rate: int = DEFAULT_SAMPLE_RATE, parent: QObject | None = None) -> None:
        """Args:
        sample_rate: of the silence before there is a project.
        """
        super().__init__(parent)
        self.plan = silence(sample_rate)
        self._project: Project | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._shown: tuple[object, ...] = ()
        self._sound: tuple[object, ...] = ()
        self._instead: dict[str, str] = {}
        self._soon = QTimer(self)  # many edits at once are one new plan
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.update)

    @property
    def channels(self) -> int:
        """Two with a video whose sound has two, else one."""
        # By the video and not by what is heard of it: to mute it must not move the scale.
        original = self._project.original if self._project is not None else None
        return original.sound.channels if original is not None else 1

    def follow(self, project: Project) -> None:
        """Plan this project from now on, with each take heard as itself."""
        self.leave()
        self._project = project
        self._unsubscribe = project.subscribe(lambda touched: self._soon.start())
        self._instead = {}
        self._plan_anew()

    def leave(self) -> None:
        """Follow the project no more; the plan stays."""
        self._soon.stop()
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    def play_instead(self, take_id: str, other_id: str) -> None:
        """Let another take be heard where this one lies on the timeline, at once; the same one: itself again."""
        self._instead.pop(take_id, None)
        if other_id != take_id:
            self._instead[take_id] = other_id
        self._plan_anew()

    def update(self) -> None:
        """Take in the edits up to now, which else happens as soon as the event loop is reached."""
        if self._project is None:
            return
        settings = self._project.settings
        sound = (settings.original_gain_db, settings.original_muted, settings.ducking_db)
        shown = (self._project.layout(), self._project.tracks, self._project.original)
        if self._shown and sound == self._sound and all(map(operator.is_, shown, self._shown)):
            return
        self._sound = sound
        self._shown = shown
        self.plan = plan_of(self._project, self._instead)
        self.changed.emit()

    def _plan_anew(self) -> None:
        self._shown = ()
        self.update()
