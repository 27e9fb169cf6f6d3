"""The window's menus: a menu bar on macOS, behind the menu button elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QFileInfo, QLocale, QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from cosydesk.settings import Settings
from cosydesk.ui.actions import ActionId, Actions
from cosydesk.ui.sounds import OTHERS

A = ActionId
_UNTITLED = 5

_FILE = (
    A.NEW,
    A.OPEN,
    None,
    None,
    A.SAVE,
    A.SAVE_AS,
    A.SAVE_COPY,
    None,
    A.IMPORT_SCRIPT,
    A.OPEN_VIDEO,
    A.CLOSE_VIDEO,
    None,
    A.EXPORT,
    None,
    A.NEW_VOICE,
    A.IMPORT_VOICE,
    None,
    A.PREFERENCES,
    A.QUIT,
)
_EDIT = (
    *(A.UNDO, A.REDO, A.SHOW_HISTORY, None),
    *(A.FIND, A.REPLACE, A.FIND_NEXT, A.FIND_PREVIOUS, None),
    *(A.STRONG, A.LAUGHTER, None, A.LAUGH, A.BREATH, A.PAUSE, None),
    *(A.ADD_WORD, A.DICTIONARY, None, A.PALETTE),
)
_SPEAK = (
    *(A.SPEAK_LINE, A.SPEAK_STALE, A.NEW_TAKE, A.HEAR, None),
    *(A.LINE_SPEED, A.LINE_MANNER, None, A.PREVIOUS_TAKE, A.NEXT_TAKE),
    *(A.HEAR_TAKE, A.COMPARE_TAKES, A.STAR_TAKE, A.DELETE_TAKE, A.CLEAN_TAKES, None),
    *(A.CHECK_TAKE, A.CHECK_TAKES, A.NEXT_FAILED, None),
    *(A.SLOT_IN, A.SLOT_OUT, A.CLEAR_SLOT, A.FIT_LINE, A.FIT_ALL, A.SPEAK_TO_FIT, A.NEXT_OVERFLOW, None),
    *(A.PAUSE_QUEUE, A.CANCEL, A.CANCEL_ALL, A.RETRY_FAILED, A.CLEAR_ENDED),
)
_PLAY = (
    *(A.PLAY, A.STOP, A.TO_START, None, A.PLAY_BACK, A.PLAY_ON, None),
    *(A.SPEED_DOWN, A.SPEED_UP, A.SPEED_NORMAL, None, A.LOOP, A.HEAR_LIVE, None, A.RESET_METERS),
)
_VIEW = (
    *(A.SHOW_LIBRARY, A.SHOW_INSPECTOR, A.SHOW_VIDEO, A.SHOW_TIMELINE, None, A.NEXT_PANEL, A.PREVIOUS_PANEL),
    *(A.RESET_LAYOUT, None, A.ZOOM_IN, A.ZOOM_OUT, A.ZOOM_FIT, None),
)
_THEMES = (A.THEME_SYSTEM, A.THEME_LIGHT, A.THEME_DARK, A.THEME_CONTRAST)
_LANGUAGES = (A.LANGUAGE_SYSTEM, A.LANGUAGE_EN, A.LANGUAGE_ZH)
_HELP = (A.GUIDE, A.TOUR, A.SHORTCUTS, None, A.THIS_COMPUTER, A.OPEN_LOG, None, A.ABOUT)


class Menus(QObject):
    """Builds the menus once; texts follow the language.

    Attributes:
        all: the top menus in order. main: one menu that holds them all. project, model: for their buttons;
            `model_menu.ModelMenu` fills the latter and `model_top`. untitled: asked for projects without a name.

    Signals:
        recent_chosen: a path. recent_cleared: the list shall be forgotten.
    """

    recent_chosen = Signal(str)
    recent_cleared = Signal()

    def __init__(self, actions: Actions, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._actions = actions
        self._settings = settings
        self.untitled: Callable[[], list[Path]] = list
        self.file, self.edit, self.speak, self.play, self.view, self.model_top, self.help = (
            QMenu(window) for _ in range(7)
        )
        self.all = [self.file, self.edit, self.speak, self.play, self.view, self.model_top, self.help]
        self.recent, self.look, self.language, self.sounds = (QMenu(window) for _ in range(4))
        self.main, self.project, self.model = (QMenu(window) for _ in range(3))
        self._fill(self.file, _FILE)
        self.file.insertMenu(self.file.actions()[3], self.recent)
        self._fill(self.edit, _EDIT)
        self._fill(self.sounds, tuple(OTHERS.values()))
        self.edit.insertMenu(actions[A.PAUSE], self.sounds)
        self._fill(self.speak, _SPEAK)
        self._fill(self.play, _PLAY)
        self._fill(self.view, _VIEW)
        self._fill(self.look, _THEMES)
        self._fill(self.language, _LANGUAGES)
        self.view.addMenu(self.look)
        self.view.addMenu(self.language)
        self._fill(self.help, _HELP)
        self._fill(self.project, (A.NEW, A.OPEN))
        self.project.addMenu(self.recent)
        self._fill(self.project, (None, A.SAVE, A.SAVE_AS, A.SAVE_COPY, A.EXPORT))
        for menu in self.all:
            self.main.addMenu(menu)
        self.recent.setToolTipsVisible(True)
        self.recent.aboutToShow.connect(self._fill_recent)
        self.retranslate()

    def retranslate(self) -> None:
        for menu, text in (
            (self.file, self.tr("File")),
            (self.edit, self.tr("Edit")),
            (self.speak, self.tr("Speak")),
            (self.play, self.tr("Play")),
            (self.view, self.tr("View")),
            (self.model_top, self.tr("Model")),
            (self.help, self.tr("Help")),
            (self.recent, self.tr("Open recent")),
            (self.sounds, self.tr("Sounds")),
            (self.look, self.tr("Appearance")),
            (self.language, self.tr("Language")),
        ):
            menu.setTitle(text)
        self._fill_recent()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        return super().event(event)

    def _fill(self, menu: QMenu, entries: tuple[ActionId | None, ...]) -> None:
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            else:
                menu.addAction(self._actions[entry])

    def path_of(self, action: QAction) -> list[str]:
        """The titles of the menus that lead to the action, e.g. ``["View", "Appearance"]``; [] in none."""
        for menu in self.all:
            found = _path(menu, action)
            if found is not None:
                return found
        return []

    def _fill_recent(self) -> None:
        self.recent.clear()
        for name in self._settings.recent_files:
            path = Path(name)
            action = self.recent.addAction(path.stem.replace("&", "&&"))
            action.setToolTip(name)
            if not path.exists():
                action.setEnabled(False)
                action.setToolTip(self.tr("{path} is not there any more.").format(path=name))
            action.triggered.connect(lambda _checked=False, chosen=name: self.recent_chosen.emit(chosen))
        untitled = self.untitled()
        if untitled and not self.recent.isEmpty():
            self.recent.addSeparator()
        for path in untitled[:_UNTITLED]:
            action = self.recent.addAction(self._untitled_words(path))
            action.setToolTip(self.tr("A project that never got a name"))
            action.triggered.connect(lambda _checked=False, chosen=str(path): self.recent_chosen.emit(chosen))
        if self.recent.isEmpty():
            self.recent.addAction(self.tr("No projects yet")).setEnabled(False)
            return
        if not self._settings.recent_files:
            return
        self.recent.addSeparator()
        clear = self.recent.addAction(self.tr("Clear this list"))
        clear.triggered.connect(lambda _checked=False: self.recent_cleared.emit())

    def _untitled_words(self, path: Path) -> str:
        changed = QFileInfo(str(path)).lastModified()
        when = QLocale().toString(changed, QLocale.FormatType.ShortFormat)
        return self.tr("Untitled, {when}").format(when=when)


def _path(menu: QMenu, wanted: QAction) -> list[str] | None:
    for entry in menu.actions():
        inner = entry.menu()
        if entry is wanted:
            return [menu.title()]
        if isinstance(inner, QMenu) and (found := _path(inner, wanted)) is not None:
            return [menu.title(), *found]
    return None
