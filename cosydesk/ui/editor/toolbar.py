"""The bar above the script: tags, the source view, and how much there is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayoutItem, QToolButton, QWidget

from cosydesk.ui.actions import ActionId, keys_text, tooltip
from cosydesk.ui.editor.sound_menu import SoundMenu
from cosydesk.ui.editor.tag_words import mark_left_out
from cosydesk.ui.sounds import OTHERS
from cosydesk.ui.theme import Theme

_ARRANGEMENTS = ((True, True, True), (False, True, True), (False, False, True), (False, False, False))
"""From the widest: whether sounds and styles have words beside their icons, and whether less common sounds show."""


class Toolbar(QFrame):
    """Buttons never take the focus from the text.

    Sigh and Cough show while the line's voice makes them; all sounds are in the menu "Sounds". In a narrow window
    the sounds lose their words, then the styles do, then Sigh and Cough go.

    Signals:
        span_toggled: name of a span. event_wanted: name of an event. break_wanted: a pause, length to be chosen.
        source_toggled: whether the source shall be shown. find_wanted, hear_wanted, dictionary_wanted: as they say.
        size_wanted: the tooltip of the count is about to be shown, give it.
    """

    span_toggled = Signal(str)
    event_wanted = Signal(str)
    break_wanted = Signal()
    source_toggled = Signal(bool)
    find_wanted = Signal()
    hear_wanted = Signal()
    dictionary_wanted = Signal()
    size_wanted = Signal()

    def __init__(
        self, theme: Theme, key_of: Callable[[ActionId], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._key_of = key_of
        self.setProperty("kind", "bar")
        self.setObjectName("scriptToolbar")
        self._icons: dict[QToolButton, str] = {}
        self.strong = self._button("bold", checkable=True)
        self.laughter = self._button("smile", checkable=True)
        self.laugh = self._button("laugh")
        self.breath = self._button("wind")
        self.sigh = self._button("annoyed")
        self.cough = self._button("stethoscope")
        self.sounds = self._button("audio-lines")
        self.sounds.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.sound_menu = SoundMenu(theme, key_of, self)
        self.sounds.setMenu(self.sound_menu)
        self.pause = self._button("pause")
        self.hear = self._button("ear")
        self.search = self._button("search")
        self.dictionary = self._button("book-a")
        self.source = self._button("code", checkable=True)
        for button in (self.sigh, self.cough, self.hear, self.search, self.dictionary, self.source):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._roomy = {self.sigh: "[sigh]", self.cough: "[cough]"}
        self.count = QLabel()
        self.count.setProperty("kind", "muted")
        self.count.setFont(theme.font(theme.type.small, tabular=True))
        self._widths: list[int] = []
        self._rule = QFrame()
        self._rule.setProperty("kind", "hairline")
        self._rule.setFixedSize(1, theme.metrics.lg + 4)
        metrics = theme.metrics
        self.setFixedHeight(metrics.control + metrics.sm)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(metrics.md, 0, metrics.lg, 0)
        row.setSpacing(metrics.xs)
        for widget in (self.strong, self.laughter):
            row.addWidget(widget)
        row.addSpacing(metrics.xs)
        row.addWidget(self._rule)
        row.addSpacing(metrics.xs)
        for widget in (self.laugh, self.breath, self.sigh, self.cough, self.sounds, self.pause):
            row.addWidget(widget)
        for widget in self._roomy:
            widget.hide()
        row.addStretch(1)
        for widget in (self.hear, self.search, self.dictionary, self.source):
            row.addWidget(widget)
        row.addSpacing(metrics.xs)
        row.addWidget(self.count)
        # "clicked" toggles a checkable button; what is checked follows the caret instead.
        self.strong.clicked.connect(lambda: self.span_toggled.emit("strong"))
        self.laughter.clicked.connect(lambda: self.span_toggled.emit("laughter"))
        self.laugh.clicked.connect(lambda: self.event_wanted.emit("laughter"))
        self.breath.clicked.connect(lambda: self.event_wanted.emit("breath"))
        self.sigh.clicked.connect(lambda: self.event_wanted.emit("sigh"))
        self.cough.clicked.connect(lambda: self.event_wanted.emit("cough"))
        self.sound_menu.chosen.connect(self.event_wanted)
        self.pause.clicked.connect(self.break_wanted)
        self.hear.clicked.connect(lambda: self.hear_wanted.emit())
        self.search.clicked.connect(lambda: self.find_wanted.emit())
        self.dictionary.clicked.connect(lambda: self.dictionary_wanted.emit())
        self.source.toggled.connect(self.source_toggled)
        self.source.toggled.connect(self._refresh)
        theme.changed.connect(self._refresh)
        self._styles: frozenset[str] = frozenset()
        self._tags: frozenset[str] | None = None
        self._reason = ""
        self.count.installEventFilter(self)
        self.retranslate()
        self._refresh()

    def show_styles(self, styles: frozenset[str]) -> None:
        """Which spans the caret stands in."""
        self._styles = styles
        self._refresh()

    def show_count(self, lines: int, seconds: float) -> None:
        """How many lines there are and how long they sound."""
        whole = round(seconds)
        hours, minutes = divmod(whole // 60, 60)
        length = (f"{hours}:" if hours else "") + f"{minutes:02d}:{whole % 60:02d}"
        counted = self.tr("1 line") if lines == 1 else self.tr("{count} lines").format(count=lines)
        self.count.setText(f"{counted} · {length}")
        self._measure()

    def show_spoken_tags(self, tags: frozenset[str] | None, reason: str) -> None:
        """Grey the tags that aren't among `tags` (None: not known) and say why; they can be put in all the same."""
        if (tags, reason) != (self._tags, self._reason):
            self._tags, self._reason = tags, reason
            self.sound_menu.show_spoken_tags(tags, reason)
            self.retranslate()
            self._refresh()

    def minimumSizeHint(self) -> QSize:
        """Without what shows only where there is room."""
        shown = [self._place(button) for button in self._roomy if not button.isHidden()]
        width = sum(place.minimumSize().width() + self._row.spacing() for place in shown)
        return super().minimumSizeHint() - QSize(width, 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._measure()  # only now has the style been applied

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.count and event.type() == QEvent.Type.ToolTip:
            self.size_wanted.emit()
        return super().eventFilter(watched, event)

    def show_hearing(self, busy: bool) -> None:
        """Whether words are being made or heard: the button stops that."""
        self._icons[self.hear] = "square" if busy else "ear"
        self._refresh()

    def set_editable(self, editable: bool) -> None:
        """Whether tags can be put in just now."""
        tags = (self.strong, self.laughter, self.laugh, self.breath, self.sigh, self.cough, self.sounds)
        for button in (*tags, self.pause):
            button.setEnabled(editable)

    def retranslate(self) -> None:
        for button, text, tip, action in (
            (self.strong, self.tr("Strong"), self.tr("Stress the marked words"), ActionId.STRONG),
            (self.laughter, self.tr("Smile"), self.tr("Say the marked words laughing"), ActionId.LAUGHTER),
            (self.laugh, self.tr("Laugh"), self.tr("A laugh at the caret"), ActionId.LAUGH),
            (self.breath, self.tr("Breath"), self.tr("A breath at the caret"), ActionId.BREATH),
            (self.sigh, self.tr("Sigh"), self.tr("A sigh at the caret"), ActionId.SIGH),
            (self.cough, self.tr("Cough"), self.tr("A cough at the caret"), ActionId.COUGH),
            (self.sounds, self.tr("Sounds"), self.tr("Other sounds at the caret"), None),
            (self.pause, self.tr("Pause"), self.tr("An exact silence at the caret"), ActionId.PAUSE),
            (self.hear, self.tr("Hear it"), self.tr("Hear the marked words, without a take"), ActionId.HEAR),
            (self.search, self.tr("Find"), self.tr("Find in the script"), ActionId.FIND),
            (
                self.dictionary,
                self.tr("Dictionary"),
                self.tr("Pronunciation dictionary of the project"),
                ActionId.DICTIONARY,
            ),
            (self.source, self.tr("Source"), self.tr("Show the script as plain text with its tags"), None),
        ):
            button.setText(f" {text}")  # the style leaves too little room behind the icon
            keys = keys_text(QKeySequence(self._key_of(action))) if action is not None else ""
            full = tooltip(tip, keys)
            button.setToolTip(f"{full}\n{self._reason}" if self._is_left_out(button) else full)
            button.setAccessibleName(text)
            button.setAccessibleDescription(tip)
        self.count.setAccessibleName(self.tr("Size of the script"))
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _button(self, icon: str, *, checkable: bool = False) -> QToolButton:
        button = QToolButton(self)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(self.theme.metrics.icon, self.theme.metrics.icon))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCheckable(checkable)
        self._icons[button] = icon
        return button

    def _is_left_out(self, button: QToolButton) -> bool:
        if button is self.sounds:
            return self._tags is not None and not any(f"[{event}]" in self._tags for event in OTHERS)
        tag = {
            self.strong: "strong",
            self.laughter: "laughter",
            self.laugh: "[laughter]",
            self.breath: "[breath]",
        }.get(button)
        return self._tags is not None and tag is not None and tag not in self._tags

    def _measure(self) -> None:
        """Learn how much room each arrangement takes, and take the one that fits."""
        self._widths = []
        for arrangement in _ARRANGEMENTS:
            self._arrange(*arrangement)
            self._row.invalidate()
            self._widths.append(self._row.totalSizeHint().width())
        self._fit()

    def _fit(self) -> None:
        fitting = (number for number, width in enumerate(self._widths) if width <= self.width())
        self._arrange(*_ARRANGEMENTS[next(fitting, len(_ARRANGEMENTS) - 1)])
        self._row.invalidate()  # at once: what is asked for its width next must count what shows now

    def _arrange(self, sounds: bool, spans: bool, roomy: bool) -> None:
        style = Qt.ToolButtonStyle
        for buttons, words in (
            ((self.laugh, self.breath, self.sounds, self.pause), sounds),
            ((self.strong, self.laughter), spans),
        ):
            for button in buttons:
                button.setToolButtonStyle(
                    style.ToolButtonTextBesideIcon if words else style.ToolButtonIconOnly
                )
        for button, tag in self._roomy.items():
            button.setVisible(roomy and self._tags is not None and tag in self._tags)

    def _place(self, button: QToolButton) -> QLayoutItem:
        place = self._row.itemAt(self._row.indexOf(button))
        assert place is not None
        return place

    def _refresh(self) -> None:
        self.strong.setChecked("strong" in self._styles)
        self.laughter.setChecked("laughter" in self._styles)
        for button, icon in self._icons.items():
            left_out = self._is_left_out(button)
            mark_left_out(button, left_out)
            token = "accent_ink" if button.isChecked() else "faint" if left_out else "text"
            button.setIcon(self.theme.icon(icon, token))
