"""The panel of the video: its picture at the playhead, or what to do where there is none."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from cosydesk.playback.picture_thread import PictureThread
from cosydesk.playback.pictures import Picture
from cosydesk.playback.player import Player
from cosydesk.studio.errors import StudioError
from cosydesk.ui import failures
from cosydesk.ui.actions import ActionId, Actions
from cosydesk.ui.document import Document
from cosydesk.ui.theme import Theme
from cosydesk.ui.video.film import Film, FilmState
from cosydesk.ui.video.picture_view import PictureView
from cosydesk.ui.widgets.basics import PANEL_HEAD, ElidedLabel, hairline, label
from cosydesk.ui.widgets.empty_state import EmptyState
from cosydesk.ui.widgets.icon_button import IconButton


class VideoPanel(QWidget):
    """Shows the picture of where the playhead is: while it plays, stands, is dragged or goes backwards.

    Attributes:
        view: the picture. notice: what stands in its place.
    """

    def __init__(
        self,
        film: Film,
        document: Document,
        player: Player,
        actions: Actions,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("video")
        self.theme = theme
        self._film = film
        self._document = document
        self._player = player
        self._actions = actions
        self._pictures: PictureThread | None = None
        self._trouble = ("", "")
        self.view = PictureView(theme)
        self.notice = EmptyState(theme, "film")
        self._name = ElidedLabel("", "section")
        self._reading = label("muted")
        self.open_button = IconButton(theme, "folder-open", token="muted", edge=theme.metrics.compact)
        self.open_button.follow(actions[ActionId.OPEN_VIDEO])
        self.hide_button = IconButton(theme, "x", token="muted", edge=theme.metrics.compact)
        self.hide_button.clicked.connect(actions[ActionId.SHOW_VIDEO].trigger)
        self._lay_out()
        self.notice.clicked.connect(actions[ActionId.OPEN_VIDEO].trigger)
        self.view.resized.connect(self._ask)
        player.position_changed.connect(lambda _position: self._follow())
        film.changed.connect(self._change)
        film.progressed.connect(self._show_progress)
        self._change()

    def _lay_out(self) -> None:
        m = self.theme.metrics
        head = QWidget()
        head.setFixedHeight(PANEL_HEAD)
        row = QHBoxLayout(head)
        row.setContentsMargins(m.md, 0, m.sm, 0)
        row.setSpacing(m.xs)
        row.addWidget(self._name, 1)
        row.addWidget(self._reading)
        row.addWidget(self.open_button)
        row.addWidget(self.hide_button)
        self._body = QStackedLayout()
        self._body.addWidget(self.view)
        self._body.addWidget(self.notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(hairline())
        column.addLayout(self._body, 1)
        self.setMinimumWidth(8 * m.xxl)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Video"))
        self.view.setAccessibleName(self.tr("Picture at the playhead"))
        self.hide_button.setToolTip(self.tr("Hide the video"))
        self.hide_button.setAccessibleName(self.tr("Hide the video"))
        self._name.setText(self._film.name or self.tr("Video"))
        self._show_notice()
        self._show_progress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    # -- what there is ---------------------------------------------------------------------------------------

    def _change(self) -> None:
        gone = self._film.state in (FilmState.NONE, FilmState.MISSING)
        if gone or self._pictures is None or self._pictures.path != self._film.path:
            self.close_film()
            if not gone and self.isVisible():
                self._open_film()
        self.retranslate()

    def _open_film(self) -> None:
        if self._film.path is None:
            return
        self._trouble = ("", "")
        self._pictures = PictureThread(self._film.path, self)
        self._pictures.shown.connect(self._show)
        self._pictures.failed.connect(self._fail)
        self._pictures.start()
        self._ask()

    def close_film(self) -> None:
        """Let the file go."""
        if self._pictures is not None:
            self._pictures.end()
            self._pictures.deleteLater()
            self._pictures = None
        self._trouble = ("", "")
        self.view.show_picture(None)

    def _fail(self, pictures: PictureThread, error: StudioError) -> None:
        if pictures is not self._pictures:
            return
        self._trouble = failures.words(error)
        self._show_notice()

    def _show_notice(self) -> None:
        state, name = self._film.state, self._film.name
        if state is FilmState.NONE:
            title, text = (
                self.tr("No video yet"),
                self.tr("Drop one here, and dub it in step with its picture."),
            )
            button = self.tr("Open a video…")
        elif state is FilmState.MISSING:
            title = self.tr("{name} is not there").format(name=name)
            text = self.tr(
                "It was moved or renamed, or its drive is not connected. All else works without it."
            )
            button = self.tr("Find the video…")
        elif state is FilmState.UNREADABLE or any(self._trouble):
            title, text = self._film.problem if any(self._film.problem) else self._trouble
            button = self.tr("Open another video…")
        else:
            self._body.setCurrentWidget(self.view)
            return
        self.notice.set_texts(title, text, button)
        self._body.setCurrentWidget(self.notice)

    def _show_progress(self) -> None:
        reading = self._film.state is FilmState.READING
        percent = round(100 * self._film.fraction)
        self._reading.setText(self.tr("Reading the sound, {n} %").format(n=percent) if reading else "")

    # -- the picture -----------------------------------------------------------------------------------------

    @property
    def seconds(self) -> float:
        """Where the playhead is."""
        return self._player.position / self._document.project.sample_rate

    def _follow(self) -> None:
        picture = self.view.picture
        if picture is None or not picture.covers(self.seconds):
            self._ask()

    def _ask(self) -> None:
        if self._pictures is not None and self.isVisible():
            self._pictures.ask(self.seconds, self.view.room)

    def _show(self, pictures: PictureThread, picture: Picture | None) -> None:
        if pictures is self._pictures:
            self.view.show_picture(picture)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._pictures is None and self._film.state in (FilmState.READING, FilmState.READY):
            self._open_film()
        else:
            self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.close_film()
