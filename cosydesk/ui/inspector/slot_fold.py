"""The slot of the current line: when it begins and ends, and whether the take in use fits."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from cosydesk.studio import slots
from cosydesk.studio.fit import fit_state
from cosydesk.studio.line import Line
from cosydesk.ui.actions import ActionId, Actions, shortcut_text
from cosydesk.ui.document import Document
from cosydesk.ui.fit_words import done_words, verdict
from cosydesk.ui.slot_commands import SlotCommands
from cosydesk.ui.theme import Theme
from cosydesk.ui.timecode import timecode
from cosydesk.ui.widgets.basics import label, set_kind
from cosydesk.ui.widgets.fold import Fold
from cosydesk.ui.widgets.icon_button import IconButton
from cosydesk.ui.widgets.timecode_field import TimecodeField


class SlotFold(Fold):
    """Two timecodes, a button that frees the line, and what is so of the fit."""

    def __init__(
        self, document: Document, actions: Actions, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._document = document
        self._actions = actions
        self._commands = SlotCommands(document)
        self._shown: tuple[int | None, int | None, str | None] = (None, None, None)
        self._labels = (label("muted"), label("muted"))
        self.begin, self.end = TimecodeField(theme), TimecodeField(theme)
        self.clear = IconButton(theme, "x", token="muted", size=15, edge=theme.metrics.compact)
        self.clear.follow(actions[ActionId.CLEAR_SLOT])
        self.fit = label("muted", wrap=True)
        self.done = label("muted", wrap=True)
        self.press = QPushButton()
        self.press.setProperty("compact", True)
        self.press.clicked.connect(actions[ActionId.FIT_LINE].trigger)
        grid = QGridLayout(self.body)
        m = theme.metrics
        grid.setContentsMargins(0, 0, 0, m.xs)
        grid.setHorizontalSpacing(m.sm)
        grid.setVerticalSpacing(m.xs)
        for column, (words, field) in enumerate(zip(self._labels, (self.begin, self.end), strict=True)):
            words.setBuddy(field)
            grid.addWidget(words, 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, 1)
        # Above the second field, so that both timecodes have room in the narrowest panel.
        grid.addWidget(self.clear, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.fit, 2, 0, 1, 2)
        grid.addWidget(self.done, 3, 0, 1, 2)
        grid.addWidget(self.press, 4, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        self.begin.chosen.connect(self._commands.begin)
        self.end.chosen.connect(self._commands.end)
        document.current_line_changed.connect(lambda _line: self._other_line())
        document.takes_changed.connect(self._follow)
        document.settings_changed.connect(self.refresh)
        document.timeline_changed.connect(self.refresh_fit)
        self.retranslate()

    def retranslate(self) -> None:
        slot = self.tr("Slot")
        self.press.setText(self.tr("Fit to its slot"))
        self.press.setToolTip(self.tr("Trim, borrow, choose a take, play faster, in this order"))
        ends = ((self.tr("From"), ActionId.SLOT_IN), (self.tr("To"), ActionId.SLOT_OUT))
        for words, field, (text, action_id) in zip(self._labels, (self.begin, self.end), ends, strict=True):
            words.setText(text)
            keys = shortcut_text(self._actions[action_id])
            tip = self.tr("{keys} sets it to the playhead").format(keys=keys) if keys else ""
            field.setToolTip(tip)
            field.setAccessibleName(f"{slot}, {text}")
            field.setPlaceholderText(self.tr("free"))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def refresh(self) -> None:
        """Show the slot of the current line."""
        line = self._document.current_line()
        if line is None:
            return
        self._shown = (line.slot_in, line.slot_out, line.take_id)
        project = self._document.project
        rate, frames = project.sample_rate, project.settings.frame_rate
        self.begin.show_time(line.slot_in, rate, frames)
        self.end.show_time(line.slot_out, rate, frames)
        some = (line.slot_in, line.slot_out) != (None, None)
        ends = ("" if at is None else timecode(at, rate, frames) for at in (line.slot_in, line.slot_out))
        self.head.set_texts(self.tr("Slot"), " – ".join(ends) if some else "")
        self.open_for(some)
        self._show_fit(line)

    def refresh_fit(self) -> None:
        """A clip has moved or changed."""
        line = self._document.current_line()
        if line is not None:
            self._show_fit(line)

    def _show_fit(self, line: Line) -> None:
        state = fit_state(self._document.project, line)
        self.press.setVisible(state is not None)
        self.done.setText(" · ".join(done_words(state)) if state is not None else "")
        self.done.setVisible(bool(self.done.text()))
        if state is not None and state.on_time and line.slot_out is not None:
            kind, text = verdict(state)
            set_kind(self.fit, kind)
            self.fit.setText(text)
            self.fit.show()
            return
        over = slots.overrun(self._document.project, line)
        self.fit.setVisible(over is not None)
        if over is None:
            return
        seconds = f"{abs(over) / self._document.project.sample_rate:.2f}"
        late = over > 0
        text = self.tr("Too long by {seconds} s") if late else self.tr("Fits, {seconds} s to spare")
        set_kind(self.fit, "warn" if late else "muted")
        self.fit.setText(text.format(seconds=seconds))

    def _other_line(self) -> None:
        self.head.setChecked(False)
        self.refresh()

    def _follow(self, line_id: str) -> None:
        line = self._document.current_line()
        # Each letter in the line is told; only what is shown here counts.
        if (
            line is not None
            and line_id == line.id
            and self._shown != (line.slot_in, line.slot_out, line.take_id)
        ):
            self.refresh()
