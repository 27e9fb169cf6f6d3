"""Speech tokens to mel for the later generations, whole or piece by piece. Attribute names are checkpoint keys.

Source: spec cosyvoice2.md section 6, cosyvoice3.md section 6. Which token stage and which estimator there are is what
`CausalFlowDims` says. Everything looks back only, but for the look-ahead of a few tokens and, in a whole sentence, the
attention; so a stream computes each frame once and remembers the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from cosydesk.engine.flow.begun import BegunStream
from cosydesk.engine.flow.causal_unet import CausalUNetDims
from cosydesk.engine.flow.dit import DiTDims
from cosydesk.engine.flow.fixed_noise import fixed_noise
from cosydesk.engine.flow.look_ahead import LookAhead
from cosydesk.engine.flow.schedules import SCHEDULES, all_times, first_step
from cosydesk.engine.flow.solver import solve
from cosydesk.engine.flow.upsample_encoder import UpsampleEncoder, UpsampleEncoderDims
from cosydesk.engine.layers.past import NOTHING, Memory, Past
from cosydesk.engine.layers.row_convolution import prepare_convolutions
from cosydesk.engine.types import Quality


@dataclass(frozen=True)
class CausalFlowDims:
    """Dimensions and rates of the flow.

    Attributes:
        rows_ahead: tokens that a token sees of what follows.
        chunk_tokens: tokens of a chunk in streaming; the attention of a chunk sees itself and what came before.
        encoder: of the second generation; None = tokens are embedded in the mel's width, as in the third.
        look_ahead_width: inside the look-ahead of a flow without an encoder.
    """

    vocabulary: int
    mel_bins: int
    speaker_width: int
    token_rate_hz: int
    sample_rate: int
    frames_per_token: int
    rows_ahead: int
    chunk_tokens: int
    encoder: UpsampleEncoderDims | None
    look_ahead_width: int
    estimator: CausalUNetDims | DiTDims
    guidance: float


@dataclass(frozen=True)
class Prompt:
    """What a request clones: tokens (1, P), their mel (1, P · frames per token, C), raw speaker embedding (1, 192)."""

    tokens: Tensor
    mel: Tensor
    speaker: Tensor


@dataclass
class FlowStream:
    """Where a stream is and what its networks remember; belongs to one utterance.

    Attributes:
        prompt: with as many frames as its tokens last.
        tokens: how many were turned into frames, the prompt's included.
        encoder, conditioning: memories of what runs once per piece; `steps` of the estimator in each solver step.
    """

    prompt: Prompt
    quality: Quality
    encoder: Memory
    conditioning: Memory
    steps: tuple[Memory, ...]
    tokens: int = 0

    def fork(self) -> FlowStream:
        """Another utterance of the same prompt, from here on."""
        steps = tuple(memory.fork() for memory in self.steps)
        return replace(self, encoder=self.encoder.fork(), conditioning=self.conditioning.fork(), steps=steps)


class FlowDecoder(nn.Module):
    """Holds the estimator under the checkpoint's key."""

    def __init__(self, dims: CausalUNetDims | DiTDims) -> None:
        super().__init__()
        self.estimator = dims.build()


