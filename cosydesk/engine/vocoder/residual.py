"""The vocoder's residual blocks: dilated convolutions behind snakes. Source: spec cosyvoice1.md section 8.5."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from cosydesk.engine.layers.fast_convolution import FastConvolution

SNAKE_EPS = 1e-9


class Snake(nn.Module):
    """x + sin²(αx)/α, one α per channel (Ziyin et al. 2020)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.alpha = nn.Parameter(torch.ones(channels))

    def forward(self, x: Tensor) -> Tensor:
        """Of (B, C, T)."""
        alpha = self.alpha.view(1, -1, 1)
        wave = torch.sin(x * alpha).square_()
        return x + wave.mul_((alpha + SNAKE_EPS).reciprocal())

    def rows(self, x: Tensor, out: Tensor) -> None:
        """Of rows (T, C), written to `out`."""
        torch.mul(x, self.alpha, out=out)
        torch.addcmul(x, out.sin_().square_(), (self.alpha + SNAKE_EPS).reciprocal(), out=out)


class CausalConv1d(nn.Conv1d):
    """A convolution of (B, C, T) that finds zeros before the first frame and looks back only."""

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(F.pad(x, ((self.kernel_size[0] - 1) * self.dilation[0], 0)))


class ResidualBlock(nn.Module):
    """Pairs of dilated and plain convolutions, each behind a snake and beside a residual path.

    Args:
        causal: the convolutions look back only.
    """

    def __init__(self, channels: int, kernel: int, dilations: tuple[int, ...], causal: bool = False) -> None:
        super().__init__()
        self.causal = causal

        def convolution(dilation: int) -> nn.Conv1d:
            if causal:
                return CausalConv1d(channels, channels, kernel, dilation=dilation)
            return nn.Conv1d(
                channels, channels, kernel, dilation=dilation, padding=(kernel - 1) * dilation // 2
            )

        self.convs1 = nn.ModuleList(convolution(dilation) for dilation in dilations)
        self.convs2 = nn.ModuleList(convolution(1) for _ in dilations)
        self.activations1 = nn.ModuleList(Snake(channels) for _ in dilations)
        self.activations2 = nn.ModuleList(Snake(channels) for _ in dilations)
        self._fast: list[tuple[FastConvolution, FastConvolution]] = []

    def forward(self, x: Tensor) -> Tensor:
        """Of (B, C, T)."""
        for first, second, before, between in zip(
            self.convs1, self.convs2, self.activations1, self.activations2, strict=True
        ):
            x = x + second(between(first(before(x))))
        return x

    def prepare_rows(self) -> None:
        """Make the convolutions that `add_rows` uses, in the place of the plain ones."""
        self._fast = [
            (
                FastConvolution(cast(nn.Conv1d, first), self.causal),
                FastConvolution(cast(nn.Conv1d, second), self.causal),
            )
            for first, second in zip(self.convs1, self.convs2, strict=True)
        ]
        del self.convs1, self.convs2

    def add_rows(self, x: Tensor, check: Callable[[], None] = lambda: None) -> None:
        """Let rows (T, C), contiguous and on the CPU, run through the block in place."""
        for index, (first, second) in enumerate(self._fast):
            before = cast(Snake, self.activations1[index])
            between = cast(Snake, self.activations2[index])
            inner = torch.zeros_like(x)
            first.add_to(inner, _activated(x, before, first), check)
            second.add_to(x, _activated(inner, between, second), check)


def _activated(x: Tensor, snake: Snake, convolution: FastConvolution) -> Tensor:
    """The snake of rows (T, C) with the zeros around them that a convolution wants."""
    length = len(x)
    padded = x.new_empty(convolution.padded_rows(length), x.shape[1])
    first = convolution.before
    padded[:first] = 0
    padded[first + length :] = 0
    snake.rows(x, padded[first : first + length])
    return padded


def fuse(
    x: Tensor,
    source: Tensor,
    source_block: ResidualBlock,
    blocks: list[ResidualBlock],
    by_rows: bool,
    check: Callable[[], None],
) -> Tensor:
    """Add the excitation's branch and take the mean of a stage's residual blocks, all (1, C, T).

    Args:
        by_rows: the blocks' `prepare_rows` was called.
        check: called often; raises to stop.
    """
    count = len(blocks)
    if by_rows:
        rows = source[0].t().contiguous()
        source_block.add_rows(rows, check)
        rows += x[0].t()
        # Each block starts from the sum anew and leaves its result in place.
        total = rows.clone()
        blocks[0].add_rows(total, check)
        for block in blocks[1:]:
            branch = rows.clone()
            block.add_rows(branch, check)
            total += branch
        return total.div_(count).t().contiguous().unsqueeze(0)
    check()
    x = x + source_block(source)
    total = blocks[0](x)
    for block in blocks[1:]:
        check()
        total = total + block(x)
    return total / count
