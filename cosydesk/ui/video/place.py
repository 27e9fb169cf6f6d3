"""Where the video has its place in the window: beside the script, made when it is first shown."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QSplitter

from cosydesk.studio.video_file import SUFFIXES
from cosydesk.ui.timecode import FRAME_RATES
from cosydesk.ui.video.film import Film, FilmState
from cosydesk.ui.words import Words

if TYPE_CHECKING:
    from cosydesk.ui.main_window import MainWindow
    from cosydesk.ui.video.panel import VideoPanel


class VideoPlace(QObject):
    """Opens, closes, shows and hides the video.

    Attributes:
        film: the project's video. stage: the script and the video, side by side.
        panel: None until it is shown for the first time: without a video nothing of it is loaded.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.film = Film(window.document, self)
        self.panel: VideoPanel | None = None
        self.stage = QSplitter(Qt.Orientation.Horizontal)
        self.stage.addWidget(window.editor)
        self.stage.setHandleWidth(1)
        self.stage.setChildrenCollapsible(False)
        self._asked_rate: Path | None = None
        self._known: Path | None = None
        self.film.changed.connect(self._follow)
        self.film.progressed.connect(self._tell_timeline)

    @property
    def shown(self) -> bool:
        """Whether the panel is open."""
        return self.panel is not None and not self.panel.isHidden()

    def begin(self) -> None:
        """The window stands: show the video of its project."""
        self._follow()

    def open_dialog(self) -> None:
        """Ask for a video; for the lost one of the project where it was."""
        path = self.film.path
        project = self._window.document.project.path
        if path is not None and path.parent.is_dir():
            folder = str(path.parent)
        elif project is not None and self._window.document.project.name:
            folder = str(project.parent)
        else:
            folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MoviesLocation)
        kinds = self.tr("Videos") + f" ({' '.join(f'*{suffix}' for suffix in SUFFIXES)})"
        kinds += ";;" + self.tr("All files") + " (*)"
        chosen, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open a video"), folder, kinds)
        if chosen:
            self.open(Path(chosen))

    def open(self, path: Path) -> None:
        """Make it the project's video and show it."""
        if not self._window.document.may_change():
            return
        self._asked_rate = path.absolute()
        self._want(shown=True)
        self._known = None
        self.film.open(path)

    def toggle(self) -> None:
        """Show or hide the panel; remembered."""
        self._want(shown=not self.shown)
        self.show() if self._window.settings.show_video else self.hide()

    def show(self) -> None:
        if self.panel is None:
            self._make()
        assert self.panel is not None
        self.panel.show()
        self._window.states.check_panels()

    def hide(self) -> None:
        if self.panel is not None:
            self.panel.hide()
        self._window.states.check_panels()

    def shut_down(self) -> None:
        """Let the files go; for the end of the window."""
        self.film.shut_down()
        if self.panel is not None:
            self.panel.close_film()

    def _make(self) -> None:
        from cosydesk.ui.video.panel import VideoPanel

        window = self._window
        self.panel = VideoPanel(self.film, window.document, window.player, window.actions_by_id, window.theme)
        self.panel.hide()
        self.stage.addWidget(self.panel)
        self.stage.setStretchFactor(0, 1)
        self.stage.setStretchFactor(1, 1)
        self._divide()
        self.stage.splitterMoved.connect(lambda _at, _index: self._keep_share())
        window.cycle.insert(3, self.panel, self.panel)

    def reset(self) -> None:
        """As much room as designed."""
        self._window.settings.video_share = type(self._window.settings).video_share.default
        if self.shown:
            self._divide()

    def _divide(self) -> None:
        picture = round(self.stage.width() * self._window.settings.video_share)
        self.stage.setSizes([self.stage.width() - picture, picture])

    def _keep_share(self) -> None:
        script, picture = self.stage.sizes()
        if script + picture:
            self._window.settings.video_share = picture / (script + picture)

    def _want(self, *, shown: bool) -> None:
        self._window.settings.show_video = shown
        self._window.save_settings()

    def _tell_timeline(self) -> None:
        film = self.film
        reading = film.fraction if film.state is FilmState.READING else None
        trouble = film.problem[0] if film.state in (FilmState.MISSING, FilmState.UNREADABLE) else ""
        self._window.timeline.original.show_state(reading, trouble)

    def _follow(self) -> None:
        self._tell_timeline()
        self._window.states.refresh_video()
        if self.film.path != self._known:
            self._known = self.film.path
            if self.film.path is None:
                self.hide()
            elif self._window.settings.show_video:
                self.show()
        if self.film.state is FilmState.READY and self.film.path == self._asked_rate:
            self._asked_rate = None
            self._offer_rate()

    def _offer_rate(self) -> None:
        """A film that runs at another rate than the project counts in: counted so, one step is one picture."""
        document = self._window.document
        original = document.project.original
        if original is None or original.facts.frame_rate <= 0:
            return
        rate = min(FRAME_RATES, key=lambda known: abs(known - original.facts.frame_rate))
        present = document.project.settings.frame_rate
        if math.isclose(rate, present) or abs(rate - original.facts.frame_rate) > 0.02:
            return

        def count_so() -> None:
            document.apply(document.project.set_project(frame_rate=rate))
            self._window.messages.close_button.click()

        self._window.messages.show_note(
            Words(
                lambda: self.tr("The video has {rate} frames a second, the project counts {present}.").format(
                    rate=f"{rate:g}", present=f"{present:g}"
                )
            ),
            Words(lambda: self.tr("Counted like the video, one step of the playhead is one picture.")),
            Words(lambda: self.tr("Count {rate}").format(rate=f"{rate:g}")),
            count_so,
        )
