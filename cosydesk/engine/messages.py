"""What the window's process and the engine process say to each other: plain values that pickle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cosydesk.engine.errors import EngineError
from cosydesk.engine.questions import Question
from cosydesk.engine.types import (
    Capabilities,
    DeviceOffer,
    EncodedPrompt,
    Notice,
    Progress,
    Request,
    Samples,
    VoiceInfo,
)

# --- commands: to the engine -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Load:
    """Open the model and warm it up, so that it speaks at once when it is needed.

    Answered by ModelFailed if that goes wrong. Warming up ends early when another command waits.

    Attributes:
        languages: BCP 47 primary codes to be ready for; none = all that the model speaks.
    """

    model: str
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Speak:
    """Speak a request. Answered by Started, Progressed, PromptEncoded, Chunk …; ends in Finished, Failed or Cancelled.

    Attributes:
        job_id: names the answers; never used twice in the life of an engine process.
        model: ``"starter"`` or a model directory.
        request: with `cancel`, `on_progress` and `on_encoded` left out; the engine process puts its own in.
    """

    job_id: str
    model: str
    request: Request


@dataclass(frozen=True)
class Cancel:
    """Stop that job or question, running or waiting; taken at any time.

    Attributes:
        job_id: the job's, or the key of an `Ask`.
    """

    job_id: str


@dataclass(frozen=True)
class Describe:
    """Answered by Described or ModelFailed."""

    model: str


@dataclass(frozen=True)
class Ask:
    """Ask something. Answered by Answered, with that `key`, which is never used twice in the life of an engine."""

    key: str
    question: Question[Any]


@dataclass(frozen=True)
class Place:
    """Open models there from now on; those that are open elsewhere are closed.

    Attributes:
        device, precision: as `open_model` takes them.
    """

    device: str = "auto"
    precision: str = "auto"


@dataclass(frozen=True)
class ListDevices:
    """Answered by Devices."""


@dataclass(frozen=True)
class Unload:
    """Close all models and give their memory back."""


@dataclass(frozen=True)
class Stop:
    """Cancel what runs and end the process."""


Command = Load | Speak | Cancel | Describe | Ask | Place | ListDevices | Unload | Stop
"""What the engine takes."""

# --- answers: from the engine ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Loading:
    """A model is being opened, for whichever command needs it."""

    model: str


@dataclass(frozen=True)
class Loaded:
    """It is open."""

    model: str


@dataclass(frozen=True)
class Ready:
    """A command is done with, well or not; comes once for each command but Cancel and Stop, in order."""


@dataclass(frozen=True)
class Alive:
    """A sign of life; comes every second while a command is being done."""


@dataclass(frozen=True)
class ModelFailed:
    """The model can't be opened (the answer to Load and Describe)."""

    model: str
    error: EngineError


@dataclass(frozen=True)
class Described:
    """What the model is.

    Attributes:
        name: what to call it in front of people.
        voices: its built-in voices.
        revision: see `cosydesk.engine.types.Model`.
    """

    model: str
    name: str
    capabilities: Capabilities
    voices: tuple[VoiceInfo, ...]
    revision: str = ""


@dataclass(frozen=True)
class Devices:
    """What `device_offers.device_offers` found; `auto` is the device that ``auto`` means."""

    offers: tuple[DeviceOffer, ...]
    auto: str


@dataclass(frozen=True)
class Started:
    """The model is open and the job is being spoken.

    Attributes:
        revision: of the model that speaks it, see `cosydesk.engine.types.Model`.
    """

    job_id: str
    revision: str = ""


@dataclass(frozen=True)
class Progressed:
    job_id: str
    progress: Progress


@dataclass(frozen=True)
class PromptEncoded:
    """The encoded form of a prompt that a job's request brought, to be kept."""

    job_id: str
    encoded: EncodedPrompt


@dataclass(frozen=True)
class Answered:
    """The answer to an `Ask`: what its question's type says, or the error that prevents it."""

    key: str
    answer: Any


@dataclass(frozen=True)
class Chunk:
    """A piece of audio: float32 mono, shape (n,), see `cosydesk.engine.types.AudioChunk`."""

    job_id: str
    samples: Samples
    sample_rate: int
    utterance: int
    speech_tokens: int
    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class Finished:
    """The job is done.

    Attributes:
        seconds: time it took, loading left out.
        audio_seconds: length of what was spoken.
    """

    job_id: str
    seconds: float
    audio_seconds: float


@dataclass(frozen=True)
class Failed:
    job_id: str
    error: EngineError


@dataclass(frozen=True)
class Cancelled:
    job_id: str


Answer = (
    Alive
    | Loading
    | Loaded
    | ModelFailed
    | Described
    | Devices
    | Ready
    | Started
    | Progressed
    | PromptEncoded
    | Answered
    | Chunk
    | Finished
    | Failed
    | Cancelled
)
"""What the engine answers."""
