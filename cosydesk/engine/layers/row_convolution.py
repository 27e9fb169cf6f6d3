"""Convolution along the rows of (B, T, C), as one matrix product.

What stands around it works on rows (norms, attention, linear layers), so nothing is ever transposed, and rows that a
stream brings along are joined in front by `Past.before`.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn


class RowConvolution(nn.Module):
    """Rows (B, T + kernel - 1, C) to (B, T, C'), without padding. Weights are those of an `nn.Conv1d`."""

    def __init__(self, channels_in: int, channels_out: int, kernel: int) -> None:
        super().__init__()
        self.kernel = kernel
        self.weight = nn.Parameter(torch.empty(channels_out, channels_in, kernel))
        self.bias = nn.Parameter(torch.empty(channels_out))
        self.product: nn.Linear | None = None

    @property
    def reach(self) -> int:
        """Rows that an output needs besides its own."""
        return self.kernel - 1

    def prepare(self) -> None:
        """Put the kernel into the order in which the product reads it, and let the original go."""
        self.product = _linear(self.weight, self.bias)
        del self.weight, self.bias

    def split(self, channels: int) -> tuple[nn.Linear, nn.Linear]:
        """Products for the first `channels` of the input, without bias, and for the rest, with it."""
        return _linear(self.weight[:, :channels], None), _linear(self.weight[:, channels:], self.bias)

    def forward(self, rows: Tensor) -> Tensor:
        assert self.product is not None, "prepare() comes before the first call"
        return self.product(windows(rows, self.kernel))


def windows(rows: Tensor, kernel: int) -> Tensor:
    """Each row with those behind it side by side: (B, T + kernel - 1, C) to (B, T, kernel · C)."""
    if kernel == 1:
        return rows
    length = rows.shape[1] - kernel + 1
    return torch.cat([rows[:, tap : tap + length] for tap in range(kernel)], dim=2)


def prepare_convolutions(network: nn.Module) -> None:
    """`RowConvolution.prepare` for all of a network that weren't yet."""
    for module in network.modules():
        if isinstance(module, RowConvolution) and module.product is None:
            module.prepare()


def _linear(weight: Tensor, bias: Tensor | None) -> nn.Linear:
    channels_out, channels_in, kernel = weight.shape
    linear = nn.Linear(kernel * channels_in, channels_out, bias=bias is not None, device="meta")
    linear.weight = nn.Parameter(weight.permute(0, 2, 1).reshape(channels_out, -1), requires_grad=False)
    if bias is not None:
        linear.bias = nn.Parameter(bias.clone(), requires_grad=False)
    return linear.eval()
