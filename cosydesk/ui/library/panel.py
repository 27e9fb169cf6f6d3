"""The voices on the left: search, filter, sort, hear, give to a line; and one's own: make, change, share."""

from __future__ import annotations

import logging

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from cosydesk.settings import Settings
from cosydesk.studio.library import STARTER, Voice, VoiceOrder
from cosydesk.ui.actions import keys_text
from cosydesk.ui.document import Document
from cosydesk.ui.library.audition import Audition
from cosydesk.ui.library.commands import VoiceCommand, VoiceCommands, words
from cosydesk.ui.library.drop_mark import DropMark
from cosydesk.ui.library.my_voices import MyVoices
from cosydesk.ui.library.tags import tags_of
from cosydesk.ui.library.voice_list import VoiceList
from cosydesk.ui.library.voice_model import VoiceModel
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import PANEL_HEAD, label
from cosydesk.ui.widgets.empty_state import EmptyState
from cosydesk.ui.widgets.icon_button import IconButton
from cosydesk.ui.widgets.search_field import SearchField
from cosydesk.ui.widgets.segmented import Segmented
from cosydesk.ui.widgets.undo_bar import UndoBar

log = logging.getLogger(__name__)

ALL, MINE, STARRED = range(3)
_LANGUAGES = ("en", "zh", "ja")
_MENU = (
    *(VoiceCommand.ASSIGN, VoiceCommand.HEAR, VoiceCommand.RECORDING, VoiceCommand.FAVOURITE, None),
    *(
        VoiceCommand.RENAME,
        VoiceCommand.TAGS,
        VoiceCommand.EDIT,
        VoiceCommand.DUPLICATE,
        None,
    ),
    *(VoiceCommand.EXPORT, None, VoiceCommand.DELETE),
)
_ORDERS = (VoiceOrder.NEWEST, VoiceOrder.NAME, VoiceOrder.LAST_USED, VoiceOrder.MODEL)


