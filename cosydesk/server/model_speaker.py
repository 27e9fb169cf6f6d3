"""A model in the service's own process, behind the same lobby as the engine processes.

It serves a model that a program has opened by itself, and tests; what crashes the model crashes the service.
"""

from __future__ import annotations

import logging
import threading

from cosydesk.engine import CancelledError, EngineError, Model, Prompt, Request
from cosydesk.server.limits import Limits
from cosydesk.server.lobby import Job, Lobby
from cosydesk.server.reports import keep_report
from cosydesk.server.speaker import Description, SpeechStream
from cosydesk.server.stats import EngineState, Stats

logger = logging.getLogger(__name__)


class ModelSpeaker:
    """Speaks one request after the other in a thread of its own."""

    def __init__(self, model: Model, limits: Limits) -> None:
        self._model = model
        self._description = Description(
            model.id, model.name, model.capabilities, tuple(model.voices()), model.revision
        )
        self._lobby = Lobby(limits)
        self._job: Job | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._work, name="speaker", daemon=True)
        self._thread.start()

    def describe(self) -> Description:
        return self._description

    def load(self) -> int:
        return self._lobby.load()

    def stats(self) -> Stats:
        return self._lobby.stats((EngineState("here", None, not self._closing, 0),))

    def submit(self, request: Request, client: str = "") -> SpeechStream:
        return self._lobby.submit(request, client)

    def encode(self, prompt: Prompt, client: str = "") -> SpeechStream:
        return self._lobby.encode(prompt, client)

    def close(self) -> None:
        if self._closing:
            return
        self._closing = True
        self._lobby.close()
        if (job := self._job) is not None:
            job.stream.cancelled.set()
        self._thread.join()
        self._model.close()

    def _work(self) -> None:
        while (job := self._lobby.take(wait=True)) is not None:
            self._job = job
            if self._closing:  # it may have been taken just before
                job.stream.cancelled.set()
            error = self._speak(job)
            self._job = None
            self._lobby.end(job, error)

    def _speak(self, job: Job) -> EngineError | None:
        stream = job.stream
        try:
            if stream.encodes:
                assert stream.request.prompt is not None
                self._lobby.deliver(job, self._model.encode(stream.request.prompt))
                return None
            for chunk in self._model.speak(stream.request):
                if stream.cancelled.is_set():
                    return CancelledError()
                self._lobby.deliver(job, chunk)
        except EngineError as error:
            return error
        except Exception as error:
            logger.exception("Speaking failed unexpectedly")
            keep_report("engine", error)
            return EngineError("Speaking failed unexpectedly.", code="internal")
        # A model may take a cancel for its end; what was cut short must not look whole.
        return CancelledError() if stream.cancelled.is_set() else None
