"""The window: the panels in their places, and what each action does."""

from __future__ import annotations

import logging
import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from cosydesk import paths
from cosydesk.engine.types import Capabilities
from cosydesk.jobs.job import Job, JobState
from cosydesk.jobs.outlook import Outlook
from cosydesk.jobs.queue import JobQueue
from cosydesk.playback.player import Player
from cosydesk.settings import Settings
from cosydesk.studio.models import Models
from cosydesk.ui.actions import ActionId, Actions
from cosydesk.ui.cloning import Cloning
from cosydesk.ui.document import Document
from cosydesk.ui.drops import Drops
from cosydesk.ui.editor.script_editor import ScriptEditor
from cosydesk.ui.files import ProjectFiles
from cosydesk.ui.hearing import Hearing
from cosydesk.ui.inspector.panel import InspectorPanel
from cosydesk.ui.keymap import Keymap
from cosydesk.ui.library.audition import Audition
from cosydesk.ui.library.commands import VoiceCommands
from cosydesk.ui.library.my_voices import MyVoices
from cosydesk.ui.library.panel import LibraryPanel
from cosydesk.ui.manner.manners import Manners
from cosydesk.ui.menus import Menus
from cosydesk.ui.model_shelf import ModelShelf
from cosydesk.ui.palette.entries import Extra
from cosydesk.ui.panel_cycle import PanelCycle
from cosydesk.ui.playing import Playing
from cosydesk.ui.project_voices import ProjectVoices
from cosydesk.ui.slot_commands import SlotCommands
from cosydesk.ui.speaking_model import SpeakingModel
from cosydesk.ui.speech import Speech
from cosydesk.ui.stale_lines import StaleLines
from cosydesk.ui.status import StatusBar
from cosydesk.ui.taskbar import TaskbarProgress
from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.timeline_view import TimelineView
from cosydesk.ui.timeline_commands import TimelineCommands
from cosydesk.ui.top_bar import TopBar
from cosydesk.ui.translation import Translation
from cosydesk.ui.widgets.basics import hairline
from cosydesk.ui.widgets.message_bar import MessageBar
from cosydesk.ui.widgets.toast import Toast
from cosydesk.ui.window_dialogs import WindowDialogs
from cosydesk.ui.window_layout import WindowLayout

log = logging.getLogger(__name__)

A = ActionId
_THEMES = {
    A.THEME_SYSTEM: "system",
    A.THEME_LIGHT: "light",
    A.THEME_DARK: "dark",
    A.THEME_CONTRAST: "contrast",
}
_LANGUAGES = {A.LANGUAGE_SYSTEM: "system", A.LANGUAGE_EN: "en", A.LANGUAGE_ZH: "zh_CN"}


