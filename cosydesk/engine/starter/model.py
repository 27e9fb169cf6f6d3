"""The starter voices as a `Model`: request in, audio sentence by sentence out."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from cosydesk import markup
from cosydesk.engine.arriving import is_arriving, sentence_by_sentence
from cosydesk.engine.errors import CancelledError, EngineError, ModelError, RequestError
from cosydesk.engine.starter import chinese, english, japanese, script
from cosydesk.engine.starter.han import is_kana
from cosydesk.engine.starter.phonemes import CLAUSE_STOPS, STOPS, Spoken, cut, join
from cosydesk.engine.starter.render import SAMPLE_RATE, render, silence
from cosydesk.engine.starter.split import Plan, Sentence, Silence, pause_behind, plan
from cosydesk.engine.starter.voices import manifest
from cosydesk.engine.starter.weights import SHA256, Network, open_network
from cosydesk.engine.types import (
    AudioChunk,
    Capabilities,
    EncodedPrompt,
    Mode,
    Notice,
    Progress,
    Prompt,
    Quality,
    Request,
    VoiceInfo,
)

PIECE = 170
"""Symbols spoken at once: about ten seconds. The network takes 510, but sounds best and answers sooner below."""

FIRST_PIECE = 70
"""The same for the first piece of a streamed request, where a clause ends that early."""

_POLL_S = 0.05
_log = logging.getLogger(__name__)


class StarterModel:
    """Eight ready voices in English and Chinese (Japanese as an extra), for use before a CosyVoice model is there.

    Opening it loads nothing; weights and dictionaries load when first needed, or with `warm_up`.
    One request is spoken at a time.
    """

    id = "starter"
    name = "Starter voices"
    revision = SHA256[:12]

    def __init__(self, threads: int | None = None) -> None:
        """
        Args:
            threads: processor threads; None = one less than there are cores.
        """
        self._threads = threads if threads is not None else max(1, (os.cpu_count() or 2) - 1)
        self._network: Network | None = None
        self._closed = False

    @property
    def capabilities(self) -> Capabilities:
        languages = ("en", "zh", "ja") if japanese.is_installed() else ("en", "zh")
        return Capabilities(
            modes=frozenset({Mode.SFT}),
            languages=languages,
            tags=frozenset({"strong"}),
            sample_rate=SAMPLE_RATE,
            seeded=False,
        )

    def voices(self) -> list[VoiceInfo]:
        return list(manifest())

    def warm_up(self, language: str = "") -> None:
        """Load the weights, and what a language (``en``, ``zh``, ``ja``) needs, ahead of the first request."""
        self._opened()
        if language.startswith("en"):
            english.phonemes([("Ready.", False)])
        elif language.startswith("zh"):
            chinese.phonemes([("好", False)])
        elif language.startswith("ja") and japanese.is_installed():
            japanese.warm_up()

    def close(self) -> None:
        self._network = None
        self._closed = True

    def speak(self, request: Request) -> Iterator[AudioChunk]:
        """See `Model.speak`. One chunk per sentence, its pause included; exact breaks are chunks of their own.

        Raises:
            RequestError: codes ``mode_unknown``, ``voice_unknown``, ``speed_range``, ``nothing_to_say``,
                ``japanese_missing``.
            ModelError: the weights are missing or damaged, or the model is closed.
            CancelledError: `request.cancel` was set.
        """
        voice = self._checked(request)
        if is_arriving(request.text):
            return sentence_by_sentence(request, self.speak, lambda said: _pause_behind(said) / request.speed)
        lines = [request.text] if isinstance(request.text, str) else list(request.text)
        script_plan = plan([markup.parse(line) for line in lines])
        if not script_plan.steps:
            raise RequestError(
                "There is nothing to say in this line.", _nothing(script_plan), code="nothing_to_say"
            )
        return self._speak(request, voice, script_plan)

    def encode(self, prompt: Prompt) -> EncodedPrompt:
        """See `Model.encode`; the starter voices don't clone."""
        raise _no_clones()

    def _checked(self, request: Request) -> VoiceInfo:
        if self._closed:
            raise ModelError("The starter voices are closed.", "Open them again.", code="closed")
        if request.mode is not Mode.SFT:
            raise _no_clones()
        request.checked_quality()
        if not 0.5 <= request.speed <= 2.0:
            raise RequestError(
                f"A speed of {request.speed:g} is out of range.", "Choose 0.5 to 2.", code="speed_range"
            )
        voices = manifest()
        voice = voices[0] if not request.voice else next((v for v in voices if v.id == request.voice), None)
        if voice is None:
            raise RequestError(
                f"There is no starter voice called {request.voice}.",
                "Choose one of: " + ", ".join(v.id for v in voices) + ".",
                code="voice_unknown",
            )
        return voice

    def _opened(self) -> Network:
        if self._network is None:
            self._network = open_network(self._threads)
        return self._network

    def _speak(self, request: Request, voice: VoiceInfo, script_plan: Plan) -> Iterator[AudioChunk]:
        steps = script_plan.steps
        kana = any(is_kana(char) for step in steps if isinstance(step, Sentence) for char in step.text)
        weight = sum(_weight(step) for step in steps)
        utterances = max(step.utterance for step in steps) + 1
        done = 0.0
        notices = tuple(script_plan.notices)
        if request.checked_quality() is not Quality.FULL:
            notices += (
                Notice("draft_missing", "The starter voices have one quality only; this is spoken in it."),
            )
        first = True
        audible = False

        def report(stage: str, utterance: int, part: float = 0.0) -> None:
            _raise_if_cancelled(request)
            if request.on_progress:
                request.on_progress(Progress(stage, min(1.0, (done + part) / weight), utterance, utterances))

        if self._network is None:
            report("loading", 0)
        network = self._opened()
        with _stopping(network, request.cancel):
            for number, step in enumerate(steps):
                report("text", step.utterance)
                if isinstance(step, Silence):
                    audible = True
                    yield AudioChunk(silence(step.seconds), SAMPLE_RATE, step.utterance, notices=notices)
                    notices = ()
                else:
                    following = steps[number + 1] if number + 1 < len(steps) else None
                    text, strong = self._phonemes(step, voice, kana)
                    limit = FIRST_PIECE if first and request.stream else None
                    ranges = cut(text, PIECE, limit)
                    for index, (low, high) in enumerate(ranges):
                        report("speaking", step.utterance, _weight(step) * index / len(ranges))
                        spoken, flags = _closed_piece(
                            text[low:high], strong[low:high], index < len(ranges) - 1
                        )
                        samples = render(network, voice.id, spoken, flags, request.speed)
                        yield AudioChunk(samples, SAMPLE_RATE, step.utterance, notices=notices)
                        notices = ()
                        audible = True
                        first = False
                        if index < len(ranges) - 1:
                            yield AudioChunk(
                                silence(_inner_pause(text[:high]) / request.speed),
                                SAMPLE_RATE,
                                step.utterance,
                            )
                    if ranges and isinstance(following, Sentence):
                        yield AudioChunk(silence(step.pause_s / request.speed), SAMPLE_RATE, step.utterance)
                done += _weight(step)
            report("speaking", utterances - 1)
        if not audible:
            raise RequestError(
                "There is nothing to say in this line.", _nothing(script_plan), code="nothing_to_say"
            )

    def _phonemes(self, step: Sentence, voice: VoiceInfo, kana: bool) -> tuple[str, list[bool]]:
        language = script.language_of(step.text, voice.language, kana)
        try:
            pieces = script.phonemes(step.runs, language, voice.language)
        except EngineError:
            raise
        except Exception as error:
            _log.exception("no phonemes for a sentence of %d characters", len(step.text))
            raise RequestError(
                "The starter voices can't read this sentence.",
                "Write it in other words, or leave out unusual characters.",
                code="starter_text",
            ) from error
        return _single_spaced(
            [Spoken(_stressed(piece.phonemes), True) if piece.strong else piece for piece in pieces]
        )


