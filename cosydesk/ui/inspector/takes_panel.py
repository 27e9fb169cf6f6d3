"""The takes of the current line."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cosydesk.playback.player import Player
from cosydesk.studio.errors import StudioError
from cosydesk.studio.peaks import PeakPyramid
from cosydesk.ui import failures, phrases
from cosydesk.ui.actions import ActionId, Actions, shortcut_text
from cosydesk.ui.document import Document
from cosydesk.ui.inspector.take_row import TakeRow
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label
from cosydesk.ui.widgets.hint_button import HintButton


class TakesPanel(QWidget):
    """Newest last, the chosen one marked; and a button for another one."""

    def __init__(self, document: Document, player: Player, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._document = document
        self._player = player
        self._actions = actions
        self._rows: dict[str, TakeRow] = {}
        self._playing = ""
        self._title = label("muted")
        self._none = label("muted", wrap=True)
        self._notices = label("warn", wrap=True)
        self.new_take = HintButton(theme, "plus", centered=True)
        self.new_take.clicked.connect(actions[ActionId.NEW_TAKE].trigger)
        actions[ActionId.NEW_TAKE].changed.connect(self._sync_button)
        m = theme.metrics
        self._list = QVBoxLayout()
        self._list.setSpacing(m.sm - 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.sm - 2)
        layout.addWidget(self._title)
        layout.addWidget(self._none)
        layout.addLayout(self._list)
        layout.addWidget(self.new_take)
        layout.addWidget(self._notices)
        document.current_line_changed.connect(lambda _line: self.refresh())
        document.takes_changed.connect(self._takes_changed)
        player.once_ended.connect(self._stopped)
        self.retranslate()

    def rows(self) -> list[TakeRow]:
        return list(self._rows.values())

    def retranslate(self) -> None:
        self._title.setText(self.tr("Takes"))
        self._none.setText(self.tr("None yet. Speak the line to hear it."))
        action = self._actions[ActionId.NEW_TAKE]
        self.new_take.set_parts(self.tr("New take"), hint=shortcut_text(action))
        self.new_take.setToolTip(self.tr("Speak this line once more and keep the other takes"))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def refresh(self) -> None:
        """Show the takes of the current line."""
        line = self._document.current_line()
        takes = self._document.project.takes_of(line.id) if line is not None else []
        ids = [take.id for take in takes]
        for take_id in [known for known in self._rows if known not in ids]:
            gone = self._rows.pop(take_id)
            gone.hide()
            gone.deleteLater()
        for position, take in enumerate(takes):
            row = self._rows.get(take.id)
            if row is None:
                row = TakeRow(self.theme, take, self._peaks(take.id))
                row.chosen.connect(self._choose)
                row.heard.connect(self._hear)
                row.starred.connect(self._star)
                row.deleted.connect(self._delete)
                self._rows[take.id] = row
                self._list.insertWidget(position, row)
            chosen = line is not None and line.take_id == take.id
            row.update_take(take, current=chosen, playing=take.id == self._playing)
        self._none.setVisible(not takes)
        chosen_take = next((take for take in takes if line is not None and take.id == line.take_id), None)
        notices = chosen_take.notices if chosen_take is not None else ()
        self._notices.setText("\n".join(phrases.notice(text) for text in notices))
        self._notices.setVisible(bool(notices))

    def step(self, by: int) -> None:
        """Choose the previous or next take."""
        line = self._document.current_line()
        if line is None:
            return
        ids = [take.id for take in self._document.project.takes_of(line.id)]
        if line.take_id in ids:
            wanted = ids.index(line.take_id) + by
            if 0 <= wanted < len(ids):
                self._choose(ids[wanted])

    def _takes_changed(self, line_id: str) -> None:
        if line_id == self._document.current_line_id:
            self.refresh()

    def _choose(self, take_id: str) -> None:
        line = self._document.current_line()
        if line is not None:
            self._document.apply(self._document.project.choose_take(line.id, take_id))

    def _star(self, take_id: str) -> None:
        project = self._document.project
        take = project.takes.get(take_id)
        if take is not None:
            self._document.apply(project.star_take(take_id, not take.starred))

    def _delete(self, take_id: str) -> None:
        if self._playing == take_id:
            self._player.stop_once()
        self._document.apply(self._document.project.delete_take(take_id))

    def _hear(self, take_id: str) -> None:
        if self._playing == take_id:
            self._player.stop_once()
            self._stopped()
            return
        project = self._document.project
        try:
            samples = project.audio(take_id)
        except StudioError as error:
            self._document.refused.emit(*failures.words(error))
            return
        self._player.play_once(samples, project.sample_rate)
        self._playing = take_id
        self.refresh()

    def _stopped(self) -> None:
        if self._playing:
            self._playing = ""
            self.refresh()

    def _peaks(self, take_id: str) -> PeakPyramid | None:
        try:
            return self._document.project.peaks(take_id)
        except StudioError:
            return None

    def _sync_button(self) -> None:
        self.new_take.setEnabled(self._actions[ActionId.NEW_TAKE].isEnabled())
