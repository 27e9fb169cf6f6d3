"""Linear layers with int8 weights for decoding on a CPU, where reading the weights is what takes the time.

Weights are quantised once per output channel, activations per call and row, so that what a row gets doesn't depend on
the rows beside it. The packed weights hold the layout that the kernel reads: a batch costs little more than one row.
"""

from __future__ import annotations

import warnings

import torch
from torch import Tensor, nn

HALF_RANGE = 127
SIGNED = (1 / 63, 64)
UNSIGNED = (1 / 127, 0)
"""Step and zero of activations within ±1 or 0 … 1, in seven bits: eight would saturate AVX2's sums of two products."""
SMALLEST = 1e-12


class Int8Linear(nn.Module):
    """In the place of an `nn.Linear`: (…, in) float32 to (…, out) float32.

    Args:
        positive: no input is ever negative, as behind a ReLU, so that all steps can lie above zero.
    """

    def __init__(self, linear: nn.Linear, positive: bool = False) -> None:
        super().__init__()
        self._positive = positive
        self._step, self._zero = UNSIGNED if positive else SIGNED
        weight = linear.weight.detach().float()
        scale = (weight.abs().amax(dim=1) / HALF_RANGE).clamp(min=SMALLEST).double()
        zero = torch.zeros(len(scale), dtype=torch.long)
        with warnings.catch_warnings():
            # torch means to replace its quantised tensors; the release pinned here has them, and the kernels.
            warnings.simplefilter("ignore", UserWarning)
            quantised = torch.quantize_per_channel(weight, scale, zero, 0, torch.qint8)
        self._packed = torch.ops.quantized.linear_prepack(quantised, None)
        bias = torch.zeros(len(weight)) if linear.bias is None else linear.bias.detach().float()
        self.bias = nn.Parameter(bias, requires_grad=False)

    def forward(self, x: Tensor) -> Tensor:
        largest = (x if self._positive else x.abs()).amax(dim=-1, keepdim=True).clamp_(min=SMALLEST)
        made = torch.ops.quantized.linear_with_input_q_dq_qweight_dq_output_fp32(
            x / largest, self._step, self._zero, self._packed
        )
        return torch.addcmul(self.bias, made, largest)


def to_int8(module: nn.Module, name: str, positive: bool = False) -> None:
    """Replace the linear layer `name` of a module by its int8 form."""
    linear = getattr(module, name)
    if isinstance(linear, nn.Linear):
        setattr(module, name, Int8Linear(linear, positive))
