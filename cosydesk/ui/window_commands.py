"""What each action of the window does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from cosydesk import paths
from cosydesk.ui.action_states import LANGUAGES, THEMES
from cosydesk.ui.actions import ActionId
from cosydesk.ui.sounds import SOUNDS

if TYPE_CHECKING:
    from cosydesk.ui.main_window import MainWindow

A = ActionId


class WindowCommands(QObject):
    """The doings that are more than one call of one part."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def handlers(self) -> dict[ActionId, Callable[[], object]]:
        """What to run for each action."""
        window = self._window
        document, takes = window.document, window.inspector.line.takes
        return {
            A.NEW: self.new,
            A.OPEN: self.open_dialog,
            A.SAVE: self.save,
            A.SAVE_AS: self.save_as,
            A.SAVE_COPY: self.save_copy,
            A.IMPORT_SCRIPT: window.dialogs.ask_script,
            A.EXPORT: window.export,
            A.CLOSE: window.close,
            A.QUIT: window.close,
            A.UNDO: document.undo.undo,
            A.REDO: document.undo.redo,
            A.SHOW_HISTORY: self.show_history,
            A.FIND: window.editor.finding.open,
            A.REPLACE: lambda: window.editor.finding.open(replacing=True),
            A.FIND_NEXT: lambda: window.editor.finding.step(1),
            A.FIND_PREVIOUS: lambda: window.editor.finding.step(-1),
            A.HEAR: self.hear,
            A.LINE_SPEED: window.editor.ask_speed,
            A.LINE_MANNER: window.editor.ask_manner,
            A.ADD_WORD: lambda: window.dialogs.show_dictionary(window.editor.marked_word()),
            A.DICTIONARY: lambda: window.dialogs.show_dictionary(),
            A.PREFERENCES: window.dialogs.show_preferences,
            A.PALETTE: window.dialogs.show_palette,
            A.STRONG: lambda: window.editor.toggle_span("strong"),
            A.LAUGHTER: lambda: window.editor.toggle_span("laughter"),
            **{action: partial(window.editor.insert_event, event) for event, action in SOUNDS.items()},
            A.PAUSE: window.editor.ask_break,
            A.SPEAK_LINE: lambda: self.speak([document.current_line_id]),
            A.SPEAK_STALE: self.speak_stale,
            A.NEW_TAKE: lambda: self.speak([document.current_line_id], anew=True),
            A.PREVIOUS_TAKE: lambda: takes.step(-1),
            A.NEXT_TAKE: lambda: takes.step(1),
            A.HEAR_TAKE: takes.hear_chosen,
            A.COMPARE_TAKES: takes.listening.compare,
            A.STAR_TAKE: takes.star_chosen,
            A.DELETE_TAKE: takes.delete_chosen,
            A.CLEAN_TAKES: window.dialogs.show_clean_takes,
            A.CHECK_TAKE: takes.check_chosen,
            A.CHECK_TAKES: window.checks.check_lines,
            A.NEXT_FAILED: self.next_failed,
            A.SLOT_IN: lambda: window.slots.begin(window.timeline.state.playhead),
            A.SLOT_OUT: lambda: window.slots.end(window.timeline.state.playhead),
            A.CLEAR_SLOT: lambda: window.slots.clear(),
            A.FIT_LINE: lambda: window.fits.fit_line(),
            A.FIT_ALL: lambda: window.fits.fit_all(),
            A.SPEAK_TO_FIT: lambda: window.fits.speak_to_fit(),
            A.NEXT_OVERFLOW: lambda: window.fits.next_overflow(),
            A.CANCEL: window.speech.cancel_current,
            A.CANCEL_ALL: window.queue.cancel_all,
            A.PAUSE_QUEUE: lambda: window.queue.set_paused(window.actions_by_id[A.PAUSE_QUEUE].isChecked()),
            A.RETRY_FAILED: window.queue.retry_failed,
            A.CLEAR_ENDED: window.queue.clear_ended,
            A.TO_START: lambda: window.timeline.seek(0),
            A.PLAY: window.player.toggle,
            A.STOP: self.stop,
            A.PLAY_BACK: lambda: window.player.shuttle(-1),
            A.PLAY_ON: lambda: window.player.shuttle(1),
            A.SPEED_DOWN: lambda: window.player.step_speed(-1),
            A.SPEED_UP: lambda: window.player.step_speed(1),
            A.SPEED_NORMAL: lambda: window.player.set_speed(1.0),
            A.LOOP: self.toggle_loop,
            A.HEAR_LIVE: self.toggle_hear_live,
            A.RESET_METERS: window.player.reset_meters,
            A.ZOOM_IN: window.timeline.zoom.step_in,
            A.ZOOM_OUT: window.timeline.zoom.step_out,
            A.ZOOM_FIT: window.timeline.zoom.fit,
            A.SHOW_LIBRARY: lambda: self.toggle(window.library),
            A.SHOW_INSPECTOR: lambda: self.toggle(window.inspector),
            A.SHOW_TIMELINE: lambda: self.toggle(window.timeline),
            A.SHOW_VIDEO: window.video.toggle,
            A.OPEN_VIDEO: window.video.open_dialog,
            A.CLOSE_VIDEO: window.video.film.close,
            A.NEXT_PANEL: lambda: window.cycle.go(1),
            A.PREVIOUS_PANEL: lambda: window.cycle.go(-1),
            A.RESET_LAYOUT: self.reset_layout,
            A.NEW_VOICE: window.my_voices.make,
            A.IMPORT_VOICE: window.my_voices.import_dialog,
            A.MANAGE_MODELS: window.dialogs.show_models,
            A.SET_UP: window.dialogs.show_first_start,
            A.OPEN_MODEL: lambda: window.models.open_dialog(window),
            A.SERVERS: window.dialogs.show_servers,
            A.WARM_UP: lambda: window.speaking_model.load(),
            A.UNLOAD: self.unload,
            A.THIS_COMPUTER: window.dialogs.show_this_computer,
            A.OPEN_LOG: self.open_log,
            A.SHORTCUTS: window.dialogs.show_shortcuts,
            A.GUIDE: window.dialogs.show_guide,
            A.TOUR: window.dialogs.show_tour,
            A.ABOUT: window.dialogs.show_about,
            **{action: partial(self.choose_theme, name) for action, name in THEMES.items()},
            **{action: partial(self.choose_language, name) for action, name in LANGUAGES.items()},
        }

    def speak(self, line_ids: list[str], *, anew: bool = False) -> None:
        """Speak lines that the person asked for one by one, to be heard at once if that is wanted."""
        self._window.editor.apply_source()
        if self._window.queue.paused:
            self._window.toast.say(self.tr("The queue is paused; what you ask for waits."))
        live = self._window.settings.hear_live
        for line_id in filter(None, line_ids):
            if live:
                self._window.playing.listen_to(line_id)
            self._window.speech.speak([line_id], anew=anew, live=live)

    def hear(self) -> None:
        """Hear what is marked; once more while it is made or heard: stop."""
        line = self._window.editor.marked_line()
        if self._window.hearing.busy:
            self._window.hearing.stop()
        elif line is not None:
            self._window.hearing.hear(line)

    def speak_stale(self) -> None:
        self._window.editor.apply_source()
        self._window.speech.speak_stale()

    def next_failed(self) -> None:
        """Go to the next line whose take in use failed its check; from the last one to the first."""
        document = self._window.document
        lines = document.project.lines
        here = document.line_number(document.current_line_id)
        for line in (*lines[here:], *lines[:here]):
            take = document.project.takes.get(line.take_id or "")
            if take is not None and take.check is not None and take.check.failed:
                self._window.editor.focus_line(line.id)
                return
        self._window.toast.say(self.tr("No line has a take that failed its check."))

    def stop(self) -> None:
        self._window.player.stop()
        self._window.player.stop_once()
        self._window.hearing.stop()
        self._window.playing.hush()

    def toggle_loop(self) -> None:
        state = self._window.timeline.state
        if state.loop_in is not None and state.loop_out is not None:
            self._window.timeline.clear_loop()
            return
        chosen = [
            placed
            for placed in self._window.document.project.layout()
            if placed.clip.id in self._window.document.selected_clip_ids
        ]
        start = min((placed.start for placed in chosen), default=0)
        end = max((placed.end for placed in chosen), default=self._window.document.project.length())
        if end > start:
            self._window.timeline.set_in(start)
            self._window.timeline.set_out(end)
        else:
            self._window.show_loop(None, None)

    def toggle_hear_live(self) -> None:
        self._window.settings.hear_live = self._window.actions_by_id[A.HEAR_LIVE].isChecked()
        if not self._window.settings.hear_live:
            self._window.playing.hush()
        self._window.save_settings()

    def toggle(self, panel: QWidget) -> None:
        panel.setVisible(panel.isHidden())
        self._window.states.check_panels()

    def reset_layout(self) -> None:
        self._window.arrangement.reset()
        self._window.video.reset()
        self._window.states.check_panels()

    def choose_theme(self, name: str) -> None:
        self._window.settings.theme = name
        self._window.theme.choose(name)
        self._window.states.check_choices()
        self._window.save_settings()

    def choose_language(self, name: str) -> None:
        self._window.settings.language = name
        self._window.translation.choose(name)
        self._window.states.check_choices()
        self._window.save_settings()

    def new(self) -> None:
        if self._window.leaving.may_leave():
            self._window.files.new()

    def open_dialog(self) -> None:
        if self._window.leaving.may_leave():
            self._window.files.open_dialog()

    def save(self) -> None:
        self._window.editor.apply_source()
        self._window.files.save()

    def save_as(self) -> None:
        self._window.editor.apply_source()
        self._window.files.save_as()

    def save_copy(self) -> None:
        self._window.editor.apply_source()
        self._window.files.save_copy()

    def show_history(self) -> None:
        self._window.inspector.show()
        self._window.states.check_panels()
        self._window.inspector.show_history()

    def unload(self) -> None:
        if self._window.queue.unload():
            self._window.toast.say(self.tr("The models are unloaded; the next line loads them again."))
        else:
            self._window.toast.say(self.tr("The models are unloaded after the lines that are waiting."))

    def choose_idle(self, seconds: int) -> None:
        """After how long without work the models are unloaded; 0 = never."""
        self._window.settings.idle_unload_s = seconds
        self._window.queue.set_idle_s(seconds)
        self._window.save_settings()

    def open_log(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.log_dir())))
