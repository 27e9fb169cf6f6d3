"""The third generation's flow network: a diffusion transformer. Source: spec cosyvoice3.md section 6.2.

Attribute names are the checkpoint's keys. The solver's times are fixed, so `prepare` turns everything that depends on
time alone into constants: the scales, shifts and gates of every block, two fifths of the weights.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from cosydesk.engine.flow.estimator import time_sinusoids
from cosydesk.engine.layers.past import Past, chunk_mask

TIME_WIDTH = 256
POSITION_KERNEL = 31
POSITION_GROUPS = 16
NORM_EPS = 1e-6
MODULATIONS = 6
"""Shift, scale and gate, before attention and before the feed-forward part."""


@dataclass(frozen=True)
class DiTDims:
    """Dimensions of the transformer; `bins` of the state, mel mean, speaker row and prompt alike."""

    width: int
    blocks: int
    heads: int
    head_width: int
    widening: int
    bins: int

    def build(self) -> DiT:
        return DiT(self)


class TimeEmbedding(nn.Module):
    """From a solver time's sinusoids to the transformer's width."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.time_mlp = nn.Sequential(nn.Linear(TIME_WIDTH, width), nn.SiLU(), nn.Linear(width, width))

    def forward(self, times: Tensor) -> Tensor:
        first = cast(nn.Linear, self.time_mlp[0])
        return self.time_mlp(time_sinusoids(times, TIME_WIDTH).to(first.weight.dtype))


class PositionConvolution(nn.Module):
    """Two grouped convolutions that look back: where the transformer gets its positions from."""

    def __init__(self, width: int) -> None:
        super().__init__()

        def convolution() -> nn.Sequential:
            return nn.Sequential(nn.Conv1d(width, width, POSITION_KERNEL, groups=POSITION_GROUPS), nn.Mish())

        self.conv1 = convolution()
        self.conv2 = convolution()

    def forward(self, x: Tensor, past: Past) -> Tensor:
        for convolution in (self.conv1, self.conv2):
            x = convolution(past.before(x, POSITION_KERNEL - 1).transpose(1, 2)).transpose(1, 2)
        return x


class InputEmbedding(nn.Module):
    """State, prompt mel, mel mean and speaker row of each frame to the transformer's width.

    Attributes:
        state, fixed: `proj` in two parts once prepared: what reads the state, and what reads the rest.
    """

    state: nn.Linear
    fixed: nn.Linear

    def __init__(self, dims: DiTDims) -> None:
        super().__init__()
        self.proj = nn.Linear(4 * dims.bins, dims.width)
        self.conv_pos_embed = PositionConvolution(dims.width)

    def prepare(self) -> None:
        """Split the projection into the state's share and the rest, which is the same in all steps."""
        weight, bias = self.proj.weight, self.proj.bias
        bins = weight.shape[1] // 4
        self.state = nn.Linear(bins, len(weight), bias=False, device="meta")
        self.state.weight = nn.Parameter(weight[:, :bins].contiguous(), requires_grad=False)
        self.fixed = nn.Linear(3 * bins, len(weight), device="meta")
        self.fixed.weight = nn.Parameter(weight[:, bins:].contiguous(), requires_grad=False)
        self.fixed.bias = nn.Parameter(bias.clone(), requires_grad=False)
        del self.proj


class RotaryEmbedding(nn.Module):
    """Rates of the rotation, which the checkpoint holds."""

    def __init__(self, width: int) -> None:
        super().__init__()
        rates = 10000.0 ** (-torch.arange(0, width, 2, dtype=torch.float32) / width)
        self.register_buffer("inv_freq", rates)

    def turns(self, first: int, rows: int) -> tuple[Tensor, Tensor]:
        """Cosines and sines for the positions from `first` on, (rows, width / 2) each, in float32."""
        rates = cast(Tensor, self.inv_freq)
        positions = torch.arange(first, first + rows, device=rates.device, dtype=torch.float32)
        angles = positions.unsqueeze(1) * rates
        return angles.cos(), angles.sin()


class Attention(nn.Module):
    """Self-attention over chunks and their past, of whose heads only the first knows positions (so was it trained)."""

    def __init__(self, dims: DiTDims) -> None:
        super().__init__()
        inner = dims.heads * dims.head_width
        self.heads = dims.heads
        self.to_q = nn.Linear(dims.width, inner)
        self.to_k = nn.Linear(dims.width, inner)
        self.to_v = nn.Linear(dims.width, inner)
        self.to_out = nn.ModuleList([nn.Linear(inner, dims.width)])
        self.to_qkv: nn.Linear | None = None

    def prepare(self) -> None:
        """Fuse the three projections and let them go."""
        parts = (self.to_q, self.to_k, self.to_v)
        weight = torch.cat([part.weight for part in parts])
        self.to_qkv = nn.Linear(weight.shape[1], weight.shape[0], device="meta")
        self.to_qkv.weight = nn.Parameter(weight, requires_grad=False)
        self.to_qkv.bias = nn.Parameter(torch.cat([part.bias for part in parts]), requires_grad=False)
        del self.to_q, self.to_k, self.to_v

    def forward(self, x: Tensor, turns: tuple[Tensor, Tensor], chunk: int | None, past: Past) -> Tensor:
        assert self.to_qkv is not None, "prepare() comes before the first call"
        batch, length, _ = x.shape
        qkv = self.to_qkv(x).view(batch, length, 3, self.heads, -1)
        _rotate(qkv[:, :, :2, 0], turns)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        k, v = past.joined(k, v)
        mask = chunk_mask(length, k.shape[2], chunk, x.device)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return self.to_out[0](mixed.transpose(1, 2).flatten(2))


