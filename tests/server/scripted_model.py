"""A model that does what a test tells it, for what the real one never does on order: stall, fail, crash."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from cosydesk.engine import (
    AudioChunk,
    Capabilities,
    EncodedPrompt,
    Mode,
    Prompt,
    PromptError,
    Request,
    VoiceInfo,
)

RATE = 24_000
Script = Callable[["ScriptedModel", Request], Iterator[AudioChunk]]


def tone(seconds: float = 0.1) -> AudioChunk:
    time = np.arange(int(seconds * RATE), dtype=np.float32) / RATE
    return AudioChunk((0.5 * np.sin(2 * np.pi * 440 * time)).astype(np.float32), RATE)


def one_tone(_: ScriptedModel, __: Request) -> Iterator[AudioChunk]:
    yield tone()


class ScriptedModel:
    """Attributes:
    speaking: set as soon as a request is being spoken.
    go_on: scripts wait for it.
    requests: what was asked, in the order spoken; `encoded`: the prompts that were.
    cancelled: how many requests ended because they were cancelled; `cancelled_one` is set with the first.
    closed: whether the service closed it.
    """

    id = "scripted"
    name = "Scripted"
    revision = "1"
    capabilities = Capabilities(
        modes=frozenset({Mode.SFT}),
        languages=("en", "zh"),
        tags=frozenset(),
        sample_rate=RATE,
        max_chars=10_000,
    )

    def __init__(self, script: Script = one_tone) -> None:
        self._script = script
        self.speaking = threading.Event()
        self.go_on = threading.Event()
        self.requests: list[Request] = []
        self.encoded: list[Prompt] = []
        self.cancelled = 0
        self.cancelled_one = threading.Event()
        self.closed = False

    def voices(self) -> list[VoiceInfo]:
        return [
            VoiceInfo("ann", "Ann", "en-US", "female"),
            VoiceInfo("bob", "Bob", "en-GB", "male"),
            VoiceInfo("xiao", "Xiao", "zh", "female"),
        ]

    def speak(self, request: Request) -> Iterator[AudioChunk]:
        self.requests.append(request)
        self.speaking.set()
        yield from self._script(self, request)

    def encode(self, prompt: Prompt) -> EncodedPrompt:
        assert isinstance(prompt.audio, bytes)
        if not prompt.audio.startswith(b"RIFF"):
            raise PromptError("The recording is none.", code="prompt_unreadable")
        self.encoded.append(prompt)
        return EncodedPrompt(self.revision, hashlib.sha256(prompt.audio).hexdigest(), b"\0\n" + prompt.audio)

    def close(self) -> None:
        self.closed = True


def cloning(script: Script = one_tone) -> ScriptedModel:
    """One that clones, directs clones and has its built-in voices."""
    model = ScriptedModel(script)
    model.capabilities = replace(model.capabilities, modes=frozenset(Mode), directs_clones=True)
    return model


def until_cancelled(model: ScriptedModel, request: Request) -> Iterator[AudioChunk]:
    """Speak on and on, two hundred times as fast as life, until the request is cancelled."""
    assert request.cancel is not None
    with _counting(model, request):
        while not request.cancel.wait(0.005):
            yield tone(1.0)


def when_told(model: ScriptedModel, request: Request) -> Iterator[AudioChunk]:
    """Speak one tone as soon as the test says so."""
    assert request.cancel is not None
    with _counting(model, request):
        while not model.go_on.wait(0.005):
            if request.cancel.is_set():
                return
        yield tone()


@contextlib.contextmanager
def _counting(model: ScriptedModel, request: Request) -> Iterator[None]:
    """Count a cancelled request, also where the service closes the iterator before the script sees it."""
    assert request.cancel is not None
    try:
        yield
    finally:
        if request.cancel.is_set():
            model.cancelled += 1
            model.cancelled_one.set()
