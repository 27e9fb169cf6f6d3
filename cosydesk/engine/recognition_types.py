"""What the ear of the engine makes of a recording: words, and where speech is.

This module stays free of torch and onnxruntime, so that the window's process can import it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cosydesk.engine.types import Samples

Span = tuple[float, float]
"""Start and end in seconds from the beginning of the recording."""


@dataclass(frozen=True)
class HeardWord:
    """A word, or what a recogniser takes for one: in Chinese and Japanese one to a few characters.

    Attributes:
        text: without spaces around it; punctuation stays with it.
        start_s, end_s: where it is in the recording.
        probability: 0..1, how sure the recogniser is.
    """

    text: str
    start_s: float
    end_s: float
    probability: float


@dataclass(frozen=True)
class Speech:
    """Where a recording has speech.

    Attributes:
        spans: in order, apart from each other.
        score: 0..1, how clearly what was found is speech; 0 = there is none. Clean speech is above 0.9.
    """

    spans: tuple[Span, ...]
    score: float


@dataclass(frozen=True)
class Transcript:
    """What a recogniser heard.

    Attributes:
        text: as it would be written, with punctuation; empty = no words.
        language: ``zh``, ``yue``, ``en``, ``ja``, ``ko`` or another primary code; empty where there is nothing.
        recogniser: who heard it: ``sensevoice`` or ``whisper-base``.
        confidence: 0..1; below 0.5 expect wrong words.
        words: `text` piece by piece, in order.
        hints: what else is in the sound: ``happy``, ``sad``, ``angry``, ``fearful``, ``disgusted``, ``surprised``,
            ``music``, ``applause``, ``laughter``, ``crying``, ``coughing``, ``sneezing``, ``breath``.
            Only SenseVoice hears them.
        speech: where it has speech.
        along: words of the text that was asked for, and its marks, with how likely each is said where it stands; empty
            where nobody can tell.
    """

    text: str
    language: str
    recogniser: str
    confidence: float
    words: tuple[HeardWord, ...]
    hints: tuple[str, ...]
    speech: Speech
    along: tuple[HeardWord, ...] = ()


@dataclass(frozen=True)
class Sound:
    """Samples (float32 mono, shape (n,)) with their rate in Hz."""

    samples: Samples = field(repr=False)
    sample_rate: int
