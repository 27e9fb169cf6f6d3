"""All that listens, each part loaded when it is first needed."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

from cosydesk.engine.errors import CancelledError, RecognitionError
from cosydesk.engine.questions import Denoise, FindSpeech, Transcribe
from cosydesk.engine.recognition.clips import clips
from cosydesk.engine.recognition.heard import Heard, Recogniser
from cosydesk.engine.recognition.noise_suppressor import NoiseSuppressor
from cosydesk.engine.recognition.resampling import EAR_RATE, checked, resampled
from cosydesk.engine.recognition.script import joint
from cosydesk.engine.recognition.sensevoice import SenseVoice, is_there
from cosydesk.engine.recognition.speech_finder import find_speech, forget_network
from cosydesk.engine.recognition.whisper import Whisper
from cosydesk.engine.recognition_types import HeardWord, Sound, Span, Speech, Transcript
from cosydesk.engine.types import Samples


class Ear:
    """Answers what is asked about recordings. Keeps one recogniser open: the one that was used last."""

    def __init__(self) -> None:
        self._recogniser: Recogniser | None = None
        self._suppressor: NoiseSuppressor | None = None

    def find_speech(self, question: FindSpeech) -> Speech:
        """See `FindSpeech`.

        Raises:
            RequestError: this is no recording, or a very long one.
        """
        return find_speech(_at_ear_rate(question.samples, question.sample_rate))

    def denoise(self, question: Denoise, cancel: threading.Event) -> Sound:
        """See `Denoise`.

        Raises:
            RequestError: this is no recording, or a very long one.
            RecognitionError: there is no noise suppression for this kind of machine.
            CancelledError: `cancel` was set.
        """
        samples = checked(question.samples, question.sample_rate)
        self._suppressor = self._suppressor or NoiseSuppressor()
        return Sound(self._suppressor.clean(samples, question.sample_rate, cancel), question.sample_rate)

    def transcribe(self, question: Transcribe, cancel: threading.Event) -> Transcript:
        """See `Transcribe`.

        Raises:
            RequestError: this is no recording, or a very long one.
            RecognitionError: the recogniser is missing, incomplete or damaged, or doesn't know the language.
            CancelledError: `cancel` was set.
        """
        samples = _at_ear_rate(question.samples, question.sample_rate)
        speech = find_speech(samples)
        language = question.language.partition("-")[0].lower()
        recogniser = self._chosen(question, language)
        if not speech.spans and recogniser.name == Whisper.name:
            # Whisper hears words in silence.
            return Transcript("", "", recogniser.name, 0.0, (), (), speech)
        heard = []
        spans = clips(speech.spans, samples.size / EAR_RATE)
        for start, end in spans:
            if cancel.is_set():
                raise CancelledError
            clip = samples[int(start * EAR_RATE) : int(end * EAR_RATE)]
            heard.append(recogniser.hear(clip, language, repeatable=question.repeatable))
            language = language or heard[-1].language  # nobody changes it in the middle of a prompt
        transcript = _together(heard, spans, recogniser.name, speech)
        if question.text and len(spans) == 1 and language and isinstance(recogniser, Whisper):
            return replace(transcript, along=recogniser.read_along(clip, question.text, language))
        return transcript

    def close(self) -> None:
        """Give the memory back; what is needed again is loaded again."""
        self._recogniser = None
        self._suppressor = None
        forget_network()

    def _chosen(self, question: Transcribe, language: str) -> Recogniser:
        kind = question.recogniser
        if kind == "auto":
            knows = not language or language in SenseVoice.languages
            kind = "sensevoice" if knows and is_there(question.sensevoice_folder) else "whisper"
        recogniser = self._opened(kind, Path(question.sensevoice_folder))
        if language and language not in recogniser.languages:
            raise RecognitionError(
                f"The recogniser doesn't know this language ({language}).",
                "Choose another recogniser, or type what is said.",
                code="recogniser_language",
            )
        return recogniser

    def _opened(self, kind: str, folder: Path) -> Recogniser:
        kept = self._recogniser
        if kind == "sensevoice":
            if not isinstance(kept, SenseVoice) or kept.folder != folder:
                self._recogniser = None  # before the next one is loaded
                self._recogniser = SenseVoice(folder)
        elif not isinstance(kept, Whisper):
            self._recogniser = None
            self._recogniser = Whisper()
        assert self._recogniser is not None
        return self._recogniser


def _at_ear_rate(samples: Samples, sample_rate: int) -> Samples:
    return resampled(checked(samples, sample_rate), sample_rate, EAR_RATE)


def _together(heard: list[Heard], spans: list[Span], name: str, speech: Speech) -> Transcript:
    spoken = [one for one in heard if one.text]
    language = spoken[0].language if spoken else ""
    letters = sum(len(one.text) for one in spoken)
    words = tuple(
        HeardWord(word.text, start + word.start_s, min(end, start + word.end_s), word.probability)
        for one, (start, end) in zip(heard, spans, strict=True)
        for word in one.words
    )
    return Transcript(
        text=joint(language).join(one.text for one in spoken),
        language=language,
        recogniser=name,
        confidence=sum(one.confidence * len(one.text) for one in spoken) / letters if letters else 0.0,
        words=words,
        hints=tuple(dict.fromkeys(hint for one in heard for hint in one.hints)),
        speech=speech,
    )