def _pause_behind(sentence: str) -> float:
    """Seconds of silence between a sentence in markup and the next."""
    return pause_behind(markup.plain_text(markup.parse(sentence)))


def _single_spaced(pieces: list[Spoken]) -> tuple[str, list[bool]]:
    text, strong = join(pieces)
    kept = [place for place, char in enumerate(text) if char != " " or text[place - 1 : place] != " "]
    return "".join(text[place] for place in kept), [strong[place] for place in kept]


def _stressed(phonemes: str) -> str:
    """A strong word has a primary stress."""
    return phonemes if "ˈ" in phonemes else phonemes.replace("ˌ", "ˈ", 1)


def _closed_piece(text: str, strong: list[bool], goes_on: bool) -> tuple[str, list[bool]]:
    """The piece without space at its ends and with a last mark: without one the network swallows the last sound."""
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    text, strong = text[start:end], strong[start:end]
    if text[-1:] not in tuple(STOPS + CLAUSE_STOPS + '”")'):
        text += "," if goes_on else "."
        strong = [*strong, False]
    return text, strong


def _inner_pause(text: str) -> float:
    last = text.rstrip()[-1:]
    return 0.24 if last in STOPS else 0.12 if last in CLAUSE_STOPS else 0.03


def _weight(step: Sentence | Silence) -> float:
    return len(step.text.encode()) if isinstance(step, Sentence) else 1.0


def _nothing(script_plan: Plan) -> str:
    left_out: list[Notice] = script_plan.notices
    return (
        "Write some words. " + " ".join(notice.message for notice in left_out)
        if left_out
        else "Write some words."
    )


def _raise_if_cancelled(request: Request) -> None:
    if request.cancel is not None and request.cancel.is_set():
        raise CancelledError


def _no_clones() -> RequestError:
    return RequestError(
        "The starter voices can't clone a voice or follow an instruction.",
        "Choose a CosyVoice model for that.",
        code="mode_unknown",
    )


@contextmanager
def _stopping(network: Network, cancel: threading.Event | None) -> Iterator[None]:
    """Stop the network in the middle of a sentence when `cancel` is set."""
    network.resume()
    if cancel is None:
        yield
        return
    over = threading.Event()

    def watch() -> None:
        while not over.is_set():
            if cancel.wait(_POLL_S):
                if not over.is_set():
                    network.stop()
                return

    watcher = threading.Thread(target=watch, name="starter-cancel", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
        network.resume()
