"""Which model speaks: that of the current line's voice, shown in the top bar and chosen in the menus."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from cosydesk.jobs.queue import JobQueue
from cosydesk.studio.library import STARTER
from cosydesk.studio.my_voice import is_mine
from cosydesk.ui.actions import Actions
from cosydesk.ui.document import Document
from cosydesk.ui.menus import Menus
from cosydesk.ui.model_menu import ModelMenu
from cosydesk.ui.model_shelf import ModelShelf
from cosydesk.ui.speech import Speech
from cosydesk.ui.top_bar import TopBar


class SpeakingModel(QObject):
    """Keeps the top bar and the model menus up to date.

    Signals:
        said: a short message about a model that is being opened.
    """

    said = Signal(str)

    def __init__(
        self,
        document: Document,
        models: ModelShelf,
        speech: Speech,
        queue: JobQueue,
        top_bar: TopBar,
        menus: Menus,
        actions: Actions,
    ) -> None:
        super().__init__(models)
        self._document = document
        self._models = models
        self._speech = speech
        self._queue = queue
        self._top_bar = top_bar
        self._menus = [ModelMenu(menu, models, actions) for menu in (menus.model_top, menus.model)]
        for menu in self._menus:
            menu.chosen.connect(self._choose)
        for signal in (document.current_line_changed, document.lines_changed, document.project_changed):
            signal.connect(lambda *_: self.show())
        models.changed.connect(self.show)
        models.opening.connect(lambda name: self.said.emit(self.tr("Opening {name} …").format(name=name)))
        models.opened.connect(self._opened)

    @property
    def id(self) -> str:
        """The model that speaks the current line; the starter voices where there is none, empty where its voice is
        one's own and no model is open that clones.
        """
        line = self._document.current_line()
        if line is None or not line.voice_id:
            return STARTER
        return self._speech.cloning.model_of_line(line)

    def load(self) -> None:
        """Have the engine load it now."""
        self._queue.warm_up(self._models.address(self.id or STARTER))

    def show(self) -> None:
        current, line = self.id, self._document.current_line()
        names = {STARTER: self.tr("Starter voices"), "": self.tr("No model that clones")}
        self._top_bar.set_model_name(names.get(current, current))
        for menu in self._menus:
            menu.current = current
            menu.cloning = line is not None and is_mine(line.voice_id)
        if self._queue.engine_pid is not None and current not in ("", STARTER):
            self._speech.ask_capabilities(current)

    def retranslate(self) -> None:
        """Give the names anew, also in menus that are not open."""
        for menu in self._menus:
            menu.fill()
        self.show()

    def _choose(self, model_id: str) -> None:
        """Load it; for a line with a voice of one's own it becomes the one that the project's own voices speak with."""
        line, project = self._document.current_line(), self._document.project
        if line is not None and is_mine(line.voice_id):
            self._document.apply(project.set_project(cloning_model=model_id))
        self._queue.warm_up(self._models.address(model_id))

    def _opened(self, model_id: str) -> None:
        self._speech.renew_capabilities(model_id)
        count = sum(voice.model_id == model_id for voice in self._document.voices.all())
        if count:
            words = self.tr("{model}: {n} voices are in the library.")
        else:
            words = self.tr("{model} is open. It has no built-in voices; it clones.")
        self.said.emit(words.format(model=model_id, n=count))
