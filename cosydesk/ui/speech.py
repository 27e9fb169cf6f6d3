"""From a line to a job and from the finished job to a take."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from cosydesk import markup
from cosydesk.engine.errors import EngineError
from cosydesk.engine.messages import Described
from cosydesk.engine.types import Capabilities, Notice, Prompt, Request, Samples
from cosydesk.jobs.asking import engine_request
from cosydesk.jobs.job import Job, JobState
from cosydesk.jobs.queue import JobQueue
from cosydesk.studio.errors import StudioError
from cosydesk.studio.library import STARTER
from cosydesk.studio.line import Line
from cosydesk.studio.my_voice import is_mine
from cosydesk.studio.project import Project
from cosydesk.studio.take import TakeRequest, model_of
from cosydesk.ui import failures
from cosydesk.ui.cloning import Cloning
from cosydesk.ui.document import Document
from cosydesk.ui.words import Words, renewed

_LABEL_CHARS = 60


@dataclass(frozen=True)
class _Ticket:
    """What a job brings back: the project it belongs to and exactly what was asked for."""

    project: Project
    request: TakeRequest


class Speech(QObject):
    """Speaks lines through the queue and takes in what comes back.

    Attributes:
        rtf: compute seconds per audio second of the last finished job; 0.0 before the first. rtf_model: its model.

    Signals:
        refused: (message, remedy): a line can't be spoken as it stands.
        failed: (line id, message, remedy): a line's job failed.
        finished: id of a line that has a new take.
        stopped: id of a line whose job was cancelled or failed.
        measured: `rtf` changed.
        capabilities_changed: id of a model that has been described.
    """

    refused = Signal(object, object)
    failed = Signal(str, object, object)
    finished = Signal(str)
    stopped = Signal(str)
    measured = Signal()
    capabilities_changed = Signal(str)

    def __init__(
        self,
        document: Document,
        queue: JobQueue,
        cloning: Cloning,
        address: Callable[[str], str] = str,
        parent: QObject | None = None,
    ) -> None:
        """Args:
        cloning: speaks with voices of one's own.
        address: what the engine calls a model, from its id.
        """
        super().__init__(parent)
        self.cloning = cloning
        self._document = document
        self._queue = queue
        self._address = address
        self._lines: dict[str, str] = {}
        self._described: dict[str, Capabilities] = {}
        self._asked: set[str] = set()
        self.rtf = 0.0
        self.rtf_model = ""
        queue.job_changed.connect(self._follow)
        queue.chunk_ready.connect(self._pass_on)
        queue.job_finished.connect(self._take_in)
        queue.job_failed.connect(self._report)
        queue.job_cancelled.connect(self._forget)

    def speak(
        self,
        line_ids: Iterable[str],
        *,
        anew: bool = False,
        live: bool = False,
        tries: tuple[int, int] | None = None,
    ) -> None:
        """Queue lines.

        Args:
            anew: another rendering although nothing changed.
            live: somebody is waiting to hear them: have the sound in pieces, from the first moment there is any.
            tries: see `Job`.
        """
        if not self._document.may_change():
            return
        for line_id in line_ids:
            line = self._document.line(line_id)
            if line is None:
                continue
            if refusal := self.refusal(line):
                self.refused.emit(*refusal)
            else:
                self._submit(line, anew, live, tries)

    def refusal(self, line: Line) -> tuple[Words, Words] | None:
        """(message, remedy) when a line can't be spoken as it stands; one that is not in the script has no number."""
        number = self._document.line_number(line.id)
        if not line.voice_id:
            return (
                Words(
                    lambda: (
                        self.tr("Line {n} has no voice yet.").format(n=number)
                        if number
                        else self.tr("There is no voice yet.")
                    )
                ),
                Words(lambda: self.tr("Choose one from the voices on the left.")),
            )
        if (
            not is_mine(line.voice_id)
            and model_of(line.voice_id) != STARTER
            and self._document.voices.get(line.voice_id) is None
        ):
            model = model_of(line.voice_id)
            return (
                Words(
                    lambda: (
                        self.tr("The voice of line {n} belongs to {model}, which is not open.")
                        if number
                        else self.tr("The voice belongs to {model}, which is not open.")
                    ).format(n=number, model=model)
                ),
                Words(lambda: self.tr("Open its model folder in the Model menu, or choose another voice.")),
            )
        if not line.speakable:
            return (
                Words(
                    lambda: (
                        self.tr("Line {n} has nothing to speak.").format(n=number)
                        if number
                        else self.tr("There is nothing to speak.")
                    )
                ),
                Words(lambda: self.tr("Type some words first.")),
            )
        return None

    def prepared(self, request: TakeRequest) -> tuple[TakeRequest, Prompt | None]:
        """The request with the model that will speak it, and the prompt that goes along with a voice of one's own.

        Raises:
            StudioError: see `Cloning.prepared`.
        """
        return self.cloning.prepared(request) if is_mine(request.voice_id) else (request, None)

    def addressed(
        self, request: TakeRequest, prompt: Prompt | None = None, live: bool = True
    ) -> tuple[str, Request]:
        """What the engine calls the model, and what it is asked; `live` for what is listened to as it comes."""
        voice = self._document.voices.get(request.voice_id)
        engine_voice = voice.engine_voice if voice is not None else request.voice_id.rpartition(":")[2]
        address = self._address(request.model_id)
        return address, engine_request(request, address, engine_voice, prompt, live)

    @staticmethod
    def label_of(text: str) -> str:
        """What a job that speaks a text is called."""
        words = markup.plain_text(markup.parse(text)).strip()
        return words if len(words) <= _LABEL_CHARS else words[: _LABEL_CHARS - 1] + "…"

    def speak_stale(self) -> None:
        """Queue every line that is new or stale, in script order."""
        self.speak([line.id for line in self._document.project.stale_lines()])

    def cancel_current(self) -> bool:
        """Cancel the running job, else the one that would run next; False when there is none."""
        for job in self._queue.jobs():
            if not job.state.ended:
                self._queue.cancel(job.id)
                return True
        return False

    def cancel_line(self, line_id: str) -> None:
        job = self._document.line_job(line_id)
        if job is not None and not job.state.ended:
            self._queue.cancel(job.id)

    def capabilities(self, model_id: str) -> Capabilities | None:
        """What the model can do. None while that isn't known; asking the engine then, it must be running."""
        return self._described.get(model_id)

    def capabilities_of_voice(self, voice_id: str) -> Capabilities | None:
        """What the model can do that speaks with a voice now."""
        return self.capabilities(self.cloning.model_of_voice(voice_id))

    def tags_of_voice(self, voice_id: str) -> frozenset[str] | None:
        """What a voice renders as sound, written as in `Capabilities.tags`; None while that isn't known."""
        known = self.capabilities_of_voice(voice_id)
        return known.tags if known is not None else None

    def ask_capabilities(self, model_id: str) -> None:
        """Have the model described; starts the engine if it isn't running."""
        if not model_id or model_id in self._asked:
            return
        self._asked.add(model_id)
        self._queue.questions.describe(
            self._address(model_id), lambda answer: self._note_description(model_id, answer)
        )

    def renew_capabilities(self, model_id: str) -> None:
        """Have it described anew: it may be another model than before."""
        self._asked.discard(model_id)
        self.ask_capabilities(model_id)

    def _note_description(self, model_id: str, answer: Described | EngineError) -> None:
        if isinstance(answer, Described):
            self._described[model_id] = answer.capabilities
            self.capabilities_changed.emit(model_id)
        else:
            self._asked.discard(model_id)

    def _submit(self, line: Line, anew: bool, live: bool, tries: tuple[int, int] | None) -> None:
        project = self._document.project
        self.cloning.keep([line.voice_id])
        request = project.new_take_request(line) if anew else project.take_request(line)
        try:
            request, prompt = self.prepared(request)
        except StudioError as error:
            message, remedy = failures.words(error)
            number = self._document.line_number(line.id)
            words = Words(lambda: self.tr("Line {n}: {message}").format(n=number, message=renewed(message)))
            self.refused.emit(words, remedy)
            return
        under_way = self._document.line_job(line.id)
        if under_way is not None and not under_way.state.ended:
            if isinstance(under_way.take_request, _Ticket) and under_way.take_request.request == request:
                return
            self._queue.cancel(under_way.id)
        self._queue.submit(
            *self.addressed(request, prompt, live),
            line_id=line.id,
            label=self.label_of(line.text),
            tag=_Ticket(project, request),
            tries=tries,
        )

    def _follow(self, job: Job) -> None:
        ticket = job.take_request
        if job.line_id is None or not isinstance(ticket, _Ticket):
            return
        self._lines[job.id] = job.line_id
        if ticket.project is self._document.project:
            current = self._document.line_job(job.line_id)
            if current is not None and current.id != job.id and job.state.ended:
                return  # an older job of the line, replaced by the one under way
            self._document.note_job(job, done=job.state in (JobState.FINISHED, JobState.CANCELLED))

    def _pass_on(self, job_id: str, samples: Samples, sample_rate: int) -> None:
        if line_id := self._lines.get(job_id):
            self._document.chunk_arrived.emit(line_id, samples, sample_rate)

    def _take_in(self, job: Job, samples: Samples, sample_rate: int, notices: list[Notice]) -> None:
        self.rtf, self.rtf_model = job.rtf, job.model
        self.measured.emit()
        ticket = job.take_request
        if job.line_id is None or not isinstance(ticket, _Ticket):
            return
        if ticket.project is self._document.project:
            texts = [notice.message for notice in notices]
            self._document.voices.note_used(ticket.request.voice_id)
            ticket.project.add_take(job.line_id, ticket.request, samples, sample_rate, texts, job.revision)
            self.finished.emit(job.line_id)

    def _forget(self, job: Job) -> None:
        if job.line_id is not None:
            self.stopped.emit(job.line_id)

    def _report(self, job: Job) -> None:
        self._forget(job)
        if job.line_id is not None and job.error is not None:
            self.failed.emit(job.line_id, *failures.words(job.error))
