"""Convolution along time with far fewer products than its definition, exact up to rounding.

A block of `span` inputs and a kernel of k taps give span - k + 1 outputs through a discrete Fourier transform of the
block. Written in real numbers, with Gauss' three products for a complex one, that is::

    y = A · [(G w) ∘ (B x)]

with three small constant matrices. Over channels every ∘ is a matrix product, so a convolution of eleven taps needs
2.5 instead of 11 of them per output; its rounding error is not larger than the direct sum's.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor, nn

SPANS = {3: 8, 5: 16, 7: 16, 9: 24, 11: 24}
"""Block lengths that were found fastest, by taps."""
ROWS_PER_CHANNEL = 0.5
"""Rows of one product: few enough that what a pass works on stays in the cache, more where kernels are larger."""
LEAST_VALUES = 2048
"""Values in a pass of few channels, which would else be more passes than work."""


def bilinear_matrices(span: int, taps: int) -> tuple[Tensor, Tensor, Tensor]:
    """A (outputs, P), G (P, taps) and B (P, span) in float64; outputs = span - taps + 1."""
    inputs = torch.arange(span, dtype=torch.float64)
    kernel, outputs = inputs[:taps], inputs[: span - taps + 1]
    a, g, b = [], [], []
    for frequency in range(span // 2 + 1):
        turn = 2 * math.pi * frequency / span
        real, imaginary = (turn * inputs).cos(), -(turn * inputs).sin()
        kernel_real, kernel_imaginary = (turn * kernel).cos(), (turn * kernel).sin()
        cosine, sine = (turn * outputs).cos() / span, (turn * outputs).sin() / span
        if frequency in (0, span / 2):
            b.append(real)
            g.append(kernel_real)
            a.append(cosine)
        else:
            b += [real + imaginary, real, imaginary]
            g += [kernel_real, kernel_imaginary - kernel_real, kernel_real + kernel_imaginary]
            a += [2 * (cosine - sine), -2 * sine, -2 * cosine]
    return torch.stack(a, dim=1), torch.stack(g), torch.stack(b)


class FastConvolution:
    """A convolution with as many outputs as inputs, on rows (T, C) on the CPU.

    Args:
        causal: an output sees its own input and earlier ones; else, of an odd kernel, as many on either side.
    """

    def __init__(self, convolution: nn.Conv1d, causal: bool = False) -> None:
        weight = convolution.weight.detach()
        taps = weight.shape[2]
        self._dilation = convolution.dilation[0]
        self._causal = causal
        self._span = SPANS.get(taps, 2 * taps + taps % 2)
        self._outputs = self._span - taps + 1
        a, g, b = bilinear_matrices(self._span, taps)
        self._a, self._b = a.float(), b.float()
        self._kernels = torch.einsum("pk,ock->pco", g, weight.double()).float().contiguous()
        # The first product is the block's sum, which enters every output with 1 / span.
        self._bias = None if convolution.bias is None else convolution.bias.detach() * self._span

    @property
    def before(self) -> int:
        """Rows of zeros that `add_to` wants before the first."""
        reach = (self._span - self._outputs) * self._dilation
        return reach if self._causal else reach // 2

    def padded_rows(self, length: int) -> int:
        """Rows of the padded input for so many outputs."""
        step = self._outputs * self._dilation
        return -(-length // step) * step + (self._span - self._outputs) * self._dilation

    def add_to(self, out: Tensor, padded: Tensor, check: Callable[[], None] = lambda: None) -> None:
        """Add the convolution to `out` (T, C).

        Args:
            padded: (padded_rows(T), C) contiguous, the input from row `before` on, zeros elsewhere.
            check: called a few times a second; raises to stop.
        """
        length, width = out.shape
        channels = padded.shape[1]
        span, outputs, dilation = self._span, self._outputs, self._dilation
        step = outputs * dilation
        blocks = -(-length // step)
        rows_at_once = max(round(ROWS_PER_CHANNEL * channels), LEAST_VALUES // channels)
        at_once = max(1, rows_at_once // dilation)
        for first in range(0, blocks, at_once):
            check()
            count = min(at_once, blocks - first)
            # Row i of every block and phase of the dilation, side by side: (span, count, dilation, C).
            gathered = padded.as_strided(
                (span, count, dilation, channels),
                (dilation * channels, step * channels, channels, 1),
                first * step * channels,
            )
            transformed = torch.mm(self._b, gathered.reshape(span, -1))
            products = torch.bmm(transformed.view(-1, count * dilation, channels), self._kernels)
            if self._bias is not None:
                products[0] += self._bias
            made = torch.mm(self._a, products.view(len(products), -1))
            made = made.view(outputs, count, dilation, width).transpose(0, 1)
            rows = out[first * step : (first + count) * step]
            if len(rows) == count * step:
                rows.view(count, outputs, dilation, width).add_(made)
            else:
                rows.add_(made.reshape(count * step, width)[: len(rows)])