class FeedForward(nn.Module):
    """Widen and back, with the tanh form of GELU. Index 1 of `ff` is the training's dropout."""

    def __init__(self, dims: DiTDims) -> None:
        super().__init__()
        hidden = dims.widening * dims.width
        widen = nn.Sequential(nn.Linear(dims.width, hidden), nn.GELU(approximate="tanh"))
        self.ff = nn.Sequential(widen, nn.Identity(), nn.Linear(hidden, dims.width))

    def forward(self, x: Tensor) -> Tensor:
        return self.ff(x)


class Modulation(nn.Module):
    """From a time to `count` vectors; `prepare` puts the vectors of all steps in the place of the weights."""

    def __init__(self, width: int, count: int) -> None:
        super().__init__()
        self.count = count
        self.linear: nn.Linear | None = nn.Linear(width, count * width)
        self.vectors = torch.empty(0)

    def prepare(self, times: Tensor) -> None:
        """Of embedded times (steps, width)."""
        assert self.linear is not None
        self.vectors = self.linear(F.silu(times)).view(len(times), self.count, -1).float()
        self.linear = None


class Block(nn.Module):
    """Attention and feed-forward, each between a modulated norm and a gate."""

    def __init__(self, dims: DiTDims) -> None:
        super().__init__()
        self.attn_norm = Modulation(dims.width, MODULATIONS)
        self.attn = Attention(dims)
        self.ff = FeedForward(dims)

    def forward(
        self, x: Tensor, step: int, turns: tuple[Tensor, Tensor], chunk: int | None, past: Past
    ) -> Tensor:
        shift1, scale1, gate1, shift2, scale2, gate2 = self.attn_norm.vectors[step].unbind(0)
        x = torch.addcmul(x, gate1, self.attn(_modulated(x, shift1, scale1), turns, chunk, past).to(x.dtype))
        return torch.addcmul(x, gate2, self.ff(_modulated(x, shift2, scale2)).to(x.dtype))


class DiT(nn.Module):
    """Velocity of the flow: (x, conditioning, step) to (2, T, bins)."""

    def __init__(self, dims: DiTDims) -> None:
        super().__init__()
        self.dims = dims
        self.time_embed = TimeEmbedding(dims.width)
        self.input_embed = InputEmbedding(dims)
        self.rotary_embed = RotaryEmbedding(dims.head_width)
        self.transformer_blocks = nn.ModuleList(Block(dims) for _ in range(dims.blocks))
        self.norm_out = Modulation(dims.width, 2)
        self.proj_out = nn.Linear(dims.width, dims.bins)

    @torch.inference_mode()
    def prepare(self, times: Tensor) -> None:
        """Compute all modulations for the solver's times (steps,), fuse and split what no call changes."""
        embedded = self.time_embed(times)
        for module in self.modules():
            if isinstance(module, Modulation):
                module.prepare(embedded)
            elif isinstance(module, Attention):
                module.prepare()
        self.input_embed.prepare()

    def condition(self, mu: Tensor, speaker: Tensor, prompt: Tensor, past: Past) -> tuple[Tensor, ...]:
        """The input's share of mel mean (1, T, C), speaker (1, C) and prompt mel (1, T, C), two rows of it.

        The second, unconditioned row sees zeros for all three. Nothing here needs the past.
        """
        fixed = torch.cat([prompt, mu, speaker.unsqueeze(1).expand_as(mu)], dim=2)
        return (self.input_embed.fixed(torch.cat([fixed, torch.zeros_like(fixed)])),)

    def forward(
        self,
        x: Tensor,
        conditioning: tuple[Tensor, ...],
        step: int,
        chunk: int | None,
        past: Past,
        check: Callable[[], None] = lambda: None,
    ) -> Tensor:
        """Velocity at state x (1, T, C) for the rows of the conditioning, (rows, T, C).

        Args:
            chunk: frames of a chunk that sees itself and what came before; None = everything sees everything.
            check: called before every block; raises to stop.
        """
        h = conditioning[0] + self.input_embed.state(x)
        h = h + self.input_embed.conv_pos_embed(h, past)
        turns = self.rotary_embed.turns(past.position, x.shape[1])
        for block in self.transformer_blocks:
            check()
            h = block(h, step, turns, chunk, past)
        scale, shift = self.norm_out.vectors[step].unbind(0)
        return self.proj_out(_modulated(h, shift, scale))


def _modulated(x: Tensor, shift: Tensor, scale: Tensor) -> Tensor:
    """The norm with a step's own scale and shift in the place of learnt ones."""
    return F.layer_norm(x.float(), x.shape[-1:], 1 + scale, shift, NORM_EPS)


def _rotate(rows: Tensor, turns: tuple[Tensor, Tensor]) -> None:
    """Turn neighbouring pairs of (B, T, n, width) in place."""
    cosine, sine = (turn.unsqueeze(1) for turn in turns)
    first, second = rows[..., 0::2].float(), rows[..., 1::2].float()
    turned = first * cosine - second * sine, second * cosine + first * sine
    rows[..., 0::2], rows[..., 1::2] = turned
