"""What the engine can be asked beside speaking: each question is a plain value, and says by its type what comes back.

A further one is a class here and a case in `cosydesk.engine.answering`; pipe, thread and queue hand all of them on
alike. This module stays free of torch and onnxruntime, so that the window's process can import it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from cosydesk.engine.fact_types import EngineFacts
from cosydesk.engine.model_fault import ModelFault
from cosydesk.engine.recognition_types import Sound, Speech, Transcript
from cosydesk.engine.types import EncodedPrompt, Prompt, Samples

Result = TypeVar("Result")


class Question(Generic[Result]):
    """Base of all questions; `Result` is the answer's type when nothing goes wrong."""


@dataclass(frozen=True)
class Encode(Question[EncodedPrompt]):
    """Encode a prompt for a model."""

    model: str
    prompt: Prompt


@dataclass(frozen=True)
class CheckModel(Question[tuple[ModelFault, ...]]):
    """Say what would keep a model folder from opening; nothing is opened for that, and empty means that it would.

    Attributes:
        folder: an absolute path.
        contents: also read the checkpoints through. Without it the check takes a second.
    """

    folder: str
    contents: bool = True


@dataclass(frozen=True)
class Examine(Question[EngineFacts]):
    """Say what the engine runs on, and which models are open. Being asked is no work: it keeps no engine awake."""


@dataclass(frozen=True)
class Transcribe(Question[Transcript]):
    """Write down what is said.

    Attributes:
        samples: float32 mono, shape (n,), at any usual rate; what is over ten minutes is refused.
        sample_rate: Hz.
        language: primary code of what is spoken; empty = find out.
        recogniser: ``sensevoice``, ``whisper``, or ``auto``: SenseVoice where its folder has it, and Whisper else.
        sensevoice_folder: a folder with the files of iic/SenseVoiceSmall-onnx; empty = there is none.
        repeatable: hear the same in the same samples, always; else Whisper tries by chance what it is unsure of.
        text: what should be said: then also say how likely each of its words is. Only Whisper can, up to half a
            minute.
    """

    samples: Samples = field(repr=False)
    sample_rate: int
    language: str = ""
    recogniser: str = "auto"
    sensevoice_folder: str = ""
    repeatable: bool = False
    text: str = ""


@dataclass(frozen=True)
class FindSpeech(Question[Speech]):
    """Find where there is speech in samples (float32 mono, shape (n,)); quick enough for every recording."""

    samples: Samples = field(repr=False)
    sample_rate: int


@dataclass(frozen=True)
class Denoise(Question[Sound]):
    """Take the noise out of samples (float32 mono, shape (n,)).

    What comes back has the same rate and length, and lines up sample by sample.
    """

    samples: Samples = field(repr=False)
    sample_rate: int
