"""The embedded recogniser: Whisper base in int8 through faster-whisper (MIT). It knows no Cantonese of its own."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from cosydesk.engine.errors import RecognitionError
from cosydesk.engine.recognition.heard import Heard
from cosydesk.engine.recognition.resampling import EAR_RATE
from cosydesk.engine.recognition.script import UNSPACED, written
from cosydesk.engine.recognition.whisper_weights import whisper_files
from cosydesk.engine.recognition_types import HeardWord
from cosydesk.engine.threads import thread_count
from cosydesk.engine.types import Samples

PROMPTS = {
    # Both ask for punctuation and for a script, which come and go otherwise.
    "zh": "以下是普通话的句子。",
    "yue": "以下係廣東話嘅句子。",
}

MOST_REPETITIVE = 2.4
"""How far text may be compressed before it is taken for one that goes round in circles."""

SHORTEST_REST_S = 0.5

MOST_TOKENS = 400
LONGEST_FRAMES = 3000
"""Of text and of sound, that Whisper takes in at once."""

_CERTAIN = (0.0,)
_BY_CHANCE_IN_THE_END = (0.0, 0.4)
"""Temperatures, one after the other while what comes is unlikely."""

_log = logging.getLogger(__name__)


class Whisper:
    """See `Recogniser`."""

    name = "whisper-base"

    def hear(self, samples: Samples, language: str, *, repeatable: bool = False) -> Heard:
        """See `Recogniser.hear`."""
        language = language or self._language(samples)
        spoken = "zh" if language == "yue" else language
        length_s = samples.size / EAR_RATE
        segments, _ = self._model.transcribe(
            samples,
            language=spoken,
            beam_size=5,
            temperature=_CERTAIN if repeatable else _BY_CHANCE_IN_THE_END,
            best_of=2,
            compression_ratio_threshold=MOST_REPETITIVE,
            condition_on_previous_text=False,
            initial_prompt=PROMPTS.get(language),
            word_timestamps=True,
            max_new_tokens=24 + int(length_s * 14),  # nobody speaks faster; ghosts do
        )
        pieces = [
            HeardWord(word.word, float(word.start), float(word.end), float(word.probability))
            for segment in _heard_out(segments, length_s)
            for word in segment.words or ()
        ]
        text, words = written(pieces, language)
        return Heard(text, language if text else "", _confidence(words, text), words)

    def read_along(self, samples: Samples, text: str, language: str) -> tuple[HeardWord, ...]:
        """A text's words and marks where they fit best in a clip, as `Recogniser.hear` takes it, with their likelihood
        given all that stands before them; none where the text is too long to be said in it.
        """
        from faster_whisper.audio import pad_or_trim
        from faster_whisper.tokenizer import Tokenizer

        model = self._model
        tokenizer = Tokenizer(
            model.hf_tokenizer, True, task="transcribe", language="zh" if language == "yue" else language
        )
        spaced = text if language in UNSPACED else f" {text}"
        tokens = tokenizer.encode(spaced)
        if not 0 < len(tokens) <= MOST_TOKENS:
            return ()
        features = model.feature_extractor(samples)
        encoded = model.encode(pad_or_trim(features))
        (found,) = model.find_alignment(tokenizer, [tokens], encoded, min(features.shape[-1], LONGEST_FRAMES))
        return tuple(
            HeardWord(
                word["word"].strip(), float(word["start"]), float(word["end"]), float(word["probability"])
            )
            for word in found
        )

    @cached_property
    def languages(self) -> frozenset[str]:
        """Whisper's own, and Cantonese, which it takes for Mandarin in other characters."""
        return frozenset((*self._model.supported_languages, "yue"))

    def _language(self, samples: Samples) -> str:
        language, _, _ = self._model.detect_language(audio=samples)
        return str(language)

    @cached_property
    def _model(self) -> Any:
        import ctranslate2
        from faster_whisper import WhisperModel

        files = whisper_files()
        ctranslate2.set_random_seed(0)
        try:
            return WhisperModel(
                self.name,
                device="cpu",
                compute_type="int8",
                cpu_threads=thread_count(),
                local_files_only=True,
                files=files,
            )
        except (RuntimeError, ValueError) as error:
            _log.exception("Whisper can't be opened")
            raise RecognitionError(
                "The recogniser can't be opened.",
                "Close other programs to free memory, then try again.",
                code="recogniser_open",
            ) from error


def _heard_out(segments: Iterable[Any], length_s: float) -> Iterator[Any]:
    """The segments, until nothing is left worth another decoding: in a rest of silence Whisper hears ghosts."""
    for segment in segments:
        yield segment
        if segment.end > length_s - SHORTEST_REST_S:
            return


def _confidence(words: tuple[HeardWord, ...], text: str) -> float:
    """Mean of the words' probabilities by their length; little for what goes round in circles."""
    letters = sum(len(word.text) for word in words)
    if not letters:
        return 0.0
    mean = sum(word.probability * len(word.text) for word in words) / letters
    plain = text.encode()
    circles = len(plain) / len(zlib.compress(plain)) > MOST_REPETITIVE
    return min(mean, 0.2) if circles else mean
