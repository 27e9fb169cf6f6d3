"""The preferences: pages at the left, a search over all of them, and every change counts at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cosydesk.ui.dialogs.base import Dialog
from cosydesk.ui.dialogs.question import Question
from cosydesk.ui.keymap import Keymap
from cosydesk.ui.preferences.controls import translated
from cosydesk.ui.preferences.doings import Doings
from cosydesk.ui.preferences.engine_place import EnginePlace
from cosydesk.ui.preferences.finding import Hit, find
from cosydesk.ui.preferences.kept_places import KeptPlaces
from cosydesk.ui.preferences.kinds import CONTEXT, Page
from cosydesk.ui.preferences.page import RowsPage
from cosydesk.ui.preferences.promises import Promises
from cosydesk.ui.preferences.results import Results
from cosydesk.ui.preferences.row import SettingRow
from cosydesk.ui.preferences.servers_view import ServersView
from cosydesk.ui.preferences.shortcut_editor import ShortcutEditor
from cosydesk.ui.preferences.shortcuts_page import ShortcutsPage
from cosydesk.ui.preferences.table import PAGES
from cosydesk.ui.servers import Servers
from cosydesk.ui.theme import Theme
from cosydesk.ui.translation import TsTranslator
from cosydesk.ui.widgets.basics import hairline, label
from cosydesk.ui.widgets.search_field import SearchField
from cosydesk.ui.widgets.undo_bar import UndoBar
from cosydesk.ui.words import Words

_SIZE = QSize(860, 640)
_LEAST = QSize(640, 300)
_LIST_WIDTH = 184
_ROW = 36
_SHORTCUTS = "shortcuts"


class PreferencesDialog(Dialog):
    """Attributes:
    servers: the part that adds and removes them.
    keys: the editor of the shortcuts. place: where models run. search, pages (the list), results: its parts.
    reset_page, reset_all, undo: the ways back.

    Signals:
        restart_wanted: the person wants to see the new size now.
    """

    restart_wanted = Signal()

    def __init__(
        self,
        doings: Doings,
        keys: ShortcutEditor,
        keymap: Keymap,
        servers: Servers,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent, _LEAST.width())
        doings.setParent(self)
        self.keys = keys
        self.doings = doings
        self.place = EnginePlace(doings.settings, self)
        self._keymap = keymap
        self._before: dict[str, Any] = {}
        self._chinese: TsTranslator | None = None
        self.search = SearchField(theme)
        self.pages = QListWidget()
        self.results = Results(theme)
        self._stack = QStackedWidget()
        self._by_name: dict[str, RowsPage | ShortcutsPage] = {}
        self._kept = KeptPlaces(doings.settings, theme)
        self._promises = Promises(theme)
        self.servers = ServersView(servers, theme)
        self.reset_page, self.reset_all = QPushButton(), QPushButton()
        self._not_kept = label("error", wrap=True)
        self._not_kept.hide()
        self.undo = UndoBar(theme)
        self._close = self.add_button(primary=True)
        self._build()
        self._connect()
        self.retranslate()
        self.go_to(doings.settings.preferences_page)

    def _build(self) -> None:
        m = self.theme.metrics
        self.setMinimumHeight(_LEAST.height())
        for page in PAGES:
            made = self._made(page)
            self._by_name[page.name] = made
            self._stack.addWidget(made)
            item = QListWidgetItem(self.pages)
            item.setSizeHint(QSize(_LIST_WIDTH - 2 * m.md, _ROW))
        self._stack.addWidget(self.results)
        self.pages.setIconSize(QSize(m.icon, m.icon))
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pages.setObjectName("pages")
        side = QWidget()
        side.setProperty("kind", "canvas")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setFixedWidth(_LIST_WIDTH)
        left = QVBoxLayout(side)
        left.setContentsMargins(m.md, m.lg, m.md, m.md)
        left.setSpacing(m.md)
        left.addWidget(self.search)
        left.addWidget(self.pages, 1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(self._not_kept)
        right.addWidget(self.undo)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(side)
        body.addWidget(hairline(vertical=True))
        body.addLayout(right, 1)
        self.use_whole(body)
        for number, button in enumerate((self.reset_page, self.reset_all)):
            button.setAutoDefault(False)
            self.buttons.insertWidget(number, button)

    def _made(self, page: Page) -> RowsPage | ShortcutsPage:
        if page.name == _SHORTCUTS:
            return ShortcutsPage(page, self.keys, self.theme)
        rows = [SettingRow(row, self.doings, self.place, self.theme) for row in page.rows]
        for row in rows:
            row.restart_wanted.connect(self.restart_wanted)
        private = page.name == "privacy"
        above = {"privacy": self._promises, "servers": self.servers}.get(page.name)
        return RowsPage(page, rows, self.theme, above, self._kept if private else None)

    def _connect(self) -> None:
        self.pages.currentRowChanged.connect(self._page_chosen)
        self.search.textChanged.connect(self._look_for)
        self.search.installEventFilter(self)
        self.results.chosen.connect(self.show_hit)
        self.place.chosen.connect(
            lambda device, precision: self.doings.set(
                {"engine_device": device, "engine_precision": precision}
            )
        )
        self.reset_page.clicked.connect(self._reset_page)
        self.reset_all.clicked.connect(self._ask_reset_all)
        self.undo.undone.connect(self._undo)
        self.doings.changed.connect(lambda _name: self._follow())
        self.doings.done.connect(self._pressed)
        self.doings.not_kept.connect(self._not_kept.show)
        # Told before the settings have it.
        self._keymap.changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)
        self.theme.changed.connect(self._refresh)
        self._close.clicked.connect(self.accept)

    # -- going about -----------------------------------------------------------------------------------------

    @property
    def page(self) -> str:
        """Name of the page that is shown, or was before the search."""
        return PAGES[max(0, self.pages.currentRow())].name

    def go_to(self, name: str) -> None:
        """Turn to a page; to the first one for a name that is none."""
        names = [page.name for page in PAGES]
        row = names.index(name) if name in names else 0
        if self.pages.currentRow() == row:
            self._page_chosen(row)
        self.pages.setCurrentRow(row)

    def show_keys(self) -> None:
        """Turn to the page of the shortcuts."""
        self.go_to(_SHORTCUTS)
        self.keys.search.setFocus()

    def row(self, setting: str) -> SettingRow:
        """The row of a setting, or of a button's command. Raises `KeyError` when there is none."""
        for page in self._by_name.values():
            for row in page.rows:
                if setting in (row.row.setting, getattr(row.row.control, "command", None)):
                    return row
        raise KeyError(setting)

    def show_hit(self, hit: Hit) -> None:
        """Go to what the search found."""
        self.search.clear()
        self.go_to(hit.page)
        page = self._by_name[hit.page]
        if hit.row is not None and isinstance(page, RowsPage):
            page.go_to(page.rows[hit.row])
        elif isinstance(page, ShortcutsPage):
            self.keys.search.setFocus()
        else:
            self.pages.setFocus()

    def _page_chosen(self, row: int) -> None:
        if row < 0:
            return
        if self.search.text():
            self.search.clear()
        name = PAGES[row].name
        self._stack.setCurrentWidget(self._by_name[name])
        self.doings.settings.preferences_page = name
        self._follow()
        if name == "privacy":
            self._kept.measure()

    def _look_for(self, typed: str) -> None:
        if not typed.strip():
            self._stack.setCurrentWidget(self._by_name[self.page])
            self._follow()
            return
        if self._chinese is None:
            self._chinese = TsTranslator("zh_CN", self)
        chinese = self._chinese
        hits = find(typed, PAGES, translated, [lambda text: chinese.translate(CONTEXT, text) or text])
        titles = {page.name: (translated(page.title), page.icon) for page in PAGES}
        self.results.show_hits(typed.strip(), hits, titles)
        self._stack.setCurrentWidget(self.results)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.results.take()
                return True
            by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if by is not None and self._stack.currentWidget() is self.results:
                self.results.step(by)
                return True
            if by is not None:
                self.pages.setFocus()
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter in a field ends what is typed there; it doesn't press "Done".
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
            return
        super().keyPressEvent(event)

    # -- the ways back ---------------------------------------------------------------------------------------

    def _settings_of(self, page: Page) -> list[str]:
        names = [row.setting for row in page.rows if row.setting]
        return ["shortcuts"] if page.name == _SHORTCUTS else names

    def _changed(self, pages: tuple[Page, ...]) -> list[str]:
        names = [name for page in pages for name in self._settings_of(page)]
        return [name for name in names if self.doings.settings.is_changed(name)]

    def _reset_page(self) -> None:
        page = next(page for page in PAGES if page.name == self.page)
        self._reset(self._changed((page,)))
        self.undo.say(
            Words(
                lambda: self.tr("{page}: everything is back at its default.").format(
                    page=translated(page.title)
                )
            )
        )

    def _ask_reset_all(self) -> None:
        question = Question(
            self.theme,
            self,
            self.tr("Reset all settings?"),
            self.tr(
                "All pages, shortcuts too. Projects, voices, models and the recent files stay as they are."
            ),
            self.tr("Reset all"),
            self.tr("Cancel"),
        )
        question.accepted.connect(self._reset_all)
        question.finished.connect(question.deleteLater)
        question.open()

    def _reset_all(self) -> None:
        self._reset(self._changed(PAGES))
        self.undo.say(Words(lambda: self.tr("All settings are back at their defaults.")))

    def _reset(self, names: list[str]) -> None:
        self._before = {name: getattr(self.doings.settings, name) for name in names}
        if "shortcuts" in names:
            self._keymap.reset_all()
        self.doings.reset(*(name for name in names if name != "shortcuts"))

    def _undo(self) -> None:
        before, self._before = self._before, {}
        if "shortcuts" in before:
            self._keymap.restore(before.pop("shortcuts"))
        self.doings.set(before)

    # -- looks -----------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Preferences"))
        self.heading.setText(self.tr("Preferences"))
        self.search.setPlaceholderText(self.tr("Search settings"))
        self.pages.setAccessibleName(self.tr("Pages"))
        for number, page in enumerate(PAGES):
            self.pages.item(number).setText(translated(page.title))
            self._by_name[page.name].retranslate()
        self._promises.retranslate()
        self._kept.retranslate()
        self.reset_page.setText(self.tr("Reset this page"))
        self.reset_all.setText(self.tr("Reset all settings…"))
        self._not_kept.setText(self.tr("The settings can't be written; they count until CosyDesk is closed."))
        self._close.setText(self.tr("Done"))
        self._refresh()
        if self.search.text():
            self._look_for(self.search.text())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        room = self.screen().availableGeometry().size()
        self.resize(min(_SIZE.width(), room.width() - 40), min(_SIZE.height(), room.height() - 80))
        self.pages.setFocus()

    def _refresh(self) -> None:
        for number, page in enumerate(PAGES):
            self.pages.item(number).setIcon(self.theme.icon(page.icon, "muted"))

    def _pressed(self, command: str) -> None:
        if command in ("set_up", "tour"):
            self.accept()
        elif command == "delete_crashes":
            self._kept.measure()

    def _follow(self) -> None:
        page = next(page for page in PAGES if page.name == self.page)
        searching = self._stack.currentWidget() is self.results
        self.reset_page.setEnabled(not searching and bool(self._changed((page,))))
        self.reset_all.setEnabled(bool(self._changed(PAGES)))
