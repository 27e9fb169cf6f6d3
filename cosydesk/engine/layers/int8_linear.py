"""Linear layers with int8 weights for decoding on a CPU, where reading the weights is what takes the time.

Weights are quantised once per output channel, activations per call. The packed weights hold the layout that the
kernel reads, so that a batch of rows costs little more than one.
"""

from __future__ import annotations

import warnings

import torch
from torch import Tensor, nn

HALF_RANGE = 127


class Int8Linear(nn.Module):
    """In the place of an `nn.Linear`: (…, in) float32 to (…, out) float32."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        weight = linear.weight.detach().float()
        scale = (weight.abs().amax(dim=1) / HALF_RANGE).clamp(min=1e-12).double()
        zero = torch.zeros(len(scale), dtype=torch.long)
        with warnings.catch_warnings():
            # torch means to replace its quantised tensors; the release pinned here has them, and the kernels.
            warnings.simplefilter("ignore", UserWarning)
            quantised = torch.quantize_per_channel(weight, scale, zero, 0, torch.qint8)
        bias = None if linear.bias is None else linear.bias.detach().float()
        self._packed = torch.ops.quantized.linear_prepack(quantised, bias)

    def forward(self, x: Tensor) -> Tensor:
        # Seven bits of activation keep AVX2's 16-bit sums of two products from saturating.
        return torch.ops.quantized.linear_dynamic(x, self._packed, reduce_range=True)


def to_int8(module: nn.Module, name: str) -> None:
    """Replace the linear layer `name` of a module by its int8 form."""
    linear = getattr(module, name)
    if isinstance(linear, nn.Linear):
        setattr(module, name, Int8Linear(linear))
