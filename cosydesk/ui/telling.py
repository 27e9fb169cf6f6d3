"""What the parts of the window have to tell, put where people see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cosydesk.ui.words import Words, renewed

if TYPE_CHECKING:
    from cosydesk.ui.main_window import MainWindow


class Telling(QObject):
    """The message bar says what went wrong or must be known, a toast what was done and needs no answer."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        messages, toast, speech, files = window.messages, window.toast, window.speech, window.files
        for source in (
            window.library.failed,
            speech.refused,
            files.failed,
            window.document.refused,
            window.hearing.failed,
            window.models.failed,
        ):
            source.connect(messages.show_error)
        for source in (window.my_voices.said, window.fits.said, files.said, window.speaking_model.said):
            source.connect(toast.say)
        files.noted.connect(messages.show_note)
        speech.failed.connect(self._line_failed)
        window.models.opening.connect(self._model_opening)
        window.downloads.failed.connect(lambda model_id, _error: self._model_in_need(model_id))
        window.stock.refused.connect(self._model_in_need)
        window.checks.ended.connect(self._takes_checked)

    def _line_failed(self, line_id: str, message: str, remedy: str) -> None:
        window = self._window
        number = window.document.line_number(line_id)
        told = Words(lambda: self.tr("Line {n}: {message}").format(n=number, message=renewed(message)))
        job = window.document.line_job(line_id)
        if job is not None and job.error is not None and job.error.code == "out_of_memory":
            smaller = Words(lambda: self.tr("Use less memory…"))
            window.messages.show_error(
                told if number else message, remedy, smaller, window.dialogs.show_engine_preferences
            )
            return
        window.messages.show_error(told if number else message, remedy)

    def _model_opening(self, name: str) -> None:
        self._window.toast.say(self.tr("Opening {name} …").format(name=name))

    def _model_in_need(self, model_id: str) -> None:
        """Something went wrong with a model; its card in the manager says what."""
        name = self._window.stock.catalogue.model(model_id).name
        self._window.toast.say(self.tr("{model}: see “Manage models…”").format(model=name))

    def _takes_checked(self, count: int, failed: int) -> None:
        """How the takes are that somebody wanted checked."""
        if count > 1 and failed:
            words = self.tr("{count} takes checked, {failed} failed")
            self._window.toast.say(words.format(count=count, failed=failed))
        elif count > 1:
            self._window.toast.say(self.tr("{count} takes checked, all passed").format(count=count))
