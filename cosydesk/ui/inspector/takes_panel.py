"""The takes of the current line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cosydesk.playback.player import Player
from cosydesk.studio import storage
from cosydesk.studio.errors import StudioError
from cosydesk.studio.peaks import PeakPyramid
from cosydesk.ui import phrases
from cosydesk.ui.actions import ActionId, Actions, shortcut_text
from cosydesk.ui.document import Document
from cosydesk.ui.inspector.check_card import CheckCard
from cosydesk.ui.inspector.check_words import CheckWords
from cosydesk.ui.inspector.take_player import TakePlayer
from cosydesk.ui.inspector.take_row import TakeRow
from cosydesk.ui.inspector.take_words import TakeWords, size_text
from cosydesk.ui.take_checks import TakeChecks
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label
from cosydesk.ui.widgets.hint_button import HintButton
from cosydesk.ui.widgets.icon_button import IconButton

_PAUSE_MS = 150


class TakesPanel(QWidget):
    """Newest last, the chosen one marked, with the room they take; and a button for another one.

    Attributes:
        listening: plays takes, and compares two of them.
        check: what is wrong with the one in use.
    """

    def __init__(
        self, document: Document, player: Player, checks: TakeChecks, actions: Actions, theme: Theme
    ) -> None:
        super().__init__()
        self.theme = theme
        self._document = document
        self._actions = actions
        self._rows: dict[str, TakeRow] = {}
        self._shown: str | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self._words = TakeWords(document, self)
        self._check_words = CheckWords(document, self)
        self._checks = checks
        self.listening = TakePlayer(document, player, self)
        self._title = label("muted")
        self.usage = label("muted")
        self.clean = IconButton(theme, "brush-cleaning", token="muted", size=15, edge=theme.metrics.compact)
        self.clean.follow(actions[ActionId.CLEAN_TAKES])
        self._none = label("muted", wrap=True)
        self._notices = label("warn", wrap=True)
        self.check = CheckCard(theme)
        self.new_take = HintButton(theme, "plus", centered=True)
        self.new_take.clicked.connect(actions[ActionId.NEW_TAKE].trigger)
        actions[ActionId.NEW_TAKE].changed.connect(self._sync_button)
        m = theme.metrics
        head = QHBoxLayout()
        head.setSpacing(m.xs)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.usage)
        head.addWidget(self.clean)
        self._list = QVBoxLayout()
        self._list.setSpacing(m.sm - 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.sm - 2)
        layout.addLayout(head)
        layout.addWidget(self._none)
        layout.addLayout(self._list)
        layout.addWidget(self.check)
        layout.addWidget(self.new_take)
        layout.addWidget(self._notices)
        document.current_line_changed.connect(lambda _line: self.refresh())
        document.takes_changed.connect(self._takes_changed)
        document.voices.changed.connect(self.refresh)
        document.dictionary_changed.connect(self.refresh)
        self.listening.changed.connect(self.refresh)
        self.retranslate()

    def rows(self) -> list[TakeRow]:
        """The rows from the oldest take on."""
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
        self._pause.stop()
        line = self._document.current_line()
        takes = self._document.project.takes_of(line.id) if line is not None else []
        self._shown = line.take_id if line is not None else None
        self._drop_others({take.id for take in takes})
        for position, take in enumerate(takes):
            row = self._rows.get(take.id) or self._add(take.id, position)
            chosen = line is not None and line.take_id == take.id
            words = self._words.differences(line, take) if line is not None else None
            letter = self.listening.letter(take.id)
            heard = bool(letter) and take.id == self.listening.heard
            playing = take.id == self.listening.playing
            check = self._check_words.shown(take)
            row.update_take(
                take, current=chosen, playing=playing, letter=letter, heard=heard, words=words, check=check
            )
            said = (self._check_words.spoken(take), words.short if words else "")
            differs = ", ".join(filter(None, said))
            row.setAccessibleName(
                self._words.name(position + 1, take, chosen=chosen, letter=letter, differs=differs)
            )
        self._none.setVisible(not takes)
        self._show_usage(len(takes))
        chosen_take = next((take for take in takes if line is not None and take.id == line.take_id), None)
        self.check.show_check(self._check_words.shown(chosen_take) if chosen_take is not None else None)
        notices = chosen_take.notices if chosen_take is not None else ()
        self._notices.setText("\n".join(phrases.notice(text) for text in notices))
        self._notices.setVisible(bool(notices))

    # -- what keys and menus do to the chosen take -----------------------------------------------------------

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

    def hear_chosen(self) -> None:
        """Play the take in use alone, or stop it."""
        if take_id := self._chosen():
            self.listening.hear(take_id)

    def star_chosen(self) -> None:
        """Star the take in use, or take the star off."""
        if take_id := self._chosen():
            self._star(take_id)

    def check_chosen(self) -> None:
        """Check the take in use, also once more."""
        if take_id := self._chosen():
            self._checks.check([take_id])

    def delete_chosen(self) -> None:
        """Delete the take in use; the newest other one is used instead."""
        if take_id := self._chosen():
            self._delete(take_id)

    def _chosen(self) -> str:
        line = self._document.current_line()
        return (line.take_id or "") if line is not None else ""

    # -- inside ----------------------------------------------------------------------------------------------

    def _add(self, take_id: str, position: int) -> TakeRow:
        row = TakeRow(self.theme, self._document.project.takes[take_id], self._peaks(take_id))
        row.chosen.connect(self._choose)
        row.heard.connect(self.listening.hear)
        row.starred.connect(self._star)
        row.marked.connect(self._mark)
        row.checked.connect(lambda checked: self._checks.check([checked]))
        row.deleted.connect(self._delete)
        row.left.connect(self._go)
        self._rows[take_id] = row
        self._rows = {
            take.id: self._rows[take.id]
            for take in self._document.project.takes_of(row.take.line_id)
            if take.id in self._rows
        }
        self._list.insertWidget(position, row)
        return row

    def _drop_others(self, keep: set[str]) -> None:
        """Take away the rows of takes that are gone; the keyboard goes on to a neighbour."""
        before = list(self._rows)
        for take_id in [known for known in before if known not in keep]:
            row = self._rows.pop(take_id)
            if row.hasFocus():
                at = before.index(take_id)
                beside = [known for known in (*before[at + 1 :], *reversed(before[:at])) if known in keep]
                (self._rows[beside[0]] if beside else self.new_take).setFocus()
            row.hide()
            row.deleteLater()

    def _show_usage(self, count: int) -> None:
        line_id = self._document.current_line_id
        used = storage.line_usage(self._document.project, line_id) if count else storage.Usage(0, 0)
        self.usage.setVisible(bool(count))
        self.usage.setText(f"{used.takes} · {size_text(used.size)}")
        self.usage.setToolTip(self.tr("Takes of this line and the room they fill in the project file"))

    def _takes_changed(self, line_id: str) -> None:
        line = self._document.current_line()
        if line is None or line_id != line.id:
            return
        takes = self._document.project.takes_of(line_id)
        if [row.take for row in self._rows.values()] == takes and self._shown == line.take_id:
            # Only the line's words: how the takes differ from them is told when the typing pauses.
            self._pause.start()
        else:
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

    def _mark(self, take_id: str) -> None:
        if take_id != self._chosen():
            self.listening.mark(take_id)

    def _delete(self, take_id: str) -> None:
        self.listening.stop(take_id)
        self._document.apply(self._document.project.delete_take(take_id))

    def _go(self, take_id: str, by: int) -> None:
        ids = list(self._rows)
        at = ids.index(take_id) + by
        if 0 <= at < len(ids):
            self._rows[ids[at]].setFocus()

    def _peaks(self, take_id: str) -> PeakPyramid | None:
        try:
            return self._document.project.peaks(take_id)
        except StudioError:
            return None

    def _sync_button(self) -> None:
        self.new_take.setEnabled(self._actions[ActionId.NEW_TAKE].isEnabled())
