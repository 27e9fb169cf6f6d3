"""The window: the panels in their places, and what each action does."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from cosydesk.jobs.downloads import Downloads
from cosydesk.jobs.job import Job, JobState
from cosydesk.jobs.outlook import Outlook
from cosydesk.jobs.queue import JobQueue
from cosydesk.playback.player import Player
from cosydesk.settings import Settings
from cosydesk.studio.models import Models
from cosydesk.ui.action_states import ActionStates
from cosydesk.ui.actions import ActionId, Actions
from cosydesk.ui.cloning import Cloning
from cosydesk.ui.document import Document
from cosydesk.ui.drops import Drops
from cosydesk.ui.editor.script_editor import ScriptEditor
from cosydesk.ui.files import ProjectFiles
from cosydesk.ui.fit_bar import FitBar
from cosydesk.ui.fit_commands import FitCommands
from cosydesk.ui.hearing import Hearing
from cosydesk.ui.inspector.panel import InspectorPanel
from cosydesk.ui.keymap import Keymap
from cosydesk.ui.leaving import Leaving
from cosydesk.ui.library.audition import Audition
from cosydesk.ui.library.commands import VoiceCommands
from cosydesk.ui.library.my_voices import MyVoices
from cosydesk.ui.library.panel import LibraryPanel
from cosydesk.ui.manner.manners import Manners
from cosydesk.ui.menus import Menus
from cosydesk.ui.model_shelf import ModelShelf
from cosydesk.ui.models.download_indicator import DownloadIndicator
from cosydesk.ui.models.stock import ModelStock
from cosydesk.ui.palette.entries import Extra
from cosydesk.ui.panel_cycle import PanelCycle
from cosydesk.ui.playing import Playing
from cosydesk.ui.project_voices import ProjectVoices
from cosydesk.ui.rescuing import Rescuing
from cosydesk.ui.servers import Servers
from cosydesk.ui.slot_commands import SlotCommands
from cosydesk.ui.speaking_model import SpeakingModel
from cosydesk.ui.speech import Speech
from cosydesk.ui.stale_lines import StaleLines
from cosydesk.ui.status import StatusBar
from cosydesk.ui.take_checks import TakeChecks
from cosydesk.ui.taskbar import TaskbarProgress
from cosydesk.ui.telling import Telling
from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.timeline_view import TimelineView
from cosydesk.ui.timeline_commands import TimelineCommands
from cosydesk.ui.top_bar import TopBar
from cosydesk.ui.translation import Translation
from cosydesk.ui.video.place import VideoPlace
from cosydesk.ui.widgets.basics import hairline
from cosydesk.ui.widgets.message_bar import MessageBar
from cosydesk.ui.widgets.toast import Toast
from cosydesk.ui.window_commands import WindowCommands
from cosydesk.ui.window_dialogs import WindowDialogs
from cosydesk.ui.window_layout import WindowLayout
from cosydesk.weights import download_options

log = logging.getLogger(__name__)

A = ActionId


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
        self.servers = Servers(self.models, self)
        self.downloads = Downloads(lambda: download_options(settings), self)
        self.stock = ModelStock(settings, self.downloads, self.models, queue, self)
        self.cloning = Cloning(document, models, queue, self)
        self.project_voices = ProjectVoices(document, self.cloning, self)
        self.speech = Speech(document, queue, self.cloning, self.models.address, self)
        self.checks = TakeChecks(document, self.speech, queue, settings, self)
        self.playing = Playing(document, self.speech, player, self)
        self.files = ProjectFiles(document, settings, self)
        self.hearing = Hearing(document, self.speech, queue, player, self)
        self.audition = Audition(queue, player, self.cloning, self.models.address, self)
        self.menus = Menus(self.actions_by_id, settings, self)
        self.slots = SlotCommands(document)
        self.fits = FitCommands(document, self.speech, self)
        self.fit_bar = FitBar(self.fits, document, theme)
        self.top_bar = TopBar(document, player, self.actions_by_id, theme)
        self.messages = MessageBar(theme)
        self.rescuing = Rescuing(self.files, self.messages, self)
        self.my_voices = MyVoices(document, player, queue, settings, theme, self)
        self.library = LibraryPanel(document, theme, self.audition, self.my_voices, settings)
        self.manners = Manners(settings, lambda line: self.models.address(self.cloning.model_of_line(line)))
        self.editor = ScriptEditor(
            document,
            theme,
            self.speech.tags_of_voice,
            self.speech.capabilities_of_voice,
            self.manners,
            self.keymap,
        )
        self.inspector = InspectorPanel(
            document,
            self.speech,
            queue,
            self.outlook,
            player,
            self.checks,
            self.actions_by_id,
            self.manners,
            theme,
        )
        self.timeline = TimelineView(document, theme, player)
        self.timeline.follows = lambda: settings.follow_playhead
        self.timeline_commands = TimelineCommands(self.keymap, self.timeline.run, self)
        self.voice_commands = VoiceCommands(self.keymap, self.library.run, self)
        self.library.use_commands(self.voice_commands)
        self.status = StatusBar(
            document, queue, self.outlook, self.speech, player, settings, self.actions_by_id, theme
        )
        self.fetching = DownloadIndicator(self.downloads, theme)
        self.status.show_beside(self.fetching)
        self.toast = Toast(theme, self)
        self.taskbar = TaskbarProgress(self.outlook, self)
        self.speaking_model = SpeakingModel(
            document, self.models, self.speech, queue, self.top_bar, self.menus, self.actions_by_id
        )
        self.states = ActionStates(self)
        self.video = VideoPlace(self)
        self.commands = WindowCommands(self)
        self.leaving = Leaving(self)
        self.telling = Telling(self)
        self._build()
        self._connect_parts()
        self._connect_actions()
        self.drops = Drops(self)
        self.setAcceptDrops(True)
        self.arrangement.restore(settings)
        self.video.begin()
        self.retranslate()

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.arrangement = WindowLayout(self, self.library, self.video.stage, self.inspector, self.timeline)
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
        column.addWidget(self.arrangement.rows, 1)
        column.addWidget(self.fit_bar)
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
        self.editor.speak_requested.connect(lambda line_id: self.commands.speak([line_id]))
        self.editor.hear_requested.connect(self.commands.hear)
        self.editor.word_requested.connect(self.actions_by_id[A.ADD_WORD].trigger)
        self.editor.dictionary_requested.connect(self.actions_by_id[A.DICTIONARY].trigger)
        self.speech.capabilities_changed.connect(lambda _model: self.editor.facts_changed())
        self.hearing.changed.connect(lambda: self.editor.toolbar.show_hearing(self.hearing.busy))
        self.timeline.reveal_requested.connect(self.editor.focus_line)
        self.timeline.loop_changed.connect(self.show_loop)
        self.inspector.line.retry.connect(lambda line_id: self.commands.speak([line_id]))
        self.fits.wanted.connect(self.editor.focus_line)
        self.my_voices.models_wanted.connect(self.actions_by_id[A.MANAGE_MODELS].trigger)
        self.library.new_wanted.connect(self.my_voices.make)
        self.library.import_wanted.connect(self.my_voices.import_dialog)
        self.files.leaving.connect(self._leave_project)
        self.messages.details.connect(self.commands.open_log)
        self.fetching.clicked.connect(self.actions_by_id[A.MANAGE_MODELS].trigger)
        self.actions_by_id.keys_changed.connect(self._retell)
        self.menus.untitled = self.files.untitled
        self.menus.recent_cleared.connect(self.files.forget_all)
        self.menus.recent_chosen.connect(lambda path: self.open(Path(path)))
        self.stale.changed.connect(self._count_stale)
        document.current_line_changed.connect(lambda _line: self.states.refresh())
        document.takes_changed.connect(lambda _line: self.states.refresh_line())
        self.inspector.line.takes.listening.changed.connect(self.states.refresh_line)
        self.queue.job_changed.connect(self._job_changed)
        self.queue.order_changed.connect(self.states.refresh)
        self.queue.paused_changed.connect(self.actions_by_id[A.PAUSE_QUEUE].setChecked)
        self.outlook.changed.connect(self._show_title)
        document.title_changed.connect(self._show_title)
        for history_signal in (document.undo.canUndoChanged, document.undo.canRedoChanged):
            history_signal.connect(lambda _can: self.states.refresh())
        self.queue.engine_state_changed.connect(self._engine_changed)
        self.translation.changed.connect(self.states.check_choices)
        self.translation.changed.connect(document.retranslate)

    def _connect_actions(self) -> None:
        self.actions_by_id.connect_all(self.commands.handlers())
        self.states.check_choices()
        self.states.check_panels()
        self.states.refresh()
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
        self.states.refresh()

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

    def show_loop(self, loop_in: object, loop_out: object) -> None:
        self.actions_by_id[A.LOOP].setChecked(loop_in is not None and loop_out is not None)

    def _count_stale(self) -> None:
        self.top_bar.set_stale(self.stale.count)
        self.states.refresh()

    def _job_changed(self, job: Job) -> None:
        # Once for each state, not for each step of the progress.
        if self._job_states.get(job.id) is not job.state:
            self._job_states[job.id] = job.state
            self._count_stale()

    # -- doing -----------------------------------------------------------------------------------------------

    def _engine_changed(self, state: str, _detail: str) -> None:
        self.states.refresh_engine()
        if state == "ready":
            self.speech.ask_capabilities(self.speaking_model.id)

    # -- files -----------------------------------------------------------------------------------------------

    def open(self, path: Path) -> None:
        """Show another project, if the present one may be left."""
        if self.leaving.may_leave():
            self.files.open(path)

    def _leave_project(self) -> None:
        self.editor.apply_source()
        self.player.stop()
        self.queue.cancel_all()

    def export(self) -> None:
        """Show the export dialog."""
        from cosydesk.ui.export.cue_speaker import CueSpeaker
        from cosydesk.ui.export.export_dialog import ExportDialog

        cues = CueSpeaker(self.document, self.speech, self.queue)
        ExportDialog(self.document, cues, self.settings, self.theme, self).open()

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
        self.states.check_panels()
        self.editor.setFocus()

    def event(self, event: QEvent) -> bool:
        result = super().event(event)
        if self._first_frame_due and event.type() == QEvent.Type.UpdateRequest:
            self._first_frame_due = False
            self.shown.emit()
        return result

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.leaving.may_leave():
            event.ignore()
            return
        self.leaving.pause_downloads()
        self.arrangement.keep(self.settings)
        self.save_settings()
        self.video.shut_down()
        self.rescuing.shut_down()
        self.files.close()
        # The commands must go before Python's end takes them from under the stack.
        self.document.undo.clear()
        event.accept()

    def save_settings(self) -> None:
        try:
            self.settings.save()
        except OSError:
            log.exception("the settings could not be written")
