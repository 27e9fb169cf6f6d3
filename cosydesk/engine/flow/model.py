"""Speech tokens to mel for the 300M family. Attribute names are checkpoint keys.

Source: spec cosyvoice1.md section 7.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from cosydesk.engine.flow.estimator import Conditioning, Estimator, EstimatorDims
from cosydesk.engine.flow.length_regulator import EDGE_TOKENS, LengthRegulator, mel_frames
from cosydesk.engine.flow.schedules import SCHEDULES, all_times, first_step
from cosydesk.engine.flow.solver import solve
from cosydesk.engine.layers.relative_encoder import EncoderDims, RelativeEncoder
from cosydesk.engine.types import Quality


@dataclass(frozen=True)
class FlowDims:
    """Dimensions and rates of the flow."""

    vocabulary: int
    mel_bins: int
    speaker_width: int
    token_rate_hz: int
    sample_rate: int
    encoder: EncoderDims
    regulator_stages: int
    estimator: EstimatorDims
    guidance: float


@dataclass(frozen=True)
class FlowCache:
    """What a streamed chunk hands to the next: noise and mel mean of the prompt and of the overlap.

    Attributes:
        noise, mu: (1, C, prompt frames + overlap frames).
    """

    noise: Tensor
    mu: Tensor


class FlowDecoder(nn.Module):
    """Holds the estimator under the checkpoint's key."""

    def __init__(self, dims: EstimatorDims) -> None:
        super().__init__()
        self.estimator = Estimator(dims)


class Flow(nn.Module):
    """Tokens, prompt and speaker to a mel."""

    def __init__(self, dims: FlowDims) -> None:
        super().__init__()
        self.dims = dims
        self.input_embedding = nn.Embedding(dims.vocabulary, dims.encoder.input_width)
        self.spk_embed_affine_layer = nn.Linear(dims.speaker_width, dims.mel_bins)
        self.encoder = RelativeEncoder(dims.encoder)
        self.encoder_proj = nn.Linear(dims.encoder.width, dims.mel_bins)
        self.length_regulator = LengthRegulator(dims.mel_bins, dims.regulator_stages)
        self.decoder = FlowDecoder(dims.estimator)
        self._token_rows: Tensor | None = None

    @torch.inference_mode()
    def prepare(self) -> None:
        """Compute what no request changes: fused projections, the token table, the time shifts."""
        self.encoder.prepare()
        self._token_rows = self.encoder.embed(self.input_embedding.weight)
        self.decoder.estimator.prepare(all_times().to(self.encoder_proj.weight.device))

    def frames(self, tokens: int) -> int:
        """Mel frames that so many tokens last."""
        return mel_frames(tokens, self.dims.token_rate_hz, self.dims.sample_rate)

    @property
    def overlap_frames(self) -> int:
        """Mel frames that neighbouring streamed chunks share: 34 at 50 Hz, 68 at 25 Hz."""
        return self.frames(EDGE_TOKENS)

    def mean(self, tokens: Tensor, prompt_tokens: Tensor, prompt_frames: int) -> Tensor:
        """The mel mean (1, C, prompt frames + frames) that the solver starts from."""
        assert self._token_rows is not None, "prepare() comes before the first call"
        ids = torch.cat([prompt_tokens, tokens], dim=1).clamp(min=0)
        rows = self.encoder_proj(self.encoder.after_embed(F.embedding(ids, self._token_rows)))
        prompt, spoken = rows.split([prompt_tokens.shape[1], tokens.shape[1]], dim=1)
        return self.length_regulator(
            prompt, spoken, prompt_frames, self.frames(tokens.shape[1]), self.overlap_frames
        )

    def forward(
        self,
        tokens: Tensor,
        prompt_tokens: Tensor,
        prompt_mel: Tensor,
        speaker: Tensor,
        noise: Tensor,
        cache: FlowCache | None = None,
        cached_frames: int | None = None,
        check: Callable[[], None] = lambda: None,
        quality: Quality = Quality.FULL,
    ) -> tuple[Tensor, FlowCache]:
        """Tokens to mel.

        Args:
            tokens: (1, N) int, N > 0.
            prompt_tokens: (1, P) int; prompt_mel: (1, M, C) natural-log mel. P = 0 needs M = 0.
            speaker: (1, 192) raw speaker embedding.
            noise: (1, C, M + frames(N)) standard normal.
            cache: of the previous chunk when streaming.
            cached_frames: overlap frames to keep for the next chunk; None = the overlap.
            check: called often, down to single blocks of the estimator; raises to stop.
            quality: which of `SCHEDULES`; only the full one is the model's own sound.

        Returns:
            mel (1, C, frames(N)) and the cache for the next chunk.
        """
        prompt_frames = prompt_mel.shape[1]
        mu = self.mean(tokens, prompt_tokens, prompt_frames)
        z = noise
        if cache is not None:
            kept = cache.noise.shape[2]
            z = torch.cat([cache.noise, noise[:, :, kept:]], dim=2)
            mu = torch.cat([cache.mu, mu[:, :, kept:]], dim=2)
        tail = self.overlap_frames if cached_frames is None else cached_frames
        following = FlowCache(_ends(z, prompt_frames, tail), _ends(mu, prompt_frames, tail))
        prompt = F.pad(prompt_mel.transpose(1, 2), (0, mu.shape[2] - prompt_frames))
        estimator = self.decoder.estimator
        conditioning = estimator.condition(mu, self.speaker_row(speaker), prompt)
        alone = _first_row(conditioning)
        schedule, first = SCHEDULES[quality], first_step(quality)

        def velocity(x: Tensor, step: int) -> Tensor:
            return estimator(x, conditioning if schedule.guided[step] else alone, first + step, check)

        mel = solve(z, velocity, schedule, self.dims.guidance, check)
        return mel[:, :, prompt_frames:], following

    def speaker_row(self, speaker: Tensor) -> Tensor:
        """Raw speaker embedding (1, 192) to the row the estimator reads, (1, C)."""
        return self.spk_embed_affine_layer(F.normalize(speaker, dim=1))


def _ends(x: Tensor, head: int, tail: int) -> Tensor:
    return torch.cat([x[:, :, :head], x[:, :, x.shape[2] - tail :]], dim=2)


def _first_row(conditioning: Conditioning) -> Conditioning:
    """The conditioned row by itself."""
    return Conditioning(*(getattr(conditioning, field.name)[:1] for field in fields(conditioning)))
