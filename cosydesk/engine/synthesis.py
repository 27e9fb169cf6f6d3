"""From speech tokens to samples, whole or in chunks. Source: spec cosyvoice1.md sections 9.1 and 9.2."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from cosydesk.engine.cosyvoice1 import Networks
from cosydesk.engine.crossfade import crossfade
from cosydesk.engine.flow.length_regulator import EDGE_TOKENS
from cosydesk.engine.flow.model import FlowCache
from cosydesk.engine.frontend.encoded_prompt import VoicePrompt
from cosydesk.engine.parity import Parity
from cosydesk.engine.types import Quality
from cosydesk.engine.vocoder.source import SourceNoise

HOP_S = 2
"""Seconds of speech in a chunk, not counting the overlap of `EDGE_TOKENS`."""
VOCODER_OVERLAP_FRAMES = 20
REFERENCE_OVERLAP_FRAMES = 34


@dataclass(frozen=True)
class ChunkState:
    """What a streamed chunk hands to the next; all tensors on the model's device.

    Attributes:
        flow: the flow's cache.
        mel_overlap: (1, bins, a) last frames, which the next chunk speaks again.
        mel, source, samples: the end of the vocoder's input, excitation and output: (1, bins, 20), (1, 1, n), (1, n).
    """

    flow: FlowCache
    mel_overlap: Tensor
    mel: Tensor
    source: Tensor
    samples: Tensor


class Synthesiser:
    """Tokens to samples for one utterance, with the generators that belong to it."""

    def __init__(
        self,
        networks: Networks,
        prompt: VoicePrompt,
        flow_generator: torch.Generator,
        vocoder_generator: torch.Generator,
        parity: Parity = Parity.FIXED,
        check: Callable[[], None] = lambda: None,
        quality: Quality = Quality.FULL,
    ) -> None:
        self._flow = networks.flow
        self._vocoder = networks.vocoder
        self._prompt = prompt
        self._flow_generator = flow_generator
        self._vocoder_generator = vocoder_generator
        self._parity = parity
        self._check = check
        self._quality = quality

    def whole(self, tokens: list[int], speed: float = 1.0) -> Tensor:
        """All tokens at once to samples (n,)."""
        mel = self.mel(tokens)
        if speed != 1.0:
            mel = F.interpolate(mel, size=max(1, int(mel.shape[2] / speed)), mode="linear")
        return self.samples(mel)

    def mel(self, tokens: list[int]) -> Tensor:
        """All tokens at once to their mel (1, bins, frames)."""
        return self._mel(tokens, None)[0]

    def samples(self, mel: Tensor) -> Tensor:
        """A whole mel to samples (n,)."""
        return self._vocode(mel, None)[0][0]

    def stream(self, tokens: Iterator[int]) -> Iterator[tuple[Tensor, int]]:
        """Tokens as they come to samples (n,) as they can be made, with the number of tokens each chunk uses up."""
        hop = HOP_S * self._flow.dims.token_rate_hz
        pending: list[int] = []
        state: ChunkState | None = None
        for token in tokens:
            pending.append(token)
            if len(pending) == hop + EDGE_TOKENS:
                samples, state = self._chunk(pending, state)
                yield samples, hop
                del pending[:hop]
        if pending:
            yield self._last_chunk(pending, state), len(pending)

    def _chunk(self, tokens: list[int], state: ChunkState | None) -> tuple[Tensor, ChunkState]:
        mel, following = self._joined_mel(tokens, state)
        overlap = self._flow.overlap_frames
        mel_overlap = mel[:, :, -overlap:]
        mel = mel[:, :, :-overlap]
        samples, source = self._joined_samples(mel, state)
        held = VOCODER_OVERLAP_FRAMES * self._vocoder.samples_per_frame
        new = ChunkState(
            following,
            mel_overlap,
            mel[:, :, -VOCODER_OVERLAP_FRAMES:],
            source[:, :, -held:],
            samples[:, -held:],
        )
        return samples[0, :-held], new

    def _last_chunk(self, tokens: list[int], state: ChunkState | None) -> Tensor:
        mel, _ = self._joined_mel(tokens, state)
        samples, _ = self._joined_samples(mel, state)
        return samples[0]

    def _joined_mel(self, tokens: list[int], state: ChunkState | None) -> tuple[Tensor, FlowCache]:
        """The chunk's mel faded in from the previous one's overlap, with the vocoder's context before it."""
        mel, following = self._mel(tokens, state.flow if state else None)
        if state is None:
            return mel, following
        mel = crossfade(state.mel_overlap, mel, self._parity)
        return torch.cat([state.mel, mel], dim=2), following

    def _joined_samples(self, mel: Tensor, state: ChunkState | None) -> tuple[Tensor, Tensor]:
        samples, source = self._vocode(mel, state.source if state else None)
        if state is not None:
            samples = crossfade(state.samples, samples, self._parity)
        return samples, source

    def _mel(self, tokens: list[int], cache: FlowCache | None) -> tuple[Tensor, FlowCache]:
        flow, prompt = self._flow, self._prompt
        device = prompt.speaker.device
        ids = torch.tensor([tokens], dtype=torch.int32, device=device)
        frames = prompt.mel.shape[1] + flow.frames(len(tokens))
        noise = torch.randn(1, flow.dims.mel_bins, frames, generator=self._flow_generator)
        # At 25 Hz the reference keeps half of the overlap, and of the wrong end (spec section 7.5).
        cached = REFERENCE_OVERLAP_FRAMES if self._parity is Parity.REFERENCE else None
        mel, following = flow(
            ids,
            prompt.speech_tokens,
            prompt.mel,
            prompt.speaker,
            noise.to(device),
            cache,
            cached,
            self._check,
            self._quality,
        )
        return mel, following

    def _vocode(self, mel: Tensor, cached_source: Tensor | None) -> tuple[Tensor, Tensor]:
        self._check()
        vocoder = self._vocoder
        dims = vocoder.dims.source
        length = mel.shape[2] * dims.samples_per_frame
        noise = SourceNoise.draw(dims.harmonics, length, self._vocoder_generator, mel.device)
        if self._parity is Parity.REFERENCE:
            torch.randn(1, length, 1, generator=self._vocoder_generator)  # drawn and dropped by the reference
        double = self._parity is Parity.FIXED
        # Its phase and its exponentials need float32; only the other networks are safe in less (spec section 7.8).
        with torch.autocast(mel.device.type, enabled=False):
            samples, source = vocoder(mel.float(), noise, cached_source, double, self._check)
        return samples, source
