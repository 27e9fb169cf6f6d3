"""Lines fitted to their slots, by keys, menus and buttons."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from cosydesk.studio import fit
from cosydesk.ui.document import Document
from cosydesk.ui.fit_words import verdict
from cosydesk.ui.speech import Speech
from cosydesk.ui.words import Words


class FitCommands(QObject):
    """Each is one step of the history.

    Signals:
        said: what was done, as a word that may be missed.
        fitted: (what became of all lines, whether anything was changed, whether lines are too long for their slots).
        wanted: id of a line to be looked at.
    """

    said = Signal(str)
    fitted = Signal(object, bool, bool)
    wanted = Signal(str)

    def __init__(self, document: Document, speech: Speech, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._speech = speech

    def fit_line(self) -> None:
        """The current one."""
        line = self._document.current_line()
        if line is None or not self._document.may_change():
            return
        self._document.apply(fit.fit_line(self._document.project, line.id))
        state = fit.fit_state(self._document.project, self._document.project.line(line.id))
        if state is not None:
            self.said.emit(
                self.tr("Line {n}: {words}").format(
                    n=self._document.line_number(line.id), words=verdict(state)[1]
                )
            )

    def fit_all(self) -> None:
        """All that have a slot and a clip."""
        if not self._document.may_change():
            return
        project = self._document.project
        edit = fit.fit_all(project)
        self._document.apply(edit)
        states = fit.fit_states(project)
        over = sum(1 for state in states.values() if state.overflow_s > 0)

        def told() -> str:
            if over:
                words = self.tr("{n} of {all} lines are too long for their slots.")
                return words.format(n=over, all=len(states))
            return self.tr("{n} lines lie in their slots.").format(n=len(states))

        self.fitted.emit(Words(told), bool(edit.changes), over > 0)

    def next_overflow(self) -> None:
        """Go to the next line that is too long for its slot, from the current one on, round and round."""
        project = self._document.project
        over = [line_id for line_id, state in fit.fit_states(project).items() if state.overflow_s > 0]
        if not over:
            self.said.emit(self.tr("No line is too long for its slot."))
            return
        line = self._document.current_line()
        here = project.index_of(line.id) if line is not None else -1
        places = sorted(project.index_of(line_id) for line_id in over)
        self.wanted.emit(project.lines[next((at for at in places if at > here), places[0])].id)

    def speak_to_fit(self) -> None:
        """Have the current line spoken as much faster as it needs; its take is fitted when it arrives."""
        line = self._document.current_line()
        if line is None or not self._document.may_change():
            return
        speed = fit.respeak_speed(self._document.project, line)
        if speed is None:
            self.said.emit(self.tr("Speaking this line faster would not help it."))
            return
        self._document.apply(self._document.project.edit_line(line.id, speed=speed))
        self._speech.speak([line.id], anew=True)
