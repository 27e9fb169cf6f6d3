"""A voice prompt as bytes (safetensors), so that a voice is encoded once and not once for each start."""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

log = logging.getLogger(__name__)

_FORMAT = "1"
_MOST_TOKENS = 4_000
_MOST_FRAMES = 8_000
_WHOLE_FILE = 4 * 2**20
_SLICES = 64
_SLICE = 64 * 1024


@dataclass(frozen=True)
class VoicePrompt:
    """What the networks read of a prompt.

    Attributes:
        speech_tokens: (1, P) int32.
        mel: (1, M, bins) natural-log acoustic mel at the model's rate.
        speaker: (1, 192) raw speaker embedding.
    """

    speech_tokens: Tensor
    mel: Tensor
    speaker: Tensor


@dataclass(frozen=True)
class PromptShape:
    """What an encoded prompt must be like for a model to take it.

    Attributes:
        bins: of the acoustic mel.
        speaker_width: of the speaker embedding.
        vocabulary: speech tokens are below it.
    """

    bins: int
    speaker_width: int
    vocabulary: int

    def fits(self, prompt: VoicePrompt) -> bool:
        """Whether the networks can read it."""
        tokens, mel, speaker = prompt.speech_tokens, prompt.mel, prompt.speaker
        return (
            (tokens.dtype, mel.dtype, speaker.dtype) == (torch.int32, torch.float32, torch.float32)
            and tokens.ndim == 2
            and tokens.shape[0] == 1
            and 0 < tokens.shape[1] <= _MOST_TOKENS
            and 0 <= int(tokens.min()) <= int(tokens.max()) < self.vocabulary
            and mel.ndim == 3
            and (mel.shape[0], mel.shape[2]) == (1, self.bins)
            and 0 < mel.shape[1] <= _MOST_FRAMES
            and tuple(speaker.shape) == (1, self.speaker_width)
            and bool(mel.isfinite().all())
            and bool(speaker.isfinite().all())
        )


def pack(prompt: VoicePrompt, encoder: str, recording: str) -> bytes:
    """As a safetensors file that says which encoder made it (`encoder`) and of what (`recording`, a hash)."""
    tensors = {
        "speech_tokens": prompt.speech_tokens.cpu().contiguous(),
        "mel": prompt.mel.cpu().float().contiguous(),
        "speaker": prompt.speaker.cpu().float().contiguous(),
    }
    return save(tensors, {"format": _FORMAT, "encoder": encoder, "recording": recording})


def unpack(data: bytes, encoder: str, recording: str, shape: PromptShape) -> VoicePrompt | None:
    """Read what `pack` made; None when it is of something else, or of a kind that the model can't take."""
    try:
        size = int.from_bytes(data[:8], "little")
        words = json.loads(data[8 : 8 + size]).get("__metadata__", {})
        if (words.get("format"), words.get("encoder"), words.get("recording")) != (
            _FORMAT,
            encoder,
            recording,
        ):
            return None
        tensors = load(data)
        prompt = VoicePrompt(tensors["speech_tokens"], tensors["mel"], tensors["speaker"])
        if shape.fits(prompt):
            return prompt
    except (SafetensorError, ValueError, KeyError, AttributeError, TypeError, RecursionError, RuntimeError):
        log.warning("An encoded prompt can't be read and is made anew", exc_info=True)
    return None


def fingerprint(*files: Path, words: str = "") -> str:
    """What tells the encoders of one model from another's, hexadecimal, read in a moment.

    Of large files 64 slices are read: networks that were trained apart differ everywhere.
    """
    digest = hashlib.sha256(words.encode())
    for path in files:
        size = path.stat().st_size
        digest.update(f"{path.name}:{size};".encode())
        with path.open("rb") as file:
            if size <= _WHOLE_FILE:
                digest.update(file.read())
                continue
            for index in range(_SLICES):
                file.seek(index * (size - _SLICE) // (_SLICES - 1))
                digest.update(file.read(_SLICE))
    return digest.hexdigest()[:32]
