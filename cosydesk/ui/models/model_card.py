"""One model of the catalogue: what it is, how it stands on this machine, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from cosydesk.ui.models import card_words, catalogue_texts
from cosydesk.ui.models.card_state import CardState, Deed, Kind, deeds
from cosydesk.ui.models.file_rows import FileRows
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import ElidedLabel, label, repolish, set_kind
from cosydesk.ui.widgets.fold import Fold
from cosydesk.weights import CatalogueModel

_QUIET = (Deed.VERIFY, Deed.SHOW, Deed.DELETE, Deed.CANCEL, Deed.DISCARD)


class ModelCard(QFrame):
    """Shows a `CardState`; knows nothing of files and downloads.

    Attributes: model: which. state: as shown.

    Signals:
        wanted(str, Deed): model id, and what the person wants done.
    """

    wanted = Signal(str, object)

    def __init__(self, model: CatalogueModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.model = model
        self.state = CardState()
        self._buttons: dict[Deed, QPushButton] = {}
        self.setProperty("kind", "card")
        m = theme.metrics
        tabular = theme.font(theme.type.small, tabular=True)
        self._name = label("section", model.name)
        self._mark = label("chip-accent")
        self._size = label("muted")
        self._size.setFont(tabular)
        self._speaks = label("", wrap=True)
        self._chips = [label("chip") for _ in model.modes]
        self._languages = label("muted", wrap=True)
        self._print = label("muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self._state = label("muted", wrap=True)
        self._state.setFont(tabular)
        self._place = label("muted")
        self._folder = ElidedLabel(kind="muted")
        self.files = Fold(theme)
        self._rows = FileRows(theme)
        body = QVBoxLayout(self.files.body)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self._rows)

        head = _row(m.sm, self._name, self._mark, None, self._size)
        chips = _row(m.xs, *self._chips, None)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._languages)
        words.addWidget(self._print)
        self._about = QHBoxLayout()
        self._about.setSpacing(m.md)
        self._about.addLayout(words, 1)
        self._deeds = QWidget()
        self._deeds_row = QHBoxLayout(self._deeds)
        self._deeds_row.setContentsMargins(0, 0, 0, 0)
        self._deeds_row.setSpacing(m.xs)
        self._place_row = QWidget()
        place = QHBoxLayout(self._place_row)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(m.sm)
        place.addWidget(self._place)
        place.addWidget(self._folder, 1)
        self._row = QHBoxLayout()
        self._row.setSpacing(m.md)
        self._row.addWidget(self._state, 1)
        self._about.addWidget(self._deeds, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.lg, m.md, m.lg, m.md)
        layout.setSpacing(m.sm)
        layout.addLayout(head)
        layout.addWidget(self._speaks)
        if self._chips:
            layout.addLayout(chips)
        layout.addLayout(self._about)
        layout.addWidget(self.bar)
        layout.addLayout(self._row)
        layout.addWidget(self._place_row)
        layout.addWidget(self.files)
        self.retranslate()

    def show_state(self, state: CardState) -> None:
        """Show how the model stands."""
        if state != self.state:
            self.state = state
            self._show()

    def button(self, deed: Deed) -> QPushButton | None:
        """The button that does it, if that can be done now."""
        return self._buttons.get(deed)

    def state_text(self) -> str:
        return self._state.text()

    def size_text(self) -> str:
        return self._size.text()

    def file_texts(self) -> dict[str, str]:
        """What is written of each file."""
        return self._rows.texts()

    def place_text(self) -> str:
        return self._place.text() if not self._place_row.isHidden() else ""

    def retranslate(self) -> None:
        self._speaks.setText(catalogue_texts.speaks(self.model.speaks))
        for chip, mode in zip(self._chips, self.model.modes, strict=True):
            chip.setText(catalogue_texts.mode_name(mode))
        self._languages.setText(card_words.languages_text(self.model))
        self._print.setText(card_words.fine_print(self.model))
        self._mark.setText(self.tr("Suits this computer"))
        self.bar.setAccessibleName(self.tr("Progress"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _show(self) -> None:
        state = self.state
        kind, text = card_words.state_words(self.model, state)
        set_kind(self._state, kind)
        self._state.setText(text)
        self._state.setVisible(bool(text))
        self._size.setText(card_words.size_words(self.model, state))
        self._mark.setVisible(state.suggested and state.kind is Kind.ABSENT)
        self.bar.setVisible(state.running)
        self.bar.setRange(0, 0 if state.endless else 1000)
        self.bar.setValue(round(1000 * state.progress.fraction))
        self._place_row.setVisible(state.folder is not None)
        self._place.setText(card_words.place_words(state))
        self._place.setVisible(state.in_place)
        self._folder.setText(str(state.folder or ""))
        files = state.progress.files if state.kind in (Kind.DOWNLOADING, Kind.PAUSED, Kind.RETRYING) else {}
        self.files.setVisible(bool(files))
        done = sum(part >= size for part, size in files.values())
        self.files.head.set_texts(
            self.tr("Files"), self.tr("{n} of {total} complete").format(n=done, total=len(files))
        )
        self._rows.show_files(files)
        self._show_buttons(deeds(state, speech=self.model.kind == "speech"))
        self.setAccessibleName(self.model.name)
        self.setAccessibleDescription(" · ".join(filter(None, (text, self._size.text()))))

    def _show_buttons(self, wanted: tuple[Deed, ...]) -> None:
        """Beside what they concern: how the model stands, or, where that needs no words, what it is."""
        self._deeds.setVisible(bool(wanted))
        row, other = (self._row, self._about) if self._state.text() else (self._about, self._row)
        if other.indexOf(self._deeds) >= 0:
            other.removeWidget(self._deeds)
            row.addWidget(self._deeds, 0, Qt.AlignmentFlag.AlignBottom)
        if tuple(self._buttons) != wanted:
            had_focus = self.window().focusWidget() in self._buttons.values()
            kept = {deed: button for deed, button in self._buttons.items() if deed in wanted}
            for deed, button in self._buttons.items():
                self._deeds_row.removeWidget(button)
                if deed not in kept:
                    button.hide()
                    button.deleteLater()
            self._buttons = {deed: kept.get(deed) or self._made(deed) for deed in wanted}
            before = None
            for button in self._buttons.values():
                self._deeds_row.addWidget(button)
                button.show()  # at once: what is hidden can't have the keyboard
                if before is not None:
                    QWidget.setTabOrder(before, button)
                before = button
            if had_focus and self._buttons:
                next(iter(self._buttons.values())).setFocus()
        for number, (deed, button) in enumerate(self._buttons.items()):
            button.setText(card_words.deed_name(deed))
            button.setToolTip(card_words.deed_tip(deed))
            button.setAccessibleName(f"{button.text()}: {self.model.name}")
            style = "ghost" if deed in _QUIET else ""
            if number == 0 and (self.state.kind is Kind.DAMAGED or self._mark.isVisibleTo(self)):
                style = "primary"
            if button.property("kind") != style:
                button.setProperty("kind", style)
                repolish(button)

    def _made(self, deed: Deed) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("compact", True)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.wanted.emit(self.model.id, deed))
        return button


def _row(spacing: int, *parts: QLabel | None) -> QHBoxLayout:
    """Labels beside each other; None takes the room that is left."""
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return row
