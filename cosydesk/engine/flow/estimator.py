"""The flow's network: a one-dimensional U-Net of residual and transformer blocks. Source: spec cosyvoice1.md 7.7.

Attribute names are the checkpoint's keys. `prepare` computes what doesn't change between calls: every residual block's
time shift for the fixed solver times. `Conditioning` holds what doesn't change over the steps of one call.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F


@dataclass(frozen=True)
class EstimatorDims:
    """Dimensions of the estimator; `channels` has one width per level."""

    in_channels: int
    out_channels: int
    channels: tuple[int, ...]
    head_width: int
    heads: int
    blocks: int
    mid_blocks: int


class Convolved(nn.Module):
    """Convolution, group norm over eight groups, Mish."""

    def __init__(self, channels_in: int, channels_out: int) -> None:
        super().__init__()
        self.block = nn.Sequential(
            nn.Conv1d(channels_in, channels_out, 3, padding=1), nn.GroupNorm(8, channels_out), nn.Mish()
        )

    def forward(self, x: Tensor) -> Tensor:
        return self.block(x)

    def after_convolution(self, x: Tensor) -> Tensor:
        """Norm and activation of an already convolved input."""
        return self.block[2](self.block[1](x))

    @property
    def convolution(self) -> nn.Conv1d:
        return cast(nn.Conv1d, self.block[0])


class ResidualBlock(nn.Module):
    """Two convolutions with a shift by time between them, beside a 1x1 path."""

    def __init__(self, channels_in: int, channels_out: int, time_width: int) -> None:
        super().__init__()
        self.mlp = nn.Sequential(nn.Mish(), nn.Linear(time_width, channels_out))
        self.block1 = Convolved(channels_in, channels_out)
        self.block2 = Convolved(channels_out, channels_out)
        self.res_conv = nn.Conv1d(channels_in, channels_out, 1)
        self.shifts: Tensor | None = None

    def forward(self, x: Tensor, step: int) -> Tensor:
        return self.finish(self.block1.convolution(x), self.res_conv(x), step)

    def finish(self, convolved: Tensor, residual: Tensor, step: int) -> Tensor:
        """Everything behind the first convolution and the 1x1 path."""
        assert self.shifts is not None
        h = self.block1.after_convolution(convolved) + self.shifts[step].view(1, -1, 1)
        return self.block2(h) + residual


class Attention(nn.Module):
    """Self-attention without positions or mask (every mask is all ones in inference, spec section 7.7)."""

    def __init__(self, width: int, heads: int, head_width: int) -> None:
        super().__init__()
        inner = heads * head_width
        self.heads = heads
        self.to_q = nn.Linear(width, inner, bias=False)
        self.to_k = nn.Linear(width, inner, bias=False)
        self.to_v = nn.Linear(width, inner, bias=False)
        self.to_out = nn.ModuleList([nn.Linear(inner, width)])
        self.to_qkv: Tensor | None = None

    def prepare(self) -> None:
        self.to_qkv = torch.cat([self.to_q.weight, self.to_k.weight, self.to_v.weight])
        del self.to_q, self.to_k, self.to_v

    def forward(self, x: Tensor) -> Tensor:
        assert self.to_qkv is not None
        batch, length, _ = x.shape
        qkv = F.linear(x, self.to_qkv).view(batch, length, 3, self.heads, -1)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        mixed = F.scaled_dot_product_attention(q, k, v)
        return self.to_out[0](mixed.transpose(1, 2).flatten(2))


class GELULinear(nn.Module):
    """Linear, then the exact (erf) GELU."""

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.proj = nn.Linear(width, hidden)

    def forward(self, x: Tensor) -> Tensor:
        return F.gelu(self.proj(x))


class FeedForward(nn.Module):
    """Widen by four and back. Index 1 of `net` is the training's dropout and holds no weights."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.net = nn.Sequential(GELULinear(width, 4 * width), nn.Identity(), nn.Linear(4 * width, width))

    def forward(self, x: Tensor) -> Tensor:
        return self.net(x)


class TransformerBlock(nn.Module):
    """Attention and feed-forward on (B, T, width)."""

    def __init__(self, width: int, heads: int, head_width: int) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(width)
        self.attn1 = Attention(width, heads, head_width)
        self.norm3 = nn.LayerNorm(width)
        self.ff = FeedForward(width)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.attn1(self.norm1(x))
        return x + self.ff(self.norm3(x))


class Downsample(nn.Module):
    """Halve the rate, rounding up."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv1d(channels, channels, 3, stride=2, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(x)


class Upsample(nn.Module):
    """Double the rate."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = nn.ConvTranspose1d(channels, channels, 4, stride=2, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(x)


class TimeMLP(nn.Module):
    """From the sinusoids of a time to the width that the residual blocks read."""

    def __init__(self, width_in: int, width: int) -> None:
        super().__init__()
        self.linear_1 = nn.Linear(width_in, width)
        self.linear_2 = nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:
        return self.linear_2(F.silu(self.linear_1(x)))


def time_sinusoids(times: Tensor, width: int) -> Tensor:
    """Sines then cosines of a thousandfold time: (n,) to (n, width)."""
    half = width // 2
    rates = torch.exp(
        torch.arange(half, dtype=torch.float32, device=times.device) * -(math.log(10000) / (half - 1))
    )
    angles = 1000 * times.unsqueeze(1) * rates
    return torch.cat([angles.sin(), angles.cos()], dim=1)


@dataclass(frozen=True)
class Conditioning:
    """The first block's share of mel mean, speaker and prompt, for the conditioned and the unconditioned row.

    Attributes:
        convolved: (2, C, T), without the state's share, bias included.
        residual: (2, C, T), likewise for the 1x1 path.
    """

    convolved: Tensor
    residual: Tensor


