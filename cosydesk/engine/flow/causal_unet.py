"""The second generation's flow network: a U-Net that looks back only. Source: spec cosyvoice2.md section 6.4.

Attribute names are the checkpoint's keys. Unlike the first generation's it keeps one rate, its norms see one frame at a
time and its convolutions look back, so that everything works on rows (B, T, C) and on pieces of a stream.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from cosydesk.engine.flow.estimator import EstimatorDims, FeedForward, TimeMLP, time_sinusoids
from cosydesk.engine.layers.past import Past, chunk_mask
from cosydesk.engine.layers.row_convolution import RowConvolution, prepare_convolutions, windows

KERNEL = 3


@dataclass(frozen=True)
class CausalUNetDims:
    """Dimensions of the network, which has one level."""

    unet: EstimatorDims

    @property
    def bins(self) -> int:
        return self.unet.out_channels

    def build(self) -> CausalUNet:
        return CausalUNet(self.unet)


class Convolved(nn.Module):
    """Convolution, norm over channels, Mish. Index 1 of `block` turns the checkpoint's channels and holds nothing."""

    def __init__(self, channels_in: int, channels_out: int) -> None:
        super().__init__()
        self.block = nn.ModuleDict(
            {"0": RowConvolution(channels_in, channels_out, KERNEL), "2": nn.LayerNorm(channels_out)}
        )

    def forward(self, x: Tensor, past: Past) -> Tensor:
        return self.after_convolution(self.convolution(past.before(x, KERNEL - 1)))

    def after_convolution(self, x: Tensor) -> Tensor:
        """Norm and activation of an already convolved input."""
        return F.mish(self.block["2"](x))

    @property
    def convolution(self) -> RowConvolution:
        return cast(RowConvolution, self.block["0"])


class ResidualBlock(nn.Module):
    """Two convolutions with a shift by time between them, beside a 1x1 path."""

    def __init__(self, channels_in: int, channels_out: int, time_width: int) -> None:
        super().__init__()
        self.mlp = nn.Sequential(nn.Mish(), nn.Linear(time_width, channels_out))
        self.block1 = Convolved(channels_in, channels_out)
        self.block2 = Convolved(channels_out, channels_out)
        self.res_conv = RowConvolution(channels_in, channels_out, 1)
        self.shifts = torch.empty(0)

    def forward(self, x: Tensor, step: int, past: Past) -> Tensor:
        convolved = self.block1.convolution(past.before(x, KERNEL - 1))
        return self.finish(convolved, self.res_conv(x), step, past)

    def finish(self, convolved: Tensor, residual: Tensor, step: int, past: Past) -> Tensor:
        """Everything behind the first convolution and the 1x1 path."""
        h = self.block1.after_convolution(convolved) + self.shifts[step]
        return self.block2(h, past) + residual


class Attention(nn.Module):
    """Self-attention without positions over chunks and their past."""

    def __init__(self, width: int, heads: int, head_width: int) -> None:
        super().__init__()
        inner = heads * head_width
        self.heads = heads
        self.to_q = nn.Linear(width, inner, bias=False)
        self.to_k = nn.Linear(width, inner, bias=False)
        self.to_v = nn.Linear(width, inner, bias=False)
        self.to_out = nn.ModuleList([nn.Linear(inner, width)])
        self.to_qkv: nn.Linear | None = None

    def prepare(self) -> None:
        """Fuse the three projections and let them go."""
        weight = torch.cat([self.to_q.weight, self.to_k.weight, self.to_v.weight])
        self.to_qkv = nn.Linear(weight.shape[1], weight.shape[0], bias=False, device="meta")
        self.to_qkv.weight = nn.Parameter(weight, requires_grad=False)
        del self.to_q, self.to_k, self.to_v

    def forward(self, x: Tensor, chunk: int | None, past: Past) -> Tensor:
        assert self.to_qkv is not None, "prepare() comes before the first call"
        batch, length, _ = x.shape
        qkv = self.to_qkv(x).view(batch, length, 3, self.heads, -1)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        k, v = past.joined(k, v)
        mask = chunk_mask(length, k.shape[2], chunk, x.device)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return self.to_out[0](mixed.transpose(1, 2).flatten(2))


