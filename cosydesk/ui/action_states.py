"""Which actions can be done now, with the reason of the others, and which of them are switched on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cosydesk.jobs.job import JobState
from cosydesk.ui.actions import ActionId

if TYPE_CHECKING:
    from cosydesk.ui.main_window import MainWindow

A = ActionId
THEMES = {
    A.THEME_SYSTEM: "system",
    A.THEME_LIGHT: "light",
    A.THEME_DARK: "dark",
    A.THEME_CONTRAST: "contrast",
}
LANGUAGES = {A.LANGUAGE_SYSTEM: "system", A.LANGUAGE_EN: "en", A.LANGUAGE_ZH: "zh_CN"}


class ActionStates(QObject):
    """Brings the window's actions up to date with what they act on."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def refresh(self) -> None:
        actions = self._window.actions_by_id
        line = self._window.document.current_line()
        undo, no_line = self._window.document.undo, self.tr("There is no line to speak")
        actions.enable(A.UNDO, undo.canUndo(), self.tr("Nothing to undo"))
        actions.enable(A.REDO, undo.canRedo(), self.tr("Nothing to redo"))
        for action_id in (A.SPEAK_LINE, A.NEW_TAKE):
            actions.enable(action_id, line is not None, no_line)
        self.refresh_line()
        self.refresh_engine()
        self.refresh_video()
        for action_id in (A.CANCEL, A.CANCEL_ALL):
            actions.enable(action_id, self._window.queue.busy, self.tr("Nothing is being spoken"))
        states = {job.state for job in self._window.queue.jobs()}
        failed = JobState.FAILED in states
        actions.enable(A.RETRY_FAILED, failed, self.tr("No line has failed"))
        ended = any(state.ended for state in states)
        actions.enable(A.CLEAR_ENDED, ended, self.tr("No job has ended"))
        self._window.top_bar.speak.setEnabled(line is not None)
        has_sound = bool(self._window.document.project.length())
        actions.enable(A.EXPORT, has_sound, self.tr("Nothing to export yet: speak a line first"))

    def refresh_line(self) -> None:
        """What is done to the takes and the slot of the current line."""
        actions = self._window.actions_by_id
        line = self._window.document.current_line()
        take = line is not None and line.take_id is not None
        for action_id in (A.HEAR_TAKE, A.STAR_TAKE, A.DELETE_TAKE, A.CHECK_TAKE):
            actions.enable(action_id, take, self.tr("The line has no take yet"))
        pair = self._window.inspector.line.takes.listening.pair
        actions.enable(A.COMPARE_TAKES, pair is not None, self.tr("The line needs two takes to compare"))
        spoken = bool(self._window.document.project.takes)
        actions.enable(A.CHECK_TAKES, spoken, self.tr("No line is spoken yet"))
        for action_id in (A.SLOT_IN, A.SLOT_OUT):
            actions.enable(action_id, line is not None, self.tr("There is no line"))
        slot = line is not None and (line.slot_in, line.slot_out) != (None, None)
        actions.enable(A.CLEAR_SLOT, slot, self.tr("The line has no slot"))
        begun = line is not None and line.slot_in is not None
        for action_id in (A.FIT_LINE, A.SPEAK_TO_FIT):
            reason = (
                self.tr("The line has no take yet") if begun else self.tr("The line's slot has no beginning")
            )
            actions.enable(action_id, begun and take, reason)

    def refresh_engine(self) -> None:
        """What is done to the engine process."""
        running = self._window.queue.engine_pid is not None
        self._window.actions_by_id.enable(A.UNLOAD, running, self.tr("No model is in memory"))

    def check_choices(self) -> None:
        for action, name in THEMES.items():
            self._window.actions_by_id[action].setChecked(self._window.theme.choice == name)
        for action, name in LANGUAGES.items():
            self._window.actions_by_id[action].setChecked(self._window.translation.choice == name)
        self._window.actions_by_id[A.HEAR_LIVE].setChecked(self._window.settings.hear_live)

    def check_panels(self) -> None:
        for action, panel in (
            (A.SHOW_LIBRARY, self._window.library),
            (A.SHOW_INSPECTOR, self._window.inspector),
            (A.SHOW_TIMELINE, self._window.timeline),
        ):
            self._window.actions_by_id[action].setChecked(not panel.isHidden())
        self._window.actions_by_id[A.SHOW_VIDEO].setChecked(self._window.video.shown)

    def refresh_video(self) -> None:
        """What is done to the project's video."""
        there = bool(self._window.document.project.settings.video)
        self._window.actions_by_id.enable(A.CLOSE_VIDEO, there, self.tr("The project has no video"))