class Estimator(nn.Module):
    """Velocity of the flow: (x, conditioning, step) to (2, out_channels, T)."""

    def __init__(self, dims: EstimatorDims) -> None:
        super().__init__()
        self.dims = dims
        time_width = dims.channels[0] * 4
        self.time_mlp = TimeMLP(dims.in_channels, time_width)

        def stage(channels_in: int, channels_out: int) -> list[nn.Module]:
            blocks = (TransformerBlock(channels_out, dims.heads, dims.head_width) for _ in range(dims.blocks))
            return [ResidualBlock(channels_in, channels_out, time_width), nn.ModuleList(blocks)]

        widths = [dims.in_channels, *dims.channels]
        last = len(dims.channels) - 1
        self.down_blocks = nn.ModuleList()
        for level in range(len(dims.channels)):
            width = widths[level + 1]
            rate: nn.Module = nn.Conv1d(width, width, 3, padding=1) if level == last else Downsample(width)
            self.down_blocks.append(nn.ModuleList([*stage(widths[level], width), rate]))
        middle = dims.channels[-1]
        self.mid_blocks = nn.ModuleList(nn.ModuleList(stage(middle, middle)) for _ in range(dims.mid_blocks))
        upward = [*reversed(dims.channels), dims.channels[0]]
        self.up_blocks = nn.ModuleList()
        for level in range(len(dims.channels)):
            width = upward[level + 1]
            rate = nn.Conv1d(width, width, 3, padding=1) if level == last else Upsample(width)
            self.up_blocks.append(nn.ModuleList([*stage(2 * upward[level], width), rate]))
        self.final_block = Convolved(upward[-1], upward[-1])
        self.final_proj = nn.Conv1d(upward[-1], dims.out_channels, 1)
        self._state_weights: tuple[Tensor, Tensor] | None = None

    @torch.inference_mode()
    def prepare(self, times: Tensor) -> None:
        """Fuse q, k and v, and compute all time shifts for the solver's times (steps,)."""
        shared = self.time_mlp(time_sinusoids(times, self.dims.in_channels).to(self.final_proj.weight.dtype))
        for module in self.modules():
            if isinstance(module, ResidualBlock):
                module.shifts = module.mlp(shared)
            elif isinstance(module, Attention) and module.to_qkv is None:
                module.prepare()
        # The state's share of the first block's kernels; sliced ones would be copied in every call.
        channels = self.dims.out_channels
        self._state_weights = (
            self._first.block1.convolution.weight[:, :channels].contiguous(),
            self._first.res_conv.weight[:, :channels].contiguous(),
        )

    def condition(self, mu: Tensor, speaker: Tensor, prompt: Tensor) -> Conditioning:
        """Precompute from mel mean (1, C, T), speaker row (1, C) and prompt mel (1, C, T).

        The unconditioned row sees zeros for all three.
        """
        first = self._first
        channels = self.dims.out_channels
        fixed = torch.cat([mu, speaker.unsqueeze(2).expand_as(mu), prompt], dim=1)
        fixed = torch.cat([fixed, torch.zeros_like(fixed)])
        convolution = first.block1.convolution
        return Conditioning(
            F.conv1d(fixed, convolution.weight[:, channels:], convolution.bias, padding=1),
            F.conv1d(fixed, first.res_conv.weight[:, channels:], first.res_conv.bias),
        )

    def forward(
        self, x: Tensor, conditioning: Conditioning, step: int, check: Callable[[], None] = lambda: None
    ) -> Tensor:
        """Velocity at state x (1, C, T) for both rows, (2, C, T); `check` is called before every block."""
        assert self._state_weights is not None, "prepare() comes before the first call"
        first = self._first
        h = first.finish(
            conditioning.convolved + F.conv1d(x, self._state_weights[0], padding=1),
            conditioning.residual + F.conv1d(x, self._state_weights[1]),
            step,
        )
        skips = []
        for level, (residual, transformers, rate) in enumerate(_levels(self.down_blocks)):
            if level:
                h = residual(h, step)
            h = _transform(h, transformers, check)
            skips.append(h)
            h = rate(h)
        for residual, transformers in _stages(self.mid_blocks):
            h = _transform(residual(h, step), transformers, check)
        for residual, transformers, rate in _levels(self.up_blocks):
            skip = skips.pop()
            h = torch.cat([h[:, :, : skip.shape[2]], skip], dim=1)
            h = rate(_transform(residual(h, step), transformers, check))
        return self.final_proj(self.final_block(h))

    @property
    def _first(self) -> ResidualBlock:
        return cast(ResidualBlock, cast(nn.ModuleList, self.down_blocks[0])[0])


def _transform(h: Tensor, blocks: nn.ModuleList, check: Callable[[], None]) -> Tensor:
    # In rows proper; sums of a transposed view would stay transposed, and every norm and product would copy.
    rows = h.transpose(1, 2).contiguous()
    for block in blocks:
        check()
        rows = block(rows)
    return rows.transpose(1, 2)


def _stages(blocks: nn.ModuleList) -> list[tuple[ResidualBlock, nn.ModuleList]]:
    return [
        cast("tuple[ResidualBlock, nn.ModuleList]", tuple(cast(nn.ModuleList, block))) for block in blocks
    ]


def _levels(blocks: nn.ModuleList) -> list[tuple[ResidualBlock, nn.ModuleList, nn.Module]]:
    return [
        cast("tuple[ResidualBlock, nn.ModuleList, nn.Module]", tuple(cast(nn.ModuleList, block)))
        for block in blocks
    ]