class TransformerBlock(nn.Module):
    """Attention and feed-forward on (B, T, width)."""

    def __init__(self, width: int, heads: int, head_width: int) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(width)
        self.attn1 = Attention(width, heads, head_width)
        self.norm3 = nn.LayerNorm(width)
        self.ff = FeedForward(width)

    def forward(self, x: Tensor, chunk: int | None, past: Past) -> Tensor:
        x = x + self.attn1(self.norm1(x), chunk, past)
        return x + self.ff(self.norm3(x))


class CausalUNet(nn.Module):
    """Velocity of the flow: (x, conditioning, step) to (2, T, out_channels)."""

    def __init__(self, dims: EstimatorDims) -> None:
        super().__init__()
        self.dims = dims
        (width,) = dims.channels
        time_width = 4 * width
        self.time_mlp = TimeMLP(dims.in_channels, time_width)

        def stage(channels_in: int, *after: nn.Module) -> nn.ModuleList:
            blocks = (TransformerBlock(width, dims.heads, dims.head_width) for _ in range(dims.blocks))
            return nn.ModuleList(
                [ResidualBlock(channels_in, width, time_width), nn.ModuleList(blocks), *after]
            )

        self.down_blocks = nn.ModuleList([stage(dims.in_channels, RowConvolution(width, width, KERNEL))])
        self.mid_blocks = nn.ModuleList(stage(width) for _ in range(dims.mid_blocks))
        self.up_blocks = nn.ModuleList([stage(2 * width, RowConvolution(width, width, KERNEL))])
        self.final_block = Convolved(width, width)
        self.final_proj = RowConvolution(width, dims.out_channels, 1)
        # The first block's kernels, split into the state's share and that of everything else.
        self.first_convolution = nn.ModuleList()
        self.first_residual = nn.ModuleList()

    @torch.inference_mode()
    def prepare(self, times: Tensor) -> None:
        """Compute all time shifts for the solver's times (steps,), fuse and split what no call changes."""
        dtype = self.time_mlp.linear_1.weight.dtype
        shared = self.time_mlp(time_sinusoids(times, self.dims.in_channels).to(dtype))
        for module in self.modules():
            if isinstance(module, ResidualBlock):
                module.shifts = module.mlp(shared)
            elif isinstance(module, Attention):
                module.prepare()
        first = cast(ResidualBlock, _parts(self.down_blocks[0])[0])
        channels = self.dims.out_channels
        self.first_convolution.extend(first.block1.convolution.split(channels))
        self.first_residual.extend(first.res_conv.split(channels))
        first.block1.block["0"] = nn.Identity()
        first.res_conv = cast(RowConvolution, nn.Identity())
        prepare_convolutions(self)

    def condition(self, mu: Tensor, speaker: Tensor, prompt: Tensor, past: Past) -> tuple[Tensor, ...]:
        """The first block's share of mel mean (1, T, C), speaker (1, C) and prompt mel (1, T, C), two rows of each.

        The second, unconditioned row sees zeros for all three.
        """
        fixed = torch.cat([mu, speaker.unsqueeze(1).expand_as(mu), prompt], dim=2)
        fixed = torch.cat([fixed, torch.zeros_like(fixed)])
        return (
            self.first_convolution[1](windows(past.before(fixed, KERNEL - 1), KERNEL)),
            self.first_residual[1](fixed),
        )

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
        first, transformers, down = _parts(self.down_blocks[0])
        h = cast(ResidualBlock, first).finish(
            conditioning[0] + self.first_convolution[0](windows(past.before(x, KERNEL - 1), KERNEL)),
            conditioning[1] + self.first_residual[0](x),
            step,
            past,
        )
        skip = h = _transform(h, transformers, chunk, past, check)
        h = down(past.before(h, KERNEL - 1))
        for stage in self.mid_blocks:
            residual, transformers = _parts(stage)
            h = _transform(residual(h, step, past), transformers, chunk, past, check)
        residual, transformers, up = _parts(self.up_blocks[0])
        h = residual(torch.cat([h, skip], dim=2), step, past)
        h = up(past.before(_transform(h, transformers, chunk, past, check), KERNEL - 1))
        return self.final_proj(self.final_block(h, past))


def _transform(
    h: Tensor, blocks: nn.Module, chunk: int | None, past: Past, check: Callable[[], None]
) -> Tensor:
    for block in cast(nn.ModuleList, blocks):
        check()
        h = block(h, chunk, past)
    return h


def _parts(stage: nn.Module) -> list[nn.Module]:
    return list(cast(nn.ModuleList, stage))