class CausalFlow(nn.Module):
    """Tokens, prompt and speaker to a mel.

    Attributes:
        begun: the prompt that streams of the request at hand share.
    """

    def __init__(self, dims: CausalFlowDims) -> None:
        super().__init__()
        self.dims = dims
        width = dims.encoder.stack.input_width if dims.encoder else dims.mel_bins
        self.input_embedding = nn.Embedding(dims.vocabulary, width)
        self.spk_embed_affine_layer = nn.Linear(dims.speaker_width, dims.mel_bins)
        if dims.encoder:
            self.encoder = UpsampleEncoder(dims.encoder)
            self.encoder_proj = nn.Linear(dims.encoder.stack.width, dims.mel_bins)
        else:
            self.pre_lookahead_layer = LookAhead(dims.mel_bins, dims.look_ahead_width, dims.rows_ahead)
        self.decoder = FlowDecoder(dims.estimator)
        self.begun = BegunStream()
        self._token_rows: Tensor | None = None

    @torch.inference_mode()
    def prepare(self) -> None:
        """Compute what no request changes: fused projections, the token table, everything that depends on time."""
        rows = self.input_embedding.weight.detach()
        if self.dims.encoder:
            self.encoder.prepare()
            rows = self.encoder.embed(rows)
        self._token_rows = rows
        self.decoder.estimator.prepare(all_times().to(self.input_embedding.weight.device))
        prepare_convolutions(self)

    def frames(self, tokens: int) -> int:
        """Mel frames that so many tokens last."""
        return tokens * self.dims.frames_per_token

    def prompt(self, tokens: Tensor, mel: Tensor, speaker: Tensor) -> Prompt:
        """A prompt cut to where its tokens and its mel agree, which the reference forgets in voice conversion."""
        count = min(tokens.shape[1], mel.shape[1] // self.dims.frames_per_token)
        return Prompt(tokens[:, :count], mel[:, : self.frames(count)], speaker)

    def forward(
        self,
        tokens: Tensor,
        prompt: Prompt,
        chunked: bool = False,
        final: bool = True,
        check: Callable[[], None] = lambda: None,
        quality: Quality = Quality.FULL,
    ) -> Tensor:
        """Tokens (1, N) to their mel (1, C, frames), all at once.

        Args:
            chunked: let attention see whole chunks and what came before, as in a stream; else everything.
            final: nothing follows; else the last tokens are only looked at and get no frames.
            check: called often, down to single blocks of the estimator; raises to stop.
            quality: which of `SCHEDULES`; only the full one is the model's own sound.
        """
        ids = torch.cat([prompt.tokens, tokens], dim=1)
        chunk = self.dims.chunk_tokens if chunked else None
        mu = self.mean(ids, chunk, final, NOTHING, check)
        past = [NOTHING] * len(SCHEDULES[quality])
        mel = self._solve(mu, prompt, 0, chunk, quality, NOTHING, past, check)
        return mel[:, prompt.mel.shape[1] :].transpose(1, 2)

    def open(
        self,
        prompt: Prompt,
        quality: Quality = Quality.FULL,
        history_frames: int | None = None,
        prompt_frames: int | None = None,
    ) -> FlowStream:
        """The state of a new stream.

        Args:
            history_frames: how much of the past the estimator remembers besides the prompt. Its keys and values take
                megabytes per frame, and its time grows with them; None = everything, which is exact.
            prompt_frames: how much of the prompt's beginning it remembers for good; None = all of it.
        """
        size = self.frames(self.dims.chunk_tokens)
        head = -(-prompt.mel.shape[1] // size) * size
        if prompt_frames is not None:
            head = min(head, prompt_frames)
        steps = tuple(Memory(head, history_frames) for _ in range(len(SCHEDULES[quality])))
        return FlowStream(prompt, quality, Memory(), Memory(), steps)

    def begin(self, stream: FlowStream, check: Callable[[], None] = lambda: None) -> None:
        """Work through as much of the prompt as any utterance would, so that forks of the stream needn't."""
        known = stream.prompt.tokens.shape[1] - self.dims.rows_ahead
        count = max(0, known) // self.dims.chunk_tokens * self.dims.chunk_tokens
        if count > stream.tokens:
            ids = stream.prompt.tokens[:, stream.tokens : count + self.dims.rows_ahead]
            self._advance(stream, ids, False, check)

    def advance(
        self, stream: FlowStream, tokens: Tensor, final: bool, check: Callable[[], None] = lambda: None
    ) -> Tensor:
        """The mel (1, C, frames) of a stream's next tokens (1, n).

        Tokens that are only looked at have to be given again next time. Unless `final`, what gets frames must end a
        chunk, counted from the prompt's first token. What is left of the prompt is worked through in the first call.
        """
        ids = torch.cat([stream.prompt.tokens[:, stream.tokens :], tokens], dim=1)
        return self._advance(stream, ids, final, check)

    def _advance(self, stream: FlowStream, ids: Tensor, final: bool, check: Callable[[], None]) -> Tensor:
        """Of ids (1, n) that go on from where the stream is."""
        dims = self.dims
        count = ids.shape[1] - (0 if final else dims.rows_ahead)
        if not final and (stream.tokens + count) % dims.chunk_tokens:
            raise ValueError("a piece of a stream ends where a chunk does")
        mu = self.mean(ids, dims.chunk_tokens, final, stream.encoder, check)
        first = self.frames(stream.tokens)
        past = list(stream.steps)
        mel = self._solve(
            mu, stream.prompt, first, dims.chunk_tokens, stream.quality, stream.conditioning, past, check
        )
        for memory in (stream.encoder, stream.conditioning, *stream.steps):
            memory.advance(mu.shape[1])
        stream.tokens += count
        return mel[:, max(0, stream.prompt.mel.shape[1] - first) :].transpose(1, 2)

    def mean(
        self,
        ids: Tensor,
        chunk: int | None,
        final: bool,
        past: Past,
        check: Callable[[], None] = lambda: None,
    ) -> Tensor:
        """The mel mean (1, frames, C) of tokens (1, n), which the solver is conditioned on."""
        assert self._token_rows is not None, "prepare() comes before the first call"
        rows = F.embedding(ids.clamp(min=0), self._token_rows)
        ahead = None if final else rows[:, rows.shape[1] - self.dims.rows_ahead :]
        rows = rows if final else rows[:, : -self.dims.rows_ahead]
        if self.dims.encoder:
            return self.encoder_proj(self.encoder(rows, ahead, chunk, past, check))
        return self.pre_lookahead_layer(rows, ahead, past).repeat_interleave(
            self.dims.frames_per_token, dim=1
        )

    def speaker_row(self, speaker: Tensor) -> Tensor:
        """Raw speaker embedding (1, 192) to the row the estimator reads, (1, C)."""
        return self.spk_embed_affine_layer(F.normalize(speaker, dim=1))

    def _solve(
        self,
        mu: Tensor,
        prompt: Prompt,
        first: int,
        chunk: int | None,
        quality: Quality,
        conditioned: Past,
        past: list[Past] | list[Memory],
        check: Callable[[], None],
    ) -> Tensor:
        """The mel (1, T, C) of the frames from `first` on, whose mean is `mu`; one past for each solver step."""
        frames = mu.shape[1]
        noise = fixed_noise(self.dims.mel_bins, first, frames).to(mu.device)
        known = prompt.mel[:, first : first + frames].to(mu.device)
        known = F.pad(known, (0, 0, 0, frames - known.shape[1]))
        estimator = self.decoder.estimator
        both = estimator.condition(mu, self.speaker_row(prompt.speaker), known, conditioned)
        alone = tuple(part[:1] for part in both)
        schedule, start = SCHEDULES[quality], first_step(quality)
        size = chunk and self.frames(chunk)

        def velocity(x: Tensor, step: int) -> Tensor:
            conditioning = both if schedule.guided[step] else alone
            return estimator(x, conditioning, start + step, size, past[step], check)

        return solve(noise, velocity, schedule, self.dims.guidance, check)
