"""Speech from text. The public names; torch and onnxruntime load only when a model is opened."""

from __future__ import annotations

from cosydesk.engine.errors import (
    CancelledError,
    DeviceError,
    EngineError,
    ModelError,
    PromptError,
    RecognitionError,
    RequestError,
)
from cosydesk.engine.opening import STARTER_ID, open_model
from cosydesk.engine.parity import Parity
from cosydesk.engine.types import (
    AudioChunk,
    Capabilities,
    DeviceOffer,
    EncodedPrompt,
    Mode,
    Model,
    Notice,
    Progress,
    Prompt,
    Quality,
    Request,
    Sampling,
    VoiceInfo,
)

__all__ = [
    "STARTER_ID",
    "AudioChunk",
    "CancelledError",
    "Capabilities",
    "DeviceError",
    "DeviceOffer",
    "EncodedPrompt",
    "EngineError",
    "Mode",
    "Model",
    "ModelError",
    "Notice",
    "Parity",
    "Progress",
    "Prompt",
    "PromptError",
    "Quality",
    "RecognitionError",
    "Request",
    "RequestError",
    "Sampling",
    "VoiceInfo",
    "open_model",
]
