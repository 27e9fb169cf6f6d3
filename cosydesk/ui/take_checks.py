"""Takes are read back and judged, whenever the engine has nothing to speak; where one fails, it may be spoken again."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from cosydesk.engine.errors import EngineError
from cosydesk.engine.questions import FindSpeech
from cosydesk.engine.recognition_types import Speech as Found
from cosydesk.engine.recognition_types import Transcript
from cosydesk.jobs.listening import Listener, hearing
from cosydesk.jobs.queue import JobQueue
from cosydesk.settings import Settings
from cosydesk.studio.checking.judge import check_take
from cosydesk.studio.checking.reading import Hearing, take_language
from cosydesk.studio.checking.redo import Redo, may_redo
from cosydesk.studio.errors import StudioError
from cosydesk.studio.library import STARTER
from cosydesk.studio.pace import Pace
from cosydesk.studio.take import Take
from cosydesk.studio.take_check import TakeCheck
from cosydesk.ui.document import Document
from cosydesk.ui.speech import Speech
from cosydesk.weights.places import sensevoice_folder

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Task:
    """A take to check; `by_hand`: somebody asked for it, and wants nothing spoken for it."""

    take_id: str
    by_hand: bool


class TakeChecks(QObject):
    """Checks new takes as the project wants it, and others when they are asked for.

    A question to the engine waits until nothing is to be spoken, and is given up when something is: checking never
    keeps anybody from hearing a line. What can't be read back is judged by its signal alone.

    Signals:
        changed: `done`, `total` or `busy` is another.
        ended: (checked, failed) when all that was asked for by hand is through.
    """

    changed = Signal()
    ended = Signal(int, int)

    def __init__(
        self,
        document: Document,
        speech: Speech,
        queue: JobQueue,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._speech = speech
        self._queue = queue
        self._settings = settings
        self._pace = Pace(document.project)
        self._waiting: list[_Task] = []
        self._running: _Task | None = None
        self._key = ""
        self._redos: dict[str, Redo] = {}
        self._done = 0
        self._by_hand: list[bool] = []
        document.project_changed.connect(self._start_over)
        speech.finished.connect(self._take_arrived)
        speech.stopped.connect(self._end_redo)
        queue.job_changed.connect(lambda _job: self._make_way())
        queue.paused_changed.connect(lambda _paused: self._make_way())
        queue.freed.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Whether any take is checked or waits for it."""
        return bool(self._waiting) or self._running is not None

    @property
    def done(self) -> int:
        """How many were checked since there was something to check."""
        return self._done

    @property
    def total(self) -> int:
        """How many there are, done ones included."""
        return self._done + len(self._waiting) + (self._running is not None)

    def check(self, take_ids: Iterable[str]) -> None:
        """Check these takes, also those that were checked before; nothing is spoken again for them."""
        if self._document.may_change():
            self._add(_Task(take_id, by_hand=True) for take_id in take_ids)

    def check_lines(self) -> None:
        """Check the take in use of every line."""
        lines = self._document.project.lines
        self.check([line.take_id for line in lines if line.take_id is not None])

    def cancel(self) -> None:
        """Check no further; what was found stays, and of lines that were being spoken again the best take."""
        self._drop()
        for line_id in list(self._redos):
            self._end_redo(line_id)
        self.changed.emit()

    # -- what there is to check ------------------------------------------------------------------------------

    def _take_arrived(self, line_id: str) -> None:
        project = self._document.project
        if project.settings.check_takes != "off" or line_id in self._redos:
            self._add([_Task(project.takes_of(line_id)[-1].id, by_hand=False)])

    def _add(self, tasks: Iterable[_Task]) -> None:
        known = {task.take_id for task in self._waiting}
        self._waiting += [task for task in tasks if task.take_id not in known]
        self._go_on()
        self.changed.emit()

    def _start_over(self) -> None:
        """Another project."""
        self._drop()
        self._redos.clear()
        self._pace = Pace(self._document.project)
        self.changed.emit()

    def _drop(self) -> None:
        self._forget()
        self._running = None
        self._waiting.clear()
        self._done = 0
        self._by_hand.clear()

    # -- asking ----------------------------------------------------------------------------------------------

    def _make_way(self) -> None:
        """Somebody wants to hear a line: what is being checked waits."""
        if self._running is not None and not self._queue.free:
            self._forget()
            self._waiting.insert(0, self._running)
            self._running = None
        self._go_on()

    def _forget(self) -> None:
        if self._key:
            self._queue.questions.forget(self._key)
            self._key = ""

    def _go_on(self) -> None:
        while self._running is None and self._waiting and self._queue.free:
            self._running = task = self._waiting.pop(0)
            if not self._listen(task):
                self._running = None
                self._done += 1
        self._settle()

    def _listen(self, task: _Task) -> bool:
        """Ask the engine what is heard; False where there is nothing to listen to."""
        project = self._document.project
        take = project.takes.get(task.take_id)
        if take is None:
            return False
        try:
            samples = project.audio(take.id)
        except StudioError as error:
            log.info("a take is not checked: %s", error.message)
            return False
        listener = Listener(str(self._settings.recogniser), sensevoice_folder(self._settings))
        question = listener.question(samples, project.sample_rate, self._language(take), take.request)
        if question is None:
            self._ask_for_speech(take)
            return True
        self._key = self._queue.questions.ask(question, lambda answer: self._heard(take, answer))
        return True

    def _ask_for_speech(self, take: Take) -> None:
        project = self._document.project
        question = FindSpeech(project.audio(take.id), project.sample_rate)
        self._key = self._queue.questions.ask(question, lambda answer: self._found(take, answer))

    def _heard(self, take: Take, answer: Transcript | EngineError) -> None:
        self._key = ""
        if isinstance(answer, EngineError) and take.id in self._document.project.takes:
            log.info("a take is not read back: %s", answer.message)
            self._ask_for_speech(take)
        elif isinstance(answer, EngineError):
            self._judge(take, Hearing())
        else:
            self._judge(take, hearing(answer))

    def _found(self, take: Take, answer: Found | EngineError) -> None:
        self._key = ""
        self._judge(take, Hearing() if isinstance(answer, EngineError) else hearing(answer))

    def _language(self, take: Take) -> str:
        voice = self._document.voices.get(take.request.voice_id)
        return take_language(take.request, voice.language if voice is not None else "")

    # -- judging ---------------------------------------------------------------------------------------------

    def _judge(self, take: Take, hearing: Hearing) -> None:
        project = self._document.project
        task, self._running = self._running, None  # before anything is spoken for it, which makes way
        self._done += 1
        if task is not None and take.id in project.takes:
            check = check_take(
                take.request,
                project.audio(take.id),
                project.sample_rate,
                hearing,
                language=self._language(take),
                expected_s=self._pace.take_seconds(take),
                limit=project.settings.check_limit,
            )
            project.add_check(take.id, check)
            if task.by_hand:
                self._by_hand.append(check.failed)
            else:
                self._follow_up(take, check)
        self._go_on()
        self.changed.emit()

    def _settle(self) -> None:
        """Nothing is left: the next one is the first again."""
        if self.busy:
            return
        self._done = 0
        if told := self._by_hand:
            self._by_hand = []
            self.ended.emit(len(told), sum(told))

    def _follow_up(self, take: Take, check: TakeCheck) -> None:
        """Speak the line again, or keep the best of its takes."""
        line = self._document.line(take.line_id)
        settings = self._document.project.settings
        redo = self._redos.get(take.line_id)
        if line is None:
            self._redos.pop(take.line_id, None)
            return
        if redo is None:
            wanted = may_redo(settings.check_takes, seed_locked=line.seed_locked, seeded=self._seeded(take))
            if not (wanted and check.failed):
                return
            redo = self._redos[line.id] = Redo(settings.check_tries)
        redo.note(take.id, check)
        if (under_way := self._document.line_job(line.id)) is not None and not under_way.state.ended:
            return  # somebody asked for another take already; it counts as an attempt
        asked = replace(self._document.project.take_request(line), seed=take.request.seed)
        if redo.again and take.request.sounds_like(asked) and settings.check_takes == "redo":
            self._speech.speak([line.id], anew=True, tries=(len(redo.attempts) + 1, redo.total))
            job = self._document.line_job(line.id)
            if job is not None and not job.state.ended:
                return
        self._end_redo(line.id)

    def _end_redo(self, line_id: str) -> None:
        """No further attempts: the best so far is kept, unless somebody chose another take meanwhile."""
        redo = self._redos.pop(line_id, None)
        line = self._document.line(line_id)
        if redo is not None and line is not None and line.take_id in {one for one, _ in redo.attempts}:
            self._document.project.keep_best(line_id, redo.best)

    def _seeded(self, take: Take) -> bool:
        known = self._speech.capabilities(take.request.model_id)
        # Until the engine has described a model: all but the starter voices draw.
        return known.seeded if known is not None else take.request.model_id != STARTER