class MainWindow(QMainWindow):
    """Attributes:
    actions_by_id, library, editor, inspector, timeline, top_bar, status, messages, toast: its parts.
    speech: speaks lines. files: opens and saves. playing: keeps the player's plan up to date.

    Signals:
        shown: the first frame is on the screen.
    """

    shown = Signal()

    def __init__(
        self,
        document: Document,
        queue: JobQueue,
        player: Player,
        settings: Settings,
        translation: Translation,
        theme: Theme,
        models: Models,
    ) -> None:
        super().__init__()
        self.theme = theme
        self.document = document
        self.queue = queue
        self.player = player
        self.settings = settings
        self.translation = translation
        self._first_frame_due = True
        self._job_states: dict[str, JobState] = {}
        self.keymap = Keymap(settings, self)
        self.actions_by_id = Actions(self, theme, self.keymap)
        self.dialogs = WindowDialogs(self)
        self.outlook = Outlook(queue, self)
        self.stale = StaleLines(document, self)
        self.models = ModelShelf(models, document.voices, queue, self)
        self.cloning = Cloning(document, models, queue, self)
        self.project_voices = ProjectVoices(document, self.cloning, self)
        self.speech = Speech(document, queue, self.cloning, self.models.address, self)
        self.playing = Playing(document, self.speech, player, self)
        self.files = ProjectFiles(document, settings, self)
        self.hearing = Hearing(document, self.speech, queue, player, self)
        self.audition = Audition(queue, player, self.cloning, self.models.address, self)
        self.menus = Menus(self.actions_by_id, settings, self)
        self.slots = SlotCommands(document)
        self.top_bar = TopBar(document, player, self.actions_by_id, theme)
        self.messages = MessageBar(theme)
        self.my_voices = MyVoices(document, player, settings, theme, self)
        self.library = LibraryPanel(document, theme, self.audition, self.my_voices, settings)
        self.manners = Manners(settings, lambda line: self.models.address(self.cloning.model_of_line(line)))
        self.editor = ScriptEditor(
            document, theme, self._tags_for, self._capabilities_for, self.manners, self.keymap
        )
        self.inspector = InspectorPanel(
            document, self.speech, queue, self.outlook, player, self.actions_by_id, self.manners, theme
        )
        self.timeline = TimelineView(document, theme, player)
        self.timeline_commands = TimelineCommands(self.keymap, self.timeline.run, self)
        self.voice_commands = VoiceCommands(self.keymap, self.library.run, self)
        self.library.use_commands(self.voice_commands)
        self.status = StatusBar(
            document, queue, self.outlook, self.speech, player, settings, self.actions_by_id, theme
        )
        self.toast = Toast(theme, self)
        self.taskbar = TaskbarProgress(self.outlook, self)
        self.speaking_model = SpeakingModel(
            document, self.models, self.speech, queue, self.top_bar, self.menus, self.actions_by_id
        )
        self._build()
        self._connect_parts()
        self._connect_actions()
        self.drops = Drops(self)
        self.setAcceptDrops(True)
        self.arrangement.restore(settings)
        self.retranslate()

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.addWidget(self.library)
        self.columns.addWidget(self.editor)
        self.columns.addWidget(self.inspector)
        self.rows = QSplitter(Qt.Orientation.Vertical)
        self.rows.addWidget(self.columns)
        self.rows.addWidget(self.timeline)
        for splitter, stretching in ((self.columns, 1), (self.rows, 0)):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
            for index in range(splitter.count()):
                splitter.setStretchFactor(index, int(index == stretching))
        panels = {"library": self.library, "inspector": self.inspector, "timeline": self.timeline}
        self.arrangement = WindowLayout(self, self.columns, self.rows, panels)
        self.cycle = PanelCycle(
            [
                (self.top_bar, self.top_bar.menu_button),
                (self.library, self.library),
                (self.editor, self.editor.edit),
                (self.inspector, self.inspector),
                (self.timeline, self.timeline),
            ]
        )
        center = QWidget()
        column = QVBoxLayout(center)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(hairline())
        column.addWidget(self.messages)
        column.addWidget(self.rows, 1)
        column.addWidget(hairline())
        column.addWidget(self.status)
        self.setCentralWidget(center)
        self.top_bar.set_menus(self.menus.main, self.menus.project, self.menus.model)
        if sys.platform == "darwin":
            for menu in self.menus.all:
                self.menuBar().addMenu(menu)
            self.top_bar.menu_button.hide()

    def _connect_parts(self) -> None:
        document = self.document
        self.editor.speak_requested.connect(lambda line_id: self._speak([line_id]))
        self.editor.hear_requested.connect(self._hear)
        self.editor.word_requested.connect(self.actions_by_id[A.ADD_WORD].trigger)
        self.editor.dictionary_requested.connect(self.actions_by_id[A.DICTIONARY].trigger)
        self.speech.capabilities_changed.connect(lambda _model: self.editor.facts_changed())
        self.hearing.changed.connect(lambda: self.editor.toolbar.show_hearing(self.hearing.busy))
        self.hearing.failed.connect(self.messages.show_error)
        self.timeline.reveal_requested.connect(self.editor.focus_line)
        self.timeline.loop_changed.connect(self._show_loop)
        self.inspector.line.retry.connect(lambda line_id: self._speak([line_id]))
        for source in (self.library.failed, self.speech.refused, self.files.failed, document.refused):
            source.connect(self.messages.show_error)
        self.my_voices.said.connect(self.toast.say)
        self.library.new_wanted.connect(self.my_voices.make)
        self.library.import_wanted.connect(self.my_voices.import_dialog)
        self.speech.failed.connect(self._line_failed)
        self.files.noted.connect(self.messages.show_note)
        self.files.said.connect(self.toast.say)
        self.files.leaving.connect(self._leave_project)
        self.messages.details.connect(self._open_log)
        self.models.failed.connect(self.messages.show_error)
        self.models.opening.connect(
            lambda name: self.toast.say(self.tr("Opening {name} …").format(name=name))
        )
        self.speaking_model.said.connect(self.toast.say)
        self.actions_by_id.keys_changed.connect(self._retell)
        self.menus.untitled = self.files.untitled
        self.menus.recent_cleared.connect(self.files.forget_all)
        self.menus.recent_chosen.connect(lambda path: self.open(Path(path)))
        self.stale.changed.connect(self._count_stale)
        document.current_line_changed.connect(lambda _line: self._enable_actions())
        document.takes_changed.connect(lambda _line: self._enable_line_actions())
        self.inspector.line.takes.listening.changed.connect(self._enable_line_actions)
        self.queue.job_changed.connect(self._job_changed)
        self.queue.order_changed.connect(self._enable_actions)
        self.queue.paused_changed.connect(self.actions_by_id[A.PAUSE_QUEUE].setChecked)
        self.outlook.changed.connect(self._show_title)
        document.title_changed.connect(self._show_title)
        for history_signal in (document.undo.canUndoChanged, document.undo.canRedoChanged):
            history_signal.connect(lambda _can: self._enable_actions())
        self.queue.engine_state_changed.connect(self._engine_changed)
        self.translation.changed.connect(self.check_choices)
        self.translation.changed.connect(document.retranslate)

    def _connect_actions(self) -> None:
        window, document, takes = self, self.document, self.inspector.line.takes
        self.actions_by_id.connect_all(
            {
                A.NEW: self._new,
                A.OPEN: self._open_dialog,
                A.SAVE: self._save,
                A.SAVE_AS: self._save_as,
                A.SAVE_COPY: self._save_copy,
                A.EXPORT_WAV: self.export,
                A.CLOSE: self.close,
                A.QUIT: self.close,
                A.UNDO: document.undo.undo,
                A.REDO: document.undo.redo,
                A.SHOW_HISTORY: self._show_history,
                A.FIND: self.editor.finding.open,
                A.REPLACE: lambda: window.editor.finding.open(replacing=True),
                A.FIND_NEXT: lambda: window.editor.finding.step(1),
                A.FIND_PREVIOUS: lambda: window.editor.finding.step(-1),
                A.HEAR: self._hear,
                A.LINE_SPEED: self.editor.ask_speed,
                A.LINE_MANNER: self.editor.ask_manner,
                A.ADD_WORD: lambda: window.dialogs.show_dictionary(window.editor.marked_word()),
                A.DICTIONARY: lambda: window.dialogs.show_dictionary(),
                A.PREFERENCES: self.dialogs.show_preferences,
                A.PALETTE: self.dialogs.show_palette,
                A.STRONG: lambda: window.editor.toggle_span("strong"),
                A.LAUGHTER: lambda: window.editor.toggle_span("laughter"),
                A.LAUGH: lambda: window.editor.insert_event("laughter"),
                A.BREATH: lambda: window.editor.insert_event("breath"),
                A.PAUSE: self.editor.ask_break,
                A.SPEAK_LINE: lambda: window._speak([document.current_line_id]),
                A.SPEAK_STALE: self._speak_stale,
                A.NEW_TAKE: lambda: window._speak([document.current_line_id], anew=True),
                A.PREVIOUS_TAKE: lambda: takes.step(-1),
                A.NEXT_TAKE: lambda: takes.step(1),
                A.HEAR_TAKE: takes.hear_chosen,
                A.COMPARE_TAKES: takes.listening.compare,
                A.STAR_TAKE: takes.star_chosen,
                A.DELETE_TAKE: takes.delete_chosen,
                A.CLEAN_TAKES: self.dialogs.show_clean_takes,
                A.SLOT_IN: lambda: window.slots.begin(window.timeline.state.playhead),
                A.SLOT_OUT: lambda: window.slots.end(window.timeline.state.playhead),
                A.CLEAR_SLOT: lambda: window.slots.clear(),
                A.CANCEL: self.speech.cancel_current,
                A.CANCEL_ALL: self.queue.cancel_all,
                A.PAUSE_QUEUE: lambda: window.queue.set_paused(
                    window.actions_by_id[A.PAUSE_QUEUE].isChecked()
                ),
                A.RETRY_FAILED: self.queue.retry_failed,
                A.CLEAR_ENDED: self.queue.clear_ended,
                A.TO_START: lambda: window.timeline.seek(0),
                A.PLAY: self.player.toggle,
                A.STOP: self._stop,
                A.PLAY_BACK: lambda: window.player.shuttle(-1),
                A.PLAY_ON: lambda: window.player.shuttle(1),
                A.SPEED_DOWN: lambda: window.player.step_speed(-1),
                A.SPEED_UP: lambda: window.player.step_speed(1),
                A.SPEED_NORMAL: lambda: window.player.set_speed(1.0),
                A.LOOP: self._toggle_loop,
                A.HEAR_LIVE: self._toggle_hear_live,
                A.RESET_METERS: self.player.reset_meters,
                A.ZOOM_IN: self.timeline.zoom_in,
                A.ZOOM_OUT: self.timeline.zoom_out,
                A.ZOOM_FIT: self.timeline.zoom_fit,
                A.SHOW_LIBRARY: lambda: window._toggle(window.library),
                A.SHOW_INSPECTOR: lambda: window._toggle(window.inspector),
                A.SHOW_TIMELINE: lambda: window._toggle(window.timeline),
                A.NEXT_PANEL: lambda: window.cycle.go(1),
                A.PREVIOUS_PANEL: lambda: window.cycle.go(-1),
                A.RESET_LAYOUT: self._reset_layout,
                A.NEW_VOICE: self.my_voices.make,
                A.IMPORT_VOICE: self.my_voices.import_dialog,
                A.OPEN_MODEL: lambda: window.models.open_dialog(window),
                A.WARM_UP: lambda: window.speaking_model.load(),
                A.OPEN_LOG: self._open_log,
                A.SHORTCUTS: self.dialogs.show_shortcuts,
                A.TOUR: self.dialogs.show_tour,
                A.ABOUT: self.dialogs.show_about,
                **{action: partial(self._choose_theme, name) for action, name in _THEMES.items()},
                **{action: partial(self._choose_language, name) for action, name in _LANGUAGES.items()},
            }
        )
        self.check_choices()
        self._check_panels()
        self._enable_actions()
        self._count_stale()

    def extra_commands(self) -> list[Extra]:
        """What the parts of the window do by keys of their own."""
        return self.timeline_commands.extras() + self.voice_commands.extras()

    # -- texts -----------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.actions_by_id.retranslate()
        self.menus.retranslate()
        self.speaking_model.retranslate()
        self._show_title()
        self._enable_actions()

    def _retell(self) -> None:
        """Every part of the window asks for its texts anew, as after a change of the language."""
        for part in (self, *self.findChildren(QWidget)):
            QCoreApplication.sendEvent(part, QEvent(QEvent.Type.LanguageChange))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _show_title(self) -> None:
        name = self.document.title
        if self.document.project.read_only:
            name = self.tr("{name} (read-only)").format(name=name)
        percent = f"{round(100 * self.outlook.fraction)} % · " if self.queue.busy else ""
        self.setWindowTitle(f"{percent}{name} — CosyDesk")

    def _show_loop(self, loop_in: object, loop_out: object) -> None:
        self.actions_by_id[A.LOOP].setChecked(loop_in is not None and loop_out is not None)

    def _count_stale(self) -> None:
        self.top_bar.set_stale(self.stale.count)
        self._enable_actions()

    def _job_changed(self, job: Job) -> None:
        # Once for each state, not for each step of the progress.
        if self._job_states.get(job.id) is not job.state:
            self._job_states[job.id] = job.state
            self._count_stale()

    def _enable_actions(self) -> None:
        actions = self.actions_by_id
        line = self.document.current_line()
        undo, no_line = self.document.undo, self.tr("There is no line to speak")
        actions.enable(A.UNDO, undo.canUndo(), self.tr("Nothing to undo"))
        actions.enable(A.REDO, undo.canRedo(), self.tr("Nothing to redo"))
        for action_id in (A.SPEAK_LINE, A.NEW_TAKE):
            actions.enable(action_id, line is not None, no_line)
        self._enable_line_actions()
        for action_id in (A.CANCEL, A.CANCEL_ALL):
            actions.enable(action_id, self.queue.busy, self.tr("Nothing is being spoken"))
        states = {job.state for job in self.queue.jobs()}
        failed = JobState.FAILED in states
        actions.enable(A.RETRY_FAILED, failed, self.tr("No line has failed"))
        ended = any(state.ended for state in states)
        actions.enable(A.CLEAR_ENDED, ended, self.tr("No job has ended"))
        self.top_bar.speak.setEnabled(line is not None)
        has_sound = bool(self.document.project.length())
        actions.enable(A.EXPORT_WAV, has_sound, self.tr("Nothing to export yet: speak a line first"))

    def _enable_line_actions(self) -> None:
        """What is done to the takes and the slot of the current line."""
        actions = self.actions_by_id
        line = self.document.current_line()
        take = line is not None and line.take_id is not None
        for action_id in (A.HEAR_TAKE, A.STAR_TAKE, A.DELETE_TAKE):
            actions.enable(action_id, take, self.tr("The line has no take yet"))
        pair = self.inspector.line.takes.listening.pair
        actions.enable(A.COMPARE_TAKES, pair is not None, self.tr("The line needs two takes to compare"))
        for action_id in (A.SLOT_IN, A.SLOT_OUT):
            actions.enable(action_id, line is not None, self.tr("There is no line"))
        slot = line is not None and (line.slot_in, line.slot_out) != (None, None)
        actions.enable(A.CLEAR_SLOT, slot, self.tr("The line has no slot"))

    def check_choices(self) -> None:
        for action, name in _THEMES.items():
            self.actions_by_id[action].setChecked(self.theme.choice == name)
        for action, name in _LANGUAGES.items():
            self.actions_by_id[action].setChecked(self.translation.choice == name)
        self.actions_by_id[A.HEAR_LIVE].setChecked(self.settings.hear_live)

    def _check_panels(self) -> None:
        for action, panel in (
            (A.SHOW_LIBRARY, self.library),
            (A.SHOW_INSPECTOR, self.inspector),
            (A.SHOW_TIMELINE, self.timeline),
        ):
            self.actions_by_id[action].setChecked(not panel.isHidden())

    # -- doing -----------------------------------------------------------------------------------------------

    def _speak(self, line_ids: list[str], *, anew: bool = False) -> None:
        """Speak lines that the person asked for one by one, to be heard at once if that is wanted."""
        self.editor.apply_source()
        if self.queue.paused:
            self.toast.say(self.tr("The queue is paused; what you ask for waits."))
        live = self.settings.hear_live
        for line_id in filter(None, line_ids):
            if live:
                self.playing.listen_to(line_id)
            self.speech.speak([line_id], anew=anew, live=live)

    def _hear(self) -> None:
        """Hear what is marked; once more while it is made or heard: stop."""
        line = self.editor.marked_line()
        if self.hearing.busy:
            self.hearing.stop()
        elif line is not None:
            self.hearing.hear(line)

    def _speak_stale(self) -> None:
        self.editor.apply_source()
        self.speech.speak_stale()

    def _stop(self) -> None:
        self.player.stop()
        self.player.stop_once()
        self.hearing.stop()
        self.playing.hush()

    def _toggle_loop(self) -> None:
        state = self.timeline.state
        if state.loop_in is not None and state.loop_out is not None:
            self.timeline.clear_loop()
            return
        chosen = [
            placed
            for placed in self.document.project.layout()
            if placed.clip.id in self.document.selected_clip_ids
        ]
        start = min((placed.start for placed in chosen), default=0)
        end = max((placed.end for placed in chosen), default=self.document.project.length())
        if end > start:
            self.timeline.set_in(start)
            self.timeline.set_out(end)
        else:
            self._show_loop(None, None)

    def _toggle_hear_live(self) -> None:
        self.settings.hear_live = self.actions_by_id[A.HEAR_LIVE].isChecked()
        if not self.settings.hear_live:
            self.playing.hush()
        self.save_settings()

    def _toggle(self, panel: QWidget) -> None:
        panel.setVisible(panel.isHidden())
        self._check_panels()

    def _reset_layout(self) -> None:
        self.arrangement.reset()
        self._check_panels()

    def _choose_theme(self, name: str) -> None:
        self.settings.theme = name
        self.theme.choose(name)
        self.check_choices()
        self.save_settings()

    def _choose_language(self, name: str) -> None:
        self.settings.language = name
        self.translation.choose(name)
        self.check_choices()
        self.save_settings()

    def _line_failed(self, line_id: str, message: str, remedy: str) -> None:
        number = self.document.line_number(line_id)
        if number:
            message = self.tr("Line {n}: {message}").format(n=number, message=message)
        self.messages.show_error(message, remedy)

    def _engine_changed(self, state: str, _detail: str) -> None:
        if state == "ready":
            self.speech.ask_capabilities(self.speaking_model.id)

    def _capabilities_for(self, voice_id: str) -> Capabilities | None:
        return self.speech.capabilities(self.cloning.model_of_voice(voice_id))

    def _tags_for(self, voice_id: str) -> frozenset[str] | None:
        known = self._capabilities_for(voice_id)
        return known.tags if known is not None else None

    # -- files -----------------------------------------------------------------------------------------------

    def _new(self) -> None:
        if self._may_leave():
            self.files.new()

    def _open_dialog(self) -> None:
        if self._may_leave():
            self.files.open_dialog()

    def open(self, path: Path) -> None:
        """Show another project, if the present one may be left."""
        if self._may_leave():
            self.files.open(path)

    def _save(self) -> None:
        self.editor.apply_source()
        self.files.save()

    def _save_as(self) -> None:
        self.editor.apply_source()
        self.files.save_as()

    def _save_copy(self) -> None:
        self.editor.apply_source()
        self.files.save_copy()

    def _show_history(self) -> None:
        self.inspector.show()
        self._check_panels()
        self.inspector.show_history()

    def _leave_project(self) -> None:
        self.editor.apply_source()
        self.player.stop()
        self.queue.cancel_all()

    def _may_leave(self) -> bool:
        """Ask when a job runs, and when something is nowhere but in memory."""
        return self._may_stop() and self._may_lose()

    def _may_stop(self) -> bool:
        if not self.queue.busy:
            return True
        from cosydesk.ui.dialogs.question import Question

        question = Question(
            self.theme,
            self,
            self.tr("Still speaking"),
            self.tr("What is being spoken now will be lost. Everything else is saved."),
            self.tr("Stop and leave"),
            self.tr("Stay"),
        )
        return bool(question.exec())

    def _may_lose(self) -> bool:
        self.editor.apply_source()
        if not self.files.has_unwritten():
            return True
        from cosydesk.ui.dialogs.question import Question

        question = Question(
            self.theme,
            self,
            self.tr("Your last changes are not saved"),
            self.tr(
                "The project file can't be written: the disk may be full, or gone. Save under another name."
            ),
            self.tr("Save as…"),
            self.tr("Stay"),
            self.tr("Lose the changes"),
        )
        if question.exec():
            return self.files.save_as()
        return question.lost

    def export(self) -> None:
        """Show the export dialog."""
        from cosydesk.ui.dialogs.export_dialog import ExportDialog

        ExportDialog(self.document, self.settings, self.theme, self).open()

    def _open_log(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.log_dir())))

    # -- drops -----------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.drops.wants(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self.drops.held(event.mimeData(), event.position().toPoint()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drops.let_go()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.drops.take(event.mimeData(), event.position().toPoint())

    # -- coming and going ------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrangement.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._check_panels()
        self.editor.setFocus()

    def event(self, event: QEvent) -> bool:
        result = super().event(event)
        if self._first_frame_due and event.type() == QEvent.Type.UpdateRequest:
            self._first_frame_due = False
            self.shown.emit()
        return result

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_leave():
            event.ignore()
            return
        self.arrangement.keep(self.settings)
        self.save_settings()
        self.files.close()
        # The commands must go before Python's end takes them from under the stack.
        self.document.undo.clear()
        event.accept()

    def save_settings(self) -> None:
        try:
            self.settings.save()
        except OSError:
            log.exception("the settings could not be written")
