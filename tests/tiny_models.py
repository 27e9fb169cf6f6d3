"""A real but tiny model for tests of processes and queues: each word becomes 100 ms of a constant.

Some words do what a test needs: ``wait`` blocks until cancelled, ``hang`` blocks and ignores its cancel, ``busy``
computes and lets no other thread run, ``refuse`` and ``fault`` raise, ``die`` and ``crash`` end the process, ``print``
writes to both outputs.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator

import numpy as np

from cosydesk.engine import (
    AudioChunk,
    CancelledError,
    Capabilities,
    EncodedPrompt,
    Mode,
    ModelError,
    Notice,
    Progress,
    Prompt,
    Request,
    RequestError,
    VoiceInfo,
)

SAMPLE_RATE = 24_000
CHUNK = 2_400


class TinyModel:
    def __init__(self, model_id: str) -> None:
        self.id = model_id
        self.name = f"Tiny {model_id}"
        self.revision = f"of {model_id}"
        self.capabilities = Capabilities(
            modes=frozenset({Mode.SFT}), languages=("en",), tags=frozenset(), sample_rate=SAMPLE_RATE
        )

    def voices(self) -> list[VoiceInfo]:
        return [VoiceInfo("one", "One", "en")]

    def speak(self, request: Request) -> Iterator[AudioChunk]:
        assert isinstance(request.text, str)
        assert request.cancel is not None
        assert request.on_progress is not None
        words = request.text.split()
        for index, word in enumerate(words):
            if request.cancel.is_set():
                raise CancelledError
            request.on_progress(Progress("speaking", index / len(words), index, len(words)))
            self._obey(word, request.cancel)
            level = np.float32((index + 1) / 10)
            notices = (Notice("loud", "Loud word."),) if word.isupper() else ()
            yield AudioChunk(np.full(CHUNK, level, np.float32), SAMPLE_RATE, index, 2, notices)

    def encode(self, prompt: Prompt) -> EncodedPrompt:
        """The transcript does what a word of a text does."""
        self._obey(prompt.transcript, threading.Event())
        return EncodedPrompt(self.id, "", prompt.transcript.encode())

    def _obey(self, word: str, cancel: threading.Event) -> None:
        match word:
            case "wait":
                cancel.wait()
                raise CancelledError
            case "hang":
                threading.Event().wait()
            case "busy":
                sum(range(150_000_000))  # keeps the interpreter to itself for seconds
            case "refuse":
                raise RequestError("This can't be said.", "Say something else.", code="refused")
            case "fault":
                raise ValueError("a bug")
            case "die":
                os._exit(7)
            case "crash":
                os.kill(os.getpid(), signal.SIGSEGV)
            case "print":
                print("to stdout")
                print("to stderr", file=sys.stderr)
                os.write(1, b"straight to descriptor 1\n")

    def warm_up(self, language: str = "") -> None:
        print(f"warm {self.id} {language}".rstrip())

    def close(self) -> None:
        print(f"closed {self.id}")


def open_tiny(model_id: str, device: str = "auto", precision: str = "auto") -> TinyModel:
    print(f"open {model_id} {device} {precision}")
    if model_id == "missing":
        raise ModelError("There is no such model.", "Choose another.", code="model_missing")
    if model_id == "broken":
        raise RuntimeError("damaged inside")
    return TinyModel(model_id)
