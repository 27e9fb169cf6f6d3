"""The encoders that make a prompt's encoded form. Source: spec cosyvoice1.md section 4."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from torch import Tensor

from cosydesk.engine.errors import ModelError, PromptError
from cosydesk.engine.frontend.audio import Recording, read_recording
from cosydesk.engine.frontend.encoded_prompt import PromptShape, VoicePrompt, fingerprint, pack, unpack
from cosydesk.engine.frontend.features import (
    PROMPT_RATE_HZ,
    MelDims,
    acoustic_mel,
    speaker_features,
    whisper_mel,
)
from cosydesk.engine.types import EncodedPrompt, Prompt

log = logging.getLogger(__name__)

SHORTEST_S = 1.0
LONGEST_S = 30.0
FRAME_S = 0.02
SILENCE_DBFS = -55.0
BELOW_PEAK_DB = 40.0
CLIPPED_SHARE = 0.005
CACHED_PROMPTS = 16


class PromptEncoder:
    """The ONNX speech tokenizer and speaker encoder, with a cache by content."""

    def __init__(
        self,
        tokenizer: Path,
        speaker: Path,
        mel: MelDims,
        shape: PromptShape,
        threads: int = 0,
        cuda: bool = False,
        frames_per_token: int | None = None,
    ) -> None:
        """The files are opened with the first prompt: built-in voices do without their half a gigabyte.

        Args:
            frames_per_token: of the mel, where tokens and mel of a prompt have to last equally long; both are cut.
        """
        self._mel = mel
        self._shape = shape
        self._frames_per_token = frames_per_token
        words = repr(mel) if frames_per_token is None else repr((mel, frames_per_token))
        self._fingerprint = cache(lambda: fingerprint(tokenizer, speaker, words=words))
        self._tokenizer_name = tokenizer.name
        self._open_tokenizer = cache(lambda: _open_onnx(tokenizer, threads, cuda))
        self._open_speaker = cache(lambda: _open_onnx(speaker, threads, cuda=False))
        self._cache: OrderedDict[str, VoicePrompt] = OrderedDict()

    @property
    def id(self) -> str:
        """What `EncodedPrompt.encoder` says of what it makes."""
        return self._fingerprint()

    def packed(self, prompt: Prompt) -> EncodedPrompt:
        """Encode a prompt into bytes. Raises as `encode` does."""
        encoded, key = self.encode(prompt), read_recording(prompt).hash
        return EncodedPrompt(self.id, key, pack(encoded, self.id, key))

    def encode(
        self, prompt: Prompt, on_encoded: Callable[[EncodedPrompt], None] | None = None
    ) -> VoicePrompt:
        """Encode a prompt, once per content; what it carries of earlier times is used where it fits.

        Args:
            on_encoded: called with what had to be made.

        Raises:
            PromptError: unreadable, too short, too long, silent, clipped or too coarse.
            ModelError: an encoder's file is damaged.
        """
        recording = read_recording(prompt)
        key = recording.hash
        if key in self._cache:
            self._cache.move_to_end(key)
            return self._cache[key]
        encoded = self._carried(prompt, key)
        if encoded is None:
            encoded = self._made(recording)
            if on_encoded is not None:
                on_encoded(EncodedPrompt(self.id, key, pack(encoded, self.id, key)))
        self._cache[key] = encoded
        if len(self._cache) > CACHED_PROMPTS:
            self._cache.popitem(last=False)
        return encoded

    def _carried(self, prompt: Prompt, key: str) -> VoicePrompt | None:
        if not prompt.encoded:
            return None
        fitting = (
            unpack(one.data, self.id, key, self._shape)
            for one in prompt.encoded
            if (one.encoder, one.recording) == (self.id, key)
        )
        return next((encoded for encoded in fitting if encoded is not None), None)

    def _made(self, recording: Recording) -> VoicePrompt:
        check_prompt(recording)
        # What is kept must not depend on the precision that the networks happen to run in.
        with torch.autocast("cpu", enabled=False):
            listened = recording.at(PROMPT_RATE_HZ)
            tokens = self._tokens(listened)
            mel = acoustic_mel(recording.at(self._mel.sample_rate), self._mel)
            if self._frames_per_token is not None:
                count = min(tokens.shape[1], mel.shape[1] // self._frames_per_token)
                tokens, mel = tokens[:, :count], mel[:, : count * self._frames_per_token]
            return VoicePrompt(tokens, mel, self._embedding(listened))

    def tokens(self, source: Prompt) -> Tensor:
        """Speech tokens of the source of a voice conversion, (1, N) int32.

        Raises:
            PromptError: unreadable, too long or silent.
        """
        recording = read_recording(source)
        _check_length(recording)
        _check_level(recording)
        return self._tokens(recording.at(PROMPT_RATE_HZ))

    def _tokens(self, samples: Tensor) -> Tensor:
        mel = whisper_mel(samples).numpy()
        session = self._open_tokenizer()
        length = torch.tensor([mel.shape[2]], dtype=torch.int32).numpy()
        ids = _run(session, (mel, length), self._tokenizer_name)
        return torch.from_numpy(ids).flatten().to(torch.int32).unsqueeze(0)

    def _embedding(self, samples: Tensor) -> Tensor:
        features = speaker_features(samples).numpy()
        session = self._open_speaker()
        vector = _run(session, (features,), "campplus.onnx")
        return torch.from_numpy(vector).flatten().float().unsqueeze(0)


def check_prompt(recording: Recording) -> None:
    """Whether a voice can be cloned from a recording.

    Raises:
        PromptError: too long (offering the best 30 s), silent, clipped, or under a second of speech.
    """
    _check_length(recording)
    _check_level(recording)
    clipped = float((recording.samples.abs() >= 0.999).float().mean())
    if clipped > CLIPPED_SHARE:
        raise PromptError(
            f"The recording is clipped: {clipped:.1%} of it is at full scale.",
            "Record it again at a lower level.",
            code="prompt_clipped",
        )
    speech_s = float(_loud_frames(recording).sum()) * FRAME_S
    if speech_s < SHORTEST_S:
        raise PromptError(
            f"The recording holds only {speech_s:.1f} s of speech.",
            "Choose 3 to 10 seconds of clear speech.",
            code="prompt_short",
        )


def best_stretch(recording: Recording, seconds: float = LONGEST_S) -> tuple[float, float]:
    """Start and end in seconds of the stretch with the most speech in it."""
    loud = _loud_frames(recording).float()
    span = int(seconds / FRAME_S)
    if len(loud) <= span:
        return 0.0, recording.seconds
    sums = torch.cat([torch.zeros(1), loud.cumsum(0)])
    start = int((sums[span:] - sums[:-span]).argmax()) * FRAME_S
    return start, start + seconds


def _check_length(recording: Recording) -> None:
    if recording.seconds > LONGEST_S:
        start, end = best_stretch(recording)
        raise PromptError(
            f"The recording is {recording.seconds:.0f} s long; at most {LONGEST_S:.0f} s can be used.",
            f"Cut it: the part from {start:.1f} s to {end:.1f} s holds the most speech.",
            code="prompt_long",
        )


def _check_level(recording: Recording) -> None:
    peak = float(recording.samples.abs().max())
    if peak < 10 ** (SILENCE_DBFS / 20):
        raise PromptError("The recording is silent.", "Choose a recording with speech.", code="prompt_silent")


def _loud_frames(recording: Recording) -> Tensor:
    """Which frames of 20 ms are well above the background, (frames,) bool."""
    size = max(1, round(recording.sample_rate * FRAME_S))
    count = len(recording.samples) // size
    level = recording.samples[: count * size].view(count, size).square().mean(1).clamp(min=1e-12).log10() * 10
    if not count:
        return torch.zeros(0, dtype=torch.bool)
    return level > max(float(level.max()) - BELOW_PEAK_DB, SILENCE_DBFS)


def _run(session: onnxruntime.InferenceSession, inputs: tuple[np.ndarray, ...], name: str) -> np.ndarray:
    """The network's first output. Releases name their inputs differently; the order is what they share."""
    names = [entry.name for entry in session.get_inputs()]
    try:
        output: np.ndarray = session.run(None, dict(zip(names, inputs, strict=True)))[0]
        return output
    except Exception as error:  # onnxruntime's own errors share no narrower base
        log.warning("%s failed", name, exc_info=True)
        raise ModelError(
            f"{name} doesn't take what this model family gives it.",
            "Fetch the model again, or repair it in the model manager.",
            code="weights_mismatch",
        ) from error


def _open_onnx(path: Path, threads: int, cuda: bool) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    if threads:
        options.intra_op_num_threads = threads
    # A spinning pool would keep a core busy after each prompt, beside the window.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    available = onnxruntime.get_available_providers()
    wanted = ["CUDAExecutionProvider"] if cuda else []
    providers = [name for name in (*wanted, "CPUExecutionProvider") if name in available]
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=providers)
    except Exception as error:  # onnxruntime's own errors share no narrower base
        log.warning("can't open %s", path, exc_info=True)
        raise ModelError(
            f"{path.name} is damaged or incomplete.",
            "Fetch the model again, or repair it in the model manager.",
            code="weights_damaged",
        ) from error
