"""What opens over the window: palette, preferences, keys, tour, guide, about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

if TYPE_CHECKING:
    from cosydesk.ui.device.device_dialog import DeviceDialog
    from cosydesk.ui.device.examination import Examination
    from cosydesk.ui.dialogs.clean_takes_dialog import CleanTakesDialog
    from cosydesk.ui.dictionary.dictionary_dialog import DictionaryDialog
    from cosydesk.ui.importing.import_dialog import ImportDialog
    from cosydesk.ui.main_window import MainWindow
    from cosydesk.ui.models.first_start import FirstStart
    from cosydesk.ui.models.manager_dialog import ModelManager
    from cosydesk.ui.palette.palette import CommandPalette
    from cosydesk.ui.preferences.preferences_dialog import PreferencesDialog
    from cosydesk.ui.reading.guide_dialog import GuideDialog
    from cosydesk.ui.tour import Tour


class WindowDialogs(QObject):
    """Made when they are asked for: none of them is needed for the first frame.

    Signals:
        restart_wanted: the person wants the program to start anew.
    """

    restart_wanted = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._palette: CommandPalette | None = None
        self._tour: Tour | None = None
        self._examination: Examination | None = None
        self._computer: DeviceDialog | None = None
        self._guide: GuideDialog | None = None

    @property
    def palette(self) -> CommandPalette:
        """The command palette, which is made once."""
        if self._palette is None:
            from cosydesk.ui.palette.palette import CommandPalette

            window = self._window
            self._palette = CommandPalette(
                window.actions_by_id,
                window.menus,
                window.extra_commands,
                window.settings,
                window.theme,
                window,
            )
        return self._palette

    @property
    def tour(self) -> Tour:
        """The tour, which is made once."""
        if self._tour is None:
            from cosydesk.ui.tour import Tour, steps_of

            window = self._window
            self._tour = Tour(window, window.theme, lambda: steps_of(window))
            self._tour.ended.connect(self._tour_ended)
        return self._tour

    def show_palette(self) -> None:
        self.palette.open()

    def show_tour(self) -> None:
        self.tour.begin()

    def show_preferences(self, over: QWidget | None = None) -> PreferencesDialog:
        """The preferences, over the window or another dialog."""
        from cosydesk.ui.preferences.doings import Doings
        from cosydesk.ui.preferences.preferences_dialog import PreferencesDialog
        from cosydesk.ui.preferences.shortcut_editor import ShortcutEditor

        window = self._window
        keys = ShortcutEditor(window.actions_by_id, window.menus, window.extra_commands, window.theme)
        dialog = PreferencesDialog(
            Doings(window), keys, window.keymap, window.servers, window.theme, over or window
        )
        window.queue.devices_listed.connect(dialog.place.show_devices)
        window.queue.list_devices()
        dialog.restart_wanted.connect(self.restart_wanted)
        dialog.finished.connect(lambda _result: window.save_settings())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def show_engine_preferences(self) -> None:
        """The page of the preferences where device and number format are chosen."""
        self.show_preferences().go_to("engine")

    def show_servers(self) -> None:
        """The page of the preferences where servers are added."""
        self.show_preferences().go_to("servers")

    def show_dictionary(self, word: str = "") -> DictionaryDialog:
        """The pronunciation dictionary, to add `word` to it if there is one."""
        from cosydesk.ui.dictionary.dictionary_dialog import DictionaryDialog

        window = self._window
        window.editor.apply_source()
        dialog = DictionaryDialog(window.document, window.hearing, window.theme, window, word)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def ask_script(self) -> None:
        """Ask for a script or subtitles, and show what they hold."""
        from cosydesk.ui.importing.import_dialog import ask_script

        if name := ask_script(self._window, self._window.settings.script_folder):
            self.show_import(Path(name))

    def show_import(self, path: Path) -> ImportDialog:
        """What a script or subtitle file holds, to be brought in."""
        from cosydesk.ui.importing.import_dialog import ImportDialog

        window = self._window
        window.editor.apply_source()
        before = {line.id for line in window.document.project.lines}
        dialog = ImportDialog(window.document, window.settings, window.theme, path, window)

        def brought_in() -> None:
            window.settings.script_folder = str(dialog.path.parent)
            window.save_settings()
            fresh = next((line for line in window.document.project.lines if line.id not in before), None)
            if fresh is not None:
                window.editor.focus_line(fresh.id)

        dialog.accepted.connect(brought_in)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def show_shortcuts(self) -> None:
        self.show_preferences().show_keys()

    def show_models(self) -> ModelManager:
        """The model manager."""
        from cosydesk.ui.models.manager_dialog import ModelManager

        window = self._window
        dialog = ModelManager(window.stock, window.theme, window)
        dialog.settings_wanted.connect(lambda: self.show_preferences(dialog).go_to("models"))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def show_first_start(self) -> FirstStart:
        """What suits this computer."""
        from cosydesk.ui.models.first_start import FirstStart

        window = self._window
        speech = window.speech
        dialog = FirstStart(
            window.stock,
            window.settings,
            window.theme,
            window,
            lambda: (window.models.name(speech.rtf_model), speech.rtf),
        )
        dialog.manager_wanted.connect(self.show_models)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def welcome(self) -> None:
        """The first start, and the tour after it; each is shown once by itself."""
        settings = self._window.settings
        if settings.first_start_seen:
            if not settings.tour_seen:
                self.show_tour()
            return
        # Its finish may have brought up the model manager, over which no tour can be seen.
        self.show_first_start().finished.connect(
            lambda _result: QTimer.singleShot(0, self._tour_after_first_start)
        )

    def _tour_after_first_start(self) -> None:
        if not self._window.settings.tour_seen:
            self.show_tour_when_free()

    def show_tour_when_free(self) -> None:
        """The tour, once no dialog lies over the window any more."""
        over = QApplication.activeModalWidget()
        if isinstance(over, QDialog):
            over.finished.connect(lambda _result: self.show_tour())
        else:
            self.show_tour()

    def show_clean_takes(self) -> CleanTakesDialog:
        from cosydesk.ui.dialogs.clean_takes_dialog import CleanTakesDialog

        dialog = CleanTakesDialog(self._window.document, self._window.theme, self._window)
        dialog.cleaned.connect(self._window.toast.say)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def show_this_computer(self) -> DeviceDialog:
        """The page about this computer; the one that is open already comes to the front."""
        from cosydesk.ui.device.device_dialog import DeviceDialog
        from cosydesk.ui.device.examination import Examination

        window = self._window
        if self._computer is None:
            self._examination = self._examination or Examination(
                window.queue,
                window.settings,
                lambda: [entry.path for entry in window.models.entries() if not (entry.server or entry.base)],
                window,
            )
            dialog = DeviceDialog(self._examination, window.queue, window.settings, window.theme, window)
            dialog.said.connect(window.toast.say)
            dialog.unload_wanted.connect(window.commands.unload)
            dialog.idle_chosen.connect(window.commands.choose_idle)
            dialog.destroyed.connect(self._forget_computer)
            dialog.finished.connect(self._forget_computer)
            self._computer = dialog
        self._computer.show()
        self._computer.raise_()
        self._computer.activateWindow()
        return self._computer

    def _forget_computer(self) -> None:
        self._computer = None

    def show_guide(self) -> GuideDialog:
        """The user guide; the one that is open already comes to the front."""
        from cosydesk.ui.reading.guide_dialog import GuideDialog

        if self._guide is None:
            dialog = GuideDialog(self._window.translation, self._window.theme, self._window)
            dialog.destroyed.connect(self._forget_guide)
            dialog.finished.connect(self._forget_guide)
            self._guide = dialog
        self._guide.show()
        self._guide.raise_()
        self._guide.activateWindow()
        return self._guide

    def _forget_guide(self) -> None:
        self._guide = None

    def show_about(self) -> None:
        from cosydesk.ui.dialogs.about_dialog import AboutDialog

        AboutDialog(self._window.theme, self._window).open()

    def _tour_ended(self) -> None:
        self._window.settings.tour_seen = True
        self._window.save_settings()
