"""The voices on the left: search, filter, hear, give to a line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStackedLayout, QVBoxLayout, QWidget

from cosydesk.studio.library import Voice
from cosydesk.ui.document import Document
from cosydesk.ui.library.audition import Audition
from cosydesk.ui.library.voice_delegate import VoiceDelegate
from cosydesk.ui.library.voice_model import VoiceModel, VoiceRole
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import PANEL_HEAD, claims_space, label
from cosydesk.ui.widgets.empty_state import EmptyState
from cosydesk.ui.widgets.search_field import SearchField
from cosydesk.ui.widgets.segmented import Segmented

_LANGUAGES = ("en", "zh", "ja")


class VoiceList(QListView):
    """A list view that knows where the pointer is in a card, and what Return and Space do.

    Signals:
        chosen, heard: id of the voice to assign; to audition.
    """

    chosen = Signal(str)
    heard = Signal(str)

    def __init__(self, delegate_of: Document, theme: Theme) -> None:
        super().__init__()
        self.cards = VoiceDelegate(delegate_of, theme, self)
        self.setItemDelegate(self.cards)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def event(self, event: QEvent) -> bool:
        return claims_space(event) or super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.cards.pointer = event.position()
        self.viewport().update()
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if (
            event.button() == Qt.MouseButton.LeftButton
            and index.isValid()
            and self.cards.click(event, self.visualRect(index), _voice_id(index))
        ):
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or self.cards.click(event, self.visualRect(index), _voice_id(index)):
            return
        self.chosen.emit(_voice_id(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(_voice_id(index))
        elif index.isValid() and event.key() == Qt.Key.Key_Space:
            self.heard.emit(_voice_id(index))
        else:
            super().keyPressEvent(event)


class LibraryPanel(QWidget):
    """Signals:
    failed: (message, remedy): an audition went wrong.
    """

    failed = Signal(str, str)

    def __init__(self, document: Document, theme: Theme, audition: Audition) -> None:
        super().__init__()
        self.theme = theme
        self._document = document
        self._audition = audition
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        m = theme.metrics
        self._title = label("section")
        self.search = SearchField(theme)
        self.filter = Segmented(theme)
        self.model = VoiceModel(document.voices, self)
        self.view = VoiceList(document, theme)
        self.view.setModel(self.model)
        self._empty = EmptyState(theme, "search")
        self._note = label("muted", wrap=True)

        self._title.setFixedHeight(PANEL_HEAD)
        top = QVBoxLayout()
        top.setContentsMargins(m.md, 0, m.md, m.sm)
        top.setSpacing(0)
        top.addWidget(self._title)
        top.addWidget(self.search)
        top.addSpacing(m.sm + 2)
        top.addWidget(self.filter)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        foot = QVBoxLayout()
        foot.setContentsMargins(m.lg, m.sm, m.lg, m.md)
        foot.addWidget(self._note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addLayout(self._stack, 1)
        layout.addLayout(foot)
        self.setMinimumWidth(212)

        self.search.textChanged.connect(lambda _text: self._filter())
        self.filter.chosen.connect(lambda _index: self._filter())
        self._empty.clicked.connect(self._show_all)
        self.view.chosen.connect(self.assign)
        self.view.heard.connect(self.hear)
        self.view.cards.play_clicked.connect(self.hear)
        self.view.cards.star_clicked.connect(self._toggle_star)
        audition.progressed.connect(self.model.set_progress)
        audition.playing_changed.connect(self.model.set_playing)
        audition.failed.connect(lambda _voice, message, remedy: self.failed.emit(message, remedy))
        self._marked = ""
        for signal in (document.current_line_changed, document.lines_changed):
            signal.connect(lambda *_: self._mark_voice())
        theme.changed.connect(self.view.viewport().update)
        self.model.modelReset.connect(self._show_list_or_hint)
        self.retranslate()

    def _mark_voice(self) -> None:
        """The current line's voice is marked; painting all cards for each letter typed would be felt."""
        line = self._document.current_line()
        voice_id = line.voice_id if line is not None else ""
        if voice_id != self._marked:
            self._marked = voice_id
            self.view.viewport().update()

    def assign(self, voice_id: str) -> None:
        """Give the voice to the current line, as one undo step."""
        line = self._document.current_line()
        if line is not None:
            self._document.apply(self._document.project.assign_voice([line.id], voice_id))

    def hear(self, voice_id: str) -> None:
        voice = self._document.voices.get(voice_id)
        if voice is not None:
            self._audition.toggle(voice)

    def retranslate(self) -> None:
        self._title.setText(self.tr("Voices"))
        self.search.setPlaceholderText(self.tr("Search voices and tags"))
        self.filter.set_texts(
            [self.tr("All"), self.tr("Starred"), self.tr("EN"), self.tr("ZH"), self.tr("JA")]
        )
        self.filter.setAccessibleName(self.tr("Which voices"))
        self.view.setAccessibleName(self.tr("Voices"))
        self._note.setText(self.tr("Starter voices, for trying out before a CosyVoice model is there."))
        self._show_list_or_hint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _filter(self) -> None:
        index = self.filter.index
        language = _LANGUAGES[index - 2] if index >= 2 else ""
        self.model.set_filter(self.search.text(), language, favourites_only=index == 1)

    def _show_all(self) -> None:
        self.search.clear()
        self.filter.set_index(0)
        self._filter()

    def _show_list_or_hint(self) -> None:
        if self.filter.index == 1 and not self.search.text():
            self._empty.set_texts(
                self.tr("No favourites yet"),
                self.tr("The star beside a voice puts it here."),
                self.tr("Show all"),
            )
        else:
            self._empty.set_texts(
                self.tr("No voice found"), self.tr("Try another word or language."), self.tr("Show all")
            )
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)

    def _toggle_star(self, voice_id: str) -> None:
        voices = self._document.voices
        voices.set_favourite(voice_id, not voices.is_favourite(voice_id))


def _voice_id(index: QModelIndex) -> str:
    voice = index.data(VoiceRole.VOICE)
    return voice.id if isinstance(voice, Voice) else ""
