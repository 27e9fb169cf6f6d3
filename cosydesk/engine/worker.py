"""The engine process: does what its parent commands, one job at a time."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import cast

import numpy as np

from cosydesk import logs
from cosydesk.engine.answering import Answerer
from cosydesk.engine.errors import CancelledError, EngineError, RequestError, typed
from cosydesk.engine.messages import (
    Alive,
    Answered,
    Ask,
    Cancelled,
    Chunk,
    Command,
    Describe,
    Described,
    Devices,
    Failed,
    Finished,
    ListDevices,
    Load,
    ModelFailed,
    Place,
    Progressed,
    PromptEncoded,
    Ready,
    Speak,
    Started,
    Stop,
    Unload,
)
from cosydesk.engine.open_models import Opener, OpenModels, give_memory_back
from cosydesk.engine.opening import STARTER_ID, open_model
from cosydesk.engine.out_of_memory import is_out_of_memory, out_of_memory
from cosydesk.engine.parent import Parent
from cosydesk.engine.runtime import attach
from cosydesk.engine.threads import limit_threads, thread_count
from cosydesk.engine.types import AudioChunk, Chorus, DeviceOffer, Model, Progress, Request, Said
from cosydesk.engine.warming import warm_up
from cosydesk.engine.watchdog import Heartbeat
from cosydesk.servers import is_url

log = logging.getLogger(__name__)

PROGRESS_STEP = 0.005
"""Smallest step of the fraction worth a message."""


def worker_main(conn: Connection, threads: int = 0, opener: Opener = open_model) -> None:
    """Entry of the child process (spawn). Returns after Stop; ends the process when the pipe closes.

    Args:
        conn: duplex pipe for `Command` in and `Answer` out.
        threads: processor threads for the models; 0 = all cores but one.
        opener: opens a model by its id.
    """
    _redirect_output(logs.set_up("engine"))
    logs.catch_the_rest()
    _step_back()
    limit_threads(threads)
    log.info("The engine starts with %d threads", thread_count())
    Worker(Parent(conn), opener).run()
    log.info("The engine ends")
    logging.shutdown()


@dataclass
class _Job:
    """A request that is being spoken."""

    id: str
    cancel: threading.Event
    started: float = field(default_factory=time.perf_counter)
    audio_s: float = 0.0
    ended: bool = False


class Worker:
    """The loop of the engine process."""

    def __init__(self, parent: Parent, opener: Opener) -> None:
        self._parent = parent
        self._models = OpenModels(opener, parent.send)
        self._answerer = Answerer(self._models.get, self._models.facts)
        self._starved = ""  # the model that memory was too short for, until something is done about it

    def run(self) -> None:
        """Work until Stop."""
        self._parent.listen()
        heart = Heartbeat(lambda: self._parent.send(Alive()))
        while not isinstance(command := self._parent.next(), Stop):
            with heart.working():
                done = self._do(command)
                self._make_room()
            for _ in range(done):
                self._parent.send(Ready())
        self._close_all()

    def _do(self, command: Command) -> int:
        """Do it; how many commands are done with then."""
        match command:
            case Speak() as speak:
                return self._speak(speak)
            case Load() as load:
                self._load(load)
            case Describe(model):
                self._describe(model)
            case Ask() as ask:
                self._answer(ask)
            case Place() as place:
                self._models.move(place)
            case ListDevices():
                self._list_devices()
            case Unload():
                self._close_all()
        return 1

    def _speak(self, first: Speak) -> int:
        """Speak it, and with it what waits right behind and can be spoken at the same time; how many that were."""
        speaks = [first]
        try:
            cancel = self._parent.cancel_of(first.job_id)
            if not cancel.is_set():
                model = self._models.get(first.model)
            if cancel.is_set():
                raise CancelledError
            speaks += self._parent.company(first, model.capabilities.together - 1)
            self._speak_all(speaks, model)
        except BaseException as error:
            self._fail(first.job_id, error, first.model)
        finally:
            self._models.note_used(first.model)
            for speak in speaks:
                self._parent.forget_cancel(speak.job_id)
        return len(speaks)

    def _speak_all(self, speaks: list[Speak], model: Model) -> None:
        jobs = [_Job(speak.job_id, self._parent.cancel_of(speak.job_id)) for speak in speaks]
        requests = [self._bound(speak) for speak in speaks]
        for job in jobs:
            self._parent.send(Started(job.id, model.revision))
        try:
            for index, said in _said(model, requests):
                self._tell(jobs[index], said, speaks[0].model)
                if all(job.ended for job in jobs):
                    return
        except BaseException as error:
            for job in jobs:
                if not job.ended:
                    self._fail(job.id, error, speaks[0].model)

    def _bound(self, speak: Speak) -> Request:
        """The request with what reaches back to whoever asked."""
        return replace(
            speak.request,
            cancel=self._parent.cancel_of(speak.job_id),
            on_progress=self._reporter(speak.job_id),
            on_encoded=lambda encoded: self._parent.send(PromptEncoded(speak.job_id, encoded)),
        )

    def _tell(self, job: _Job, said: Said, model: str) -> None:
        if job.ended:
            return
        if isinstance(said, AudioChunk) and not job.cancel.is_set():
            samples = np.ascontiguousarray(said.samples, dtype=np.float32)
            job.audio_s += samples.size / said.sample_rate
            self._parent.send(
                Chunk(
                    job_id=job.id,
                    samples=samples,
                    sample_rate=said.sample_rate,
                    utterance=said.utterance,
                    speech_tokens=said.speech_tokens,
                    notices=said.notices,
                )
            )
            return
        job.ended = True
        if isinstance(said, AudioChunk):
            self._fail(job.id, CancelledError(), model)
        elif said is not None:
            self._fail(job.id, said, model)
        elif job.audio_s:
            self._parent.send(Finished(job.id, time.perf_counter() - job.started, job.audio_s))
        else:
            self._fail(
                job.id,
                RequestError(
                    "There is nothing in this line that can be spoken.",
                    "Write some words.",
                    code="nothing_spoken",
                ),
                model,
            )

    def _fail(self, job_id: str, error: BaseException, model: str) -> None:
        cancelled = isinstance(error, CancelledError)
        self._parent.send(Cancelled(job_id) if cancelled else Failed(job_id, self._typed(error, model)))

    def _reporter(self, job_id: str) -> Callable[[Progress], None]:
        last: Progress | None = None

        def report(progress: Progress) -> None:
            nonlocal last
            if (
                last is None
                or (last.stage, last.utterance, last.utterances)
                != (progress.stage, progress.utterance, progress.utterances)
                or progress.fraction - last.fraction >= PROGRESS_STEP
            ):
                last = progress
                self._parent.send(Progressed(job_id, progress))

        return report

    def _load(self, load: Load) -> None:
        try:
            model = self._models.get(load.model)
            languages = load.languages or model.capabilities.languages
            warm_up(model, languages, enough=lambda: self._parent.waiting)
        except BaseException as error:
            self._parent.send(ModelFailed(load.model, self._typed(error, load.model)))

    def _describe(self, model: str) -> None:
        try:
            opened = self._models.get(model)
            answer = Described(
                model, opened.name, opened.capabilities, tuple(opened.voices()), opened.revision
            )
        except BaseException as error:
            self._parent.send(ModelFailed(model, self._typed(error, model)))
        else:
            self._parent.send(answer)

    def _answer(self, ask: Ask) -> None:
        cancel = self._parent.cancel_of(ask.key)
        try:
            answer = self._answerer.answer(ask.question, cancel)
        except BaseException as error:
            answer = self._typed(error, getattr(ask.question, "model", STARTER_ID))
        finally:
            self._parent.forget_cancel(ask.key)
        self._parent.send(Answered(ask.key, answer))

    def _list_devices(self) -> None:
        try:
            attach()
        except EngineError:  # the starter voices are what is left, and they compute there
            self._parent.send(Devices((DeviceOffer("cpu", "", ("float32",)),), "cpu"))
            return
        from cosydesk.engine.device_offers import best_offer, device_offers

        offers = device_offers()
        self._parent.send(Devices(offers, best_offer(offers).device))

    def _typed(self, error: BaseException, model: str) -> EngineError:
        """The error as the other side may see it, for whatever was done with that model."""
        if is_url(model) or not is_out_of_memory(error):
            return typed(error)
        log.warning("Memory ran out with %s", model, exc_info=error)
        self._starved = model
        if isinstance(error, EngineError) and error.code == "out_of_memory":
            return error
        return out_of_memory(error, smaller=model != STARTER_ID)

    def _make_room(self) -> None:
        """After memory ran out: give back all that isn't needed to try again."""
        if self._starved:
            self._answerer.close()
            self._models.close_but(self._starved)
            give_memory_back()
            self._starved = ""

    def _close_all(self) -> None:
        self._answerer.close()
        self._models.close()
        give_memory_back()


def _said(model: Model, requests: list[Request]) -> Iterator[tuple[int, Said]]:
    """What comes of requests, as `Chorus.speak_together` gives it."""
    if len(requests) > 1:
        yield from cast(Chorus, model).speak_together(requests)
        return
    try:
        for chunk in model.speak(requests[0]):
            yield 0, chunk
    except EngineError as error:
        yield 0, error
    else:
        yield 0, None


def _redirect_output(path: Path) -> None:
    """Send what libraries print to the log: the terminal may be carrying somebody's WAV."""
    sink = path.open("a", buffering=1, encoding="utf-8", errors="replace")
    for descriptor in (1, 2):
        with contextlib.suppress(OSError):  # a windowed Windows program has none
            os.dup2(sink.fileno(), descriptor)
    sys.stdout = sys.stderr = sink
    faulthandler.enable(sink)


def _step_back() -> None:
    """Let everything else on the machine go first: processor, and memory when there is none left."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in the terminal is for the parent to handle
    if sys.platform == "win32":
        import ctypes

        below_normal = 0x4000
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal)
        return
    os.nice(10)
    # If memory runs out, the system shall take the engine and leave the window.
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")