class LibraryPanel(QWidget):
    """Attributes:
    mine: what is done to voices of one's own.

    Signals:
        failed: (message, remedy): an audition went wrong, or a voice can't be kept.
        new_wanted, import_wanted: the buttons.
    """

    failed = Signal(object, object)
    new_wanted = Signal()
    import_wanted = Signal()

    def __init__(
        self, document: Document, theme: Theme, audition: Audition, mine: MyVoices, settings: Settings
    ) -> None:
        super().__init__()
        self.theme = theme
        self.mine = mine
        self._document = document
        self._audition = audition
        self._settings = settings
        self._commands: VoiceCommands | None = None
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        m = theme.metrics
        self._title = label("section")
        self.sort_button = IconButton(theme, "arrow-down-up", token="muted", size=m.icon, edge=m.compact)
        self.new_button = IconButton(theme, "plus", edge=m.compact)
        self.search = SearchField(theme)
        self.filter = Segmented(theme)
        self.model = VoiceModel(document.voices, self)
        self.view = VoiceList(document, theme, self.model)
        self.view.can_undo = lambda: mine.can_undo
        self._empty = EmptyState(theme, "search")
        self._none = EmptyState(theme, "mic-vocal")
        self._note = label("muted", wrap=True)
        self.undo_bar = UndoBar(theme)
        self._drop_mark = DropMark(theme, self)

        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._title, 1)
        head.addWidget(self.sort_button)
        head.addWidget(self.new_button)
        self._title.setFixedHeight(PANEL_HEAD)
        top = QVBoxLayout()
        top.setContentsMargins(m.md, 0, m.md, m.sm)
        top.setSpacing(0)
        top.addLayout(head)
        top.addWidget(self.search)
        top.addSpacing(m.sm + 2)
        top.addWidget(self.filter)
        self._stack = QStackedLayout()
        for page in (self.view, self._empty, self._none):
            self._stack.addWidget(page)
        foot = QVBoxLayout()
        foot.setContentsMargins(m.lg, m.sm, m.lg, m.md)
        foot.addWidget(self._note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addLayout(self._stack, 1)
        layout.addLayout(foot)
        layout.addWidget(self.undo_bar)
        self.setMinimumWidth(212)

        self.search.textChanged.connect(lambda _text: self._filter())
        self.filter.chosen.connect(lambda _index: self._filter())
        self._empty.clicked.connect(self._show_all)
        self._none.clicked.connect(self.new_wanted)
        self.new_button.clicked.connect(self.new_wanted)
        self.sort_button.clicked.connect(self._show_orders)
        self.view.chosen.connect(self.assign)
        self.view.commanded.connect(self.run)
        self.view.menu_wanted.connect(self._show_menu)
        self.view.undo_wanted.connect(self._undo)
        self.view.cards.play_clicked.connect(self.hear)
        self.view.cards.star_clicked.connect(self._toggle_star)
        self.undo_bar.undone.connect(mine.undo)
        mine.failed.connect(self.failed)
        mine.undoable.connect(self.undo_bar.say)
        mine.shown.connect(self.show_voice)
        audition.progressed.connect(self.model.set_progress)
        audition.playing_changed.connect(self.model.set_playing)
        audition.failed.connect(lambda _voice, message, remedy: self.failed.emit(message, remedy))
        self._marked = ""
        for signal in (document.current_line_changed, document.lines_changed):
            signal.connect(lambda *_: self._mark_voice())
        theme.changed.connect(self.view.viewport().update)
        self.model.modelReset.connect(self._show_list_or_hint)
        self.model.set_order(VoiceOrder(settings.voice_order))
        self.retranslate()

    def use_commands(self, commands: VoiceCommands) -> None:
        """The keys of the list."""
        self._commands = commands
        self.view.commands = commands

    def _mark_voice(self) -> None:
        """The current line's voice is marked; painting all cards for each letter typed would be felt."""
        line = self._document.current_line()
        voice_id = line.voice_id if line is not None else ""
        if voice_id != self._marked:
            self._marked = voice_id
            self.view.viewport().update()

    # -- doing --------------------------------------------------------------------------------------------------

    def assign(self, voice_id: str) -> None:
        """Give the voice to the current line, as one undo step."""
        line = self._document.current_line()
        if line is not None:
            self._document.apply(self._document.project.assign_voice([line.id], voice_id))

    def hear(self, voice_id: str) -> None:
        voice = self._document.voices.get(voice_id)
        if voice is not None:
            self._audition.toggle(voice)

    def run(self, command: VoiceCommand) -> None:
        """Do something to the current voice of the list; says so when there is none, or it isn't one's own."""
        voice = self.view.voice()
        if voice is None or (command.for_mine and not voice.mine):
            self.mine.said.emit(
                self.tr("Choose one of your voices first")
                if command.for_mine
                else self.tr("Choose a voice first")
            )
            return
        match command:
            case VoiceCommand.ASSIGN:
                self.assign(voice.id)
            case VoiceCommand.HEAR:
                self.hear(voice.id)
            case VoiceCommand.RECORDING:
                self._audition.play_recording(voice)
            case VoiceCommand.FAVOURITE:
                self._toggle_star(voice.id)
            case VoiceCommand.RENAME:
                self.rename(voice)
            case VoiceCommand.TAGS:
                self.retag(voice)
            case VoiceCommand.EDIT:
                self.mine.edit(voice.id)
            case VoiceCommand.DUPLICATE:
                self.mine.duplicate(voice.id)
            case VoiceCommand.EXPORT:
                self.mine.export_dialog(voice.id)
            case VoiceCommand.DELETE:
                self.mine.delete(voice.id)

    def rename(self, voice: Voice) -> None:
        """Let the name be typed in the card."""
        field = self.view.name_here(voice.id, voice.name, self.tr("Name"))
        if field is not None:
            field.named.connect(lambda name: self.mine.rename(voice.id, name))

    def retag(self, voice: Voice) -> None:
        """Let the tags be typed in the card."""
        field = self.view.name_here(voice.id, ", ".join(voice.tags), self.tr("Tags"), second_line=True)
        if field is not None:
            field.setPlaceholderText(self.tr("calm, narrator"))
            field.named.connect(lambda text: self.mine.tag(voice.id, tags_of(text)))

    def show_voice(self, voice_id: str) -> None:
        """Make it the current one; what hides it is taken away."""
        if self._document.voices.get(voice_id) is None:
            return
        if self.model.row_of(voice_id) < 0:
            self._show_all()
        self.view.show_voice(voice_id)

    def show_mine(self, only: bool) -> None:
        """Voices of one's own alone, or all again."""
        self.search.clear()
        self.filter.set_index(MINE if only else ALL)
        self._filter()

    def set_drop_mark(self, shown: bool) -> None:
        """A file that would become a voice is held over the panel."""
        self._drop_mark.setGeometry(self.rect())
        self._drop_mark.setVisible(shown)
        self._drop_mark.raise_()

    def menu(self) -> QMenu:
        """What can be done to the current voice; it goes away by itself."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        voice = self.view.voice()
        for command in _MENU if voice is not None else ():
            if command is None:
                menu.addSeparator()
            elif voice is not None and (voice.mine or not command.for_mine):
                keys = self._commands.keys(command) if self._commands is not None else ()
                shown = f"\t{keys_text(QKeySequence(keys[0]))}" if keys else ""
                action = menu.addAction(words(command) + shown)
                if command is VoiceCommand.FAVOURITE:
                    action.setCheckable(True)
                    action.setChecked(self._document.voices.is_favourite(voice.id))
                action.triggered.connect(lambda _on=False, chosen=command: self.run(chosen))
        menu.addSeparator()
        menu.addAction(self.theme.icon("plus"), self.tr("New voice…"), self.new_wanted.emit)
        menu.addAction(self.theme.icon("download"), self.tr("Import voice…"), self.import_wanted.emit)
        voices = self._document.voices
        guests = [one.id for one in voices.all() if voices.is_guest(one.id)]
        if guests:
            text = self.tr("Add the project’s voices: {n}").format(n=len(guests))
            menu.addAction(text, lambda: self.mine.adopt(guests))
        return menu

    def orders(self) -> QMenu:
        """How the list may be sorted; it goes away by itself."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        names = {
            VoiceOrder.NEWEST: self.tr("Newest first"),
            VoiceOrder.NAME: self.tr("By name"),
            VoiceOrder.LAST_USED: self.tr("Last used first"),
            VoiceOrder.MODEL: self.tr("By model"),
        }
        for order in _ORDERS:
            action = menu.addAction(names[order])
            action.setCheckable(True)
            action.setChecked(order.value == self._settings.voice_order)
            action.triggered.connect(lambda _on=False, chosen=order: self.sort(chosen))
            group.addAction(action)
        return menu

    def sort(self, order: VoiceOrder) -> None:
        """Favourites first, otherwise in this order, from now on."""
        self._settings.voice_order = order.value
        self.model.set_order(order)
        try:
            self._settings.save()
        except OSError:
            log.exception("the settings could not be written")

    # -- texts --------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self._title.setText(self.tr("Voices"))
        self.search.setPlaceholderText(self.tr("Search voices and tags"))
        self.filter.set_texts(
            [
                *(self.tr("All"), self.tr("Mine"), self.tr("Starred")),
                *(self.tr("EN"), self.tr("ZH"), self.tr("JA")),
            ]
        )
        self.filter.setAccessibleName(self.tr("Which voices"))
        self.view.setAccessibleName(self.tr("Voices"))
        self.sort_button.setToolTip(self.tr("Sort"))
        self.sort_button.setAccessibleName(self.tr("Sort"))
        self.new_button.setToolTip(self.tr("New voice: from a file, or recorded here"))
        self.new_button.setAccessibleName(self.tr("New voice"))
        self._note.setText(self.tr("Starter voices, for trying out before a CosyVoice model is there."))
        self._none.set_texts(
            self.tr("No voices of your own yet"),
            self.tr("A few seconds of speech make one: record it, or drop a sound file here."),
            self.tr("New voice"),
        )
        self._show_list_or_hint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    # -- inside -------------------------------------------------------------------------------------------------

    def _filter(self) -> None:
        index = self.filter.index
        language = _LANGUAGES[index - STARRED - 1] if index > STARRED else ""
        self.model.set_filter(
            self.search.text(), language, favourites_only=index == STARRED, mine_only=index == MINE
        )

    def _show_all(self) -> None:
        self.show_mine(False)

    def _show_list_or_hint(self) -> None:
        searched = bool(self.search.text())
        if self.filter.index == STARRED and not searched:
            self._empty.set_texts(
                self.tr("No favourites yet"),
                self.tr("The star beside a voice puts it here."),
                self.tr("Show all"),
            )
        else:
            self._empty.set_texts(
                self.tr("No voice found"), self.tr("Try another word or language."), self.tr("Show all")
            )
        none_of_mine = self.filter.index == MINE and not searched
        page = self.view if self.model.rowCount() else self._none if none_of_mine else self._empty
        self._stack.setCurrentWidget(page)
        voices = self._document.voices.all()
        self._note.setVisible(all(voice.model_id == STARTER for voice in voices) and not none_of_mine)

    def _show_menu(self, at: QPoint) -> None:
        self.menu().popup(at)

    def _show_orders(self) -> None:
        corner = QPoint(0, self.sort_button.height())
        self.orders().popup(self.sort_button.mapToGlobal(corner))

    def _undo(self) -> None:
        self.undo_bar.hide()
        self.mine.undo()

    def _toggle_star(self, voice_id: str) -> None:
        voices = self._document.voices
        voices.set_favourite(voice_id, not voices.is_favourite(voice_id))
